"""Reading leaves, and finding the headline among them."""

from __future__ import annotations

import pytest

from tearsheet.body.scorer.texts import KIND_COLUMN, STOPS_COLUMN, find_headline, read_texts
from tearsheet.page import Page
from tearsheet.page.read import read_tree


def page(markup: str) -> Page:
    return Page.from_tree(read_tree(f"<html><body>{markup}</body></html>"))


HEADLINES = [
    ("an h1 wins over a link of the same text", "<a>Big news</a><h1>Big news</h1>", "Big news", 1),
    ("an h2 wins over plain text", "<div>Big news</div><h2>Big news</h2>", "Big news", 1),
    ("quotes and case do not matter", "<h1>BIG “news”</h1>", "Big 'news'", 0),
    ("the only h1 stands in", "<p>a</p><h1>Another wording</h1>", "Big news", 1),
    ("of two h1 none", "<h1>One</h1><h1>Two</h1>", "Big news", -1),
    ("no title, no h1", "<p>Text</p>", None, -1),
]


@pytest.mark.parametrize(
    ("markup", "title", "expected"), [c[1:] for c in HEADLINES], ids=[c[0] for c in HEADLINES]
)
def test_headline(markup: str, title: str | None, expected: int) -> None:
    assert find_headline(page(markup), title) == expected


def test_columns_are_where_their_names_say() -> None:
    read = read_texts(page("<h2>Why? How?</h2><ul><li>One. Two.</li></ul>"))
    assert [row[STOPS_COLUMN] for row in read.columns] == [2, 2]
    assert [row[KIND_COLUMN] for row in read.columns] == read.kinds == [1, 2]
    assert read.levels == [2, 0]


def test_a_sign_of_a_wide_script_counts_as_two() -> None:
    assert read_texts(page("<p>新しい港</p><p>abcd</p><p>äbcd</p>")).lengths == [8, 4, 4]
