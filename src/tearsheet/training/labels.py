"""Gold text to labels: which blocks of a page the gold answer holds."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+")
"""A word; a single sign in scripts that put no space between words."""

GRAM = 4
"""Words that make a match by themselves; a shorter block needs matched neighbours."""
MANY = 12
"""A run of words that occurs more often than this in the gold text does not determine a place."""
GAP = 600
"""Words of gold text that are searched for a short block between its matched neighbours."""


class _Gold(NamedTuple):
    words: list[str]
    starts: frozenset[int]
    places: dict[tuple[str, ...], list[int]]


def words_of(text: str) -> list[str]:
    """Return the words of ``text``, folded; punctuation is left out.

    >>> words_of("It’s 5 o'clock")
    ['it', 's', '5', 'o', 'clock']
    """
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def shares(blocks: Sequence[str], gold: str) -> NDArray[np.float64]:
    """Return for each block the share, from 0 to 1, of its words that the gold text holds at the block's place.

    Blocks are matched in order (heaviest common chain), so that of two equal blocks the one between the right
    neighbours wins; blocks that the gold holds in another order are matched afterwards when they are long enough.
    """
    index = _index(gold)
    tokens = [words_of(text) for text in blocks]
    share = np.zeros(len(blocks))
    covered = np.zeros(len(index.words) + 1, dtype=bool)
    chain = _chain(_placements(tokens, index))
    place: dict[int, int] = {}
    for block, start in chain:
        place[block] = start
        share[block] = 1.0
        covered[start : start + len(tokens[block])] = True
    _match_loose(tokens, index, place, covered, share)
    _match_short(tokens, index, place, covered, share)
    return share


def _index(gold: str) -> _Gold:
    words: list[str] = []
    starts = set()
    for line in gold.splitlines():
        starts.add(len(words))
        words.extend(words_of(line))
    starts.add(len(words))
    places: dict[tuple[str, ...], list[int]] = {}
    for i in range(len(words) - GRAM + 1):
        places.setdefault(tuple(words[i : i + GRAM]), []).append(i)
    return _Gold(words, frozenset(starts), places)


def _placements(tokens: Sequence[list[str]], index: _Gold) -> list[tuple[int, int, int]]:
    """Return (block, start, length) for each place where the gold holds a whole block of `GRAM` words or more."""
    found = []
    for block, words in enumerate(tokens):
        if len(words) < GRAM:
            continue
        at = index.places.get(tuple(words[:GRAM]), ())
        if len(at) > MANY and len(words) <= 2 * GRAM:
            continue
        found += [(block, at_, len(words)) for at_ in at if index.words[at_ : at_ + len(words)] == words]
    return found


def _chain(placements: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Return the heaviest chain of placements that go forward both on the page and in the gold."""
    ends: list[int] = []  # gold positions after the best chains, ascending; their weights ascend too
    weights: list[int] = []
    last: list[int] = []  # index of each chain's last placement
    before = [-1] * len(placements)
    pending: list[tuple[int, int, int]] = []
    current = -1
    for i, (block, start, length) in enumerate(placements):
        if block != current:
            for entry in pending:
                _keep(ends, weights, last, entry)
            pending, current = [], block
        k = bisect_left(ends, start + 1) - 1
        before[i] = last[k] if k >= 0 else -1
        pending.append((start + length, (weights[k] if k >= 0 else 0) + length, i))
    for entry in pending:
        _keep(ends, weights, last, entry)
    chain = []
    i = last[-1] if last else -1
    while i >= 0:
        chain.append((placements[i][0], placements[i][1]))
        i = before[i]
    return chain[::-1]


def _keep(ends: list[int], weights: list[int], last: list[int], entry: tuple[int, int, int]) -> None:
    """Put a chain into the frontier unless a shorter one weighs as much; drop those that it makes useless."""
    end, weight, i = entry
    k = bisect_left(ends, end + 1)
    if k and weights[k - 1] >= weight:
        return
    stop = k
    while stop < len(ends) and weights[stop] <= weight:
        stop += 1
    start = k - 1 if k and ends[k - 1] == end else k
    ends[start:stop], weights[start:stop], last[start:stop] = [end], [weight], [i]


def _match_loose(
    tokens: Sequence[list[str]],
    index: _Gold,
    place: dict[int, int],
    covered: NDArray[np.bool_],
    share: NDArray[np.float64],
) -> None:
    """Match what the chain left over: blocks out of order, and blocks that the gold holds in part."""
    for block, words in enumerate(tokens):
        if block in place or len(words) < GRAM:
            continue
        hit = [False] * len(words)
        used: list[int] = []
        for i in range(len(words) - GRAM + 1):
            for start in index.places.get(tuple(words[i : i + GRAM]), ())[:MANY]:
                if not covered[start : start + GRAM].any():
                    hit[i : i + GRAM] = [True] * GRAM
                    used.append(start)
                    break
        share[block] = sum(hit) / len(words)
        if share[block] > 0.5:
            place[block] = used[0]
            for start in used:
                covered[start : start + GRAM] = True


def _match_short(
    tokens: Sequence[list[str]],
    index: _Gold,
    place: dict[int, int],
    covered: NDArray[np.bool_],
    share: NDArray[np.float64],
) -> None:
    """Match blocks of less than `GRAM` words between their matched neighbours, at the edges of gold lines."""
    following = [len(index.words)] * (len(tokens) + 1)
    for block in range(len(tokens) - 1, -1, -1):
        following[block] = place.get(block, following[block + 1])
    cursor = 0
    for block, words in enumerate(tokens):
        if block in place:
            cursor = place[block] + len(words)
            continue
        n = len(words)
        if not n or n >= GRAM:
            continue
        stop = min(following[block], cursor + GAP)
        for start in range(cursor, stop - n + 1):
            if index.words[start : start + n] != words or covered[start : start + n].any():
                continue
            if start in index.starts or start == cursor:
                covered[start : start + n] = True
                share[block] = 1.0
                cursor = start + n
                break
