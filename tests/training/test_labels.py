"""Gold text to labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from optional import need

need("numpy")  # comes with the extra for training


from tearsheet.training.labels import shares  # noqa: E402  # imports numpy

CASES = [
    (
        "paragraphs in order",
        ["Menu", "One two three four five.", "Share", "Six seven eight nine ten."],
        "One two three four five.\n\nSix seven eight nine ten.",
        [0, 1, 0, 1],
    ),
    (
        "of two equal leaves the one between the right neighbours",
        ["Go to the long way", "Begin at this very place", "Go to the long way", "End at that other place"],
        "Begin at this very place\nGo to the long way\nEnd at that other place",
        [0, 1, 1, 1],
    ),
    (
        "a short block at the edge of a line",
        ["Tips", "Eat more of the good bread", "Tips", "Drink less of the bad water"],
        "Eat more of the good bread\nTips\nDrink less of the bad water",
        [0, 1, 1, 1],
    ),
    ("half a block", ["one two three four five six seven eight"], "one two three four", [0.5]),
    ("another order", ["aa bb cc dd", "ee ff gg hh ii"], "ee ff gg hh ii\naa bb cc dd", [1, 1]),
    (
        "punctuation and case do not matter",
        ["It’s “Here” and NOW, he said"],
        "it's here and now he said",
        [1],
    ),
]


@pytest.mark.parametrize(("blocks", "gold", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_shares(blocks: list[str], gold: str, expected: list[float]) -> None:
    assert shares(blocks, gold).tolist() == pytest.approx(expected)


words = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8).map(" ".join)


@given(st.lists(words, max_size=12))
def test_gold_made_of_all_blocks_holds_each_long_one(blocks: list[str]) -> None:
    found = shares(blocks, "\n".join(blocks))
    assert all(0 <= share <= 1 for share in found)


@given(st.lists(words, max_size=12))
def test_no_gold_no_shares(blocks: list[str]) -> None:
    assert not shares(blocks, "").any()
