"""`Scores`: what the scorer says of a page."""

from __future__ import annotations

from typing import NamedTuple

HOPELESS = 0.01
"""First chance at or below which a leaf gets no second look: it keeps its first chance."""


class Scores(NamedTuple):
    """What the scorer says of a page, and what it has found on the way."""

    headline: int
    """Index of the leaf that shows the title; -1 if none does."""
    levels: list[int]
    """Rank of each heading by its tag, 1 to 6; 0 for other leaves."""
    comments: list[int]
    """The leaves that stand in a part that its class or id calls comments, by index in order."""
    hidden: list[int]
    """The leaves that stand in an element that its own markup hides, by index in order."""
    kinds: list[float]
    """Chance of each kind, in the order of `kinds.KINDS`."""
    chances: list[float]
    """Chance of each leaf to belong to the body."""
