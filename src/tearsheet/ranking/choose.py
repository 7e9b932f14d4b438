"""Chooses a value: the first candidate that its rule did not reject wins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, TypeVar

from tearsheet.article import model as models
from tearsheet.page import Page
from tearsheet.ranking.candidates import Candidate, SourceRef, as_text

T = TypeVar("T")

NO_CANDIDATE: Final = models.Evidence(reason="no-candidate", rejected=())
"""The evidence of a field without candidates."""

LOW: Final = "low-confidence"
"""Reason of a value whose probability is below the required one."""
MAX_REJECTED = 8
"""Most rejected candidates in `Evidence`, best first; more would cost time without being useful."""


def choose(page: Page, candidates: Sequence[Candidate[T]]) -> tuple[T | None, models.Evidence]:
    """Return the chosen value (None if there is none) and its evidence.

    The first of ``candidates`` without ``rejected`` is chosen. The others are in the evidence as rejected, in order, with
    their own reason, ``duplicate`` if they have the same value, or ``lower-rank``. At most `MAX_REJECTED` are kept.
    """
    if not candidates:
        return None, NO_CANDIDATE
    winner = None
    for candidate in candidates:
        if candidate.rejected is None:
            winner = candidate
            break
    others = [c for c in candidates[: MAX_REJECTED + 1] if c is not winner][:MAX_REJECTED]
    rejected = tuple([_as_rejected(page, c, winner) for c in others])
    if winner is None:
        doubted = any(c.rejected == LOW for c in candidates)
        reason = LOW if doubted else "all-rejected"
        return None, models.Evidence(reason=reason, rejected=rejected)
    return winner.value, models.Evidence(
        source=winner.source,
        locator=located(page, winner.place),
        raw=winner.raw,
        rule=winner.rule,
        score=winner.score,
        rejected=rejected,
    )


def is_below(evidence: models.Evidence, least: float) -> bool:
    """Return whether a field has a value with a score below ``least``."""
    return evidence.reason is None and evidence.score is not None and evidence.score < least


def withheld(evidence: models.Evidence, value: Any) -> models.Evidence:
    """Return the evidence of a field whose ``value`` is withheld because its probability is too low.

    Args:
        evidence: The evidence for the value; it must have a source and a rule.
        value: The value.
    """
    assert evidence.source is not None
    assert evidence.rule is not None
    doubted = models.RejectedCandidate(
        value=as_text(value),
        raw=evidence.raw or "",
        source=evidence.source,
        locator=evidence.locator or models.Locator(),
        rule=evidence.rule,
        reason=LOW,
        score=evidence.score,
    )
    return models.Evidence(reason=LOW, rejected=(doubted, *evidence.rejected)[:MAX_REJECTED])


def located(page: Page, place: SourceRef) -> models.Locator:
    """Return the public locator for a position."""
    node, attribute, pointer, span = place
    xpath = page.xpath(node) if node >= 0 and not page.is_text else None
    return models.Locator(xpath=xpath, attribute=attribute, pointer=pointer, span=span)


def _as_rejected(
    page: Page, candidate: Candidate[Any], winner: Candidate[Any] | None
) -> models.RejectedCandidate:
    reason = candidate.rejected
    if reason is None:
        reason = "duplicate" if winner is not None and winner.value == candidate.value else "lower-rank"
    return models.RejectedCandidate(
        value=as_text(candidate.value),
        raw=candidate.raw,
        source=candidate.source,
        locator=located(page, candidate.place),
        rule=candidate.rule,
        reason=reason,
        score=candidate.score,
    )
