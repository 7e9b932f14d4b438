"""Renders an article as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tearsheet.article.model import Article, Block, ListItem, Table


def to_text(article: Article) -> str:
    """Return the body's lines: headings, paragraphs, items and rows, one per line, in order; '' if empty.

    Captions of figures are not included. Source: few of the manually written texts for benchmark pages include them.
    """
    lines: list[str] = []
    for section in article.sections:
        if section.heading:
            lines.append(section.heading)
        for block in section.blocks:
            lines.extend(line for line in block_lines(block) if line)
    return "\n".join(lines)


def block_lines(block: Block) -> Iterator[str]:
    """Yield the lines of one block, in order; none for a figure."""
    if block.type == "list":
        for item in block.items:
            yield from _item_lines(item)
    elif block.type == "table":
        if block.caption:
            yield block.caption
        yield from _row_lines(block)
    elif block.type != "figure":
        yield block.text
        if block.type == "quote":
            yield block.cite or ""


def _row_lines(table: Table) -> Iterator[str]:
    """Yield the rows, each cell once even if it spans several columns or rows."""
    repeated = frozenset(table.repeated)
    rows = (table.header, *table.rows) if table.header else table.rows
    for i, row in enumerate(rows):
        yield " ".join(cell for j, cell in enumerate(row) if cell and (i, j) not in repeated)


def _item_lines(item: ListItem) -> Iterator[str]:
    stack = [item]
    while stack:
        top = stack.pop()
        yield top.text
        stack.extend(reversed(top.items))
