"""Checks a learned rule against pages: which parts no longer match, since which page, and what would match instead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from tearsheet.sites.paths import MIN_AGREEMENT, VARYING, find_paths, value_at
from tearsheet.sites.rule import Selector, SiteField, SiteRule, SiteRules
from tearsheet.sites.samples import Sample, read_samples
from tearsheet.sites.shape import shape_of

if TYPE_CHECKING:
    from tearsheet.page.read import Source

TOLERANCE: Final = 0.5
"""A field has drifted if the share of pages with a value is less than this fraction of the learned share."""
MIN_SHAPE: Final = 4
"""Fewest pages from which the parts of a site's bodies are known."""
MIN_SHARE: Final = 0.75
"""Least share of the learned pages with a part of the body; a less frequent part varies from page to page."""
LOST: Final = 0.25
"""Such a part has disappeared if its share is less than this fraction of the learned share."""
MIN_HELD: Final = 0.4
"""Least share of the learned pages with a field; if a rarer field is missing, that need not be drift."""


class Drift(NamedTuple):
    """A part of a rule that no longer works."""

    rule: str
    """The rule's name."""
    field: str
    """The field whose selectors no longer match, or the part of the body that has disappeared (``headings``,
    ``lists`` …)."""
    learned: float
    """Share of the learned pages on which a value was found."""
    found: float
    """Share of the checked pages on which a value is found."""
    since: str
    """URL of the first page, in the order given, from which on no value is found; for a part of the body, the first
    page."""
    proposed: tuple[Selector, ...]
    """Selectors that work on the pages where those of the rule find nothing; empty if there are none."""


def check(
    rules: SiteRules, pages: Iterable[tuple[Source, str]], *, now: dt.datetime | None = None
) -> tuple[Drift, ...]:
    """Return the parts of learned rules that no longer work, by rule and field; empty if all work.

    Args:
        rules: The rules; those that were not learned, and fields without a learned share, are skipped.
        pages: Pages with their URLs, oldest first.
        now: The reference time for dates and validity.
    """
    by_rule: dict[str, tuple[SiteRule, list[tuple[Source, str]]]] = {}
    for source, url in pages:
        rule = rules.rule_for(url, now)
        if rule is not None and rule.learned is not None:
            by_rule.setdefault(rule.name, (rule, []))[1].append((source, url))
    found: list[Drift] = []
    for rule, given in by_rule.values():
        found.extend(_drifts(rule, read_samples(given, now), now))
    return tuple(found)


def _drifts(rule: SiteRule, samples: Sequence[Sample], now: dt.datetime | None) -> list[Drift]:
    if len(samples) < MIN_AGREEMENT or rule.learned is None:
        return []
    moved = []
    for name, share in rule.learned.held.items():
        holds = _holds(name, rule.fields.get(name, ()), samples, now)
        found = sum(holds) / len(holds)
        if share >= MIN_HELD and found < TOLERANCE * share:
            lost = [s for s, held in zip(samples, holds, strict=True) if not held]
            proposed = tuple(path.selector for path in find_paths(name, lost, now))
            moved.append(Drift(rule.name, name, share, round(found, 3), _since(holds, samples), proposed))
    return [*moved, *_changed_shape(rule, samples)]


def _holds(
    name: SiteField, selectors: Sequence[Selector], samples: Sequence[Sample], now: dt.datetime | None
) -> list[bool]:
    """Return for each page whether the selectors find a value that can be parsed; False for all if they all find the same."""
    css = [s.css for s in selectors if s.css]
    values = []
    for sample in samples:
        found = sample.selectors.find(css, sample.texts)
        first = next((found[c] for c in css if c in found), None)
        values.append(value_at(name, first, sample, now) or None if first else None)
    constant = name in VARYING and len({str(v) for v in values if v is not None}) == 1 < len(values)
    return [value is not None and not constant for value in values]


def _since(holds: Sequence[bool], samples: Sequence[Sample]) -> str:
    last = max((i for i, held in enumerate(holds) if held), default=-1)
    return samples[min(last + 1, len(samples) - 1)].url


def _changed_shape(rule: SiteRule, samples: Sequence[Sample]) -> list[Drift]:
    """Return the parts of the body that most learned pages had and that hardly any checked page has."""
    assert rule.learned is not None
    if len(samples) < MIN_SHAPE:
        return []
    now_has = shape_of(samples)
    return [
        Drift(rule.name, part, share, now_has.get(part, 0.0), samples[0].url, ())
        for part, share in rule.learned.shape.items()
        if share >= MIN_SHARE and now_has.get(part, 0.0) < LOST * share
    ]
