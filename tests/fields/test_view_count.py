from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tearsheet.body.selection import BodySelection
from tearsheet.fields.view_count import view_count_candidates
from tearsheet.page import Page
from tearsheet.ranking.choose import choose

CASES = json.loads((Path(__file__).parent / "cases" / "view_count.json").read_text(encoding="utf-8"))
Maker = Callable[[str, str | None], tuple[Page, BodySelection]]


@pytest.mark.parametrize("name", CASES)
def test_view_count(name: str, laid_out: Maker) -> None:
    case = CASES[name]
    page, selection = laid_out(case["html"], None)
    found, evidence = choose(
        page, view_count_candidates(page, selection, language=case.get("language", "en"))
    )
    assert found == case["views"]
    for reason in case.get("reasons", ()):
        assert reason in {c.reason for c in evidence.rejected}
