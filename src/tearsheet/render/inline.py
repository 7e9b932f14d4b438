"""Helpers for all renderers: URLs that are safe to link, and marks as nested spans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tearsheet.article.model import Mark


SAFE_SCHEMES = frozenset(("http", "https", "mailto"))
"""Schemes of URLs that are linked."""

_SCHEME = re.compile(r"[^/?#:]*(?=:)")
_NOISE = dict.fromkeys(
    (*range(33), *range(127, 160))
)  # browsers ignore these characters, so they could hide a scheme


def safe_address(address: str | None, *, picture: bool = False) -> str | None:
    r"""Return ``address`` without white space and control characters if it is safe to link to; otherwise None.

    Safe schemes are http, https and (except for pictures) mailto; addresses without a scheme are safe, too.

    >>> safe_address("https://example.org/a"), safe_address("/a"), safe_address("java\nscript:alert(1)")
    ('https://example.org/a', '/a', None)
    """
    bare = (address or "").translate(_NOISE)
    scheme = _SCHEME.match(bare)
    if not bare or (scheme and scheme[0].lower() not in SAFE_SCHEMES):
        return None
    return None if picture and scheme and scheme[0].lower() == "mailto" else bare


class Step(NamedTuple):
    """One step through marked text."""

    kind: str
    """``open`` and ``close`` of a mark, or ``text``."""
    mark: Mark | None
    """The mark that opens or closes; None for text."""
    start: int
    """First character of the text; where the mark opens or closes."""
    stop: int
    """Index after the last character of the text; the same as ``start`` for marks."""


def steps(text: str, marks: Sequence[Mark]) -> Iterator[Step]:
    """Yield ``text`` split at its marks, which are properly nested.

    Marks that extend beyond the text are cut. Empty marks, marks that partly overlap an earlier one, and links inside a
    link are left out.
    """
    open_: list[Mark] = []
    at = 0
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        stop = min(mark.end, len(text))
        while open_ and open_[-1].end <= mark.start:
            yield from _until(open_[-1].end, at)
            at = max(at, open_[-1].end)
            yield Step("close", open_.pop(), at, at)
        if mark.start >= stop or (open_ and open_[-1].end < mark.end) or mark.start < at:
            continue
        if mark.type == "link" and (safe_address(mark.href) is None or any(m.type == "link" for m in open_)):
            continue
        yield from _until(mark.start, at)
        at = mark.start
        yield Step("open", mark, at, at)
        open_.append(mark)
    while open_:
        end = min(open_[-1].end, len(text))
        yield from _until(end, at)
        at = max(at, end)
        yield Step("close", open_.pop(), at, at)
    yield from _until(len(text), at)


def _until(stop: int, at: int) -> Iterator[Step]:
    if at < stop:
        yield Step("text", None, at, stop)
