"""From pages to probabilities, and the rows on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.body.score.codes import COMMENTS, HIDDEN, KIND_WIDTH, ROW, STRIDE
from tearsheet.body.score.context import ContextWriter
from tearsheet.body.score.lexicon import Lexicon
from tearsheet.body.score.rows import RowWriter
from tearsheet.body.score.score import score_page
from tearsheet.body.score.summary import PageSummary
from tearsheet.body.score.weights import load_weights
from tearsheet.native.numbers import Numbers
from tearsheet.page import Page
from tearsheet.page.read import read_tree

FIXTURES = sorted((Path(__file__).parents[3] / "fixtures").glob("*.html"))
FINITE = 3e38
HIDDEN_COLUMN = 57
"""The column that says whether a block is in an element that its own markup hides, where the weights expect it."""


def page(markup: str) -> Page:
    return Page.from_tree(read_tree(f"<html><body>{markup}</body></html>"))


def summary(read: Page) -> PageSummary:
    base = PageSummary(read, None, Lexicon({}))
    RowWriter(base, read).write()
    return base


def columns(base: PageSummary, at: int) -> list[float]:
    return [base.rows[i * STRIDE + at] for i in range(base.count)]


@pytest.mark.parametrize("path", FIXTURES, ids=[p.stem for p in FIXTURES])
def test_probabilities_of_fixtures_are_in_range_and_stable(path: Path) -> None:
    read = Page.from_tree(read_tree(path.read_bytes()))
    if not read.blocks:
        return
    scores = score_page(read, None, load_weights())
    assert len(scores.probabilities) == len(scores.levels) == len(read.blocks)
    assert all(0 < probability < 1 for probability in scores.probabilities)
    assert sum(scores.kinds) == pytest.approx(1, abs=1e-5)
    assert score_page(Page.from_tree(read_tree(path.read_bytes())), None, load_weights()) == scores


def test_text_of_an_article_is_likelier_than_its_menu() -> None:
    menu = "<nav><ul><li><a href=/a>Home</a></li><li><a href=/b>Contact</a></li></ul></nav>"
    text = "<p>The ferry across the sound ran late all week, and the harbour office has now said why.</p>" * 6
    scores = score_page(
        page(f"{menu}<article><h1>Late ferries</h1>{text}</article>"), "Late ferries", load_weights()
    )
    assert scores.headline == 2
    assert max(scores.probabilities[:2]) < min(scores.probabilities[3:])


PARTS = (
    "<p>text of a paragraph</p>",
    "<h2>head</h2>",
    "<ul><li>item</li><li>item two</li></ul>",
    "<div><p>deep</p></div>",
)


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=12), st.floats(0, 1))
def test_rows_are_finite(parts: list[str], probability: float) -> None:
    base = summary(page("".join(parts)))
    first = Numbers("d", [probability] * base.count)
    chosen = ContextWriter(base, first).write(-1.0, Numbers("f", [0.0] * KIND_WIDTH))
    assert list(chosen) == list(range(base.count))
    assert all(-FINITE < number < FINITE for number in base.rows)


def test_the_second_pass_begins_with_kinds_and_first_probability() -> None:
    base = summary(page("<p>one</p><p>two</p><p>three</p>"))
    context = ContextWriter(base, Numbers("d", [0.25, 0.005, 0.75]))
    kinds = Numbers("f", [0.5, *[0.0] * (KIND_WIDTH - 1)])
    assert list(context.write(0.01, kinds)) == [0, 2]
    assert columns(base, ROW) == [0.5, 0.0, 0.5]
    assert columns(base, ROW + KIND_WIDTH) == [0.25, 0.0, 0.75]


def test_one_probability_a_block_is_asked_for() -> None:
    with pytest.raises(ValueError, match="one probability"):
        ContextWriter(summary(page("<p>one</p>")), Numbers("d"))


def test_a_page_without_blocks_is_refused() -> None:
    with pytest.raises(ValueError, match="without blocks"):
        PageSummary(page("<img src=a>"), None, Lexicon({}))


def test_hidden_blocks_and_comments_are_listed() -> None:
    read = page("<h1>t</h1><p>x</p><div hidden><p>y</p></div><div class=comments><p>z</p><p>z</p></div>")
    base = summary(read)
    assert (base.flagged(HIDDEN), base.flagged(COMMENTS)) == ([2], [3, 4])
    assert columns(base, HIDDEN_COLUMN) == [0, 0, 1, 0, 0]
    assert base.levels() == [1, 0, 0, 0, 0]
