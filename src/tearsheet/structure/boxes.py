"""Boxes inside a text, such as fact boxes: their headings do not apply to the text after them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from tearsheet.page import Page
from tearsheet.page.places import Look, look_of, place_of
from tearsheet.structure.grouping import BlockGroup
from tearsheet.vocab import load

NAMES: Final = frozenset(load("boxes")["names"])
"""Words in the class of boxes, and the element."""
MOST: Final = 60
"""Most groups in a box; a larger element does not just interrupt a text. Source: reasoning."""


def ends_of_boxes(page: Page, groups: Sequence[BlockGroup], headings: Collection[int]) -> dict[int, int]:
    """Return the positions in ``groups`` where a text continues after a box, each with the position of the box's heading.

    A box is an element that contains a heading with its text and is between two passages in the same element.

    Args:
        page: The page.
        groups: The groups of kept blocks.
        headings: Positions of the headings in ``groups``.
    """
    found: dict[int, tuple[int, Look]] = {}
    named: set[int] = set()
    for k in sorted(headings):
        box = _box_around(page, groups, k) if k and k - 1 not in headings else -1
        if box < 0:
            continue
        end = page.nodes.ends[box]
        behind = range(k + 1, min(k + 2 + MOST, len(groups)))
        after = next((m for m in behind if _first(page, groups, m) >= end), -1)
        if after <= k + 1 or after in headings or not _is_one_text(page, groups, k - 1, after, box):
            continue
        if not NAMES.isdisjoint((page.nodes.tags[box], *page.tokens(box))):
            named.add(after)
        found[after] = (k, look_of(page.nodes, box))
    looks = Counter([look for _, look in found.values()])
    return {after: k for after, (k, look) in found.items() if after in named or looks[look] == 1}


def _first(page: Page, groups: Sequence[BlockGroup], k: int) -> int:
    return page.blocks[groups[k].blocks[0]].node


def _box_around(page: Page, groups: Sequence[BlockGroup], k: int) -> int:
    """Return the outermost ancestor of the heading at ``k`` that does not contain the block before it; -1 if there is none."""
    parents, ends = page.nodes.parents, page.nodes.ends
    before = page.blocks[groups[k - 1].blocks[-1]].node
    heading = box = groups[k].node
    while parents[box] >= 0 and not parents[box] <= before < ends[parents[box]]:
        box = parents[box]
    return box if box != heading else -1


def _is_one_text(page: Page, groups: Sequence[BlockGroup], before: int, after: int, box: int) -> bool:
    """Return whether two groups are in the same element, or in siblings of the ``box`` with the same look, unlike its own."""
    nodes = page.nodes
    one = place_of(nodes, page.blocks[groups[before].blocks[-1]].node)
    two = place_of(nodes, _first(page, groups, after))
    if one == two:
        return True
    if min(one, two) < 0 or not nodes.parents[one] == nodes.parents[two] == nodes.parents[box]:
        return False
    looks = [look_of(nodes, node) for node in (one, two, box)]
    return bool(looks[2][1]) and looks[0] == looks[1] != looks[2]
