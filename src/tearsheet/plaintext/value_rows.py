"""The rows from which the probabilities of values are learned and read.

The order of the columns is part of the model; a change here needs new training.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from tearsheet.parsing.breadcrumbs import is_home
from tearsheet.parsing.names import is_full_name
from tearsheet.parsing.titles import fold
from tearsheet.parsing.urls import host_of, path_of
from tearsheet.plaintext.boilerplate import vocabulary_class
from tearsheet.plaintext.line_features import FAR, runs_of
from tearsheet.plaintext.roles import ROLES
from tearsheet.plaintext.shape import Shape, is_running
from tearsheet.plaintext.value import RULES, Around, Value
from tearsheet.vocab import load

MOST_TIMES = 6
"""Most times that a value is counted in the text."""
MIN_IN_URL = 3
"""A value of no more folded characters is not searched for inside the parts of an address."""
MAX_NAME_WORDS = 5
"""Most words of a line of a menu."""
_CATEGORY = load("category")
_SECTIONS = frozenset(map(fold, _CATEGORY["sections"]))
"""Names that sections have on many sites."""
_GENERIC = frozenset(fold(word) for key in ("generic", "placeholder", "never") for word in _CATEGORY[key])


def rows_of(around: Around, values: Sequence[Value]) -> list[list[float]]:
    """Return for each value the row that its probability is read from."""
    keys = [fold(v.value) for v in values]
    same = Counter((v.field, key) for v, key in zip(values, keys, strict=True))
    fields = Counter(v.field for v in values)
    lines = Counter(around.keys)
    sure = [v.crumbs for v in values if v.crumbs and (v.rule != "spread" or is_home(v.crumbs[0]))]
    crumbs = {fold(crumb) for trail in sure for crumb in trail}
    last = {fold(trail[-1]) for trail in sure}
    sites = {key for v, key in zip(values, keys, strict=True) if v.field == "site"}
    dates = [v.block for v in values if v.field == "date"]
    seen: Counter[str] = Counter()
    runs = runs_of([is_running(its) for its in around.shapes])
    path = [fold(part) for part in path_of(around.url).split("/")]
    host = fold(host_of(around.url))
    context = _Context(around)
    rows = []
    for value, key in zip(values, keys, strict=True):
        rows.append(
            [
                float(RULES.index(value.rule)),
                *_place_of(around, value),
                lines[key],
                same[value.field, key],
                fields[value.field],
                seen[value.field],
                2.0 if key in last else float(key in crumbs),
                float(key in sites),
                min((abs(d - value.block) for d in dates), default=FAR),
                min(MOST_TIMES, around.source.count(value.value)) if len(value.value) > 2 else 0,
                *runs[value.block],
                *_form_of(value),
                _in_path(fold(value.crumbs[-1]) if value.crumbs else key, path) if host else -1.0,
                float(len(key) > MIN_IN_URL and key in host) if host else -1.0,
                value.hint,
                *context.row(value, key),
            ]
        )
        seen[value.field] += 1
    return rows


class _Context:
    """What lines farther from a value say about it."""

    def __init__(self, around: Around) -> None:
        self.around = around
        self.title = fold(around.title)
        self.above = Counter(around.keys[: max(0, around.headline)])
        self.below = Counter(around.keys[around.last + 1 :])
        self.names = runs_of([not _is_name_line(its) for its in around.shapes])
        self.again = [i for i, key in enumerate(around.keys) if key == self.title] if self.title else []

    def row(self, value: Value, key: str) -> tuple[float, ...]:
        """Return in which lines a value comes again, the run of short names that it is in, and where the title is near it."""
        around, i = self.around, value.block
        after = around.shapes[i + 1] if i + 1 < len(around.shapes) else None
        return (
            min(MOST_TIMES, self.above[key]),
            min(MOST_TIMES, self.below[key]),
            *self.names[i],
            float(after.gap) if after else 1.0,
            after.kind if after else -1,
            float(len(key) > MIN_IN_URL and key in self.title),
            float(i - self.again[place - 1]) if (place := bisect_right(self.again, i)) else FAR,
            float(self.again[place] - i) if (place := bisect_left(self.again, i)) < len(self.again) else FAR,
        )


def _is_name_line(its: Shape) -> bool:
    """Whether a block is one of those that menus and lists of categories consist of: a few words and no more."""
    return its.words <= MAX_NAME_WORDS and its.end == 0 and not its.date and not its.counted


def _in_path(key: str, path: Sequence[str]) -> float:
    """Whether a value is a part of an address's path (2), or in one (1)."""
    if len(key) > 1 and key in path:
        return 2.0
    return float(len(key) > MIN_IN_URL and any(key in part for part in path))


def _place_of(around: Around, value: Value) -> list[float]:
    """Return the features of the place of a value, and of its neighbours."""
    i, shapes = value.block, around.shapes
    its = shapes[i]
    probabilities = around.reading.probabilities[i]
    before = shapes[i - 1] if i else None
    after = shapes[i + 1] if i + 1 < len(shapes) else None
    return [
        max(-FAR, min(FAR, i - around.headline)) if around.headline >= 0 else FAR + 1,
        max(-FAR, min(FAR, i - around.first)),
        max(-FAR, min(FAR, i - around.last)),
        i / len(shapes),
        *(
            probabilities[ROLES.index(role)]
            for role in ("before", "title", "meta", "paragraph", "after", "aside", "item")
        ),
        value.whole,
        its.kind,
        its.size,
        its.date,
        its.author,
        its.counted,
        its.gap,
        its.separators,
        its.sentences,
        before.date + 2 * before.author + 4 * before.kind if before else -1,
        after.date + 2 * after.author + 4 * after.kind if after else -1,
        before.size if before else 0,
        after.size if after else 0,
        around.reading.of(i - 1, "before") if i else 0,
        around.reading.of(i + 1, "title") if after else 0,
        around.reading.of(i + 1, "before") if after else 0,
        before.vocabulary if before else -1,
        after.vocabulary if after else -1,
        its.indent,
        its.crumbs,
        its.end,
        math.log2(len(shapes)),
    ]


def _form_of(value: Value) -> list[float]:
    """Return the features of the form of a value."""
    text = value.value
    words = text.split()
    number = float(text) if text.isdecimal() and len(text) < 16 else 0.0
    return [
        len(text),
        len(words),
        sum(w[:1].isupper() for w in words) / len(words) if words else 0.0,
        sum(map(str.isdigit, text)) / len(text) if text else 0.0,
        float(text.isupper()),
        float(text[:1].islower()),
        float(is_full_name(text)) if len(text) < 60 else 0.0,
        vocabulary_class(text) if len(text) < 60 else 0,
        float(fold(value.crumbs[-1] if value.crumbs else text) in _SECTIONS),
        float(fold(text) in _GENERIC),
        math.log10(1 + number),
        float(1900 <= number <= 2100),
        len(value.crumbs),
        float(bool(value.crumbs) and is_home(value.crumbs[0])),
    ]
