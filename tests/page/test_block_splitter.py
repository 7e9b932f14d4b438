"""Where visible text is cut into blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.page import Page
from tearsheet.page.block_splitter import split_blocks
from tearsheet.page.read import read_tree
from tearsheet.page.text_blocks import clean
from tearsheet.page.walk import walk

CASES = [
    ("paragraphs", "<p>One <b>two</b> three</p><p>four", [("text", "One two three"), ("text", "four")]),
    ("text around a block", "<div>a<p>b</p>c</div>", [("text", "a"), ("text", "b"), ("text", "c")]),
    ("one br is a line break", "<p>a<br>b</p>", [("text", "a\nb")]),
    ("two br cut", "<div>a<br> <br>b<br>c</div>", [("text", "a"), ("text", "b\nc")]),
    ("br first and last show nothing", "<p><br>a<br></p>", [("text", "a")]),
    ("heading keeps its kind inside a div", "<h2><div>a</div></h2>", [("heading", "a")]),
    ("item holds a paragraph", "<ul><li><p>a</p><ul><li>b</ul></ul>", [("item", "a"), ("item", "b")]),
    ("cells", "<table><tr><th>a<td>b</table>", [("cell", "a"), ("cell", "b")]),
    ("code keeps its lines", "<pre>\n  a\n\n  b\n</pre>", [("code", "  a\n\n  b")]),
    ("code keeps br", "<pre>a<br><br>b</pre>", [("code", "a\n\nb")]),
    ("spaces collapse, the invisible goes", "<p>\u00a0a \u200b b\u00ad</p>", [("text", "a b")]),
    (
        "scripts and templates show nothing",
        "<p>a<script>b</script><template>c</template></p>",
        [("text", "a")],
    ),
    ("the head shows nothing", "<title>t</title><p>a", [("text", "a")]),
    (
        "the body's tag is left out",
        "<title>t</title><article>a<p>b</article><p>c",
        [("text", x) for x in "abc"],
    ),
    (
        "the body begins in the head",
        "<head><title>t</title><x-y>a</x-y><style>b</style></head><body><p>c",
        [("text", "a"), ("text", "c")],
    ),
    (
        "the title shows nothing where the body begins before it",
        "<head><x-y>a</x-y><title>t</title>b</head><body><p>c",
        [("text", x) for x in "abc"],
    ),
]


@pytest.mark.parametrize(("markup", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_text_blocks(markup: str, expected: list[tuple[str, str]]) -> None:
    blocks = split_blocks(walk(read_tree(markup)).nodes).blocks
    assert [(block.kind, block.text) for block in blocks] == expected


def test_characters_inside_links_and_bold_are_counted() -> None:
    (block,) = split_blocks(
        walk(read_tree("<p>ab<a href=x>cd<b>ef</b></a><strong>g</strong></p>")).nodes
    ).blocks
    assert (block.link_chars, block.bold_chars) == (4, 3)


def test_a_double_break_is_recorded() -> None:
    blocks = split_blocks(walk(read_tree("<div>a<br><br>b</div>")).nodes).blocks
    assert [block.cut for block in blocks] == [False, True]


def test_pictures_know_the_block_they_stand_before() -> None:
    cut = split_blocks(walk(read_tree("<p>a</p><img src=1><p>b <img src=2> c</p><img src=3>")).nodes)
    assert [image.block for image in cut.images] == [1, 1, 2]


def test_pieces_spell_the_block() -> None:
    page = Page.from_tree(read_tree("<div>x<p> a <i>b</i><br>c </p>y</div>"))
    for block in page.blocks:
        spelt = "".join(text for _, text in page.pieces[block.start : block.stop])
        assert spelt.replace("\x1e", " ").split() == block.text.split()


def test_tokens_split_words_of_class_and_id() -> None:
    page = Page.from_tree(read_tree("<p class='postTitle entry-header_v2' id=Main>x"))
    assert page.tokens(page.blocks[0].node) == ("post", "title", "entry", "header", "v", "2", "main")


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<br>",
        "a ",
        "<b>b</b>",
        "<a href=x>",
        "</a>",
        " ",
        "<pre>",
        "</pre>",
        "<li>",
        "<h2>",
        "</h2>",
        "<td>",
        "<img>",
        "\u00ad",
        "e\u0301",
        "<!-- -->",
    ]
)


@given(st.lists(PIECES, max_size=40))
def test_nothing_is_lost(pieces: list[str]) -> None:
    nodes = walk(read_tree("<body>" + "".join(pieces))).nodes
    cut = split_blocks(nodes)
    shown = "".join("".join(block.text.split()) for block in cut.blocks)
    assert shown == "".join(clean(nodes.text_of(0)).split())
