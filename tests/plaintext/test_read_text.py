from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet import ArticleError, parse_text
from tearsheet.page.text_blocks import clean
from tearsheet.plaintext.body import find_text_body
from tearsheet.plaintext.read import read_text

LINES = st.one_of(
    st.text(alphabet="Ab c.:,-*#>|`_[]()1é\u3000漢\u0301", max_size=60),
    st.sampled_from(
        [
            "",
            "  * nested item",
            "- an item",
            "2. two",
            "# Heading",
            "Heading",
            "=====",
            "---",
            "| a | b |",
            "|---|---|",
            "```",
            "> quoted",
            "Subject: a thing",
            "January 10, 2025Art3074",
            "Home > Art > content",
            "A: a1. B: b1. C: c1.",
            "A sentence that is long enough to be read as running text, with a comma and a full stop. " * 2,
            "You need:",
            "© 2025 Somebody",
            "Comments",
            "{",
            '"key": "value",',
        ]
    ),
)
TEXTS = st.lists(LINES, max_size=25).map("\n".join)


def decomposed(text: str) -> str:
    """Marks may follow a sign of emphasis that is not shown: without it they compose with the letter before."""
    return unicodedata.normalize("NFD", text)


@given(TEXTS)
def test_every_block_leads_back_to_its_characters(text: str) -> None:
    page = read_text(text)
    edge = 0
    for block in page.blocks:
        assert 0 <= block.start < block.stop <= len(text)
        assert block.start >= edge
        edge = block.start
        shown = iter(decomposed(clean(text[block.start : block.stop])))
        if block.kind == "text" and "\n" not in block.text:
            assert all(character in shown for character in decomposed(block.text))


@given(TEXTS)
def test_the_tree_is_one(text: str) -> None:
    page = read_text(text)
    nodes = page.nodes
    for node in range(1, len(nodes.tags)):
        parent = nodes.parents[node]
        assert parent < node < nodes.ends[node] <= nodes.ends[parent]
    for block in page.blocks:
        assert nodes.text_of(block.node).startswith(block.text.split()[0])


@given(TEXTS)
def test_facts_slice_back_and_reasons_cover_all_blocks(text: str) -> None:
    page = read_text(text)
    facts = page.text_facts
    assert facts is not None
    assert len(facts.reasons) == len(page.blocks)
    for fact in facts.facts:
        assert 0 <= fact.start < fact.stop <= len(text)
    selection = find_text_body(page)
    assert all(facts.reasons[i] == "body" for i in selection.kept)


@given(TEXTS)
def test_a_text_gives_an_article_or_a_refusal_and_twice_the_same(text: str) -> None:
    def outcome() -> str:
        try:
            return parse_text(text).model_dump_json()
        except ArticleError as error:
            return error.code

    assert outcome() == outcome()


WRAPPED = """\
The first paragraph was broken by a program at a column of its own, and so
the lines have to be put together again before anything can be told of it.

A second one follows, so that there are enough line ends to tell the column
from, and a third line of it as well, which makes it easier still.
"""


def test_wrapped_lines_become_paragraphs() -> None:
    assert [block.text.count(" ") > 20 for block in read_text(WRAPPED).blocks] == [True, True]


@pytest.mark.parametrize("marker", ["- ", "* ", "• ", "+ ", "– ", "▪ ", "•", "1. "])
def test_markers_make_items(marker: str) -> None:
    items = "\n".join(
        f"{marker.replace('1', str(i))}{word}" for i, word in enumerate(["flour", "water", "salt"], 1)
    )
    page = read_text(f"A sentence stands before the list so that there is something to read.\n\n{items}\n")
    assert [block.text for block in page.blocks if block.kind == "item"] == ["flour", "water", "salt"]


def test_lists_without_bullets_stand_behind_a_colon() -> None:
    page = read_text(
        "Bread at Home\n\nWhoever wants to bake needs little. You need:\nflour\nwater\nsalt\n\n"
        "All of it should be at room temperature before you begin to work with it."
    )
    assert [block.text for block in page.blocks if block.kind == "item"] == ["flour", "water", "salt"]


def test_code_without_a_fence_is_put_together() -> None:
    page = read_text(
        "How to Count\n\nThe following lines count to ten and print each of the numbers on the way there:\n\n"
        "for (let i = 0; i < 10; i++) {\n\n  console.log(i);\n\n}\n\nThat is all that there is to it, really."
    )
    codes = [block.text for block in page.blocks if block.kind == "code"]
    assert codes == ["for (let i = 0; i < 10; i++) {\n  console.log(i);\n}"]


def test_reading_is_linear() -> None:
    block = (
        "A Heading\n\nA: a1. B: b1. C: c1 [x](y) **z** and some more words to fill the line.\n\n- item: x\n\n"
    )

    def steps(count: int) -> int:
        return len(read_text(block * count).blocks)

    assert steps(200) < 2.1 * steps(100)
    for hostile in ("[" * 20000, "*a " * 20000, "A: " * 20000, "](x)" * 10000, "a. " * 20000, "| " * 20000):
        read_text(hostile)


def test_a_line_that_a_link_broke_behind_an_article_goes_on() -> None:
    broken = (
        "The mill needs a new wheel this year\nand a new\nFriends of the Mill\nmember to pay for it.\nYou can see the\n"
        "Plan of Repair\nin the hall,\nwhere it hangs beside the old one.\nAsk the\nMiller\nfor the key."
    )
    page = read_text(f"An old mill\n\n{broken}")
    assert "You can see the Plan of Repair in the hall, where it hangs beside the old one." in [
        block.text for block in page.blocks
    ]
