"""The rows of the first look."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tearsheet.body.scorer.features import leaf_features
from tearsheet.body.scorer.paths import COMMENTS, HIDDEN, TAG_FLAGS, Climber, Lexicon
from tearsheet.page import Page
from tearsheet.page.read import read_tree

FIXTURES = sorted((Path(__file__).parents[3] / "fixtures").glob("*.html"))


def page(markup: str) -> Page:
    return Page.from_tree(read_tree(f"<html><body>{markup}</body></html>"))


def flags_of(markup: str, leaf: int = -1) -> int:
    read = page(markup)
    climber = Climber(read, Lexicon({}), 0)
    climber.climb(read.leaves[leaf].node)
    return int(climber.flags[read.leaves[leaf].node])


FLAGS = [
    ("landmark", "<h1>t</h1><nav><p>x</p></nav>", TAG_FLAGS["nav"]),
    ("role", "<h1>t</h1><div role=navigation><p>x</p></div>", TAG_FLAGS["nav"]),
    ("hidden by style", "<h1>t</h1><div style='display: none'><p>x</p></div>", HIDDEN),
    ("hidden by attribute", "<h1>t</h1><div hidden><p>x</p></div>", HIDDEN),
    ("comments", "<h1>t</h1><div id=comments><p>x</p></div>", COMMENTS),
]


@pytest.mark.parametrize(("markup", "flag"), [c[1:] for c in FLAGS], ids=[c[0] for c in FLAGS])
def test_flags_are_inherited(markup: str, flag: int) -> None:
    assert flags_of(markup) & flag


def test_a_part_that_holds_the_headline_is_not_the_comments() -> None:
    assert not flags_of("<div class='has-comments'><h1>t</h1><p>x</p></div>") & COMMENTS


def test_scores_of_words_add_up_on_the_way_down() -> None:
    read = page("<div class='good'><div id='bad-box'><p>x</p></div></div>")
    climber = Climber(read, Lexicon({"good": 1.0, "bad": -3.0}), -1)
    node = read.leaves[0].node
    climber.climb(node)
    assert (climber.token_sum[node], climber.token_min[node], climber.token_max[node]) == (-2.0, -3.0, 1.0)


@pytest.mark.parametrize("path", FIXTURES, ids=[p.stem for p in FIXTURES])
def test_rows_are_finite_and_of_one_width(path: Path) -> None:
    read = Page.from_tree(read_tree(path.read_bytes()))
    if read.leaves:
        rows = leaf_features(read, None, Lexicon({})).rows
        assert rows.shape == (
            len(read.leaves),
            leaf_features(page("<p>x</p>"), None, Lexicon({})).rows.shape[1],
        )
        assert np.isfinite(rows).all()


HIDDEN = 57
"""The column that tells whether a leaf stands in an element that its own markup hides."""


def test_the_hidden_column_is_where_the_weights_expect_it() -> None:
    rows = leaf_features(page("<p>x</p><div hidden><p>y</p></div>"), None, Lexicon({})).rows
    assert rows[:, HIDDEN].tolist() == [0, 1]


def test_leaves_that_are_hidden_or_in_comments_are_told() -> None:
    read = page("<h1>t</h1><p>x</p><div hidden><p>y</p></div><div class=comments><p>z</p><p>z</p></div>")
    features = leaf_features(read, None, Lexicon({}))
    assert (features.hidden, features.comments) == ([2], [3, 4])


def test_the_places_of_words_are_in_order_and_only_of_elements_that_hold_leaves() -> None:
    read = page("<div class='b a'><p id=d>x</p><p class='a z'>y</p></div><div class=c></div>")
    features = leaf_features(read, None, Lexicon({}, {"a": 0, "b": 1, "c": 2, "d": 3}))
    assert features.places == [0, 1, 3]


def test_a_lexicon_tells_all_of_a_word() -> None:
    lexicon = Lexicon({"comments": 0.5, "x": 1.0}, {"x": 7, "y": 8})
    assert [lexicon.of(word) for word in ("comments", "x", "y", "z")] == [
        (0.5, COMMENTS, -1),
        (1.0, 0, 7),
        (0.0, 0, 8),
        (0.0, 0, -1),
    ]
