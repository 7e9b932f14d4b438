"""Values that are less probable than the caller asks for are withheld, and said to be."""

from __future__ import annotations

from typing import Any

import pytest

import tearsheet

LINE = "<p>" + "The tram ran late again, and nobody at the stop knew why it had not come. " * 4 + "</p>"
PAGE = (
    "<html><head><title>The tram ran late | Cup</title></head><body><article><h1>The tram ran late</h1>"
    f"<p>By Ada Lund, 3 May 2024</p>{LINE * 3}</article></body></html>"
)


def test_everything_is_given_by_default() -> None:
    article = tearsheet.parse(PAGE)
    assert article.title == "The tram ran late"
    assert article.evidence["sections"].score is not None


def test_what_is_less_probable_is_withheld() -> None:
    given, strict = tearsheet.parse(PAGE), tearsheet.parse(PAGE, min_confidence=1.0)
    assert strict.title is None
    assert strict.authors == ()
    evidence = strict.evidence["title"]
    assert evidence.reason == "low-confidence"
    assert evidence.rejected[0].value == given.title
    assert evidence.rejected[0].score == given.evidence["title"].score
    assert strict.sections == given.sections
    assert strict.kind == given.kind


def test_text_is_held_to_it_too() -> None:
    text = "The tram ran late\nBy Ada Lund\n" + "It did not come, and nobody at the stop knew why. " * 12
    assert tearsheet.parse_text(text).title == "The tram ran late"
    assert tearsheet.parse_text(text, min_confidence=1.0).title is None


def test_each_value_is_held_to_the_bound() -> None:
    given = tearsheet.parse(PAGE)
    scores = {name: score for name in ("title", "authors", "date") if (score := given.evidence[name].score)}
    assert len(set(scores.values())) == 3
    for bound in sorted({0.0, 0.5, *scores.values(), *(score + 1e-6 for score in scores.values())}):
        strict = tearsheet.parse(PAGE, min_confidence=bound)
        for name, score in scores.items():
            if score >= bound:
                assert getattr(strict, name) == getattr(given, name), (name, bound)
            else:
                assert not getattr(strict, name), (name, bound)
                assert strict.evidence[name].reason == "low-confidence"


@pytest.mark.parametrize("wrong", [-0.1, 1.5, float("nan")])
def test_it_is_a_probability(wrong: float) -> None:
    with pytest.raises(ValueError, match="min_confidence"):
        tearsheet.parse(PAGE, min_confidence=wrong)


def test_it_is_a_number() -> None:
    wrong: Any = "high"
    with pytest.raises(TypeError, match="min_confidence"):
        tearsheet.parse(PAGE, min_confidence=wrong)
