"""The look of a passage (a paragraph, heading, list or table part), and the element that contains it."""

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
"""Elements that are part of a passage; the innermost other ancestor is its container."""

MOST_AROUND: Final = 64
"""Most nested elements of a passage that are skipped. Keeps hostile nesting linear."""
Look: TypeAlias = tuple[str, str | None]
"""Tag and ``class`` of an element; None if it has no class."""


def look_of(nodes: Nodes, node: int) -> Look:
    """Return the look of ``node``: passages of the same sort usually have the same look."""
    return nodes.tags[node], nodes.attrs[node].get("class")


def place_of(nodes: Nodes, node: int) -> int:
    """Return the container of the passage at ``node``, for a list item that of the list; -1 if there is none."""
    tags, parents = nodes.tags, nodes.parents
    place = parents[node]
    for _ in range(MOST_AROUND):
        if place < 0 or tags[place] not in PASSAGES:
            break
        place = parents[place]
    return place
