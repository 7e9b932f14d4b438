"""A value that a line states, and the context of its text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tearsheet.plaintext.block import Block, source_range
from tearsheet.plaintext.meta_line import Part
from tearsheet.plaintext.roles import Reading
from tearsheet.plaintext.shape import Shape

RULES = (
    "meta-line",
    "own-line",
    "key-line",
    "trail",
    "by-line",
    "beside-label",
    "copyright",
    "first-line",
    "affix",
    "bare",
    "labelled",
    "spread",
    "piece",
    "within",
    "joined",
    "chain",
)
"""How a value was found; the index is a column of its row."""


class Value(NamedTuple):
    """One value that a line states for a field."""

    field: str
    """Name of the field, as in `StatedValue`."""
    value: str
    start: int
    """Offset in the source of its first character."""
    stop: int
    rule: str
    """One of `RULES`."""
    block: int
    whole: float
    """Share of its block's text that it is."""
    crumbs: tuple[str, ...] = ()
    """Breadcrumbs: the crumbs."""
    hint: float = 0.0
    """How much its form says for it, on a scale of each rule's own: the separators between crumbs, the sort of a label."""


class Around(NamedTuple):
    """A text with all that was read of it."""

    source: str
    blocks: Sequence[Block]
    shapes: Sequence[Shape]
    parts: Sequence[tuple[Part, ...]]
    """The parts of each block that is a meta line."""
    keys: Sequence[str]
    reading: Reading
    title: str
    """The title; '' if none was found."""
    headline: int
    """Index of the title's block above the body; -1 if there is none."""
    first: int
    """Index of the first block of the body; the number of blocks if there is none."""
    last: int
    """Index of the last block of the body; -1 if there is none."""
    url: str | None
    """The URL of the page that the text was made from, if known."""


def value_of(  # noqa: PLR0913  # the parts of a value
    around: Around, i: int, field: str, value: str, rule: str, *, shown: str | None = None, hint: float = 0.0
) -> Value:
    """Return a value that the text of block ``i`` holds as ``shown``, or as it is."""
    block = around.blocks[i]
    at = max(0, block.text.find(shown or value))
    end = min(len(block.text), at + len(shown or value))
    start, stop = source_range(around.source, block, at, end)
    return Value(field, value, start, stop, rule, i, (end - at) / len(block.text), (), hint)
