"""Learn a contract from a sample of a site's articles.

It uses two ideas. Shares: if k of n sample articles break a rule, a later batch may break it in as large a share as
random variation makes likely (`likely_share`). Lower bounds: a bound that a broken template would satisfy is
useless, so the bound is the lowest quantile above what a broken page shows (one section, no words, no key points),
and the share below it is allowed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from math import ceil, floor, log10
from typing import NamedTuple

from tearsheet.article.model import Article
from tearsheet.contracts.checker import Checker
from tearsheet.contracts.findings import Severity, Tally
from tearsheet.contracts.loading import load
from tearsheet.contracts.profile import FIELDS, Profile, likely_share, quantile
from tearsheet.contracts.toml import table_of

QUANTILES = (0.02, 0.05, 0.1, 0.25, 0.5, 0.75)
"""Candidate positions of a bound, from the loosest: shares of the sample outside it. The first useful one is
taken."""

REQUIRED_SHARE = 0.5
"""Share of the sample from which on a field counts as part of the template."""

ERROR_SHARE = 0.95
"""Share of the sample from which on a missing field, or few sections, is an error, not a warning."""

SIGNIFICANCE = 0.01
"""Largest probability that a good batch breaks a rule. Because counts are integers, the actual probability is about
a third of it; in most runs, at most one of the fifty rules of a contract is broken by random variation."""

MOST_SHARE = 0.99
"""Largest ``max_share`` that is written: if all articles of a batch break a rule that the sample satisfied, that is
a finding."""

USUAL_HEADING = 0.8
"""Share of the sample from which on a heading belongs to the template."""

MOST_VALUES = 40
"""Most values in a set: more are not a fixed set."""


class Range(NamedTuple):
    """How a measure becomes a rule."""

    measure: str
    """Name in `profile.MEASURES`."""
    rule: str
    """Id of the rule."""
    floor: float | None
    """Value that a broken page shows; lower bounds must be above it. None for no lower bound."""
    ceiling: float | None
    """Upper bounds must be below it; None for no upper bound."""
    field: str | None = None
    """The field that must mostly be there for the range to be learnt; None if it always is."""
    severity: Severity = "warning"
    """Of the rule."""


ENDLESS = float("inf")

RANGES = (
    Range("title characters", "title.length", 0, ENDLESS, "title"),
    Range("authors", "authors.count", None, ENDLESS, "authors"),
    Range("breadcrumbs", "breadcrumbs.length", 0, ENDLESS, "breadcrumbs"),
    Range("tags", "tags.count", None, ENDLESS, "tags"),
    Range("sections", "sections.count", 1, ENDLESS, "sections", "error"),
    Range("heading levels", "sections.depth", 0, ENDLESS, "sections"),
    Range("words", "body.words", 0, ENDLESS, "sections", "error"),
    Range("words in the lead", "lead.words", 0, None, "sections"),
    Range("share of words in the lead", "lead.share", None, 0.999, "sections"),
    Range("key points", "key-points.count", 0, ENDLESS, "key_points"),
)
"""The measures that become ranges. Of one section a template without headings has, of a lead's share 1."""


class Line(NamedTuple):
    """One rule of the contract that is written."""

    rule: str
    """Id of the rule."""
    settings: dict[str, object]
    """Its settings; empty with ``off`` True."""
    comment: str
    """Why, from the data."""
    off: bool = False
    """Whether the rule is switched off."""


