"""A substitute URL for scoring pages whose URL is not known.

The model for the kind of a page was trained on pages with a URL. Without one, it predicts a listing too often.
"""

from __future__ import annotations

from copy import copy
from typing import Final

from tearsheet.body.score.kinds import url_of
from tearsheet.body.walls import weighed
from tearsheet.page import Page

ARTICLE: Final = "https://address.invalid/7c36391e-5aa1-4276-bc8b-d76f5986c0e9"
"""The substitute URL for a page with a dominant text: a long path segment without words, in no folder."""
DOMINANT: Final = 0.3
"""Least share of the page's running text in one container for that text to be dominant. Source: benchmark pages scored
without their URL; from this share on, more articles are gained than listings lost."""
LEAST: Final = 300
"""Fewest weighed characters of a dominant text."""
RUNNING: Final = 80
"""Fewest weighed characters of a block of running text."""
LINKED: Final = 3
"""In running text, at most one in this many characters is in a link."""
_INNER: Final = frozenset(("p", "span", "font", "b", "i", "strong", "em"))
"""Elements that contain a single paragraph rather than a whole text."""


def is_unknown(page: Page) -> bool:
    """Return whether neither the caller nor the page gives a URL."""
    return url_of(page) is None


def with_address(page: Page, address: str) -> Page:
    """Return a shallow copy of ``page`` with ``address`` as its URL."""
    view = copy(page)
    view.url = address
    view._memos = {}  # noqa: SLF001  # the cached results depend on the URL
    return view


def presumed(page: Page) -> str | None:
    """Return the URL to score ``page`` with: its canonical link, or `ARTICLE` if a text is dominant; None otherwise."""
    for node in page.rels("canonical"):
        href = page.absolute((page.nodes.attrs[node].get("href") or "").strip())
        if href:
            return href
    return ARTICLE if is_dominated(page) else None


def is_dominated(page: Page) -> bool:
    """Return whether one container has enough of the page's running text; see `DOMINANT`."""
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
    """Return the container of the text that the paragraph at ``node`` belongs to."""
    return page.nodes.parents[node] if page.nodes.tags[node] in _INNER else node
