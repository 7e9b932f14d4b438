"""Charts as markup: bars as table rows, columns as SVG. All text is escaped."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

WIDTH, WIDE, HEIGHT = 480, 1000, 200
"""Widths of a column chart in half and in the whole of the page, and its height: about a CSS pixel each, so that the
labels have the size of the text around them."""
LEFT, RIGHT, TOP, BOTTOM = 52, 8, 12, 28
"""Room around its columns, in SVG units."""
LABEL_WIDTH = 7.2
"""Width of a character of a label, in SVG units, rounded up."""


class Bar(NamedTuple):
    """One bar or column."""

    label: str
    value: int
    note: str = ""
    """Shown after the value; and for columns in the tooltip."""


def bars(rows: Sequence[Bar], whole: int, *, caption: str) -> str:
    """Return horizontal bars whose full length is ``whole``; a note instead if there are none."""
    if not rows:
        return '<p class="none">None.</p>'
    body = "".join(
        f"<tr><th scope=row>{escape(row.label)}</th>"
        f'<td class="track"><div style="width:{_percent(row.value, whole)}%"></div></td>'
        f'<td class="number">{row.value:,}</td><td class="note">{escape(row.note)}</td></tr>'
        for row in rows
    )
    return f'<table class="bars"><caption>{escape(caption)}</caption><tbody>{body}</tbody></table>'


def _percent(value: int, whole: int) -> str:
    return f"{100 * value / whole:.2f}" if whole else "0"


def columns(rows: Sequence[Bar], *, caption: str, total: int = WIDTH) -> str:
    """Return a column chart ``total`` wide as SVG; a note instead if there is nothing to show."""
    if not rows or not any(row.value for row in rows):
        return '<p class="none">Nothing to show.</p>'
    ticks = ticks_to(max(row.value for row in rows))
    room_x, room_y = total - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    step = room_x / len(rows)
    width = min(56.0, max(1.0, step - min(4.0, step * 0.2)))
    parts = [_grid(tick, total, TOP + room_y * (1 - tick / ticks[-1])) for tick in ticks]
    every = math.ceil(max(len(row.label) for row in rows) * LABEL_WIDTH / step)
    for i, row in enumerate(rows):
        height = room_y * row.value / ticks[-1]
        middle = LEFT + step * (i + 0.5)
        parts.append(
            f'<rect x="{middle - width / 2:.1f}" y="{TOP + room_y - height:.1f}" width="{width:.1f}" '
            f'height="{height:.1f}"><title>{escape(row.label)}: {row.value:,}{escape(row.note)}</title></rect>'
        )
        if i % every == 0 and middle + len(row.label) * LABEL_WIDTH / 2 <= total:
            parts.append(f'<text class="x" x="{middle:.1f}" y="{HEIGHT - 8}">{escape(row.label)}</text>')
    return (
        f'<figure><figcaption>{escape(caption)}</figcaption><svg viewBox="0 0 {total} {HEIGHT}" role="img" '
        f'aria-label="{escape(caption)}">{"".join(parts)}</svg></figure>'
    )


def _grid(tick: int, total: int, y: float) -> str:
    return (
        f'<line x1="{LEFT}" x2="{total - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text class="y" x="{LEFT - 8}" y="{y + 4:.1f}">{tick:,}</text>'
    )


def ticks_to(top: int) -> list[int]:
    """Return round tick values from 0 to at least ``top``, at most six of them.

    >>> ticks_to(7), ticks_to(1234), ticks_to(1)
    ([0, 2, 4, 6, 8], [0, 250, 500, 750, 1000, 1250], [0, 1])
    """
    size = next(size for size in _sizes() if top <= 5 * size)
    return [size * i for i in range(math.ceil(top / size) + 1)]


def _sizes() -> Iterator[int]:
    """Yield the round numbers: 1, 2, 5, then 10, 20, 25, 50 and their tenfold, and so on."""
    yield from (1, 2, 5)
    power = 10
    while True:
        yield from (power, 2 * power, power * 5 // 2, 5 * power)
        power *= 10
