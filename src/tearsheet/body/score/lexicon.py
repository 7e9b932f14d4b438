# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, infer_types=True, binding=False
"""The known words of class and id, found while the characters of a name are read: no word is made a string.

A hash table with open addressing, made once and then only read. A word is known by the 64 bits of its FNV-1a hash over
its characters, which differ among all known words.
"""

from __future__ import annotations

from collections.abc import Mapping

from tearsheet.body.score.codes import TOKEN_FLAGS
from tearsheet.native.numbers import Numbers, zeros
from tearsheet.page.words import split_words

SEED = 0xCBF29CE484222325
FACTOR = 0x100000001B3
MASK = 0xFFFFFFFFFFFFFFFF
SMALL_BIT = 0x20
"""Set in small letters and in digits, not in capitals."""
BREAK, SMALL, CAPITAL, DIGIT = 0, 1, 2, 3
"""Sorts of characters: a word is a run of one sort; small letters may follow a capital."""


class Lexicon:
    """The words in class and id that are known."""

    def __init__(self, scores: Mapping[str, float], places: Mapping[str, int] | None = None) -> None:
        """Make a lexicon.

        Args:
            scores: The weight of each word for the article (positive) or against it (negative).
            places: The place of each word among those that are evidence of a kind of page.
        """
        known = sorted({*scores, *(places or {}), *TOKEN_FLAGS})
        slots = 1 << (2 * len(known)).bit_length()
        keys = [0] * slots
        self.last_slot = slots - 1
        self.scores, self.flags, self.places = zeros("d", slots), zeros("i", slots), zeros("i", slots)
        for word in known:
            key = _key_of(word)
            slot = key & self.last_slot
            while keys[slot]:
                if keys[slot] == key:
                    raise ValueError(f"{word!r} has the key of another word")
                slot = (slot + 1) & self.last_slot
            keys[slot] = key
            self.scores[slot] = scores.get(word, 0.0)
            self.flags[slot] = TOKEN_FLAGS.get(word, 0)
            self.places[slot] = (places or {}).get(word, -1)
        self.keys = Numbers("Q", keys)
        """The key of the word in each slot; 0 where there is none."""


class NameReader:
    """Reads the classes and ids of a page."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.places: set[int] = set()
        """The places of all words read that have one."""
        self.score, self.flags = 0.0, 0
        """Sums over the words of the name last read."""
        self._keys, self._scores, self._flags, self._places = (
            lexicon.keys,
            lexicon.scores,
            lexicon.flags,
            lexicon.places,
        )
        self.keys = self._keys.data.as_ulonglongs
        self.last_slot = lexicon.last_slot

    def read(self, names: str) -> None:
        """Set `score` and `flags` to those of the words in ``names``, split as by `split_words`."""
        self.score, self.flags = 0.0, 0
        if not names.isascii():
            for word in split_words(names):
                self._add(_key_of(word))
            return
        key = shorter = SEED
        last_sort, length = BREAK, 0
        for c in names:
            sort = _sort_of(c)
            code = ord(c) | SMALL_BIT
            if sort == last_sort:
                if sort != BREAK:
                    shorter, length = key, length + 1
                    key = ((key ^ code) * FACTOR) & MASK
                    last = code
            elif sort == SMALL and last_sort == CAPITAL:  # the last capital begins this word
                if length > 1:
                    self._add(shorter)
                    key = ((SEED ^ last) * FACTOR) & MASK
                key = ((key ^ code) * FACTOR) & MASK
            else:
                if last_sort != BREAK:
                    self._add(key)
                shorter, length = SEED, 1
                key = ((SEED ^ code) * FACTOR) & MASK
                last = code
            last_sort = sort
        if last_sort != BREAK:
            self._add(key)

    def _add(self, key: int) -> None:
        """Add the score, flags and place of the word with ``key``, if it is known."""
        slot = key & self.last_slot
        while self.keys[slot] != 0:
            if self.keys[slot] == key:
                self.score += self._scores.data.as_doubles[slot]
                self.flags |= self._flags.data.as_ints[slot]
                place = self._places.data.as_ints[slot]
                if place >= 0:
                    self.places.add(place)
                break
            slot = (slot + 1) & self.last_slot


def _sort_of(c: str) -> int:
    """Return the sort of an ASCII character."""
    if c >= "a":
        return SMALL if c <= "z" else BREAK
    if c >= "A":
        return CAPITAL if c <= "Z" else BREAK
    return DIGIT if c >= "0" and c <= "9" else BREAK  # two comparisons cost less where compiled


def _key_of(word: str) -> int:
    """Return the key of a word in lower case."""
    key = SEED
    for c in word:
        code = ord(c)
        key = ((key ^ code) * FACTOR) & MASK
    return key
