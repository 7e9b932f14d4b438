# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, infer_types=True, binding=False
"""The columns of the second pass: features from the first-pass probabilities of a block and its neighbours."""

from __future__ import annotations

from tearsheet.body.score.ancestors import Element, LookTotals
from tearsheet.body.score.codes import (
    ANCHOR,
    KIND_WIDTH,
    LARGEST,
    LEVELS,
    ROW,
    SMALLEST,
    STRIDE,
    SURE,
)
from tearsheet.body.score.summary import PageSummary
from tearsheet.body.score.texts import Block
from tearsheet.native.numbers import Numbers, zeros


class ContextWriter:
    """Writes the columns of the second pass for a page."""

    def __init__(self, base: PageSummary, first: Numbers) -> None:
        """Compute the totals that the columns need.

        Args:
            base: The summary of the page.
            first: The first-pass probability of each block.

        Raises:
            ValueError: ``first`` does not have one probability per block.
        """
        if len(first) != base.count:
            raise ValueError("one probability a block")
        self.base = base
        self.blocks: list[Block] = base.blocks
        self.count = base.count
        self.first_buffer = first
        self.before_buffer = zeros("d", 3 * (self.count + 1))
        self.own_buffer = zeros("d", 3 * (self.base.owner_count + 1))
        self.next_buffer = zeros("i", 2 * self.count)
        self.rank_buffer = zeros("d", 20)
        self.last_anchor, self.last_heading = -99, -1
        self.best, self.best_end, self.worth, self.top = -1, -1, 0.0, 0.0
        self._bind_pointers(base, first)
        self._add_up()
        self._find_best()
        self._look_ahead()

    def _bind_pointers(self, base: PageSummary, first: Numbers) -> None:
        """Bind the arrays' data, which are pointers in compiled code."""
        rows, before, own, following, ranks = (
            base.rows,
            self.before_buffer,
            self.own_buffer,
            self.next_buffer,
            self.rank_buffer,
        )
        self.out, self.first = rows.data.as_floats, first.data.as_doubles
        self.before, self.own = before.data.as_doubles, own.data.as_doubles
        """Prefix sums of three numbers, over blocks and over elements with blocks of their own: probability times
        weight, weight, and number of blocks that are likely kept."""
        self.following, self.ranks = following.data.as_ints, ranks.data.as_doubles

    def write(self, kept_from: float, kinds: Numbers) -> Numbers:
        """Write the rows of the blocks that need a second pass; return their indices, in order.

        Args:
            kept_from: Only blocks with a first-pass probability above this need one.
            kinds: The probabilities of the kinds of page, which are part of each row.
        """
        chosen = Numbers("i")
        shared = kinds.data.as_floats
        for i, block in enumerate(self.blocks):
            if self.first[i] > kept_from:
                chosen.append(i)
                at = i * STRIDE + ROW
                for k in range(KIND_WIDTH):
                    self.out[at + k] = shared[k]
                self._write_row(i, block, at + KIND_WIDTH)
            if self._is_anchor(block):
                self.last_anchor = i
            if block.kind == 1:
                self.last_heading = i
        return chosen

    # Before the rows

    def _add_up(self) -> None:
        before, own, first = self.before, self.own, self.first
        for i, block in enumerate(self.blocks):
            probability = first[i]
            block.weight = min(block.size, LARGEST) + SMALLEST
            block.mass = block.weight * probability
            block.kept = 1.0 if probability > SURE else 0.0
            at, owner = 3 * i, 3 * block.owner + 3
            before[at + 3] = before[at] + block.mass
            before[at + 4] = before[at + 1] + block.weight
            before[at + 5] = before[at + 2] + block.kept
            own[owner] += block.mass
            own[owner + 1] += block.weight
            own[owner + 2] += block.kept
            _add(block.group, block)
            _add(block.element.look.totals, block)
            self.ranks[2 * block.level] += probability
            self.ranks[2 * block.level + 1] += 1
            self.top = max(self.top, probability)
        for i in range(3, 3 * (self.base.owner_count + 1)):
            own[i] += own[i - 3]

    def _find_best(self) -> None:
        """Find the likely container: the element with the most likely text minus a penalty for its other text.

        Among equals, the last one in document order.
        """
        base = self.base
        elements = base.elements
        top = self._worth_of(elements[0])
        for element in elements:
            top = max(top, self._worth_of(element))
        if base.last_empty >= 0:  # an element without blocks is worth 0, more than one with a negative worth
            top = max(top, 0.0)
            if top <= 1e-9:
                self.best = self.best_end = base.last_empty
        for element in elements:
            if element.index > self.best and self._worth_of(element) >= top - 1e-9:
                self.best, self.best_end = element.index, element.end
                self.worth = self._worth_of(element)

    def _worth_of(self, element: Element) -> float:
        own, start, stop = self.own, 3 * element.start, 3 * element.stop
        return (own[stop] - own[start]) - 0.5 * (own[stop + 1] - own[start + 1])  # type: ignore[no-any-return]  # the item type of an array depends on its type code

    def _is_anchor(self, block: Block) -> bool:
        return block.kept > 0 and block.weight > ANCHOR

    def _look_ahead(self) -> None:
        """Find the next anchor and the next heading after each block."""
        anchor, heading = self.count + 99, self.count
        for i in range(self.count - 1, -1, -1):
            block = self.blocks[i]
            self.following[2 * i] = anchor
            self.following[2 * i + 1] = heading
            if self._is_anchor(block):
                anchor = i
            if block.kind == 1:
                heading = i

    # The rows: each method writes its columns from ``at`` on and returns the index after them

    def _write_row(self, i: int, block: Block, at: int) -> None:
        self.out[at] = self.first[i]
        at = self._write_windows(i, at + 1)
        at = self._write_containers(block.element, at)
        at = self._write_lookalikes(block, at)
        at = self._write_place(i, at)
        self._write_headings(i, at)

    def _write_windows(self, i: int, at: int) -> int:
        """Write probabilities around the block: means over windows on both sides, before and after, and each neighbour."""
        out, first, count = self.out, self.first, self.count
        reach = 1
        for k in range(5):
            out[at + k] = self._mean(max(i - reach, 0), min(i + reach + 1, count))
            reach *= 2
        out[at + 5] = self._mean(max(i - 3, 0), i)
        out[at + 6] = self._mean(i + 1, min(i + 4, count))
        out[at + 7] = self._mean(max(i - 10, 0), i)
        out[at + 8] = self._mean(i + 1, min(i + 11, count))
        for k in range(6):
            other = i - 3 + k + (k > 2)
            out[at + 9 + k] = first[other] if 0 <= other < count else -1.0
        return at + 15

    def _mean(self, start: int, stop: int) -> float:
        """Return the weighted mean probability of the blocks from ``start`` up to but not including ``stop``."""
        before, low, high = self.before, 3 * start, 3 * stop
        return (before[high] - before[low]) / max(before[high + 1] - before[low + 1], 1e-9)  # type: ignore[no-any-return]  # as above

    def _write_containers(self, element: Element, at: int) -> int:
        """Write the mean probability and the share of likely text of each ancestor, and those of the likely container."""
        out, own, last = self.out, self.own, self.before[3 * self.count]
        above = element
        for _ in range(LEVELS):
            start, stop = 3 * above.start, 3 * above.stop
            out[at] = (own[stop] - own[start]) / max(own[stop + 1] - own[start + 1], 1e-9)
            out[at + 1] = (own[stop] - own[start]) / max(last, 1e-9)
            at += 2
            above = above.parent if above.parent is not None else above
        out[at] = 1.0 if self.best <= element.index < self.best_end else 0.0
        out[at + 1] = self.worth / max(last, 1.0)
        return at + 2

    def _write_lookalikes(self, block: Block, at: int) -> int:
        """Write the mean probability of the blocks that look alike, and of headings of the same rank."""
        out, group, shape = self.out, block.group, block.element.look.totals
        rank = 2 * block.level
        out[at] = group.mass / max(group.weight, 1e-9)
        out[at + 1] = group.kept
        out[at + 2] = shape.mass / max(shape.weight, 1e-9)
        out[at + 3] = self.ranks[rank] / max(self.ranks[rank + 1], 1e-9)
        out[at + 4] = self.top
        return at + 5

    def _write_place(self, i: int, at: int) -> int:
        """Write the position relative to the blocks that are likely kept."""
        out, before, here, last = self.out, self.before, 3 * i, 3 * self.count
        out[at] = before[here] / max(before[last], 1e-9)
        out[at + 1] = before[last]
        out[at + 2] = before[last] / before[last + 1]
        out[at + 3] = before[last + 2]
        out[at + 4] = before[here + 2]
        out[at + 5] = before[last + 2] - before[here + 5]
        out[at + 6] = min(i - self.last_anchor, 99)
        out[at + 7] = min(self.following[2 * i] - i, 99)
        return at + 8

    def _write_headings(self, i: int, at: int) -> None:
        """Write the probability of the heading above, and totals over the blocks between it and the next heading."""
        out, before, above = self.out, self.before, self.last_heading
        following = self.following[2 * i + 1]
        out[at] = self.first[above] if above >= 0 else -1.0
        out[at + 1] = self._mean(i + 1, following)
        out[at + 2] = before[3 * following] - before[3 * i + 3]
        out[at + 3] = self._mean(above + 1, following)


def _add(totals: LookTotals, block: Block) -> None:
    totals.mass += block.mass
    totals.weight += block.weight
    totals.kept += block.kept
