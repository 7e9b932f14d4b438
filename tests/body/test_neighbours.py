"""Blocks that are kept because of their neighbours."""

from __future__ import annotations

import pytest

from tearsheet.body.neighbours import keep_neighbours
from tearsheet.body.selection import BodySelection
from tearsheet.page import Page
from tearsheet.page.read import read_tree

LINE = "The ice on the pond is measured each morning at seven."


@pytest.mark.parametrize(
    ("middle", "probability", "is_kept"),
    [
        (f"<p>{LINE}</p>", 0.4, 1),
        (f"<p>{LINE}</p>", 0.3, 0),
        (f'<div class="editor-callout">{LINE}</div>', 0.3, 1),
        (f'<div class="editor-callout">{LINE}</div>', 0.1, 0),
        (f'<p><a href="/ice">{LINE}</a></p>', 0.5, 0),
        ("<h3>Who may skate at night?</h3>", 0.45, 1),
        ('<div class="expand-control">If the lid is stuck</div>', 0.5, 1),
        ("<div>Play the film</div>", 0.5, 0),
        ("<address>Ana Weir<br>Behind the mill<br>Pell</address>", 0.45, 1),
        (f"<figure><img src=i.png><figcaption>{LINE}</figcaption></figure>", 0.5, 0),
        (f"<table><tr><td>{LINE}<td>7</table>", 0.5, 0),
    ],
)
@pytest.mark.parametrize("side", [0.9, 0.7])
def test_a_block_between_sure_text(middle: str, probability: float, is_kept: int, side: float) -> None:
    page = Page.from_tree(read_tree(f"<article><p>{LINE}</p>{middle}<p>{LINE}</p></article>"))
    last = len(page.blocks) - 1
    chances = (side, *[probability] * (last - 1), side)
    reasons = ("probability", *["low-probability"] * (last - 1), "probability")
    found = keep_neighbours(page, BodySelection(-1, (0, last), chances, reasons))
    assert (found.kept == tuple(range(last + 1))) is (is_kept == 1 and side == 0.9)
    assert ("neighbour" in found.reasons) is (is_kept == 1 and side == 0.9)


@pytest.mark.parametrize("reason", ["empty-heading", "low-probability"])
@pytest.mark.parametrize(
    ("markup", "of_heading", "of_text", "is_kept"),
    [
        ("<h2>Results</h2><p>{}</p>", 0.5, 0.4, 1),
        ("<h2>Results</h2><ul><li>{}</ul>", 0.5, 0.4, 1),
        ("<h2>Results</h2><p>{}</p>", 0.4, 0.4, 0),
        ("<h2>Results</h2><p>{}</p>", 0.5, 0.3, 0),
        ("<div><h2>Results</h2><p>{}</p></div>", 0.5, 0.4, 0),
        ("<h2>Results</h2><div><p>{}</p></div>", 0.5, 0.4, 0),
        ("<h2>Results</h2><h3>{}</h3>", 0.5, 0.4, 0),
    ],
)
def test_the_last_heading_and_its_text(
    reason: str, markup: str, of_heading: float, of_text: float, is_kept: int
) -> None:
    page = Page.from_tree(read_tree(f"<p>{LINE}</p>{markup.format(LINE)}"))
    reasons = ("probability", reason, "low-probability")
    found = keep_neighbours(page, BodySelection(-1, (0,), (0.95, of_heading, of_text), reasons))
    assert found.kept == ((0, 1, 2) if is_kept else (0,))


def test_only_on_articles() -> None:
    page = Page.from_tree(read_tree(f"<p>{LINE}</p><p>{LINE}</p><p>{LINE}</p>"))
    reasons = ("probability", "low-probability", "probability")
    selection = BodySelection(-1, (0, 2), (0.9, 0.5, 0.9), reasons, "listing")
    assert keep_neighbours(page, selection) == selection
