"""Drafts of sections and blocks: the values of the models, with the page blocks from which each was made.

A draft's ``sources`` are indices into `Page.blocks`, in document order. They are set when a draft is created, so that the
text of a block never has to be searched for on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Literal, NamedTuple, TypeAlias

from pydantic import TypeAdapter

from tearsheet.article.model import Section

Sources: TypeAlias = tuple[int, ...]
"""Indices of the page blocks from which something was made, in document order."""


@dataclass(slots=True)
class MarkDraft:
    """A range of a block's text that inline markup covers."""

    type: Literal["link", "strong", "emphasis", "code", "math", "note"]
    start: int
    end: int
    href: str | None
    note: str | None = None


@dataclass(slots=True)
class ParagraphDraft:
    """A paragraph."""

    type: ClassVar[Literal["paragraph"]] = "paragraph"
    sources: Sources
    text: str
    marks: Sequence[MarkDraft] = ()


@dataclass(slots=True)
class QuoteDraft:
    """A quotation; its sources include the block with the attribution."""

    type: ClassVar[Literal["quote"]] = "quote"
    sources: Sources
    text: str
    marks: Sequence[MarkDraft] = ()
    cite: str | None = None


@dataclass(slots=True)
class CodeDraft:
    """Preformatted text."""

    type: ClassVar[Literal["code"]] = "code"
    sources: Sources
    text: str
    language: str | None = None


@dataclass(slots=True)
class MathDraft:
    """A formula in a paragraph of its own."""

    type: ClassVar[Literal["math"]] = "math"
    sources: Sources
    text: str


@dataclass(slots=True)
class EmbedDraft:
    """Content from another site; its sources are those of its text, or else the page block before it."""

    type: ClassVar[Literal["embed"]] = "embed"
    sources: Sources
    provider: str | None = None
    url: str | None = None
    text: str = ""


@dataclass(slots=True)
class ItemDraft:
    """An item of a list; its sources do not include those of nested items."""

    sources: Sources
    text: str
    marks: Sequence[MarkDraft] = ()
    label: str | None = None
    number: int | None = None
    items: Sequence[ItemDraft] = ()


@dataclass(slots=True)
class ListDraft:
    """A list; its sources include those of all its items."""

    type: ClassVar[Literal["list"]] = "list"
    sources: Sources
    ordered: bool
    items: Sequence[ItemDraft]


@dataclass(slots=True)
class TableDraft:
    """A table."""

    type: ClassVar[Literal["table"]] = "table"
    sources: Sources
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    caption: str | None
    repeated: Sequence[tuple[int, int]]
    cells: Sequence[Sequence[Sources]]
    """The sources of each cell, row by row; row 0 is the header if there is one. Empty for a cell without text."""


@dataclass(slots=True)
class FigureDraft:
    """A picture with its caption; its sources are those of the caption, or else the page block before it."""

    type: ClassVar[Literal["figure"]] = "figure"
    sources: Sources
    src: str | None = None
    alt: str | None = None
    caption: str | None = None
    marks: Sequence[MarkDraft] = ()


BlockDraft: TypeAlias = (
    ParagraphDraft | QuoteDraft | CodeDraft | ListDraft | TableDraft | FigureDraft | MathDraft | EmbedDraft
)


@dataclass(slots=True)
class SectionDraft:
    """A heading with its blocks; its sources are those of the heading, empty if there is none."""

    sources: Sources
    heading: str | None
    level: int
    parent: int | None
    blocks: Sequence[BlockDraft]


_SECTIONS: Final[TypeAdapter[tuple[Section, ...]]] = TypeAdapter(tuple[Section, ...])


def sections_of(drafts: Sequence[SectionDraft]) -> tuple[Section, ...]:
    """Return the sections that ``drafts`` describe, in order."""
    return _SECTIONS.validate_python(drafts, from_attributes=True)


class SectionSources(NamedTuple):
    """The page blocks that a section was made from, as indices into `Page.blocks`."""

    heading: Sources
    """The blocks that show its heading; empty if it has none."""
    blocks: tuple[Sources, ...]
    """For each block of the section, the page blocks from which it was made, in document order. For a picture without a
    caption, the page block before it, or the first kept block if there is none before it."""

    @property
    def all(self) -> Sources:
        """All page blocks of the section, each once, in document order."""
        return tuple(sorted({*self.heading, *(i for sources in self.blocks for i in sources)}))


class Provenance(NamedTuple):
    """Where on the page the sections and key points of an article come from.

    All indices are missing (empty tuples) if the sections come from data that the page declares but does not show.
    """

    sections: tuple[SectionSources, ...] = ()
    """One entry for each section; empty if the sections were not requested."""
    key_points: tuple[Sources, ...] = ()
    """For each key point the page blocks that show it; empty if the key points were not requested."""
