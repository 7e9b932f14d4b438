"""Words are counted in every script."""

from __future__ import annotations

import pytest

from tearsheet.parsing.wordcount import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("one", 1),
        ("one  two\nthree", 3),
        ("naïve café", 2),
        ("水車は回る", 5),
        ("iPhone を買う", 4),
        ("방앗간이 돈다", 2),
    ],
)
def test_words_are_counted(text: str, words: int) -> None:
    assert count_words(text) == words
