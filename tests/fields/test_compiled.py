"""The modules of fields that are compiled as they stand give what their plain sources give; the others what stands
in for them."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import forms
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.fields import breadcrumb_containers as trailmarks
from tearsheet.fields import byline_marks as bylinemarks
from tearsheet.fields import class_tokens as classes
from tearsheet.fields import counter_lines as countlines
from tearsheet.fields import inline_runs as neighbours
from tearsheet.fields import token_flags as wordbits
from tearsheet.fields.bylines import _after_by, _labelled_piece, _may_say_by
from tearsheet.page import Page
from tearsheet.page.read import read_tree
from tearsheet.parsing.counts import names_views
from tearsheet.parsing.names import is_by

PAGES = sorted((Path(__file__).parents[2] / "fixtures").glob("*.html"))


PLAIN = {
    name: forms.plain(f"fields.{name}") for name in ("bylinemarks", "classes", "neighbours", "trailmarks")
}


COUNTLINES = [forms.compiled("fields._countlines")] if forms.is_compiled("fields._countlines") else []
"""The compiled search for lines with counts, if there is one here."""


@pytest.mark.parametrize("name", [*PLAIN, "_countlines", "_wordbits"])
def test_what_is_compared_is_compiled(name: str) -> None:
    assert forms.compiled(f"fields.{name}").__name__ == f"tearsheet.fields.{name}"


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_compiled_and_plain_agree(path: Path) -> None:
    page = Page.from_tree(read_tree(path.read_bytes()))
    nodes = range(len(page.nodes.tags))
    headline = page.by_tag("h1")[0] if page.by_tag("h1") else -1
    one, other = classes.Classes(page), PLAIN["classes"].Classes(page)
    assert [one.of(n) for n in nodes] == [other.of(n) for n in nodes]
    assert [one.author_in(leaf) for leaf in page.leaves] == [other.author_in(leaf) for leaf in page.leaves]
    for n in nodes:
        assert one.label_around(n, headline) == other.label_around(n, headline)
        assert one.is_outside(n, headline) == other.is_outside(n, headline)
        assert (one.is_tagged(n), one.is_counter(n)) == (other.is_tagged(n), other.is_counter(n))
    window = (0, len(page.leaves), 1, len(page.leaves) // 2)
    assert bylinemarks.byline_lines(page, *window) == PLAIN["bylinemarks"].byline_lines(page, *window)
    if COUNTLINES:
        every = (page, 0, len(page.leaves))
        assert COUNTLINES[0].lines_with_counts(*every) == countlines.lines_with_counts(*every)
    if page.leaves:
        near = (page, 0, len(page.leaves), len(page.leaves) // 2)
        assert trailmarks.trail_elements(*near) == PLAIN["trailmarks"].trail_elements(*near)
    assert trailmarks.named_crumbs(page, len(nodes)) == PLAIN["trailmarks"].named_crumbs(page, len(nodes))
    again = Page.from_tree(read_tree(path.read_bytes()))  # that remembers no runs yet
    runs, plain_runs = neighbours.runs, PLAIN["neighbours"].runs
    assert [runs(page, i) for i in range(len(page.leaves))] == [
        plain_runs(again, i) for i in range(len(page.leaves))
    ]
    assert bylinemarks.telling_lines(page) == PLAIN["bylinemarks"].telling_lines(page)


BITS = {"author": 1, "name": 2, "h": 4, "2": 8, "été": 16, "x" * 32: 32, "post": 64}
NAMES = st.lists(
    st.sampled_from([*BITS, "Author", "HTML", "authorName", "NAME", "x" * 33, "_", "-", " ", "é", "@[`{/:"])
).map("".join)


@given(NAMES | st.text())
def test_bits_of_words(name: str) -> None:
    fast = forms.compiled("fields._wordbits").WordBits
    assert fast(BITS).of(name) == wordbits.WordBits(BITS).of(name)


@pytest.mark.parametrize("module", [countlines, *COUNTLINES])
@given(text=st.lists(st.sampled_from(["View", "views", "3", " ", ",", "x", "é", "閲覧"])).map("".join))
def test_every_line_with_a_digit_that_names_views_is_looked_at(module: ModuleType, text: str) -> None:
    page = Page.from_tree(read_tree(f"<meta charset=utf-8><p>{text}1".encode()))
    told = dict(module.lines_with_counts(page, 0, 1))
    assert bool(told.get(0, 0) & countlines.NAMED) == names_views(page.leaves[0].text.lower())


COUNTS = st.sampled_from(
    [
        "Views",
        "aufrufe",
        "閲覧数",
        "12",
        "٣",
        "²",
        "3 May",
        "<b>7</b>",
        "<i>Art</i>",
        *countlines.MARKS,
        "\n",
        "é",
        "x" * 61,
    ]
)


@pytest.mark.parametrize("module", COUNTLINES)
@given(parts=st.lists(COUNTS))
def test_lines_with_counts(module: ModuleType, parts: list[str]) -> None:
    page = Page.from_tree(read_tree(f"<meta charset=utf-8><p>{''.join(parts)}<p>views".encode()))
    every = (page, 0, len(page.leaves))
    assert module.lines_with_counts(*every) == countlines.lines_with_counts(*every)


TEXTS = st.lists(
    st.sampled_from(
        ["By", "von", "Author", "作者", ":", "：", " ", "\xa0", "\n", "Ada", "3 May", "by", "é", "K"]
    )
).map("".join)


@pytest.mark.parametrize("module", [bylinemarks, PLAIN["bylinemarks"]])
@given(texts=st.tuples(TEXTS, TEXTS))
def test_every_line_that_may_name_authors_is_looked_at(module: ModuleType, texts: tuple[str, str]) -> None:
    page = Page.from_tree(read_tree("".join(["<meta charset=utf-8>", *[f"<p>{t}x" for t in texts]]).encode()))
    spoken = {line.leaf for line in module.byline_lines(page, 0, len(page.leaves), -1, -1) if line.speaks}
    for index, leaf in enumerate(page.leaves):
        if _may_say_by(leaf) and _after_by(leaf.text) is not None:
            assert index in spoken
        if _labelled_piece(page, leaf) or (index and is_by(page.leaves[index - 1].text)):
            assert index in spoken
