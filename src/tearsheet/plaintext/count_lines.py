"""Counts of views in the lines of a text: with a label, beside a line that is a label, or bare beside the date."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from tearsheet.parsing.counts import ViewCount, find_view_counts, names_views, parse_times
from tearsheet.plaintext.block import source_range
from tearsheet.plaintext.value import Around, Value, value_of
from tearsheet.vocab import load

MAX_COUNT_LINE: Final = 160
"""Longest line, in characters, in which a count of views is searched for."""
MAX_NUMBER: Final = 12
"""Longest number in a line of its own, in characters."""
MAX_LABEL: Final = 30
"""Longest line, in characters, that is nothing but a label of views."""
BESIDE: Final = 3
"""How many lines from a bare number its date may be."""
YEARS: Final = range(1900, 2101)
_NUMBER = re.compile(
    r"_*(\d[\d.,٫'’\u00a0\u202f ]*\s?(?:[kKmMwW万萬만千천]|[a-zа-я]{2,5}\.?)?\+?\s?[次回회]?)"
)
_ICONS = frozenset(load("counts")["icons"])
_VERBS = frozenset(load("counts")["verbs"])


def counts(around: Around, near: Collection[int]) -> Iterator[Value]:
    """Yield the counts that a label of views is beside, anywhere in the text, and bare ones beside a date that is ``near``."""
    for i, block in enumerate(around.blocks):
        text = block.text
        if len(text) > MAX_COUNT_LINE or not around.shapes[i].digits or block.kind == "code":
            continue
        found = False
        for count in find_view_counts(text):
            found = True
            if not _is_year(count, text) and not _is_of_another(count, text):
                start, stop = source_range(around.source, block, *count.span)
                share = (stop - start) / len(text)
                yield Value(
                    "view_count", str(count.value), start, stop, "labelled", i, share, (), _strength(count)
                )
        if not found and len(text) <= MAX_NUMBER:
            yield from _alone(around, i, near)


def _is_year(count: ViewCount, text: str) -> bool:
    """Whether a count is the year that a title or date ends in: ``Greatest Hits 2024``."""
    label_first = text[count.span[0] : count.span[1]].rstrip().endswith(str(count.value))
    return count.value in YEARS and not count.sure and label_first and ":" not in count.raw


def _is_of_another(count: ViewCount, text: str) -> bool:
    """Whether a word before a label that means other things, too, says what is counted: ``Countries visited: 63``."""
    return not count.sure and text[count.span[0]].isalpha() and text[: count.span[0]].rstrip()[-1:].isalpha()


def _strength(count: ViewCount) -> float:
    """Return how surely a label means views: 0 for words that mean other things, too, 2 for labels of several words."""
    return 2.0 if count.sure and " " in count.label.strip() else float(count.sure)


def _alone(around: Around, i: int, near: Collection[int]) -> Iterator[Value]:
    """Yield the count that a line holds which is nothing but a number."""
    match = _NUMBER.fullmatch(around.blocks[i].text)
    number = parse_times(match[1].strip()) if match else None
    if match is None or number is None:
        return
    side = _label_beside(around, i, match[1].strip())
    if side:
        yield value_of(around, i, "view_count", str(number), "beside-label", shown=match[1], hint=side)
    elif i in near:
        beside = range(max(0, i - BESIDE), min(len(around.blocks), i + BESIDE + 1))
        if any(around.shapes[j].date for j in beside):
            yield value_of(around, i, "view_count", str(number), "bare", shown=match[1])


def _label_beside(around: Around, i: int, number: str) -> float:
    """Where the label of views beside a number is: 1 before it, 2 before it with a colon, 3 behind it; 0 for none.

    Half of one is added for a label that means other things, too.
    """
    for j, side in ((i - 1, 1.0), (i + 1, 3.0)):
        other = around.blocks[j].text.strip() if 0 <= j < len(around.blocks) else ""
        if not 0 < len(other) <= MAX_LABEL or around.shapes[j].digits:
            continue
        if other.strip("\ufe0f ") in _ICONS:
            return side
        if names_views(other.lower()):
            joined = f"{other.rstrip(' :：')}: {number}" if side == 1.0 else f"{number} {other}"
            found = find_view_counts(joined)
            if found and found[0].label not in _VERBS and not _is_of_another(found[0], joined):
                return side + (side == 1.0 and other[-1] in ":：") + 0.5 * (not found[0].sure)
    return 0.0
