"""Marks of headings that are not those of Markdown: of wikis, AsciiDoc, Textile and reStructuredText."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

UNDERLINES: Final = "=-~^"
"""Signs of underlines, from that of the highest heading down."""
AFTER_MARK: Final = (".", ")", *"123456")
"""What is behind a letter that is the mark of an item or of a heading."""
MAX_WAVY: Final = 3
"""Most characters by which an underline is longer than what it is under."""
_MARKED: Final = re.compile(
    r"(={2,6}|=(?=\s+[^\W\d_]{2}))\s?([^=\s>](?:[^=]*[^=\s])?)(?:\s?={1,6})?|h([1-6])\.\s+(\S.*)"
)


class Mark(NamedTuple):
    """A marked heading, as a range of its line."""

    level: int
    start: int
    stop: int


def read_mark(text: str, *, apart: bool = True) -> Mark | None:
    """Return the heading that a line marks, or None; one sign alone marks only a line that is ``apart`` from that above.

    >>> read_mark("== The mill =="), read_mark("h3. Flour"), read_mark("=> /mill") is None
    (Mark(level=2, start=3, stop=11), Mark(level=3, start=4, stop=9), True)
    """
    found = _MARKED.fullmatch(text) if text[0] in "=h" else None
    if found is None or (found[1] == "=" and not apart):
        return None
    return Mark(int(found[3]), *found.span(4)) if found[3] else Mark(len(found[1]), *found.span(2))


def is_wavy(text: str, above: str) -> bool:
    """Whether a line of tildes or carets is as long as the line above it.

    >>> is_wavy("~~~~~", "Flour"), is_wavy("~~~", "Some text before code")
    (True, False)
    """
    return text[0] in "~^" and len(set(text)) == 1 and 0 <= len(text) - len(above) <= MAX_WAVY
