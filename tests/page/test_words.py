"""Parting names into words."""

from __future__ import annotations

import pytest

from tearsheet.page.words import split_words

CASES = [
    ("", ()),
    ("--_ ", ()),
    ("postTitle", ("post", "title")),
    ("HTMLPart XMLHttp ABC", ("html", "part", "xml", "http", "abc")),
    ("col-md-12", ("col", "md", "12")),
    ("h2o", ("h", "2", "o")),
    ("größe", ("gr", "öß", "e")),
]


@pytest.mark.parametrize(("text", "words"), CASES)
def test_words(text: str, words: tuple[str, ...]) -> None:
    assert split_words(text) == words
