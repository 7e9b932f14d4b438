"""The files of the plain text models: JSON with trees in preorder, read as forests of `tearsheet.native.forest`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from tearsheet.native import forest as native
from tearsheet.native.forest import Forest, ForestEvaluator

UNIT: Final = 1 / 1024
"""What one unit of a leaf's value in the files is worth."""
_UNITS: Final = round(UNIT / native.UNIT)


def forest_of(data: Mapping[str, Any]) -> ForestEvaluator:
    """Return the forest that a file describes.

    ``trees`` holds one list a tree, its nodes in preorder: ``[feature, threshold]`` for an inner node, whose left
    subtree follows, then the right one; the value, in `UNIT`, for a leaf.

        >>> stump = forest_of({"classes": 1, "trees": [[[0, 0.5], -1024, 2048]]})
        >>> stump.sums([(0.5,), (0.75,)])
        [(-1.0,), (2.0,)]
    """
    splits: list[tuple[int, float, int, int]] = []
    values: list[list[int]] = []
    for number, tree in enumerate(data["trees"]):
        leaves: list[int] = []
        for column, threshold, first, stop in _splits(tree, leaves):
            splits.append((column, threshold, number, (1 << stop) - (1 << first)))
        values.append([value * _UNITS for value in leaves])
    most = max(map(len, values), default=1)
    return ForestEvaluator(Forest.of_splits(splits, leaves=most, values=values, classes=int(data["classes"])))


def _splits(tree: Sequence[Any], leaves: list[int]) -> list[tuple[int, float, int, int]]:
    """Return for each split its column, its threshold, and the first and the stop of the leaves on its left side.

    The values of the leaves are appended to ``leaves``, from left to right.
    """
    found = []
    open_: list[tuple[int, float, int]] = []  # splits whose left side is not complete, outermost first
    for node in tree:
        if isinstance(node, list):
            open_.append((node[0], node[1], len(leaves)))
            continue
        leaves.append(node if isinstance(node, int) else int(node))
        if (
            open_
        ):  # the leaf ends the left side of the innermost open split, and what follows is its right side
            column, threshold, first = open_.pop()
            found.append((column, threshold, first, len(leaves)))
    return found


@cache
def load_data(name: str) -> Any:
    """Return the content of the package's file ``NAME.json``; read once."""
    return json.loads((files("tearsheet.plaintext") / f"{name}.json").read_text(encoding="utf-8"))


@cache
def load_forest(name: str) -> ForestEvaluator:
    """Return the forest that the package's file ``NAME.json`` holds; read once."""
    return forest_of(load_data(name))
