"""From features to chances: a hint of the kind of page, a first look at the leaves, the kind, a second look."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tearsheet.body.scorer.features import Features, Floats
from tearsheet.body.scorer.kinds import page_words
from tearsheet.body.scorer.rows import context_rows, kind_evidence, kind_features, leaf_features
from tearsheet.body.scorer.trees import sigmoid, softmax
from tearsheet.body.scorer.weights import Weights
from tearsheet.page import Page

HOPELESS = 0.01
"""First chance at or below which a leaf gets no second look: it keeps its first chance."""


class Scores(NamedTuple):
    """What the scorer says of a page."""

    features: Features
    """What it was said from."""
    kinds: list[float]
    """Chance of each kind, in the order of `kinds.KINDS`."""
    chances: NDArray[np.float64]
    """Chance of each leaf to belong to the body."""


def with_kinds(rows: Floats, kinds: NDArray[np.float32]) -> Floats:
    """Return ``rows`` with the chances of the page's kind added to each."""
    return np.concatenate((rows, np.broadcast_to(kinds, (len(rows), len(kinds)))), axis=1)


def score_page(page: Page, title: str | None, weights: Weights) -> Scores:
    """Return the scores of ``page``, which has at least one leaf."""
    known = weights.known_words
    features = leaf_features(page, title, weights.lexicon)
    places = sorted(features.places + known.places_in(page_words(page)))
    row = kind_features(page, features.rows, places, known)
    hints = softmax(weights.hints.sums(row[None, :])[0])
    chances = sigmoid(weights.first.sums(features.rows, hints)[:, 0]).astype(np.float64)
    evidence = kind_evidence(features.columns, features.rows, chances)
    kinds = softmax(weights.kinds.sums(row[None, :], evidence)[0])
    open_ = np.nonzero(chances > HOPELESS)[0]
    if len(open_):
        context = context_rows(features.columns, chances)
        chances[open_] = sigmoid(weights.second.sums(features.rows, kinds, context, at=open_)[:, 0])
    return Scores(features, kinds.tolist(), chances)
