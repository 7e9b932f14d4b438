"""Groups of blocks that are kept or left out together, such as the cells of a table or the items of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from tearsheet.page import Page, TextBlock

GroupKind = Literal["table", "links", "list", "quote"]
"""``links`` is a table with more links than text, such as a table of offers or a menu."""

KIND_OF_TAG: Final[dict[str, GroupKind]] = {
    "table": "table",
    "ul": "list",
    "ol": "list",
    "dl": "list",
    "blockquote": "quote",
}

FEWEST: Final = 2
"""Fewest blocks of a group."""
PASSAGE: Final = 400
"""Most characters per block, on average, of a data table; tables with longer cells are layout."""
LINKED: Final = 0.5
"""Share of characters in links above which a table has the kind ``links``."""
OUTSIDE_CELLS: Final = frozenset(("table", "thead", "tbody", "tfoot", "tr"))
"""Table elements that should have no text of their own."""
SHARES: Final[dict[GroupKind, float]] = {"table": 0.6, "links": 1.0}
"""A table is kept if the mean probability of its blocks is at least this share of the page's threshold. Source: measured."""
LONGEST: Final = 60
"""Greatest weight of a block in that mean, in characters, so that one long cell does not decide for all others."""
PARTS: Final[dict[GroupKind, float]] = {"list": 0.7, "quote": 0.5}
"""Share of the items of a list, or the paragraphs of a quotation, that must be kept for the others to be kept too.
Source: measured."""
LEAST_ITEM: Final = 0.2
"""Lowest probability of an item that is kept because of its list: promotions and controls are items too."""


class Group(NamedTuple):
    """Blocks that belong together."""

    kind: GroupKind
    blocks: tuple[int, ...]
    """Their indices in order."""


def block_groups(page: Page, likely: Sequence[int]) -> list[Group]:
    """Return the lists, quotations and data tables of ``page`` as groups, lists and quotations first.

    A block belongs to the innermost one. Groups without any of the ``likely`` blocks are left out: nothing in them can
    be kept.
    """
    tags, parents = page.nodes.tags, page.nodes.parents
    members: dict[int, list[int]] = {}
    known: dict[int, int] = {-1: -1}
    for i in _grouped(page, likely):
        node = page.blocks[i].node
        group = known.get(node)
        if group is None:
            group = _nearest(tags, parents, node, known)
        if group >= 0 and tags[node] not in OUTSIDE_CELLS:
            members.setdefault(group, []).append(i)
    lists, tables = [], []
    for node, blocks in members.items():
        kind = KIND_OF_TAG[page.nodes.tags[node]]
        if len(blocks) < FEWEST:
            continue
        if kind in PARTS:
            lists.append(Group(kind, tuple(blocks)))
        elif _is_data(page, node, blocks):
            whole = _inside(page, node, blocks)
            tables.append(Group("links" if _is_linked(page, whole) else "table", whole))
    return [*lists, *tables]


def _grouped(page: Page, likely: Sequence[int]) -> Iterator[int]:
    """Yield the blocks in the outermost tables and lists around the ``likely`` blocks, in order."""
    blocks, ends, tags, parents = page.blocks, page.nodes.ends, page.nodes.tags, page.nodes.parents
    known: dict[int, int] = {-1: -1}
    stop = 0
    for i in likely:
        if i < stop:
            continue
        outermost = _outermost(tags, parents, blocks[i].node, known)
        if outermost < 0:
            continue
        end = ends[outermost]
        first, stop = i, i + 1
        while first > 0 and outermost <= blocks[first - 1].node < end:
            first -= 1
        while stop < len(blocks) and outermost <= blocks[stop].node < end:
            stop += 1
        yield from range(first, stop)


def _outermost(tags: Sequence[str], parents: Sequence[int], node: int, known: dict[int, int]) -> int:
    """Return the outermost element of `KIND_OF_TAG` that ``node`` is or is in; -1 if there is none."""
    path = []
    while node not in known:
        path.append(node)
        node = parents[node]
    found = known[node]
    for below in reversed(path):
        if found < 0 and tags[below] in KIND_OF_TAG:
            found = below
        known[below] = found
    return found


def _inside(page: Page, table: int, members: Sequence[int]) -> tuple[int, ...]:
    """Return the blocks in ``table``: its ``members``, and those in lists inside its cells."""
    blocks, tags, end = page.blocks, page.nodes.tags, page.nodes.ends[table]
    first, last = members[0], members[-1]
    while first > 0 and blocks[first - 1].node > table:
        first -= 1
    while last + 1 < len(blocks) and blocks[last + 1].node < end:
        last += 1
    return tuple([i for i in range(first, last + 1) if tags[blocks[i].node] not in OUTSIDE_CELLS])


def _is_linked(page: Page, members: Sequence[int]) -> bool:
    """Return whether most characters of ``members`` are in links."""
    blocks = [page.blocks[i] for i in members]
    size = sum([len(block.text) for block in blocks])
    return sum([min(block.link_chars, len(block.text)) for block in blocks]) > LINKED * size


def _nearest(tags: Sequence[str], parents: Sequence[int], node: int, known: dict[int, int]) -> int:
    """Return the innermost element of `KIND_OF_TAG` that ``node`` is or is in; -1 if there is none."""
    path = []
    found = None
    while found is None:
        path.append(node)
        if tags[node] in KIND_OF_TAG:
            found = node
        else:
            node = parents[node]
            found = known.get(node)
    for below in path:
        known[below] = found
    return found


def _is_data(page: Page, table: int, members: Sequence[int]) -> bool:
    """Return whether ``table`` is a data table rather than a layout table."""
    nodes, blocks = page.nodes, page.blocks
    if nodes.attrs[table].get("role") == "presentation" or any(blocks[i].kind == "heading" for i in members):
        return False
    size = sum([len(blocks[i].text) for i in members])
    if size > PASSAGE * len(members):
        return False
    inside = nodes.tags[table + 1 : nodes.ends[table]]
    return "table" not in inside and inside.count("tr") > 1


def decide_groups(
    blocks: Sequence[TextBlock],
    groups: Sequence[Group],
    reasons: list[str],
    probabilities: Sequence[float],
    least: float,
) -> None:
    """Update ``reasons`` in place: tables are kept or left out as a whole; lists and quotations are kept if most of them is.

    Reasons: ``group`` for a block that is kept because of its group, ``low-probability`` for one that is left out with it.
    """
    for kind, members in groups:
        kept = [i for i in members if reasons[i] == "probability"]
        if not kept or len(kept) == len(members):
            continue
        if kind in SHARES:
            wanted = _mean(blocks, members, probabilities) >= SHARES[kind] * least
            wanted = wanted and (kind == "table" or 2 * len(kept) >= len(members))
        else:
            wanted = len(kept) >= PARTS[kind] * len(members)
        for i in members:
            if (
                wanted
                and reasons[i] == "low-probability"
                and (kind in SHARES or _is_item(blocks[i], probabilities[i]))
            ):
                reasons[i] = "group"
            elif kind == "table" and not wanted and reasons[i] == "probability":
                reasons[i] = "low-probability"


def _is_item(block: TextBlock, probability: float) -> bool:
    """Return whether a block may be kept because of its list."""
    return probability >= LEAST_ITEM and 2 * block.link_chars <= len(block.text)


def _mean(blocks: Sequence[TextBlock], members: Sequence[int], probabilities: Sequence[float]) -> float:
    """Return the mean probability of ``members``, weighted by length."""
    total = hits = 0.0
    for i in members:
        weight = min(len(blocks[i].text), LONGEST)
        total += weight
        hits += weight * probabilities[i]
    return hits / total
