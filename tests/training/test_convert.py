"""Boosters to forests."""

from __future__ import annotations

import pytest
from optional import need

from tearsheet.native.forest import UNIT, ForestEvaluator


@pytest.mark.parametrize("classes", [1, 3])
def test_converted_trees_agree_with_the_library_that_made_them(classes: int) -> None:
    lgb = need("lightgbm")
    np = need("numpy")
    from tearsheet.training.convert import to_forest

    draw = np.random.default_rng(7)
    rows = draw.normal(size=(400, 5)).astype(np.float32)
    target = (rows[:, 0] * rows[:, 1] > 0).astype(float) + (rows[:, 2] > 1 if classes > 1 else 0)
    params: dict[str, object] = {"num_leaves": 7, "verbose": -1, "num_threads": 1}
    params |= {"objective": "multiclass", "num_class": classes} if classes > 1 else {"objective": "binary"}
    booster = lgb.train(params, lgb.Dataset(rows, target), 20)
    expected = booster.predict(rows, raw_score=True).reshape(400, classes)
    found = ForestEvaluator(to_forest(booster)).sums([tuple(row) for row in rows.tolist()])
    np.testing.assert_allclose(found, expected, atol=20 * UNIT)
