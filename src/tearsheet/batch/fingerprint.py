"""A fingerprint of text in which texts that are nearly the same differ in few bits: a simhash of shingles.

Source: Charikar, *Similarity estimation techniques from rounding algorithms* (2002); Manku, Jain and Das Sarma,
*Detecting near-duplicates for web crawling* (2007), who take 64 bits and call pages alike that differ in at most 3.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import Final

SHINGLE: Final = 3
"""Words in a shingle."""
BYTES: Final = 8
"""Bytes of the fingerprint."""
_LANE: Final = 32
"""Bits in which each bit of the fingerprint is counted: more shingles than any text has."""
_SPREAD: Final = tuple(sum((byte >> bit & 1) << (bit * _LANE) for bit in range(8)) for byte in range(256))
"""For each byte a number with each of its bits in a separate lane, so that sums count all eight bits at once."""
_WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
"""Words of letters and digits; in scripts without spaces between words, single characters."""


def fingerprint(text: str) -> str | None:
    """Return the fingerprint of a text as 16 hexadecimal digits; None if it contains no word.

    Case, punctuation and spaces are ignored. `distance` compares two fingerprints.
    """
    words = _WORDS.findall(text.lower())
    if not words:
        return None
    shingles = {" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))}
    digests = b"".join(
        blake2b(each.encode("utf-8", "replace"), digest_size=BYTES).digest() for each in shingles
    )
    half = len(shingles) / 2
    value = 0
    for place in range(BYTES):
        counts = sum(map(_SPREAD.__getitem__, digests[place::BYTES]))
        for bit in range(8):
            if (counts >> (bit * _LANE) & ((1 << _LANE) - 1)) > half:
                value |= 1 << (place * 8 + bit)
    return f"{value:016x}"


def distance(one: str, other: str) -> int:
    """Return in how many of 64 bits two fingerprints differ: at most 3 is nearly the same text.

    >>> distance("00000000000000ff", "00000000000000f0")
    4
    """
    return (int(one, 16) ^ int(other, 16)).bit_count()
