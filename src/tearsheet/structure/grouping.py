"""Groups the kept page blocks: each group becomes one block of a section, or one heading."""

from __future__ import annotations

from collections.abc import Iterable

from tearsheet.page import Page
from tearsheet.page.text_blocks import SENTENCE_ENDS
from tearsheet.structure.ancestry import Ancestry, Container, Path

HEADED_SHARE = 0.5
"""Share of a list's items with heading and text from which the items are sections (cards, not bullet points)."""
WRAPPER_BLOCKS = 3
"""Fewest blocks of a single item whose list is just a wrapper."""
WRAPPER_CHARACTERS = 600
"""Fewest characters per item, on average, of a list that is just a wrapper of prose."""
WHOLE_SHARE = 0.5
"""Share of the body's characters from which a quotation element is a wrapper rather than a quotation."""
NO_PATHS: list[Path] = []
"""Shared by all groups without paths; must not be changed."""


class BlockGroup:
    """Consecutive page blocks that form one block of a section."""

    __slots__ = ("blocks", "kind", "node", "paths")

    def __init__(self, kind: str, node: int, blocks: list[int], paths: list[Path]) -> None:
        self.kind: str = kind
        """``paragraph``, ``heading``, ``list``, ``quote``, ``table``, ``code`` or ``caption``."""
        self.node: int = node
        """The element that contains the group; for a paragraph, that of the page block."""
        self.blocks: list[int] = blocks
        """Indices of the page blocks; never empty."""
        self.paths: list[Path] = paths
        """For each page block, its relevant containers: for a list, lists and items; otherwise all. Empty for a
        paragraph."""

    def __repr__(self) -> str:
        return f"BlockGroup({self.kind!r}, {self.node}, {self.blocks}, {self.paths})"


def group_blocks(page: Page, kept: Iterable[int]) -> list[BlockGroup]:
    """Return the groups of the page blocks ``kept``, in order; each block is in exactly one."""
    containers = Ancestry(page)
    blocks = page.blocks
    indices = list(kept)
    paths = [containers.around(blocks[i].node) for i in indices]
    sorter = _Sorter(page, _wrappers(page, indices, paths))
    for i, path in zip(indices, paths, strict=True):
        sorter.add(i, path)
    return sorter.groups


class _Sorter:
    """Assigns page blocks, in order, to groups."""

    def __init__(self, page: Page, dissolved: set[int]) -> None:
        self._blocks = page.blocks
        self._dissolved = dissolved
        self._closed: set[int] = set()  # list items that were interrupted by another group
        self.groups: list[BlockGroup] = []

    def add(self, block: int, path: Path) -> None:
        """Add the next page block with the containers around it."""
        kind, node, path = self._place(path) if path else ("paragraph", -1, path)
        last = self.groups[-1] if self.groups else None
        if last is not None and last.kind == kind and last.node == node:
            last.blocks.append(block)
            last.paths.append(path)
            return
        if last is not None and last.kind == "list":
            self._close(last)
            if self._closed and kind == "list":
                kind, node, path = self._place(path)
        if kind == "paragraph":
            self.groups.append(BlockGroup(kind, self._blocks[block].node, [block], NO_PATHS))
        else:
            self.groups.append(BlockGroup(kind, node, [block], [path]))

    def _close(self, group: BlockGroup) -> None:
        """Mark the items of a list as closed when another group interrupts it."""
        for path in group.paths:
            for container in path:
                if container.kind == "item":
                    self._closed.add(container.node)

    def _place(self, path: Path) -> tuple[str, int, Path]:
        """Return the kind of the group, the element that contains it, and its relevant containers."""
        best: Container | None = None
        for container in path:
            if (
                container.rank
                and (best is None or container.rank > best.rank)
                and container.node not in self._dissolved
            ):
                best = container
                if container.kind == "table":
                    break  # containers inside its cells do not count
        if best is None:
            return "paragraph", -1, path
        if best.kind == "list":
            return self._place_in_list(path)
        return best.kind, best.node, path

    def _place_in_list(self, path: Path) -> tuple[str, int, Path]:
        """Return the same for a list, with open lists and items; text in an interrupted item becomes a paragraph."""
        inside: list[Container] = []
        dropped = False  # whether the list of the next item is just a wrapper
        for container in path:
            if container.kind == "list":
                dropped = container.node in self._dissolved
            if container.kind not in ("list", "item") or dropped:
                continue
            if container.node in self._closed:
                inside.clear()
            else:
                inside.append(container)
        while inside and inside[0].kind != "list":
            del inside[0]
        return ("list", inside[0].node, tuple(inside)) if inside else ("paragraph", -1, path)


class _Content:
    """The content of a list item or a quote."""

    __slots__ = ("blocks", "characters", "headings", "is_sentence")

    def __init__(self) -> None:
        self.characters = self.headings = self.blocks = 0
        self.is_sentence = False
        """Whether its last block ends like a sentence or a quotation."""


def _wrappers(page: Page, indices: list[int], paths: list[Path]) -> set[int]:
    """Return the lists and quotes that are just wrappers: of cards with headings, or of long prose."""
    lists: dict[int, dict[int, _Content]] = {}
    quotes: dict[int, _Content] = {}
    blocks = page.blocks
    for i, path in zip(indices, paths, strict=True):
        if not path:
            continue
        characters = len(blocks[i].text)
        headed = path[-1].kind == "heading"
        list_node = -1
        for container in path:
            if container.kind == "list":
                list_node = container.node
                continue
            if container.kind == "item" and list_node >= 0:
                held_by = lists.setdefault(list_node, {})
                node = _item_of(page, container.node)
            elif container.kind == "quote":
                held_by, node = quotes, container.node
            else:
                continue
            content = held_by.get(node)
            if content is None:
                content = held_by[node] = _Content()
            content.characters += characters
            content.blocks += 1
            content.headings += headed
            content.is_sentence = blocks[i].text.endswith(SENTENCE_ENDS)
    found = {node for node, items in lists.items() if _is_wrapper(list(items.values()))}
    total = sum([len(blocks[i].text) for i in indices]) if quotes else 0
    found.update(
        node
        for node, content in quotes.items()
        if 0 < content.headings < content.blocks
        or (content.headings == content.blocks == 1 and not content.is_sentence)
        or (content.characters > WHOLE_SHARE * total and content.blocks >= WRAPPER_BLOCKS)
    )
    return found


def _item_of(page: Page, node: int) -> int:
    """Return the node under which the item at ``node`` is counted: for terms and definitions, that of their list."""
    tag = page.nodes.tags[node]
    return page.nodes.parents[node] if tag in ("dt", "dd") else node


def _is_wrapper(items: list[_Content]) -> bool:
    headed = sum(0 < item.headings < item.blocks for item in items)
    if headed and headed >= HEADED_SHARE * len(items):
        return True
    blocks, characters = sum(i.blocks for i in items), sum(i.characters for i in items)
    return blocks >= WRAPPER_BLOCKS * len(items) and characters >= WRAPPER_CHARACTERS * len(items)
