"""Calibration of scores: two numbers that turn a forest's score into a probability, fitted on sites that it has not seen."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

LEAST_SCORE = math.log(0.05 / 0.95)
"""Values with a lower score are not given anyway; they are left out of the fit."""
FEWEST = 50
"""Fewest values with a gold answer to fit on; with fewer, those whose answer is what the library finds are used as well."""
STEPS = 40
"""Steps of Newton's method; it has converged long before."""
LONGEST_STEP = 0.5
"""Longest step, so that scores of few distinct values do not make it overshoot."""
MIN_SLOPE = 0.05
"""Least slope. Reasoning: with a negative one the values with the lowest scores would be the most probable."""
TOWARDS = 2.0
"""Weight, in values, of the prior that the scores are right as they are."""


class Scored(NamedTuple):
    """A value with its score."""

    group: Hashable
    """What it competes with others for: the best of each group is given."""
    score: float
    right: bool
    known: bool
    """A gold answer, not only the library's own, says whether it is right."""


def scale_of(values: Iterable[Scored]) -> list[float]:
    """Return slope and offset for which the best value of each group is right as often as its probability says.

    >>> unsure = [Scored(k, 2.0 if k % 4 else -2.0, k % 2 == 0, True) for k in range(400)]
    >>> slope, offset = scale_of(unsure)
    >>> slope < 1.0
    True
    >>> scale_of(Scored(k, float(k % 5 - 2), k % 5 < 2, True) for k in range(400))[0] == MIN_SLOPE
    True
    """
    best: dict[Hashable, Scored] = {}
    for value in values:
        if value.score >= LEAST_SCORE and (value.group not in best or best[value.group].score < value.score):
            best[value.group] = value
    known = [value for value in best.values() if value.known]
    return _fitted(known if len(known) >= FEWEST else list(best.values()))


def _fitted(values: Sequence[Scored]) -> list[float]:
    """Return slope and offset of a logistic regression whose prior is slope one and offset zero."""
    scores = np.array([value.score for value in values])
    right = np.array([value.right for value in values], dtype=float)
    slope, offset = 1.0, 0.0
    for _ in range(STEPS):
        likely = 1.0 / (1.0 + np.exp(-np.clip(slope * scores + offset, -30.0, 30.0)))
        wrong, spread = likely - right, likely * (1.0 - likely)
        gradient = np.array(
            [(wrong * scores).sum() + TOWARDS * (slope - 1.0), wrong.sum() + TOWARDS * offset]
        )
        mixed = (spread * scores).sum()
        curve = np.array([[(spread * scores**2).sum() + TOWARDS, mixed], [mixed, spread.sum() + TOWARDS]])
        step = np.clip(np.linalg.solve(curve, gradient), -LONGEST_STEP, LONGEST_STEP)
        if slope - step[0] < MIN_SLOPE:
            down = slope - MIN_SLOPE
            step = np.array([down, (gradient[1] - mixed * down) / curve[1, 1]])
        slope, offset = slope - float(step[0]), offset - float(step[1])
    return [round(slope, 2), round(offset, 2)]
