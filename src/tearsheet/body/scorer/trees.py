"""Boosted trees as flat arrays: all trees are walked at once, level by level, for all rows."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Trees(NamedTuple):
    """An ensemble of binary decision trees whose values are summed. A leaf points to itself."""

    roots: NDArray[np.int32]
    """Index of each tree's root among the nodes."""
    features: NDArray[np.int32]
    """Column that each node asks for; 0 at leaves."""
    thresholds: NDArray[np.float32]
    """A row goes left when its value is at most this; infinite at leaves."""
    lefts: NDArray[np.int32]
    """The node on the left; the node itself at leaves."""
    rights: NDArray[np.int32]
    """The node on the right; the node itself at leaves."""
    values: NDArray[np.float32]
    """What a leaf adds; 0 at inner nodes."""
    depth: int
    """Steps from a root to the farthest leaf."""
    classes: int
    """Number of sums a row: tree ``i`` counts for class ``i % classes``."""

    def sums(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the summed values, one row a row of ``rows`` and one column a class."""
        count, width = rows.shape
        flat = rows.ravel()
        offset = (np.arange(count, dtype=np.int32) * width)[:, None]
        at = np.broadcast_to(self.roots, (count, len(self.roots)))
        for _ in range(self.depth):
            left = flat.take(self.features.take(at) + offset) <= self.thresholds.take(at)
            at = np.where(left, self.lefts.take(at), self.rights.take(at))
        values = self.values.take(at)
        return np.asarray(values.reshape(count, -1, self.classes).sum(axis=1))


def sigmoid(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return 1 / (1 + e^-x)."""
    return np.asarray(1.0 / (1.0 + np.exp(-x)), dtype=np.float32)
