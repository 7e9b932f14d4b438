"""Decides which of the two numbers around a label such as "views" belongs to it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tearsheet.vocab import load

_SPACES: Final = " \t\n\xa0+"
APART: Final = "|/•·●,;()[]\x00–—-"
"""Separators between the counters in a line; NUL masks a date."""
_FAR: Final = 40
"""Characters on each side that are searched for the label of another counter. Source: reasoning."""
_LAST_WORDS: Final = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]+ )?[^\W\d_]+$")
_FIRST_WORDS: Final = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)?")


def owns_number_behind(lowered: str, number: int, start: int, stop: int) -> bool:
    """Return whether a label between two numbers belongs to the number after it rather than the one before it.

    It does if the number before it has a label of its own ('Replies 12 Views 99') and the number after it has none. If
    neither has one, the script decides: in Chinese, Japanese, Korean and Thai, the label comes first.

    Args:
        lowered: The line in lower case, with its dates masked.
        number: Start of the number before the label.
        start: Start of the label.
        stop: Index after the number that follows the label.

    >>> owns_number_behind("replies 12 views 99", 8, 11, 19), owns_number_behind("12 views 3 replies", 0, 3, 10)
    (True, False)
    """
    dense = is_dense(lowered[start])
    ahead = lowered[max(0, number - _FAR) : number].rstrip(_SPACES)
    behind = lowered[stop : stop + _FAR].lstrip(_SPACES)
    other_behind = _begins_with_other(behind)
    if _ends_with_other(ahead.rstrip(":：")):
        return dense or not other_behind
    return dense and not other_behind and lowered[start - 1] not in APART


def _ends_with_other(text: str) -> bool:
    found = _LAST_WORDS.search(text)
    if found is None:
        return False
    if text[: found.start()].rstrip(_SPACES)[-1:].isdigit():
        return False  # that label belongs to a number before it
    words, known = found.group(), other_labels()
    return words in known or words.rpartition(" ")[2] in known or words.endswith(_dense_others())


def _begins_with_other(text: str) -> bool:
    found = _FIRST_WORDS.match(text)
    if found is None:
        return False
    words, known = found.group(), other_labels()
    return words in known or words.partition(" ")[0] in known or words.startswith(_dense_others())


@cache
def other_labels() -> frozenset[str]:
    """Labels of counters of other things than views, in lower case. Static data, cached."""
    return frozenset(load("counts")["other_labels"])


@cache
def _dense_others() -> tuple[str, ...]:
    return tuple(word for word in other_labels() if is_dense(word))


def is_dense(word: str) -> bool:
    """Return whether a word is in a script without spaces (Thai, Khmer, Chinese, Japanese, Korean) or a pictogram.

    >>> is_dense("조회"), is_dense("views")
    (True, False)
    """
    return any(
        "\u0e00" <= c <= "\u0eff"
        or "\u1780" <= c <= "\u17ff"
        or "\u3040" <= c <= "\ud7ff"
        or "\U0001f300" <= c <= "\U0001faff"
        for c in word
    )
