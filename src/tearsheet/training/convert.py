"""LightGBM's boosters to the forests that the library evaluates."""

from __future__ import annotations

from typing import Any

import lightgbm as lgb
import numpy as np

from tearsheet.native.forest import UNIT, Forest


def to_forest(booster: lgb.Booster) -> Forest:
    """Return the booster's trees; sums of their values are its raw scores (to the precision of `UNIT` a tree)."""
    dump: dict[str, Any] = booster.dump_model()
    splits: list[tuple[int, float, int, int]] = []
    values = []
    for tree, info in enumerate(dump["tree_info"]):
        found: list[int] = []
        open_: list[tuple[dict[str, Any], int | None]] = [(info["tree_structure"], None)]
        while open_:
            node, first = open_.pop()
            if "leaf_value" in node:
                found.append(round(node["leaf_value"] / UNIT))
            elif first is None:  # its left side comes next, then itself again, then its right side
                open_ += [(node["right_child"], None), (node, len(found)), (node["left_child"], None)]
            else:
                left = (1 << len(found)) - (1 << first)
                splits.append((node["split_feature"], _below(node["threshold"]), tree, left))
        values.append(found)
    return Forest.of_splits(
        splits, leaves=max(map(len, values)), values=values, classes=dump["num_tree_per_iteration"]
    )


def _below(threshold: float) -> float:
    """Return the greatest 32-bit number that is not above ``threshold``: the same side for every 32-bit value."""
    near = np.float32(threshold)
    return float(near if float(near) <= threshold else np.nextafter(near, np.float32(-np.inf)))
