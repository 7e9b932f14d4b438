"""The rows from which the roles of blocks are learned and read: a block's own shape, its neighbours, its place.

The order of the columns is part of the model; a change here needs new training.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from tearsheet.plaintext.block import Block
from tearsheet.plaintext.boilerplate import CLAIM
from tearsheet.plaintext.shape import EDGE, Shape, is_running

MAX_ECHO = 300
"""How many characters of a block are searched for the words of other lines."""
FAR = 40
"""Greatest distance, in blocks, that is kept apart from greater ones."""
MIN_TITLE = 8
"""Fewest folded characters of a line that repeats a part of the first line and so may be the title."""
FIRST_LINES = 3
"""How many lines at the top may be the title element of the page that the text was made from."""
RUNNING_BLOCKS = 14
"""How many blocks of running text are searched for the words of a line that may be the title."""
WINDOWS = (4, 10, 30)
"""Sizes, in blocks, of the stretches before and behind a block in which running text is summed."""
LAST_LINES = 40
"""How many lines at the end may claim the site's copyright."""
TRAIL_ABOVE = 12
"""How many lines above a title may hold a trail that ends in it."""
BELOW_LEAD = 10
"""How many blocks below the beginning of the densest running text may still be the title."""
SHORT = 8.0
"""Binary logarithm of the length, in Latin characters, from which on a block is no title."""
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}|[^\W\d_]{4,}")
_DENSE = "\u3040"
"""Where the scripts without spaces begin: there pairs of signs are compared, not words."""


def features(blocks: Sequence[Block], shapes: Sequence[Shape], keys: Sequence[str]) -> list[list[float]]:
    """Return one row a block, all of the same length; ``keys`` are the folded texts, '' for long ones."""
    if not blocks:
        return []
    around = [EDGE, EDGE, EDGE, *shapes, EDGE, EDGE, EDGE]
    near = [_near(its) for its in around]
    far = [row[:4] for row in near]
    place = _Place(blocks, shapes, keys)
    page = _page_row(shapes)
    return [
        [
            *its,
            *near[i + 2],
            *near[i + 4],
            *near[i + 1],
            *near[i + 5],
            *far[i],
            *far[i + 6],
            float(around[i + 4].number == its.number + 1) if its.number >= 0 else -1.0,
            *place.row(i),
            *page,
        ]
        for i, its in enumerate(shapes)
    ]


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
            if len(key) > max(len(best), MIN_TITLE - 1) and (first.startswith(key) or first.endswith(key)):
                best = key
        if best:
            return best
    return best


def _words(text: str) -> set[str]:
    """Return the longer words of a text, and pairs of signs where a script has no spaces."""
    found: set[str] = set()
    for word in _WORD.findall(text):
        if word[0] >= _DENSE:
            found.update(word[k : k + 2] for k in range(len(word) - 1))
        else:
            found.add(word)
    return found


class _Place:
    """Where the blocks of a text are, against each other and against its running text."""

    def __init__(self, blocks: Sequence[Block], shapes: Sequence[Shape], keys: Sequence[str]) -> None:
        count = len(blocks)
        self.shapes = shapes
        self.keys = keys
        self.counts = Counter(keys)
        self.running = [is_running(s) for s in shapes]
        mass = [2.0**s.size if r else 0.0 for s, r in zip(shapes, self.running, strict=True)]
        self.sums = [0.0, *accumulate(mass)]
        self.distances = list(
            zip(
                *_distances(self.running),
                *_distances([bool(s.date or s.author) for s in shapes]),
                *_distances([s.vocabulary in (1, 2, 6) for s in shapes]),
                *_distances([s.vocabulary in (3, 4) for s in shapes]),
                strict=True,
            )
        )
        self.guess = guess_title(keys)
        same = [i for i, key in enumerate(keys) if key == self.guess] if self.guess else []
        self.guessed = next((i for i in reversed(same) if self.sums[i] < 0.5 * self.sums[-1]), -1)
        self.claims = " ".join(
            keys[i] for i in range(max(0, count - LAST_LINES), count) if shapes[i].vocabulary == CLAIM
        )
        places = [i for i, r in enumerate(self.running) if r]
        self.lead = self._lead(places)
        self.words = [_words(b.text[:MAX_ECHO].casefold()) for b in blocks]
        self.sample = set[str]().union(
            *(self.words[i] for i in places[bisect_left(places, self.lead) :][:RUNNING_BLOCKS])
        )
        self.runs = runs_of(self.running)
        self.forms = _forms(shapes, self.running)

    def _lead(self, places: Sequence[int]) -> int:
        """Index of the block where the densest running text of the text begins."""
        best, at = -1.0, 0
        for i in places:
            here = (
                self.sums[min(len(self.keys), i + 12)]
                - self.sums[i]
                - 0.5 * (self.sums[i] - self.sums[max(0, i - 12)])
            )
            if here > best:
                best, at = here, i
        return at

    def row(self, i: int) -> list[float]:
        """Return the features of the place of block ``i``."""
        key, count = self.keys[i], len(self.keys)
        sums, here, behind = self.sums, self.sums[i], self.sums[i + 1]
        left = count - 1 - i
        found = [
            i / count,
            min(i, FAR),
            min(left, FAR),
            here / (sums[-1] or 1.0),
            max(-FAR, min(FAR, i - self.lead)),
            *self.distances[i],
            min(5, self.counts[key]) if key else 0,
        ]
        log2 = math.log2
        for size in WINDOWS:
            found.append(log2(1 + here - sums[i - size if i > size else 0]))
            found.append(log2(1 + sums[i + 1 + size if left > size else count] - behind))
        found += self.runs[i]
        found += self.forms[i]
        short = self.shapes[i].size < SHORT
        found += self._title_row(i, key) if short else NO_TITLE
        found += self._echo(i) if short else NO_ECHO
        return found

    def _title_row(self, i: int, key: str) -> tuple[float, ...]:
        """Return the evidence for the title: part of the first line, repeated, with words that the text repeats."""
        first = self.keys[0]
        part = 0.0
        if i and len(key) > 2 and key in first:
            part = (
                1.0
                if first.startswith(key)
                else 2.0
                if first.endswith(key)
                else 3.0
                if len(key) >= MIN_TITLE
                else 0.0
            )
        behind = max(-FAR, min(FAR, i - self.guessed)) if self.guessed >= 0 else -FAR - 1
        near = len(key) >= MIN_TITLE and i <= self.lead + BELOW_LEAD
        teased = near and _continued(key, self.keys[i + 1 : i + 6])
        trailed = near and _ended(key, self.keys[max(0, i - TRAIL_ABOVE) : i])
        claimed = len(key) > 2 and key in self.claims
        guessed = float(key == self.guess) if self.guess else -1.0
        words = self.words[i]
        echo = len(words & self.sample) / len(words) if words else -1.0
        return part, guessed, behind, float(teased), float(trailed), float(claimed), echo

    def _echo(self, i: int) -> tuple[float, float]:
        """Share of the line's longer words that the next block, and the block after that, take up."""
        words = self.words[i]
        if not words:
            return NO_ECHO
        size = len(words)
        near = self.words[i + 1 : i + 3]
        return (
            len(words & near[0]) / size if near else 0.0,
            len(words & near[1]) / size if len(near) > 1 else 0.0,
        )


