"""What below the body belongs to other pages: lines with a link to one, and those under a heading of their own."""

from __future__ import annotations

from typing import Final

from tearsheet.fields.inline_runs import Neighbours, href
from tearsheet.page import Page
from tearsheet.parsing.count_sides import is_dense
from tearsheet.vocab import load

_REACH: Final = 10
"""Blocks above a line in which the heading or link is searched for that it belongs to. Source: reasoning."""
_TITLE_WORDS, _TITLE_CHARS = 3, 24
"""Words, or characters, from which a link may be the title of a page. Source: reasoning."""
_DENSE_CHARS: Final = 6
"""The same in a script that writes words without spaces. Source: reasoning."""
_NO_PAGES: Final = frozenset(load("category")["not_path"])
"""Parts of paths that lead to authors and tags."""


def belongs_to_teaser(page: Page, last: int, index: int) -> bool:
    """Return whether a line below the body belongs to another page.

    Signs are a link that reads as a title in the line, and a heading or such a link above it in a part of the page
    that holds the line and not the end of the body.

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
            return False  # elements further up are not nearer
        if blocks[i].kind == "heading" or links_elsewhere(page, i):
            return True
    return False


def links_elsewhere(page: Page, index: int) -> bool:
    """Return whether a line holds a link that reads as a title: of several words, and to no author or tag."""
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
    """Return the index of the innermost element that holds both nodes; later ones lie deeper."""
    ends, parents = page.nodes.ends, page.nodes.parents
    node = one
    while node > 0 and not node <= other < ends[node]:
        node = parents[node]
    return node
