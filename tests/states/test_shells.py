"""The article in the data of pages that show nothing themselves."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

import tearsheet

_spec = importlib.util.spec_from_file_location("shells", Path(__file__).with_name("shells.py"))
assert _spec is not None
assert _spec.loader is not None
shells: Any = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(shells)

CASES = [(shape, story) for shape in shells.SHAPES for story in shells.STORIES]


@pytest.mark.parametrize(
    ("shape", "story"), CASES, ids=[f"{shape.__name__}-{story.title[:12]}" for shape, story in CASES]
)
def test_shell(shape: Any, story: Any) -> None:
    article = tearsheet.parse(shape(story))
    lines = article.text.splitlines()
    assert [line for line in lines if line in story.parts] == list(story.parts)
    assert article.title == story.title
    if shape.__name__ not in shells.DATELESS:
        assert article.date is not None
        assert article.date.isoformat()[:10] == story.date[:10]
    locator = article.evidence["sections"].locator
    if shape.__name__ != "shadow":
        assert locator is not None
        assert locator.pointer
