"""Boosted decision trees as columns in a plain file, and their evaluation.

Local stand-in for the library's one evaluator: `load_forest` and `Forest.scores` are all that is called.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

UNIT = 1 / 1024
"""What one unit of a leaf's value is worth. Whole numbers add up to the same sum on any machine."""


class Forest(NamedTuple):
    """An ensemble of binary decision trees whose values are summed by class. A leaf points to itself."""

    classes: int
    """Number of classes; tree ``k`` adds to class ``k % classes``."""
    roots: NDArray[np.int32]
    features: NDArray[np.int32]
    thresholds: NDArray[np.float32]
    """A row goes left when its value is at most this."""
    lefts: NDArray[np.int32]
    rights: NDArray[np.int32]
    values: NDArray[np.int32]
    """What a leaf adds, in `UNIT`; 0 at inner nodes."""
    depth: int

    def scores(self, rows: Sequence[Sequence[float]]) -> list[list[float]]:
        """Return for each row the summed values of each class."""
        table = np.array(rows, dtype=np.float32)
        count, width = table.shape
        flat = table.ravel()
        offset = (np.arange(count, dtype=np.int32) * width)[:, None]
        at = np.broadcast_to(self.roots, (count, len(self.roots)))
        for _ in range(self.depth):
            left = flat.take(self.features.take(at) + offset) <= self.thresholds.take(at)
            at = np.where(left, self.lefts.take(at), self.rights.take(at))
        sums = self.values.take(at).reshape(count, -1, self.classes).sum(axis=1, dtype=np.int64) * UNIT
        found: list[list[float]] = sums.tolist()
        return found


def forest_of(data: Mapping[str, Any]) -> Forest:
    """Return the forest that a file's columns describe.

    ``trees`` holds one list a tree, its nodes in preorder: ``[feature, threshold]`` for an inner node, whose left
    subtree follows, then the right one; ``[value]`` for a leaf.
    """
    columns: list[list[float]] = [[], [], [], [], []]
    features, thresholds, lefts, rights, values = columns
    roots = []
    deepest = 0
    for tree in data["trees"]:
        roots.append(len(features))
        open_: list[tuple[int, int]] = []  # inner nodes whose right subtree is still to come, and their depth
        depth = 0
        for number in _nodes(tree):
            at = len(features)
            deepest = max(deepest, depth)
            inner = len(number) > 1
            features.append(number[0] if inner else 0)
            thresholds.append(number[1] if inner else 1e30)
            lefts.append(at + 1 if inner else at)
            rights.append(at)
            values.append(0 if inner else number[0])
            if inner:
                open_.append((at, depth))
                depth += 1
            elif open_:
                parent, level = open_.pop()
                rights[parent] = at + 1
                depth = level + 1
    return Forest(
        int(data["classes"]),
        np.array(roots, dtype=np.int32),
        np.array(features, dtype=np.int32),
        np.array(thresholds, dtype=np.float32),
        np.array(lefts, dtype=np.int32),
        np.array(rights, dtype=np.int32),
        np.array(values, dtype=np.int32),
        deepest,
    )


def _nodes(tree: Sequence[Any]) -> Sequence[tuple[float, ...]]:
    return [tuple(node) if isinstance(node, list) else (node,) for node in tree]


@cache
def load_data(name: str) -> Any:
    """Return what the package's file ``NAME.json`` holds; read once."""
    return json.loads((files("tearsheet.plaintext") / f"{name}.json").read_text(encoding="utf-8"))


@cache
def load_forest(name: str) -> Forest:
    """Return the forest that the package's file ``NAME.json`` holds; read once."""
    return forest_of(load_data(name))
