"""Boosted trees as flat arrays: all trees are walked at once, level by level, for all rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

try:
    from tearsheet.body.scorer._sums import Walker
except ImportError:  # not compiled here: the same sums with numpy
    Walker = None  # type: ignore[assignment, misc]  # stands for the class's absence

UNIT = 1 / 4096
"""What one unit of a leaf's value is worth. Whole numbers add up to the same sum in any order and on any machine."""


@dataclass(frozen=True, eq=False)
class Trees:
    """An ensemble of binary decision trees whose values are summed. A leaf points to itself."""

    roots: NDArray[np.int32]
    """Index of each tree's root among the nodes."""
    depths: NDArray[np.int32]
    """Steps from each tree's root to its farthest leaf."""
    features: NDArray[np.int32]
    """Column that each node asks for; 0 at leaves."""
    thresholds: NDArray[np.float32]
    """A row goes left when its value is at most this; infinite at leaves."""
    lefts: NDArray[np.int32]
    """The node on the left, the one on the right being the next after it; at leaves the node itself."""
    values: NDArray[np.int32]
    """What a leaf adds, in `UNIT`; 0 at inner nodes."""
    classes: int
    """Number of sums a row: tree ``i`` counts for class ``i % classes``."""

    @cached_property
    def walker(self) -> Walker:
        """The same trees, as the compiled loops walk them."""
        return Walker(
            self.roots,
            self.depths,
            self.features,
            self.thresholds,
            self.lefts,
            self.values,
            self.classes,
        )

    def sums(self, *parts: NDArray[np.float32], at: NDArray[np.intp] | None = None) -> NDArray[np.float32]:
        """Return the summed values, one row a row and one column a class.

        Args:
            parts: The columns of the rows, side by side: the first one row a row, later ones too or one for all.
            at: Which rows to look at, by index; None for all.
        """
        count = len(parts[0]) if at is None else len(at)
        out = np.zeros((count, self.classes), dtype=np.int32)
        if Walker is None:
            chosen = [part if at is None or part.ndim == 1 else part[at] for part in parts]
            spread = [np.broadcast_to(part, (count, part.shape[-1])) for part in chosen]
            self._add(np.concatenate(spread, axis=1), out)
        else:
            self.walker.add(parts, at, out)
        return out.astype(np.float32) * np.float32(UNIT)

    def _add(self, rows: NDArray[np.float32], out: NDArray[np.int32]) -> None:
        count, width = rows.shape
        flat = rows.ravel()
        offset = (np.arange(count, dtype=np.int32) * width)[:, None]
        at = np.broadcast_to(self.roots, (count, len(self.roots)))
        for _ in range(self.depths.max(initial=0)):
            right = flat.take(self.features.take(at) + offset) > self.thresholds.take(at)
            at = self.lefts.take(at) + right
        out += self.values.take(at).reshape(count, -1, self.classes).sum(axis=1, dtype=np.int32)


def sigmoid(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return 1 / (1 + e^-x)."""
    return np.asarray(1.0 / (1.0 + np.exp(-x)), dtype=np.float32)


def softmax(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return e^x over its sum, for one row of class scores."""
    powers = np.exp(x - np.maximum.reduce(x))
    return np.asarray(powers / np.add.reduce(powers), dtype=np.float32)
