"""Counts the words of a text, in scripts with and without spaces."""

from __future__ import annotations

import re
from typing import Final

IDEOGRAPHS: Final = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
"""Kana and Han: each character counts as a word. Source: the default word boundaries of UAX #29."""


def count_words(text: str) -> int:
    """Return the number of words in ``text``: runs without white space; each ideograph or kana counts as one.

    >>> count_words("The mill runs at night"), count_words("水車は夜も回る")
    (5, 7)
    """
    if text.isascii():
        return len(text.split())
    without, ideographs = IDEOGRAPHS.subn(" ", text)
    return len(without.split()) + ideographs
