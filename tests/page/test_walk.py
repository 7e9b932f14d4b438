"""The compiled walk and the one in Python give the same columns, and they are what the tree says."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tearsheet.errors import InputTooDeep
from tearsheet.limits import MAX_ATTRIBUTE_CHARACTERS, MAX_DEPTH
from tearsheet.page.walk import OPAQUE, Walked, walk
from tearsheet.source import read_tree

FIXTURES = Path(__file__).parents[2] / "fixtures"
PAGES = sorted(FIXTURES.glob("*.html"))

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


def compiled_walk(root: etree._Element) -> Walked:
    module = importlib.import_module("tearsheet.page._walk")
    walked: Walked = module.walk(root)
    return walked


def columns(walked: Walked) -> tuple[object, ...]:
    return (*(list(column) for column in walked.nodes), sorted(walked.scripts), walked.labelled)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_compiled_walk_gives_the_columns_of_the_python_walk(page: Path) -> None:
    root = read_tree(page)
    assert columns(compiled_walk(root)) == columns(walk(root))


@given(st.lists(PIECES, max_size=40))
def test_both_walks_agree_on_any_markup(pieces: list[str]) -> None:
    root = read_tree("<body>" + "".join(pieces))
    assert columns(compiled_walk(root)) == columns(walk(root))


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
    root = etree.HTML("<p>one<!--x--> two<b>3</b> four<!--y--> five</p>")
    for walked in (walk(root), compiled_walk(root)):
        nodes = walked.nodes
        assert list(nodes.tags) == ["html", "body", "p", "b"]
        assert nodes.texts[2] == "one two"
        assert nodes.tails[3] == " four five"
        assert nodes.text_of(0) == "one two3 four five"


def test_long_attributes_are_cut() -> None:
    root = read_tree(f"<img src='{'x' * (MAX_ATTRIBUTE_CHARACTERS + 5)}'>")
    for walked in (walk(root), compiled_walk(root)):
        (image,) = (i for i, tag in enumerate(walked.nodes.tags) if tag == "img")
        assert len(walked.nodes.attrs[image]["src"]) == MAX_ATTRIBUTE_CHARACTERS


@pytest.mark.parametrize("walker", [walk, compiled_walk])
def test_depth_over_the_limit_is_refused(walker: object) -> None:
    assert callable(walker)
    deep = read_tree("<body>" + "<div>" * (MAX_DEPTH - 2) + "text")
    assert "text" in walker(deep).nodes.text_of(0)
    with pytest.raises(InputTooDeep) as caught:
        walker(read_tree("<body>" + "<div>" * 100_000 + "text"))
    assert caught.value.limit == MAX_DEPTH
    assert caught.value.code == "too-deep"
