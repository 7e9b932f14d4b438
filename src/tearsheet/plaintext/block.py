"""One block of a text, and where a part of it is in the source."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from tearsheet.plaintext.inline import Span

MAX_GAP = 4_000
"""Most characters of the source between two that are shown next to each other: an address, a picture. Keeps texts whose
characters the source spells otherwise linear."""


class Block(NamedTuple):
    """One block of a text, before it is known which text blocks are headings."""

    kind: str
    """``heading`` (marked), ``text``, ``item``, ``quote``, ``code``, ``row`` or ``rule``."""
    text: str
    """What a reader sees; lines of code and of hard breaks separated by ``\\n``."""
    start: int
    """Offset of the first character behind any marker."""
    stop: int
    """Offset after the last character."""
    level: int = 0
    """Headings: 1 to 6. Items: how deep the list is nested, from 0. Rows: 1 for the header row."""
    number: int | None = None
    """The number before an item or a numbered line; ``start`` is behind it for items, before it for text."""
    mark: int = -1
    """Offset of the marker before it; equal to ``start`` if there is none."""
    indent: int = 0
    """Columns before the block."""
    gap: bool = True
    """True when a blank line is before it."""
    spans: tuple[Span, ...] = ()
    """Inline marks (Markdown)."""
    cells: tuple[tuple[int, int, str], ...] = ()
    """Rows: start, stop and text of each cell."""
    language: str | None = None
    """Code: the language named at its fence."""


def source_range(source: str, block: Block, start: int, stop: int) -> tuple[int, int]:
    r"""Return the offsets in ``source`` of a range of the block's text.

    The text is what the source shows, so each of its characters is there in order; between them white space
    may be wider there and marks may be.

    >>> block = Block("text", "By Ada Lund | today", 2, 30)
    >>> source_range("- By  [Ada\nLund](/ada) | today", block, 3, 11)
    (7, 15)
    >>> source_range("By A\u0301da", Block("text", "By \u00c1da", 0, 7), 3, 4)
    (3, 5)
    """
    spots: list[tuple[int, int]] = []
    at = block.start
    for character in block.text[:stop]:
        parts = character if character.isascii() else unicodedata.normalize("NFD", character)
        if len(parts) > 1 and source.startswith(parts, at):  # in the source it is not composed
            spots.append((at, at + len(parts)))
        else:
            found, stop_at = at, min(block.stop, at + MAX_GAP)
            while found < stop_at and not (
                source[found] == character or (character == " " and source[found].isspace())
            ):
                found += 1
            spots.append((found, found + 1) if found < stop_at else (at, at))
        at = spots[-1][1]
    first, last = spots[start][0], spots[stop - 1][1]
    return first, min(max(last, first + 1), block.stop)
