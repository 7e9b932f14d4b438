"""Tables: the leaves of one data table to header and rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tearsheet.making import Parts
from tearsheet.page import Leaf, Page
from tearsheet.structure.table_grid import Row, Tables


def build_table(page: Page, table: int, leaves: Iterable[tuple[Leaf, int]]) -> Parts | None:
    """Return the parts of the table of ``leaves``, each with the cell (or caption) that holds it, in document order.

    Rows without text, and columns that hold no text of their own, are left out. The first row is the header when it
    stands in ``thead`` or has heading cells only. None if the leaves are not all in its cells in order (the caller
    then keeps them as paragraphs).
    """
    texts: dict[int, str] = {}
    for leaf, cell in leaves:
        texts[cell] = f"{texts[cell]}\n{leaf.text}" if cell in texts else leaf.text
    rows, laid = page.once(Tables).of(table)
    caption = next((node for node in texts if page.nodes.tags[node] == "caption"), None)
    order = [cell.node for row in rows for cell in row.cells if cell.node in texts]
    if laid is None or not order or list(texts) != ([] if caption is None else [caption]) + order:
        return None
    shown = [k for k, row in enumerate(rows) if any(cell.node in texts for cell in row.cells)]
    columns = [k for k in range(len(laid[0])) if any(slots[k][1] and slots[k][0] in texts for slots in laid)]
    filled = tuple(tuple(texts.get(laid[row][k][0], "") for k in columns) for row in shown)
    headed = _is_header(rows[shown[0]], texts)
    return {
        "type": "table",
        "header": filled[0] if headed else (),
        "rows": filled[1:] if headed else filled,
        "caption": None if caption is None else texts[caption],
        "repeated": [
            (i, j)
            for i, row in enumerate(shown)
            for j, k in enumerate(columns)
            if not laid[row][k][1] and laid[row][k][0] in texts
        ],
    }


def _is_header(row: Row, texts: Mapping[int, str]) -> bool:
    """Tell whether the first row names the columns: it says so, or its text is in heading cells only."""
    filled = [cell for cell in row.cells if cell.node in texts]
    return row.in_head or (all(c.heading for c in filled) and (len(filled) > 1 or len(row.cells) == 1))
