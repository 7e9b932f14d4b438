from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.article.model import Block, ListItem, Section
from tearsheet.page import Page
from tearsheet.page.read import read_tree
from tearsheet.render.text import block_lines
from tearsheet.structure import drafts
from tearsheet.structure.code import language_of
from tearsheet.structure.sections import build_sections

SHAPES = (
    *("div", "p", "section", "span", "a", "b", "br", "em", "code"),
    *("h1", "h2", "h3", "h5", "ul", "ol", "li", "dl", "dt", "dd"),
    *("table", "thead", "tr", "td", "th", "caption", "tbody"),
    *("blockquote", "footer", "cite", "pre", "figure", "figcaption", "details", "summary", "img"),
)
VOID = ("br", "img")


def page_of(html: str) -> Page:
    return Page.from_tree(read_tree(html.encode()), url="https://example.org/a/")


def sections_of(html: str, title: str | None = None) -> tuple[Section, ...]:
    page = page_of(html)
    return drafts.sections_of(build_sections(page, range(len(page.blocks)), title=title))


def blocks_of(html: str) -> list[Block]:
    return [block for section in sections_of(html) for block in section.blocks]


def shown(sections: tuple[Section, ...]) -> Iterator[str]:
    """All that a reader reads, in order, captions with it."""
    for section in sections:
        yield section.heading or ""
        for block in section.blocks:
            if block.type == "figure":
                yield block.caption or ""
            yield from block_lines(block)


@st.composite
def fragments(draw: st.DrawFn) -> str:
    """Markup with any nesting, each text in it another word."""
    words = (f"w{i}" for i in itertools.count())
    parts: list[str] = []
    open_: list[str] = []
    for _ in range(draw(st.integers(1, 40))):
        step = draw(st.sampled_from(("open", "open", "text", "text", "close")))
        if step == "text":
            parts.append(f" {next(words)} ")
        elif step == "close" and open_:
            parts.append(f"</{open_.pop()}>")
        else:
            tag = draw(st.sampled_from(SHAPES))
            span = draw(st.sampled_from(("", ' colspan="2"', ' rowspan="3"', ' colspan="9007199254740991"')))
            parts.append(f"<{tag}{span}>")
            if tag not in VOID:
                open_.append(tag)
    parts.extend(f"</{tag}>" for tag in reversed(open_))
    return "".join(parts)


@given(fragments(), st.data())
def test_every_kept_word_comes_out_once_and_in_order(html: str, data: st.DataObject) -> None:
    page = page_of(f"<html><body>{html}</body></html>")
    kept = tuple(i for i in range(len(page.blocks)) if data.draw(st.integers(0, 4)))
    sections = drafts.sections_of(build_sections(page, kept))
    kept_words = " ".join(page.blocks[i].text for i in kept).split()
    found = " ".join(shown(sections)).split()
    dropped = [w for w in found if w not in kept_words]  # captions and attributions of what is kept
    assert [w for w in found if w not in dropped] == kept_words
    assert dropped == [] or {"figure", "blockquote"} & set(page.nodes.tags)


@given(fragments(), st.data())
def test_every_block_names_the_page_blocks_that_it_was_made_of(html: str, data: st.DataObject) -> None:
    page = page_of(f"<html><body>{html}</body></html>")
    kept = tuple(i for i in range(len(page.blocks)) if data.draw(st.integers(0, 4)))
    named: list[int] = []
    for section in build_sections(page, kept):
        assert bool(section.sources) == (section.heading is not None)
        named.extend(section.sources)
        for block in section.blocks:
            assert block.sources
            assert words_of(block) == words_in(page, block.sources) or without_text(block)
            named.extend([] if without_text(block) else block.sources)
    assert [i for i in named if i in kept] == list(kept)


def without_text(block: drafts.BlockDraft) -> bool:
    return block.type == "figure" and block.caption is None


def words_of(block: drafts.BlockDraft) -> list[str]:
    (made,) = drafts.sections_of([drafts.SectionDraft((), None, 0, None, [block])])
    return sorted(re.findall(r"\w+", " ".join(shown((made,)))))


