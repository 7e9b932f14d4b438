"""Groups of blocks that are kept or left out together: the cells of a table, the items of a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from tearsheet.page import Page, TextBlock

GroupKind = Literal["table", "list"]

KIND_OF_TAG: Final[dict[str, GroupKind]] = {"table": "table", "ul": "list", "ol": "list", "dl": "list"}

FEWEST: Final = 2
"""Blocks that a group has at least."""
PASSAGE: Final = 400
"""Mean characters a block up to which a table holds data: one with longer cells arranges the page."""
LINKED: Final = 0.5
"""Share of a table's characters in links up to which it holds data: one with more is a menu."""
OUTSIDE_CELLS: Final = frozenset(("table", "thead", "tbody", "tfoot", "tr"))
"""Elements of a table whose own text is an error of the markup."""
TABLE_SHARE: Final = 0.6
"""A table is kept when the mean probability of its cells reaches this share of the page's threshold. Source: measured."""
LONGEST: Final = 60
"""Characters of a block that count for the mean: one long cell must not decide for all others."""
LIST_SHARE: Final = 0.7
"""Share of a list's items that must be kept for the others to be kept too. Source: measured."""
LEAST_ITEM: Final = 0.2
"""Probability below which an item is not kept for its list: promotions and controls are items too."""


class Group(NamedTuple):
    """Blocks that belong together."""

    kind: GroupKind
    blocks: tuple[int, ...]
    """Their indices in order."""


def block_groups(page: Page) -> list[Group]:
    """Return the tables of data and the lists of ``page``; a block is in the innermost of them."""
    tags, parents = page.nodes.tags, page.nodes.parents
    members: dict[int, list[int]] = {}
    known: dict[int, int] = {-1: -1}
    for i, block in enumerate(page.blocks):
        node = block.node
        group = known.get(node)
        if group is None:
            group = _nearest(tags, parents, node, known)
        if group >= 0 and tags[node] not in OUTSIDE_CELLS:
            members.setdefault(group, []).append(i)
    found = []
    for node, blocks in members.items():
        kind = KIND_OF_TAG[page.nodes.tags[node]]
        if len(blocks) >= FEWEST and (kind == "list" or _is_data(page, node, blocks)):
            found.append(Group(kind, tuple(blocks)))
    return found


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
    """Tell whether ``table`` holds data and does not arrange the page."""
    nodes, blocks = page.nodes, page.blocks
    if nodes.attrs[table].get("role") == "presentation" or any(blocks[i].kind == "heading" for i in members):
        return False
    size = sum([len(blocks[i].text) for i in members])
    if size > PASSAGE * len(members) or sum([blocks[i].link_chars for i in members]) > LINKED * size:
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
    """Change the ``reasons`` of members in ``groups``: tables are kept or left out as one, lists kept when most of it is.

    Reasons: ``group`` for a block that is kept for its group, ``low-probability`` for one that is left out with it.
    """
    for kind, members in groups:
        kept = [i for i in members if reasons[i] == "probability"]
        if not kept or len(kept) == len(members):
            continue
        if kind == "table":
            wanted = _mean(blocks, members, probabilities) >= TABLE_SHARE * least
        else:
            wanted = len(kept) >= LIST_SHARE * len(members)
        for i in members:
            if (
                wanted
                and reasons[i] == "low-probability"
                and (kind == "table" or _is_item(blocks[i], probabilities[i]))
            ):
                reasons[i] = "group"
            elif kind == "table" and not wanted and reasons[i] == "probability":
                reasons[i] = "low-probability"


def _is_item(block: TextBlock, probability: float) -> bool:
    """Tell whether a block may be kept for its list."""
    return probability >= LEAST_ITEM and 2 * block.link_chars <= len(block.text)


def _mean(blocks: Sequence[TextBlock], members: Sequence[int], probabilities: Sequence[float]) -> float:
    """Return the mean probability of ``members``, each weighed by its length."""
    total = hits = 0.0
    for i in members:
        weight = min(len(blocks[i].text), LONGEST)
        total += weight
        hits += weight * probabilities[i]
    return hits / total
