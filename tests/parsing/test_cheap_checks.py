"""What is asked before a pattern is searched must never hide a match of it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tearsheet.fields.bylines import _HEAD, _STRONG_HEADS, _begins_strongly
from tearsheet.fields.dateplaces import _YEARISH, _may_name_year
from tearsheet.parsing.dates import _DAY_MONTH, _YEAR_FIRST, _matches
from tearsheet.parsing.labels import _MARK, _SEPARATOR
from tearsheet.parsing.monthwords import _may_name_month, _tokens
from tearsheet.parsing.names import begins_like_by, strip_by
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
    assert _may_name_year(line) == (_YEARISH.search(line) is not None or "年" in line)


@given(st.sampled_from(["", "By", "by", "VON", "作者", "İ", "Bye", "Écrit par"]), LINES)
def test_a_line_that_begins_with_by_is_looked_at(start: str, line: str) -> None:
    if strip_by(f"{start} {line}") is not None:
        assert begins_like_by(f"{start} {line}")


LEADS = st.sampled_from(
    ["by", "Von", "Par :", "Post by ", "AUTOR: ", "文/", "작성자 ", "This article was written by"]
)


@given(st.one_of(LINES, st.tuples(LEADS, LINES).map("".join)))
def test_a_line_that_begins_like_a_byline_is_looked_at(line: str) -> None:
    if line and _begins_strongly(line):
        head = line[:_HEAD]
        assert head.lower() in _STRONG_HEADS or not head.isascii()


@given(LINES)
def test_a_label_is_looked_for_where_one_can_begin(line: str) -> None:
    whole = _SEPARATOR.search(line)
    mark = _MARK.search(line)
    if whole is None:
        assert mark is None or _SEPARATOR.search(line, max(0, mark.start() - 1)) is None
    else:
        assert mark is not None
        found = _SEPARATOR.search(line, max(0, mark.start() - 1))
        assert found is not None
        assert found.span() == whole.span()


@given(LINES)
def test_folding_without_a_pattern_is_folding_with_one(line: str) -> None:
    if line.isascii():
        assert fold(line) == squeezed(line)
