"""Holds a learned rule against pages: which of its parts stopped matching, since which page, and what would."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from tearsheet.sites.learn import MIN_AGREEMENT, Sample, learn_site, read_samples
from tearsheet.sites.rule import Selector, SiteField, SiteRule, SiteRules

if TYPE_CHECKING:
    from tearsheet.page.read import Source

TOLERANCE: Final = 0.5
"""A field has drifted when its selectors find a value on less than this share of what they found when learned."""
MIN_HELD: Final = 0.4
"""A field that was found on fewer of the pages learned from is too rare to say that it is missing."""


class Drift(NamedTuple):
    """One part of a rule that no longer holds."""

    rule: str
    """The rule's name."""
    field: SiteField
    """The field whose selectors stopped matching."""
    learned: float
    """Share of the pages learned from on which they found a value."""
    found: float
    """Share of the pages now."""
    since: str
    """URL of the first of the pages, in the order given, after which they found nothing more."""
    proposed: tuple[Selector, ...]
    """Selectors that hold on these pages; empty if none does."""


def check(
    rules: SiteRules, pages: Iterable[tuple[Source, str]], *, now: dt.datetime | None = None
) -> tuple[Drift, ...]:
    """Return which fields of learned rules stopped matching, by rule and field; empty if all hold.

    Args:
        rules: The rules; those that were not learned, and fields without a learned share, are passed over.
        pages: Pages with their URLs, oldest first.
        now: The moment to judge dates and validity by.
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
    drifted: list[tuple[SiteField, float, float, str]] = []
    for name, share in rule.learned.held.items():
        holds = [_matches(rule.fields.get(name, ()), s) for s in samples]
        now_share = sum(holds) / len(holds)
        if share >= MIN_HELD and now_share < TOLERANCE * share:
            last = max((i for i, held in enumerate(holds) if held), default=-1)
            drifted.append((name, share, round(now_share, 3), samples[min(last + 1, len(samples) - 1)].url))
    if not drifted:
        return []
    renewed = learn_site(rule.name, samples, now)
    return [
        Drift(rule.name, name, share, found, since, renewed.fields.get(name, ()))
        for name, share, found, since in drifted
    ]


def _matches(selectors: Sequence[Selector], sample: Sample) -> bool:
    wanted = {s.css for s in selectors if s.css}
    return bool(sample.selectors.find(wanted, sample.texts))
