# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, infer_types=True, binding=False
"""Evaluates boosted decision trees: rows of features in, raw scores or probabilities out.

Trees are not traversed. Each split that sends a row to the right rules out the leaves in its left subtree; the leftmost
remaining leaf is the one that the row reaches. The splits of all trees that test the same column are stored together in
ascending order of threshold, so evaluation of a column stops at the first threshold that the row does not exceed; this
skips more than half of the splits. The compiled form compares `LANES` rows at a time.
Source: Lucchese et al., QuickScorer, SIGIR 2015.

    >>> from tearsheet.native.forest import Forest, ForestEvaluator
    >>> stump = ForestEvaluator(Forest.of_splits([(0, 0.5, 0, 1)], leaves=2, values=[(-4096, 8192)]))
    >>> stump.sums([(0.5,), (0.75,)])
    [(-1.0,), (2.0,)]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import exp
from typing import NamedTuple

from tearsheet.native.numbers import Numbers, zeros

UNIT = 1.0 / 4096
"""Scale of leaf values, which are stored as integers: integer sums are the same in any order and on any machine."""
LANES = 32
"""Number of rows compared at a time. The loops use the literal 32, so that the C compiler can unroll them."""
COMPILED = not __file__.endswith(".py")
FEW = 4
"""Fewest remaining rows that are evaluated as a batch; fewer are evaluated one by one."""
ALL_LEAVES = 0xFFFFFFFF
MULTIPLIERS = {8: 0x17, 16: 0x9AF, 32: 0x77CB531}
"""De Bruijn sequences by number of slots: the high bits of the product with a single set bit are that bit's slot."""


class Forest(NamedTuple):
    """The trees of a model, in the layout of the model file."""

    columns: Numbers
    """The columns that the splits test, in ascending order."""
    stops: Numbers
    """For each column, the index after its last split. Its first split follows the last one of the previous column."""
    thresholds: Numbers
    """For each split, its threshold: greater values go right. In ascending order within a column."""
    trees: Numbers
    """For each split, the index of its tree."""
    leaf_masks: Numbers
    """For each split, a bit mask of the leaves that remain if a row goes right; the leftmost leaf is the lowest bit."""
    values: Numbers
    """Leaf values in units of `UNIT`: ``slots`` entries per tree, in the order of `slot_of`."""
    slots: int
    """Most leaves per tree: 8, 16 or 32."""
    classes: int
    """Number of sums per row: tree ``i`` adds to class ``i % classes``."""

    @classmethod
    def of_splits(
        cls,
        splits: Iterable[tuple[int, float, int, int]],
        *,
        leaves: int,
        values: Sequence[Sequence[int]],
        classes: int = 1,
    ) -> Forest:
        """Return the forest with these trees.

        Args:
            splits: For each split: column, threshold, tree, and a bit mask of the leaves in its left subtree.
            leaves: Number of leaves of the largest tree, at most 32.
            values: For each tree, the values of its leaves from left to right, in units of `UNIT`.
            classes: Number of sums per row.
        """
        ordered = sorted(splits)
        slots = next(size for size in MULTIPLIERS if leaves <= size)
        columns = sorted({split[0] for split in ordered})
        counts = dict.fromkeys(columns, 0)
        for split in ordered:
            counts[split[0]] += 1
        stops, stop = [], 0
        for column in columns:
            stop += counts[column]
            stops.append(stop)
        by_slot = [0] * (slots * len(values))
        for tree, of_leaves in enumerate(values):
            for leaf, value in enumerate(of_leaves):
                by_slot[tree * slots + slot_of(1 << leaf, slots)] = value
        return cls(
            Numbers("H", columns),
            Numbers("I", stops),
            Numbers("f", [split[1] for split in ordered]),
            Numbers("H", [split[2] for split in ordered]),
            Numbers("I", [ALL_LEAVES & ~split[3] for split in ordered]),
            Numbers("i", by_slot),
            slots,
            classes,
        )


def slot_of(bit: int, slots: int) -> int:
    """Return the slot of the leaf whose bit is set in ``bit``; from 0 to ``slots`` - 1."""
    return (bit * MULTIPLIERS[slots] & (1 << slots) - 1) >> slots - slots.bit_length() + 1