def words_in(page: Page, sources: tuple[int, ...]) -> list[str]:
    return sorted(re.findall(r"\w+", " ".join(page.blocks[i].text for i in sources)))


@given(fragments())
def test_levels_and_parents_agree(html: str) -> None:
    sections = sections_of(f"<html><body>{html}</body></html>")
    goes_on = 0  # the last section that goes on after a box
    for i, section in enumerate(sections):
        if section.heading is None:
            assert section.level == (0 if section.parent is None else sections[section.parent].level)
            goes_on = i
            continue
        assert section.level
        if section.parent is not None:
            assert section.parent < i
            assert sections[section.parent].level < section.level
            between = sections[max(section.parent, goes_on) + 1 : i]
            assert all(
                other.level >= section.level or other.level > sections[section.parent].level
                for other in between
            )
    assert not sections or min(s.level for s in sections if s.level or len(sections) == 1) <= 1


@given(fragments())
def test_rows_are_of_one_width_and_marks_lie_in_their_text(html: str) -> None:
    for block in blocks_of(f"<html><body>{html}</body></html>"):
        if block.type == "table":
            assert len({len(row) for row in (block.header or block.rows[0], *block.rows)}) == 1
        elif block.type in ("paragraph", "quote"):
            assert all(0 <= m.start < m.end <= len(block.text) for m in block.marks)


def item(text: str, *nested: ListItem, number: int | None = None) -> ListItem:
    return ListItem(text=text, number=number, items=nested)


LISTS = [
    ("<ul><li>a<ul><li>b</ul><li>c</ul>", (item("a", item("b")), item("c"))),
    ("<ul><li>a</li><ul><li>b</ul><li>c</ul>", (item("a", item("b")), item("c"))),
    ("<ul><ul><li>b</ul><li>c</ul>", (item("b"), item("c"))),
    ("<ul><li><div><div>a<ul><li>b</ul></div></div></ul>", (item("a", item("b")),)),
    ("<ul><li><ul><li>b</ul></ul>", (item("", item("b")),)),
    ("<ul><li>a<ul><li>b</ul>c<li>d</ul>", (item("a", item("b")), item("c"), item("d"))),
    ("<ul>a<li>b</ul>", (item("a"), item("b"))),
    ("<ul><li><h3>a</h3><li><h3>b</h3></ul>", (item("a"), item("b"))),
    ("<ul><li><p>a<p>b</ul>", (item("a\nb"),)),
    (
        "<ol start=4><li>a<li value=9>b<li>c</ol>",
        (item("a", number=4), item("b", number=9), item("c", number=10)),
    ),
    ("<ol reversed><li>a<li>b</ol>", (item("a", number=2), item("b", number=1))),
    ("<div><li>a</li><li>b</li></div>", (item("a"), item("b"))),
    ("<div role=list><div role=listitem>a</div><div role=listitem>b</div></div>", (item("a"), item("b"))),
    ("<ul><li><table><tr><td>a</td></tr></table><li>b</ul>", (item("a"), item("b"))),
]


@pytest.mark.parametrize(("html", "expected"), LISTS)
def test_lists(html: str, expected: tuple[ListItem, ...]) -> None:
    (block,) = blocks_of(html)
    assert block.type == "list"
    assert block.items == expected


def test_cards_are_sections_and_not_items() -> None:
    sections = sections_of("<ul><li><h3>One</h3><p>text<li><h3>Two</h3><p>text<ul><li>x</ul></ul>")
    assert [(s.heading, [b.type for b in s.blocks]) for s in sections] == [
        ("One", ["paragraph"]),
        ("Two", ["paragraph", "list"]),
    ]


def test_deep_lists_end_at_a_depth() -> None:
    (block,) = blocks_of("<ul><li>x" * 60 + "</ul>" * 60)
    assert block.type == "list"
    items, depth = block.items, 0
    while items:
        items, depth = items[-1].items, depth + 1
    assert depth == 21