class Sample:
    """The articles that a contract is learnt from, taken in one by one; their text is not kept."""

    def __init__(self, *, now: dt.datetime | None = None, batch: int | None = None) -> None:
        """Begin.

        Args:
            now: The present moment, for rules that need it.
            batch: How many articles a run to be validated will have; None for as many as the sample.
        """
        self._profile = Profile()
        self._checker = Checker(load("tearsheet:article").extended(match=None), now=now, keep=0)
        self._batch = batch

    def add(self, article: Article) -> None:
        """Take one article in."""
        self._profile.add(article)
        self._checker.check(article)

    @property
    def articles(self) -> int:
        """How many articles were taken in."""
        return self._profile.articles

    def lines(self) -> Iterator[Line]:
        """Yield the rules that the sample keeps, in the order of the contract."""
        yield from self._required()
        for wanted in RANGES:
            line = self._range(wanted)
            if line is not None:
                yield line
        yield from self._views()
        yield from self._sets()
        yield from self._headings()
        yield from self._sound()

    def toml(self, name: str) -> str:
        """Return the contract as TOML with a comment on each rule.

        Raises:
            ValueError: The sample is empty.
        """
        if not self.articles:
            raise ValueError("cannot learn from an empty sample")
        head = [
            f"# Learned from {self.articles} articles. max_share is the share of a batch of about the same size that may",
            "# break a rule before its findings count: use this contract for batches, not for single pages. Read it,",
            "# tighten it, and keep it under version control.",
            *table_of({"name": name, "version": "1"}),
        ]
        if match := self._match():
            head += ["", "[match]", *table_of({"url": match})]
        return "\n".join([*head, "", "[rules]", *_written(self.lines())]) + "\n"

    def _match(self) -> list[str]:
        hosts = self._profile.hosts
        if len(hosts) != 1 or hosts.total() < self.articles:
            return []
        return [f"*://{host}/*" for host in hosts]

    def _share(self, failed: float, checked: int) -> float:
        """Return the share that a batch may break when ``failed`` of ``checked`` of the sample do, rounded up."""
        share = likely_share(failed, checked, self._batch or checked, SIGNIFICANCE)
        return min(MOST_SHARE, ceil(share * 100) / 100)

    def _required(self) -> Iterator[Line]:
        n = self.articles
        for field in FIELDS:
            share = self._profile.share(field)
            if share < REQUIRED_SHARE:
                continue
            missing = n - self._profile.present[field]
            severity = "error" if share >= ERROR_SHARE else "warning"
            settings: dict[str, object] = {"fields": [field], "severity": severity}
            yield Line("field.required", settings | {"max_share": self._share(missing, n)}, f"in {share:.0%}")

    def _range(self, wanted: Range) -> Line | None:
        if wanted.field and self._profile.share(wanted.field) < REQUIRED_SHARE:
            return None
        ordered = self._profile.sorted(wanted.measure)
        if not ordered:
            return None
        low = _low(ordered, wanted.floor)
        high = _high(ordered, wanted.ceiling)
        settings: dict[str, object] = {}
        if low is not None:
            settings["min"] = low
        if high is not None:
            settings["max"] = high
        if not settings:
            return None
        beyond = sum((low is not None and x < low) or (high is not None and x > high) for x in ordered)
        # A bound at the k-th of n numbers is expected to have k of n + 1 new ones beyond it: one more for each bound.
        expected = min(len(ordered), beyond + len(settings))
        if 3 * expected > 2 * len(ordered) and self._share(expected, len(ordered)) == MOST_SHARE:
            return None  # most or all of a good batch may be outside the range: the rule would be useless
        settings |= {"severity": wanted.severity, "max_share": self._share(expected, len(ordered))}
        return Line(
            wanted.rule,
            settings,
            f"{wanted.measure}: {_spread(ordered)}; {beyond} of {len(ordered)} are outside the range",
        )

    def _views(self) -> Iterator[Line]:
        """Yield the range of view counts: wide, since they grow with time."""
        ordered = self._profile.sorted("views")
        if self._profile.share("view_count") >= REQUIRED_SHARE:
            most = int(_rounded(ordered[-1] * 100, up=True))
            settings: dict[str, object] = {"max": most, "max_share": self._share(0, len(ordered))}
            yield Line(
                "views.range", settings, f"views: {_spread(ordered)}; up to 100 times the maximum is allowed"
            )

    def _sets(self) -> Iterator[Line]:
        for name, rule in (
            ("category", "category.in-set"),
            ("language", "language.in-set"),
            ("kind", "kind.in-set"),
        ):
            counts = self._profile.values[name]
            # Good and Turing: the values seen once are as many as those of the next articles that were never seen.
            once = sum(count == 1 for count in counts.values())
            if counts.total() >= REQUIRED_SHARE * self.articles and len(counts) <= min(
                MOST_VALUES, counts.total() / 2
            ):
                settings: dict[str, object] = {
                    "values": sorted(counts),
                    "max_share": self._share(once, counts.total()),
                }
                yield Line(rule, settings, f"{name}: {_listed(counts.most_common(5))}")
        for field in ("date", "title"):
            counts = self._profile.values[f"{field} source"]
            if counts.total() >= REQUIRED_SHARE * self.articles:
                most = [source for source, count in counts.most_common() if count >= 0.05 * counts.total()]
                rare = counts.total() - sum(counts[source] for source in most)
                settings = {
                    "fields": [field],
                    "sources": most,
                    "max_share": self._share(rare, counts.total()),
                }
                yield Line("evidence.source", settings, f"{field} from {_listed(counts.most_common(5))}")
        precisions = self._profile.values["date precision"]
        for precision, worse in (("zone", ("day", "time")), ("time", ("day",))):
            fewer = sum(precisions[name] for name in worse)
            if precisions.total() and fewer <= 0.1 * precisions.total():
                settings = {"precision": precision, "max_share": self._share(fewer, precisions.total())}
                yield Line(
                    "date.precision", settings, f"precision of dates: {_listed(precisions.most_common())}"
                )
                break

    def _headings(self) -> Iterator[Line]:
        for heading, count in self._profile.headings.most_common():
            if count < max(2, USUAL_HEADING * self.articles):
                break
            pattern = f"^{re.escape(heading)}$"
            share = self._share(self.articles - count, self.articles)
            yield Line(
                "headings.required", {"headings": [pattern], "max_share": share}, f"in {count} articles"
            )

    def _sound(self) -> Iterator[Line]:
        """Yield the rules that apply to all sites, each with the share that breaks it here."""
        learnt = {"field.required", "kind.in-set", *(wanted.rule for wanted in RANGES)}
        for tally in self._checker.report().tallies:
            if tally.rule not in learnt and not tally.unchecked:
                yield self._sound_line(tally)

    def _sound_line(self, tally: Tally) -> Line:
        comment = f"{tally.failed} of {tally.checked} articles break it"
        if tally.share > REQUIRED_SHARE:
            return Line(tally.rule, {}, comment, off=True)
        settings: dict[str, object] = {"severity": tally.severity}
        if tally.rule == "body.link-share":
            settings = {"max": 0.5, **settings}
        return Line(tally.rule, settings | {"max_share": self._share(tally.failed, tally.checked)}, comment)


