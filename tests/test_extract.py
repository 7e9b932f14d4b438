"""Fields can be chosen, and a chosen field is what it is among all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tearsheet import Article, NotAnArticle, parse, parse_text
from tearsheet.extract import FIELDS, ON_REQUEST

FIXTURES = Path(__file__).parent.parent / "fixtures"
NEWS = (FIXTURES / "news-jsonld-graph.html").read_bytes()
NO_ARTICLE = (FIXTURES / "no-article-search-form.html").read_bytes()
WHOLE = parse(NEWS)


def test_every_field_of_an_article_can_be_asked_for_and_has_evidence() -> None:
    assert set(FIELDS) == set(Article.model_fields) - {"schema_version", "url", "evidence"}
    assert set(WHOLE.evidence) == set(FIELDS)


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_alone_is_what_it_is_among_all(name: str) -> None:
    alone = parse(NEWS, fields={name})
    if name in ON_REQUEST:
        assert WHOLE.evidence[name].reason == "not-asked"
    else:
        assert getattr(alone, name) == getattr(WHOLE, name)
        assert alone.evidence[name] == WHOLE.evidence[name]
    others = [f for f in FIELDS if f != name]
    empty = Article()
    assert all(getattr(alone, f) == getattr(empty, f) for f in others)
    assert {alone.evidence[f].reason for f in others} == {"not-asked"}


def test_no_field_at_all_gives_an_empty_article() -> None:
    assert parse(NEWS, url="https://example.org/", fields=()).url == "https://example.org/"


def test_what_is_declared_needs_no_body() -> None:
    assert parse(NO_ARTICLE, fields=["title"]).title == "Search the catalogue"
    with pytest.raises(NotAnArticle):
        parse(NO_ARTICLE, fields=["title", "sections"])


def test_unknown_fields_are_named() -> None:
    with pytest.raises(ValueError, match="no such field: headline, views"):
        parse(NEWS, fields=["title", "views", "headline"])
    with pytest.raises(ValueError, match="no such field"):
        parse_text("Some text.", fields=["x"])
