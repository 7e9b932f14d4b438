"""A cheap filter for lines that may contain a date."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from tearsheet.page import Page
from tearsheet.page.nodes import Nodes
from tearsheet.parsing.datescan import may_name_year

MAX_LINE: Final = 220
"""Longest line in characters; a longer one is running text. Source: reasoning."""

MAX_LONG: Final = 3
"""Number of long lines below the headline after which the search ends, as the body has begun."""


def dated_lines(page: Page, lines: range, head: int, *, every: bool) -> list[int]:
    """Return the blocks in ``lines`` that may contain a date, in order: those with a year or a ``time`` element.

    Blocks after more than `MAX_LONG` long ones below the headline are left out.

    Args:
        page: The page.
        lines: Range of block indices.
        head: Index of the headline's block; -1 if there is none.
        every: Whether to return all of these blocks, because dates need no year.
    """
    blocks, nodes, times = page.blocks, page.nodes, page.by_tag("time")
    found = []
    long = 0
    for index in lines:
        block = blocks[index]
        text = block.text
        if len(text) > MAX_LINE and index > head:
            long += 1
            if long > MAX_LONG:
                break
        if every or may_name_year(text, MAX_LINE) or (times and may_hold_time(nodes, times, block.node)):
            found.append(index)
    return found


def may_hold_time(nodes: Nodes, times: Sequence[int], node: int) -> bool:
    """Return whether one of ``times`` may be in the block ``node`` or contain it. A filter without false negatives."""
    following = bisect_left(times, node)
    if following < len(times) and times[following] < nodes.ends[node]:
        return True
    parent = nodes.parents[node]
    return parent >= 0 and (
        nodes.tags[parent] == "time" or nodes.tags[max(nodes.parents[parent], 0)] == "time"
    )
