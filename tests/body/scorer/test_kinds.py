"""What tells the kind of a page."""

from __future__ import annotations

import numpy as np
import pytest

from tearsheet.body.scorer.features import leaf_features
from tearsheet.body.scorer.kinds import KINDS, SOURCES, in_order, kind_evidence, kind_features, page_words
from tearsheet.body.scorer.paths import Lexicon
from tearsheet.body.scorer.score import score_page
from tearsheet.body.scorer.weights import load_weights
from tearsheet.page import Page
from tearsheet.page.read import read_tree

PAGE = """<html><head><meta property="og:type" content="article"><meta property="article:section" content="x">
<script type="application/ld+json">{"@type": "NewsArticle"}</script></head>
<body class="single-post"><div class="thread"><p>Some text</p></div></body></html>"""


def page(markup: str = PAGE, url: str | None = None) -> Page:
    return Page.from_tree(read_tree(markup), url=url)


def test_words_say_where_they_stand() -> None:
    words = page_words(page(url="https://shop.example.org/blog/some-long-title.html?id=3"))
    assert {
        "b:single",
        "b:post",
        "t:NewsArticle",
        "m:og:type=article",
        "m:article:section",
    } <= words
    assert {"u:@shop", "u:blog", "u:.html", "u:=some", "u:?id"} <= words
    assert {word[:2] for word in words} <= set(SOURCES)


@pytest.mark.parametrize("url", [None, "https://example.org", "https://example.org/a/b-c-1?q=1", "not a url"])
def test_rows_have_one_width(url: str | None) -> None:
    read = page(url=url)
    features = leaf_features(read, None, Lexicon({}))
    row = kind_features(read, features, [0], in_order({"c:thread": (1.0,) * len(KINDS)}))
    assert row.shape == kind_features(page(), features, [], in_order({})).shape
    assert np.isfinite(row).all()


def test_places_are_those_of_the_known_words_in_order() -> None:
    known = in_order({word: (0.0,) * len(KINDS) for word in ("u:b", "c:a", "m:c")})
    assert known.places_in(["u:b", "c:x", "c:a"]) == [0, 2]


def test_evidence_counts_what_is_kept() -> None:
    features = leaf_features(page(), None, Lexicon({}))
    nothing = kind_evidence(features, np.zeros(len(features.rows)))
    all_ = kind_evidence(features, np.ones(len(features.rows)))
    assert np.isfinite(nothing).all()
    assert all_.sum() > nothing.sum()


def test_chances_of_the_kinds_add_up_to_one() -> None:
    assert sum(score_page(page(), None, load_weights()).kinds) == pytest.approx(1, abs=1e-5)
