"""Compares titles, and splits them at separators."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_NO_WORD = re.compile(r"[\W_]+")
_LOWER = bytes(range(128)).lower() + bytes(range(128, 256))
_ASCII_NO_WORD = bytes(c for c in range(128) if not chr(c).isalnum())
_WORD = re.compile(r"[^\W_]+")

SEPARATOR = re.compile(
    r"\s+[-–—―|‖¦:·•●∙»«›‹><~/\\►▸ǀ⋆★☆﹣✦✧⁄@]+\s+|\s*[|｜¦ǀㅣ»«]+\s*|(?<=\S)(?:::|[_—])(?=\S)|: |\s[-–]|[-–]\s|，|：|[-:](?=[^\x00-\x7f])|﹣"
)
"""A separator at which a title may contain more than the headline; to cut it there, further evidence is needed.

Matches dashes, bars, dots, guillemets and slashes with spaces around them, bars and colons without spaces, and the hyphen
or underscore before the site's name in scripts without spaces. Source: reasoning.
"""

_SIGN = re.compile(r"[-–—―|‖¦:·•●∙»«›‹><~/\\►▸ǀ｜ㅣ_，：⋆★☆﹣✦✧⁄@]")
"""Every match of `SEPARATOR` begins with one of these, or with the space before it."""


class Cut(NamedTuple):
    """A title split in two at a separator."""

    kept: str
    """The part that may be the headline; never empty."""
    dropped: str
    """The other part; never empty."""
    tail: bool
    """True if the dropped part is at the end."""


def fold(text: str) -> str:
    """Return the letters and digits of ``text``, normalised and case folded. Titles with equal results count as equal.

    >>> fold("It’s  here - now!") == fold("its HERE: now")
    True
    >>> fold("…")
    ''
    """
    if text.isascii():  # a much faster way
        return text.encode().translate(_LOWER, _ASCII_NO_WORD).decode()
    folded = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    return folded if folded.isalnum() else _NO_WORD.sub("", folded)


def words(text: str) -> frozenset[str]:
    """Return the distinct words of ``text``, case folded; empty if there are none.

    >>> sorted(words("Rain, rain and Snow"))
    ['and', 'rain', 'snow']
    """
    return frozenset(_WORD.findall(text.casefold()))


def has_separator(title: str) -> bool:
    """Return whether `SEPARATOR` occurs in ``title``.

    >>> has_separator("Rain in May | The Daily Cup"), has_separator("Rain in May")
    (True, False)
    """
    return next(_separators(title), None) is not None


def _separators(title: str) -> Iterator[re.Match[str]]:
    """Yield the same matches as ``SEPARATOR.finditer``; the pattern is only tried where it can match."""
    end = 0
    for sign in _SIGN.finditer(title):
        at = start = sign.start()
        if at < end:
            continue
        while start > end and title[start - 1].isspace():
            start -= 1
        for first in range(start, at + 1):
            match = SEPARATOR.match(title, first)
            if match:
                yield match
                end = match.end()
                break


def segments(text: str) -> list[str]:
    """Return the parts of ``text`` between its separators, in order; never empty.

    >>> segments("News | Town | The Daily Cup"), segments("Town")
    (['News', 'Town', 'The Daily Cup'], ['Town'])
    """
    found, start = [], 0
    for match in _separators(text):
        found.append(text[start : match.start()].strip())
        start = match.end()
    found.append(text[start:].strip())
    return [part for part in found if part] or [text]


def title_splits(title: str) -> Iterator[Cut]:
    """Yield the ways to split ``title`` in two, in order of the separators; nothing if it has none.

    At most `MOST_SEPARATORS` separators are tried.

    >>> [c.kept for c in title_splits("Rain in May | The Daily Cup")]
    ['Rain in May', 'The Daily Cup']
    >>> list(title_splits("Rain in May"))
    []
    """
    for count, match in enumerate(_separators(title)):
        if count == MOST_SEPARATORS:
            return
        head, tail = title[: match.start()].strip(), title[match.end() :].strip()
        if head and tail:
            yield Cut(head, tail, tail=True)
            yield Cut(tail, head, tail=False)


MOST_SEPARATORS = 6
"""Most separators tried in one title: a title with more is a list of keywords. Source: reasoning."""
