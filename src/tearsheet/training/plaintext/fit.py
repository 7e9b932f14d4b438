"""Boosted trees by LightGBM, and their file form (`tearsheet.plaintext.forest`)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tearsheet.plaintext.forest import UNIT

ROLE_TREES = 56
"""Rounds of boosting of the roles; each adds a tree a role."""
LEVEL_TREES = 30
"""Rounds of boosting of the levels of headings; each adds a tree a level."""
VALUE_TREES = 60
"""Rounds of boosting of a field's values, and of headings."""
TITLE_TREES = 120
"""Rounds of boosting of titles."""
COMMON: dict[str, Any] = {
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "feature_fraction": 0.4,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "max_bin": 63,
    "verbose": -1,
}
ROLE_PARAMETERS = {
    **COMMON,
    "num_leaves": 24,
    "learning_rate": 0.15,
    "min_data_in_leaf": 40,
    "lambda_l2": 5,
    "max_depth": 8,
}
VALUE_PARAMETERS = {
    **COMMON,
    "objective": "binary",
    "num_leaves": 7,
    "learning_rate": 0.08,
    "min_data_in_leaf": 12,
    "lambda_l2": 3,
}


def fit_classes(
    rows: NDArray[np.float32],
    labels: NDArray[np.int8],
    weights: NDArray[np.float32],
    classes: int,
    trees: int,
) -> dict[str, Any]:
    """Return the forest that keeps ``classes`` apart, after so many rounds of boosting."""
    parameters = {**ROLE_PARAMETERS, "objective": "multiclass", "num_class": classes}
    return _fit(parameters, rows, labels, weights, trees, classes)


def fit_yes(
    rows: NDArray[np.float32],
    labels: NDArray[np.int8],
    weights: NDArray[np.float32],
    trees: int = VALUE_TREES,
) -> dict[str, Any]:
    """Return the forest whose one score is the log-odds of a yes, after so many rounds of boosting."""
    return _fit(VALUE_PARAMETERS, rows, labels, weights, trees, 1)


def _fit(  # noqa: PLR0913, PLR0917  # rows with all that goes with them
    parameters: dict[str, Any],
    rows: NDArray[np.float32],
    labels: NDArray[np.int8],
    weights: NDArray[np.float32],
    trees: int,
    classes: int,
) -> dict[str, Any]:
    import lightgbm

    model = lightgbm.train(parameters, lightgbm.Dataset(rows, labels, weight=weights), trees)
    dumped = model.dump_model()["tree_info"]
    return {"classes": classes, "trees": [_preorder(tree["tree_structure"]) for tree in dumped]}


def _preorder(root: dict[str, Any]) -> list[Any]:
    """Return the nodes of a tree in preorder, as `forest_of` reads them."""
    out: list[Any] = []
    stack = [root]
    while stack:
        node = stack.pop()
        if "split_feature" in node:
            out.append([node["split_feature"], _rounded(node["threshold"])])
            stack.append(node["right_child"])
            stack.append(node["left_child"])
        else:
            out.append(round(node["leaf_value"] / UNIT))
    return out


def _rounded(threshold: float) -> float:
    """Round a threshold to five significant digits, which keeps the file small."""
    return float(f"{threshold:.5g}")
