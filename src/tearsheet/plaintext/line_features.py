"""The rows from which the roles of blocks are learned and read: a block's own shape, its neighbours, its place.

The order of the columns is part of the model; a change here needs new training.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from tearsheet.plaintext.blocks import Block
from tearsheet.plaintext.shape import EDGE, Shape, is_running, key_of_block

MAX_ECHO = 300
"""How many characters of the following blocks are searched for the line's own words."""
FAR = 40
"""Greatest distance, in blocks, that is told apart."""
MIN_TITLE = 8
"""Fewest folded characters of a line that repeats a part of the first line and so may be the title."""
FIRST_LINES = 3
"""How many lines at the top may be the title element of the page that the text was made from."""
RUNNING_BLOCKS = 14
"""How many blocks of running text are searched for the words of a line that may be the title."""
WINDOWS = (4, 10, 30)
"""Sizes, in blocks, of the stretches before and behind a block in which running text is summed."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_DENSE_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2}")


def features(blocks: Sequence[Block], shapes: Sequence[Shape]) -> list[list[float]]:
    """Return one row a block, all of the same length."""
    count = len(blocks)
    if not count:
        return []
    around = [EDGE, EDGE, EDGE, *shapes, EDGE, EDGE, EDGE]
    near = [_near(its) for its in around]
    place = _Place(blocks, shapes)
    page = _page_row(shapes)
    rows = []
    for i, its in enumerate(shapes):
        rows.append(
            [
                *its,
                *near[i + 2],
                *near[i + 4],
                *near[i + 1],
                *near[i + 5],
                *near[i][:4],
                *near[i + 6][:4],
                float(around[i + 4].number == its.number + 1) if its.number >= 0 else -1.0,
                *place.row(i),
                *page,
            ]
        )
    return rows


def _near(its: Shape) -> tuple[float, ...]:
    return (
        its.size,
        its.end,
        its.kind,
        its.lower,
        its.start,
        its.titled,
        its.vocabulary,
        its.gap,
        its.date + 4 * its.author + 8 * (its.counted == 1),
        its.sentences,
    )


def guess_title(keys: Sequence[str]) -> str:
    """Return the key of the line that the first lines have as their longest part: ``X`` in ``X - Site``; '' if none."""
    best = ""
    for j in range(min(FIRST_LINES, len(keys))):
        first = keys[j]
        if len(first) < MIN_TITLE:
            continue
        for key in keys[j + 1 :]:
            if (
                len(key) > len(best)
                and len(key) >= MIN_TITLE
                and (first.startswith(key) or first.endswith(key))
            ):
                best = key
        if best:
            return best
    return best


class _Place:
    """Where the blocks of a text are, against each other and against its running text."""

    def __init__(self, blocks: Sequence[Block], shapes: Sequence[Shape]) -> None:
        self.blocks = blocks
        self.shapes = shapes
        self.keys = [key_of_block(b) for b in blocks]
        self.counts = Counter(self.keys)
        self.running = [i for i, s in enumerate(shapes) if is_running(s)]
        mass = [2.0**s.size if is_running(s) else 0.0 for s in shapes]
        self.sums = [0.0, *accumulate(mass)]
        self.dates = [i for i, s in enumerate(shapes) if s.date or s.author]
        self.furniture = [i for i, s in enumerate(shapes) if s.vocabulary in (1, 2, 6)]
        self.cues = [i for i, s in enumerate(shapes) if s.vocabulary in (3, 4)]
        self.guess = guess_title(self.keys)
        same = [i for i, key in enumerate(self.keys) if key == self.guess] if self.guess else []
        self.guessed = next((i for i in reversed(same) if self.sums[i] < 0.5 * self.sums[-1]), -1)
        self.first_key = self.keys[0]
        self.lead = self._lead()
        self.sample = " ".join(
            blocks[i].text[:MAX_ECHO]
            for i in self.running[bisect_left(self.running, self.lead) :][:RUNNING_BLOCKS]
        ).casefold()
        self.runs = _runs(shapes)

    def _lead(self) -> int:
        """Index of the block where the densest running text of the text begins."""
        best, at = -1.0, 0
        for i in self.running:
            here = (
                self.sums[min(len(self.keys), i + 12)]
                - self.sums[i]
                - 0.5 * (self.sums[i] - self.sums[max(0, i - 12)])
            )
            if here > best:
                best, at = here, i
        return at

    def row(self, i: int) -> list[float]:
        """Return what the place of block ``i`` says."""
        key, count = self.keys[i], len(self.keys)
        total = self.sums[-1] or 1.0
        found = [
            i / count,
            min(i, FAR),
            min(count - 1 - i, FAR),
            self.sums[i] / total,
            max(-FAR, min(FAR, i - self.lead)),
            *_distances(self.running, i),
            *_distances(self.dates, i),
            *_distances(self.furniture, i),
            *_distances(self.cues, i),
            min(5, self.counts[key]) if key else 0,
        ]
        for size in WINDOWS:
            found.append(math.log2(1 + self.sums[i] - self.sums[max(0, i - size)]))
            found.append(math.log2(1 + self.sums[min(count, i + 1 + size)] - self.sums[i + 1]))
        found += self.runs[i]
        found += self._title_row(i, key)
        found += self._echo(i)
        return found

    def _title_row(self, i: int, key: str) -> tuple[float, ...]:
        """Return what speaks for the title: part of the first line, repeated, taken up by the text."""
        first = self.first_key
        part = 0.0
        if i and len(key) >= 3:
            part = (
                1.0
                if first.startswith(key)
                else 2.0
                if first.endswith(key)
                else 3.0
                if len(key) >= MIN_TITLE and key in first
                else 0.0
            )
        behind = max(-FAR, min(FAR, i - self.guessed)) if self.guessed >= 0 else -FAR - 1
        teased = len(key) > 12 and any(k != key and k.startswith(key) for k in self.keys[i + 1 : i + 6])
        echo = -1.0
        if self.shapes[i].size < 8:
            text = self.blocks[i].text.casefold()
            words = set(_WORD.findall(text)) or set(_DENSE_WORD.findall(text))
            if words:
                echo = sum(w in self.sample for w in words) / len(words)
        return part, float(key == self.guess) if self.guess else -1.0, behind, float(teased), echo

    def _echo(self, i: int) -> tuple[float, float]:
        """Share of the line's longer words that the next block, and the block after that, take up."""
        if self.shapes[i].size > 7.4:
            return -1.0, -1.0
        words = {w.casefold() for w in _WORD.findall(self.blocks[i].text)}
        if not words:
            return -1.0, -1.0
        shares = []
        for j in (i + 1, i + 2):
            near = self.blocks[j].text[:MAX_ECHO].casefold() if j < len(self.blocks) else ""
            shares.append(sum(w in near for w in words) / len(words))
        return shares[0], shares[1]


