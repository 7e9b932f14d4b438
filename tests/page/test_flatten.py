"""The compiled walk, which cuts as it goes, gives the columns and leaves that the plain code gives."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import forms
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tearsheet.errors import InputTooDeep
from tearsheet.page.flatten import flatten
from tearsheet.page.limits import MAX_ATTRIBUTE_CHARACTERS, MAX_DEPTH
from tearsheet.page.read import read_tree
from tearsheet.page.text_blocks import TextBlocks
from tearsheet.page.walk import OPAQUE, WalkResult

FIXTURES = Path(__file__).parents[2] / "fixtures"
PAGES = sorted(FIXTURES.glob("*.html"))
SCRIPTLESS = OPAQUE - {"noscript"}

STARTS = [
    "div",
    "p",
    "li",
    "ul",
    "b",
    "a",
    "h2",
    "pre",
    "td",
    "table",
    "title",
    "head",
    "body",
    "html",
    "noscript",
    "script",
    "svg",
    "template",
    "x-y",
    "section",
]
ATTRIBUTES = (
    "class=a",
    "class='a b'",
    "CLASS=a",
    "id=a",
    "class=a id=a",
    "class=''",
    "href='/x?a=1&amp;b=2'",
    "DATA-VIEW-Count=3",
    "data-x=3",
    "itemprop=name rel='a b'",
    "type=application/ld+json",
    "class=\u00e9\u4e2d",
)
PIECES = st.sampled_from(
    [
        *(f"<{start}>" for start in STARTS),
        *(f"</{start}>" for start in STARTS),
        *(f"<p {attributes}>" for attributes in ATTRIBUTES),
        *(f"<script {attributes}>" for attributes in ATTRIBUTES),
        "<br>",
        "<br> <br>",
        "<img src=1>",
        "<!-- -->",
        "<?pi?>",
        "&eacute;",
        " ",
        "\n  ",
        "\u00a0",
        "\u00ad",
        "\x1e",
        "e\u0301",
        "a ",
        " b c",
    ]
)


def compiled(root: etree._Element, opaque: frozenset[str] = OPAQUE) -> tuple[WalkResult, TextBlocks]:
    found: tuple[WalkResult, TextBlocks] = forms.compiled("page._walk").flatten(root, opaque)
    return found


def facts(flat: tuple[WalkResult, TextBlocks]) -> tuple[object, ...]:
    walked, blocks = flat
    columns = [list(column) for column in walked.nodes]
    return columns, sorted(walked.scripts), walked.labelled, tuple(blocks)


def agree(root: etree._Element, opaque: frozenset[str] = OPAQUE) -> None:
    assert facts(compiled(root, opaque)) == facts(flatten(root, opaque))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_on_pages(page: Path) -> None:
    agree(read_tree(page))


@given(st.lists(PIECES, max_size=40), st.sampled_from(["", "<body>", "<title>t</title>", "<head>"]))
def test_on_any_markup(pieces: list[str], start: str) -> None:
    root = read_tree(start + "<p>x" + "".join(pieces))
    agree(root)
    agree(root, SCRIPTLESS)
    for element in root.iter(etree.Element):  # a part of a tree may be given
        agree(element)


@given(st.lists(PIECES, max_size=40))
def test_on_trees_with_comments(pieces: list[str]) -> None:
    agree(etree.HTML("<body><p>x" + "".join(pieces)))


XML = st.recursive(
    st.sampled_from(
        ["t", " ", "<!--c-->", "<?p i?>", "<![CDATA[d]]>", "<BR/>", "<x:p xmlns:x='u' x:a='1' a='2'/>"]
    ),
    lambda inside: st.builds(
        lambda tag, attribute, held: f"<{tag}{attribute}>{''.join(held)}</{tag}>",
        st.sampled_from(["DIV", "p", "body", "body", "head", "head", "title", "noscript", "b", "pre"]),
        st.sampled_from(["", " Class='a'", " class='a' CLASS='b'", " rel=''"]),
        st.lists(inside, max_size=4),
    ),
    max_leaves=12,
)


@given(XML)
def test_on_trees_of_xml(markup: str) -> None:
    agree(etree.fromstring(f"<html>{markup}</html>"))


def test_many_values_that_share_a_place_stay_apart() -> None:
    values = [f"{i:08}{'x' * (i % 300)}{i:08}" for i in range(5000)]
    agree(read_tree("".join(f"<p class='{v}'><a href='{v}'>a</a>" for v in (*values, *values))[:900_000]))


def test_long_attributes_are_cut() -> None:
    walked, _ = compiled(read_tree(f"<img src='{'x' * (MAX_ATTRIBUTE_CHARACTERS + 5)}'>"))
    assert len(walked.nodes.attrs[-1]["src"]) == MAX_ATTRIBUTE_CHARACTERS


@pytest.mark.parametrize("innermost", ["", "text", "<!--c-->", "<br/>", "<script>s</script>"])
@pytest.mark.parametrize("flat", [compiled, flatten], ids=["compiled", "plain"])
def test_depth_over_the_limit_is_refused(flat: Callable[..., object], innermost: str) -> None:
    def nested(elements: int) -> etree._Element:
        root = element = etree.Element("a")
        for _ in range(MAX_DEPTH + elements - 1 - ("/" in innermost)):  # no parser makes trees that deep
            element = etree.SubElement(element, "a")
        held = etree.fromstring(f"<a>{innermost}</a>")
        element.text = held.text
        element.extend(list(held))
        return root

    agree(nested(0))
    with pytest.raises(InputTooDeep) as caught:
        flat(nested(1))
    assert (caught.value.depth, caught.value.limit) == (MAX_DEPTH + 1, MAX_DEPTH)


def test_values_that_hold_references_to_entities() -> None:
    markup = "<!DOCTYPE p [<!ENTITY e 'inner'>]><p class='a&e;b' id='&e;' lang=''>x&e;y</p>"
    agree(etree.fromstring(markup, etree.XMLParser(resolve_entities=False)))


def test_empty_texts_are_none() -> None:
    root = etree.HTML("<div><p><!--c--></p><b>x</b></div>")
    paragraph, bold = root[0][0]
    paragraph[0].tail = paragraph.tail = paragraph.text = bold.tail = ""
    agree(root)
    nodes = compiled(root)[0].nodes
    assert list(nodes.texts) == [None, None, None, None, "x"]
    assert set(nodes.tails) == {None}


def test_text_behind_comments_is_joined() -> None:
    root = etree.HTML("<p>" + "some text <!-- -->" * 500)
    agree(root)
    assert len(compiled(root)[1].blocks[0].text) == 4999


@pytest.mark.parametrize(
    "markup",
    [
        "<html><head></head><title>A title</title><body><p>The body",
        "<html><head><title>A title</title></head><div>stray</div><body><p>The body",
    ],
)
def test_content_before_the_body_is_not_shown(markup: str) -> None:
    agree(read_tree(markup))
    tree = etree.fromstring("<html><head/><div>stray</div><body><p>The body</p></body></html>")
    for root in (read_tree(markup), tree):
        assert [block.text for block in compiled(root)[1].blocks][-1] == "The body"
    agree(tree)
    assert len(compiled(tree)[1].blocks) == 1


def test_the_collector_skips_what_is_made_by_the_hundred() -> None:
    walked, blocks = compiled(read_tree("<p class=a id=b><a href=/c>text</a><img src=d>"))
    made = [*walked.nodes.attrs, *blocks.blocks, *blocks.pieces, *blocks.images]
    assert len(made) > 4
    assert not any(gc.is_tracked(one) for one in made)
