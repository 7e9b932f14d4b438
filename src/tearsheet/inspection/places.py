"""Find the blocks of the page that show the value at a public locator."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from tearsheet.article.model import Locator
from tearsheet.block_reports import BlockReport

MOST: Final = 40
"""Most blocks to show for a locator: more are not a useful place."""


class Places:
    """Finds values among the blocks of a page."""

    def __init__(self, blocks: Sequence[BlockReport]) -> None:
        self._blocks = blocks
        self._by_path: dict[str, list[int]] = {}
        for index, block in enumerate(blocks):
            if block.locator.xpath is not None:
                self._by_path.setdefault(block.locator.xpath, []).append(index)
        self._paths = sorted(self._by_path)

    def of(self, locator: Locator | None, raw: str | None) -> tuple[int, ...]:
        """Return the indices of the blocks that show a value, in order; empty if no visible text shows it.

        If there are several blocks at the locator, only those that share text with ``raw``, if any do.
        """
        if locator is None:
            return ()
        found = self._at(locator)
        if len(found) > 1 and raw:
            text = _folded(raw)
            near = [i for i in found if _share(text, _folded(self._blocks[i].text))]
            found = near or found
        return tuple(found[:MOST])

    def _at(self, locator: Locator) -> list[int]:
        if locator.xpath is None:
            return self._at_span(locator.span)
        exact = self._by_path.get(locator.xpath)
        if exact:
            return exact
        hidden = locator.attribute is not None or locator.pointer is not None
        below = [] if hidden else list(self._below(locator.xpath))
        return below or self._above(locator.xpath)

    def _at_span(self, span: tuple[int, int] | None) -> list[int]:
        if span is None:
            return []
        spans = ((i, block.locator.span) for i, block in enumerate(self._blocks))
        return [i for i, own in spans if own is not None and own[0] < span[1] and span[0] < own[1]]

    def _below(self, xpath: str) -> Iterator[int]:
        """Yield the blocks inside an element: their paths are adjacent in sorted order."""
        start = xpath + "/"
        for at in range(bisect_left(self._paths, start), len(self._paths)):
            if not self._paths[at].startswith(start):
                return
            yield from self._by_path[self._paths[at]]

    def _above(self, xpath: str) -> list[int]:
        """Return the blocks of the nearest element around ``xpath`` that has any of its own."""
        path = xpath.rpartition("/")[0]
        while path:
            if path in self._by_path:
                return self._by_path[path]
            path = path.rpartition("/")[0]
        return []


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _share(one: str, other: str) -> bool:
    return one in other or (len(other) > 2 and other in one)
