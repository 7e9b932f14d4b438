"""Gives the best candidate of a field its probability, and refuses what is too unlikely."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from tearsheet import ranking
from tearsheet.ranking.candidates import Candidate
from tearsheet.ranking.choose import LOW

T = TypeVar("T")


def scored(
    field: str,
    candidates: Sequence[Candidate[T]],
    *,
    signals: Mapping[str, float] | None = None,
    key: Callable[[T], Any] = lambda value: value,
) -> tuple[Candidate[T], ...]:
    """Return ``candidates`` with the probability of the first one that is not refused.

    Below the field's bound none of them is given: all are refused as ``low-confidence``.

    Args:
        field: The field of the article.
        candidates: Best first.
        signals: What else is known of the best one, besides agreement among the candidates.
        key: What two values share that say the same.
    """
    best = next((c for c in candidates if c.rejected is None), None)
    if best is None:
        return tuple(candidates)
    score = ranking.confidence(field, best.rule, {**_agreement(best, candidates, key), **(signals or {})})
    low = score < ranking.bound(field)
    return tuple(
        [
            c._replace(score=score if c is best else c.score, rejected=LOW if low else None)
            if c.rejected is None and (low or c is best)
            else c
            for c in candidates
        ]
    )


def _agreement(
    best: Candidate[T], candidates: Sequence[Candidate[T]], key: Callable[[T], Any]
) -> dict[str, float]:
    """Return whether other candidates say the same, refused ones apart, and whether one that may count differs."""
    own = key(best.value)
    found: dict[str, float] = {}
    for candidate in candidates:
        if candidate is not best:
            agrees = key(candidate.value) == own
            if candidate.rejected is None:
                found["agree" if agrees else "differ"] = 1.0
            elif agrees:
                found["refused-agree"] = 1.0
    return found
