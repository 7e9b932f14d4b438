from __future__ import annotations

import json
from pathlib import Path

import pytest

from tearsheet.fields.title import title_candidates
from tearsheet.fields.title_pool import MOST_CANDIDATES
from tearsheet.page import Page
from tearsheet.page.read import read_tree
from tearsheet.ranking.choose import choose

TEXT = "<p>" + "The tram ran late again, and nobody at the stop knew why. " * 4 + "</p>"

CASES = json.loads((Path(__file__).parent / "cases" / "title.json").read_text(encoding="utf-8"))


def page_of(html: str, url: str | None = None) -> Page:
    return Page.from_tree(read_tree(f"<html><head>{html}{TEXT}".encode()), url=url)


@pytest.mark.parametrize("name", CASES)
def test_title(name: str) -> None:
    page = page_of('<meta charset="utf-8">' + CASES[name]["html"])
    found, evidence = choose(page, title_candidates(page))
    assert found == CASES[name]["title"]
    assert evidence.score is not None
    assert evidence.score <= 1


def test_no_title() -> None:
    assert title_candidates(page_of("<body>")) == ()


def test_rejected_candidates_say_why() -> None:
    page = page_of(
        '<title>Rain falls on the old town | The Daily Cup</title><meta property="og:site_name" content="The Daily Cup">'
        "<body><h1>Rain falls on the old town</h1>"
    )
    reasons = {c.value: c.rejected for c in title_candidates(page)}
    assert reasons == {
        "Rain falls on the old town": None,
        "Rain falls on the old town | The Daily Cup": "affix",
        "The Daily Cup": "site-name",
    }


def test_the_host_is_evidence_of_the_site() -> None:
    html = "<title>Rain falls on the old town - Cupnews</title><body>"
    best = title_candidates(page_of(html, url="https://www.cupnews.example/rain"))[0]
    assert best.value == "Rain falls on the old town"
    assert best.rule == "title.title-tag-cut"


def test_every_candidate_points_to_its_place() -> None:
    page = page_of("<title>Rain falls | Cup</title><body><h1>Rain falls <em>today</em></h1>")
    for candidate in title_candidates(page):
        assert page.nodes.tags[candidate.place.node] in ("title", "h1")
        assert candidate.rule.startswith("title.")


def test_a_flood_of_titles_is_bounded() -> None:
    metas = "".join(f'<meta property="og:title" content="Rain {i} | Cup {i}">' for i in range(500))
    assert len(title_candidates(page_of(metas + "<body><h1>Rain</h1>"))) == MOST_CANDIDATES


def test_long_runs_of_space_are_no_title() -> None:
    page = page_of(f'<meta property="og:title" content="Rain{" " * 200_000}- Cup"><body>')
    assert title_candidates(page)[0].value in {"Rain", "Rain - Cup"}
