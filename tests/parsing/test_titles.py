from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.parsing.titles import MOST_SEPARATORS, fold, title_splits, words


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Rain in May - Cup", ["Rain in May", "Cup"]),
        ("Rain in May – Cup", ["Rain in May", "Cup"]),
        ("Rain in May | Cup", ["Rain in May", "Cup"]),
        ("Rain in May|Cup", ["Rain in May", "Cup"]),
        ("Cup » Rain in May", ["Cup", "Rain in May"]),
        ("Cup: Rain in May", ["Cup", "Rain in May"]),
        ("老城下雨_新闻网", ["老城下雨", "新闻网"]),
        ("비가 온다-신문", ["비가 온다", "신문"]),
        ("Well-being in May", []),
        ("At 10:30 sharp", []),
        ("| Cup", []),
    ],
)
def test_cuts(title: str, kept: list[str]) -> None:
    assert [cut.kept for cut in title_splits(title)] == kept


def test_cuts_are_bounded() -> None:
    assert len(list(title_splits(" | ".join("abcdefghijkl")))) == 2 * MOST_SEPARATORS


@given(st.text(max_size=120))
def test_both_sides_of_a_cut_stand_in_the_title(title: str) -> None:
    for cut in title_splits(title):
        assert cut.kept in title
        assert cut.dropped in title
        assert len(cut.kept) + len(cut.dropped) < len(title)


@given(st.text(max_size=80))
def test_fold_leaves_no_space_and_no_punctuation(text: str) -> None:
    folded = fold(text)
    assert not any(c.isspace() or c in "_-.,:;!?|" for c in folded)


def test_words_keep_no_underscore() -> None:
    assert words("rain_in May") == {"rain", "in", "may"}
