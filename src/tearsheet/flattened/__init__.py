"""Text whose markup is lost: lines to blocks, blocks to the same page columns that HTML gives."""

from __future__ import annotations

from tearsheet.flattened.blocks import Block, read_blocks
from tearsheet.flattened.body import find_text_body
from tearsheet.flattened.build import build_page
from tearsheet.flattened.bullets import Unglued, unglue
from tearsheet.flattened.frame import find_frame
from tearsheet.flattened.headings import mark_headings
from tearsheet.flattened.lines import dialect_of, split_lines
from tearsheet.page import Page
from tearsheet.page.textfacts import TextFacts

__all__ = ["Unglued", "find_text_body", "read_text", "unglue"]


def read_text(text: str, *, url: str | None = None) -> Page:
    """Return the page that ``text`` holds: headings, paragraphs, lists, quotes, code and tables as nodes.

    `Leaf.start` and `Leaf.stop` are character offsets into ``text``; `Page.text_facts` has the frame of the text
    and what its lines state.
    """
    lines = split_lines(text)
    blocks = read_blocks(text, lines, dialect_of(lines))
    frame = find_frame(blocks)
    blocks = mark_headings(blocks, frame.first, frame.last, frozenset(frame.reasons))
    spread: list[Block] = []
    reasons: list[str] = []
    headline = -1
    for i, block in enumerate(blocks):
        if i == frame.headline:
            headline = len(spread)
        reason = frame.reasons.get(i, "body")
        parts = _spread(text, block) if reason == "body" and block.kind == "text" else [block]
        spread.extend(parts)
        reasons.extend([reason] * len(parts))
    facts = TextFacts(frame.facts, -1, (), {})
    return build_page(
        text, spread, ["title" if i == headline else r for i, r in enumerate(reasons)], headline, facts, url
    )


def _spread(source: str, block: Block) -> list[Block]:
    """Turn run-together bullets into items, under an item that introduces them if there is one."""
    text = source[block.start : block.stop]
    found = unglue(text) if len(block.text) == len(text) else None
    if found is None:
        return [block]
    out: list[Block] = []

    def part(kind: str, start: int, stop: int, level: int = 0) -> None:
        raw = text[start:stop].strip()
        if raw:
            at = block.start + text.index(raw, start)
            out.append(Block(kind, " ".join(raw.split()), at, at + len(raw), level))

    part("text", 0, found.start)
    deep = 0
    if found.intro is not None:
        part("item", found.intro[0], found.intro[1] + 1)
        deep = 1
    for point in found.points:
        part("item", point.start, point.stop, deep)
    return out
