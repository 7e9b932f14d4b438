"""Headings among the lines of a body: the likely ones are compared with each other, for those of a text look alike.

The order of the columns is part of the model; a change here needs new training.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Final

from tearsheet.parsing.cues import cue_of
from tearsheet.parsing.titles import fold
from tearsheet.plaintext.forest import load_data, load_forest
from tearsheet.plaintext.header_footer import BOILERPLATE
from tearsheet.plaintext.line_features import form_of
from tearsheet.plaintext.roles import BODY_ROLES, ROLES
from tearsheet.plaintext.shape import Shape, is_running
from tearsheet.plaintext.value import Around

FILE: Final = "line_headings"
"""Name of the data file."""
MIN_ROLE: Final = 0.03
"""Least share of the probability of a heading in that of the body's roles for a line that is compared with others."""
SURE: Final = 0.5
"""Share from which on a line is likely enough to be a heading to measure distances from it."""
FAR: Final = 30
"""Greatest distance, in blocks, that is kept apart from greater ones."""
CELL_EDGE: Final = " | "
"""What is between the cells of a table's row."""
DASHES: Final = "—–―-"
"""Signs before the name of who is quoted; no heading begins with one."""
MIN_ALONE: Final = 0.1
"""Least probability of a heading for a short line with running text on both sides, in a text without menu or footer."""
MAX_ALONE: Final = 6.5
"""Binary logarithm of the greatest length, in Latin characters, of such a line."""
MIN_COLONS: Final = 3
"""Fewest lines with a colon that are headings though none of them is likely enough alone."""
QUESTION, COLON, COMMA, UNCASED = 2, 4, 5, 4
"""`Shape.end` of a question, which has a colon in interviews (``Q: Why?``), of a colon, with which headings end in
Chinese, and of a comma, with which none ends; `Shape.start` of a script without case."""
NEAR_ROLES: Final = ("heading", "paragraph", "item", "cell", "before", "after", "aside")
"""Roles whose probabilities for the lines beside a candidate are compared."""


def read_headings(around: Around, reasons: Sequence[str]) -> dict[int, float]:
    """Return the probability of each line of the body that may be a heading, by its index."""
    chosen = heading_lines(around, reasons)
    if not chosen:
        return {}
    scores = load_forest(FILE).sums(heading_rows(around, reasons, chosen))
    return {i: 1.0 / (1.0 + math.exp(-s[0])) for i, s in zip(chosen, scores, strict=True)}


def chosen_headings(around: Around, reasons: Sequence[str]) -> set[int]:
    """Return the indices of the lines that are headings."""
    least = float(load_data(FILE)["least"])
    copied = not any(its.vocabulary in BOILERPLATE for its in around.shapes)
    body = [i for i, reason in enumerate(reasons) if reason == "body"]
    shapes = [around.shapes[i] for i in body]
    likely = read_headings(around, reasons)
    found = set()
    for k, i in enumerate(body):
        probability = likely.get(i, 0.0)
        if not probability or shapes[k].end == COMMA or _is_row(around, i):
            continue
        alone = copied and probability >= MIN_ALONE and _is_alone(shapes, k)
        if probability >= least or alone or _opens_points(around, i):
            found.add(i)
    colons = _colon_lines(body, shapes, likely)
    return found | colons if len(colons) > len(found - colons) else found


def _colon_lines(body: Sequence[int], shapes: Sequence[Shape], likely: Mapping[int, float]) -> set[int]:
    """Return the short lines that end in a colon between running text, if there are several: such headings look alike."""
    colons = {
        i
        for k, i in enumerate(body)
        if shapes[k].end == COLON and likely.get(i, 0.0) >= MIN_ALONE and _is_between(shapes, k)
    }
    return colons if len(colons) >= MIN_COLONS else set()


def _is_row(around: Around, i: int) -> bool:
    """Whether a line has cells, as many as a line beside it."""
    cells = around.blocks[i].text.count(CELL_EDGE)
    beside = [around.blocks[j].text for j in (i - 1, i + 1) if 0 <= j < len(around.blocks)]
    return cells > 0 and any(text.count(CELL_EDGE) == cells for text in beside)


def _opens_points(around: Around, i: int) -> bool:
    """Whether a line without a colon says that key points follow, and a list does."""
    below = around.blocks[i + 1] if i + 1 < len(around.blocks) else None
    if below is None or below.kind != "item" or around.shapes[i].end == COLON:
        return False
    return cue_of(around.blocks[i].text) == "strong"


def _is_alone(shapes: Sequence[Shape], i: int) -> bool:
    """Whether a short line that ends as no sentence does is between running text on both sides."""
    its = shapes[i]
    ends_open = (
        its.end == 0 or (its.end == QUESTION and not its.colon) or (its.end == COLON and its.start == UNCASED)
    )
    return ends_open and _is_between(shapes, i)


def _is_between(shapes: Sequence[Shape], i: int) -> bool:
    """Whether a short line of no special form is between running text on both sides."""
    if not 0 < i < len(shapes) - 1 or shapes[i].size > MAX_ALONE or shapes[i].machine or shapes[i].vocabulary:
        return False
    return is_running(shapes[i - 1]) and is_running(shapes[i + 1])


def heading_lines(around: Around, reasons: Sequence[str]) -> list[int]:
    """Return the indices of the lines of the body that may be headings."""
    return [
        i
        for i, block in enumerate(around.blocks)
        if reasons[i] == "body"
        and block.kind == "text"
        and block.text[0] not in DASHES
        and heading_share(around, i) >= MIN_ROLE
    ]


def heading_share(around: Around, i: int) -> float:
    """Return the probability that a block of the body is a heading."""
    whole = sum(around.reading.of(i, name) for name in BODY_ROLES)
    return around.reading.of(i, "heading") / whole if whole else 0.0


