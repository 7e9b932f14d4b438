# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, infer_types=True, binding=False
"""The columns of the second pass: features of a block from the first probabilities of the blocks around it."""

from __future__ import annotations

from tearsheet.body.score.ancestors import Alike, Element
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
    """Writes the second pass's columns of a page: the first probabilities of a block and of those around it."""

    def __init__(self, base: PageSummary, first: Numbers) -> None:
        """Go over blocks and elements once to prepare the totals that the columns need.

        Args:
            base: The page.
            first: The first probability of each block.
        """
        if len(first) != base.count:
            raise ValueError("one probability a block")
        self.base = base
        self.blocks: list[Block] = base.blocks
        self.count = base.count
        self.first_room = first
        self.before_room = zeros("d", 3 * (self.count + 1))
        self.own_room = zeros("d", 3 * (self.base.owner_count + 1))
        self.next_room = zeros("i", 2 * self.count)
        self.rank_room = zeros("d", 20)
        self.last_anchor, self.last_heading = -99, -1
        self.best, self.best_end, self.worth, self.top = -1, -1, 0.0, 0.0
        self._take(base, first)
        self._add_up()
        self._find_best()
        self._look_ahead()

    def _take(self, base: PageSummary, first: Numbers) -> None:
        """Take the arrays as pointers."""
        rows, before, own, following, ranks = (
            base.rows,
            self.before_room,
            self.own_room,
            self.next_room,
            self.rank_room,
        )
        self.out, self.first = rows.data.as_floats, first.data.as_doubles
        self.before, self.own = before.data.as_doubles, own.data.as_doubles
        """Sums over the blocks before each block, and over the blocks of the elements before each that has some: of
        probability times weight, of weight, of blocks that are likely kept."""
        self.following, self.ranks = following.data.as_ints, ranks.data.as_doubles

    def write(self, kept_from: float, kinds: Numbers) -> Numbers:
        """Write the rows whose first probability is above a limit; return which they are, by index.

        Args:
            kept_from: The limit.
            kinds: The probabilities of the kinds of page, which the rows hold too.
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
            _add(block.element.look.alike, block)
            self.ranks[2 * block.level] += probability
            self.ranks[2 * block.level + 1] += 1
            self.top = max(self.top, probability)
        for i in range(3, 3 * (self.base.owner_count + 1)):
            own[i] += own[i - 3]

    def _find_best(self) -> None:
        """Find the last element with the most likely text after a toll on all else in it."""
        base = self.base
        elements = base.elements
        top = self._worth_of(elements[0])
        for element in elements:
            top = max(top, self._worth_of(element))
        if base.last_empty >= 0:  # elements without blocks are worth nothing, which is more than some
            top = max(top, 0.0)
            if top <= 1e-9:
                self.best = self.best_end = base.last_empty
        for element in elements:
            if element.index > self.best and self._worth_of(element) >= top - 1e-9:
                self.best, self.best_end = element.index, element.end
                self.worth = self._worth_of(element)

    def _worth_of(self, element: Element) -> float:
        own, start, stop = self.own, 3 * element.start, 3 * element.stop
        return (own[stop] - own[start]) - 0.5 * (own[stop + 1] - own[start + 1])  # type: ignore[no-any-return]  # what an array holds depends on its type code

    def _is_anchor(self, block: Block) -> bool:
        return block.kept > 0 and block.weight > ANCHOR

    def _look_ahead(self) -> None:
        """Find for each block the next anchor and the next heading after it."""
        anchor, heading = self.count + 99, self.count
        for i in range(self.count - 1, -1, -1):
            block = self.blocks[i]
            self.following[2 * i] = anchor
            self.following[2 * i + 1] = heading
            if self._is_anchor(block):
                anchor = i
            if block.kind == 1:
                heading = i

    # The rows: each writes its columns from ``at`` on and returns where the next ones go

    def _write_row(self, i: int, block: Block, at: int) -> None:
        self.out[at] = self.first[i]
        at = self._write_windows(i, at + 1)
        at = self._write_containers(block.element, at)
        at = self._write_alike(block, at)
        at = self._write_place(i, at)
        self._write_headings(i, at)

    def _write_windows(self, i: int, at: int) -> int:
        """Write the probabilities of the neighbours: means over windows on both sides and on one, and each by itself."""
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
        """Return the mean probability of the blocks from ``start`` to before ``stop``, by weight."""
        before, low, high = self.before, 3 * start, 3 * stop
        return (before[high] - before[low]) / max(before[high + 1] - before[low + 1], 1e-9)  # type: ignore[no-any-return]  # as above

    def _write_containers(self, element: Element, at: int) -> int:
        """Write mean probability and share of the page's kept text in the containers above, and in the best of all."""
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

    def _write_alike(self, block: Block, at: int) -> int:
        """Write the mean probability of the blocks that look alike, and of the headings of the same rank."""
        out, group, shape = self.out, block.group, block.element.look.alike
        rank = 2 * block.level
        out[at] = group.mass / max(group.weight, 1e-9)
        out[at + 1] = group.kept
        out[at + 2] = shape.mass / max(shape.weight, 1e-9)
        out[at + 3] = self.ranks[rank] / max(self.ranks[rank + 1], 1e-9)
        out[at + 4] = self.top
        return at + 5

    def _write_place(self, i: int, at: int) -> int:
        """Write the place among the blocks that are likely kept."""
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
        """Write the probability of the heading above, and totals of the blocks between it and the next."""
        out, before, above = self.out, self.before, self.last_heading
        following = self.following[2 * i + 1]
        out[at] = self.first[above] if above >= 0 else -1.0
        out[at + 1] = self._mean(i + 1, following)
        out[at + 2] = before[3 * following] - before[3 * i + 3]
        out[at + 3] = self._mean(above + 1, following)


def _add(alike: Alike, block: Block) -> None:
    alike.mass += block.mass
    alike.weight += block.weight
    alike.kept += block.kept
