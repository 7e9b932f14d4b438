"""The forests of plain text, in JSON files that a reader can open."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from tearsheet.native.forest import UNIT as NATIVE_UNIT
from tearsheet.native.forest import Forest, ForestEvaluator

UNIT = 1 / 1024
"""What one unit of a leaf's value is worth in the files."""


def forest_of(data: Mapping[str, Any]) -> ForestEvaluator:
    """Return the forest that a file's columns describe.

    ``trees`` holds one list a tree, its nodes in preorder: ``[feature, threshold]`` for an inner node, whose left
    subtree follows, then the right one; ``[value]`` or the value alone for a leaf.
    """
    splits: list[tuple[int, float, int, int]] = []
    values = []
    for number, tree in enumerate(data["trees"]):
        found, added = _read_tree(number, tree)
        splits += added
        values.append(found)
    leaves = max(map(len, values), default=1)
    return ForestEvaluator(
        Forest.of_splits(splits, leaves=leaves, values=values, classes=int(data["classes"]))
    )


def _read_tree(number: int, nodes: Sequence[Any]) -> tuple[list[int], list[tuple[int, float, int, int]]]:
    """Return the values of a tree's leaves, in `NATIVE_UNIT`, and its splits as `Forest.of_splits` takes them."""
    values: list[int] = []
    splits: list[tuple[int, float, int, int]] = []
    open_: list[tuple[int, float, int]] = []  # inner nodes whose right subtree is still to come
    for node in nodes:
        if isinstance(node, list) and len(node) > 1:
            open_.append((node[0], node[1], len(values)))
            continue
        values.append(round((node[0] if isinstance(node, list) else node) * UNIT / NATIVE_UNIT))
        if open_:
            column, threshold, first = open_.pop()
            splits.append((column, threshold, number, (1 << len(values)) - (1 << first)))
    return values, splits


@cache
def load_data(name: str) -> Any:
    """Return what the package's file ``NAME.json`` holds; read once."""
    return json.loads((files("tearsheet.plaintext") / f"{name}.json").read_text(encoding="utf-8"))


@cache
def load_forest(name: str) -> ForestEvaluator:
    """Return the forest that the package's file ``NAME.json`` holds; read once."""
    return forest_of(load_data(name))
