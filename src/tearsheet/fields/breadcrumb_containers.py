"""Finds elements whose class, id, label or type names breadcrumbs."""

from __future__ import annotations

from collections.abc import Mapping

from tearsheet.page import Page
from tearsheet.vocab import load

MAX_PIECES = 30
"""Most pieces of text in a line of breadcrumbs; more are running text with a lot of markup."""
MAX_LINE_CHARS = 200
"""Longest line of breadcrumbs, in characters."""

_NAMING = ("id", "aria-label", "itemtype", "typeof")
"""Attributes besides ``class`` that may name breadcrumbs."""
_NAMES = frozenset(_NAMING)
_CONTAINER: tuple[str, ...] = tuple(load("breadcrumbs")["container"])
_ASCII_CONTAINER = tuple([word for word in _CONTAINER if word.isascii()])


def breadcrumb_elements(page: Page, first: int, stop: int, anchor: int) -> list[int]:
    """Return the outermost elements around blocks ``first`` to ``stop`` (exclusive) that name breadcrumbs, in order.

    Elements that contain the headline (block ``anchor``, if it is a heading) are left out.
    """
    if page.is_text:
        return []
    parents, ends, attrs, blocks, pieces = (
        page.nodes.parents,
        page.nodes.ends,
        page.nodes.attrs,
        page.blocks,
        page.pieces,
    )
    headline = blocks[anchor].node if blocks[anchor].kind == "heading" else -1
    seen = bytearray(len(parents))
    found: list[int] = []
    for index in range(first, stop):
        block = blocks[index]
        low, high = block.start, block.stop
        if high - low > MAX_PIECES or (high - low > 1 and len(block.text) > MAX_LINE_CHARS):
            high = low + 1  # too large to be breadcrumbs, but the block itself may be
            owner = block.node
        else:
            owner = pieces[low][0]
        while low < high:
            node = owner
            top = -1
            while node > 0 and not seen[node] and not node <= headline < ends[node]:
                seen[node] = 1
                own = attrs[node]
                if own and _names_breadcrumbs(own):
                    top = node
                node = parents[node]
            if top >= 0 and not [f for f in found if f <= top < ends[f]]:
                found = [f for f in found if not top <= f < ends[top]]
                found.append(top)
            low += 1
            if low < high:
                owner = pieces[low][0]
    return found


def named_crumbs(page: Page, stop: int) -> list[int]:
    """Return the elements before node ``stop`` whose class names crumbs, in order."""
    columns = page.nodes.attrs[:stop]
    return [node for node, attrs in enumerate(columns) if attrs and "rumb" in attrs.get("class", "")]


def _names_breadcrumbs(attrs: Mapping[str, str]) -> bool:
    style = attrs.get("class")
    if style is not None and "crumb" in style.lower():
        return True
    if _NAMES.isdisjoint(attrs):
        return False  # the usual case
    named = "".join([attrs[name] for name in _NAMING if name in attrs])
    if named:
        named = named.lower()
        for word in _ASCII_CONTAINER if named.isascii() else _CONTAINER:
            if word in named:
                return True
    return False
