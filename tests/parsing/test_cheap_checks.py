"""What is asked before a pattern is searched must never hide a match of it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tearsheet.fields.byline_marks import begins_strongly, lines_with_signs
from tearsheet.page import Page
from tearsheet.page.read import read_tree
from tearsheet.parsing.dates import _DAY_MONTH, _YEAR_FIRST, _matches
from tearsheet.parsing.datescan import _YEARISH, _may_name_month, _tokens, may_name_year
from tearsheet.parsing.inline_lists import _BULLET, _END, _MAY_COUNT, _NUMBER, _colons, _has_bullet, _stops
from tearsheet.parsing.labels import _SENTENCE_END, _SEPARATOR, _STOP, MAX_LABEL_CHARS, _separator
from tearsheet.parsing.names import (
    begins_like_by,
    is_full_name,
    may_open_with_full_name,
    parse_names,
    strip_by,
)
from tearsheet.parsing.titles import SEPARATOR, _separators, fold, has_separator

WORDS = st.sampled_from(
    [
        "Tea",
        "März",
        "3",
        "mai",
        "листопада",
        "tháng",
        "12",
        "มกราคม",
        "ม.ค.",
        "ArtJanuary",
        "éMay",
        "İyul",
        "2024",
        "日本",
    ]
)
SIGNS = st.sampled_from(
    [" ", "", " | ", ": ", ":", " - ", "-", "–", " — ", "—", "：", "，", "::", "_", "·", ")", "/", "\n"]
)
LINES = st.lists(st.tuples(WORDS, SIGNS), max_size=8).map(lambda parts: "".join(w + s for w, s in parts))


def squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


@given(LINES)
def test_a_line_that_names_a_month_is_looked_at(line: str) -> None:
    if not line.isascii() and any(token.month for token in _tokens(line, None)):
        assert _may_name_month(line)


@given(LINES)
def test_a_title_with_a_separator_is_cut(line: str) -> None:
    assert has_separator(line) == (SEPARATOR.search(line) is not None)


@given(LINES)
def test_separators_are_those_that_the_pattern_finds(line: str) -> None:
    assert [m.span() for m in _separators(line)] == [m.span() for m in SEPARATOR.finditer(line)]


NUMERIC = st.lists(
    st.sampled_from(
        ["3", "05", "2024", "24", "12345", "٣", ".", "/", "-", " ", ", ", ":", "年", "月", "日", "a"]
    ),
    max_size=14,
).map("".join)


@given(NUMERIC)
def test_numeric_dates_are_those_that_the_patterns_find(line: str) -> None:
    runs = [match.span() for match in re.finditer(r"\d+", line)]
    for pattern, sizes in ((_YEAR_FIRST, (4,)), (_DAY_MONTH, (1, 2))):
        found = [m.span() for m in _matches(pattern, line, runs, sizes)]
        assert found == [m.span() for m in pattern.finditer(line)]


@given(NUMERIC)
def test_a_line_with_a_year_is_looked_at(line: str) -> None:
    assert may_name_year(line, len(line)) == (_YEARISH.search(line) is not None or "年" in line)


@given(st.sampled_from(["", "By", "by", "VON", "作者", "İ", "Bye", "Écrit par"]), LINES)
def test_a_line_that_begins_with_by_is_looked_at(start: str, line: str) -> None:
    if strip_by(f"{start} {line}") is not None:
        assert begins_like_by(f"{start} {line}")


LEADS = st.sampled_from(
    ["by", "Von", "Par :", "Post by ", "AUTOR: ", "文/", "작성자 ", "This article was written by"]
)


@given(st.one_of(LINES, st.tuples(LEADS, LINES).map("".join)))
def test_a_line_that_begins_like_a_byline_is_looked_at(line: str) -> None:
    if line and begins_strongly(line):
        page = Page.from_tree(read_tree(f"<meta charset=utf-8><pre>{line}".encode()))
        if page.blocks and page.blocks[0].text == line:
            assert lines_with_signs(page) == ([], [0])


NAMES = [
    "Ada",
    "lund",
    "de",
    "By",
    "written by",
    "and",
    "/",
    ",",
    "3 May",
    "@ada",
    "-",
    ":",
    "(x)",
    "Jr.",
    "|",
]


@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from([" ", "", "\n"])).map("".join)).map("".join)
)
def test_a_line_that_opens_with_a_full_name_is_read(line: str) -> None:
    names = parse_names(line)
    if names and is_full_name(names[0]):
        assert may_open_with_full_name(line)


@given(LINES, st.integers(0, 6))
def test_a_label_is_looked_for_where_one_can_end(line: str, first: int) -> None:
    whole = _SEPARATOR.search(line, first, MAX_LABEL_CHARS + 4)
    found = _separator(line, first)
    assert (found and found.span()) == (whole and whole.span())


@given(st.lists(st.sampled_from(["abc", "é", ".", "!", "…", "。", ";", "'", ")", " "])).map("".join))
def test_a_sentence_in_a_label_is_looked_for(label: str) -> None:
    if _SENTENCE_END.search(label):
        assert _STOP.search(label)


@given(st.lists(st.sampled_from(["a", "1.", "12)", "٣.", "•", "·", " ", "\n", "é", "（1)"])).map("".join))
def test_bullets_and_numbers_are_looked_for(text: str) -> None:
    if _BULLET.search(text):
        assert _has_bullet(text)
    if _NUMBER.search(text):
        assert _MAY_COUNT.search(text)


@given(
    st.lists(st.sampled_from(["a", ".", ";", "!", "。", "」", "'", ")", " ", "\n", "؛"])).map("".join),
    st.integers(0, 4),
)
def test_ends_of_sentences_are_those_that_the_pattern_finds(text: str, start: int) -> None:
    stop = max(start, len(text) - 2)
    assert [m.span() for m in _stops(text, start, stop)] == [
        m.span() for m in _END.finditer(text, start, stop)
    ]


@given(st.lists(st.sampled_from([":", "：", " ", "\xa0", "\n", "a", "\x1c"])).map("".join))
def test_colons_are_those_that_end_a_label(text: str) -> None:
    assert _colons(text) == [m.start() for m in re.finditer(r"[:](?=\s)|：", text)]


@given(LINES)
def test_folding_without_a_pattern_is_folding_with_one(line: str) -> None:
    if line.isascii():
        assert fold(line) == squeezed(line)