TABLES = [
    ("<tr><th>a<th>b<tr><td>1<td>2", ("a", "b"), (("1", "2"),), ()),
    ("<tr><td>a<td>b<tr><td>1<td>2", (), (("a", "b"), ("1", "2")), ()),
    ("<thead><tr><td>a<td>b<tbody><tr><td>1<td>2", ("a", "b"), (("1", "2"),), ()),
    ("<tr><th>a<td>1<tr><th>b<td>2", (), (("a", "1"), ("b", "2")), ()),
    ("<tr><th>a<th colspan=2>b<tr><td>1<td>2<td>3", ("a", "b", "b"), (("1", "2", "3"),), ((0, 2),)),
    ("<tr><td rowspan=2>a<td>1<tr><td>2", (), (("a", "1"), ("a", "2")), ((1, 0),)),
    ("<tr><td rowspan=0>a<td>1<tr><td>c<td>2", (), (("a", "1"), ("c", "2")), ()),
    ("<tr><td>a<td>1<tr><td colspan=9007199254740991>b", (), (("a", "1"), ("b", "b")), ((1, 1),)),
    (
        "<tr><td rowspan=65534>a<td>1<tr><td>2<tr><td>3",
        (),
        (("a", "1"), ("a", "2"), ("a", "3")),
        ((1, 0), (2, 0)),
    ),
    ("<tr><td>a<td><td>1<tr><td><td><td><tr><td>b<td><td>2", (), (("a", "1"), ("b", "2")), ()),
    ("<tr><th>a<th>b<tr><td>1<ul><li>x<li>y</ul><td>2", ("a", "b"), (("1\nx\ny", "2"),), ()),
]


@pytest.mark.parametrize(("html", "header", "rows", "repeated"), TABLES)
def test_tables(html: str, header: object, rows: object, repeated: object) -> None:
    (block,) = blocks_of(f"<table>{html}</table>")
    assert block.type == "table"
    assert (block.header, block.rows, block.repeated) == (header, rows, repeated)


LAYOUTS = [
    "<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>",
    "<table><tr><td>a<td>b</table>",
    "<table><tr><td>a<tr><td>b</table>",
    "<table><tr><td><table><tr><td>a</table><td>b<tr><td>c<td>d</table>",
    f"<table><tr><td>{'a ' * 900}<td>b<tr><td>c<td>{'d ' * 900}</table>",
]


@pytest.mark.parametrize("html", LAYOUTS)
def test_tables_that_arrange_the_page_are_no_tables(html: str) -> None:
    assert {block.type for block in blocks_of(html)} == {"paragraph"}


def test_hostile_spans_cost_nothing() -> None:
    rows = "<tr><td colspan=1000 rowspan=65534>a<td rowspan=65534>b" * 3000
    found = sum(
        len(row)
        for block in blocks_of(f"<table>{rows}</table>")
        if block.type == "table"
        for row in block.rows
    )
    assert found < 100_000


LANGUAGES = [
    ('<pre><code class="hljs language-python">x</code></pre>', "python"),
    ('<pre class="lang-js">x</pre>', "js"),
    ('<div class="highlight-source-shell"><pre>x</pre></div>', "shell"),
    ('<pre class="brush:php;">x</pre>', "php"),
    ('<pre data-lang="Rust">x</pre>', "rust"),
    ('<pre class="wide">x</pre>', None),
]


@pytest.mark.parametrize(("html", "language"), LANGUAGES)
def test_language_of_code(html: str, language: str | None) -> None:
    page = page_of(html)
    assert language_of(page, page.nodes.tags.index("pre")) == language


def test_code_keeps_lines_and_indentation() -> None:
    (block,) = blocks_of("<pre>\nif a:\n\tb\n\n    c\n</pre>")
    assert block.type == "code"
    assert block.text == "if a:\n\tb\n\n    c"


