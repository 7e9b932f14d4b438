"""An article as rules see it: values that several rules need are computed once, when first needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Literal, NamedTuple

from tearsheet.article.model import Article, Block, List, Section
from tearsheet.parsing.wordcount import count_words

UnitType = Literal["heading", "paragraph", "quote", "code", "item", "cell", "caption", "math", "embed"]


class Unit(NamedTuple):
    """One run of text in the body, with its path."""

    path: str
    """Path in the article, such as ``sections[1].blocks[0].text``."""
    text: str
    """The text; never empty."""
    type: UnitType
    """What holds it."""
    section: int
    """Index of its section."""


class View:
    """An article and the context that rules need; derived values are computed on first use and cached."""

    def __init__(
        self,
        article: Article,
        *,
        now: dt.datetime | None = None,
        previous_views: int | None = None,
        row: int = 0,
    ) -> None:
        self.article = article
        """The article."""
        self.now = now
        """The current time given by the caller; None if it was not given."""
        self.previous_views = previous_views
        """View count of the same article in the previous run; None if not known."""
        self.row = row
        """Position of the article in the run, from 0."""

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All text of the body in document order, without empty text."""
        return tuple(
            unit
            for index, section in enumerate(self.article.sections)
            for unit in _section_units(index, section)
            if unit.text
        )

    @cached_property
    def prose(self) -> tuple[Unit, ...]:
        """The units that are running text: paragraphs, quotes and list items."""
        return tuple(unit for unit in self.units if unit.type in {"paragraph", "quote", "item"})

    @cached_property
    def section_words(self) -> tuple[int, ...]:
        """Words of each section's own blocks, without headings; same length as ``sections``."""
        return tuple(map(count_words, self.section_texts))

    @cached_property
    def section_texts(self) -> tuple[str, ...]:
        """Text of each section's own blocks, without headings, one unit per line; same length as ``sections``."""
        texts: list[list[str]] = [[] for _ in self.article.sections]
        for unit in self.units:
            if unit.type != "heading":
                texts[unit.section].append(unit.text)
        return tuple("\n".join(text) for text in texts)

    @cached_property
    def words(self) -> int:
        """Number of words in the body, without headings."""
        return sum(self.section_words)

    @cached_property
    def parents(self) -> frozenset[int]:
        """Indices of sections that have subsections."""
        return frozenset(s.parent for s in self.article.sections if s.parent is not None)

    @cached_property
    def json(self) -> dict[str, Any]:
        """The article as JSON values, evidence included."""
        return self.article.model_dump(mode="json")

    @cached_property
    def site_names(self) -> frozenset[str]:
        """Folded names of the site: as found, and from its host with and without the top-level domain."""
        names = {fold(self.article.site)} if self.article.site else set()
        for url in (self.article.canonical_url, self.article.url):
            names.update(_host_names(url or ""))
        return frozenset(name for name in names if len(name) > 2)


def fold(text: str) -> str:
    """Return ``text`` in the form in which names are compared: case folded, letters and digits only.

    >>> fold("The Daily-Post!")
    'thedailypost'
    """
    return "".join(filter(str.isalnum, text.casefold()))


def _host_names(url: str) -> Iterator[str]:
    host = url.partition("://")[2].partition("/")[0].partition(":")[0].removeprefix("www.")
    if "." in host:
        yield fold(host)
        labels = host.split(".")
        yield fold(labels[-3] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[-2])


def _section_units(index: int, section: Section) -> Iterator[Unit]:
    if section.heading is not None:
        yield Unit(f"sections[{index}].heading", section.heading, "heading", index)
    for number, block in enumerate(section.blocks):
        yield from _block_units(f"sections[{index}].blocks[{number}]", block, index)


def _block_units(path: str, block: Block, section: int) -> Iterator[Unit]:
    if block.type == "list":
        yield from _list_units(path, block, section)
    elif block.type == "table":
        if block.caption:
            yield Unit(f"{path}.caption", block.caption, "caption", section)
        for column, cell in enumerate(block.header):
            yield Unit(f"{path}.header[{column}]", cell, "cell", section)
        for number, row in enumerate(block.rows):
            for column, cell in enumerate(row):
                yield Unit(f"{path}.rows[{number}][{column}]", cell, "cell", section)
    elif block.type == "figure":
        yield Unit(f"{path}.caption", block.caption or "", "caption", section)
    else:
        yield Unit(f"{path}.text", block.text, block.type, section)


def _list_units(path: str, block: List, section: int) -> Iterator[Unit]:
    stack = [(f"{path}.items[{i}]", item) for i, item in reversed(list(enumerate(block.items)))]
    while stack:
        place, item = stack.pop()
        yield Unit(f"{place}.text", item.text, "item", section)
        stack.extend((f"{place}.items[{i}]", sub) for i, sub in reversed(list(enumerate(item.items))))
