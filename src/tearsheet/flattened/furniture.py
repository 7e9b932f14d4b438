"""Lines that stand around articles, told by their form: trails and copyright claims."""

from __future__ import annotations

import re

MAX_TITLE = 250
"""Longest title, in characters."""

COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:\d{4}(?:\s?[-–]\s?\d{2,4})?\s*)?(?:by\s+)?([^.|•·,©\n]{2,60})",
    re.IGNORECASE,
)
"""A copyright claim; its group is the name of the one who claims."""
_CRUMB_EDGE = re.compile(r"\s*(?:[>＞»›→▸/\\]|::)\s*")
_CRUMBS = re.compile(
    r"[^>＞»›→▸]{1,60}(?:\s*[>＞»›→▸]\s*[^>＞»›→▸]{1,60}){1,8}|[^/]{1,40}(?:\s/\s[^/]{1,60}){2,8}"
)


def is_crumbs(text: str) -> bool:
    """Whether a line is a trail such as ``Home > Art > Music``.

    >>> is_crumbs("Location:HOME > Art > content"), is_crumbs("x > y holds"), is_crumbs("Bread and salt")
    (True, True, False)
    """
    return 4 < len(text) <= MAX_TITLE and text[-1] not in ".!?" and _CRUMBS.fullmatch(text) is not None


def crumbs_of(text: str) -> list[str]:
    """Return the names in a trail, in order.

    >>> crumbs_of("Location:HOME > Art > content")
    ['HOME', 'Art', 'content']
    """
    parts = [p.strip() for p in _CRUMB_EDGE.split(text)]
    if parts:
        parts[0] = re.split(r"[:：]\s*", parts[0])[-1]
    return [p for p in parts if p]


def is_copyright(text: str) -> bool:
    """Whether a line claims copyright."""
    return COPYRIGHT.search(text) is not None and ("©" in text or any(c.isdigit() for c in text))
