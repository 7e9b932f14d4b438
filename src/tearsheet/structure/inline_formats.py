"""Finds the ranges of a page block's text that links and emphasis cover."""

from __future__ import annotations

from typing import Literal, TypeAlias

from tearsheet.page import Page, TextBlock
from tearsheet.page.text_blocks import BREAK, visible

MarkType: TypeAlias = Literal["link", "strong", "emphasis", "code", "math"]

FORMAT_OF_TAG: dict[str, MarkType] = {
    "a": "link",
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "math": "math",
}
"""The type of mark for each inline element. Source: the HTML standard."""


class Formats:
    """Finds the formatting elements of page blocks. Results are cached, so that a page takes linear time."""

    def __init__(self, page: Page) -> None:
        self.tags = page.nodes.tags
        self.parents = page.nodes.parents
        self.pieces = page.pieces
        self.known: dict[int, tuple[int, ...]] = {-1: ()}

    def ranges(self, block: TextBlock) -> dict[int, tuple[int, int]]:
        """Return the range of the block's text for each formatting element, in order of their start.

        Empty if there is none, or if the text cannot be aligned with its pieces (if characters compose across pieces).
        """
        pieces, known = self.pieces[block.start : block.stop], self.known
        for owner, _ in pieces:
            found = known.get(owner)
            if found or (found is None and self.around(owner)):
                break
        else:
            return {}  # the usual case
        return self.traced(block.text, pieces, [self.around(owner) for owner, _ in pieces])

    def around(self, node: int) -> tuple[int, ...]:
        """Return the formatting elements that ``node`` is or is in, outermost first."""
        known, parents, tags = self.known, self.parents, self.tags
        found = known.get(node)
        path = []
        while found is None:
            path.append(node)
            node = parents[node]
            found = known.get(node)
        for below in reversed(path):
            if tags[below] in FORMAT_OF_TAG:
                found = (
                    *found[-7:],
                    below,
                )  # limited to eight: deeper nesting adds no information, but costs time
            known[below] = found
        return found

    def traced(
        self, text: str, pieces: list[tuple[int, str]], formats: list[tuple[int, ...]]
    ) -> dict[int, tuple[int, int]]:
        """Return the same as `ranges` for a block with this ``text`` and ``pieces``; ``formats`` are around each piece."""
        ranges: dict[int, tuple[int, int]] = {}
        length, space, newline = 0, False, False
        for i, (_, raw) in enumerate(pieces):
            if raw == BREAK:
                newline = True
                continue
            piece, shown = raw, raw.strip()
            start = length + 1 if length and (newline or space or raw[:1].isspace()) else length
            if not shown or not text.startswith(
                shown, start
            ):  # otherwise the text of the piece is unchanged, the usual case
                piece = visible(raw)
                shown = " ".join(piece.split())
                if not shown:
                    space = space or bool(piece)
                    continue
                start = length + 1 if length and (newline or space or piece[:1].isspace()) else length
            length = start + len(shown)
            space, newline = piece[-1:].isspace(), False
            for node in formats[i]:
                ranges[node] = (ranges[node][0] if node in ranges else start, length)
        return ranges if length == len(text) else {}
