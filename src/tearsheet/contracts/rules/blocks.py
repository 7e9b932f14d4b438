"""Rules for single kinds of blocks: tables, lists and figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from pydantic import Field

from tearsheet.article.model import Block, Figure, List, Model, Table
from tearsheet.contracts.rule import Problem, Settings, rule
from tearsheet.contracts.view import View

B = TypeVar("B", bound=Model)


class TableSettings(Settings):
    """Shape of a table."""

    min_rows: int = Field(default=1, ge=0)
    """Minimum number of rows below the header."""
    min_columns: int = Field(default=2, ge=1)
    """Minimum number of columns: one column is a list, or a page laid out by a table."""
    max_columns: int = Field(default=40, ge=1)
    """Maximum number of columns."""
    header: bool = False
    """Whether a header is required."""


class ListSettings(Settings):
    """Shape of a list."""

    min_items: int = Field(default=2, ge=1)
    """Minimum number of items at the top level."""


class FigureSettings(Settings):
    """What figures must have."""

    text: bool = True
    """Whether alternative text or a caption is required."""
    src: bool = False
    """Whether an address is required."""


def blocks_of(view: View, kind: type[B]) -> Iterator[tuple[str, B]]:
    """Yield path and block of each block of ``kind``, in document order."""
    for index, section in enumerate(view.article.sections):
        block: Block
        for number, block in enumerate(section.blocks):
            if isinstance(block, kind):
                yield f"sections[{index}].blocks[{number}]", block


@rule("tables.shape", TableSettings)
def tables_shape(view: View, settings: TableSettings) -> Iterator[Problem]:
    """In each table all rows are as wide as the header, and there are enough rows and columns.

    Tables with one column or no rows are layout; rows of different widths put values under the wrong heading.
    """
    for path, table in blocks_of(view, Table):
        widths = {len(row) for row in table.rows} | ({len(table.header)} if table.header else set())
        columns = max(widths, default=0)
        if len(widths) > 1:
            yield Problem(path, f"table has rows of {min(widths)} to {columns} cells", columns)
        elif not settings.min_columns <= columns <= settings.max_columns:
            allowed = f"{settings.min_columns} to {settings.max_columns}"
            yield Problem(path, f"table has {columns} columns, not {allowed}", columns)
        elif len(table.rows) < settings.min_rows:
            yield Problem(
                path, f"table has {len(table.rows)} rows, under {settings.min_rows}", len(table.rows)
            )
        elif settings.header and not table.header:
            yield Problem(path, "table has no header", None)


@rule("lists.items", ListSettings, severity="note")
def lists_items(view: View, settings: ListSettings) -> Iterator[Problem]:
    """Each list has enough items, and each item has text or nested items.

    A list with a single item is an icon, a label or the remains of a menu; an empty item has lost its text.
    """
    for path, block in blocks_of(view, List):
        if len(block.items) < settings.min_items:
            yield Problem(
                path, f"number of items {len(block.items)}, under {settings.min_items}", len(block.items)
            )
        for index, item in enumerate(block.items):
            if not item.text and not item.items:
                yield Problem(f"{path}.items[{index}]", "item is empty")


@rule("figures.described", FigureSettings, severity="note")
def figures_described(view: View, settings: FigureSettings) -> Iterator[Problem]:
    """Each figure has alternative text or a caption (and, if required, an address).

    A figure with neither is usually decoration or a tracking pixel.
    """
    for path, figure in blocks_of(view, Figure):
        if settings.text and not (figure.alt or figure.caption):
            yield Problem(path, "figure has neither alternative text nor a caption", figure.src)
        elif settings.src and not figure.src:
            yield Problem(path, "figure has no address", figure.caption or figure.alt)