def learn(
    articles: Iterable[Article], name: str, *, now: dt.datetime | None = None, batch: int | None = None
) -> str:
    """Return, as TOML, a contract that ``articles`` satisfy, with a comment on each rule that gives its figures.

    Args:
        articles: A sample of the articles of a site or a pipeline: at least a few dozen.
        name: Name of the contract.
        now: The current time, for rules that need it.
        batch: Number of articles in the runs to validate; None for as many as in the sample.

    Raises:
        ValueError: There are no articles.
    """
    sample = Sample(now=now, batch=batch)
    for article in articles:
        sample.add(article)
    return sample.toml(name)


def _low(ordered: list[float], lowest: float | None) -> float | None:
    """Return the lower bound: at the loosest quantile that is above ``lowest``; None if the median is not."""
    if lowest is None:
        return None
    for share in QUANTILES:
        bound = _rounded(quantile(ordered, share), up=False)
        if bound > lowest:
            return bound
    return None


def _high(ordered: list[float], highest: float | None) -> float | None:
    if highest is None:
        return None
    for share in QUANTILES:
        bound = _rounded(quantile(ordered, 1 - share), up=True)
        if bound < highest:
            return bound
    return None


def _rounded(value: float, *, up: bool) -> float:
    """Return ``value`` rounded outwards: to two digits from 20 on, to hundredths for shares, else as it is.

    >>> _rounded(1234, up=True), _rounded(1234, up=False), _rounded(0.123, up=True), _rounded(7.0, up=True)
    (1300, 1200, 0.13, 7)
    """
    away = ceil if up else floor
    if value != int(value):
        return away(value * 100) / 100
    if value < 20:
        return int(value)
    unit = 10 ** (int(log10(value)) - 1)
    return int(away(value / unit) * unit)


def _spread(ordered: list[float]) -> str:
    numbers = (ordered[0], quantile(ordered, 0.5), ordered[-1])
    return "{} to {}, median {}".format(
        *(f"{number:,.4g}" for number in (numbers[0], numbers[2], numbers[1]))
    )


def _listed(counts: list[tuple[str, int]]) -> str:
    return ", ".join(f"{value} ({count})" for value, count in counts)


def _written(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the lines of ``[rules]``: rules used several times as arrays, each use with its comment."""
    uses: dict[str, list[Line]] = {}
    for line in lines:
        uses.setdefault(line.rule, []).append(line)
    for rule, several in uses.items():
        if len(several) == 1:
            only = several[0]
            value = "false" if only.off else _inline(only.settings)
            yield f"{_comment(only.comment)}\n{_key(rule)} = {value}"
        else:
            yield f"{_key(rule)} = ["
            for line in several:
                yield f"  {_inline(line.settings)},  {_comment(line.comment)}"
            yield "]"


def _key(rule: str) -> str:
    return f'"{rule}"'


def _inline(settings: dict[str, object]) -> str:
    return "{ " + ", ".join(table_of(settings)) + " }"


def _comment(text: str) -> str:
    return "# " + "".join(char if char.isprintable() else " " for char in text)
