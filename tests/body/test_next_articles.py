"""Articles below the page's own are left out; parts of the page's own are not."""

from __future__ import annotations

import pytest

from tearsheet.body.next_articles import drop_next_articles
from tearsheet.body.selection import BodySelection
from tearsheet.page import Page
from tearsheet.page.read import read_tree

OWN = "".join(
    f"<p>The harbour was dredged over {n} summers, and the first ferry came in on a grey morning in April, says the log.</p>"
    for n in ("two", "three", "four")
)
NEXT = "<p>The pier was closed on Monday after a storm had torn three planks from it, the council said.</p>"
BYLINE = "<p class=byline>By Bo Lind</p>"


def post(body: str, tag: str = "article class=post") -> str:
    return f"<{tag}>{body}</{tag.partition(' ')[0]}>"


FIRST = post(f"<h1>The new harbour</h1>{OWN}")
CASES = [
    (FIRST + post(f"<h1>A storm</h1>{NEXT}"), True),
    (FIRST + post(f"<h2>A storm</h2>{BYLINE}{NEXT}"), True),
    (FIRST + post(f"<h2>A storm</h2><time datetime=2024-05-06>6 May</time>{NEXT}"), True),
    (FIRST + post(f"<h2><a href=/storm>A storm</a></h2>{NEXT}"), True),
    (f"<div class=page>{FIRST}</div><div class=page>{post(f'<h2>A storm</h2>{BYLINE}{NEXT}')}</div>", True),
    (FIRST + post(f"<h2>What came after</h2>{NEXT}"), False),
    (FIRST + post(f"{NEXT}<h2><a href=/storm>A storm</a></h2>{NEXT}"), False),
    (FIRST + post(f"<h2>A storm</h2>{BYLINE}{NEXT}", "article class=chapter"), False),
    (FIRST + post(f"<h2>A storm</h2>{BYLINE}{NEXT}", "section class=post"), False),
    (post("<h1>The new harbour</h1><p>Three parts.</p>") + post(f"<h2>A storm</h2>{BYLINE}{NEXT}"), False),
    (
        f"<section class=row><h1>The new harbour</h1>{OWN}</section><section class=row><h1>Later</h1>{NEXT}</section>",
        False,
    ),
]


def select(markup: str) -> tuple[Page, BodySelection]:
    page = Page.from_tree(read_tree(f"<html><body><main>{markup}</main></body></html>"))
    count = len(page.blocks)
    reasons = ("headline", *["probability"] * (count - 1))
    return page, BodySelection(0, tuple(range(1, count)), (0.9,) * count, reasons)


@pytest.mark.parametrize(("markup", "is_next"), CASES)
def test_articles_after_the_own(markup: str, is_next: int) -> None:
    page, selection = select(markup)
    found = drop_next_articles(page, selection)
    assert [page.blocks[i].text for i in found.kept][:3] == [page.blocks[i].text for i in selection.kept][:3]
    assert ("next-article" in found.reasons) == is_next
    assert len(found.kept) == (3 if is_next else len(selection.kept))


def test_only_on_articles() -> None:
    page, selection = select(CASES[0][0])
    listing = selection._replace(kind="listing")
    assert drop_next_articles(page, listing) == listing