class ForestEvaluator:
    """Evaluates a forest on rows of features."""

    def __init__(self, forest: Forest) -> None:
        """Prepare a forest, which must not be changed afterwards."""
        self._bind_pointers(forest)

    def _bind_pointers(self, forest: Forest) -> None:
        columns, stops, trees = forest.columns, forest.stops, forest.trees
        thresholds, leaf_masks, values = forest.thresholds, forest.leaf_masks, forest.values
        self.forest = forest
        self.columns, self.stops, self.trees = (
            columns.data.as_ushorts,
            stops.data.as_uints,
            trees.data.as_ushorts,
        )
        self.thresholds, self.leaf_masks = thresholds.data.as_floats, leaf_masks.data.as_uints
        self.values = values.data.as_ints
        self.slots = forest.slots
        self.classes = forest.classes
        self.tree_count = len(forest.values) // forest.slots
        self.column_count = len(forest.columns)
        self.width = max(forest.columns, default=-1) + 1
        """Fewest columns that a row must have."""
        self.multiplier = MULTIPLIERS[forest.slots]
        self.slot_mask = (1 << forest.slots) - 1
        self.slot_shift = forest.slots - forest.slots.bit_length() + 1

    def sums(self, rows: Sequence[Sequence[float]]) -> list[tuple[float, ...]]:
        """Return the raw sums of each row, one per class; empty for no rows.

        Raises:
            ValueError: A row has fewer columns than the trees test.
        """
        if any(len(row) < self.width for row in rows):
            raise ValueError(f"a row of fewer than {self.width} columns")
        flat = Numbers("f")
        for row in rows:
            flat.extend(row[: self.width])
        found = self.add_up(flat, self.width, Numbers("i", range(len(rows))))
        size = self.classes
        return [tuple([UNIT * found[i * size + k] for k in range(size)]) for i in range(len(rows))]

    def probabilities(self, rows: Sequence[Sequence[float]]) -> list[tuple[float, ...]]:
        """Return the probability of each class for each row; a model with one class gives the probability of "yes".

        Raises:
            ValueError: A row has fewer columns than the trees test.
        """
        sums = self.sums(rows)
        return [(sigmoid(row[0]),) for row in sums] if self.classes == 1 else [softmax(row) for row in sums]

    def add_up(self, rows: Numbers, stride: int, chosen: Numbers) -> Numbers:
        """Return the sums of the chosen rows in units of `UNIT`: row after row, one number per class.

        Args:
            rows: All rows in one flat array.
            stride: Distance from the start of one row to the start of the next; at least `width`.
            chosen: Indices of the rows to evaluate.
        """
        count = len(chosen)
        if not COMPILED and count > 1:
            return _add_up_in_sets(self.forest, rows, stride, chosen)
        sums = zeros("i", count * self.classes)
        remaining = zeros("I", self.tree_count * (LANES if count >= FEW else 1))
        column, lanes = zeros("f", LANES), zeros("i", LANES)
        done = 0
        while count - done >= FEW:
            taken = min(LANES, count - done)
            self._rule_out_together(
                rows.data.as_floats,
                stride,
                chosen.data.as_ints,
                done,
                taken,
                remaining.data.as_uints,
                column.data.as_floats,
            )
            self._add_together(remaining.data.as_uints, taken, lanes.data.as_ints, sums.data.as_ints, done)
            done += taken
        while done < count:
            start = chosen.data.as_ints[done] * stride
            self._rule_out(rows.data.as_floats, start, remaining.data.as_uints)
            self._add(remaining.data.as_uints, sums.data.as_ints, done)
            done += 1
        return sums

    def _rule_out(self, rows: Numbers, start: int, remaining: Numbers) -> None:
        """Find the leaves that remain in each tree for the row at offset ``start``."""
        thresholds, trees, leaf_masks = self.thresholds, self.trees, self.leaf_masks
        for i in range(self.tree_count):
            remaining[i] = ALL_LEAVES
        split = 0
        for i in range(self.column_count):
            number = rows[start + self.columns[i]]
            stop = self.stops[i]
            while split < stop and thresholds[split] < number:
                remaining[trees[split]] &= leaf_masks[split]
                split += 1
            split = stop

    def _add(self, remaining: Numbers, out: Numbers, row: int) -> None:
        """Add the value of each tree's leftmost remaining leaf to ``out``."""
        turn = at = 0
        for tree in range(self.tree_count):
            left = remaining[tree]
            slot = ((left & -left) * self.multiplier & self.slot_mask) >> self.slot_shift
            out[row * self.classes + turn] += self.values[at + slot]
            at += self.slots
            turn = turn + 1 if turn + 1 < self.classes else 0

    def _rule_out_together(  # noqa: PLR0913, PLR0917  # pointers where it is compiled
        self,
        rows: Numbers,
        stride: int,
        chosen: Numbers,
        first: int,
        taken: int,
        remaining: Numbers,
        column: Numbers,
    ) -> None:
        """Do the same as `_rule_out` for ``taken`` rows; the values of a column are gathered first."""
        thresholds, trees, leaf_masks = self.thresholds, self.trees, self.leaf_masks
        for i in range(self.tree_count * 32):
            remaining[i] = ALL_LEAVES
        everything = ALL_LEAVES
        split = 0
        for i in range(self.column_count):
            at = self.columns[i]
            for k in range(taken):
                column[k] = rows[chosen[first + k] * stride + at]
            top = column[0]
            for k in range(1, taken):
                top = max(top, column[k])
            stop = self.stops[i]
            while split < stop and thresholds[split] < top:
                threshold, leaf_mask, at = thresholds[split], leaf_masks[split], trees[split] * 32
                for k in range(32):
                    remaining[at + k] &= leaf_mask if column[k] > threshold else everything
                split += 1
            split = stop

    def _add_together(  # as above
        self, remaining: Numbers, taken: int, sums: Numbers, out: Numbers, first: int
    ) -> None:
        """Do the same as `_add` for ``taken`` rows."""
        values, classes = self.values, self.classes
        for turn in range(classes):
            for k in range(32):
                sums[k] = 0
            for tree in range(turn, self.tree_count, classes):
                for k in range(32):
                    left = remaining[tree * 32 + k]
                    slot = ((left & -left) * self.multiplier & self.slot_mask) >> self.slot_shift
                    sums[k] += values[tree * self.slots + slot]
            for k in range(taken):
                out[(first + k) * classes + turn] += sums[k]


