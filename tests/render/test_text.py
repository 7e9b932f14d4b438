from __future__ import annotations

from tearsheet.article.model import Article, Figure, List, ListItem, Quote, Section, Table
from tearsheet.render.text import to_text


def test_nothing_twice_and_in_order() -> None:
    made = Article(
        title="not in the text",
        sections=(
            Section(heading=None, level=0, blocks=(Quote(text="One\nTwo", cite="Ann"),)),
            Section(
                heading="Heading",
                level=1,
                blocks=(
                    List(items=(ListItem(text="a", items=(ListItem(text="b"),)), ListItem(text="c"))),
                    Table(
                        header=("H", "H"),
                        rows=(("1", ""), ("1", "2")),
                        caption="Cap",
                        repeated=((0, 1), (2, 0)),
                    ),
                    Figure(src="https://example.org/a.jpg", alt="not text", caption="nor this"),
                ),
            ),
        ),
    )
    assert to_text(made).split("\n") == [
        "One",
        "Two",
        "Ann",
        "Heading",
        "a",
        "b",
        "c",
        "Cap",
        "H",
        "1",
        "2",
    ]


def test_an_empty_body_is_no_text() -> None:
    assert to_text(Article()) == ""
