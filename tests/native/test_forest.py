"""The evaluation of forests."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.native.forest import UNIT, Forest, ForestEvaluator, sigmoids, slot_of
from tearsheet.native.numbers import Numbers


def stumps(classes: int = 1) -> ForestEvaluator:
    """Two trees of one question each: column 0 over 0.5, column 1 over 2."""
    splits = [(0, 0.5, 0, 0b1), (1, 2.0, 1, 0b1)]
    values = [[-4096, 4096], [20480, 28672]]
    return ForestEvaluator(Forest.of_splits(splits, leaves=2, values=values, classes=classes))


class Node(NamedTuple):
    """A tree as a reader draws it: a split, or a leaf with its value."""

    column: int = -1
    threshold: float = 0.0
    left: Node | None = None
    right: Node | None = None
    value: int = 0


def forest_of(trees: Sequence[Node], classes: int = 1) -> Forest:
    splits: list[tuple[int, float, int, int]] = []
    values = []
    for tree, root in enumerate(trees):
        found: list[int] = []
        collect(root, tree, splits, found)
        values.append(found)
    return Forest.of_splits(splits, leaves=max(map(len, values)), values=values, classes=classes)


def collect(node: Node, tree: int, splits: list[tuple[int, float, int, int]], values: list[int]) -> None:
    if node.left is None or node.right is None:
        values.append(node.value)
        return
    first = len(values)
    collect(node.left, tree, splits, values)
    splits.append((node.column, node.threshold, tree, (1 << len(values)) - (1 << first)))
    collect(node.right, tree, splits, values)


def walk(node: Node, row: Sequence[float]) -> int:
    while node.left is not None and node.right is not None:
        node = node.left if row[node.column] <= node.threshold else node.right
    return node.value


NUMBERS = [-2.0, -1.5, -0.0, 0.0, 0.25, 0.5, 1.0, 3.0, math.inf, -math.inf]


def draw_tree(draw: Random, leaves: int) -> Node:
    if leaves == 1:
        return Node(value=draw.randint(-9000, 9000))
    left = draw.randint(1, leaves - 1)
    below = draw_tree(draw, left), draw_tree(draw, leaves - left)
    return Node(draw.randint(0, 3), draw.choice(NUMBERS[:8]), *below)


@given(st.randoms(use_true_random=True), st.integers(1, 3), st.integers(1, 32))
def test_sums_are_those_of_a_walk_from_root_to_leaf(draw: Random, classes: int, leaves: int) -> None:
    drawn = [draw_tree(draw, draw.randint(1, leaves)) for _ in range(draw.randint(1, 7))]
    table = [tuple(draw.choices(NUMBERS, k=4)) for _ in range(draw.randint(1, 70))]
    expected = []
    for row in table:
        sums = [0] * classes
        for tree, root in enumerate(drawn):
            sums[tree % classes] += walk(root, row)
        expected.append(tuple([UNIT * total for total in sums]))
    assert ForestEvaluator(forest_of(drawn, classes)).sums(table) == expected


CASES = [((0.5, 2.0), 4.0), ((0.6, 2.0), 6.0), ((0.5, 2.1), 6.0), ((0.6, 2.1), 8.0)]


@pytest.mark.parametrize(("row", "expected"), CASES)
def test_values_of_all_trees_are_summed(row: tuple[float, float], expected: float) -> None:
    assert stumps().sums([row]) == [(expected,)]


def test_classes_take_turns() -> None:
    evaluator = stumps(2)
    assert evaluator.sums([(0.6, 2.1), (0.0, 0.0)]) == [(1.0, 7.0), (-1.0, 5.0)]


def test_probabilities_of_one_class_and_of_several() -> None:
    row = (0.5, 0.0)  # -1 and 5
    one = stumps().probabilities([row])
    assert one[0] == pytest.approx((1 / (1 + math.exp(-4)),))
    two = stumps(2).probabilities([row])
    assert two[0] == pytest.approx((1 / (1 + math.exp(6)), 1 / (1 + math.exp(-6))))


def test_sums_in_whole_numbers_become_probabilities() -> None:
    assert list(sigmoids(Numbers("i", [0, 4096]))) == [0.5, pytest.approx(1 / (1 + math.exp(-1)))]


def test_only_the_chosen_rows_are_evaluated() -> None:
    evaluator = stumps()
    flat = Numbers("f", [0.0, 0.0, 9.0, 0.6, 2.1, 9.0, 0.6, 0.0, 9.0])  # with a column more than is tested
    assert list(evaluator.add_up(flat, 3, Numbers("i", [2, 0]))) == [6 * 4096, 4 * 4096]


def test_no_trees_give_nothing() -> None:
    assert ForestEvaluator(Forest.of_splits([], leaves=1, values=[])).sums([(1.0,), (2.0,)]) == [
        (0.0,),
        (0.0,),
    ]


def test_rows_that_are_too_short_are_refused() -> None:
    with pytest.raises(ValueError, match="columns"):
        stumps().sums([(0.0,)])


@pytest.mark.parametrize("slots", [8, 16, 32])
def test_each_leaf_has_a_slot_of_its_own(slots: int) -> None:
    assert sorted(slot_of(1 << leaf, slots) for leaf in range(slots)) == list(range(slots))
