"""A cheap filter for lines that may contain a view counter: a digit with a label, a bare label or a bare number."""

from __future__ import annotations

import re
from typing import Final

from tearsheet.page import Page, TextBlock
from tearsheet.parsing.counts import LINE_MAX, first_words, label_set, names_views

NAMED, NUMBERED, LABEL = 1, 2, 4
"""Types of lines, as bits: a digit and a label of views; a number in an element of its own; a bare label."""

MAX_NUMBER: Final = 14
"""Most characters of a bare number."""
MAX_LABEL: Final = 30
"""Most characters of a bare label."""
OWN_LINE: Final = 60
"""Longest line inside the body, in characters, that can be a counter. Source: reasoning."""
GLUED_PARTS: Final = 3
"""Number of elements in a line of date, category and number."""
MARKS: Final = " \t\n\xa0:：()[]|·•+"
"""Characters that may surround a bare number or label."""


_DIGIT: Final = re.compile(r"\d")
_ASCII_DIGIT: Final = re.compile(r"[0-9]")  # several times as fast


def may_be_number(text: str) -> bool:
    """Return, by a cheap check, whether a line stripped of `MARKS` may be a bare number, possibly with a suffix."""
    return 0 < len(text) <= MAX_NUMBER and text[0].isdigit()


def lines_with_counts(page: Page, first: int, stop: int) -> list[tuple[int, int]]:
    """Return the blocks from ``first`` to ``stop`` (exclusive) that may contain a counter, in order, with their types."""
    found = []
    words, labels = first_words(), label_set()
    numbered = 0 if page.is_text else 2 * OWN_LINE
    for index, block in enumerate(page.blocks[first:stop], first):
        text = block.text
        size = len(text)
        if size > LINE_MAX:
            continue
        if (_ASCII_DIGIT if text.isascii() else _DIGIT).search(text) is not None:
            marks = NAMED if _names_views(text, words) else 0
            if size <= numbered and _has_number(page, block, text):
                marks |= NUMBERED
            if marks:
                found.append((index, marks))
        elif size <= MAX_LABEL and text.lower().strip(MARKS) in labels:
            found.append((index, LABEL))
    return found


_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
"""A word of a line; text of two elements may be joined without a space (``1,234 viewsMay 3``)."""


def _names_views(text: str, words: frozenset[str]) -> bool:
    """Return whether a line may contain a label of views. A cheap filter without false negatives."""
    if text.isascii():
        return not words.isdisjoint([word.lower() for word in _WORD.findall(text)])
    return names_views(text.lower()) or _GLUED.search(text) is not None


_GLUED: Final = re.compile(r"[^\W\d_A-Z](?=[A-Z])")


def _has_number(page: Page, block: TextBlock, text: str) -> bool:
    """Return whether an element in the line may contain only a number, or the line is a date, category and number."""
    start, stop = block.start, block.stop
    if stop - start == 1:
        return may_be_number(text.strip(MARKS))
    pieces = page.pieces
    parts = 0
    for i in range(start, stop):
        bare = pieces[i][1].strip(MARKS)
        if bare:
            if may_be_number(bare):
                return True
            parts += 1
    return parts == GLUED_PARTS
