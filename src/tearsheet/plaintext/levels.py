"""Levels of headings that nothing marks: read from their form, from each other and from the text between them.

The order of the columns is part of the model; a change here needs new training.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from statistics import median
from typing import Final

from tearsheet.plaintext.forest import load_data, load_forest
from tearsheet.plaintext.roles import likeliest, softmax
from tearsheet.plaintext.shape import Shape, is_running

FILE: Final = "line_levels"
"""Name of the data file: the forest, and how often each level follows another."""
LEVELS: Final = 3
"""Levels that are kept apart; deeper ones are rare and look like the third."""
MIN_HEADINGS: Final = 4
"""Fewest headings of a text whose levels are read. Reasoning: fewer show no pattern."""
TRUST: Final = 0.2
"""Weight of the sequence of levels against the single heading."""
FAR: Final = 30
"""Greatest distance, in blocks, that is kept apart from greater ones."""
_NONE: Final = (-1.0,) * 6


def read_levels(shapes: Sequence[Shape], heads: Sequence[int]) -> list[int]:
    """Return the level of each of the headings at ``heads``, from 1; all 1 where there are too few to see a pattern."""
    if len(heads) < MIN_HEADINGS:
        return [1] * len(heads)
    data = load_data(FILE)
    scores = load_forest(FILE).sums(level_rows(shapes, heads))
    found = likeliest([softmax(row) for row in scores], data["first"], data["follows"], TRUST)
    return [level + 1 for level in found]


def level_rows(shapes: Sequence[Shape], heads: Sequence[int]) -> list[list[float]]:
    """Return a row for each heading; ``shapes`` are those of all blocks."""
    forms = [_form(shapes[i]) for i in heads]
    counts = Counter(forms)
    mass = [0.0, *accumulate(2.0**s.size if is_running(s) else 0.0 for s in shapes)]
    ends = [*heads[1:], len(shapes)]
    below = [mass[stop] - mass[i + 1] for i, stop in zip(heads, ends, strict=True)]
    usual = median(below) + 1.0
    bare = sum(stop == i + 1 for i, stop in zip(heads, ends, strict=True)) / len(heads)
    mean = sum(shapes[i].words for i in heads) / len(heads) + 1.0
    rows = []
    for k, (i, form) in enumerate(zip(heads, forms, strict=True)):
        before = next((k - j for j in range(k - 1, -1, -1) if forms[j] == form), FAR)
        behind = next((j - k for j in range(k + 1, len(heads)) if forms[j] == form), FAR)
        rows.append(
            [
                *_look(shapes[i]),
                *(_look(shapes[heads[k - 1]]) if k else _NONE),
                *(_look(shapes[heads[k + 1]]) if k + 1 < len(heads) else _NONE),
                *_counting(shapes, heads, k),
                min(FAR, i - heads[k - 1]) if k else FAR,
                min(FAR, ends[k] - i),
                math.log2(1.0 + below[k]),
                math.log2(1.0 + below[k - 1]) if k else -1.0,
                below[k] / usual,
                min(FAR, before),
                min(FAR, behind),
                counts[form] / len(heads),
                len(counts) / len(heads),
                k / len(heads),
                min(FAR, k),
                min(60, len(heads)),
                bare,
                sum(s.kind == 1 for s in shapes[i + 1 : ends[k]]) / max(1, ends[k] - i - 1),
                float(shapes[i + 1].size) if i + 1 < len(shapes) else 0.0,
                float(form == forms[0]),
                float(form == forms[-1]),
                min(FAR, len(heads) - 1 - k),
                shapes[i].words / mean,
            ]
        )
    return rows


def _look(its: Shape) -> tuple[float, ...]:
    return (its.size, its.words, its.end, its.titled, its.capitals, its.start)


def _counting(shapes: Sequence[Shape], heads: Sequence[int], k: int) -> tuple[float, ...]:
    """Return how the number of a heading continues those of its neighbours."""
    own = shapes[heads[k]].number
    before = shapes[heads[k - 1]].number if k else -1
    behind = shapes[heads[k + 1]].number if k + 1 < len(heads) else -1
    numbered = sum(shapes[i].number >= 0 for i in heads) / len(heads)
    last = next((shapes[heads[j]].number for j in range(k - 1, -1, -1) if shapes[heads[j]].number >= 0), -1)
    return own, before, behind, numbered, float(own > 0 and own == last + 1), float(shapes[heads[k]].colon)


def _form(its: Shape) -> tuple[object, ...]:
    return its.end, its.number >= 0, its.kind, its.titled > 0.6, its.colon, its.start, its.strong
