"""Pages without main content."""

from __future__ import annotations

import pytest

from tearsheet import NotAnArticle, parse

LINKS = "".join(f"<li><a href=/{i}>Some page number {i} of this site</a></li>" for i in range(40))

CASES = [
    ("empty-shell", "<div id=root></div><p>Loading</p><script src=app.js></script>"),
    ("error-page", "<h1>404</h1><p>Page not found. Try the home page.</p><a href=/>Home</a>"),
    ("challenge", "<h1>One moment</h1><p>Please enable JavaScript to continue.</p>"),
    (
        "search-form",
        "<form><p>Title <input name=t></p><p>Author <input name=a></p><button>Search</button></form>",
    ),
    ("link-list", f"<ul>{LINKS}</ul>"),
    ("no-text", "]&gt;<p>&amp;c;"),
]


@pytest.mark.parametrize(("reason", "body"), CASES, ids=[c[0] for c in CASES])
def test_reason(reason: str, body: str) -> None:
    with pytest.raises(NotAnArticle) as caught:
        parse(f"<html><head><title>Some site</title></head><body>{body}</body></html>")
    assert caught.value.reason == reason


@pytest.mark.parametrize("top", ["<h1>Pages of this site</h1>", ""], ids=["headline", "sentences"])
def test_a_listing_of_nothing_but_links_is_read(top: str) -> None:
    more = "" if top else ", and why a reader of it may want to go there on a day in winter"
    links = "".join(
        f"<article><h2><a href=/{i}>What page {i} says{more}</a></h2></article>" for i in range(30)
    )
    page = f"<html><head><title>Some site</title></head><body>{top}{links}</body></html>"
    article = parse(page, url="https://example.org/blog/")
    assert article.kind == "listing"
    assert "What page 7 says" in article.text


def test_an_article_about_an_error_is_one() -> None:
    prose = "<p>The server answered with a status that nobody had seen before, and the logs were of no help at all.</p>"
    article = parse(
        f"<html><body><article><h1>Why 404 pages matter</h1>{prose * 2}<p>{'More words of it. ' * 30}</p></article>"
    )
    assert article.title == "Why 404 pages matter"
