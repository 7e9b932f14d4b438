"""Breadcrumb strings in many forms, and strings that only look like them."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from tearsheet.parsing.breadcrumbs import MAX_CHARS, is_lead, is_title, parse_breadcrumb

CASES = json.loads(Path(__file__).with_name("breadcrumb_cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["trails"], ids=lambda case: case["text"])
def test_trails(case: dict[str, Any]) -> None:
    assert parse_breadcrumb(case["text"], case["title"]) == tuple(case["crumbs"])


@pytest.mark.parametrize("text", CASES["others"])
def test_other_strings_are_none(text: str) -> None:
    assert parse_breadcrumb(text) is None


def test_a_lead_alone_is_recognised() -> None:
    assert is_lead("Vous êtes ici :")
    assert parse_breadcrumb("Vous êtes ici :") is None


def test_a_shortened_title_needs_some_length() -> None:
    assert is_title("Rye bread for begin…", "Rye bread for beginners")
    assert not is_title("Rye", "Rye bread for beginners")


@pytest.mark.parametrize(
    "text", [">" * MAX_CHARS, "a > " * (MAX_CHARS // 4), " - " * (MAX_CHARS // 3), "1. a " * 60]
)
def test_long_runs_of_separators_take_no_time(text: str) -> None:
    start = time.perf_counter()
    parse_breadcrumb(text)
    assert time.perf_counter() - start < 1
