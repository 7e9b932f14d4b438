"""The type for candidates with their evidence, which field modules return."""

from __future__ import annotations

import json
from typing import Any, Final, Generic, NamedTuple, TypeVar

from tearsheet.article.model import Source

T_co = TypeVar("T_co", covariant=True)


class SourceRef(NamedTuple):
    """The position of a value in a cheap form; `choose` converts it to a `Locator` for the evidence."""

    node: int = -1
    """Index of the element; -1 if the value is not in an element."""
    attribute: str | None = None
    """The attribute with the value; None for the element's text."""
    pointer: str | None = None
    """JSON pointer inside the element's JSON."""
    span: tuple[int, int] | None = None
    """Half-open range of characters in the text (or URL) that was parsed."""


class Candidate(NamedTuple, Generic[T_co]):
    """A value that a rule found for a field."""

    value: T_co
    """The normalised value."""
    raw: str
    """The original string on the page."""
    source: Source
    """The kind of place where it was found."""
    rule: str
    """Id of the rule: ``field.rule-name``."""
    place: SourceRef
    """The exact position."""
    rejected: str | None = None
    """A stable code for why the rule itself rejects the value; None if it can be chosen."""
    score: float | None = None
    """Calibrated probability that the value is right; None where the field has no calibrated score."""


_JSON: Final = json.JSONEncoder(ensure_ascii=False)


def as_text(value: Any) -> str:
    """Return a candidate's value as a string: strings unchanged, dates in ISO 8601, lists as JSON."""
    if isinstance(value, str):
        return value
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    if isinstance(value, tuple):
        return _JSON.encode([getattr(v, "name", getattr(v, "text", v)) for v in value])
    return str(value)
