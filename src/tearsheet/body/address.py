"""The address by which the kind of a page is judged if the caller does not give one.

The model of kinds has learnt from pages whose address is known, and takes a page without one for a listing too often.
"""

from __future__ import annotations

from copy import copy
from typing import Final

from tearsheet.body.score.kinds import url_of
from tearsheet.body.walls import weighed
from tearsheet.page import Page

ARTICLE: Final = "https://address.invalid/7c36391e-5aa1-4276-bc8b-d76f5986c0e9"
"""The address that a page is judged by when one text dominates it: long, without words, under no folder."""
DOMINANT: Final = 0.3
"""Share of a page's running text that is in one container for that text to dominate. Source: benchmark pages
judged without their address: from here on articles win more than listings lose."""
LEAST: Final = 300
"""Weighed characters of a text that may dominate."""
RUNNING: Final = 80
"""Weighed characters from which a block is running text."""
LINKED: Final = 3
"""Running text has at most one character in this many inside links."""
_INNER: Final = frozenset(("p", "span", "font", "b", "i", "strong", "em"))
"""Elements that hold a paragraph of a text, not the text."""


def is_unknown(page: Page) -> bool:
    """Return whether neither the caller nor the page gives the page's address."""
    return url_of(page) is None


def with_address(page: Page, address: str) -> Page:
    """Return a view of ``page`` as if it were at ``address``."""
    view = copy(page)
    view.url = address
    view._known = {}  # noqa: SLF001  # results that were computed for another address
    return view


def presumed(page: Page) -> str | None:
    """Return the address to judge ``page`` by: its canonical link, or that of an article if one text dominates."""
    for node in page.rels("canonical"):
        href = page.absolute((page.nodes.attrs[node].get("href") or "").strip())
        if href:
            return href
    return ARTICLE if is_dominated(page) else None


def is_dominated(page: Page) -> bool:
    """Return whether a good part of the page's running text is in one container."""
    sizes: dict[int, int] = {}
    total = 0
    for block in page.blocks:
        size = weighed(block.text)
        if size < RUNNING or block.kind == "heading" or LINKED * block.link_chars > len(block.text):
            continue
        node = container_of(page, block.node)
        sizes[node] = sizes.get(node, 0) + size
        total += size
    largest = max(sizes.values(), default=0)
    return largest >= LEAST and largest >= DOMINANT * total


def container_of(page: Page, node: int) -> int:
    """Return the element that holds the text that ``node`` is a paragraph of."""
    return page.nodes.parents[node] if page.nodes.tags[node] in _INNER else node
