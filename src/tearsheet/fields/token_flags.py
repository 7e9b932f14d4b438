"""The meanings of the words in a class or id, as bits, from one table of words."""

from __future__ import annotations

from collections.abc import Mapping

from tearsheet.page.words import split_words


class TokenFlags:
    """Maps names of classes and ids to the bits of all words in them."""

    def __init__(self, bits: Mapping[str, int]) -> None:
        """Make it of words, lower case, and the bits of each (31 at most)."""
        self._bits = dict(bits)
        self._words = frozenset(bits)

    def of(self, name: str) -> int:
        """Return the bits of all words in ``name``, as `split_words` parts it; 0 if no word has any.

        >>> TokenFlags({"author": 1, "name": 4}).of("post-authorName")
        5
        """
        bits = 0
        for word in self._words.intersection(split_words(name)):  # mostly none
            bits |= self._bits[word]
        return bits
