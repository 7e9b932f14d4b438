"""Finds the body: leaves → features → chances → the leaves that are kept."""

from __future__ import annotations

from tearsheet.body.decode import decode
from tearsheet.body.scorer.features import leaf_features
from tearsheet.body.layout import Layout
from tearsheet.body.scorer.trees import sigmoid
from tearsheet.body.scorer.weights import load_weights
from tearsheet.page import Page


def find_body(page: Page, title: str | None) -> Layout:
    """Return which leaves of ``page`` belong to the body, with each leaf's chance and the reason.

    Args:
        page: The page.
        title: Its title, if known: the leaf that shows it is the headline and not part of the body.
    """
    weights = load_weights()
    found = leaf_features(page, title, weights.tokens)
    if not len(found.rows):
        return Layout(-1, (), (), ())
    chances = sigmoid(weights.leaves.sums(found.rows)[:, 0]).tolist()
    kept, reasons = decode(page.leaves, chances, found.levels, found.headline)
    return Layout(found.headline, kept, tuple(chances), reasons)
