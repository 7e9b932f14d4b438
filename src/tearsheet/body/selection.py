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
    """For each block, the probability that it belongs to the body, from 0 to 1."""
    reasons: tuple[str, ...]
    """For each block, a stable code for why it was kept or left out."""
    kind: Kind = "article"
    """The kind of page."""
    kind_probability: float | None = None
    """Probability of that kind, from 0 to 1; None if it was not computed."""

    @property
    def first(self) -> int:
        """Index of the first kept block; -1 if none is kept."""
        return self.kept[0] if self.kept else -1

    @property
    def last(self) -> int:
        """Index of the last kept block; -1 if none is kept."""
        return self.kept[-1] if self.kept else -1
