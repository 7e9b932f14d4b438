"""Scores the best candidate of a field, and rejects all candidates if it is too unlikely."""

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
    """Return ``candidates`` with a score for the first one that is not rejected.

    If the score is below the field's bound, all candidates are rejected as ``low-confidence``.

    Args:
        field: The field of the article.
        candidates: The candidates, best first.
        signals: Signals for the best candidate, in addition to agreement among the candidates.
        key: Function of a value; values with the same key count as equal.
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
    """Return the signals of agreement: other candidates with an equal value, and usable ones with a different value."""
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
