"""Repairs markup that browsers tolerate but libxml2 does not. The length does not change.

libxml2 drops everything after ``</html>`` and inside a self-closing ``html`` element. Source: HTML, tree construction
("after after body", "in frameset").
"""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(rb"</html\s{0,100}>", re.IGNORECASE)
_USUAL_END: Final = b"</html"
"""The usual form of the end tag, which is found faster than with `_END`."""
_NO_CONTENT: Final = re.compile(
    rb"\s+|<!--.*?-->|</?(?:html|body)\b[^<>]*>|<(script|style)\b[^<>]*>.*?</\1\s*>|<(?:link|meta)\b[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
"""What may follow the end tag without being content."""
_ROOT: Final = re.compile(rb"<html\b[^<>]*/>", re.IGNORECASE)
_OPEN: Final = re.compile(rb"<body\b[^<>]*/>", re.IGNORECASE)
_OPENINGS: Final = ((b"<html", _ROOT), (b"<body", _OPEN))
"""The usual form of each start tag, which is found faster than with the pattern, and the pattern."""
START: Final = 100_000
"""Bytes in which the ``html`` and ``body`` start tags are searched for."""
FOLLOWING: Final = 1_000
"""Most pieces without content that are skipped after the end tag."""


def repaired(utf8: bytes) -> bytes:
    """Return ``utf8`` with the tags that would make the parser drop content blanked; ``utf8`` itself if there are none.

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
    """Return whether there may be visible content from ``at`` on."""
    for _ in range(FOLLOWING):
        if at >= len(utf8):
            return False
        piece = _NO_CONTENT.match(utf8, at)
        if piece is None:
            return True
        at = piece.end()
    return False
