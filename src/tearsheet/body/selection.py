"""`BodySelection`: the result of the body step, which fields and sections build on."""

from __future__ import annotations

from typing import Final, NamedTuple

from tearsheet.article.model import Kind

LISTINGS: Final = frozenset(("listing", "collection"))
"""Kinds of page whose main content may consist only of links."""


class BodySelection(NamedTuple):
    """The blocks of the page that are the article's body."""

    headline: int
    """Index of the block that shows the title above the body; -1 if none does."""
    kept: tuple[int, ...]
    """Indices of the blocks that belong to the body, in document order; the headline is not among them."""
    probabilities: tuple[float, ...]
    """For each block its probability, from 0 to 1, to belong to the body."""
    reasons: tuple[str, ...]
    """For each block a stable code that says why it was kept or left out."""
    kind: Kind = "article"
    """What sort of page it is."""
    kind_probability: float | None = None
    """Probability of that kind, from 0 to 1."""

    @property
    def first(self) -> int:
        """Index of the first kept block; -1 if none is kept."""
        return self.kept[0] if self.kept else -1

    @property
    def last(self) -> int:
        """Index of the last kept block; -1 if none is kept."""
        return self.kept[-1] if self.kept else -1
