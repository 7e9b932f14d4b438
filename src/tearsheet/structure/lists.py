"""Builds lists from page blocks: items with nesting, numbers and labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from tearsheet.page import Page
from tearsheet.page.text_blocks import SENTENCE_ENDS
from tearsheet.parsing.labels import bold_lead, split_label
from tearsheet.structure.ancestry import Path
from tearsheet.structure.bulleted import begins_with_amount, part_of
from tearsheet.structure.drafts import ItemDraft, ListDraft, MarkDraft, ParagraphDraft
from tearsheet.structure.spans import Inline
from tearsheet.vocab import load

MAX_DEPTH = 20
"""Greatest depth of nested lists; deeper ones are raised to it. Reasoning: parsers of the JSON output recurse."""
LABELLED_SHARE = 0.6
"""Least share of a list's items with ``Label:`` for these to be labels; a single one may be a sentence with a colon.
Bold labels and terms count by themselves."""
MIN_LABELLED = 2
"""Fewest such items."""
MIN_COUNTED = 2
"""Fewest items of a list that count themselves in their text."""
_COUNTER = re.compile(
    rf"((?:(?:{'|'.join(load('lists')['steps'])})\s*)?)(\d{{1,3}})(?:[.):]\s+|[：．、]\s*(?!\d)|[ \t]*\n\s*| [|–—-] (?!\d)|( ))(?=\S)",
    re.IGNORECASE,
)
"""The number at the start of an item that counts itself: ``1.``, ``Step 2:``, a number on a line of its own."""
FIRST = (0, 1)
"""Numbers that such a list can begin with. Reasoning: others are years, versions and amounts."""
MIN_BEFORE = 3
"""Fewest such items before a last one that does not count itself: a remark, a request to share."""


class _Item:
    """An item under construction."""

    __slots__ = (
        *("defined", "depth", "draft", "items", "label", "blocks"),
        *("marks", "number", "siblings", "term", "text"),
    )

    def __init__(self, siblings: list[_Item], depth: int, number: int | None) -> None:
        self.blocks: list[int] = []
        self.items: list[_Item] = []
        self.siblings = siblings
        self.depth = depth
        self.number = number
        self.term = 0  # number of its page blocks that are the term
        self.defined = False  # whether a definition has followed the term
        self.text = ""
        self.marks: Sequence[MarkDraft] = ()
        self.label: str | None = None
        self.draft: ItemDraft | None = None


class Lists:
    """Builds the lists of one page."""

    def __init__(self, page: Page, inline: Inline) -> None:
        self._page = page
        self._inline = inline
        self._numbers: dict[int, dict[int, int]] = {}

    def build(self, list_node: int, blocks: Sequence[int], paths: Iterable[Path]) -> ListDraft:
        """Return the list that the page blocks form; ``paths`` are their containers (see `BlockGroup`)."""
        growth = _Growth(self._page.nodes.tags, self)
        for block, path in zip(blocks, paths, strict=True):
            growth.add(block, path)
        items = self._items(growth)
        is_ordered = self._page.nodes.tags[list_node] == "ol" or items[0].number is not None
        return ListDraft(tuple(blocks), is_ordered, items)

    def number(self, list_node: int, item_node: int) -> int | None:
        """Return the number shown before an item of an ordered list; None in other lists."""
        nodes = self._page.nodes
        if nodes.tags[list_node] != "ol":
            return None
        numbers = self._numbers.get(list_node)
        if numbers is None:
            numbers = self._numbers[list_node] = item_numbers(
                nodes.attrs[list_node],
                [
                    (n, nodes.attrs[n].get("value"))
                    for n in nodes.children(list_node)
                    if nodes.tags[n] == "li"
                ],
            )
        return numbers.get(item_node)

    def _items(self, growth: _Growth) -> list[ItemDraft]:
        """Return the drafts of the items, including nested ones; no recursion."""
        joined, blocks = self._inline.joined, self._page.blocks
        for item in [item for item in growth.made if len(item.blocks) > 1 and item.number is not None]:
            first, *rest = [blocks[i].text for i in item.blocks]
            if first.endswith(SENTENCE_ENDS) and all(begins_with_amount(text) for text in rest):
                growth.nest(item)
        for item in growth.made:
            item.text, item.marks = joined([blocks[i] for i in item.blocks])
        for siblings in growth.lists:
            _take_counters(siblings)
            for item, label in zip(siblings, self._labels(siblings), strict=True):
                item.label = label
        for item in reversed(growth.made):  # nested items come after their parents
            nested = _drafts(item.items)
            item.draft = ItemDraft(tuple(item.blocks), item.text, item.marks, item.label, item.number, nested)
        drafts = _drafts(growth.root)
        # Items refer to their siblings: this breaks the reference cycles.
        for siblings in growth.lists:
            siblings.clear()
        return drafts

    def _labels(self, items: Sequence[_Item]) -> list[str | None]:
        """Return the label of each item of one list; None for items without one."""
        blocks = self._page.blocks
        labels: list[str | None] = []
        marked = 0
        for item in items:
            if item.term:
                labels.append("\n".join([blocks[i].text.rstrip(" :") for i in item.blocks[: item.term]]))
                continue
            text = item.text
            bold = bold_lead(text, [(m.start, m.end) for m in item.marks if m.type == "strong"])
            may_split = bold or ":" in text or not text.isascii() or "-" in text
            split = split_label(text, bold) if may_split else None
            labels.append(split[0] if split else None)
            marked += split is not None
        if marked and not (marked >= MIN_LABELLED and marked >= LABELLED_SHARE * len(items)):
            for i, item in enumerate(items):
                if not item.term and not any(m.type == "strong" and m.start == 0 for m in item.marks):
                    labels[i] = None
        return labels


def _take_counters(items: Sequence[_Item]) -> None:
    """Take the numbers out of the text of ``items`` that all count themselves, each one more than the one before."""
    if len(items) < MIN_COUNTED:
        return
    found: list[re.Match[str]] = []
    for item in items:
        counter = _COUNTER.match(item.text) if not item.term else None
        if counter is None:
            if item is items[-1] and len(found) >= MIN_BEFORE:
                break
            return  # as nearly always, at the first item
        if found and (counter[1] != found[0][1] or int(counter[2]) != int(found[-1][2]) + 1):
            return
        if not found and int(counter[2]) not in FIRST:
            return
        if counter[3] and item.number != int(counter[2]):
            return  # a bare number, which is not that of the item in an ordered list
        found.append(counter)
    for item, counter in zip(items, found, strict=False):
        rest = part_of(ParagraphDraft((), item.text, item.marks), counter.end(), len(item.text))
        item.text, item.marks, item.number = rest.text, rest.marks, int(counter[2])


def _drafts(items: Iterable[_Item]) -> list[ItemDraft]:
    return [item.draft for item in items if item.draft is not None]


class _Growth:
    """Assigns page blocks to items."""

    def __init__(self, tags: Sequence[str], of: Lists) -> None:
        self._tags = tags
        self._of = of
        self._lists: dict[int, list[_Item]] = {}
        self._items: dict[int, _Item] = {}
        self.root: list[_Item] = []
        self.lists: list[list[_Item]] = [self.root]
        self.made: list[_Item] = []

    def add(self, block: int, path: Path) -> None:
        """Add the next page block; ``path`` are its containers, outermost first."""
        item: _Item | None = None
        siblings, depth, list_node = self.root, 0, -1
        for container in path:
            if container.kind == "list":
                list_node = container.node
                siblings, depth = self._list(container.node, item, siblings, depth)
                item = None
            else:
                item = self._item(container.node, list_node, siblings, depth)
        if item is None:  # text that is directly in a list
            item = self._made(siblings, depth, None)
        elif item.items:  # text after a nested list: continued in a new item, to keep the order
            item = self._made(item.siblings, item.depth, None)
            if path[-1].kind == "item":
                self._items[path[-1].node] = item
        item.blocks.append(block)
        if path and self._tags[path[-1].node] == "dt":
            item.term = len(item.blocks)

    def _list(
        self, node: int, item: _Item | None, siblings: list[_Item], depth: int
    ) -> tuple[list[_Item], int]:
        """Return the items of the list at ``node`` and their depth; a new list is nested in the previous item."""
        found = self._lists.get(node)
        if found is None:
            if item is None and siblings:
                item = siblings[-1]
            found = siblings if item is None or depth >= MAX_DEPTH else item.items
            self._lists[node] = found
            if found is not siblings:
                self.lists.append(found)
        return found, depth + (found is not siblings)

    def _item(self, node: int, list_node: int, siblings: list[_Item], depth: int) -> _Item:
        """Return the item at ``node``; a term and its definitions form one item."""
        item = self._items.get(node)
        if item is not None:
            return item
        tag = self._tags[node]
        if (
            tag in ("dd", "dt")
            and siblings
            and siblings[-1].term
            and not (tag == "dt" and siblings[-1].defined)
        ):
            item = siblings[-1]
            item.defined = tag == "dd"
        else:
            item = self._made(siblings, depth, self._of.number(list_node, node))
        self._items[node] = item
        return item

    def nest(self, item: _Item) -> None:
        """Make all page blocks of ``item`` but the first items of a list in it, before others."""
        if item.depth >= MAX_DEPTH:
            return
        blocks = item.blocks[1:]
        del item.blocks[1:]
        if not item.items:
            self.lists.append(item.items)
        items = [_Item(item.items, item.depth + 1, None) for _ in blocks]
        for made, block in zip(items, blocks, strict=True):
            made.blocks.append(block)
        item.items[:0] = items
        self.made += items

    def _made(self, siblings: list[_Item], depth: int, number: int | None) -> _Item:
        item = _Item(siblings, depth, number)
        siblings.append(item)
        self.made.append(item)
        return item


def item_numbers(attrs: Mapping[str, str], items: Sequence[tuple[int, str | None]]) -> dict[int, int]:
    """Return the number shown before each item of an ordered list, by element.

    ``attrs`` are the list's (``start``, ``reversed``), ``items`` its items with their ``value``, in order. Source:
    the HTML standard's ordinal values.

    >>> item_numbers({"start": "3"}, [(10, None), (11, "7"), (12, None)])
    {10: 3, 11: 7, 12: 8}
    >>> item_numbers({"reversed": ""}, [(10, None), (11, None)])
    {10: 2, 11: 1}
    """
    step = -1 if "reversed" in attrs else 1
    number = _integer(attrs.get("start"))
    if number is None:
        number = len(items) if step < 0 else 1
    numbers = {}
    for node, value in items:
        given = _integer(value)
        number = number if given is None else given
        numbers[node] = number
        number += step
    return numbers


def _integer(text: str | None) -> int | None:
    """Return an integer of at most nine digits; None if ``text`` is not one.

    >>> _integer(" -4 "), _integer("x"), _integer(None), _integer("9" * 99)
    (-4, None, None, None)
    """
    bare = (text or "").strip()
    digits = bare.removeprefix("-")
    return int(bare) if digits.isascii() and digits.isdecimal() and len(digits) <= 9 else None
