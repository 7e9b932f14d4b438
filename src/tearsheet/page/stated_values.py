"""The types for values found while reading text without markup; pages made from HTML have none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple


class StatedValue(NamedTuple):
    """The value of a field, stated by a line of the text."""

    field: str
    """Name of the `Article` field, singular: ``title``, ``site``, ``author``, ``date``, ``category``, …"""
    value: str
    """The value as text: a name, or the digits of a count; for a date the characters as written."""
    start: int
    """Offset in the source of its first character."""
    stop: int
    """Offset after the last."""
    rule: str
    """Last part of the rule's id, such as ``meta-line`` or ``key-line``."""
    score: float | None = None
    """Probability that the value is right; None if the form of the line leaves no doubt."""
    rejected: str | None = None
    """A stable code for why the value cannot be chosen (``unlikely``); None if it can."""
    crumbs: tuple[str, ...] = ()
    """Breadcrumbs: the crumbs, in order."""


class TextMark(NamedTuple):
    """A range of a block's text with inline markup (Markdown)."""

    type: Literal["link", "strong", "emphasis", "code"]
    """The role of the range."""
    start: int
    stop: int
    href: str | None


class StatedValues(NamedTuple):
    """The values that the lines of a text state, and the role of each block."""

    facts: tuple[StatedValue, ...]
    """Stated values, best first within a field."""
    headline: int
    """Index of the block that is the title above the body; -1 if there is none."""
    reasons: tuple[str, ...]
    """The role of each block: ``body`` if it belongs to the body, else ``header``, ``meta-line``, ``footer``, …"""
    marks: Mapping[int, tuple[TextMark, ...]]
    """Inline marks by the node of the block; blocks without marks are left out."""

    def of(self, field: str) -> tuple[StatedValue, ...]:
        """Return the stated values of one field, best first; empty if there are none."""
        return tuple(fact for fact in self.facts if fact.field == field)