def _distances(places: Sequence[int], i: int) -> tuple[int, int]:
    """How far the nearest of ``places`` before and behind block ``i`` are; `FAR` if there is none near."""
    at = bisect_left(places, i)
    behind = bisect_right(places, i)
    before = i - places[at - 1] if at else FAR
    after = places[behind] - i if behind < len(places) else FAR
    return min(FAR, before), min(FAR, after)


def _runs(shapes: Sequence[Shape]) -> list[tuple[int, int, int]]:
    """For each block the run of short blocks that holds it: its length, the place in it, places left."""
    out: list[tuple[int, int, int]] = []
    start = 0
    for i in range(len(shapes) + 1):
        if i == len(shapes) or is_running(shapes[i]):
            size = i - start
            out.extend((min(size, 40), min(k, 20), min(size - 1 - k, 20)) for k in range(size))
            if i < len(shapes):
                out.append((0, 0, 0))
            start = i + 1
    return out


def _page_row(shapes: Sequence[Shape]) -> tuple[float, ...]:
    """What the text as a whole looks like."""
    count = len(shapes)
    short = [i for i, s in enumerate(shapes) if not is_running(s) and s.end not in (1, 5)]
    opening = [i for i in short if i + 1 < count and is_running(shapes[i + 1])]
    titled = [shapes[i].titled for i in opening if shapes[i].titled >= 0]
    return (
        math.log2(1 + count),
        (count - len(short)) / count,
        len(opening) / max(1, len(short)),
        sum(s.kind == 1 for s in shapes) / count,
        sum(s.kind == 5 for s in shapes) / count,
        sum(s.gap for s in shapes) / count,
        sum(titled) / len(titled) if titled else -1.0,
        sum(shapes[i].number >= 0 for i in opening) / max(1, len(opening)),
        sum(shapes[i].end == 2 for i in opening) / max(1, len(opening)),
        sum(s.size for s in shapes) / count,
    )
