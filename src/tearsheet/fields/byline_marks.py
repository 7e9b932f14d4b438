"""A cheap filter for the lines that may contain a byline."""

from __future__ import annotations

import re
from typing import NamedTuple

from tearsheet.fields.class_tokens import Classes, names_author
from tearsheet.page import Page, TextBlock
from tearsheet.parsing.names import LONGEST_BY_ALONE, LONGEST_BYLINE, begins_with_by
from tearsheet.vocab import load

BY_INSIDE = ("by", "von", "par", "por", "di", "door", "av", "af")
"""Words that introduce a byline inside a line."""
BY_STOP = 48
"""Characters at the start of a line that are searched for them; a date may come before the word."""
LONGEST_LINE = 100
"""Longest unmarked byline in characters. Source: reasoning."""

_VOCAB = load("authors")
PATH: frozenset[str] = frozenset(_VOCAB["path"])
"""Path segments in the URLs of authors' pages."""
ALONE = frozenset(("by", "von", "par", "por"))
"""Words that introduce a byline if they are alone in a line."""
STRONG: tuple[str, ...] = (
    *_VOCAB["strong"],
    *(word for word in _VOCAB["by"] if " " in word),
    *(word + colon for word in _VOCAB["label"] for colon in (":", " :", "：")),
)
"""Words at the start of a line that make it a byline anywhere on the page."""
LONGEST_LEAD = 24
"""Characters at the start of a line that are searched for these. Source: reasoning."""

_new = tuple.__new__  # bypasses the named tuple's constructor, for speed
_LONGEST_STRONG = max(map(len, STRONG))
_STRONG_BY = {head: tuple(w for w in STRONG if w[:2] == head) for head in {w[:2] for w in STRONG}}
_HEADS = frozenset(_STRONG_BY) | {word[:2] for word in ALONE}
"""First two characters of everything that `begins_strongly` searches for."""
_INSIDE = re.compile(
    r"\s(?:"
    + "|".join(dict.fromkeys("".join(f"[{c}{c.upper()}]" for c in word[:2]) for word in BY_INSIDE))
    + ")"
)


class Line(NamedTuple):
    """A line that may contain a byline."""

    block: int
    """Index of the block."""
    marked: int
    """The element in or around it whose class marks an author; -1 if there is none."""
    may_name_author: bool
    """Whether its text may name authors."""
    has_author_link: bool
    """Whether it may link to the page of an author."""


def byline_lines(page: Page, first: int, stop: int, headline: int, unmarked: int) -> list[Line]:
    """Return the blocks from ``first`` to ``stop`` (exclusive) that may contain a byline, in order.

    Between the ``headline`` and block ``unmarked``, a line needs no mark of a byline.
    """
    found = []
    blocks = page.blocks
    classes = None if page.is_text else page.memo(Classes)
    for index in range(first, stop):
        block = blocks[index]
        text = block.text
        size = len(text)
        if index == headline or size > LONGEST_BYLINE:
            continue
        marked = -1 if classes is None else classes.author_in(block)
        may_name_author = (
            marked >= 0
            or (headline < index <= unmarked and size <= LONGEST_LINE)
            or begins_with_by(text)
            or _may_say_by(text)
            or _holds_label(block, text)
            or block.kind == "code"
            or (index > 0 and _may_be_by(blocks[index - 1].text))
        )
        has_author_link = block.link_chars > 0 and not page.is_text and _leads_to_author(page, block)
        if may_name_author or has_author_link:
            found.append(_new(Line, (index, marked, may_name_author, has_author_link)))
    return found


def lines_with_signs(page: Page) -> tuple[list[int], list[int]]:
    """Return the blocks whose class contains a word for author, and those that begin with one of the words `STRONG`."""
    attrs, blocks = page.nodes.attrs, page.blocks
    styles = [attrs[block.node].get("class", "") for block in blocks]
    author_styles = {style for style in set(styles) if names_author(style)}  # most blocks share a few classes
    marked = [index for index, style in enumerate(styles) if style in author_styles] if author_styles else []
    strong = [
        index
        for index, block in enumerate(blocks)
        if block.text[:2].casefold()[:2] in _HEADS and begins_strongly(block.text)
    ]
    return marked, strong


def begins_strongly(text: str) -> bool:
    """Return whether a line begins with words that make it a byline anywhere on the page.

    >>> begins_strongly("Written by Ada"), begins_strongly("By:"), begins_strongly("By the sea")
    (True, True, False)
    """
    folded = text[:_LONGEST_STRONG].casefold()
    return folded.startswith(_STRONG_BY.get(folded[:2], ())) or (
        len(text) <= LONGEST_LEAD and folded.rstrip(" :") in ALONE
    )


def _leads_to_author(page: Page, block: TextBlock) -> bool:
    """Return whether a link in the line has one of the path segments `PATH`."""
    tags, parents, attrs, pieces = page.nodes.tags, page.nodes.parents, page.nodes.attrs, page.pieces
    holder = block.node
    last = -1
    for i in range(block.start, block.stop):
        node = pieces[i][0]
        if node == last:
            continue
        last = node
        while node >= holder and tags[node] != "a":
            node = parents[node]
        if node >= holder and not PATH.isdisjoint(attrs[node].get("href", "").lower().split("/")):
            return True
    return False


def _holds_label(block: TextBlock, text: str) -> bool:
    """Return whether the line may contain a label, in an element of its own or after a line break."""
    return (":" in text or "：" in text) and (block.stop - block.start > 1 or "\n" in text)


def _may_be_by(text: str) -> bool:
    return len(text) <= LONGEST_BY_ALONE and begins_with_by(text)


def _may_say_by(text: str) -> bool:
    """Return, by a cheap check, whether a line may contain a word for 'by' after white space."""
    return _INSIDE.search(text, 0, BY_STOP + 1) is not None
