from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tearsheet.body.selection import BodySelection
from tearsheet.fields.tags import tag_candidates
from tearsheet.page import Page
from tearsheet.ranking.choose import choose

CASES = json.loads((Path(__file__).parent / "cases" / "tags.json").read_text(encoding="utf-8"))
Maker = Callable[[str, str | None], tuple[Page, BodySelection]]


@pytest.mark.parametrize("name", CASES)
def test_tags(name: str, laid_out: Maker) -> None:
    case = CASES[name]
    page, selection = laid_out(case["html"], case.get("url"))
    found, evidence = choose(page, tag_candidates(page, selection))
    assert (found, evidence.rule) == (tuple(case["tags"]) if case["tags"] else None, case["rule"])
