"""The element tree as columns, with one entry per element, in document order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

_NAME = re.compile(r"[A-Za-z_][\w.-]*")

NO_ATTRIBUTES: Mapping[str, str] = {}
"""The shared value in ``attrs`` for all elements without kept attributes; never written to."""


class Nodes(NamedTuple):
    """Elements in document order, as parallel columns; index 0 is the root.

    Comments and processing instructions are not nodes; text after one is joined to the text before it. Elements
    inside an opaque element (``script``, ``style``, ``svg``, ``template``, …, see `walk.OPAQUE`) are not nodes.
    """

    tags: Sequence[str]
    """Lower-case local names, interned."""
    parents: Sequence[int]
    """Index of the parent; -1 for the root."""
    ends: Sequence[int]
    """Index after the last descendant: j is inside i when ``i < j < ends[i]``."""
    texts: Sequence[str | None]
    """Text before the first child, white space as in the source; None if there is none or if it is opaque."""
    tails: Sequence[str | None]
    """Text after the element, up to its next sibling; None if there is none."""
    attrs: Sequence[Mapping[str, str]]
    """The kept attributes (see `walk.ATTRIBUTES`) by lower-case name; values as in the source."""

    def children(self, node: int) -> Iterator[int]:
        """Yield the child elements of ``node`` in order; nothing if it has none."""
        ends = self.ends
        child, end = node + 1, ends[node]
        while child < end:
            yield child
            child = ends[child]

    def ancestors(self, node: int) -> Iterator[int]:
        """Yield the ancestors of ``node``, nearest first, up to the root."""
        parents = self.parents
        node = parents[node]
        while node >= 0:
            yield node
            node = parents[node]

    def text_of(self, node: int) -> str:
        """Return all text inside ``node``, white space collapsed; '' if there is none. Linear in its size."""
        end, tails = self.ends[node], self.tails
        parts = [self.texts[node] or ""]
        open_: list[int] = []
        for i in range(node + 1, end):
            while open_ and self.ends[open_[-1]] <= i:
                parts.append(tails[open_.pop()] or "")
            parts.append(self.texts[i] or "")
            open_.append(i)
        while open_:
            parts.append(tails[open_.pop()] or "")
        return " ".join("".join(parts).split())

    def xpath(self, node: int) -> str:
        """Return the XPath of ``node``, such as ``/html/body/div[2]/p[1]``; `Paths` is faster for many."""
        return Paths(self).of(node)

    def step(self, node: int) -> str:
        """Return the last step of the XPath of ``node``.

        It is the tag, with the position among siblings of that tag if there are several. If the tag is not a valid
        XPath name (``o:p``, or broken markup), it is ``*`` with the position among all siblings.
        """
        tags, parent = self.tags, self.parents[node]
        tag = tags[node]
        named = is_name(tag)
        name = tag if named else "*"
        if parent < 0:
            return name
        ends = self.ends
        before = 0
        child = parent + 1
        while child < node:
            if not named or tags[child] == tag:
                before += 1
            child = ends[child]
        if before:
            return f"{name}[{before + 1}]"
        child, end = ends[node], ends[parent]
        while child < end:
            if not named or tags[child] == tag:
                return f"{name}[1]"
            child = ends[child]
        return name

    def steps(self) -> list[str]:
        """Return what `step` returns, for all nodes in order. Linear, unlike calling `step` for each node."""
        counts: dict[tuple[int, str], int] = {}
        keys, places = [], []
        for tag, parent in zip(self.tags, self.parents, strict=True):
            every = counts[parent, "*"] = counts.get((parent, "*"), 0) + 1
            if is_name(tag):
                key = (parent, tag)
                place = counts[key] = counts.get(key, 0) + 1
            else:
                key, place = (parent, "*"), every
            keys.append(key)
            places.append(place)
        return [
            name[1] if counts[name] == 1 else f"{name[1]}[{place}]"
            for name, place in zip(keys, places, strict=True)
        ]


def is_name(tag: str) -> bool:
    """Return whether ``tag`` is valid in an XPath."""
    return tag.isidentifier() or _NAME.fullmatch(tag) is not None


class Paths:
    """Computes XPaths of nodes; shared prefixes are computed once."""

    __slots__ = ("_nodes", "_paths", "_positions", "_steps")

    def __init__(self, nodes: Nodes, steps: Sequence[str] | None = None) -> None:
        """Prepare the paths of ``nodes``; pass `Nodes.steps` as ``steps`` if many paths are needed."""
        self._nodes = nodes
        self._steps = steps
        self._paths: dict[int, str] = {-1: ""}
        self._positions: dict[int, _Positions | None] = {}

    def of(self, node: int) -> str:
        """Return the XPath of ``node``, such as ``/html/body/div[2]/p[1]``; '' for -1.

        Raises:
            IndexError: There is no such node.
        """
        if not -1 <= node < len(self._nodes.parents):
            raise IndexError(node)
        pending = []
        while node not in self._paths:
            pending.append(node)
            node = self._nodes.parents[node]
        path = self._paths[node]
        for below in reversed(pending):
            step = self._step(below) if self._steps is None else self._steps[below]
            path = self._paths[below] = f"{path}/{step}"
        return path

    def _step(self, node: int) -> str:
        """Return what `Nodes.step` returns; from the second call for a parent on, its children are counted only once."""
        nodes = self._nodes
        parent, tag = nodes.parents[node], nodes.tags[node]
        if parent not in self._positions:
            self._positions[parent] = None
            return nodes.step(node)
        if not tag.isidentifier():
            return nodes.step(node)
        counted = self._positions[parent]
        if counted is None:
            counted = self._positions[parent] = _count(nodes, parent)
        positions, totals = counted
        return f"{tag}[{positions[node]}]" if totals[tag] > 1 else tag


_Positions = tuple[dict[int, int], dict[str, int]]


def _count(nodes: Nodes, parent: int) -> _Positions:
    """Return the position of each child of ``parent`` among those with its tag, and the number of children by tag."""
    tags, ends = nodes.tags, nodes.ends
    positions: dict[int, int] = {}
    totals: dict[str, int] = {}
    child, end = parent + 1, ends[parent]
    while child < end:
        tag = tags[child]
        positions[child] = totals[tag] = totals.get(tag, 0) + 1
        child = ends[child]
    return positions, totals
