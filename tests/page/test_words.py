"""Parting names into words."""

from __future__ import annotations

import importlib
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@given(st.text(st.sampled_from("aZbQ09-_ :\n\x00éÉ日Ⅷ")) | st.text())
def test_compiled_and_plain_words_are_the_same(text: str) -> None:
    if "CI" not in os.environ:  # there a missing compiled part is a failed build
        pytest.importorskip("tearsheet.page._words", reason="not compiled here")
    fast = importlib.import_module("tearsheet.page._words")
    assert fast.split_words(text) == split_words(text)
