"""What says the kind of a page."""

from __future__ import annotations

from math import isfinite

import pytest

from tearsheet.body.score.kind_rows import kind_evidence
from tearsheet.body.score.kinds import KINDS, SOURCES, in_order, kind_features, page_words
from tearsheet.body.score.lexicon import Lexicon
from tearsheet.body.score.rows import RowWriter
from tearsheet.body.score.summary import PageSummary
from tearsheet.native.numbers import Numbers
from tearsheet.page import Page
from tearsheet.page.read import read_tree

PAGE = """<html><head><meta property="og:type" content="article"><meta property="article:section" content="x">
<script type="application/ld+json">{"@type": "NewsArticle"}</script></head>
<body class="single-post"><div class="thread"><p>Some text</p></div></body></html>"""


def page(url: str | None = None) -> Page:
    return Page.from_tree(read_tree(PAGE), url=url)


def summary(read: Page) -> PageSummary:
    base = PageSummary(read, None, Lexicon({}))
    RowWriter(base, read).write()
    return base


def test_words_say_where_they_were_found() -> None:
    words = page_words(page(url="https://shop.example.org/blog/some-long-title.html?id=3"))
    assert {"b:single", "b:post", "t:NewsArticle", "m:og:type=article", "m:article:section"} <= words
    assert {"u:@shop", "u:blog", "u:.html", "u:=some", "u:?id"} <= words
    assert {word[:2] for word in words} <= set(SOURCES)


@pytest.mark.parametrize("url", [None, "https://example.org", "https://example.org/a/b-c-1?q=1", "not a url"])
def test_rows_have_one_width(url: str | None) -> None:
    read = page(url=url)
    row = kind_features(read, summary(read), [0], in_order({"c:thread": (1.0,) * len(KINDS)}))
    plain = page()
    assert len(row) == len(kind_features(plain, summary(plain), [], in_order({})))
    assert all(map(isfinite, row))


def test_places_are_those_of_the_known_words_in_order() -> None:
    known = in_order({word: (0.0,) * len(KINDS) for word in ("u:b", "c:a", "m:c")})
    assert known.places_in(["u:b", "c:x", "c:a"]) == [0, 2]


def test_words_weigh_by_source_and_in_sum() -> None:
    known = in_order({"c:a": (1.0,) * len(KINDS), "c:b": (3.0,) * len(KINDS), "u:a": (5.0,) * len(KINDS)})
    weighed = known.weigh([0, 1, 2])[:: len(KINDS)]  # of the first kind
    assert weighed == pytest.approx([4 / 2**0.5, 0, 5, 0, 0, 4 / 2**0.5 + 5])


def test_evidence_counts_what_is_kept() -> None:
    base = summary(page())
    nothing = kind_evidence(base, Numbers("d", [0.0] * base.count))
    everything = kind_evidence(base, Numbers("d", [1.0] * base.count))
    assert all(map(isfinite, nothing))
    assert sum(everything) > sum(nothing)
