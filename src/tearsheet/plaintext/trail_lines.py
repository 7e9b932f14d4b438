"""Breadcrumb trails in the lines of a text: one in a line, or a crumb a line."""

from __future__ import annotations

from collections.abc import Iterator

from tearsheet.parsing.breadcrumbs import is_home, is_lead, is_title, parse_breadcrumb
from tearsheet.plaintext.value import Around, Value

TRAIL_ABOVE = 40
"""How many blocks above the body are searched for a trail."""
MAX_SPREAD = 5
"""Most lines above the title that are a trail with nothing to mark it but the site's start."""
MAX_NAME = 40
"""Longest crumb of such a trail, in characters."""


def trails(around: Around) -> Iterator[Value]:
    """Yield the trails above the body: a line each, or a crumb a line."""
    stop = min(len(around.blocks), max(around.headline + 4, around.first + 1))
    title = around.title or None
    i = max(0, stop - TRAIL_ABOVE)
    while i < stop:
        text = around.blocks[i].text
        crumbs = parse_breadcrumb(text, title) if around.shapes[i].crumbs or len(text) <= 160 else None
        if crumbs:
            yield Value(
                "breadcrumbs",
                " > ".join(crumbs),
                around.blocks[i].start,
                around.blocks[i].stop,
                "trail",
                i,
                1.0,
                crumbs,
            )
        elif is_home(text) or (crumbs is None and is_home(text.strip(" >»/›|"))):
            j = _end_of_spread(around, i, stop)
            lines = [b.text for b in around.blocks[i : j + 1]]
            crumbs = parse_breadcrumb("\n".join(lines), title) if j > i and _is_spread(around, i, j) else None
            if crumbs:
                start, end = around.blocks[i].start, around.blocks[j].stop
                yield Value("breadcrumbs", " > ".join(crumbs), start, end, "trail", i, 0.5, crumbs)
                i = j
            elif is_home(text) and i < around.headline <= i + MAX_SPREAD:
                yield from _spread(around, i)
        i += 1


def _spread(around: Around, i: int) -> Iterator[Value]:
    """Yield the lines from the site's start down to the title as a trail, if all of them are short names."""
    blocks = around.blocks[i : around.headline]
    crumbs = tuple(b.text.strip(" >»/›|") for b in blocks)
    if all(0 < len(c) <= MAX_NAME and c[0].isalpha() and c[-1].isalnum() for c in crumbs):
        start, stop = blocks[0].start, blocks[-1].stop
        yield Value("breadcrumbs", " > ".join(crumbs), start, stop, "spread", i, 0.5, crumbs)


def _is_spread(around: Around, i: int, j: int) -> bool:
    """Whether lines are more than a menu above the title: a lead, separators, or the title once more below."""
    if i and is_lead(around.blocks[i - 1].text):
        return True
    raw = around.source[around.blocks[i].start - 2 : around.blocks[j].stop]
    return j < around.headline or any(sign in raw for sign in ">»›/")


def _end_of_spread(around: Around, i: int, stop: int) -> int:
    """Index of the last line of a trail with a crumb a line: the title; ``i`` if it does not end soon in it."""
    for j in range(i + 1, min(stop, i + 12)):
        text = around.blocks[j].text.strip(" >»/›|")
        if around.title and is_title(text, around.title):
            return j
        if len(text) > 60 or parse_breadcrumb(text, around.title or None):
            break
    return i
