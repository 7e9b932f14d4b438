"""Maps the words in classes and ids to bits."""

from __future__ import annotations

from collections.abc import Mapping

from tearsheet.page.words import split_words


class TokenFlags:
    """Looks up the bits of all words in a class or id."""

    def __init__(self, bits: Mapping[str, int]) -> None:
        """Store the bits (31 at most) of each lower-case word."""
        self._bits = dict(bits)
        self._words = frozenset(bits)

    def of(self, name: str) -> int:
        """Return the combined bits of the words in ``name``, which is split by `split_words`; 0 if no word has any.

        >>> TokenFlags({"author": 1, "name": 4}).of("post-authorName")
        5
        """
        bits = 0
        for word in self._words.intersection(split_words(name)):  # usually empty
            bits |= self._bits[word]
        return bits
