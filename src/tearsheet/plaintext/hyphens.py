"""Words that a program separated at the ends of lines."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

MAX_PART: Final = 30
"""Longest part of a separated word, in characters."""
_HYPHENATED: Final = re.compile(rf"(?<![^\W\d_])([^\W\d_]{{1,{MAX_PART}}})-(?=([^\W\d_]{{1,{MAX_PART}}}))")
_SEPARATED: Final = re.compile(r"(?<=[^\W\d_])[-\u2010]\n[ \t]*(?=([^\W\d_]))")
_LAST_PART: Final = re.compile(r"[^\W\d_]+$")
_FIRST_PART: Final = re.compile(r"[^\W\d_]+")


def hyphenated(source: str) -> frozenset[tuple[str, str]]:
    """Return the pairs of words that ``source`` has a hyphen between, within a line.

    >>> sorted(hyphenated("an out-of-date mill"))
    [('of', 'date'), ('out', 'of')]
    """
    return frozenset(_HYPHENATED.findall(source))


def healed(raw: str, pairs: Collection[tuple[str, str]]) -> str:
    r"""Return ``raw`` with the parts of separated words put together; a capital begins a word of its own.

    A hyphen between two words that are among the hyphenated ``pairs`` stays.

    >>> healed("the water-\nwheel and the mill-\nstone", {("water", "wheel")})
    'the water-wheel and the millstone'
    """

    def joined(hyphen: re.Match[str]) -> str:
        if not hyphen[1].islower():
            return hyphen[0]
        before = _LAST_PART.search(raw, max(0, hyphen.start() - MAX_PART), hyphen.start())
        behind = _FIRST_PART.match(raw, hyphen.end())
        kept = before is not None and behind is not None and (before[0], behind[0]) in pairs
        return "-" if kept else ""

    return _SEPARATED.sub(joined, raw)
