"""The decision trees of the heading judge: columns of nodes, walked for all rows at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

UNIT = 1 / 4096
"""What one unit of a leaf's value is worth. Whole numbers add up to the same sum on any machine."""


class Trees(NamedTuple):
    """An ensemble of binary decision trees whose values are summed. A leaf points to itself."""

    roots: NDArray[np.int32]
    """Index of each tree's root among the nodes."""
    features: NDArray[np.int32]
    """Column that each node asks for; 0 at leaves."""
    thresholds: NDArray[np.float32]
    """A row goes left when its value is at most this."""
    lefts: NDArray[np.int32]
    """The node on the left; the node itself at leaves."""
    rights: NDArray[np.int32]
    """The node on the right; the node itself at leaves."""
    values: NDArray[np.int32]
    """What a leaf adds, in `UNIT`; 0 at inner nodes."""
    depth: int
    """Steps from a root to the farthest leaf."""

    def chances(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """Return for each row the logistic function of the summed values, from 0 to 1."""
        table = np.array(rows, dtype=np.float32)
        count, width = table.shape
        flat = table.ravel()
        offset = (np.arange(count, dtype=np.int32) * width)[:, None]
        at = np.broadcast_to(self.roots, (count, len(self.roots)))
        for _ in range(self.depth):
            left = flat.take(self.features.take(at) + offset) <= self.thresholds.take(at)
            at = np.where(left, self.lefts.take(at), self.rights.take(at))
        sums = self.values.take(at).sum(axis=1, dtype=np.int64) * UNIT
        chances: list[float] = (1.0 / (1.0 + np.exp(-sums))).tolist()
        return chances


def trees_of(columns: Mapping[str, Sequence[float]]) -> Trees:
    """Return trees from their columns as the data file holds them."""
    return Trees(
        np.array(columns["roots"], dtype=np.int32),
        np.array(columns["features"], dtype=np.int32),
        np.array(columns["thresholds"], dtype=np.float32),
        np.array(columns["lefts"], dtype=np.int32),
        np.array(columns["rights"], dtype=np.int32),
        np.array(columns["values"], dtype=np.int32),
        int(columns["depth"][0]),
    )
