"""Runs: the kept leaves sorted into those that make one block (or one heading) together."""

from __future__ import annotations

from collections.abc import Iterable

from tearsheet.page import Page
from tearsheet.structure.ancestry import Box, Boxes, Path

HEADED_SHARE = 0.5
"""Share of a list's items that must have a heading and text for the items to be sections. Reasoning: cards, not points."""
WRAPPER_LEAVES = 3
"""Fewest blocks of an only item for its list to be a mere wrapper."""
WRAPPER_CHARACTERS = 600
"""Fewest characters of an only item, or mean of several, for the list to be a mere wrapper of prose."""
WHOLE_SHARE = 0.5
"""Share of the body's characters from which a quote is no quote but a wrapper."""
NO_PATHS: list[Path] = []
"""What runs without any share; never added to."""


class Run:
    """Leaves in a row that make one block together."""

    def __init__(self, kind: str, node: int, leaves: list[int], paths: list[Path]) -> None:
        self.kind = kind
        """``paragraph``, ``heading``, ``list``, ``quote``, ``table``, ``code`` or ``caption``."""
        self.node = node
        """The element that makes them one; the leaf's own for a paragraph."""
        self.leaves = leaves
        """Indices of the leaves; never empty."""
        self.paths = paths
        """For each leaf the boxes around it that matter here: for a list its lists and items, else all; empty for
        a paragraph."""

    def __repr__(self) -> str:
        return f"Run({self.kind!r}, {self.node}, {self.leaves}, {self.paths})"


def read_runs(page: Page, kept: Iterable[int]) -> list[Run]:
    """Return the runs that the leaves ``kept`` form: each leaf in one, in order."""
    boxes = Boxes(page)
    leaves = page.leaves
    indices = list(kept)
    paths = [boxes.around(leaves[i].node) for i in indices]
    sorter = _Sorter(page, _wrappers(page, indices, paths))
    for i, path in zip(indices, paths, strict=True):
        sorter.add(i, path)
    return sorter.runs


class _Sorter:
    """Takes leaves in order and opens a run wherever the block changes."""

    def __init__(self, page: Page, dissolved: set[int]) -> None:
        self._leaves = page.leaves
        self._dissolved = dissolved
        self._closed: set[int] = set()  # items of lists that another block has cut off
        self.runs: list[Run] = []

    def add(self, leaf: int, path: Path) -> None:
        """Add the next leaf with the boxes around it."""
        kind, node, path = self._place(path) if path else ("paragraph", -1, path)
        last = self.runs[-1] if self.runs else None
        if last is not None and last.kind == kind and last.node == node:
            last.leaves.append(leaf)
            last.paths.append(path)
            return
        if last is not None and last.kind == "list":
            self._close(last)
            if self._closed and kind == "list":
                kind, node, path = self._place(path)
        if kind == "paragraph":
            self.runs.append(Run(kind, self._leaves[leaf].node, [leaf], NO_PATHS))
        else:
            self.runs.append(Run(kind, node, [leaf], [path]))

    def _close(self, run: Run) -> None:
        """Take the items of a list that another block cuts off for closed."""
        for path in run.paths:
            for box in path:
                if box.kind == "item":
                    self._closed.add(box.node)

    def _place(self, path: Path) -> tuple[str, int, Path]:
        """Return the kind of the run, the element that makes it, and the boxes that matter in it."""
        best: Box | None = None
        for box in path:
            if box.rank and (best is None or box.rank > best.rank) and box.node not in self._dissolved:
                best = box
        if best is None:
            return "paragraph", -1, path
        if best.kind == "list":
            return self._place_in_list(path)
        return best.kind, best.node, path

    def _place_in_list(self, path: Path) -> tuple[str, int, Path]:
        """Keep the lists and items that are still open to the leaf; text that goes on in a cut item is a paragraph."""
        inside: list[Box] = []
        dropped = False  # the list that the next item belongs to is a mere wrapper
        for box in path:
            if box.kind == "list":
                dropped = box.node in self._dissolved
            if box.kind not in ("list", "item") or dropped:
                continue
            if box.node in self._closed:
                inside.clear()
            else:
                inside.append(box)
        while inside and inside[0].kind != "list":
            del inside[0]
        return ("list", inside[0].node, tuple(inside)) if inside else ("paragraph", -1, path)


class _Held:
    """What an item holds."""

    def __init__(self) -> None:
        self.characters = self.headings = self.leaves = 0


def _wrappers(page: Page, indices: list[int], paths: list[Path]) -> set[int]:
    """Return the lists and quotes that only wrap ordinary blocks: cards with headings, and long prose."""
    lists: dict[int, dict[int, _Held]] = {}
    quotes: dict[int, _Held] = {}
    leaves = page.leaves
    for i, path in zip(indices, paths, strict=True):
        if not path:
            continue
        characters = len(leaves[i].text)
        headed = path[-1].kind == "heading"
        list_node = -1
        for box in path:
            if box.kind == "list":
                list_node = box.node
                continue
            if box.kind == "item" and list_node >= 0:
                held = lists.setdefault(list_node, {}).setdefault(_item_of(page, box.node), _Held())
            elif box.kind == "quote":
                held = quotes.setdefault(box.node, _Held())
            else:
                continue
            held.characters += characters
            held.leaves += 1
            held.headings += headed
    found = {node for node, items in lists.items() if _is_wrapper(list(items.values()))}
    total = sum([len(leaves[i].text) for i in indices]) if quotes else 0
    found.update(
        node
        for node, held in quotes.items()
        if 0 < held.headings < held.leaves
        or (held.characters > WHOLE_SHARE * total and held.leaves >= WRAPPER_LEAVES)
    )
    return found


def _item_of(page: Page, node: int) -> int:
    """Return what stands for the item at ``node``: all terms and definitions of a list count as one kind each."""
    tag = page.nodes.tags[node]
    return page.nodes.parents[node] if tag in ("dt", "dd") else node


def _is_wrapper(items: list[_Held]) -> bool:
    headed = sum(0 < item.headings < item.leaves for item in items)
    if headed and headed >= HEADED_SHARE * len(items):
        return True
    leaves, characters = sum(i.leaves for i in items), sum(i.characters for i in items)
    return leaves >= WRAPPER_LEAVES * len(items) and characters >= WRAPPER_CHARACTERS * len(items)
