# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, infer_types=True, binding=False
"""The summary of a page from which the rows are written: its blocks, their ancestors, and totals over both.

Totals are always added up in document order and rounded to 32 bits when they are written to a row. The result is the
same on every machine, compiled or not.
"""

from __future__ import annotations

from tearsheet.body.score.ancestors import AncestorFeatures, Element, LookTotals
from tearsheet.body.score.codes import STRIDE
from tearsheet.body.score.lexicon import Lexicon
from tearsheet.body.score.texts import Block, find_headline, read_texts
from tearsheet.native.numbers import Numbers, zeros
from tearsheet.page import Page

KEY_BASE = 1 << 22
"""Greater than any index on a page: combines two indices into one key."""


class _Repeat:
    """Totals over siblings that look alike and have several blocks each, such as cards and comments."""

    def __init__(self, before: float) -> None:
        self.count = self.blocks = self.long = 0.0
        self.before = before


class PageSummary:
    """The summary of a page with at least one block, and the array for its rows."""

    def __init__(self, page: Page, title: str | None, lexicon: Lexicon) -> None:
        """Summarise the page, and write the columns for the texts.

        Args:
            page: The page.
            title: Its title, if known.
            lexicon: The known words of classes and ids.

        Raises:
            ValueError: The page has no blocks.
        """
        count = len(page.blocks)
        if not count:
            raise ValueError("a page without blocks has no rows")
        self.headline = find_headline(page, title)
        """Index of the block that shows the title; -1 if none does."""
        self.rows = zeros("f", count * STRIDE)
        """The rows: `STRIDE` numbers for each block."""
        self.ancestors = AncestorFeatures(page, lexicon, self.headline)
        self.blocks = read_texts(page, self.ancestors, self.rows, STRIDE)
        self.elements = self.ancestors.elements
        self.count = count
        self.element_count = len(page.nodes.tags)
        self.running = zeros("d", 6 * (count + 1))
        """Prefix sums over the blocks of six numbers: characters, characters in links, characters of running text,
        blocks of running text, blocks, full stops."""
        self.owner_count = 0
        self.last_empty = -1
        """The last element of the page that contains no block; -1 if there is none."""
        self._add_up(page)
        self._group()
        self._find_repeats()
        self._find_best()

    def fill(self, column: int, numbers: Numbers) -> None:
        """Write the same numbers to all rows, from ``column`` on."""
        rows, shared = self.rows, numbers.data.as_floats
        size = len(numbers)
        for i in range(self.count):
            for k in range(size):
                rows.data.as_floats[i * STRIDE + column + k] = shared[k]

    def levels(self) -> list[int]:
        """Return the rank of each heading by its tag, 1 to 6; 0 for other blocks."""
        found = []
        for block in self.blocks:
            found.append(block.level)  # noqa: PERF401  # in compiled code, only a loop variable has a C type
        return found

    def flagged(self, flag: int) -> list[int]:
        """Return the indices of the blocks in elements that have ``flag`` or inherit it, in order."""
        found = []
        for i, block in enumerate(self.blocks):
            if block.element.flags & flag:
                found.append(i)  # as above
        return found

    # Before the rows

    def _add_up(self, page: Page) -> None:
        """Compute the prefix sums over the blocks, and the totals of each element."""
        owners = self._count_owners()
        images = zeros("i", self.element_count + 1)
        for image in page.images:
            images.data.as_ints[image.node + 1] += 1
        for i in range(self.element_count):
            images.data.as_ints[i + 1] += images.data.as_ints[i]
        own = zeros("d", 6 * (self.owner_count + 1))
        sums, running = own.data.as_doubles, self.running.data.as_doubles
        at = 0
        for block in self.blocks:
            _add_block(running, at, at + 6, block)
            _add_block(sums, 6 * block.owner + 6, 6 * block.owner + 6, block)
            at += 6
        for i in range(6, 6 * (self.owner_count + 1)):
            sums[i] += sums[i - 6]
        for element in self.elements:
            element.start, element.stop = owners.data.as_ints[element.index], owners.data.as_ints[element.end]
            start, stop = 6 * element.start, 6 * element.stop
            element.text = sums[stop] - sums[start]
            element.linked = sums[stop + 1] - sums[start + 1]
            element.long = sums[stop + 2] - sums[start + 2]
            element.long_blocks = sums[stop + 3] - sums[start + 3]
            element.blocks = sums[stop + 4] - sums[start + 4]
            element.images = images.data.as_ints[element.end] - images.data.as_ints[element.index]
            element.long_before = sums[start + 2]

    def _count_owners(self) -> Numbers:
        """Return for each element of the page the number of elements before it that have blocks of their own."""
        owners = zeros("i", self.element_count + 1)
        holding = zeros("i", self.element_count)
        counts = owners.data.as_ints
        for block in self.blocks:
            counts[block.element.index + 1] = 1
        for element in self.elements:
            holding.data.as_ints[element.index] = 1
        for i in range(self.element_count):
            counts[i + 1] += counts[i]
            if not holding.data.as_ints[i]:
                self.last_empty = i
        self.owner_count = counts[self.element_count]
        for block in self.blocks:
            block.owner = counts[block.element.index]
        return owners

    def _group(self) -> None:
        """Compute the totals over blocks that look alike, with and without regard to the parent."""
        groups: dict[int, LookTotals] = {}
        for block in self.blocks:
            element = block.element
            parent = element.parent if element.parent is not None else element
            key = element.look.number * KEY_BASE + parent.look.number
            group = groups.get(key)
            if group is None:
                group = groups[key] = LookTotals()
            block.group = group
            _add_to_totals(group, block)
            _add_to_totals(element.look.totals, block)

    def _find_repeats(self) -> None:
        """Find the innermost repeated container of each element; see `_Repeat`."""
        repeats: dict[int, _Repeat] = {}
        own: list[_Repeat | None] = []
        for element in self.elements:
            parent = element.parent
            repeat = None
            if parent is not None and element.blocks >= 2:
                key = parent.index * KEY_BASE + element.look.number
                repeat = repeats.get(key)
                if repeat is None:
                    repeat = repeats[key] = _Repeat(element.long_before)
                repeat.count += 1
                repeat.blocks += element.blocks
                repeat.long += element.long
            own.append(repeat)
        for i, element in enumerate(self.elements):
            parent = element.parent
            if parent is not None:
                element.repeat_count, element.repeat_size = parent.repeat_count, parent.repeat_size
                element.repeat_text, element.repeat_ahead = parent.repeat_text, parent.repeat_ahead
                element.repeat_depth, element.repeat_rows = parent.repeat_depth, parent.repeat_rows
            repeat = own[i]
            if repeat is not None and repeat.count >= 2:
                element.repeat_rows += 1
                element.repeat_depth, element.repeat_ahead = element.depth, repeat.before
                element.repeat_count = repeat.count
                element.repeat_size = repeat.blocks / repeat.count
                element.repeat_text = repeat.long / repeat.count

    def _find_best(self) -> None:
        """Find the likely container: the element with the most running text minus a penalty for its other text.

        Among equals, the last one in document order.
        """
        self.best_index = self.best_end = -1
        self.best_long = self.best_blocks = 0.0
        top = _worth(self.elements[0])
        for element in self.elements:
            top = max(top, _worth(element))
        if self.last_empty >= 0:  # an element without blocks is worth 0, more than one with a negative worth
            top = max(top, 0.0)
            if top <= 1e-6:
                self.best_index = self.best_end = self.last_empty
        for element in self.elements:
            if element.index > self.best_index and _worth(element) >= top - 1e-6:
                self.best_index, self.best_end = element.index, element.end
                self.best_long, self.best_blocks = element.long, element.blocks


def _add_block(sums: Numbers, before: int, after: int, block: Block) -> None:
    """Write the totals at ``before`` plus those of a block to ``after``."""
    sums[after] = sums[before] + block.size
    sums[after + 1] = sums[before + 1] + block.size * block.link
    sums[after + 2] = sums[before + 2] + block.long
    sums[after + 3] = sums[before + 3] + block.is_long
    sums[after + 4] = sums[before + 4] + 1
    sums[after + 5] = sums[before + 5] + block.stops


def _add_to_totals(totals: LookTotals, block: Block) -> None:
    totals.blocks += 1
    totals.size += block.size
    totals.long += block.long
    totals.linked += block.size * block.link
    totals.long_blocks += block.is_long


def _worth(element: Element) -> float:
    return element.long - 0.5 * element.linked - 12.0 * (element.blocks - element.long_blocks)
