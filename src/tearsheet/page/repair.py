"""Markup that browsers repair and libxml2 does not: changed in place, byte for byte, so that both read the same.

Source: HTML, tree construction ("after after body", "in frameset"); libxml2 drops what follows ``</html>`` and what
is inside an ``html`` element that closes itself.
"""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(rb"</html\s{0,100}>", re.IGNORECASE)
_USUAL_END: Final = b"</html"
"""How nearly all pages write their end: found in two thirds of the time that `_END` takes."""
_NO_CONTENT: Final = re.compile(
    rb"\s+|<!--.*?-->|</?(?:html|body)\b[^<>]*>|<(script|style)\b[^<>]*>.*?</\1\s*>|<(?:link|meta)\b[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
"""What may follow the end of a page without being content."""
_ROOT: Final = re.compile(rb"<html\b[^<>]*/>", re.IGNORECASE)
_OPEN: Final = re.compile(rb"<body\b[^<>]*/>", re.IGNORECASE)
_OPENINGS: Final = ((b"<html", _ROOT), (b"<body", _OPEN))
"""How nearly all pages write them, which is found faster than the pattern."""
START: Final = 100_000
"""Bytes in which the ``html`` and the ``body`` element begin."""
FOLLOWING: Final = 1_000
"""Pieces without content that are passed over behind the end of a page."""


def repaired(utf8: bytes) -> bytes:
    """Return ``utf8`` with the marks blanked that would make the parser drop content; itself if there are none.

    >>> repaired(b"<html><p>a</p></html><p>b</p></html>")
    b'<html><p>a</p>       <p>b</p></html>'
    """
    for opening, pattern in _OPENINGS:
        usual = utf8.find(opening, 0, START)
        match = pattern.match(utf8, usual) if usual >= 0 else pattern.search(utf8, 0, START)
        if match:
            utf8 = utf8[: match.end() - 2] + b" >" + utf8[match.end() :]
    first = _END.search(utf8, max(utf8.find(_USUAL_END), 0))
    if first is None or not _has_content(utf8, first.end()):
        return utf8
    ends = [match.span() for match in _END.finditer(utf8)]
    last = ends[-1] if not _has_content(utf8, ends[-1][1]) else None
    parts, at = [], 0
    for start, stop in ends:
        if (start, stop) != last:
            parts += [utf8[at:start], b" " * (stop - start)]
            at = stop
    return b"".join([*parts, utf8[at:]])


def _has_content(utf8: bytes, at: int) -> bool:
    """Return whether any visible content may follow from ``at`` on."""
    for _ in range(FOLLOWING):
        if at >= len(utf8):
            return False
        piece = _NO_CONTENT.match(utf8, at)
        if piece is None:
            return True
        at = piece.end()
    return False
