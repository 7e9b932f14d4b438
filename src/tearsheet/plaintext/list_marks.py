"""What the marks before items mean once all blocks are known: lists, headings, and how deep an item is nested."""

from __future__ import annotations

from tearsheet.page.text_blocks import clean
from tearsheet.plaintext.block import Block
from tearsheet.plaintext.lines import ends_sentence

_SQUARES = "■□◆◇▼▶●○"
"""Marks that Japanese texts, too, put before headings."""


def settle_numbers(source: str, blocks: list[Block]) -> list[Block]:
    """Turn single numbered lines back to text: they may be headings."""
    blocks = _without_squares(source, blocks)
    chained: set[int] = set()
    last = -1  # the numbered item before, with nothing but items since
    for i, block in enumerate(blocks):
        if block.kind != "item":
            last = -1
        elif block.number is not None:
            if last >= 0 and block.number == (blocks[last].number or 0) + 1:
                chained.update((last, i))
            last = i
    return [
        b
        if b.number is None or i in chained
        else b._replace(kind="text", text=clean(source[b.mark : b.stop]), start=b.mark)
        for i, b in enumerate(blocks)
    ]


def _without_squares(source: str, blocks: list[Block]) -> list[Block]:
    """Turn single items behind a square, with running text below, to text: they may be headings."""
    out = list(blocks)
    for i, block in enumerate(blocks[:-1]):
        alone = block.kind == "item" and source[block.mark] in _SQUARES and blocks[i + 1].kind == "text"
        if alone and (i == 0 or blocks[i - 1].kind != "item") and not ends_sentence(block.text):
            out[i] = block._replace(kind="text", mark=block.start)
    return out


def nest(blocks: list[Block]) -> list[Block]:
    """Set how deep each item is nested, from its indent against the items before it."""
    out: list[Block] = []
    indents: list[int] = []
    for block in blocks:
        if block.kind != "item":
            indents = []
            out.append(block)
            continue
        while indents and block.indent < indents[-1]:
            indents.pop()
        if not indents or block.indent > indents[-1] + 1:
            indents.append(block.indent)
        out.append(block._replace(level=len(indents) - 1))
    return out
