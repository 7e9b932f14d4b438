"""Reading blocks, and finding the headline among them."""

from __future__ import annotations

import pytest

from tearsheet.body.score.codes import STRIDE
from tearsheet.body.score.lexicon import Lexicon
from tearsheet.body.score.summary import PageSummary
from tearsheet.body.score.texts import find_headline
from tearsheet.page import Page
from tearsheet.page.read import read_tree

SIZE, STOPS, BREAKS, COPIES, KIND, LEVEL = 0, 5, 12, 16, 19, 20
"""Columns of a row."""


def page(markup: str) -> Page:
    return Page.from_tree(read_tree(f"<html><body>{markup}</body></html>"))


def columns(markup: str, at: int) -> list[float]:
    base = PageSummary(page(markup), None, Lexicon({}))
    return [base.rows[i * STRIDE + at] for i in range(base.count)]


HEADLINES = [
    ("an h1 wins over a link of the same text", "<a>Big news</a><h1>Big news</h1>", "Big news", 1),
    ("an h2 wins over plain text", "<div>Big news</div><h2>Big news</h2>", "Big news", 1),
    ("quotes and case do not matter", "<h1>BIG “news”</h1>", "Big 'news'", 0),
    ("a quote first", "<p>a</p><h2>“Big” news</h2>", "Big news", 1),
    ("case of other scripts does not matter", "<p>a</p><h2>Éclair au café</h2>", "ÉCLAIR AU CAFÉ", 1),
    ("after a kicker", "<h1>Harbour: the ferry is late again</h1><h1>b</h1>", "The ferry is late again", 0),
    ("the only h1 stands in", "<p>a</p><h1>Another wording</h1>", "Big news", 1),
    ("of two h1 none", "<h1>One</h1><h1>Two</h1>", "Big news", -1),
    ("no title, no h1", "<p>Text</p>", None, -1),
]


@pytest.mark.parametrize(
    ("markup", "title", "expected"), [c[1:] for c in HEADLINES], ids=[c[0] for c in HEADLINES]
)
def test_headline(markup: str, title: str | None, expected: int) -> None:
    assert find_headline(page(markup), title) == expected


COLUMNS = [
    ("full stops", "<h2>Why? How?</h2><ul><li>One. Two.</li></ul>", STOPS, [2, 2]),
    ("kinds", "<h2>Why? How?</h2><ul><li>One. Two.</li></ul>", KIND, [1, 2]),
    ("ranks of headings", "<h2>Why? How?</h2><ul><li>One. Two.</li></ul>", LEVEL, [2, 0]),
    ("a sign of a wide script counts as two", "<p>新しい港</p><p>abcd</p><p>äbcd</p>", SIZE, [8, 4, 4]),
    ("line breaks", "<p>a<br>b<br>c</p>", BREAKS, [2]),
    ("blocks of the same text", "<p>x</p><p>y</p><p>x</p>", COPIES, [2, 1, 2]),
]


@pytest.mark.parametrize(("markup", "at", "expected"), [c[1:] for c in COLUMNS], ids=[c[0] for c in COLUMNS])
def test_columns(markup: str, at: int, expected: list[float]) -> None:
    assert columns(markup, at) == expected