def _add_up_in_sets(forest: Forest, rows: Numbers, stride: int, chosen: Numbers) -> Numbers:
    """Do the same as `ForestEvaluator.add_up` in pure Python, with sets of rows as bits of an int instead of lanes."""
    everything = (1 << len(chosen)) - 1
    reaching = [everything] * (len(forest.values) // forest.slots * 32)
    split = 0
    for column, stop in zip(forest.columns, forest.stops, strict=True):
        numbers = sorted([(rows[row * stride + column], 1 << k) for k, row in enumerate(chosen)])
        left = at = 0
        top = numbers[len(numbers) - 1][0]
        while split < stop and forest.thresholds[split] < top:
            while numbers[at][0] <= forest.thresholds[split]:
                left |= numbers[at][1]
                at += 1
            leaves = ALL_LEAVES & ~forest.leaf_masks[split]
            first = forest.trees[split] * 32
            for leaf in range(first + (leaves & -leaves).bit_length() - 1, first + leaves.bit_length()):
                reaching[leaf] &= left
            split += 1
        split = stop
    return _sums_of_sets(forest, reaching, everything)


def _sums_of_sets(forest: Forest, reaching: Sequence[int], everything: int) -> Numbers:
    """Return the sums of all rows; in each tree, a row has the value of the leftmost leaf that it may still reach."""
    slots = [slot_of(1 << leaf, forest.slots) for leaf in range(forest.slots)]
    sums = zeros("i", everything.bit_length() * forest.classes)
    for tree in range(len(forest.values) // forest.slots):
        open_, turn = everything, tree % forest.classes
        for leaf, slot in enumerate(slots):
            here = open_ & reaching[tree * 32 + leaf]
            if here:
                open_ ^= here
                value = forest.values[tree * forest.slots + slot]
                bits = f"{here:b}"[::-1]
                row = bits.find("1")
                while row >= 0:
                    sums[row * forest.classes + turn] += value
                    row = bits.find("1", row + 1)
                if not open_:
                    break
    return sums


def sigmoid(number: float) -> float:
    """Return 1 / (1 + e^-x).

    >>> sigmoid(0.0)
    0.5
    """
    return 1.0 / (1.0 + exp(-number))


def sigmoids(sums: Numbers) -> Numbers:
    """Return the probability of "yes" for each sum; the sums are in units of `UNIT`."""
    found, unit = zeros("d", len(sums)), UNIT
    for i in range(len(sums)):
        power = exp(-unit * sums.data.as_ints[i])
        found.data.as_doubles[i] = 1.0 / (1.0 + power)
    return found


def softmax(numbers: Sequence[float]) -> tuple[float, ...]:
    """Return e^x of each number over their sum.

    >>> softmax((1.0, 1.0))
    (0.5, 0.5)
    """
    top = max(numbers)
    powers = [exp(number - top) for number in numbers]
    total = sum(powers)
    return tuple([power / total for power in powers])
