"""The second look's rows."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.body.scorer.context import context_rows
from tearsheet.body.scorer.features import leaf_features
from tearsheet.body.scorer.paths import Lexicon
from tearsheet.page import Page
from tearsheet.page.read import read_tree

KINDS = (
    "<p>text of a paragraph</p>",
    "<h2>head</h2>",
    "<ul><li>item</li><li>item two</li></ul>",
    "<div><p>deep</p></div>",
)


@given(st.lists(st.sampled_from(KINDS), min_size=1, max_size=12), st.floats(0, 1))
def test_a_finite_row_for_each_leaf(parts: list[str], chance: float) -> None:
    page = Page.from_tree(read_tree(f"<html><body>{''.join(parts)}</body></html>"))
    features = leaf_features(page, None, Lexicon({}))
    rows = context_rows(features.columns, np.full(len(page.leaves), chance))
    assert len(rows) == len(features.rows) == len(page.leaves)
    assert np.isfinite(rows).all()
    assert np.isfinite(features.rows).all()


def test_the_first_column_is_the_first_chance() -> None:
    page = Page.from_tree(read_tree("<html><body><p>one</p><p>two</p></body></html>"))
    rows = context_rows(leaf_features(page, None, Lexicon({})).columns, np.array([0.25, 0.75]))
    assert rows[:, 0].tolist() == [0.25, 0.75]
