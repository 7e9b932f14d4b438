"""The blocks of a section: paragraphs, quotes, code, lists, tables, figures, formulas and embedded media."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, NonNegativeInt

from tearsheet.article.base import Model


class Mark(Model):
    """Inline markup over a range of a block's text."""

    type: Literal["link", "strong", "emphasis", "code", "math", "note"]
    """The kind of markup; ``math`` is a formula (TeX if the page has it), ``note`` a reference to a note."""
    start: NonNegativeInt
    """First character of the range, an index into ``text``."""
    end: NonNegativeInt
    """Index after its last character."""
    href: str | None = None
    """Target of a link (http, https or mailto; absolute where the page's URL is known); None for other marks."""
    note: str | None = None
    """Id of the note that a mark of type ``note`` refers to (see ``Article.notes``); None for other marks."""


class Paragraph(Model):
    """A paragraph of running text."""

    type: Literal["paragraph"] = "paragraph"
    """The type of the block."""
    text: str
    """The text; a line break within the paragraph is ``\\n``."""
    marks: tuple[Mark, ...] = ()
    """Links and emphasis in order of their start, outer before inner; empty if there are none."""


class Quote(Model):
    """A block quotation."""

    type: Literal["quote"] = "quote"
    """The type of the block."""
    text: str
    """The quoted text, paragraphs separated by ``\\n``."""
    marks: tuple[Mark, ...] = ()
    """Links and emphasis in order of their start, outer before inner; empty if there are none."""
    cite: str | None = None
    """Who or what is quoted, as the page gives it; None if it does not."""


class Code(Model):
    """Preformatted text, with its line breaks and indentation."""

    type: Literal["code"] = "code"
    """The type of the block."""
    text: str
    """The code, white space kept, without leading or trailing blank lines."""
    language: str | None = None
    """Language as the markup declares it (``language-python``), lower case; None if it does not."""


class ListItem(Model):
    """One item of a list."""

    text: str
    """The item's own text, without that of nested lists; may be empty if the item only contains a nested list."""
    marks: tuple[Mark, ...] = ()
    """Links and emphasis in order of their start, outer before inner; empty if there are none."""
    label: str | None = None
    """The label at the start of the item (bold text, ``Label:``, or a ``dt`` term), without colon or dash; the text
    still contains it. None if there is none."""
    number: int | None = None
    """The number shown before the item of an ordered list; None in other lists."""
    items: tuple[ListItem, ...] = ()
    """Items of lists nested in this item, in order; empty if there are none."""


class List(Model):
    """A bulleted, numbered or definition list."""

    type: Literal["list"] = "list"
    """The type of the block."""
    ordered: bool = False
    """True for a numbered list."""
    items: tuple[ListItem, ...]
    """The items in order; never empty."""


class Table(Model):
    """A data table. Cells that span several columns or rows are repeated, so every row has the same width."""

    type: Literal["table"] = "table"
    """The type of the block."""
    header: tuple[str, ...] = ()
    """Column headings; empty if the table declares none."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Text of the body's cells, row by row; an empty cell is ``""``."""
    caption: str | None = None
    """The caption; None if there is none."""
    repeated: tuple[tuple[NonNegativeInt, NonNegativeInt], ...] = ()
    """Positions (row, column) of the cells that only repeat a cell that spans them; row 0 is the header if there is
    one, otherwise the first row. Empty if no cell spans several."""


class Figure(Model):
    """A picture, video or embed with its caption."""

    type: Literal["figure"] = "figure"
    """The type of the block."""
    src: str | None = None
    """Address of the picture (http or https; absolute where the page's URL is known); None if not given."""
    alt: str | None = None
    """Alternative text; None if there is none."""
    caption: str | None = None
    """The caption; None if there is none."""
    marks: tuple[Mark, ...] = ()
    """Links and emphasis of the caption, in order of their start, outer before inner; empty if there are none."""


class Math(Model):
    """A formula on a line of its own."""

    type: Literal["math"] = "math"
    """The type of the block."""
    text: str
    """The formula, without delimiters: TeX if the page has it, otherwise its letters and signs."""


class Embed(Model):
    """Content embedded from another site: a post, a video, a map."""

    type: Literal["embed"] = "embed"
    """The type of the block."""
    provider: str | None = None
    """Host of the other site, without ``www.``; None if the page does not give it."""
    url: str | None = None
    """Address of the embedded content (http or https); None if the page does not give it."""
    text: str = ""
    """Its text if the page contains it, such as the text of a post; otherwise ''."""


Block = Annotated[
    Paragraph | Quote | Code | List | Table | Figure | Math | Embed,
    Field(discriminator="type"),
]
"""A block of a section; ``type`` distinguishes the classes."""
