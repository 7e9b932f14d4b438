"""The role of each block of a text: read by boosted trees from form and place, then made one likely sequence."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from tearsheet.native.forest import ForestEvaluator
from tearsheet.plaintext.block import Block
from tearsheet.plaintext.forest import load_data, load_forest
from tearsheet.plaintext.line_features import features
from tearsheet.plaintext.shape import Shape

ROLES: Final = ("before", "title", "meta", "teaser", "heading", "paragraph", "item", "cell", "after", "aside")
"""Roles, in the order of the model's classes: what is above the article, its title, lines about it (date, byline,
counts), a teaser, then the body: headings, running text, list items, cells and captions; what is below the article,
and what is between its blocks but not of it."""
_PLACE: Final = {role: k for k, role in enumerate(ROLES)}
BODY_ROLES: Final = ("heading", "paragraph", "item", "cell")
BODY: Final = frozenset(BODY_ROLES)
"""The roles of blocks that belong to the article's body."""
FILE = "line_roles"
"""Name of the data file: the forest, and how often each role follows another in texts with known roles."""
FLOOR = 0.01
"""Least probability of a role that is checked. Reasoning: the sequence never makes good for less."""


class Reading(NamedTuple):
    """The roles of a text's blocks."""

    roles: tuple[str, ...]
    """The role of each block in the most likely sequence."""
    probabilities: tuple[tuple[float, ...], ...]
    """For each block the probability of each role, in the order of `ROLES`, before the sequence is checked."""
    rows: Sequence[Sequence[float]]
    """For each block the row of features that its role was read from."""

    def of(self, i: int, role: str) -> float:
        """Return the probability that block ``i`` has ``role``."""
        return self.probabilities[i][_PLACE[role]]


def read_roles(blocks: Sequence[Block], shapes: Sequence[Shape], keys: Sequence[str]) -> Reading:
    """Return the roles of ``blocks``; empty if there are none."""
    rows = features(blocks, shapes, keys)
    if not rows:
        return Reading((), (), ())
    return reading_of(rows, load_forest(FILE), load_data(FILE))


def reading_of(rows: Sequence[Sequence[float]], forest: ForestEvaluator, data: Mapping[str, Any]) -> Reading:
    """Return the roles that blocks with these ``rows`` have by the model ``data``, which has ``forest``."""
    probabilities = [softmax(row) for row in forest.sums(rows)]
    path = likeliest(probabilities, data["first"], data["follows"], data["trust"])
    return Reading(tuple(ROLES[k] for k in path), tuple(map(tuple, probabilities)), rows)


def softmax(scores: Sequence[float]) -> list[float]:
    """Return probabilities that sum to one.

    >>> softmax([0.0, 0.0])
    [0.5, 0.5]
    """
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def likeliest(
    probabilities: Sequence[Sequence[float]],
    first: Sequence[float],
    follows: Sequence[Sequence[float]],
    trust: float,
) -> list[int]:
    """Return the most likely sequence of classes (Viterbi); empty for no rows.

    Args:
        probabilities: For each row the probability of each class.
        first: Log-probability of each class in the first row.
        follows: For each class the log-probability of each class after it.
        trust: Weight of ``first`` and ``follows`` against the rows.

    >>> likeliest([[0.9, 0.1], [0.45, 0.55], [0.9, 0.1]], [0, 0], [[-0.1, -2.4], [-2.4, -0.1]], 1.0)
    [0, 0, 0]
    """
    weighed = [[trust * value for value in row] for row in follows]
    best: dict[int, float] = {}
    back: list[dict[int, int]] = []
    for row in probabilities:
        here: dict[int, float] = {}
        came: dict[int, int] = {}
        for b, probability in enumerate(row):
            if probability < FLOOR:
                continue
            value = math.log(probability)
            if not best:
                here[b] = value + trust * first[b]
                continue
            found, most = -1, -math.inf
            for a, so_far in best.items():
                total = so_far + weighed[a][b]
                if total > most:
                    found, most = a, total
            came[b] = found
            here[b] = value + most
        best = here
        back.append(came)
    if not best:
        return []
    at = max(best, key=best.__getitem__)
    path = [at]
    for came in reversed(back[1:]):
        at = came[at]
        path.append(at)
    return path[::-1]
