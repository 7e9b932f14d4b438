"""Builds a table with header and rows from the page blocks of a data table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tearsheet.page import Page
from tearsheet.structure.drafts import TableDraft
from tearsheet.structure.table_grid import Row, TableGrids


def build_table(page: Page, table: int, blocks: Sequence[int], cells: Iterable[int]) -> TableDraft | None:
    """Return the table that the page blocks form; ``cells`` are the cells (or caption) that contain them.

    Rows without text, and columns without text of their own, are left out. The first row is the header if it is in
    ``thead`` or has only heading cells. None if the blocks are not all in its cells, in order; the caller then keeps them
    as paragraphs.
    """
    sources: dict[int, list[int]] = {}
    for block, cell in zip(blocks, cells, strict=True):
        sources.setdefault(cell, []).append(block)
    texts = {cell: "\n".join([page.blocks[i].text for i in held]) for cell, held in sources.items()}
    rows, grid = page.memo(TableGrids).of(table)
    caption = next((node for node in texts if page.nodes.tags[node] == "caption"), None)
    order = [cell.node for row in rows for cell in row.cells if cell.node in texts]
    if grid is None or not order or list(texts) != ([] if caption is None else [caption]) + order:
        return None
    shown = [k for k, row in enumerate(rows) if any(cell.node in texts for cell in row.cells)]
    columns = [k for k in range(len(grid[0])) if any(slots[k][1] and slots[k][0] in texts for slots in grid)]
    places = [[grid[row][k][0] for k in columns] for row in shown]
    filled = [[texts.get(cell, "") for cell in row] for row in places]
    headed = _is_header(rows[shown[0]], texts)
    return TableDraft(
        sources=tuple(blocks),
        header=filled[0] if headed else (),
        rows=filled[1:] if headed else filled,
        caption=None if caption is None else texts[caption],
        repeated=[
            (i, j)
            for i, row in enumerate(shown)
            for j, k in enumerate(columns)
            if not grid[row][k][1] and grid[row][k][0] in texts
        ],
        cells=[[tuple(sources.get(cell, ())) for cell in row] for row in places],
    )


def _is_header(row: Row, texts: Mapping[int, str]) -> bool:
    """Return whether a row names the columns: by its markup, or because all its text is in heading cells."""
    filled = [cell for cell in row.cells if cell.node in texts]
    return row.in_head or (all(c.heading for c in filled) and (len(filled) > 1 or len(row.cells) == 1))
