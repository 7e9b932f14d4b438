from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from articles import articles, lines, marks
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tearsheet.article.model import (
    Article,
    Code,
    Figure,
    List,
    ListItem,
    Mark,
    Paragraph,
    Quote,
    Section,
    Table,
)
from tearsheet.render.markdown import to_markdown

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from flat(token.children or [])


def read(markdown: str) -> list[Token]:
    return list(flat(READER.parse(markdown)))


def shown(tokens: list[Token]) -> str:
    """The characters that a reader sees, without white space and without pictures."""
    texts = [
        t.content for t in tokens if t.type in {"text", "code_inline", "fence", "code_block", "text_special"}
    ]
    return "".join("".join(texts).split())


def article(*blocks: object, **fields: object) -> Article:
    return Article.model_validate({"sections": [{"heading": None, "level": 0, "blocks": blocks}], **fields})


@given(articles())
def test_no_text_becomes_markup(made: Article) -> None:
    tokens = read(to_markdown(made))
    kinds = {t.type for t in tokens}
    assert kinds.isdisjoint({"html_block", "html_inline", "hr", "s_open"})
    for token in tokens:
        for name in ("href", "src"):
            address = str(token.attrGet(name) or "https:").lower()
            assert address.partition(":")[0] in {"https", "mailto"} or ":" not in address
    headings = [t.tag for t in tokens if t.type == "heading_open"]
    assert len([h for h in headings if h != "h1"]) <= sum(s.heading is not None for s in made.sections)


@given(lines.flatmap(lambda text: st.tuples(st.just(text), marks(text))))
@example(("Stop!here", (Mark(type="link", start=5, end=9, href="/a"),)))  # no picture
@example(("Stop! here", (Mark(type="code", start=5, end=6), Mark(type="link", start=6, end=10, href="/a"))))
def test_a_paragraph_reads_back_as_its_text(drawn: tuple[str, tuple[Mark, ...]]) -> None:
    text, found = drawn
    plain = tuple(m for m in found if m.type in {"link", "code"})  # emphasis has its own test
    tokens = read(to_markdown(article(Paragraph(text=text, marks=plain).model_dump())))
    assert shown(tokens) == "".join(text.split())
    assert len([t for t in tokens if t.type == "paragraph_open"]) == bool(text)


@given(st.lists(lines.filter(bool), min_size=1, max_size=4))
def test_items_read_back_as_items(texts: list[str]) -> None:
    tokens = read(to_markdown(article(List(items=tuple(ListItem(text=t) for t in texts)).model_dump())))
    assert shown(tokens) == "".join("".join(texts).split())
    assert len([t for t in tokens if t.type == "list_item_open"]) == len(texts)


@given(st.lists(st.tuples(lines, lines), min_size=1, max_size=4))
def test_cells_read_back_as_cells(rows: list[tuple[str, str]]) -> None:
    tokens = read(to_markdown(article(Table(rows=tuple(rows)).model_dump())))
    assert shown(tokens) == "".join("".join(a + b for a, b in rows).split())
    assert len([t for t in tokens if t.type == "td_open"]) == 2 * len(rows)


@given(st.text("`ab \n~", max_size=30))
def test_code_reads_back_as_it_is(text: str) -> None:
    (fence,) = [t for t in read(to_markdown(article(Code(text=text).model_dump()))) if t.type == "fence"]
    assert fence.content.rstrip("\n") == text.rstrip("\n")


EMPHASIS = [
    ("a bold word", [(2, 6)], "a **bold** word\n"),
    ("Label: text", [(0, 6)], "**Label:** text\n"),
    ("Label:text", [(0, 6)], "Label:text\n"),
    ("one two", [(0, 3), (3, 7)], "**one** two\n"),
    ("onetwo", [(0, 3), (3, 6)], "**one**two\n"),
    ("粗体字", [(0, 2)], "**粗体**字\n"),
]


@pytest.mark.parametrize(("text", "ranges", "expected"), EMPHASIS)
def test_emphasis_only_where_markdown_can_show_it(
    text: str, ranges: list[tuple[int, int]], expected: str
) -> None:
    found = tuple(Mark(type="strong", start=a, end=b) for a, b in ranges)
    assert to_markdown(article(Paragraph(text=text, marks=found).model_dump())) == expected


def test_every_kind_of_block() -> None:
    made = Article(
        title="On kettles",
        subtitle="A short guide",
        sections=(
            Section(
                heading=None,
                level=0,
                blocks=(
                    Paragraph(
                        text="See the list\nbelow.",
                        marks=(Mark(type="link", start=8, end=12, href="https://example.org/a (b)"),),
                    ),
                ),
            ),
            Section(
                heading="Kinds",
                level=1,
                blocks=(
                    List(
                        items=(
                            ListItem(text="Gas", items=(ListItem(text="whistling"), ListItem(text="plain"))),
                            ListItem(text="Electric"),
                        )
                    ),
                    List(
                        ordered=True, items=(ListItem(text="Fill", number=3), ListItem(text="Boil", number=4))
                    ),
                    Table(
                        header=("Kind", "Litres"),
                        rows=(("Gas", "1.7"), ("Electric", "1.7")),
                        repeated=((2, 1),),
                    ),
                    Quote(text="It sings.\nIt boils.", cite="A cook"),
                    Code(text="boil(water)", language="python"),
                    Figure(src="https://example.org/k.jpg", alt="A kettle", caption="My kettle"),
                ),
            ),
        ),
    )
    assert to_markdown(made).splitlines() == [
        "# On kettles",
        "",
        "A short guide",
        "",
        "See the [list](https://example.org/a%28b%29)\\",
        "below.",
        "",
        "## Kinds",
        "",
        "- Gas",
        "  - whistling",
        "  - plain",
        "- Electric",
        "",
        "3) Fill",
        "4) Boil",
        "",
        "| Kind | Litres |",
        "| --- | --- |",
        "| Gas | 1.7 |",
        "| Electric |  |",
        "",
        "> It sings.\\",
        "> It boils.",
        ">",
        "> — A cook",
        "",
        "```python",
        "boil(water)",
        "```",
        "",
        "![A kettle](https://example.org/k.jpg)",
        "",
        "My kettle",
    ]


def test_front_matter_is_yaml_of_json_values() -> None:
    made = article(
        title='A "title": with --- signs', date="2025-03-01", tags=["a", "b"], authors=[{"name": "Ann"}]
    )
    head = to_markdown(made, front_matter=True).split("---\n")[1]
    fields = {k: json.loads(v) for k, v in (line.split(": ", 1) for line in head.splitlines()[:-1] or [head])}
    assert fields["date"] == "2025-03-01"
