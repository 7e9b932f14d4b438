from __future__ import annotations

import math

import pytest

pytest.importorskip("numpy")

from tearsheet.training.plaintext.calibration import FEWEST, Scored, scale_of


def scored(slope: float, offset: float, *, known: bool = True, places: int = 40) -> list[Scored]:
    """Return values whose share of right ones is what the scale says for their score."""
    out = []
    for place in range(-20, 21):
        score = place / 10
        right = round(places / (1.0 + math.exp(-slope * score - offset)))
        out += [Scored((place, k), score, k < right, known) for k in range(places)]
    return out


@pytest.mark.parametrize(("slope", "offset"), [(1.0, 0.0), (1.6, -0.5), (0.5, 0.9)])
def test_the_scale_that_made_the_values_is_found(slope: float, offset: float) -> None:
    assert scale_of(scored(slope, offset)) == pytest.approx([slope, offset], abs=0.06)


def test_only_the_best_value_of_a_group_counts() -> None:
    better = scored(1.6, -0.5)
    worse = [Scored(value.group, value.score - 0.1, not value.right, True) for value in better]
    assert scale_of(worse + better) == scale_of(better)


def test_values_without_a_gold_answer_count_where_too_few_have_one() -> None:
    guessed = scored(0.5, 0.9, known=False)
    few = [Scored(("few", k), 1.0, True, True) for k in range(FEWEST - 1)]
    many = [Scored(("many", k), 1.0, k % 2 == 0, True) for k in range(FEWEST)]
    assert scale_of(guessed + few)[0] == pytest.approx(0.5, abs=0.1)
    assert scale_of(guessed + many) == scale_of(many)
