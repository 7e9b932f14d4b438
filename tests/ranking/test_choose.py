"""Choosing: the first candidate that its rule did not refuse wins."""

from __future__ import annotations

import datetime as dt

import pytest

from tearsheet.article.model import Author, Evidence
from tearsheet.page import Page
from tearsheet.page.read import read_tree
from tearsheet.ranking.candidates import Candidate, SourceRef, as_text
from tearsheet.ranking.choose import MAX_REJECTED, NO_CANDIDATE, choose

PAGE = Page.from_tree(read_tree("<h1>One</h1><p>Two</p><p>Three</p>"))


def test_the_first_that_is_not_refused_wins() -> None:
    """The evidence contains the others, each with its reason."""
    early = Candidate("1900", "1900", "html", "date.time", SourceRef(1), rejected="too-old")
    first = Candidate("2024", "in 2024", "meta", "date.meta", SourceRef(2, "content"), score=0.75)
    again = Candidate("2024", "2024", "html", "date.line", SourceRef(3))
    other = Candidate("2025", "2025", "html", "date.line", SourceRef(3))
    value, evidence = choose(PAGE, (early, first, again, other))
    assert value == "2024"
    assert (evidence.source, evidence.raw, evidence.rule, evidence.score) == (
        "meta",
        "in 2024",
        "date.meta",
        0.75,
    )
    assert evidence.locator is not None
    assert (evidence.locator.xpath, evidence.locator.attribute) == (PAGE.xpath(2), "content")
    assert [rejected.reason for rejected in evidence.rejected] == ["too-old", "duplicate", "lower-rank"]


def test_none_wins() -> None:
    refused = Candidate("1900", "1900", "html", "date.time", SourceRef(1), rejected="too-old")
    value, evidence = choose(PAGE, (refused,))
    assert value is None
    assert evidence == Evidence(reason="all-rejected", rejected=evidence.rejected)
    assert choose(PAGE, ()) == (None, NO_CANDIDATE)


def test_only_the_best_rejected_candidates_are_kept() -> None:
    many = tuple(
        Candidate(str(i), str(i), "html", "date.line", SourceRef(1)) for i in range(MAX_REJECTED + 5)
    )
    _, evidence = choose(PAGE, many)
    assert [rejected.value for rejected in evidence.rejected] == [c.value for c in many[1 : MAX_REJECTED + 1]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("One", "One"),
        (dt.date(2024, 5, 8), "2024-05-08"),
        (("é", "b"), '["é", "b"]'),
        ((Author(name="Ann"),), '["Ann"]'),
        (3, "3"),
    ],
)
def test_values_as_text(value: object, text: str) -> None:
    assert as_text(value) == text
