"""Candidates from the values that the lines of a text state; pages from HTML have none."""

from __future__ import annotations

from typing import TypeVar

from tearsheet.page import Page
from tearsheet.ranking.candidates import Candidate, SourceRef

T = TypeVar("T")


def with_value(candidate: Candidate[str], value: T) -> Candidate[T]:
    """Return ``candidate`` with its string replaced by the parsed ``value``."""
    return Candidate(value, *candidate[1:])


def stated(page: Page, field: str) -> tuple[Candidate[str], ...]:
    """Return the values that the lines of a text state for a field, best first; empty if there are none, and for HTML.

    ``field`` is the singular name of an `Article` field, as in `StatedValue`.
    """
    if page.text_facts is None or page.source is None:
        return ()
    return tuple(
        Candidate(
            fact.value,
            page.source[fact.start : fact.stop],
            "text",
            f"{field.replace('_', '-')}.{fact.rule}",
            SourceRef(span=(fact.start, fact.stop)),
            fact.rejected,
            fact.score,
        )
        for fact in page.text_facts.of(field)
    )
