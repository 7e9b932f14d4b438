# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, infer_types=True, binding=False
"""The numbers that say what kind of page it is: of its words, its URL, its blocks, and the first probabilities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt

from tearsheet.body.score.codes import KIND_WIDTH, PAGE_WIDTH, ROW, SURE
from tearsheet.body.score.summary import PageSummary
from tearsheet.native.numbers import Numbers, zeros

SOURCE_COUNT = 5
"""Sources of words, see `kinds.SOURCES`."""


class KindWords:
    """The words that are evidence of a kind of page, each with the prefix of its source, in order."""

    def __init__(self, words: Sequence[str], sources: Numbers, scores: Numbers) -> None:
        """Take the words.

        Args:
            words: The words in order.
            sources: For each the source that it was found in, as the index of its prefix.
            scores: For each its weight for each kind, one word after another.
        """
        self.words = words
        self.places = {word: place for place, word in enumerate(words)}
        """The place of each word."""
        self.sources, self.scores = sources, scores

    def places_in(self, words: Iterable[str]) -> list[int]:
        """Return the places of those of ``words`` that are known, in order.

        In order, for sums of floats depend on it, and the order of a set on the process.
        """
        return sorted([place for place in map(self.places.get, words) if place is not None])

    def weigh(self, places: Iterable[int]) -> list[float]:
        """Return what words say of each kind: for each source by itself, and in sum.

        Args:
            places: The places of the words, in order.
        """
        sums, counts, total = zeros("d", KIND_WIDTH * (SOURCE_COUNT + 1)), [0] * SOURCE_COUNT, 0.0
        sources, scores, out = self.sources, self.scores, sums.data.as_doubles
        for place in places:
            source = sources.data.as_ints[place]
            counts[source] += 1
            for kind in range(KIND_WIDTH):
                out[source * KIND_WIDTH + kind] += scores.data.as_doubles[place * KIND_WIDTH + kind]
        for source in range(SOURCE_COUNT):
            norm = sqrt(max(counts[source], 1))
            for kind in range(KIND_WIDTH):
                out[source * KIND_WIDTH + kind] /= norm
        for kind in range(KIND_WIDTH):
            total = 0.0
            for source in range(SOURCE_COUNT):
                total += out[source * KIND_WIDTH + kind]
            out[SOURCE_COUNT * KIND_WIDTH + kind] = total
        return list(sums)


def block_totals(base: PageSummary, times: int, tables: int) -> list[float]:
    """Return the features of the kind of a page that come from its blocks.

    Args:
        base: The page, the rows of the first pass written.
        times: Its ``time`` elements.
        tables: Its tables.
    """
    kinds = zeros("d", 7)
    by_kind = kinds.data.as_doubles
    total = 0.0
    asks = prices = words = 0
    for block in base.blocks:
        asks += block.asks
        prices += block.is_price
        size = max(block.size, 1.0)
        total += size
        by_kind[block.kind] += size
        words = max(words, block.words)
    n = float(base.count)
    shares = [by_kind[kind] / total for kind in range(1, 6)]
    last = list(base.rows[ROW - PAGE_WIDTH : ROW])
    return [*shares, *last, prices / n, prices, asks / n, times / n, tables, times, words]


def kind_evidence(base: PageSummary, first: Numbers) -> list[float]:
    """Return the features of the kind of a page that come from the first probabilities: how much is kept, in what shape.

    Args:
        base: The page.
        first: The first probability of each block.
    """
    if len(first) != base.count:
        raise ValueError("one probability a block")
    return [*_shares(base, first), *_measures(base, first)]


def _shares(base: PageSummary, first: Numbers) -> list[float]:
    """Return the shares of the text that is likely kept."""
    repeated = repeated_much = comments = links = duplicates = total = 0.0
    kinds = zeros("d", 7)
    probabilities, by_kind = first.data.as_doubles, kinds.data.as_doubles
    largest = -1.0
    for i, block in enumerate(base.blocks):
        mass = probabilities[i] * block.size
        total += mass
        if block.element.times > 2:
            repeated += mass
        if block.element.times > 4:
            repeated_much += mass
        if block.is_comment:
            comments += mass
        links += mass * block.link
        equal = base.blocks[block.equal]
        if equal.repeats > 1:
            duplicates += mass
        largest = max(largest, mass)
        by_kind[block.kind] += mass
    total += 1e-9
    shares = [repeated, repeated_much, comments, links, duplicates, largest, *kinds]
    return [share / total for share in shares]


def _measures(base: PageSummary, first: Numbers) -> list[float]:
    """Return how much is likely kept, in how many blocks and runs of them, and with how much doubt."""
    size = comments = doubt = certain = mass = 0.0
    changes = 0
    lengths = []
    probabilities = first.data.as_doubles
    for i, block in enumerate(base.blocks):
        probability = probabilities[i]
        mass += probability * block.size
        size += block.size
        if block.is_comment:
            comments += block.size
        doubt += probability * (1 - probability)
        certain += probability
        if i and (probability > SURE) != (probabilities[i - 1] > SURE):
            changes += 1
        if probability > SURE:
            lengths.append(block.size)
    mass += 1e-9
    lengths.sort()
    count = float(len(lengths))
    middle = len(lengths) // 2
    return [
        mass,
        mass / size,
        count,
        count / base.count,
        sum(lengths) / count if lengths else 0.0,
        (lengths[(len(lengths) - 1) // 2] + lengths[middle]) / 2.0 if lengths else 0.0,
        lengths[len(lengths) - 1] if lengths else 0.0,
        changes,
        changes / max(count, 1.0),
        doubt / max(certain, 1e-9),
        comments / size,
    ]
