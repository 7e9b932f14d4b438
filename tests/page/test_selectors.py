"""Selectors of style sheets."""

from __future__ import annotations

import pytest

from tearsheet.page.selectors import MAX_AROUND, MAX_SELECTOR, read_selector

ATTRS = {"class": "note wide", "id": "n1", "data-kind": "tip one", "lang": "en-GB", "data-empty": ""}

FITTING = [
    ("aside", True),
    ("p", False),
    (".note", True),
    ("aside.note.wide", True),
    (".note.thin", False),
    ("#n1", True),
    ("aside#n2", False),
    ("[data-kind]", True),
    ("*[data-kind]", True),
    ("[DATA-KIND]", True),
    ("[data-other]", False),
    ("[data-empty]", True),
    ("[data-empty='']", True),
    ("[data-kind='tip one']", True),
    ('[ data-kind = "tip one" ]', True),
    ("[data-kind=tip]", False),
    ("[data-kind~=tip]", True),
    ("[data-kind~=ti]", False),
    ("[lang|=en]", True),
    ("[lang|=e]", False),
    ("[data-kind^=ti]", True),
    ("[data-kind^=one]", False),
    ("[data-kind$=one]", True),
    ("[data-kind$=tip]", False),
    ("[data-kind*='p o']", True),
    ("[data-kind*='']", False),
    ("[data-kind='TIP ONE']", False),
    ("[data-kind='TIP ONE' i]", True),
    ("aside.note[lang][data-kind*=one]", True),
    ("aside.note[lang=fr][data-kind*=one]", False),
]


@pytest.mark.parametrize(("text", "expected"), FITTING)
def test_what_a_compound_fits(text: str, *, expected: bool) -> None:
    selector = read_selector(text)
    assert selector is not None
    assert selector.subject.fits("aside", ATTRS) is expected


def test_ancestors_are_read_from_the_inside() -> None:
    selector = read_selector("main > [data-kind='a b'] .note b")
    assert selector is not None
    assert selector.subject.tag == "b"
    assert [(each.tag, sorted(each.classes), len(each.tests)) for each in selector.around] == [
        ("", ["note"], 0),
        ("", [], 1),
        ("main", [], 0),
    ]


@pytest.mark.parametrize(
    ("less", "more"),
    [("b", ".x"), (".x", "b.x"), ("[lang]", "b[lang]"), (".x.y", "#n"), ("b", "p b"), ("[lang]", "[lang].x")],
)
def test_more_specific_selectors_weigh_more(less: str, more: str) -> None:
    first, second = read_selector(less), read_selector(more)
    assert first is not None
    assert second is not None
    assert first.weight < second.weight


@pytest.mark.parametrize(
    "text",
    [
        "",
        "*",
        "div *",
        "p:hover",
        "p::before",
        "[data-kind]:not(.x)",
        "p + p",
        "p ~ p",
        "[data-kind",
        "[=x]",
        "[data-kind==x]",
        "b " * (MAX_AROUND + 2),
        "b" * (MAX_SELECTOR + 1),
    ],
)
def test_what_is_not_read(text: str) -> None:
    assert read_selector(text.strip()) is None