OUTLINES = [
    ("<h2>a</h2>x<h3>b</h3>x<h2>c</h2>x", [(1, None), (2, 0), (1, None)]),
    ("<h2>a</h2>x<h4>b</h4>x<h6>c</h6>x", [(1, None), (2, 0), (3, 1)]),
    ("<h4>a</h4>x<h4>b</h4>x", [(1, None), (1, None)]),
    ("<h1>a</h1>x<h2>b</h2>x<h2>c</h2>x", [(1, None), (1, None), (1, None)]),
    ("<h2>a</h2><h3>b</h3>x", [(1, None), (2, 0)]),
    (
        '<div role="heading" aria-level="2">a</div>x<div role="heading" aria-level="3">b</div>x',
        [(1, None), (2, 0)],
    ),
    ("<h2>a</h2>x<details><summary>b</summary>x</details>", [(1, None), (2, 0)]),
]


@pytest.mark.parametrize(("html", "expected"), OUTLINES)
def test_levels(html: str, expected: list[tuple[int, int | None]]) -> None:
    found = [s for s in sections_of(html.replace("x", "<p>some text that goes on</p>")) if s.heading]
    assert [(s.level, s.parent) for s in found] == expected


TEXT = (
    "<p>a text of more than eighty characters, as paragraphs of an article mostly are, and then some more</p>"
)

LINES = [
    ("<p class=hd>One</p>T<p class=hd>Zwei</p>T", ["One", "Zwei"]),
    ("<p class=hd>One</p>T", []),  # once is not a pattern
    ("<p class=hd>One.</p>T<p class=hd>Zwei</p>T", []),  # one of the class is a sentence
    ("<p class='photo credit'>Ann</p>T<p class='photo credit'>Bo</p>T", []),
    ("<p class=x>Foto Ann</p>T<p class=x>Foto Bo</p>T", []),
    ("<p><b>One</b></p>T<p><b>Zwei</b></p>T", ["One", "Zwei"]),
    ("<p><b>One is a sentence.</b></p>T", []),
    ("<p><b>Is it really? It is</b></p>T", []),
    ("<p><b>1. One is numbered.</b></p>T", ["1. One is numbered."]),
    ("<p><b>Here are the things that you will need:</b></p>T", []),
    ("<p><b>Key points:</b></p><ul><li>x</ul>T", ["Key points:"]),
    ("<p><b>One</b></p><p><b>Zwei</b></p>T", []),  # lines in a row are lines
    ("<p><b>One</b></p><h2>Zwei</h2>T", ["Zwei"]),
    ("<p>€ 12</p><p><b>One</b></p>T", []),  # after a scrap it is one of the scraps
]


@pytest.mark.parametrize(("html", "expected"), LINES)
def test_headings_by_their_looks(html: str, expected: list[str]) -> None:
    found = sections_of(TEXT + html.replace(">T", f">{TEXT}"))
    assert [s.heading for s in found if s.heading] == expected


BOXES = [
    # markup; for each section its heading, its parent, and the first words of its blocks
    (
        "<p>a</p><div class=facts><h3>Facts</h3><p>b</p></div><p>c</p><h2>End</h2><p>d</p>",
        [(None, None, "a"), ("Facts", None, "b"), (None, None, "c"), ("End", None, "d")],
    ),
    (
        "<h2>One</h2><p>a</p><aside><h2>Facts</h2><ul><li>b</ul></aside><p>c</p><h3>Two</h3><p>d</p>",
        [("One", None, "a"), ("Facts", None, "b"), (None, 0, "c"), ("Two", 0, "d")],
    ),
    (  # the text on both sides is wrapped, each passage for itself
        "<div class=t><p>a</div><div class=k><h3>Facts</h3><p>b</div><div class=t><p>c</div>",
        [(None, None, "a"), ("Facts", None, "b"), (None, None, "c")],
    ),
    (  # all that has a heading is wrapped: it is how the page is made
        "<div class=t><p>a</div><div class=t><h3>Part</h3><p>b</div><div class=t><p>c</div>",
        [(None, None, "a"), ("Part", None, "b c")],
    ),
    (
        "<p>a</p><div class=head><h3>One</h3><p>b</p></div><p>c</p><div class=head><h3>Two</h3><p>d</p></div><p>e</p>",
        [(None, None, "a"), ("One", None, "b c"), ("Two", None, "d e")],
    ),
    (
        "<p>a</p><div class=factbox><h3>One</h3><p>b</p></div><p>c</p><div class=factbox><h3>Two</h3><p>d</p></div><p>e</p>",
        [(None, None, "a"), ("One", None, "b"), (None, None, "c"), ("Two", None, "d"), (None, None, "e")],
    ),
    ("<p>a</p><div class=head><h3>One</h3></div><p>b</p>", [(None, None, "a"), ("One", None, "b")]),
    (  # a box in a box: the text after each goes on where it was interrupted
        "<h2>One</h2><p>a</p><div class=box><h3>Box</h3><p>b</p><div class=facts><h4>Facts</h4><p>c</p></div><p>d</p></div><p>e</p>",
        [("One", None, "a"), ("Box", 0, "b"), ("Facts", 1, "c"), (None, 1, "d"), (None, 0, "e")],
    ),
    (  # both end at once
        "<h2>One</h2><p>a</p><div class=box><h3>Box</h3><p>b</p><div class=facts><h4>Facts</h4><p>c</p></div></div><p>e</p>",
        [("One", None, "a"), ("Box", 0, "b"), ("Facts", 1, "c"), (None, 0, "e")],
    ),
]


