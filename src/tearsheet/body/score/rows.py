# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, infer_types=True, binding=False
"""The columns of the first pass: language-independent features of a block's ancestors, lookalikes and neighbours."""

from __future__ import annotations

from bisect import bisect_left

from tearsheet.body.score.ancestors import Element, LookTotals
from tearsheet.body.score.codes import BOX, FLAGS, LEVELS, PAGE_WIDTH, STRIDE, TEXT_WIDTH
from tearsheet.body.score.summary import PageSummary
from tearsheet.body.score.texts import Block
from tearsheet.native.numbers import Numbers, zeros
from tearsheet.page import Page


class RowWriter:
    """Writes the columns of the first pass for a page, block after block."""

    def __init__(self, base: PageSummary, page: Page) -> None:
        self.base = base
        self.blocks: list[Block] = base.blocks
        self.elements: list[Element] = base.elements
        self.count = base.count
        self.articles = page.by_tag("article") or [0]
        self.images = len(page.images)
        self.h1_count = len(page.by_tag("h1"))
        self.article_count = len(page.by_tag("article"))
        self.box_buffer = zeros("f", BOX * len(self.elements))
        self.next_buffer = zeros("i", 2 * self.count)
        self.level_buffer = zeros("i", 10)
        self.first_best, self.last_best = -1, self.count - 1
        self.last_long, self.last_heading, self.headings, self.h1_blocks = -99, -1, 0, 0
        self._bind_pointers(base)

    def _bind_pointers(self, base: PageSummary) -> None:
        """Bind the arrays' data, which are pointers in compiled code."""
        rows, running = base.rows, base.running
        root = self.elements[0]
        self.total, self.total_blocks = max(root.long, 1e-9), max(root.blocks, 1e-9)
        self.out, self.running = rows.data.as_floats, running.data.as_doubles
        self.boxes = self.box_buffer.data.as_floats
        self.following, self.of_level = self.next_buffer.data.as_ints, self.level_buffer.data.as_ints

    def write(self) -> None:
        """Write the columns after those for the text; they begin at `TEXT_WIDTH`."""
        self._look_ahead()
        for i, element in enumerate(self.elements):
            element.box = BOX * i
            self._measure_box(element)
        page_columns = self._page_columns()
        shared = page_columns.data.as_floats
        out = self.out
        for i, block in enumerate(self.blocks):
            at = i * STRIDE + TEXT_WIDTH
            at = self._write_path(block.element, at)
            at = self._write_containers(i, block.element, at)
            at = self._write_lookalikes(block.group, at)
            at = self._write_lookalikes(block.element.look.totals, at)
            at = self._write_windows(i, at)
            at = self._write_neighbours(i, block.element.index, at)
            at = self._write_place(i, block, at)
            at = self._write_heading(i, block, at)
            at = self._write_repeat(block.element, at)
            for k in range(PAGE_WIDTH):
                out[at + k] = shared[k]

    def _look_ahead(self) -> None:
        """Find the next block of running text at or after each block, and the next heading after it."""
        base, count = self.base, self.count
        for i, block in enumerate(self.blocks):
            self.of_level[block.level] += 1
            if block.is_long and base.best_index <= block.element.index < base.best_end:
                self.first_best = i if self.first_best < 0 else self.first_best
                self.last_best = i
        self.first_best = max(self.first_best, 0)
        next_long, next_heading = count + 99, count
        for i in range(count - 1, -1, -1):
            block = self.blocks[i]
            if block.is_long:
                next_long = i
            self.following[2 * i] = next_long
            self.following[2 * i + 1] = next_heading
            if block.kind == 1:
                next_heading = i

    def _measure_box(self, element: Element) -> None:
        """Compute the columns that all blocks inside an element share."""
        boxes, at = self.boxes, element.box
        text = max(element.text, 1.0)
        boxes[at] = element.long / self.total
        boxes[at + 1] = element.long / text
        boxes[at + 2] = element.linked / text
        boxes[at + 3] = element.blocks
        boxes[at + 4] = element.long_blocks
        boxes[at + 5] = text / max(element.blocks, 1.0)
        boxes[at + 6] = element.images

    def _page_columns(self) -> Numbers:
        """Return the columns that are the same for all blocks."""
        headings = cells = 0
        for block in self.blocks:
            headings += block.kind == 1
            cells += block.kind == 3
        n, last = float(self.count), 6 * self.count
        size, linked, long = self.running[last], self.running[last + 1], self.running[last + 2]
        long_blocks = self.running[last + 3]
        return Numbers(
            "f",
            (
                n,
                size,
                linked / max(size, 1.0),
                long / max(size, 1.0),
                long_blocks,
                long / max(long_blocks, 1.0),
                self.article_count,
                self.h1_count,
                headings / n,
                cells / n,
                self.images / n,
                self.base.element_count / n,
            ),
        )

    # The rows: each method writes its columns from ``at`` on and returns the index after them

    def _write_path(self, element: Element, at: int) -> int:
        out = self.out
        parent = element.parent if element.parent is not None else element
        grand = parent.parent if parent.parent is not None else parent
        great = grand.parent if grand.parent is not None else grand
        out[at] = element.total
        out[at + 1] = element.least
        out[at + 2] = element.most
        out[at + 3] = element.below
        out[at + 4] = element.below_least
        out[at + 5] = element.own
        out[at + 6] = parent.own
        out[at + 7] = grand.own
        out[at + 8] = great.own
        out[at + 9] = element.depth
        out[at + 10] = element.headline_depth
        out[at + 11] = element.depth - element.headline_depth
        if element.article >= 0:
            article = self.elements[element.article]
            out[at + 12] = bisect_left(self.articles, article.index)
            out[at + 13] = article.long / self.total
            out[at + 14] = article.blocks / self.total_blocks
        else:
            out[at + 12] = out[at + 13] = out[at + 14] = -1.0
        at += 15
        flags = element.flags
        for k in range(FLAGS):
            out[at + k] = flags >> k & 1
        return at + FLAGS

    def _write_containers(self, i: int, element: Element, at: int) -> int:
        """Write the totals of the ancestors, and the position relative to the likely container."""
        out, boxes, base = self.out, self.boxes, self.base
        above = element
        for _ in range(LEVELS):
            box = above.box
            for k in range(7):
                out[at + k] = boxes[box + k]
            at += 7
            above = above.parent if above.parent is not None else above
        out[at] = 1.0 if base.best_index <= element.index < base.best_end else 0.0
        out[at + 1] = i - self.first_best if i < self.first_best else max(i - self.last_best, 0)
        out[at + 2] = base.best_long / self.total
        out[at + 3] = base.best_blocks / self.total_blocks
        return at + 4

    def _write_lookalikes(self, totals: LookTotals, at: int) -> int:
        """Write the totals over blocks that look alike."""
        out = self.out
        out[at] = totals.blocks
        out[at + 1] = totals.long / self.total
        out[at + 2] = totals.size / totals.blocks
        out[at + 3] = totals.linked / max(totals.size, 1.0)
        out[at + 4] = totals.long_blocks / totals.blocks
        return at + 5

    def _write_windows(self, i: int, at: int) -> int:
        """Write totals over the blocks within 1, 3, 8 and 20 blocks."""
        out, running = self.out, self.running
        for step in range(4):
            reach = 1 if step == 0 else 3 if step == 1 else 8 if step == 2 else 20
            high, low = 6 * min(i + reach + 1, self.count), 6 * max(i - reach, 0)
            text = max(running[high] - running[low], 1.0)
            blocks = running[high + 4] - running[low + 4]
            out[at] = (running[high + 1] - running[low + 1]) / text
            out[at + 1] = (running[high + 2] - running[low + 2]) / text
            out[at + 2] = text / blocks
            out[at + 3] = (running[high + 3] - running[low + 3]) / blocks
            at += 4
        return at

    def _write_neighbours(self, i: int, index: int, at: int) -> int:
        out = self.out
        for step in range(4):
            other = i - 2 + step + (step > 1)
            if 0 <= other < self.count:
                block = self.blocks[other]
                out[at] = block.size
                out[at + 1] = block.link
                out[at + 2] = block.kind
                out[at + 3] = min(max(block.element.index - index, -99), 99)
            else:
                out[at] = out[at + 1] = out[at + 2] = -1.0
                out[at + 3] = 99.0
            at += 4
        return at

    def _write_place(self, i: int, block: Block, at: int) -> int:
        """Write the position on the page. Must be called for the blocks in order."""
        out, running, here = self.out, self.running, 6 * i
        if block.is_long:
            self.last_long = i
        out[at] = min(i - self.last_long, 99)
        out[at + 1] = min(self.following[2 * i] - i, 99)
        out[at + 2] = i / float(self.count)
        out[at + 3] = i
        out[at + 4] = self.count - i
        out[at + 5] = running[here + 2] / self.total
        out[at + 6] = running[here + 3]
        out[at + 7] = running[6 * self.count + 3] - running[here + 9]
        headline = self.base.headline
        if headline >= 0:
            out[at + 8] = min(max(i - headline, -99), 199)
            out[at + 9] = running[here + 2] - running[6 * headline + 2]
        else:
            out[at + 8] = -100.0
            out[at + 9] = -1.0
        return at + 10

    def _write_heading(self, i: int, block: Block, at: int) -> int:
        """Write features of the heading above, and totals over the blocks between it and the next heading.

        Must be called for the blocks in order.
        """
        out, running, above = self.out, self.running, self.last_heading
        following = self.following[2 * i + 1]
        start, behind, stop = 6 * above + 6, 6 * i + 6, 6 * following
        text, rest = max(running[stop] - running[start], 1.0), max(running[stop] - running[behind], 1.0)
        if block.kind == 1:
            self.last_heading = i
            self.headings += 1
        if above >= 0:
            heading = self.blocks[above]
            out[at] = i - above
            out[at + 1] = heading.level
            out[at + 2] = heading.size
            out[at + 3] = heading.link
        else:
            out[at] = out[at + 2] = out[at + 3] = -1.0
            out[at + 1] = 0.0
        out[at + 4] = (running[stop + 1] - running[start + 1]) / text
        out[at + 5] = (running[stop + 2] - running[start + 2]) / text
        out[at + 6] = max(following - above - 1, 1)
        out[at + 7] = running[stop + 4] - running[behind + 4]
        out[at + 8] = (running[stop + 1] - running[behind + 1]) / rest
        out[at + 9] = running[stop + 2] - running[behind + 2]
        out[at + 10] = self.of_level[block.level]
        out[at + 11] = self.h1_blocks
        out[at + 12] = self.headings
        self.h1_blocks += block.level == 1
        return at + 13

    def _write_repeat(self, element: Element, at: int) -> int:
        """Write features of the innermost repeated container, such as a card or a comment."""
        out = self.out
        out[at] = element.repeat_count
        out[at + 1] = element.repeat_size
        out[at + 2] = element.repeat_text
        out[at + 3] = element.depth - element.repeat_depth
        out[at + 4] = element.repeat_rows
        out[at + 5] = element.repeat_count * element.repeat_text / self.total
        out[at + 6] = element.repeat_ahead / self.total
        out[at + 7] = element.repeat_ahead
        return at + 8
