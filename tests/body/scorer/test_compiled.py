"""The compiled loops and the numpy code give the same numbers, bit for bit."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import forms
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.body.scorer import context, features, kinds, paths
from tearsheet.body.scorer.score import plain_scores
from tearsheet.body.scorer.weights import load_weights
from tearsheet.page import Page
from tearsheet.page.read import read_tree
from tearsheet.page.words import split_words

FIXTURES = sorted((Path(__file__).parents[3] / "fixtures").glob("*.html"))
URLS = (
    None,
    "https://www.example.com/news/2024/05/a-long-way-1234.html?id=5&page=2",
    "https://www.example.com",
    "https://example.com//news//7_a-b²/",
    "a-1/b_2",
    "http://[example/a",
)
WORDS = (load_weights().tokens | {"über": 0.3}, load_weights().class_places | {"über": 0})


def compiled(name: str) -> ModuleType:
    return forms.compiled(f"body.scorer.{name}")


def assert_same_rows(markup: bytes | str, title: str | None, url: str | None, seed: int) -> None:
    page = Page.from_tree(read_tree(markup), url=url)
    if not page.leaves:
        return
    known = load_weights().known_words
    plain = features.leaf_features(page, title, paths.Lexicon(*WORDS))
    fast = compiled("_rows").leaf_features(page, title, compiled("_lexicon").Lexicon(*WORDS))
    np.testing.assert_array_equal(fast.rows, plain.rows, strict=True)
    assert (fast.headline, fast.levels, fast.places) == (plain.headline, plain.levels, plain.places)
    assert (fast.comments, fast.hidden) == (plain.comments, plain.hidden)

    places = sorted(plain.places + known.places_in(kinds.page_words(page)))
    row = kinds.kind_features(page, plain, places, known)
    fast_row = compiled("_kinds").kind_features(page, fast, places, known)
    np.testing.assert_array_equal(fast_row, row, strict=True)

    scorer = compiled("_score").Scorer(load_weights())
    assert scorer.score(page, title) == plain_scores(page, title, load_weights())

    chances = np.random.default_rng(seed).random(len(page.leaves))
    for first in (chances, chances**8, np.ones_like(chances), np.zeros_like(chances)):
        evidence = kinds.kind_evidence(plain, first)
        np.testing.assert_array_equal(compiled("_kinds").kind_evidence(fast, first), evidence, strict=True)
        second = context.context_rows(plain.columns, first)
        np.testing.assert_array_equal(
            compiled("_context").context_rows(fast.columns, first), second, strict=True
        )


@pytest.mark.parametrize("path", FIXTURES, ids=[path.stem for path in FIXTURES])
def test_the_same_rows_on_each_fixture(path: Path) -> None:
    assert_same_rows(path.read_bytes(), path.stem.replace("-", " "), URLS[1], seed=1)


PIECES = st.sampled_from(
    [
        "<div class='card teaser-item'>",
        "<div id=comments style='display:none'>",
        "<div role=navigation>",
        "</div>",
        "<article itemtype=https://schema.org/Product itemprop=articleBody>",
        "</article>",
        "<section hidden>",
        "</section>",
        "<h1>One Title, of it</h1>",
        "<h2>Why? ",
        "</h2>",
        "<h3 class=title><a href=/x>",
        "</a></h3>",
        "<p>",
        "<p class='lead Über'>",
        "</p>",
        "<ul><li>",
        "<li>",
        "</ul>",
        "<table><tr><td>",
        "<td>",
        "</table>",
        "<blockquote>",
        "</blockquote>",
        "<pre>",
        "</pre>",
        "<br>",
        "<br><br>",
        "<b>bold</b>",
        "<img src=a.png>",
        "Word: ",
        "$ 12.50 | 3•4 ",
        "A sentence that is long enough to count as running text, as sentences in articles are. " * 2,
        "新しい港が、開いた。 ",
        "© Ärger ²½ 𝔘 ",
        "۱۲۳ مرحبا، ",
        "&#xD800;!",
        "...",
        "A title of it",
    ]
)
TITLES = st.sampled_from([None, "", "A title of it", "One title of it", "Über ²"])


@given(st.lists(PIECES, max_size=40), TITLES, st.sampled_from(URLS), st.integers(0, 9))
def test_the_same_rows_on_any_page(parts: list[str], title: str | None, url: str | None, seed: int) -> None:
    assert_same_rows(f"<html><body>{''.join(parts)}</body></html>", title, url, seed)


LEXICON = paths.Lexicon(*WORDS)


@given(
    st.text(st.sampled_from("aZbQ09-_ :é日"))
    | st.text()
    | st.lists(st.sampled_from(sorted(WORDS[0]))).map(" ".join)
)
def test_the_same_is_known_of_all_words(names: str) -> None:
    plain = [LEXICON.of(word) for word in split_words(names)]
    flags = 0
    for known in plain:
        flags |= known[1]
    places = sorted({known[2] for known in plain if known[2] >= 0})
    assert compiled("_lexicon").Lexicon(*WORDS).of_all(names) == (
        sum(known[0] for known in plain),
        flags,
        places,
    )


def test_columns_of_another_page_are_refused() -> None:
    page = Page.from_tree(read_tree("<p>one</p><p>two</p>"))
    known = compiled("_rows").leaf_features(page, None, compiled("_lexicon").Lexicon({}))
    with pytest.raises(ValueError, match="one chance a leaf"):
        compiled("_context").context_rows(known.columns, np.zeros(3))
    with pytest.raises(ValueError, match="one chance a leaf"):
        compiled("_kinds").kind_evidence(known, np.zeros(3))
