"""The walk over boosted trees."""

from __future__ import annotations

from dataclasses import replace

import forms
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.body.scorer import trees
from tearsheet.body.scorer.trees import Trees, sigmoid, softmax
from tearsheet.body.scorer.weights import load_weights

STUMPS = Trees(
    roots=np.array([0, 3], dtype=np.int32),
    depths=np.array([1, 1], dtype=np.int32),
    features=np.array([0, 0, 0, 1, 0, 0], dtype=np.int32),
    thresholds=np.array([0.5, np.inf, np.inf, 2.0, np.inf, np.inf], dtype=np.float32),
    lefts=np.array([1, 1, 2, 4, 4, 5], dtype=np.int32),
    values=np.array([0, -4096, 4096, 0, 20480, 28672], dtype=np.int32),
    classes=1,
)
"""Two trees of one question each: column 0 over 0.5, column 1 over 2."""

CASES = [((0.5, 2.0), 4), ((0.6, 2.0), 6), ((0.5, 2.1), 6), ((0.6, 2.1), 8)]


@pytest.mark.parametrize(("row", "expected"), CASES)
def test_values_of_all_trees_are_summed(row: tuple[float, float], expected: float) -> None:
    assert STUMPS.sums(np.array([row], dtype=np.float32)).tolist() == [[expected]]


def test_classes_take_turns() -> None:
    sums = replace(STUMPS, classes=2).sums(np.array([[0.6, 2.1], [0, 0]], dtype=np.float32))
    assert sums.tolist() == [[1, 7], [-1, 5]]


@given(st.lists(st.tuples(st.floats(-5, 5, width=32), st.floats(-5, 5, width=32)), min_size=1, max_size=20))
def test_rows_do_not_see_each_other(rows: list[tuple[float, float]]) -> None:
    block = np.array(rows, dtype=np.float32)
    assert STUMPS.sums(block).tolist() == [STUMPS.sums(row[None, :])[0].tolist() for row in block]


def test_chances() -> None:
    assert sigmoid(np.array([0.0], dtype=np.float32)).tolist() == [0.5]
    assert softmax(np.array([1.0, 1.0], dtype=np.float32)).tolist() == [0.5, 0.5]


def test_converted_trees_agree_with_the_library_that_made_them() -> None:
    lgb = pytest.importorskip("lightgbm")
    from tearsheet.training.convert import to_trees

    draw = np.random.default_rng(7)
    rows = draw.normal(size=(400, 5)).astype(np.float32)
    target = (rows[:, 0] * rows[:, 1] > 0).astype(float)
    params = {"objective": "binary", "num_leaves": 7, "verbose": -1, "num_threads": 1}
    booster = lgb.train(params, lgb.Dataset(rows, target), 20)
    expected = booster.predict(rows, raw_score=True)
    np.testing.assert_allclose(to_trees(booster).sums(rows)[:, 0], expected, atol=20 * trees.UNIT)


@pytest.mark.parametrize("count", [1, 2, 3, 9, 10, 11, 20, 22, 131])
def test_compiled_and_plain_sums_are_the_same(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    forms.compiled("body.scorer._sums")
    draw = np.random.default_rng(3)
    second = load_weights().second
    rows = draw.normal(size=(count, 150)).astype(np.float32) * 50
    shared = draw.normal(size=30).astype(np.float32)
    more = np.round(draw.normal(size=(count, 180))).astype(np.float32)
    some = np.nonzero(draw.random(count) > 0.4)[0]
    compiled = [second.sums(rows, shared, more), second.sums(rows, shared, more, at=some)]
    monkeypatch.setattr(trees, "Walker", None)
    plain = [second.sums(rows, shared, more), second.sums(rows, shared, more, at=some)]
    assert [sums.tolist() for sums in plain] == [sums.tolist() for sums in compiled]


def test_numbers_on_the_edge_go_the_same_way(monkeypatch: pytest.MonkeyPatch) -> None:
    forms.compiled("body.scorer._sums")
    edges = [0.0, -0.0, 0.5, -1.5, np.nextafter(np.float32(0.5), np.float32(1)), np.inf, -np.inf, 1e-45]
    rows = np.array([(a, b) for a in edges for b in edges], dtype=np.float32)
    for limit in (0.0, -0.0, 0.5, -1.5):
        thresholds = STUMPS.thresholds.copy()
        thresholds[[0, 3]] = limit
        stumps = replace(STUMPS, thresholds=thresholds)
        compiled = stumps.sums(rows).tolist()
        with monkeypatch.context() as patch:
            patch.setattr(trees, "Walker", None)
            assert stumps.sums(rows).tolist() == compiled


def test_no_trees_say_nothing() -> None:
    none = np.array([], dtype=np.int32)
    empty = Trees(none, none, none, none.astype(np.float32), none, none, 1)
    assert empty.sums(np.ones((3, 2), dtype=np.float32)).tolist() == [[0], [0], [0]]


def test_rows_that_do_not_fit_are_refused() -> None:
    forms.compiled("body.scorer._sums")
    with pytest.raises(ValueError, match="columns"):
        STUMPS.sums(np.zeros((2, 1), dtype=np.float32))
