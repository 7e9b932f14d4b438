"""What lines may begin with, told by two characters."""

from __future__ import annotations

from collections.abc import Iterable

SIGNS = 128
"""Signs of ASCII."""


def head_table(words: Iterable[str]) -> bytes:
    """Return which pairs of ASCII characters ``words``, lower case and longer than one, begin with in any case.

    A pair stands at the first one's number times `SIGNS` plus the second one's.

    >>> table = head_table(["by"])
    >>> table[ord("B") * SIGNS + ord("y")], table[ord("B") * SIGNS + ord("o")]
    (1, 0)
    """
    table = bytearray(SIGNS * SIGNS)
    for word in words:
        if word[:2].isascii():
            for first in (word[0], word[0].upper()):
                for second in (word[1], word[1].upper()):
                    table[ord(first) * SIGNS + ord(second)] = 1
    return bytes(table)
