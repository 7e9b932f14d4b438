"""The summary at the end of a run, and whether the run has failed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tearsheet.batch import RunSummary

DEFAULT_LIMIT = "50%"
"""Default of ``--max-rejects``. Crawls of whole sites contain many lists, forms and error pages, so a third of the
pages may not be articles; if more than half are not, the crawler was probably blocked."""
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
    """Parse a limit such as ``N`` or ``N%``.

    >>> reject_limit("5%").is_over(6, 100), reject_limit("0").is_over(1, 100)
    (True, True)

    Raises:
        ValueError: It is neither.
    """
    found = _LIMIT.fullmatch(text.strip())
    if found is None or (found[2] and not found[3]):
        raise ValueError(f"{text!r} is neither a number of inputs nor a percentage such as 5%")
    if found[3]:
        share = float(text.strip().removesuffix("%")) / 100
        if share > 1:
            raise ValueError(f"{text!r} is more than 100%")
        return RejectLimit(text, None, share)
    return RejectLimit(text, int(found[1]), 0.0)


def failure(summary: RunSummary, limit: RejectLimit, *, allow_empty: bool) -> str | None:
    """Return why a run has failed; None if it has not."""
    if not summary.articles and not allow_empty:
        what = (
            "there was no input" if not summary.inputs else f"no article in {_count(summary.inputs, 'input')}"
        )
        return f"{what}, so {_name(summary.output)} was not written (use --allow-empty to write it anyway)"
    bad = summary.rejected + summary.quarantined
    if limit.is_over(bad, summary.inputs):
        return (
            f"{bad:,} of {_count(summary.inputs, 'input')} rejected or quarantined, "
            f"more than --max-rejects {limit.text} allows"
        )
    return None


def account(summary: RunSummary) -> Iterator[str]:
    """Yield the lines of a run's summary; the numbers in the first line add up."""
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
        yield f"warning: {name} changed while it was being read, so parts of it may be missing"
    if summary.sites_learned or summary.sites_known:
        yield f"site rules: {summary.sites_learned:,} learned, {summary.sites_known:,} already known"
    earlier = f", {summary.resumed:,} inputs done by earlier runs" if summary.resumed else ""
    yield f"{summary.seconds:,.1f} s, {summary.rate:,.0f} pages/s, {_count(summary.workers, 'worker')}{earlier}"


def kept(inputs: int, total: int | None) -> str:
    """Return how much of a stopped run is kept, and what the same command would do."""
    if not inputs:
        return "no input was finished: run the same command to start again"
    of = f" of {total:,}" if total is not None else ""
    return f"{inputs:,}{of} inputs are finished: run the same command again to resume"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _name(output: Path | str) -> str:
    return "standard output" if str(output) == "-" else str(output)
