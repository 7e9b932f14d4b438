"""Recognises lines below the body that belong to teasers of other pages."""

from __future__ import annotations

from typing import Final

from tearsheet.fields.inline_runs import Neighbours, href
from tearsheet.page import Page
from tearsheet.parsing.count_sides import is_dense
from tearsheet.vocab import load

_REACH: Final = 10
"""Number of blocks above a line that are searched for its heading or link. Source: reasoning."""
_TITLE_WORDS, _TITLE_CHARS = 3, 24
"""Fewest words, or characters, of a link that may be the title of a page. Source: reasoning."""
_DENSE_CHARS: Final = 6
"""Fewest characters of such a link in a script without spaces. Source: reasoning."""
_NO_PAGES: Final = frozenset(load("category")["not_path"])
"""Path segments in the URLs of authors and tags."""


def belongs_to_teaser(page: Page, last: int, index: int) -> bool:
    """Return whether a line below the body belongs to a teaser of another page.

    It does if it contains a link that looks like a title, or if there is a heading or such a link above it in an element
    that contains the line but not the end of the body.

    Args:
        page: The page.
        last: Index of the body's last block; below 0 if there is no body.
        index: Index of the line's block.
    """
    if last < 0 or index <= last or page.is_text:
        return False
    if links_elsewhere(page, index):
        return True
    blocks = page.blocks
    node, body = blocks[index].node, blocks[last].node
    shared = common_ancestor(page, node, body)
    for i in range(index - 1, max(last, index - _REACH), -1):
        if common_ancestor(page, node, blocks[i].node) <= shared:
            return False  # further up, the common ancestor only gets larger
        if blocks[i].kind == "heading" or links_elsewhere(page, i):
            return True
    return False


def links_elsewhere(page: Page, index: int) -> bool:
    """Return whether a line contains a link that looks like a title: it has several words, and no author or tag as target."""
    if not page.blocks[index].link_chars:
        return False
    neighbours = page.memo(Neighbours)
    for run in neighbours.runs(index):
        if run.link < 0 or href(page, run.link).startswith("#"):
            continue
        if not _NO_PAGES.isdisjoint(neighbours.link_steps(run.link)[:-1]):
            continue
        if run.text.count(" ") >= _TITLE_WORDS - 1 or len(run.text) >= _TITLE_CHARS:
            return True
        if len(run.text) >= _DENSE_CHARS and is_dense(run.text[:_DENSE_CHARS]):
            return True
    return False


def common_ancestor(page: Page, one: int, other: int) -> int:
    """Return the innermost element that contains both nodes; a higher index means closer to them."""
    ends, parents = page.nodes.ends, page.nodes.parents
    node = one
    while node > 0 and not node <= other < ends[node]:
        node = parents[node]
    return node
