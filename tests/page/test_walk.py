"""The columns of the walk are what the tree says. That the compiled walk gives the same: `test_flatten`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tearsheet.errors import InputTooDeep
from tearsheet.page.limits import MAX_ATTRIBUTE_CHARACTERS, MAX_DEPTH
from tearsheet.page.read import read_tree
from tearsheet.page.walk import OPAQUE, walk

PIECES = st.sampled_from(
    [
        "<div",
        "class='a",
        "b'>",
        "<p",
        "id=x>",
        "</p>",
        "</div>",
        "<br>",
        "<a",
        "href='/x?a=1&amp;b=2'>",
        "</a>",
        "<!--note-->",
        "text",
        "&eacute;",
        "<ul>",
        "<li>",
        "</ul>",
        "<table>",
        "<td",
        "colspan=2>",
        "</table>",
        "<script>if(a<b){}</script>",
        "<svg><path/></svg>",
        "<pre>",
        "</pre>",
        "<b>",
        "</b>",
        "<?pi?>",
        "<title>",
        "</title>",
        "<h1",
        "DATA-VIEW-Count=3>",
        "</h1>",
        "<noscript>",
        "</noscript>",
        "<x-y",
        "hidden>",
        "</x-y>",
        "<i itemprop=name rel='a b'>",
        "<link REL=me>",
        "é中",
    ]
)


@given(st.lists(PIECES, max_size=40))
def test_columns_say_what_the_tree_says(pieces: list[str]) -> None:
    root = read_tree("<body>" + " ".join(pieces))
    nodes = walk(root).nodes
    elements = [e for e in root.iter(etree.Element) if not any(a.tag in OPAQUE for a in e.iterancestors())]
    assert list(nodes.tags) == [e.tag for e in elements]
    tree = root.getroottree()
    for node, element in enumerate(elements):
        parent = element.getparent()
        assert nodes.parents[node] == (-1 if parent is None else elements.index(parent))
        assert tree.xpath(nodes.xpath(node)) == [element]
        inside = [elements.index(d) for d in element.iterdescendants(etree.Element) if d in elements]
        assert list(range(node + 1, nodes.ends[node])) == inside


def test_comments_of_a_given_tree_are_no_nodes_and_their_tails_join() -> None:
    nodes = walk(etree.HTML("<p>one<!--x--> two<b>3</b> four<!--y--> five</p>")).nodes
    assert list(nodes.tags) == ["html", "body", "p", "b"]
    assert nodes.texts[2] == "one two"
    assert nodes.tails[3] == " four five"
    assert nodes.text_of(0) == "one two3 four five"


def test_long_attributes_are_cut() -> None:
    walked = walk(read_tree(f"<img src='{'x' * (MAX_ATTRIBUTE_CHARACTERS + 5)}'>"))
    (image,) = (i for i, tag in enumerate(walked.nodes.tags) if tag == "img")
    assert len(walked.nodes.attrs[image]["src"]) == MAX_ATTRIBUTE_CHARACTERS


def test_scripts_that_hold_json_are_kept() -> None:
    scripts = ("type='application/ld+json'", "type=application/JSON", "type=module", "")
    walked = walk(read_tree("".join(f"<script {attributes}>{{}}</script>" for attributes in scripts)))
    kept = [walked.nodes.attrs[node]["type"] for node in walked.scripts]
    assert kept == ["application/ld+json", "application/JSON"]


def test_depth_over_the_limit_is_refused() -> None:
    deep = read_tree("<body>" + "<div>" * (MAX_DEPTH - 2) + "text")
    assert "text" in walk(deep).nodes.text_of(0)
    with pytest.raises(InputTooDeep):  # the parser leaves out what is deeper, and that must not go unnoticed
        walk(read_tree("<body>" + "<div>" * 100_000 + "text"))
    root = element = etree.Element("div")
    for _ in range(MAX_DEPTH):
        element = etree.SubElement(element, "div")
    with pytest.raises(InputTooDeep) as caught:
        walk(root)
    assert caught.value.limit == MAX_DEPTH
    assert caught.value.code == "too-deep"
