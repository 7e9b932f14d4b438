from __future__ import annotations

import datetime as dt

from tearsheet.article.model import Article, Author, KeyPoint, Paragraph, Section
from tearsheet.integrations.passages import Passage, metadata, passages

TEXT = (Paragraph(text="Some words."),)
POINT = KeyPoint(group=None, label="Salt", text="two spoons", section=3)
ARTICLE = Article(
    title="Bread",
    date=dt.date(2025, 3, 1),
    authors=(Author(name="A. Baker"), Author(name="B. Miller")),
    view_count=0,
    sections=(
        Section(heading=None, level=0, blocks=TEXT),
        Section(heading="Dough", level=1),
        Section(heading="Water", level=2, parent=1, blocks=TEXT),
        Section(heading="Salt", level=2, parent=1, blocks=TEXT),
    ),
    key_points=(POINT,),
)


def test_sections_know_their_path_and_points() -> None:
    assert passages(ARTICLE) == (
        Passage(0, (), "Some words.", ()),
        Passage(2, ("Dough", "Water"), "Water\nSome words.", ()),
        Passage(3, ("Dough", "Salt"), "Salt\nSome words.", (POINT,)),
    )


def test_metadata_are_flat_and_leave_out_what_is_not_there() -> None:
    assert metadata(ARTICLE, passages(ARTICLE)[2]) == {
        "section": 3,
        "title": "Bread",
        "authors": "A. Baker, B. Miller",
        "date": "2025-03-01",
        "view_count": 0,
        "heading_path": "Dough > Salt",
        "key_points": "Salt: two spoons",
    }


def test_an_article_without_text_has_no_passages() -> None:
    assert passages(Article()) == ()
