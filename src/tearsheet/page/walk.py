"""The walk over the lxml tree that copies tags, text and attributes into `Nodes`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from sys import intern
from typing import NamedTuple

from lxml import etree

from tearsheet.errors import InputTooDeep
from tearsheet.page.limits import MAX_ATTRIBUTE_CHARACTERS, MAX_DEPTH
from tearsheet.page.nodes import NO_ATTRIBUTES, Nodes
from tearsheet.page.text_blocks import html_names

OPAQUE = html_names("opaque")
"""Elements whose content is not text of the page. They are nodes, but their descendants are not."""

ATTRIBUTES = html_names("attributes")
"""Names of the attributes that are kept."""

DATA = "data-"
DATA_WORDS = html_names("data_words")
"""A ``data-`` attribute is kept if its name contains one of these words."""
_DATA_WORD = re.compile("|".join(sorted(DATA_WORDS)))


def wanted(name: str) -> bool:
    """Return whether the attribute ``name`` (lower case) is kept."""
    return name in ATTRIBUTES or (name.startswith(DATA) and _DATA_WORD.search(name) is not None)


def holds_json(attrs: Mapping[str, str]) -> bool:
    """Return whether a script with these attributes contains JSON or JSON-LD."""
    return "json" in attrs.get("type", "").lower()


class WalkResult(NamedTuple):
    """The result of a walk."""

    nodes: Nodes
    """The columns."""
    scripts: dict[int, etree._Element]
    """``style`` elements and ``script`` elements with JSON, by node; their text is read on demand."""
    labelled: list[int]
    """The nodes that have an ``itemprop`` or a ``rel``, in document order."""


def walk(root: etree._Element, opaque: frozenset[str] = OPAQUE) -> WalkResult:
    """Flatten the tree under ``root``, which is not changed. Linear time, no recursion.

    Args:
        root: The root element.
        opaque: Elements whose content is left out.

    Raises:
        InputTooDeep: Elements are nested deeper than `limits.MAX_DEPTH`.
    """
    columns = _Columns(opaque)
    after_comments = _TextAfterComments()
    stack: list[tuple[Iterator[etree._Element], int]] = [(iter((root,)), -1)]
    previous = (
        -1
    )  # last child so far of the open element, -1 if none: text after a comment belongs to its tail
    while stack:
        children, parent = stack[-1]
        for element in children:
            tag = element.tag
            if not isinstance(tag, str):
                after_comments.add(element.tail, parent, previous)
                continue
            if len(stack) > MAX_DEPTH:
                raise InputTooDeep(len(stack), MAX_DEPTH)
            index = len(columns.tags)
            if columns.add(element, _local_name(tag), parent):
                stack.append((iter(element), index))
                previous = -1
                break
            previous = index
        else:
            stack.pop()
            if parent >= 0:
                columns.ends[parent] = len(columns.tags)
                previous = parent
    after_comments.join(columns.texts, columns.tails)
    nodes = Nodes(columns.tags, columns.parents, columns.ends, columns.texts, columns.tails, columns.attrs)
    return WalkResult(nodes, columns.scripts, columns.labelled)


class _Columns:
    """The columns during the walk."""

    def __init__(self, opaque: frozenset[str]) -> None:
        self.opaque = opaque
        self.tags: list[str] = []
        self.parents: list[int] = []
        self.ends: list[int] = []
        self.texts: list[str | None] = []
        self.tails: list[str | None] = []
        self.attrs: list[dict[str, str]] = []
        self.scripts: dict[int, etree._Element] = {}
        self.labelled: list[int] = []

    def add(self, element: etree._Element, name: str, parent: int) -> bool:
        """Add an element without its children; return whether these are to be walked."""
        index = len(self.tags)
        attrs = _attributes(element)
        is_opaque = name in self.opaque
        self.tags.append(name)
        self.parents.append(parent)
        self.ends.append(index + 1)
        self.texts.append(None if is_opaque else element.text or None)
        self.tails.append((element.tail or None) if index else None)
        self.attrs.append(attrs)
        if "itemprop" in attrs or "rel" in attrs:
            self.labelled.append(index)
        if is_opaque and (name == "style" or (name == "script" and holds_json(attrs))):
            self.scripts[index] = element
        return len(element) > 0 and not is_opaque


def _local_name(tag: str) -> str:
    return intern((tag.rpartition("}")[2] if tag[0] == "{" else tag).lower())


def _attributes(element: etree._Element) -> dict[str, str]:
    items = element.items()
    if not items:
        return NO_ATTRIBUTES  # type: ignore[return-value]  # shared and read-only by contract
    kept = {name.lower(): value[:MAX_ATTRIBUTE_CHARACTERS] for name, value in items if wanted(name.lower())}
    return kept or NO_ATTRIBUTES  # type: ignore[return-value]  # as above


class _TextAfterComments:
    """Texts after comments, which continue the text before them. Joined once at the end to keep the time linear."""

    def __init__(self) -> None:
        self._texts: dict[int, list[str]] = {}
        self._tails: dict[int, list[str]] = {}

    def add(self, tail: str | None, parent: int, previous: int) -> None:
        """Add the text after a comment in ``parent``; ``previous`` is the child before the comment, or -1."""
        if not tail or parent < 0:
            return
        if previous >= 0:
            self._tails.setdefault(previous, []).append(tail)
        else:
            self._texts.setdefault(parent, []).append(tail)

    def join(self, texts: list[str | None], tails: list[str | None]) -> None:
        """Append the texts to the columns."""
        for column, added in ((texts, self._texts), (tails, self._tails)):
            for index, parts in added.items():
                column[index] = "".join([column[index] or "", *parts])
