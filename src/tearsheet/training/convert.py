"""LightGBM's boosters to the flat arrays that the library walks."""

from __future__ import annotations

from typing import Any

import lightgbm as lgb
import numpy as np

from tearsheet.body.scorer.trees import UNIT, Trees


def to_trees(booster: lgb.Booster | None) -> Trees:
    """Return the booster's trees; sums of their values are its raw scores (to the precision of `UNIT` a tree).

    None gives an ensemble without trees.
    """
    dump: dict[str, Any] = booster.dump_model() if booster else {"tree_info": [], "num_tree_per_iteration": 1}
    features: list[int] = []
    thresholds: list[float] = []
    lefts: list[int] = []
    values: list[float] = []
    roots, depths = [], []
    for tree in dump["tree_info"]:
        roots.append(len(features))
        level: list[dict[str, Any]] = [tree["tree_structure"]]
        deepest = -1
        while level:
            deepest += 1
            following: list[dict[str, Any]] = []
            first = len(features) + len(level)  # where the next level begins
            for node in level:
                inner = "split_feature" in node
                lefts.append(first + len(following) if inner else len(features))
                features.append(node["split_feature"] if inner else 0)
                thresholds.append(_below(node["threshold"]) if inner else np.inf)
                values.append(0.0 if inner else node["leaf_value"])
                if inner:
                    following += [node["left_child"], node["right_child"]]
            level = following
        depths.append(deepest)
    return Trees(
        np.array(roots, dtype=np.int32),
        np.array(depths, dtype=np.int32),
        np.array(features, dtype=np.int32),
        np.array(thresholds, dtype=np.float32),
        np.array(lefts, dtype=np.int32),
        np.rint(np.array(values) / UNIT).astype(np.int32),
        dump["num_tree_per_iteration"],
    )


def _below(threshold: float) -> float:
    """Return the greatest 32-bit number that is not above ``threshold``: the same side for every 32-bit value."""
    near = np.float32(threshold)
    return float(near if float(near) <= threshold else np.nextafter(near, np.float32(-np.inf)))
