"""What is asked before a pattern is searched must never hide a match of it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tearsheet.parsing.labels import _MARK, _SEPARATOR
from tearsheet.parsing.monthwords import _may_name_month, _tokens
from tearsheet.parsing.titles import SEPARATOR, fold, has_separator

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
