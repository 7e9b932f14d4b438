"""From features to chances: a hint of the kind of page, a first look at the leaves, the kind, a second look."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tearsheet.body.scorer.features import Floats
from tearsheet.body.scorer.kinds import page_words
from tearsheet.body.scorer.rows import context_rows, kind_evidence, kind_features, leaf_features
from tearsheet.body.scorer.scores import HOPELESS, Scores
from tearsheet.body.scorer.trees import sigmoid, softmax
from tearsheet.body.scorer.weights import Weights
from tearsheet.page import Page


def with_kinds(rows: Floats, kinds: NDArray[np.float32]) -> Floats:
    """Return ``rows`` with the chances of the page's kind added to each."""
    return np.concatenate((rows, np.broadcast_to(kinds, (len(rows), len(kinds)))), axis=1)


def score_page(page: Page, title: str | None, weights: Weights) -> Scores:
    """Return the scores of ``page``, which has at least one leaf."""
    scorer = weights.scorer
    return plain_scores(page, title, weights) if scorer is None else scorer.score(page, title)


def plain_scores(page: Page, title: str | None, weights: Weights) -> Scores:
    """Return the same, array by array."""
    known = weights.known_words
    features = leaf_features(page, title, weights.lexicon)
    places = sorted(features.places + known.places_in(page_words(page)))
    row = kind_features(page, features, places, known)
    hints = softmax(weights.hints.sums(row[None, :])[0])
    chances = sigmoid(weights.first.sums(features.rows, hints)[:, 0]).astype(np.float64)
    evidence = kind_evidence(features, chances)
    kinds = softmax(weights.kinds.sums(row[None, :], evidence)[0])
    open_ = np.nonzero(chances > HOPELESS)[0]
    if len(open_):
        context = context_rows(features.columns, chances)
        chances[open_] = sigmoid(weights.second.sums(features.rows, kinds, context, at=open_)[:, 0])
    return Scores(
        features.headline,
        features.levels,
        features.comments,
        features.hidden,
        kinds.tolist(),
        chances.tolist(),
    )