@pytest.mark.parametrize(("html", "expected"), BOXES)
def test_the_heading_of_a_box_heads_what_is_in_the_box(
    html: str, expected: list[tuple[str | None, int | None, str]]
) -> None:
    found = [
        (section.heading, section.parent, " ".join(line for b in section.blocks for line in block_lines(b)))
        for section in sections_of(html)
    ]
    assert found == expected


def test_a_line_that_comes_again_and_again_is_a_label() -> None:
    panels = [f"<h3>Task {i}</h3><details><summary>Answer</summary>{TEXT}</details>" for i in range(3)]
    assert [s.heading for s in sections_of("".join(panels[:2]))] == ["Task 0", "Answer", "Task 1", "Answer"]
    assert [s.heading for s in sections_of("".join(panels))] == ["Task 0", "Task 1", "Task 2"]


AMOUNTS = [
    # markup; the paragraphs; the items
    (
        "<p>For the tart<br>500 g plums<br>1 1/2 cups rye flour<br>½ tsp salt<br>Nutmeg",
        ["For the tart"],
        ["500 g plums", "1 1/2 cups rye flour", "½ tsp salt", "Nutmeg"],
    ),
    ("<p>2-3 plums<br>1 egg<br>salt", [], ["2-3 plums", "1 egg", "salt"]),
    ("<p>Ana Weir<br>12 Mill Lane<br>Pell", ["Ana Weir\n12 Mill Lane\nPell"], []),
    ("<p>2 plums<br>1 egg", ["2 plums\n1 egg"], []),
    ("<p>3 May 2024<br>12 comments<br>5 min read", ["3 May 2024\n12 comments\n5 min read"], []),
    ("<p>5 of them came.<br>12 stayed.<br>Nobody left.", ["5 of them came.\n12 stayed.\nNobody left."], []),
]


@pytest.mark.parametrize(("html", "paragraphs", "items"), AMOUNTS)
def test_lines_of_amounts_are_a_list(html: str, paragraphs: list[str], items: list[str]) -> None:
    blocks = blocks_of(f"{html}</p>{TEXT}")[:-1]
    assert [block.text for block in blocks if block.type == "paragraph"] == paragraphs
    assert [each.text for block in blocks if block.type == "list" for each in block.items] == items


def test_a_heading_alone_in_a_quote() -> None:
    html = f"{TEXT}<blockquote><h4>Plum jam</h4></blockquote>{TEXT}<blockquote><h4>We stay.</h4></blockquote>"
    assert [s.heading for s in sections_of(html) if s.heading] == ["Plum jam"]
    assert [b.text for b in blocks_of(html) if b.type == "quote"] == ["We stay."]


def test_a_name_above_the_body_is_no_heading() -> None:
    assert [s.heading for s in sections_of(f"<p><b>ANN LEE</b></p>{TEXT}{TEXT}")] == [None]


