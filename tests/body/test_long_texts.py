"""The rest of a long text, of which the scorer has lost sight."""

from __future__ import annotations

import pytest

from tearsheet.body.long_texts import keep_long_text
from tearsheet.body.selection import BodySelection
from tearsheet.page import Page
from tearsheet.page.read import read_tree

LINE = (
    "The ice on the pond is measured each morning at seven, and the board at the gate says how thick it is. "
    * 3
)
SURE = 40
"""Paragraphs that are kept."""


def _kept(
    rest: str, *, kind: str = "article", sure: int = SURE, comments: bool = False
) -> tuple[list[str], Page]:
    """Return the texts that come to ``sure`` kept paragraphs of one text with ``rest`` after them."""
    start = "".join(f"<p>{i} {LINE}</p>" for i in range(sure))
    page = Page.from_tree(read_tree(f"<div><h2>Ice</h2>{start}{rest}</div>"))
    reasons = tuple("probability" if i <= sure else "low-probability" for i in range(len(page.blocks)))
    probabilities = tuple(0.95 if i <= sure else 0.02 for i in range(len(page.blocks)))
    selection = BodySelection(-1, tuple(range(sure + 1)), probabilities, reasons, kind)  # type: ignore[arg-type]  # a word of the test
    left_out = range(sure + 1, len(page.blocks)) if comments else ()
    found = keep_long_text(page, selection, left_out)
    added = [i for i in found.kept if i > sure]
    assert all(found.reasons[i] == "long-text" for i in added)
    return [page.blocks[i].text.split()[0] for i in added], page


REST = "".join(f"<p>r{i} {LINE}</p>" for i in range(60))


def test_the_rest_is_kept_with_its_headings() -> None:
    added, _ = _kept(f"<h3>Snow</h3>{REST}<ul><li>item {LINE}</ul><h3>More</h3>")
    assert added == [
        "Snow",
        *(f"r{i}" for i in range(60)),
    ]  # no item is kept at the start; nothing is under the last heading


@pytest.mark.parametrize(
    "rest",
    [
        REST.replace("<p>", "<p class=comment-text>"),
        REST.replace("<p>", "<p><a href=/ice>").replace("</p>", "</a></p>"),
        REST.replace("<p>", "<p hidden>"),
        f"<section>{REST}</section>",
        "".join("<p>* * *</p>" for _ in range(900)),
        f"<p>About us: {LINE}</p>",
    ],
)
def test_what_looks_different_is_not(rest: str) -> None:
    added, _ = _kept(rest)
    assert added == []


def test_only_in_long_texts_of_a_page_that_is_one() -> None:
    assert _kept(REST)[0]
    assert _kept(REST, kind="documentation")[0]
    assert _kept(REST, kind="listing")[0] == []
    assert _kept(f"<p>r {LINE}</p>", sure=5)[0] == []
    assert _kept(REST, comments=True)[0] == []
