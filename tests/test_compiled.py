"""Each small compiled part gives what the plain code gives that stands in for it. The walk, the cutting and the
scorer have tests of their own."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import forms
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.page.encoding import is_utf8_any
from tearsheet.page.leaves import clean_any
from tearsheet.page.read import find_gap_any, take_attributes_any
from tearsheet.page.words import split_words
from tearsheet.parsing.titles import fold_any
from tearsheet.parsing.urls import spans_of_any

UTF8_EDGES = bytes.fromhex("00417f808f909fa0bfc0c1c2dfe0e1edeeeff0f1f4f5ff")
"""The bytes at which the rules for well-formed UTF-8 change (Unicode Standard, table 3-7)."""


def fast(module: str, name: str) -> Callable[..., Any]:
    """Return the compiled function."""
    found: Callable[..., Any] = getattr(forms.compiled(module.removeprefix("tearsheet.")), name)
    return found


@given(st.text(st.sampled_from("aZbQ09-_ :\n\x00éÉ日Ⅷ")) | st.text())
def test_words(text: str) -> None:
    assert fast("tearsheet.page._words", "split_words")(text) == split_words(text)


@given(
    st.text(
        st.sampled_from(" \t\n\x1c\x85\xa0\xad\u200b\u2028aé\u0301\u2019か\u3099中각€→、\u11a8\u212b\0\ufeff")
    )
    | st.text()
)
def test_cleaning(text: str) -> None:
    assert fast("tearsheet.page._clean", "clean")(text) == clean_any(text)


def test_cleaning_of_every_character() -> None:
    clean = fast("tearsheet.page._clean", "clean")
    for code in (*range(0xD800), *range(0xE000, 0x20000)):
        for text in (chr(code), f"a{chr(code)}b", chr(code) + "\u0301"):
            assert clean(text) == clean_any(text), hex(code)


@given(st.text(st.sampled_from("aZ09_ -\xa0\xaa\xb5ßÉé×\u0130\u0308’…ЙйЁ中か\u3099ー。ﬁ㎏")) | st.text())
def test_folding(text: str) -> None:
    assert fast("tearsheet.parsing._titles", "fold")(text) == fold_any(text)


def test_folding_of_every_character() -> None:
    fold = fast("tearsheet.parsing._titles", "fold")
    for code in (*range(0xD800), *range(0xE000, 0x20000)):
        for text in (chr(code), f"a{chr(code)}B", chr(code) + "\u0301"):
            assert fold(text) == fold_any(text), hex(code)


@given(
    st.lists(st.sampled_from(UTF8_EDGES), max_size=24).map(bytes) | st.binary() | st.text().map(str.encode)
)
def test_utf8(raw: bytes) -> None:
    assert fast("tearsheet._bytes", "is_utf8")(raw) == is_utf8_any(raw)


def test_utf8_of_every_three_bytes_at_the_edges() -> None:
    is_utf8 = fast("tearsheet._bytes", "is_utf8")
    for lead in range(0x80, 0x100):
        for second in range(0x100):
            for rest in (b"", b"\x41", b"\x80", b"\x80\x80", b"\xbf\xc0"):
                raw = bytes([lead, second]) + rest
                assert is_utf8(raw) == is_utf8_any(raw), raw


@given(
    st.text(st.sampled_from("<aB =\"'/> \t\x0b\x1c\u0100"), max_size=60).map(str.encode),
    st.integers(0, 20),
    st.integers(1, 12),
)
def test_attributes(utf8: bytes, at: int, most: int) -> None:
    assert fast("tearsheet._bytes", "take_attributes")(utf8, at, most) == take_attributes_any(utf8, at, most)
    assert fast("tearsheet._bytes", "find_gap")(utf8, at, most) == find_gap_any(utf8, at, most)


URL_SIGNS = [
    "http",
    "https",
    "://",
    ":",
    "/",
    "?",
    "#",
    "a",
    "b.example",
    "-_",
    "80",
    "[",
    ";",
    " ",
    "é",
    '"',
    "~",
    "\x7f",
]


@given(st.lists(st.sampled_from(URL_SIGNS)).map("".join) | st.text())
def test_plain_urls(text: str) -> None:
    spans_of = fast("tearsheet.parsing._urls", "spans_of")
    for url in (text, "https://" + text, "http://a" + text):
        assert spans_of(url) == spans_of_any(url)


def test_plain_urls_with_every_character() -> None:
    spans_of = fast("tearsheet.parsing._urls", "spans_of")
    for code in (*range(0x180), 0xD800, 0x2028, 0x1F600):
        for url in (
            f"https://{chr(code)}/",
            f"https://a/{chr(code)}",
            f"https://a?{chr(code)}b",
            f"https://a#{chr(code)}",
        ):
            assert spans_of(url) == spans_of_any(url), url


def test_the_page_on_architecture_names_every_compiled_part() -> None:
    root = Path(__file__).parents[1]
    build = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    told = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    modules = build["targets"]["wheel"]["hooks"]["custom"]["modules"]
    assert [name for name in modules if f"`{name}`" not in told] == []
