"""Where a passage is on the page."""

from __future__ import annotations

from typing import Final, TypeAlias

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

MOST_AROUND: Final = 64
"""Most such elements around a passage that are looked through. Keeps hostile nesting linear."""
Look: TypeAlias = tuple[str, str | None]
"""A tag and a class."""


def look_of(nodes: Nodes, node: int) -> Look:
    """Return how ``node`` looks: passages of one kind look alike."""
    return nodes.tags[node], nodes.attrs[node].get("class")


def place_of(nodes: Nodes, node: int) -> int:
    """Return the element that the passage at ``node`` is in: for an item the one around its list; -1 if there is none."""
    tags, parents = nodes.tags, nodes.parents
    place = parents[node]
    for _ in range(MOST_AROUND):
        if place < 0 or tags[place] not in PASSAGES:
            break
        place = parents[place]
    return place
