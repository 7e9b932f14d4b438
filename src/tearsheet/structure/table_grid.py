"""Distinguishes data tables from layout tables, and lays out the cells of data tables in a grid."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from tearsheet.page import Page

WIDE_SPAN = 20
"""Column span from which it means 'to the end of the row'. Reasoning: real tables are not that wide, and authors write 99
or 1000 to be on the safe side."""
SLOTS_A_CELL = 12
"""Most slots of the grid per cell, on average. Reasoning: the cells of real tables do not all have large spans, and the
bound keeps the grid linear in the size of the page."""
SPARE_SLOTS = 1000
"""Number of slots that every table may have in addition."""
MAX_CELL_CHARACTERS = 400
"""Most characters per cell, on average, of a data table without heading cells. Reasoning: cells contain phrases; a table
with passages is layout."""


NEVER_IN_DATA = frozenset(("h1", "h2", "form"))
"""Elements that data tables do not contain."""
BLOCKS = frozenset(("pre", "h3", "h4", "h5", "h6", "blockquote"))
"""Elements that a data table contains only if its first row names the columns."""


class Cell(NamedTuple):
    """One cell of a table."""

    node: int
    """Index of its element."""
    columns: int
    """Number of columns that it spans, at least 1."""
    rows: int
    """Number of rows that it spans, at least 1."""
    heading: bool
    """True for ``th``."""


class Row(NamedTuple):
    """One row of a table."""

    cells: tuple[Cell, ...]
    """Its own cells, in order."""
    in_head: bool
    """True when it is in ``thead``."""


Slots = list[tuple[int, bool]]
"""The slots of one row of a grid, as (node of the cell, whether this is its first slot)."""


class TableGrid(NamedTuple):
    """A table with its layout."""

    rows: tuple[Row, ...]
    """Its rows, as returned by `read_rows`."""
    grid: list[Slots] | None
    """The slots of each row, as returned by `grid`."""


class TableGrids:
    """Lays out the tables of a page; results are cached."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._known: dict[int, TableGrid] = {}

    def of(self, table: int) -> TableGrid:
        """Return the layout of ``table``, which must not contain another table."""
        laid = self._known.get(table)
        if laid is None:
            rows = read_rows(self._page, table)
            laid = self._known[table] = TableGrid(rows, grid(rows))
        return laid


def is_data_table(page: Page, table: int) -> bool:
    """Return whether ``table`` is a data table; the cells of a layout table are ordinary blocks.

    It is a layout table if it has ``role=presentation``; if it contains another table, a form or a heading of rank 1 or 2;
    if it contains a lower heading, preformatted text or a quotation and its first row does not name the columns; if it
    has a single row or column without a heading cell; or if its cells are passages. Linear in its size.
    Source: the HTML standard's list of hints for layout tables.
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
    """Return whether the first row has several cells, all of them heading cells."""
    rows = page.memo(TableGrids).of(table).rows
    return bool(rows) and len(rows[0].cells) > 1 and all(cell.heading for cell in rows[0].cells)


def _mean_characters(page: Page, table: int, cells: int) -> float:
    nodes = page.nodes
    inside = slice(table + 1, nodes.ends[table])
    texts = [*nodes.texts[inside], *nodes.tails[inside]]
    return sum([len(text) for text in texts if text]) / max(cells, 1)


def read_rows(page: Page, table: int) -> tuple[Row, ...]:
    """Return the rows of ``table``, which must not contain another table; rows without cells are left out."""
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
    r"""Return the value of a span, at least 1; 1 if it is not a number.

    >>> _span("3"), _span(None), _span("0"), _span("-2"), _span("9" * 400), _span("4\x1d")
    (3, 1, 1, 1, 1, 4)
    """
    digits = (
        "" if value is None or len(value) > 20 else value.strip()
    )  # strip() and int() accept different white space
    return max(int(digits), 1) if digits.isdecimal() else 1


def grid(rows: tuple[Row, ...]) -> list[Slots] | None:
    """Return the slots of each of the ``rows``.

    All rows get the same length; empty slots are (-1, False). Spans are ignored if the grid would otherwise exceed
    `SLOTS_A_CELL`. None if it does so even without spans, because the lengths of the rows are very unequal.
    """
    limit = SLOTS_A_CELL * sum(len(row.cells) for row in rows) + SPARE_SLOTS
    width = max(
        (sum(c.columns if c.columns < WIDE_SPAN else 1 for c in row.cells) for row in rows), default=0
    )
    return _lay_out(_clipped(rows, width), limit) or _lay_out(_clipped(rows, 1, spanning=False), limit)


def _clipped(rows: tuple[Row, ...], width: int, *, spanning: bool = True) -> tuple[Row, ...]:
    """Return ``rows`` with spans of at most ``width`` columns; if not ``spanning``, cells span only one row."""
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
    """Return the slots of ``rows`` as `grid` does; None if there are more than ``limit``."""
    spent = 0
    laid: list[Slots] = []
    carried: dict[
        int, tuple[int, int]
    ] = {}  # column → (node of a cell from above, number of rows that it still covers)
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
    """Append the cells from above that cover the next slots."""
    while len(slots) in carried:
        column = len(slots)
        node, left = carried.pop(column)
        if left > 1:
            carried[column] = (node, left - 1)
        slots.append((node, False))
