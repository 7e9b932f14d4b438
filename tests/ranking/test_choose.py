"""Choosing: the first candidate that its rule did not refuse wins, compiled as in Python."""

from __future__ import annotations

import datetime as dt
from typing import Any

import forms
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tearsheet.article.model import Author, Evidence
from tearsheet.page import Page
from tearsheet.page.read import read_tree
from tearsheet.ranking.candidates import Candidate, Place, as_text
from tearsheet.ranking.choose import KEPT_LOSERS, NO_CANDIDATE, choose, choose_any

PAGE = Page.from_tree(read_tree("<h1>One</h1><p>Two</p><p>Three</p>"))


class Line(str):  # a str, but not by its very type
    __slots__ = ()


VALUES = st.sampled_from(
    ["One", "Two", 3, dt.date(2024, 5, 8), ("a", "b"), (Author(name="Ann"),), Line("Two")]
)
TEXT = st.sampled_from(["One", "", "Two\n", Line("One")])
PLACES = st.builds(
    Place,
    st.integers(-1, len(PAGE.nodes.tags) - 1),
    st.none() | TEXT,
    st.none() | TEXT,
    st.none() | st.tuples(st.integers(-1, 9), st.integers(0, 9)),
)
CANDIDATES: st.SearchStrategy[list[Candidate[Any]]] = st.lists(
    st.builds(
        Candidate,
        value=VALUES,
        raw=TEXT,
        source=st.sampled_from(["html", "meta", "elsewhere"]),
        rule=TEXT,
        place=PLACES,
        rejected=st.none() | st.just("future"),
        score=st.sampled_from([None, 0.5, 1]),
    ),
    min_size=1,
    max_size=KEPT_LOSERS + 3,
)


def outcome(choosing: Any, candidates: Any) -> Any:
    try:
        value, evidence = choosing(PAGE, candidates)
    except ValidationError as error:
        return [(e["loc"], e["type"]) for e in error.errors()]
    told = [evidence, *evidence.rejected, evidence.locator, *(loser.locator for loser in evidence.rejected)]
    return value, evidence, evidence.model_dump_json(), [m and m.model_fields_set for m in told]


@given(CANDIDATES)
def test_compiled_and_plain_agree(candidates: list[Candidate[Any]]) -> None:
    forms.compiled("_select")
    assert outcome(choose, candidates) == outcome(choose_any, candidates)


def test_the_first_that_is_not_refused_wins() -> None:
    """In the evidence stand the others, with the reason of each."""
    early = Candidate("1900", "1900", "html", "date.time", Place(1), rejected="too-old")
    first = Candidate("2024", "in 2024", "meta", "date.meta", Place(2, "content"), score=0.75)
    again = Candidate("2024", "2024", "html", "date.line", Place(3))
    other = Candidate("2025", "2025", "html", "date.line", Place(3))
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
    assert [loser.reason for loser in evidence.rejected] == ["too-old", "duplicate", "lower-rank"]


def test_none_wins() -> None:
    refused = Candidate("1900", "1900", "html", "date.time", Place(1), rejected="too-old")
    value, evidence = choose(PAGE, (refused,))
    assert value is None
    assert evidence == Evidence(reason="all-rejected", rejected=evidence.rejected)
    assert choose(PAGE, ()) == (None, NO_CANDIDATE)


def test_only_the_best_losers_are_kept() -> None:
    many = tuple(Candidate(str(i), str(i), "html", "date.line", Place(1)) for i in range(KEPT_LOSERS + 5))
    _, evidence = choose(PAGE, many)
    assert [loser.value for loser in evidence.rejected] == [c.value for c in many[1 : KEPT_LOSERS + 1]]


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
