# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, infer_types=True, binding=False
"""A hash table of the known words in classes and ids, with a reader that creates no strings for the words of a name.

The table uses open addressing and is read-only once built. The key of a word is the 64-bit FNV-1a hash of its
characters; the known words have no collisions.
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
"""Bit that is set in ASCII lower-case letters and digits, but not in capitals."""
BREAK, SMALL, CAPITAL, DIGIT = 0, 1, 2, 3
"""Character classes: a word is a run of one class, or a capital followed by lower-case letters."""


class Lexicon:
    """The known words of classes and ids, with their scores, flags and indices."""

    def __init__(self, scores: Mapping[str, float], places: Mapping[str, int] | None = None) -> None:
        """Build the table.

        Args:
            scores: The weight of each word as evidence for the body (positive) or against it (negative).
            places: The index in `KindWords` of each word that is evidence of a kind of page.

        Raises:
            ValueError: Two words have the same key.
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
        """The key of the word in each slot; 0 if the slot is empty."""


class NameReader:
    """Looks up the words in the classes and ids of a page."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.places: set[int] = set()
        """Indices in `KindWords` of all words read so far."""
        self.score, self.flags = 0.0, 0
        """Total score and combined flags of the words in the last name read."""
        self._keys, self._scores, self._flags, self._places = (
            lexicon.keys,
            lexicon.scores,
            lexicon.flags,
            lexicon.places,
        )
        self.keys = self._keys.data.as_ulonglongs
        self.last_slot = lexicon.last_slot

    def read(self, names: str) -> None:
        """Set `score` and `flags` for the words in ``names``, which are split as in `split_words`."""
        self.score, self.flags = 0.0, 0
        if not names.isascii():
            for word in split_words(names):
                self._add(_key_of(word))
            return
        key = shorter = SEED
        last_class, length = BREAK, 0
        for c in names:
            char_class = _class_of(c)
            code = ord(c) | SMALL_BIT
            if char_class == last_class:
                if char_class != BREAK:
                    shorter, length = key, length + 1
                    key = ((key ^ code) * FACTOR) & MASK
                    last = code
            elif char_class == SMALL and last_class == CAPITAL:  # the last capital belongs to this word
                if length > 1:
                    self._add(shorter)
                    key = ((SEED ^ last) * FACTOR) & MASK
                key = ((key ^ code) * FACTOR) & MASK
            else:
                if last_class != BREAK:
                    self._add(key)
                shorter, length = SEED, 1
                key = ((SEED ^ code) * FACTOR) & MASK
                last = code
            last_class = char_class
        if last_class != BREAK:
            self._add(key)

    def _add(self, key: int) -> None:
        """Add the score, flags and index of the word with ``key``, if it is known."""
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


def _class_of(c: str) -> int:
    """Return the class of an ASCII character."""
    if c >= "a":
        return SMALL if c <= "z" else BREAK
    if c >= "A":
        return CAPITAL if c <= "Z" else BREAK
    return DIGIT if c >= "0" and c <= "9" else BREAK  # faster than a chained comparison in compiled code


def _key_of(word: str) -> int:
    """Return the key of a lower-case word."""
    key = SEED
    for c in word:
        code = ord(c)
        key = ((key ^ code) * FACTOR) & MASK
    return key