def test_a_standfirst_is_no_heading() -> None:
    long = "What three gardeners say " * 5
    assert [s.heading for s in sections_of(f"<h2>{long}</h2>{TEXT}<h2>{long}</h2>{TEXT}")] == [
        None,
        long.strip(),
    ]


def test_a_title_that_is_repeated_opens_no_section() -> None:
    sections = sections_of("<h1>On Tea</h1><p>one</p><h2>on tea!</h2><p>two</p>", title="On tea")
    assert [s.heading for s in sections] == [None]
    assert len(sections[0].blocks) == 2


def test_quotes() -> None:
    html = "<blockquote><p>one</p><p>two</p><footer>— Ann</footer></blockquote><blockquote>three<ul><li>x</ul></blockquote>"
    first, second, items = blocks_of(f"<p>before</p>{html}")[1:]
    assert first.type == second.type == "quote"
    assert (first.text, first.cite, second.text, items.type) == ("one\ntwo", "Ann", "three", "list")


def test_a_whole_body_in_a_quote_is_no_quote() -> None:
    html = "<blockquote><p>one is here</p><p>two is here</p><p>three is here</p></blockquote>"
    assert [block.type for block in blocks_of(html)] == ["paragraph"] * 3


MARKS = [
    ('a <a href="/b">link</a> b', [("link", 2, 6, "https://example.org/b")]),
    ('<a href="javascript:x">a</a>', []),
    ('<a href="java\tscript:x">a</a>', []),
    ('<a href="#top">a</a>', []),
    ('<a href="mailto:a@example.org">a</a>', [("link", 0, 1, "mailto:a@example.org")]),
    ("<b>a <i>b</i></b> c", [("strong", 0, 3, None), ("emphasis", 2, 3, None)]),
    ("  x <b>  y </b>z", [("strong", 2, 3, None)]),
    ("a<br><em>b</em>", [("emphasis", 2, 3, None)]),
    ("e\u0301 <b>e\u0301</b>", [("strong", 2, 3, None)]),
    ("so\u00adft <b>x</b>", [("strong", 5, 6, None)]),
    ("<b></b>x", []),
]


@pytest.mark.parametrize(("html", "expected"), MARKS)
def test_marks(html: str, expected: list[tuple[str, int, int, str | None]]) -> None:
    (block,) = blocks_of(f"<p>{html}</p>")
    assert block.type == "paragraph"
    assert [(m.type, m.start, m.end, m.href) for m in block.marks] == expected


FIGURES = [
    ('<figure><img src="a.jpg" alt="A"><figcaption>C</figcaption></figure>', ("a.jpg", "A", "C")),
    ('<figure><figcaption>C</figcaption><img src="a.jpg"></figure>', ("a.jpg", None, "C")),
    ('<img src="data:x" data-src="a.jpg">', ("a.jpg", None, None)),
    ('<img srcset="a.jpg 100w, b.jpg 900w">', ("b.jpg", None, None)),
    ('<picture><source srcset="b.jpg"><img></picture>', ("b.jpg", None, None)),
    ('<noscript><img src="a.jpg"></noscript>', None),
    ('<img src="a.jpg" width="24">', None),
    ('<img class="avatar" src="a.jpg">', None),
    ('<img src="javascript:x">', None),
    ('<img src="/x/pixel.gif">', None),
    ("<img>", None),
]


@pytest.mark.parametrize(("html", "expected"), FIGURES)
def test_figures(html: str, expected: tuple[str, str | None, str | None] | None) -> None:
    found = [b for b in blocks_of(f"<p>before</p>{html}<p>after</p>") if b.type == "figure"]
    shown = [((b.src or "").removeprefix("https://example.org/a/"), b.alt, b.caption) for b in found]
    assert shown == ([] if expected is None else [expected])


def test_a_picture_of_what_is_not_kept_is_left_out() -> None:
    page = page_of('<p>one</p><div><img src="a.jpg"><a href="/x">teaser</a></div><p>two</p>')
    sections = build_sections(page, (0, 2))
    assert [b.type for b in sections[0].blocks] == ["paragraph", "paragraph"]
