# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, infer_types=True, binding=False
"""Features for the kind of a page, from its words, its blocks and the first-pass probabilities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt

from tearsheet.body.score.codes import KIND_WIDTH, PAGE_WIDTH, ROW, SURE
from tearsheet.body.score.summary import PageSummary
from tearsheet.native.numbers import Numbers, zeros

SOURCE_COUNT = 5
"""Number of sources of words; see `kinds.SOURCES`."""


class KindWords:
    """The words that are evidence of a kind of page, sorted, each prefixed with its source."""

    def __init__(self, words: Sequence[str], sources: Numbers, scores: Numbers) -> None:
        """Store the words and their weights.

        Args:
            words: The words, sorted.
            sources: For each word, the index of its source.
            scores: For each word, its weight for every kind; one flat array.
        """
        self.words = words
        self.places = {word: place for place, word in enumerate(words)}
        """The index of each word."""
        self.sources, self.scores = sources, scores

    def places_in(self, words: Iterable[str]) -> list[int]:
        """Return the indices of the known words in ``words``, sorted.

        They are sorted because the order of a set differs between processes, and sums of floats depend on the order.
        """
        return sorted([place for place in map(self.places.get, words) if place is not None])

    def weigh(self, places: Iterable[int]) -> list[float]:
        """Return the scores of each kind by source, followed by their totals.

        Args:
            places: Indices of words, sorted.
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
    """Return the features for the kind of a page that come from its blocks.

    Args:
        base: The summary of the page; the rows of the first pass must be written.
        times: Number of ``time`` elements.
        tables: Number of tables.
    """
    kinds = zeros("d", 7)
    by_kind = kinds.data.as_doubles
    total = 0.0
    questions = prices = words = 0
    for block in base.blocks:
        questions += block.is_question
        prices += block.is_price
        size = max(block.size, 1.0)
        total += size
        by_kind[block.kind] += size
        words = max(words, block.words)
    n = float(base.count)
    shares = [by_kind[kind] / total for kind in range(1, 6)]
    last = list(base.rows[ROW - PAGE_WIDTH : ROW])
    return [*shares, *last, prices / n, prices, questions / n, times / n, tables, times, words]


def kind_evidence(base: PageSummary, first: Numbers) -> list[float]:
    """Return the features for the kind of a page that come from the first-pass probabilities.

    Args:
        base: The summary of the page.
        first: The first-pass probability of each block.

    Raises:
        ValueError: ``first`` does not have one probability per block.
    """
    if len(first) != base.count:
        raise ValueError("one probability a block")
    return [*_shares(base, first), *_measures(base, first)]


def _shares(base: PageSummary, first: Numbers) -> list[float]:
    """Return shares of the likely text: repeated, in comments, in links, by kind of block, and so on."""
    repeated = repeated_much = comments = links = duplicates = total = 0.0
    kinds = zeros("d", 7)
    probabilities, by_kind = first.data.as_doubles, kinds.data.as_doubles
    largest = -1.0
    for i, block in enumerate(base.blocks):
        mass = probabilities[i] * block.size
        total += mass
        if block.element.repeat_count > 2:
            repeated += mass
        if block.element.repeat_count > 4:
            repeated_much += mass
        if block.is_comment:
            comments += mass
        links += mass * block.link
        equal = base.blocks[block.same_text]
        if equal.repeats > 1:
            duplicates += mass
        largest = max(largest, mass)
        by_kind[block.kind] += mass
    total += 1e-9
    shares = [repeated, repeated_much, comments, links, duplicates, largest, *kinds]
    return [share / total for share in shares]


def _measures(base: PageSummary, first: Numbers) -> list[float]:
    """Return how much text is likely kept, the number, sizes and runs of its blocks, and how certain that is."""
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
