"""Counters below the body: whose they are."""

from __future__ import annotations

import pytest

from tearsheet.body.selection import BodySelection
from tearsheet.fields.counters import shown_counts
from tearsheet.page import Page
from tearsheet.page.read import read_tree

BODY = "<p>" + "Moss grows where the wall stays wet, and it does not hurry at all. " * 4 + "</p>"


def _refusals(below: str) -> list[str | None]:
    html = f"<html><body><main><h1>Moss</h1>{BODY}{BODY}{below}</main></body></html>"
    page = Page.from_tree(read_tree(html.encode()))
    kept = tuple(i for i, block in enumerate(page.blocks) if len(block.text) > 200)
    return [c.rejected for c in shown_counts(page, BodySelection(0, kept, (), ()), "en")]


@pytest.mark.parametrize(
    ("below", "reason"),
    [
        ("<p>4,821 views</p>", None),
        ("<ul><li><a href='#reply'>Add a new comment</a></li><li>4,821 views</li></ul>", None),
        ("<p>This article was read 4,821 times.</p>", None),
        ("<div><a href='/fern'>A fern in the north</a> <span>4,821 views</span></div>", "related"),
        ("<div><h3>Most read</h3><a href='/fern'>Ferns</a> <span>4,821 views</span></div>", "related"),
        ("<div><div><a href='/fern'>A fern in the north</a></div><div>4,821 views</div></div>", "related"),
        ("<div class='author-card'><b>Eli Fern</b><p>4,821 views</p></div>", "person"),
        ("<div><p>Eli Fern: 12 stories, 4,821 total views</p></div>", "person"),
    ],
)
def test_counters_below_the_body(below: str, reason: str | None) -> None:
    assert _refusals(below) == [reason]
