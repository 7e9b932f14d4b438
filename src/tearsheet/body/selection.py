"""`Layout`: what the body step found, for the fields and the sections to build on."""

from __future__ import annotations

from typing import NamedTuple

from tearsheet.article.model import Kind


class Layout(NamedTuple):
    """Where the article stands among the page's leaves."""

    headline: int
    """Index of the leaf that shows the title above the body; -1 if none does."""
    kept: tuple[int, ...]
    """Indices of the leaves that belong to the body, in document order; the headline is not among them."""
    chances: tuple[float, ...]
    """For each leaf its chance, from 0 to 1, to belong to the body."""
    reasons: tuple[str, ...]
    """For each leaf a stable code that says why it was kept or left out."""
    kind: Kind = "article"
    """What sort of page it is."""
    kind_chance: float | None = None
    """Chance of that kind, from 0 to 1."""

    @property
    def first(self) -> int:
        """Index of the first kept leaf; -1 if none is kept."""
        return self.kept[0] if self.kept else -1

    @property
    def last(self) -> int:
        """Index of the last kept leaf; -1 if none is kept."""
        return self.kept[-1] if self.kept else -1
