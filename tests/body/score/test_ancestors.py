"""What is known of the elements above a block."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.body.score.ancestors import AncestorFeatures
from tearsheet.body.score.codes import COMMENTS, HIDDEN, TAG_FLAGS, TOKEN_FLAGS
from tearsheet.body.score.lexicon import Lexicon, NameReader
from tearsheet.page import Page
from tearsheet.page.read import read_tree
from tearsheet.page.words import split_words


def page(markup: str) -> Page:
    return Page.from_tree(read_tree(f"<html><body>{markup}</body></html>"))


def flags_of(markup: str) -> int:
    read = page(markup)
    return AncestorFeatures(read, Lexicon({}), 0).flags_of(read.blocks[-1].node)


FLAGS = [
    ("landmark", "<h1>t</h1><nav><p>x</p></nav>", TAG_FLAGS["nav"]),
    ("role", "<h1>t</h1><div role=navigation><p>x</p></div>", TAG_FLAGS["nav"]),
    ("hidden by style", "<h1>t</h1><div style='display: none'><p>x</p></div>", HIDDEN),
    ("hidden by attribute", "<h1>t</h1><div hidden><p>x</p></div>", HIDDEN),
    ("comments", "<h1>t</h1><div id=comments><p>x</p></div>", COMMENTS),
    ("a class after another attribute", "<h1>t</h1><div title=a class='x relatedItems'><p>x</p></div>", 0),
]


@pytest.mark.parametrize(("markup", "flag"), [c[1:] for c in FLAGS], ids=[c[0] for c in FLAGS])
def test_flags_are_inherited(markup: str, flag: int) -> None:
    flag = flag or TOKEN_FLAGS["related"]
    assert flags_of(markup) & flag


def test_a_part_that_holds_the_headline_is_not_the_comments() -> None:
    assert not flags_of("<div class='has-comments'><h1>t</h1><p>x</p></div>") & COMMENTS


def test_scores_of_words_add_up_on_the_way_down() -> None:
    read = page("<div class='good'><div id='bad-box'><p>x</p></div></div>")
    element = AncestorFeatures(read, Lexicon({"good": 1.0, "bad": -3.0}), -1).element_at(read.blocks[0].node)
    assert (element.total, element.least, element.most) == (-2.0, -3.0, 1.0)


def test_depth_is_counted_from_the_root_and_from_the_headline() -> None:
    read = page("<div><h1>t</h1><section><p>x</p></section></div>")
    element = AncestorFeatures(read, Lexicon({}), 0).element_at(read.blocks[1].node)
    assert (element.depth, element.headline_depth) == (4, 2)


def test_places_are_those_of_words_of_elements_that_hold_blocks() -> None:
    read = page("<div class='b a'><p id=d>x</p><p class='a z'>y</p></div><div class=c></div>")
    ancestors = AncestorFeatures(read, Lexicon({}, {"a": 0, "b": 1, "c": 2, "d": 3}), -1)
    for block in read.blocks:
        ancestors.element_at(block.node)
    assert ancestors.places == {0, 1, 3}


KNOWN = {"post": 1.0, "title": 2.0, "html": 4.0, "v": 8.0, "2": 16.0, "ñandú": 32.0, "a": 64.0, "ab": 128.0}


@pytest.mark.parametrize(
    "names", ["postTitle", "HTMLPost v2", "post_title-2", "ñandú post", "", "--", "ABab aB"]
)
def test_names_are_read_word_by_word(names: str) -> None:
    reader = NameReader(Lexicon(KNOWN))
    reader.read(names)
    assert reader.score == sum(KNOWN.get(word, 0.0) for word in split_words(names))


@given(st.text(alphabet="aAbB2-_ éH", max_size=12))
def test_names_are_parted_as_everywhere_else(names: str) -> None:
    words = split_words(names)
    reader = NameReader(Lexicon(dict.fromkeys(words, 1.0)))
    reader.read(names)
    assert reader.score == len(words)


def test_all_is_known_of_a_word() -> None:
    reader = NameReader(Lexicon({"comments": 0.5, "x": 1.0}, {"x": 7, "y": 8}))
    found = []
    for word in ("comments", "x", "y", "z"):
        reader.read(word)
        found.append((reader.score, reader.flags))
    assert found == [(0.5, COMMENTS), (1.0, 0), (0.0, 0), (0.0, 0)]
    assert reader.places == {7, 8}
