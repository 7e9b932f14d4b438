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
    found = passages(ARTICLE)
    assert [passage._replace(id="") for passage in found] == [
        Passage(0, (), "Some words.", ()),
        Passage(2, ("Dough", "Water"), "Dough\nWater\nSome words.", ()),
        Passage(3, ("Dough", "Salt"), "Salt\nSome words.", (POINT,)),
    ]
    assert [passage.id for passage in found] == [chunk.id for chunk in ARTICLE.chunks()]


def test_long_sections_are_cut_and_points_go_where_they_are_shown() -> None:
    lines = tuple(Paragraph(text=f"Sentence {n} of the recipe.") for n in range(6))
    article = Article(
        sections=(Section(heading="Salt", level=1, blocks=lines),),
        key_points=(
            KeyPoint(group=None, label=None, text="Sentence 4 of the recipe.", section=0),
            KeyPoint(group=None, label=None, text="Elsewhere", section=0),
        ),
    )
    found = passages(article, max_chars=60)
    assert "\n".join(passage.text for passage in found) == article.text
    assert [[point.text for point in passage.key_points] for passage in found] == [
        ["Elsewhere"],
        [],
        ["Sentence 4 of the recipe."],
    ]
    assert all(len(passage.text) <= 60 for passage in passages(article, max_chars=60, overlap=20))


def test_metadata_are_flat_and_leave_out_what_is_not_there() -> None:
    assert metadata(ARTICLE, passages(ARTICLE)[2]) == {
        "section": 3,
        "title": "Bread",
        "authors": "A. Baker, B. Miller",
        "date": "2025-03-01",
        "view_count": 0,
        "heading_path": "Dough > Salt",
        "chunk": ARTICLE.chunks()[2].id,
        "key_points": "Salt: two spoons",
    }


def test_an_article_without_text_has_no_passages() -> None:
    assert passages(Article()) == ()
