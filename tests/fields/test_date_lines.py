"""The search for lines with dates."""

from __future__ import annotations

from tearsheet.fields.date_lines import MAX_LINE, MAX_LONG, dated_lines
from tearsheet.page import Page
from tearsheet.page.read import read_tree

LONG = "word " * (MAX_LINE // 5 + 1)


def page_of(*blocks: str) -> Page:
    return Page.from_tree(read_tree(f"<body>{''.join(blocks)}</body>".encode()))


def test_lines_with_a_year_or_a_time_are_found() -> None:
    page = page_of("<p>tea</p>", "<p>3 May 2024</p>", "<p>at <time>noon</time></p>", "<p>5 cups</p>")
    assert dated_lines(page, range(4), -1, every=False) == [1, 2]
    assert dated_lines(page, range(2, 4), -1, every=False) == [2]
    assert dated_lines(page, range(4), -1, every=True) == [0, 1, 2, 3]


def test_nothing_is_found_behind_many_long_lines() -> None:
    page = page_of(*[f"<p>{LONG}</p>"] * (MAX_LONG + 1), "<p>3 May 2024</p>")
    lines = range(MAX_LONG + 2)
    assert dated_lines(page, lines, -1, every=False) == []
    assert dated_lines(page, lines, 0, every=False) == [MAX_LONG + 1]