def heading_rows(around: Around, reasons: Sequence[str], chosen: Sequence[int]) -> list[list[float]]:
    """Return for each of the lines ``chosen`` the row that its probability is read from."""
    lines = _Lines(around, reasons, chosen)
    reading = around.reading
    return [
        [
            *reading.rows[i],
            *reading.probabilities[i],
            *(_near(around, i + step, role) for step in (-2, -1, 1, 2) for role in NEAR_ROLES),
            float(ROLES.index(reading.roles[i])),
            *lines.likeness(k),
            *lines.distances(k),
            *lines.text(k),
            *lines.place(k),
        ]
        for k, i in enumerate(chosen)
    ]


class _Lines:
    """The lines of a text that may be headings."""

    def __init__(self, around: Around, reasons: Sequence[str], chosen: Sequence[int]) -> None:
        self.around, self.chosen = around, chosen
        self.shares = [heading_share(around, i) for i in chosen]
        shapes, keys = around.shapes, around.keys
        self.mass = [0.0, *accumulate(2.0**s.size if is_running(s) else 0.0 for s in shapes)]
        body = [i for i, reason in enumerate(reasons) if reason == "body"]
        self.size = len(body)
        self.marked = sum(around.blocks[i].kind == "heading" for i in body)
        forms = [form_of(shapes[i]) for i in chosen]
        groups: defaultdict[object, list[float]] = defaultdict(list)
        for form, share in zip(forms, self.shares, strict=True):
            groups[form].append(share)
        known = {form: (len(group), sum(group), max(group)) for form, group in groups.items()}
        self.groups = [known[form] for form in forms]
        self.total = sum(self.shares)
        self.times = Counter(keys[i] for i in body)
        self.away = Counter(key for key, reason in zip(keys, reasons, strict=True) if reason != "body")
        self.opening = {keys[i] for i in chosen if self.opens(i)}
        self.sure = [i for i, share in zip(chosen, self.shares, strict=True) if share >= SURE]
        self.ranks: dict[float, int] = {}
        for place, share in enumerate(sorted(self.shares, reverse=True)):
            self.ranks.setdefault(share, place)
        self.title = fold(around.title)
        seen: Counter[str] = Counter()
        self.seen = []
        for i in chosen:
            self.seen.append(seen[keys[i]])
            seen[keys[i]] += 1

    def opens(self, i: int) -> bool:
        """Whether running text is directly below block ``i``."""
        shapes = self.around.shapes
        return i + 1 < len(shapes) and is_running(shapes[i + 1])

    def likeness(self, k: int) -> tuple[float, ...]:
        """Return how likely a line is beside those of its form and beside all."""
        share, count = self.shares[k], len(self.chosen)
        size, total, most = self.groups[k]
        return (
            share,
            size,
            total / size,
            most,
            (total - share) / (size - 1) if size > 1 else -1.0,
            count,
            self.total,
            len(self.sure),
            self.ranks[share] / count,
            self.marked,
        )

    def distances(self, k: int) -> tuple[float, ...]:
        """Return how far, and how much running text away, the lines before and behind are: sure ones, then all."""
        i, end, mass = self.chosen[k], len(self.around.shapes), self.mass
        place = bisect_left(self.sure, i)
        behind = place + (place < len(self.sure) and self.sure[place] == i)
        before_sure = self.sure[place - 1] if place else -1
        after_sure = self.sure[behind] if behind < len(self.sure) else end
        before = self.chosen[k - 1] if k else -1
        after = self.chosen[k + 1] if k + 1 < len(self.chosen) else end
        return (
            min(FAR, i - before_sure),
            min(FAR, after_sure - i),
            math.log2(1.0 + mass[i] - mass[before_sure + 1]),
            math.log2(1.0 + mass[after_sure] - mass[i + 1]),
            min(FAR, i - before),
            min(FAR, after - i),
            self.shares[k - 1] if k else -1.0,
            self.shares[k + 1] if k + 1 < len(self.chosen) else -1.0,
            math.log2(1.0 + mass[after] - mass[i + 1]),
            math.log2(1.0 + mass[i] - mass[before + 1]),
        )

    def text(self, k: int) -> tuple[float, ...]:
        """Return where else the text of a line is: in the body, outside it, in the title."""
        i = self.chosen[k]
        key = self.around.keys[i]
        if not key:
            return (0, 0, 0, 0.0, -1.0)
        opening = float(key in self.opening) - 2.0 * self.opens(i)
        return self.times[key], self.seen[k], self.away[key], opening, _to_title(key, self.title)

    def place(self, k: int) -> tuple[float, ...]:
        """Return where a line is in the body, and whether its number continues those of its neighbours."""
        around, i = self.around, self.chosen[k]
        shapes, number = around.shapes, around.shapes[i].number
        before = shapes[self.chosen[k - 1]].number if k else -1
        after = shapes[self.chosen[k + 1]].number if k + 1 < len(self.chosen) else -1
        return (
            min(FAR, i - around.first),
            min(FAR, around.last - i),
            min(FAR, max(-FAR, i - around.headline)),
            self.size,
            self.mass[i] / (self.mass[-1] or 1.0),
            float(i > 0 and shapes[i - 1].end == COLON),
            float(number > 0 and before == number - 1),
            float(number > 0 and after == number + 1),
        )


def _near(around: Around, i: int, role: str) -> float:
    return around.reading.of(i, role) if 0 <= i < len(around.blocks) else -1.0


def _to_title(key: str, title: str) -> float:
    """How a line overlaps with the title: 1 if it is a part of it, 2 if the title is a part of it, 3 if the same."""
    if not key or not title:
        return -1.0
    return float(key in title) + 2.0 * float(title in key)
