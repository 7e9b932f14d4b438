"""Blocks to a `Page`: the same columns that HTML gives, with offsets into the text in place of pieces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tearsheet.page import Nodes, Page, TextBlock
from tearsheet.page.nodes import NO_ATTRIBUTES
from tearsheet.page.stated_values import StatedValue, StatedValues, TextMark
from tearsheet.page.text_blocks import INDEXED, TextBlocks
from tearsheet.plaintext.block import Block

MAX_LEVEL = 6
_OUTLINE = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})[.\s]")


class _Builder:
    """Appends nodes and blocks; one use a text."""

    def __init__(self) -> None:
        self.tags: list[str] = ["html", "body"]
        self.parents: list[int] = [-1, 0]
        self.texts: list[str | None] = [None, None]
        self.attrs: list[dict[str, str]] = [{}, {}]
        self.blocks: list[TextBlock] = []
        self.marks: dict[int, tuple[TextMark, ...]] = {}
        self.lists: list[tuple[int, int, int | None]] = []  # open lists: (level, node, last number)
        self.table = -1

    def node(
        self, tag: str, parent: int, text: str | None = None, attrs: dict[str, str] | None = None
    ) -> int:
        self.tags.append(tag)
        self.parents.append(parent)
        self.texts.append(text)
        self.attrs.append(attrs or {})
        return len(self.tags) - 1

    def block(self, block: Block, node: int, kind: str) -> None:
        links = sum(s.stop - s.start for s in block.spans if s.type == "link")
        bold = sum(s.stop - s.start for s in block.spans if s.type == "strong")
        self.blocks.append(TextBlock(node, kind, block.text, block.start, block.stop, links, bold, cut=False))
        if block.spans:
            self.marks[node] = tuple(TextMark(s.type, s.start, s.stop, s.href) for s in block.spans)

    def add(self, block: Block, *, title: bool) -> None:
        if block.kind != "item":
            self.lists.clear()
        if block.kind != "row":
            self.table = -1
        if title or block.kind == "heading":
            self.block(block, self.node("h1" if title else heading_tag(block), 1, block.text), "heading")
        elif block.kind == "item":
            self.item(block)
        elif block.kind == "row":
            self.row(block)
        elif block.kind == "code":
            attrs = {"class": f"language-{block.language}"} if block.language else None
            self.block(block, self.node("pre", 1, block.text, attrs), "code")
        elif block.kind == "quote":
            self.block(block, self.node("blockquote", 1, block.text), "quote")
        else:
            self.block(block, self.node("p", 1, block.text), "text")

    def item(self, block: Block) -> None:
        ordered = block.number is not None
        while self.lists and self.lists[-1][0] > block.level:
            self.lists.pop()
        if (
            self.lists
            and self.lists[-1][0] == block.level
            and (self.tags[self.lists[-1][1]] == "ol") != ordered
        ):
            self.lists.pop()
        if not self.lists or self.lists[-1][0] < block.level:
            parent = (
                len(self.tags) - 1 if self.lists else 1
            )  # the last item, whose list this one is nested in
            start = {"start": str(block.number)} if ordered and block.number != 1 else None
            self.lists.append((block.level, self.node("ol" if ordered else "ul", parent, None, start), None))
        level, node, last = self.lists[-1]
        skipped = ordered and last is not None and block.number != last + 1
        item = self.node("li", node, block.text, {"value": str(block.number)} if skipped else None)
        self.lists[-1] = (level, node, block.number)
        self.block(block, item, "item")

    def row(self, block: Block) -> None:
        if self.table < 0 or block.level:
            self.table = self.node("table", 1)
        row = self.node("tr", self.table)
        for start, stop, text in block.cells:
            cell = self.node("th" if block.level else "td", row, text)
            if text:
                self.blocks.append(TextBlock(cell, "cell", text, start, stop, 0, 0, cut=False))

    def nodes(self) -> Nodes:
        ends = list(range(1, len(self.tags) + 1))
        for node in range(len(ends) - 1, 0, -1):
            parent = self.parents[node]
            ends[parent] = max(ends[parent], ends[node])
        attrs = [a or NO_ATTRIBUTES for a in self.attrs]
        return Nodes(self.tags, self.parents, ends, self.texts, [None] * len(ends), attrs)

    def by_tag(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for node, tag in enumerate(self.tags):
            if tag in INDEXED:
                found.setdefault(tag, []).append(node)
        return found


def heading_tag(block: Block) -> str:
    """Return the tag of a heading: by its mark, else by its numbering (``2.1`` is below ``2``), else ``h2``.

    >>> heading_tag(Block("heading", "2.1 Flour", 0, 9))
    'h3'
    """
    if block.level:
        return f"h{min(block.level, MAX_LEVEL)}"
    outline = _OUTLINE.match(block.text)
    return f"h{min(2 + outline[1].count('.'), MAX_LEVEL)}" if outline else "h2"


def is_outlined(text: str) -> bool:
    """Whether a heading begins with a number of several parts, such as ``2.1``, which gives its level."""
    return _OUTLINE.match(text) is not None


class Outline(NamedTuple):
    """All that a text was read as."""

    source: str
    blocks: Sequence[Block]
    reasons: Sequence[str]
    """For each block why it belongs to the body (``body``) or not."""
    headline: int
    """Index of the title's block; -1 if there is none."""
    facts: tuple[StatedValue, ...]


def build_page(outline: Outline, url: str | None) -> Page:
    """Return the page that an outline makes. Blocks that show nothing (rules) make no block."""
    builder = _Builder()
    reasons: list[str] = []
    headline = -1
    for i, block in enumerate(outline.blocks):
        if block.kind == "rule":
            if outline.reasons[i] != "body":
                builder.lists.clear()
            continue
        if i == outline.headline:
            headline = len(builder.blocks)
        builder.add(block, title=i == outline.headline)
        reasons.extend([outline.reasons[i]] * (len(builder.blocks) - len(reasons)))
    facts = StatedValues(outline.facts, headline, tuple(reasons), builder.marks)
    cut = TextBlocks(builder.blocks, [], [], builder.by_tag())
    return Page(builder.nodes(), cut, url=url, source=outline.source, text_facts=facts)
