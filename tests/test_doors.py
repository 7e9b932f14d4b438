"""What is refused at the doors, and what is said to do instead."""

from __future__ import annotations

from typing import Any

import pytest

import tearsheet

PAGE = "<article><h1>The pier</h1><p>The pier was closed in the autumn after the storm had taken its end.</p></article>"


@pytest.mark.parametrize(
    ("source", "kind", "said"),
    [
        ("pages/pier.html", "path", "parse(pathlib.Path('pages/pier.html'))"),
        ("C:\\\\pages\\\\pier.htm", "path", "pathlib.Path"),
        ("https://pier.example/a?b=c", "url", "url='https://pier.example/a?b=c'"),
        ("The pier was closed. It was autumn.", "text", "parse_text"),
        ("3 < 4 and 5 > 4", "text", "parse_text"),
    ],
)
def test_strings_that_are_no_page(source: str, kind: str, said: str) -> None:
    with pytest.raises(tearsheet.NoMarkup) as caught:
        tearsheet.parse(source)
    assert caught.value.kind == kind
    assert said in str(caught.value)


@pytest.mark.parametrize("source", ["", " \n\t"])
def test_nothing_at_all_is_empty(source: str) -> None:
    with pytest.raises(tearsheet.EmptyInput):
        tearsheet.parse(source)


@pytest.mark.parametrize(
    ("argument", "value", "wanted"),
    [
        ("now", "yesterday", "datetime"),
        ("sites", "rules.toml", "load_rules"),
        ("url", 3, "str"),
        ("fields", "title", "collection"),
    ],
)
def test_arguments_of_a_wrong_type_are_named(argument: str, value: object, wanted: str) -> None:
    options: dict[str, Any] = {argument: value}
    with pytest.raises(TypeError, match=f"^{argument} must be .*{wanted}"):
        tearsheet.parse(PAGE, **options)
