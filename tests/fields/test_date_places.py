"""Dates below the body and in weak parts of the page."""

from __future__ import annotations

import pytest

from tearsheet.body.selection import BodySelection
from tearsheet.fields.date import date_candidates
from tearsheet.fields.date_mentions import read_dates
from tearsheet.page import Page
from tearsheet.page.read import read_tree

BODY = "<p>" + "Moss grows where the wall stays wet, and it does not hurry at all. " * 4 + "</p>"


def _date(above: str, below: str) -> str | None:
    html = f"<html><body><main><h1>How moss spreads</h1>{above}{BODY * 16}{below}</main></body></html>"
    page = Page.from_tree(read_tree(html.encode()))
    kept = tuple(i for i, block in enumerate(page.blocks) if len(block.text) > 200)
    found = date_candidates(read_dates(page, BodySelection(0, kept, (), ()), language="en"))
    return next((c.value.isoformat() for c in found if c.rejected is None), None)


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("<p>9 June 2021</p>", "2021-06-09"),
        ("<p>Posted on 9 June 2021 by Eli Fern</p>", "2021-06-09"),
        (
            "<div><a href='/fern'>A fern in the north</a> <time datetime='2021-06-09'>9 Jun 2021</time></div>",
            None,
        ),
        ("<section><h2>More</h2><h3><a href='/fern'>Ferns</a></h3><p>9 June 2021</p></section>", None),
        (
            "<footer><p>9 June 2021 by <a href='/author/eli-fern'>Eli Fern of Wetwall</a></p></footer>",
            "2021-06-09",
        ),
        ("<footer><p>9 June 2021</p><p>4 May 2020</p></footer>", None),
    ],
)
def test_dates_below_the_body(below: str, expected: str | None) -> None:
    assert _date("", below) == expected


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("Wetwall (9 June 2021). ", "2021-06-09"),
        ("Upper Wetwall, 9 June 2021 – ", "2021-06-09"),
        ("The wall was built on (9 June 2021). ", None),
    ],
)
def test_dates_that_open_running_text(opening: str, expected: str | None) -> None:
    assert _date(BODY.replace("<p>", f"<p>{opening}"), "") == expected
