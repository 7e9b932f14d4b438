"""What a run says at its end: the account, and whether it is good enough."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tearsheet.batch import RunSummary

DEFAULT_LIMIT = "50%"
"""Rejects that a run may have if nothing else is said. Crawls of whole sites hold lists, forms and error pages in great
number, so that a third of them may be no articles; more than half is a crawl that met a wall."""
_LIMIT = re.compile(r"(\d{1,12})(?:\.(\d{1,6}))?(%?)")


class RejectLimit(NamedTuple):
    """How many inputs may be rejected, or in quarantine, before a run fails."""

    text: str
    """As it was given."""
    most: int | None
    """The most; None if it is a share."""
    share: float
    """The largest share, 0 to 1."""

    def is_over(self, rejected: int, inputs: int) -> bool:
        """Return whether so many are too many."""
        return rejected > (self.share * inputs if self.most is None else self.most)


def reject_limit(text: str) -> RejectLimit:
    """Return the limit that ``N`` or ``N%`` is.

    >>> reject_limit("5%").is_over(6, 100), reject_limit("0").is_over(1, 100)
    (True, True)

    Raises:
        ValueError: It is neither.
    """
    found = _LIMIT.fullmatch(text.strip())
    if found is None or (found[2] and not found[3]):
        raise ValueError(f"{text!r} is neither a number of inputs nor a share such as 5%")
    if found[3]:
        share = float(text.strip().removesuffix("%")) / 100
        if share > 1:
            raise ValueError(f"{text!r} is more than all")
        return RejectLimit(text, None, share)
    return RejectLimit(text, int(found[1]), 0.0)


def failure(summary: RunSummary, limit: RejectLimit, *, allow_empty: bool) -> str | None:
    """Return why a run is not good enough; None if it is."""
    if not summary.articles and not allow_empty:
        what = (
            "there was no input" if not summary.inputs else f"no article in {_count(summary.inputs, 'input')}"
        )
        return f"{what}, so nothing was written to {_name(summary.output)} (--allow-empty permits it)"
    bad = summary.rejected + summary.quarantined
    if limit.is_over(bad, summary.inputs):
        return f"{bad:,} of {_count(summary.inputs, 'input')} gave no good article: over --max-rejects {limit.text}"
    return None


def account(summary: RunSummary) -> Iterator[str]:
    """Yield the lines of a run's account; the numbers of the first add up."""
    parts = [f"{_count(summary.articles, 'article')} in {_name(summary.output)}"]
    where = f" in {summary.rejects}" if summary.rejects is not None else ""
    parts.append(f"{_count(summary.rejected, 'reject')}{where}")
    if summary.quarantine is not None:
        parts.append(f"{summary.quarantined:,} in quarantine in {summary.quarantine}")
    if summary.skipped:
        parts.append(f"{sum(summary.skipped.values()):,} skipped")
    yield f"{summary.seen:,} seen = {' + '.join(parts)}"
    if summary.codes:
        yield "rejects: " + ", ".join(f"{code} {count:,}" for code, count in summary.codes.items())
    for kind, count in summary.skipped.items():
        yield f"skipped: {count:,} {kind}"
    for name in summary.changed:
        yield f"changed while it was read, so that some of it may be missing: {name}"
    if summary.sites_learned or summary.sites_known:
        yield f"rules of sites: {summary.sites_learned:,} learned, {summary.sites_known:,} known before"
    earlier = f", {summary.resumed:,} of them done before" if summary.resumed else ""
    yield f"{summary.seconds:,.1f} s, {summary.rate:,.0f} pages/s, {_count(summary.workers, 'worker')}{earlier}"


def kept(inputs: int, total: int | None) -> str:
    """Return what is kept of a run that was stopped, and what the same command would do."""
    if not inputs:
        return "nothing was kept yet: the same command starts anew"
    of = f" of {total:,}" if total is not None else ""
    return f"{inputs:,}{of} inputs are kept: the same command resumes the run"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _name(output: Path) -> str:
    return "standard output" if str(output) == "-" else str(output)
