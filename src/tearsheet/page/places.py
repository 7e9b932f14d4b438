"""Where a passage is on the page."""

from __future__ import annotations

from typing import Final

from tearsheet.page.nodes import Nodes

PASSAGES: Final = frozenset(
    (
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "code",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
    )
)
"""Elements that a passage is made of: what is around them is what the passage is in."""


def place_of(nodes: Nodes, node: int) -> int:
    """Return the element that the passage at ``node`` is in: for an item the one around its list; -1 if there is none."""
    tags, parents = nodes.tags, nodes.parents
    place = parents[node]
    while place >= 0 and tags[place] in PASSAGES:
        place = parents[place]
    return place
