"""LightGBM's boosters to the flat arrays that the library walks."""

from __future__ import annotations

from typing import Any

import lightgbm as lgb
import numpy as np

from tearsheet.body.scorer.trees import Trees


def to_trees(booster: lgb.Booster) -> Trees:
    """Return the booster's trees; sums of their values are its raw scores (to the precision of 32 bits)."""
    dump = booster.dump_model()
    features: list[int] = []
    thresholds: list[float] = []
    lefts: list[int] = []
    rights: list[int] = []
    values: list[float] = []
    roots = []
    deepest = 0
    for tree in dump["tree_info"]:
        roots.append(len(features))
        stack: list[tuple[dict[str, Any], int, int, bool]] = [(tree["tree_structure"], 0, -1, False)]
        while stack:
            node, depth, parent, on_right = stack.pop()
            index = len(features)
            deepest = max(deepest, depth)
            if parent >= 0:
                (rights if on_right else lefts)[parent] = index
            inner = "split_feature" in node
            features.append(node["split_feature"] if inner else 0)
            thresholds.append(_below(node["threshold"]) if inner else np.inf)
            values.append(0.0 if inner else node["leaf_value"])
            lefts.append(index)
            rights.append(index)
            if inner:
                stack.append((node["right_child"], depth + 1, index, True))
                stack.append((node["left_child"], depth + 1, index, False))
    return Trees(
        np.array(roots, dtype=np.int32),
        np.array(features, dtype=np.int32),
        np.array(thresholds, dtype=np.float32),
        np.array(lefts, dtype=np.int32),
        np.array(rights, dtype=np.int32),
        np.array(values, dtype=np.float32),
        deepest,
        dump["num_tree_per_iteration"],
    )


def _below(threshold: float) -> float:
    """Return the greatest 32-bit number that is not above ``threshold``: the same side for every 32-bit value."""
    near = np.float32(threshold)
    return float(near if float(near) <= threshold else np.nextafter(near, np.float32(-np.inf)))
