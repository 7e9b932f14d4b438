"""A page and its text without markup give the same article, but for what the text lost.

The text is what a page shows, one block a paragraph, items behind a dash. ``LOST`` names what it no longer tells;
an entry that no longer holds fails, so the table cannot go stale.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tearsheet import Article, ArticleError, parse, parse_text
from tearsheet.page import Page
from tearsheet.page.read import read_tree

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures").glob("*.html"))
NOW = dt.datetime(2026, 1, 15, 12, 0, tzinfo=dt.UTC)
FIELDS = ("title", "date", "view_count", "headings", "key_points")

LOST: dict[tuple[str, str], str] = {
    ("blog-microdata", "view_count"): "stands in an attribute",
    ("br-paragraphs", "headings"): "an address in the last line has the form of a heading",
    ("definition-list", "key_points"): "terms look like paragraphs",
    ("headings-wrapped", "headings"): "headings of one paragraph each, some hardly longer than themselves",
    ("headline-against-search-title", "title"): "the kicker runs into the title",
    ("key-points-bold-paragraphs", "headings"): "the site's name reads as the title",
    ("key-points-bold-paragraphs", "title"): "the site's name reads as the title",
    ("key-points-bold-paragraphs", "key_points"): "labels were bold and have no colon",
    ("key-points-box", "headings"): "the head of the table of contents looks like a heading",
    ("key-points-box", "key_points"): "one label was bold and has no colon",
    ("key-points-definition-list", "key_points"): "terms look like paragraphs",
    ("key-points-german", "title"): "the kicker reads as a title",
    ("live-blog", "date"): "stands in JSON-LD",
    ("live-blog", "headings"): "a time alone stands between a heading and its text",
    ("nested-lists", "headings"): "paragraphs inside items and cells of a table look like headings",
    ("news-jsonld-graph", "date"): "stands in JSON-LD",
    ("tables-and-code", "headings"): "its first heading stands above a table whose cells look alike",
    ("tables-and-code", "title"): "the menu in the first line reads as the title",
}


def flattened(page: Page) -> str:
    """Return what the page shows: its blocks, parted by blank lines, items behind a dash."""
    blocks = []
    for block in page.blocks:
        text = block.text if block.kind == "code" else " ".join(block.text.split())
        blocks.append(f"- {text}" if block.kind == "item" else text)
    return "\n\n".join(blocks)


def value_of(article: Article, field: str) -> object:
    if field == "headings":
        return [line.heading for line in article.outline()]
    if field == "key_points":
        return [(point.label, point.text) for point in article.key_points]
    value = getattr(article, field)
    return value.date() if isinstance(value, dt.datetime) else value


def both(path: Path) -> tuple[Article, Article] | None:
    """Return the article from HTML and the one from text; None for pages that are no article."""
    data = path.read_bytes()
    try:
        article = parse(data, now=NOW)
    except ArticleError:
        return None
    return article, parse_text(flattened(Page.from_tree(read_tree(data))), now=NOW)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_html_and_text_agree(path: Path) -> None:
    pair = both(path)
    if pair is None:
        pytest.skip("no article")
    html, text = pair
    differing = {field for field in FIELDS if value_of(html, field) != value_of(text, field)}
    assert differing == {field for name, field in LOST if name == path.stem}
