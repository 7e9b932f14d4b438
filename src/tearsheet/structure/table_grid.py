"""Distinguishes tables of data from tables that only arrange the page, and lays the cells of the former out in a grid."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from tearsheet.page import Page

WIDE_SPAN = 20
"""Columns from which a span only says 'to the end of the row'. Reasoning: tables that wide are not read, and authors
write 99 or 1000 to be sure."""
SLOTS_A_CELL = 12
"""Slots of the grid that a cell may cost on average. Reasoning: no table that is read spans as widely throughout,
and the bound keeps the grid linear in the page."""
SPARE_SLOTS = 1000
"""Slots that every table may cost beyond that."""
MAX_CELL_CHARACTERS = 400
"""Mean characters a cell up to which a table without headings is one of data. Reasoning: cells are phrases, and a
table whose cells are passages arranges them."""


NEVER_IN_DATA = frozenset(("h1", "h2", "form"))
"""Elements that no table of data contains."""
BLOCKS = frozenset(("pre", "h3", "h4", "h5", "h6", "blockquote"))
"""Cell contents that a data table has only below a row that names its columns."""


class Cell(NamedTuple):
    """One cell of a table."""

    node: int
    """Index of its element."""
    columns: int
    """Columns that it spans, at least 1."""
    rows: int
    """Rows that it spans, at least 1."""
    heading: bool
    """True for ``th``."""


class Row(NamedTuple):
    """One row of a table."""

    cells: tuple[Cell, ...]
    """Its own cells, in order."""
    in_head: bool
    """True when it is in ``thead``."""


Slots = list[tuple[int, bool]]
"""The slots of one row of a grid: (node of the cell, whether this is the cell's first slot)."""


class TableGrid(NamedTuple):
    """A table laid out."""

    rows: tuple[Row, ...]
    """Its rows, as `read_rows` gives them."""
    grid: list[Slots] | None
    """Their slots, as `grid` gives them."""


class TableGrids:
    """Lays the tables of a page out: each once, for those who judge it and those who build it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._known: dict[int, TableGrid] = {}

    def of(self, table: int) -> TableGrid:
        """Return ``table``, which holds no other table, laid out."""
        laid = self._known.get(table)
        if laid is None:
            rows = read_rows(self._page, table)
            laid = self._known[table] = TableGrid(rows, grid(rows))
        return laid


def is_data_table(page: Page, table: int) -> bool:
    """Return whether ``table`` holds data; otherwise its cells are ordinary blocks.

    A table is for layout if it says so (``role=presentation``), holds another table, a form or a high heading, holds a
    low heading, preformatted text or a quotation although no first row names its columns, or has a single row or column without a heading cell, or cells that are passages. Linear in its size; tables
    that hold tables cost nothing. Source: the HTML standard's list of hints for layout tables.
    """
    nodes = page.nodes
    if nodes.attrs[table].get("role") in ("presentation", "none"):
        return False
    tables = page.by_tag("table")
    following = bisect_right(tables, table)
    if following < len(tables) and tables[following] < nodes.ends[table]:
        return False
    tags = nodes.tags[table + 1 : nodes.ends[table]]
    present = set(tags)
    if present & NEVER_IN_DATA or (present & BLOCKS and not _names_columns(page, table)):
        return False
    if tags.count("tr") < 2 and "th" not in present:
        return False
    rows, slots = page.memo(TableGrids).of(table)
    widest = max([len(row.cells) for row in rows], default=0)
    if widest < 2 or slots is None:
        return False
    return (
        "th" in present
        or _mean_characters(page, table, sum(len(row.cells) for row in rows)) <= MAX_CELL_CHARACTERS
    )


def _names_columns(page: Page, table: int) -> bool:
    """Return whether the first row has heading cells only, and several."""
    rows = page.memo(TableGrids).of(table).rows
    return bool(rows) and len(rows[0].cells) > 1 and all(cell.heading for cell in rows[0].cells)


def _mean_characters(page: Page, table: int, cells: int) -> float:
    nodes = page.nodes
    inside = slice(table + 1, nodes.ends[table])
    texts = [*nodes.texts[inside], *nodes.tails[inside]]
    return sum([len(text) for text in texts if text]) / max(cells, 1)


def read_rows(page: Page, table: int) -> tuple[Row, ...]:
    """Return the rows of ``table``, which holds no other table; rows without a cell are left out."""
    nodes = page.nodes
    tags, ends, attrs = nodes.tags, nodes.ends, nodes.attrs
    rows: list[Row] = []
    cells: list[Cell] = []
    head_end = -1
    in_head = False

    def finish() -> None:
        if cells:
            rows.append(Row(tuple(cells), in_head))
            cells.clear()

    node, end = table + 1, ends[table]
    while node < end:
        tag = tags[node]
        if tag == "thead":
            head_end = ends[node]
        elif tag == "tr":
            finish()
            in_head = node < head_end
        elif tag in ("td", "th"):
            given = attrs[node].get
            cells.append(Cell(node, _span(given("colspan")), _span(given("rowspan")), tag == "th"))
            node = ends[node]
            continue
        node += 1
    finish()
    return tuple(rows)


def _span(value: str | None) -> int:
    r"""Read a span, at least 1; 1 if it is not a number.

    >>> _span("3"), _span(None), _span("0"), _span("-2"), _span("9" * 400), _span("4\x1d")
    (3, 1, 1, 1, 1, 4)
    """
    digits = "" if value is None or len(value) > 20 else value.strip()  # of more white space than int() takes
    return max(int(digits), 1) if digits.isdecimal() else 1


def grid(rows: tuple[Row, ...]) -> list[Slots] | None:
    """Lay ``rows`` out: for each row its slots.

    Slots that nothing covers are (-1, False); all rows have the same length. Spans count for nothing when they
    would blow the grid up beyond `SLOTS_A_CELL`; None if rows of very unequal length do so without them.
    """
    limit = SLOTS_A_CELL * sum(len(row.cells) for row in rows) + SPARE_SLOTS
    width = max(
        (sum(c.columns if c.columns < WIDE_SPAN else 1 for c in row.cells) for row in rows), default=0
    )
    return _lay_out(_clipped(rows, width), limit) or _lay_out(_clipped(rows, 1, spanning=False), limit)


def _clipped(rows: tuple[Row, ...], width: int, *, spanning: bool = True) -> tuple[Row, ...]:
    """Return ``rows`` with spans of at most ``width`` columns; of one row only unless they are ``spanning``."""
    return tuple(
        Row(
            tuple(
                [
                    c
                    if c.columns <= width and (spanning or c.rows == 1)
                    else c._replace(columns=min(c.columns, width), rows=c.rows if spanning else 1)
                    for c in row.cells
                ]
            ),
            row.in_head,
        )
        for row in rows
    )


def _lay_out(rows: tuple[Row, ...], limit: int) -> list[Slots] | None:
    """Lay ``rows`` out as `grid` does; None as soon as that takes more than ``limit`` slots."""
    spent = 0
    laid: list[Slots] = []
    carried: dict[
        int, tuple[int, int]
    ] = {}  # column → (node of a cell from above, rows that it still covers)
    for row in rows:
        slots: Slots = []
        for cell in row.cells:
            _carry(slots, carried)
            if cell.rows > 1:
                below = (cell.node, cell.rows - 1)
                carried.update((len(slots) + k, below) for k in range(cell.columns))
            slots.append((cell.node, True))
            if cell.columns > 1:
                slots.extend([(cell.node, False)] * (cell.columns - 1))
        last = max(carried, default=-1)
        spent += max(len(slots), last + 1) + len(carried)
        if spent > limit:
            return None
        while len(slots) <= last:
            _carry(slots, carried)
            if len(slots) <= last:
                slots.append((-1, False))
        laid.append(slots)
    width = max((len(slots) for slots in laid), default=0)
    if width * len(laid) > limit:
        return None
    for slots in laid:
        slots.extend([(-1, False)] * (width - len(slots)))
    return laid


def _carry(slots: Slots, carried: dict[int, tuple[int, int]]) -> None:
    """Take over the cells from above that cover the next slots."""
    while len(slots) in carried:
        column = len(slots)
        node, left = carried.pop(column)
        if left > 1:
            carried[column] = (node, left - 1)
        slots.append((node, False))