def _continued(key: str, others: Sequence[str]) -> bool:
    for other in others:
        if other.startswith(key) and other != key:
            return True
    return False


def _ended(key: str, others: Sequence[str]) -> bool:
    for other in others:
        if other.endswith(key) and other != key:
            return True
    return False


NO_TITLE = (0.0, -1.0, -FAR - 1.0, 0.0, 0.0, 0.0, -1.0)
"""`_Place._title_row` of a block that is too long for a title."""
NO_ECHO = (-1.0, -1.0)


def _distances(there: Sequence[bool]) -> tuple[list[int], list[int]]:
    """For each block how far the nearest other one that ``there`` marks is, before it and behind it; at most `FAR`."""
    count = len(there)
    before, after = [FAR] * count, [FAR] * count
    near = FAR
    for i in range(count):
        before[i] = near
        near = 1 if there[i] else near + 1 if near < FAR else FAR
    near = FAR
    for i in range(count - 1, -1, -1):
        after[i] = near
        near = 1 if there[i] else near + 1 if near < FAR else FAR
    return before, after


def runs_of(running: Sequence[bool]) -> list[tuple[int, int, int]]:
    """For each block the run of short blocks that holds it: its length, the place in it, places left."""
    out: list[tuple[int, int, int]] = []
    start = 0
    for i in range(len(running) + 1):
        if i == len(running) or running[i]:
            size = i - start
            out.extend((min(size, 40), min(k, 20), min(size - 1 - k, 20)) for k in range(size))
            if i < len(running):
                out.append((0, 0, 0))
            start = i + 1
    return out


def _forms(shapes: Sequence[Shape], running: Sequence[bool]) -> list[tuple[float, float, float]]:
    """For each short block how many others have its form, and how many of these open running text or are alone.

    The headings of a text look alike, and each has running text below it.
    """
    forms = [None if r else form_of(its) for its, r in zip(shapes, running, strict=True)]
    total: Counter[object] = Counter()
    opening: Counter[object] = Counter()
    alone: Counter[object] = Counter()
    last = len(shapes) - 1
    for i, form in enumerate(forms):
        if form is not None:
            total[form] += 1
            if i < last and running[i + 1]:
                opening[form] += 1
                alone[form] += i > 0 and running[i - 1]
    return [
        NO_FORM
        if form is None
        else (min(30, total[form]), opening[form] / total[form], alone[form] / total[form])
        for form in forms
    ]


NO_FORM = (0.0, -1.0, -1.0)


def form_of(its: Shape) -> tuple[object, ...]:
    """Return what the headings of a text share."""
    return (
        its.start,
        its.end,
        its.kind,
        its.number >= 0,
        its.gap,
        its.strong,
        its.colon,
        its.machine,
        -1 if its.titled < 0 else its.titled > MOSTLY,
    )


MOSTLY = 0.6
"""Share of capital words from which on a line is written as titles are."""


def _page_row(shapes: Sequence[Shape]) -> tuple[float, ...]:
    """Features of the text as a whole."""
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
        sum(s.machine for s in shapes) / count,
    )
