"""Text whose markup is lost: lines to blocks, blocks to the same page columns that HTML gives."""

from __future__ import annotations

from tearsheet.page import Page
from tearsheet.parsing.inline_lists import unglue
from tearsheet.plaintext.blocks import Block, read_blocks
from tearsheet.plaintext.build import Outline, build_page
from tearsheet.plaintext.codelines import mark_code
from tearsheet.plaintext.frame import find_frame
from tearsheet.plaintext.headings import mark_headings
from tearsheet.plaintext.lines import dialect_of, split_lines
from tearsheet.plaintext.lists import mark_items


def read_text(text: str, *, url: str | None = None) -> Page:
    """Return the page that ``text`` holds: headings, paragraphs, lists, quotes, code and tables as nodes.

    `Leaf.start` and `Leaf.stop` are character offsets into ``text``; `Page.text_facts` has the frame of the text
    and what its lines state.
    """
    lines = split_lines(text)
    blocks = read_blocks(text, lines, dialect_of(lines))
    frame = find_frame(text, blocks)
    outside = frozenset(frame.reasons)
    blocks = mark_code(blocks, text, frame.first, frame.last, outside)
    blocks = mark_headings(blocks, frame.first, frame.last, outside)
    spread: list[Block] = []
    reasons: list[str] = []
    headline = -1
    for i, block in enumerate(blocks):
        if i == frame.headline:
            headline = len(spread)
        reason = "title" if i == frame.headline else frame.reasons.get(i, "body")
        introduced = bool(spread) and spread[-1].text.endswith((":", "："))
        parts = _spread(text, block, introduced=introduced) if reason == "body" else [block]
        spread.extend(parts)
        reasons.extend([reason] * len(parts))
    spread = mark_items(spread, [reason == "body" for reason in reasons])
    return build_page(Outline(text, spread, reasons, headline, frame.facts), url)


def _spread(source: str, block: Block, *, introduced: bool) -> list[Block]:
    """Turn run-together bullets into items, under an item that introduces them if there is one."""
    text = source[block.start : block.stop]
    glued = block.kind == "text" and len(block.text) == len(text)
    found = unglue(text, introduced=introduced) if glued else None
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
