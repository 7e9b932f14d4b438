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
_ARROW = re.compile("[>＞»›→▸]")
_SLASHED = re.compile(r"[^/]{1,40}(?:\s/\s[^/]{1,60}){2,8}")
MAX_STEP, MAX_STEPS = 60, 9
"""Characters of a name in a trail without the space around it, and names. Source: reasoning."""


def is_crumbs(text: str) -> bool:
    """Whether a line is a trail such as ``Home > Art > Music``.

    >>> is_crumbs("Location:HOME > Art > content"), is_crumbs("x > y holds"), is_crumbs("Bread and salt")
    (True, True, False)
    """
    if not 4 < len(text) <= MAX_TITLE or text[-1] in ".!?":
        return False
    return _is_arrowed(text) or _SLASHED.fullmatch(text) is not None


def _is_arrowed(text: str) -> bool:
    """Whether short names with arrows between them are all of ``text``; space before the first and after the last counts."""
    names = _ARROW.split(text)
    if not 1 < len(names) <= MAX_STEPS or "" in names:
        return False
    inner = [name.strip() for name in names[1:-1]]
    return all(len(name) <= MAX_STEP for name in (names[0].rstrip(), *inner, names[-1].lstrip()))


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
