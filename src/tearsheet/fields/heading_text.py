"""The text of a heading, without parts that are not the headline: a kicker, a badge, a subtitle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from tearsheet.page import Page
from tearsheet.page.text_blocks import INLINE
from tearsheet.vocab import load

_VOCAB = load("title")
_KICKER = frozenset(_VOCAB["kicker"])
_BADGE = frozenset(_VOCAB["badge"])
_SUBTITLE = frozenset(load("subtitle")["class"])
_ASIDE_TAGS = frozenset(("small", "button", "time"))
"""Elements in a heading for a remark, a control or a date (HTML: ``small`` is for side comments)."""
_MARKS = frozenset("#¶§🔗⚓")
_LINE = "\x01"
"""Marks the start of a line, or of an element next to another (U+0001, which cannot occur in HTML)."""
_UNSPACED_BREAK = re.compile(
    rf"(?<=[\u3040-\u30ff\u4e00-\u9fff])\s*{_LINE}[\s{_LINE}]*(?=[\u3040-\u30ff\u4e00-\u9fff])"
)
"""A line break in a text without spaces, where it must not become a space."""

MOST_INSIDE = 60
"""Most elements inside a heading that is checked; one with more contains a whole teaser. Source: reasoning."""
LONGEST_WORD_START = 2
"""Most letters that may be styled separately as an initial; longer texts in adjacent elements are separate words."""


class Heading(NamedTuple):
    """The text of a heading."""

    text: str
    """Its text without the parts marked as not being the headline; line breaks become spaces."""
    whole: str
    """All of its text; the same if no part is marked."""


def heading_of(page: Page, node: int) -> Heading:
    """Return the text of the heading at ``node``; '' if it is empty."""
    nodes = page.nodes
    end = nodes.ends[node]
    if end == node + 1 or end - node > MOST_INSIDE:
        text = nodes.text_of(node)
        return Heading(text, text)
    whole = _text(page, node, frozenset())
    marked = frozenset(inner for inner in range(node + 1, end) if _is_marked(page, inner))
    if not marked:
        return Heading(whole, whole)
    text = _text(page, node, marked)
    return Heading(text if _is_enough(text, whole) else whole, whole)


def _is_enough(text: str, whole: str) -> bool:
    """Return whether the rest of a heading can be a headline: not just a kicker, nor a single word and the shorter part."""
    if text.endswith((":", ",")):
        return False
    return len(text) * 2 > len(whole) or len(text.split()) > 1 or (len(text) > 3 and text[0] > "\u2e7f")


def _is_marked(page: Page, node: int) -> bool:
    """Return whether an element in a heading is not part of the headline, by its tag or class, or as a permalink."""
    nodes = page.nodes
    tag = nodes.tags[node]
    if tag in _ASIDE_TAGS:
        return True
    href = nodes.attrs[node].get("href", "") if tag == "a" else ""
    if href.startswith(("javascript:", "mailto:")):
        return True
    if href.startswith("#"):
        text = nodes.text_of(node)
        return len(text) < 3 and (not text.isalnum() or text in _MARKS)
    tokens = page.tokens(node)
    if not tokens:
        return False
    if not _KICKER.isdisjoint(tokens) or not _BADGE.isdisjoint(tokens) or not _SUBTITLE.isdisjoint(tokens):
        return True
    return any(
        (a == "sub" and b in ("title", "headline", "heading", "head"))
        or (a in ("read", "reading") and b == "time")
        for a, b in pairwise(tokens)
    )


def _text(page: Page, node: int, without: frozenset[int]) -> str:
    text = "".join(_pieces(page, node, without))
    if not text.isascii() and _LINE in text:
        text = _UNSPACED_BREAK.sub("", text)
    return " ".join(text.replace(_LINE, " ").split())


def _pieces(page: Page, node: int, without: frozenset[int]) -> Iterator[str]:
    """Yield the text inside ``node`` in order, with `_LINE` at the start of a line or of an adjacent element."""
    nodes = page.nodes
    tags, texts, tails, ends = nodes.tags, nodes.texts, nodes.tails, nodes.ends
    open_: list[int] = []
    yield texts[node] or ""
    before = (texts[node] or "")[-20:]
    i = node + 1
    while i < ends[node]:
        closed = -1
        while open_ and ends[open_[-1]] <= i:
            closed = open_.pop()
            if tags[closed] not in INLINE:
                yield _LINE
            tail = tails[closed]
            if tail:
                yield tail
                before, closed = tail, -1
        if tags[i] not in INLINE or (closed >= 0 and _parts_words(before, texts[i] or "")):
            yield _LINE
        if i not in without:
            yield texts[i] or ""
            before = texts[i] or before
        open_.append(i)
        i = ends[i] if i in without else i + 1
    while open_:
        yield tails[open_.pop()] or ""


def _parts_words(before: str, after: str) -> bool:
    """Return whether two texts in adjacent elements are separate words, not an initial and the rest of its word."""
    first = before.split()[-1:]
    second = after.split()[:1]
    return bool(first and second) and min(len(first[0]), len(second[0])) > LONGEST_WORD_START
