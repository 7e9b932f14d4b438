"""Scores a page in four steps: a prior for its kind, a first pass over the blocks, the kind, a second pass."""

from __future__ import annotations

from typing import NamedTuple

from tearsheet.body.score.codes import COMMENTS, HIDDEN, ROW, STRIDE, UNLIKELY
from tearsheet.body.score.context import ContextWriter
from tearsheet.body.score.kind_rows import kind_evidence
from tearsheet.body.score.kinds import kind_features, page_words
from tearsheet.body.score.rows import RowWriter
from tearsheet.body.score.summary import PageSummary
from tearsheet.body.score.weights import Weights
from tearsheet.native.forest import UNIT, ForestEvaluator, sigmoids, softmax
from tearsheet.native.numbers import Numbers
from tearsheet.page import Page


class Scores(NamedTuple):
    """The probabilities of a page, and other results of the scorer."""

    headline: int
    """Index of the block that shows the title; -1 if none does."""
    levels: list[int]
    """Rank of each heading by its tag, 1 to 6; 0 for other blocks."""
    comments: list[int]
    """Indices of the blocks in parts whose class or id names comments, in order."""
    hidden: list[int]
    """Indices of the blocks in elements hidden by an attribute, in order."""
    kinds: list[float]
    """Probability of each kind, in the order of `kinds.KINDS`."""
    probabilities: list[float]
    """For each block, the probability that it belongs to the body."""


def score_page(page: Page, title: str | None, weights: Weights) -> Scores:
    """Return the scores of ``page``.

    Raises:
        ValueError: The page has no blocks.
    """
    base, row = read_page(page, title, weights)
    kind_prior = _kinds(weights.kind_prior, row)
    every = Numbers("i", range(base.count))
    base.fill(ROW, kind_prior)
    first = sigmoids(weights.first_pass.add_up(base.rows, STRIDE, every))
    row.extend(kind_evidence(base, first))
    kinds = _kinds(weights.kinds, row)
    probabilities = first.tolist()
    chosen = ContextWriter(base, first).write(UNLIKELY, kinds)
    second = sigmoids(weights.second_pass.add_up(base.rows, STRIDE, chosen))
    for i, probability in zip(chosen, second, strict=True):
        probabilities[i] = probability
    return Scores(
        base.headline,
        base.levels(),
        base.flagged(COMMENTS),
        base.flagged(HIDDEN),
        kinds.tolist(),
        probabilities,
    )


def read_page(page: Page, title: str | None, weights: Weights) -> tuple[PageSummary, Numbers]:
    """Return the summary of a page with the rows of the first pass written, and the row for the prior of its kind."""
    base = PageSummary(page, title, weights.lexicon)
    RowWriter(base, page).write()
    known = weights.kind_words
    places = sorted([*base.ancestors.places, *known.places_in(page_words(page))])
    return base, kind_features(page, base, places, known)


def _kinds(forest: ForestEvaluator, row: Numbers) -> Numbers:
    """Return the probabilities of the kinds."""
    sums = forest.add_up(row, len(row), Numbers("i", [0]))
    return Numbers("f", softmax([UNIT * number for number in sums]))
