from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tearsheet.article.model import Kind
from tearsheet.body.selection import BodySelection
from tearsheet.fields.author_sources import MOST_READ
from tearsheet.fields.authors import MOST_LISTS, author_candidates
from tearsheet.page import Page
from tearsheet.page.read import read_tree
from tearsheet.ranking.choose import choose

CASES = json.loads((Path(__file__).parent / "cases" / "authors.json").read_text(encoding="utf-8"))
TEXT = "<p>" + "The tram ran late again, and nobody at the stop knew why. " * 4 + "</p>"


def page_of(case: dict[str, Any], url: str | None = None) -> Page:
    body = case.get("body", "<h1>Rain</h1>")
    body = body.replace("TEXT", TEXT * 20) if "TEXT" in body else body + TEXT * 20
    head = '<meta charset="utf-8">' + case.get("html", "")
    return Page.from_tree(read_tree(f"<html><head>{head}</head><body>{body}</body>".encode()), url=url)


def select_body(page: Page) -> BodySelection:
    headline = next((i for i, block in enumerate(page.blocks) if block.text == "Rain"), -1)
    kept = tuple(i for i, block in enumerate(page.blocks) if block.text.startswith("The tram"))
    probabilities = tuple(float(i in kept) for i in range(len(page.blocks)))
    return BodySelection(headline, kept, probabilities, ("probability",) * len(page.blocks))


@pytest.mark.parametrize("name", CASES)
def test_authors(name: str) -> None:
    page = page_of(CASES[name])
    authors, _ = choose(page, author_candidates(page, select_body(page)))
    assert [a.name for a in authors or ()] == CASES[name]["authors"]


def test_agreement_raises_the_score() -> None:
    declared = {"html": '<meta name="author" content="Ada Lund">'}
    both = {**declared, "body": '<h1>Rain</h1><p class="byline">By Ada Lund</p>'}
    scores = []
    for case in (declared, both):
        page = page_of(case)
        scores.append(choose(page, author_candidates(page, select_body(page)))[1].score or 0)
    assert scores[0] < scores[1] <= 1


def test_the_author_page_is_kept_from_whoever_gives_it() -> None:
    page = page_of(
        {
            "html": '<meta name="author" content="Ada Lund">',
            "body": '<h1>Rain</h1><a rel="author" href="/ada">Ada Lund</a>',
        },
        url="https://cup.example.org/rain",
    )
    authors, evidence = choose(page, author_candidates(page, select_body(page)))
    assert authors is not None
    assert authors[0].url == "https://cup.example.org/ada"
    assert evidence.rule == "authors.meta"


def test_a_link_to_another_site_is_no_author() -> None:
    def rules(address: str) -> set[str]:
        body = f'<h1>Rain</h1><p><a href="{address}">Ada Lund</a> wrote on 3 May 2024</p>'
        page = page_of({"body": body}, url="https://cup.example.org/rain")
        return {c.rule for c in author_candidates(page, select_body(page))}

    assert "authors.author-link" in rules("https://cup.example.org/author/ada-lund")
    assert "authors.author-link" not in rules("https://licences.kettle.net/author/ada-lund")


def test_rejected_candidates_stay() -> None:
    page = page_of(CASES["the byline's order stands over the data's first author"])
    candidates = author_candidates(page, select_body(page))
    assert [a.name for a in candidates[0].value] == ["Ada Lund", "Bo Ek"]
    assert "authors.meta" in [c.rule for c in candidates]


def test_a_surname_keeps_its_particle_with_a_capital() -> None:
    page = page_of({"body": '<h1>Rain</h1><p class="author">De Wit Jan</p>TEXT'})
    candidates = author_candidates(page, select_body(page))
    assert [[a.name for a in c.value] for c in candidates] == [["De Wit Jan"]]


def test_no_author() -> None:
    page = page_of({})
    assert author_candidates(page, select_body(page)) == ()


def test_a_flood_of_names_in_one_list_is_bounded() -> None:
    data = json.dumps({"@type": "Article", "headline": "Rain", "author": ["-"] * MOST_READ + ["Ada Lund"]})
    page = page_of({"html": f'<script type="application/ld+json">{data}</script>'})
    names = {a.name for c in author_candidates(page, select_body(page)) for a in c.value}
    assert "Ada Lund" not in names


def test_a_flood_of_authors_is_bounded() -> None:
    entities = ", ".join(
        f'{{"@type": "Article", "author": "Ada Lund{chr(97 + i % 26)}{i}"}}' for i in range(300)
    )
    page = page_of({"html": f'<script type="application/ld+json">[{entities}]</script>'})
    assert len(author_candidates(page, select_body(page))) == MOST_LISTS


@pytest.mark.parametrize(("kind", "names"), [("article", ["Ada Lund"]), ("product", [])])
def test_only_what_somebody_writes_is_signed(kind: Kind, names: list[str]) -> None:
    page = page_of({"body": "<h1>Rain</h1>TEXT<p>Ada Lund</p>"})
    authors, _ = choose(page, author_candidates(page, select_body(page)._replace(kind=kind)))
    assert [a.name for a in authors or ()] == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (
            "This is a guest post by Ada Lund, who has measured rain for forty years.",
            ["Ada Lund"],
        ),
        ("Artículo invitado de Ada Lund", ["Ada Lund"]),
        ("This article by Ada Lund first appeared in the Rain Quarterly.", ["Ada Lund"]),
        ("This story was first written by Ada Lund for the Rain Quarterly, years ago.", ["Ada Lund"]),
        ("Artikel ini ditulis oleh Ada Lund dari sebuah desa di tepi laut yang jauh.", ["Ada Lund"]),
        ("El autor leyó un texto de Julio Cortázar en la plaza, bajo la lluvia de mayo.", []),
        ("A blog post by Elon Musk caused the shares of the company to fall for three days.", []),
        ("Acara itu dibuka oleh Joko Widodo di sebuah desa di tepi laut yang jauh.", []),
        ("The article by the sea wall was found again, wet and torn, after the long rain.", []),
        ("Half of the village was saved by Ada Lund and her crew during the long rain.", []),
    ],
)
def test_guests_and_reprints_are_named_in_sentences(line: str, names: list[str]) -> None:
    page = page_of({"body": f"<h1>Rain</h1><p>{line}</p>TEXT"})
    authors, _ = choose(page, author_candidates(page, select_body(page)._replace(kind="article")))
    assert [a.name for a in authors or ()] == names
