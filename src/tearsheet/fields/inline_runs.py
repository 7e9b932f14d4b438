"""Splits blocks into runs of text, each inside one link or element."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tearsheet.body.selection import BodySelection
from tearsheet.page import Page
from tearsheet.page.text_blocks import BREAK, clean

_MAX_CLIMB = 12
"""Number of ancestors of a piece of text that are checked. Reasoning: markup around a label is a few levels deep."""

_new = tuple.__new__  # bypasses the named tuple's constructor, for speed

_FORMAT = frozenset(
    ("b", "strong", "i", "em", "u", "small", "mark", "bdi", "bdo", "font", "abbr", "wbr", "br")
)
"""Elements that do not separate a text from its neighbours (a ``span`` may)."""


class Run(NamedTuple):
    """Text of a block inside one link, or inside one element without a link."""

    text: str
    """The text, white space collapsed; never empty."""
    node: int
    """The innermost element around it that is not just formatting."""
    link: int
    """The ``a`` element around it; -1 if there is none."""
    block: int
    """Index of the block."""


def headline_block(page: Page, selection: BodySelection) -> int:
    """Return the index of the block with the headline, or else of the first ``h1``, or else of the first kept block.

    -1 if there is none of these.
    """
    if selection.headline >= 0:
        return selection.headline
    if page.by_tag("h1"):
        top = page.by_tag("h1")[0]
        end = page.nodes.ends[top]
        found = next((i for i, block in enumerate(page.blocks) if top <= block.node < end), -1)
        if found >= 0:
            return found
    return selection.first


def runs(page: Page, index: int) -> tuple[Run, ...]:
    """Return the runs of block ``index`` in order; one run for text without markup."""
    return page.memo(Neighbours).runs(index)


class Neighbours:
    """Caches the runs and link steps of one page, which several fields need.

    It refers to the page's columns to avoid a reference cycle.
    """

    def __init__(self, page: Page) -> None:
        self.blocks = page.blocks
        self.is_text = page.is_text
        self.tags = page.nodes.tags
        self.parents = page.nodes.parents
        self.attrs = page.nodes.attrs
        self.pieces = page.pieces
        self._known_runs: dict[int, tuple[Run, ...]] = {}
        self._known_steps: dict[int, tuple[str, ...]] = {}

    def runs(self, index: int) -> tuple[Run, ...]:
        """Return the runs of block ``index`` in order; one run for text without markup."""
        found = self._known_runs.get(index)
        if found is None:
            found = self._known_runs[index] = self._runs(index)
        return found

    def link_steps(self, link: int) -> tuple[str, ...]:
        """Return the `steps` of a run's link; () if it has none."""
        if link < 0:
            return ()
        found = self._known_steps.get(link)
        if found is None:
            found = self._known_steps[link] = steps(self.attrs[link].get("href", "").strip())
        return found

    def _runs(self, index: int) -> tuple[Run, ...]:
        block = self.blocks[index]
        if self.is_text:
            return (Run(block.text, block.node, -1, index),)
        tags, parents, pieces = self.tags, self.parents, self.pieces
        start, stop, holder = block.start, block.stop, block.node
        linked = block.link_chars > 0
        if stop - start == 1 and block.kind != "code":  # a single piece has the text of the block
            node = pieces[start][0]
            link = _link_around(tags, parents, node) if linked else -1
            node = link if link >= 0 else _element_around(tags, parents, node, holder)
            return (_new(Run, (block.text, node, link, index)),)
        found: list[Run] = []
        parts: list[str] = []
        link = node = last = -1  # link and element of the current run, and the owner of its last piece
        for i in range(start, stop):
            owner, text = pieces[i]
            if text == BREAK:
                parts.append(" ")
                continue
            if owner != last and not text.isspace():
                last = owner
                new_link = _link_around(tags, parents, owner) if linked else -1
                new_node = new_link if new_link >= 0 else _element_around(tags, parents, owner, holder)
                if new_node != node or new_link != link:
                    _add_run(found, parts, link, node, index)
                    parts = []
                    link = new_link
                    node = new_node
            parts.append(text)
        _add_run(found, parts, link, node, index)
        return tuple(found)


def _add_run(found: list[Run], parts: list[str], link: int, node: int, index: int) -> None:
    text = clean("".join(parts)) if parts else ""
    if text:
        found.append(_new(Run, (text, node, link, index)))


def _link_around(tags: Sequence[str], parents: Sequence[int], node: int) -> int:
    """Return ``node`` or its nearest ancestor that is a link, within `_MAX_CLIMB` levels; -1 if there is none."""
    for _ in range(_MAX_CLIMB):
        if node < 0 or tags[node] == "a":
            return node
        node = parents[node]
    return -1


def _element_around(tags: Sequence[str], parents: Sequence[int], node: int, block: int) -> int:
    """Return the innermost element around ``node``, up to ``block``, that is not just formatting."""
    while node != block and tags[node] in _FORMAT:
        node = parents[node]
    return node


def href(page: Page, link: int) -> str:
    """Return the ``href`` of a run's link, stripped; '' if there is none."""
    return page.nodes.attrs[link].get("href", "").strip() if link >= 0 else ""


def steps(url: str) -> tuple[str, ...]:
    """Return the segments of a URL's path in lower case, without empty ones; () for a home page or a bare fragment.

    Used instead of ``urlsplit``, which takes ten times as long and rejects invalid URLs.

    >>> steps("https://example.org/Garden/Moss/?page=2#top"), steps("../moss.html"), steps("#top")
    (('garden', 'moss'), ('..', 'moss.html'), ())
    >>> steps("//example.org"), steps("https://example.org?a=/b")
    ((), ())
    """
    path = url.partition("#")[0].partition("?")[0]
    if "//" in path:
        path = path.partition("//")[2].partition("/")[2]
    return tuple([step for step in path.casefold().split("/") if step])
