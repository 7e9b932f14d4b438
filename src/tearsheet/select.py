"""The one place that chooses: the first candidate that its rule did not refuse wins."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeVar

from tearsheet import models
from tearsheet.candidates import Candidate, Place
from tearsheet.page import Page

T = TypeVar("T")

KEPT_LOSERS = 8
"""How many losing candidates `Evidence` keeps, best first; more than that help nobody and cost time."""


def choose(page: Page, candidates: Sequence[Candidate[T]]) -> tuple[T | None, models.Evidence]:
    """Return the winning value (None if there is none) and the evidence for it.

    The winner is the first of ``candidates`` without ``rejected``; all others are told as losers, in order, with
    their own reason, ``duplicate`` if they say the same as the winner, or ``lower-rank``.
    """
    winner = next((c for c in candidates if c.rejected is None), None)
    rejected = tuple(_loser(page, c, winner) for c in candidates[: KEPT_LOSERS + 1] if c is not winner)[
        :KEPT_LOSERS
    ]
    if winner is None:
        return None, models.Evidence(reason="all-rejected" if rejected else "no-candidate", rejected=rejected)
    return winner.value, models.Evidence(
        source=winner.source,
        locator=locator(page, winner.place),
        raw=winner.raw,
        rule=winner.rule,
        score=winner.score,
        rejected=rejected,
    )


def locator(page: Page, place: Place) -> models.Locator:
    """Return the public locator of a place."""
    xpath = None
    if place.node >= 0 and not page.is_text:
        xpath = page.xpath(place.node)
    return models.Locator(xpath=xpath, attribute=place.attribute, pointer=place.pointer, span=place.span)


def _loser(page: Page, candidate: Candidate[Any], winner: Candidate[Any] | None) -> models.Candidate:
    reason = candidate.rejected
    if reason is None:
        reason = "duplicate" if winner is not None and winner.value == candidate.value else "lower-rank"
    return models.Candidate(
        value=as_text(candidate.value),
        raw=candidate.raw,
        source=candidate.source,
        locator=locator(page, candidate.place),
        rule=candidate.rule,
        reason=reason,
        score=candidate.score,
    )


def as_text(value: Any) -> str:
    """Return a candidate's value as one string: itself if it is one, ISO 8601 for dates, JSON for lists."""
    if isinstance(value, str):
        return value
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    if isinstance(value, tuple):
        return json.dumps([getattr(v, "name", v) for v in value], ensure_ascii=False)
    return str(value)
