from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tearsheet.body.selection import BodySelection
from tearsheet.fields.breadcrumbs import breadcrumb_candidates
from tearsheet.fields.category import category_candidates
from tearsheet.page import Page
from tearsheet.ranking.choose import choose

CASES = json.loads((Path(__file__).parent / "cases" / "category.json").read_text(encoding="utf-8"))
Maker = Callable[[str, str | None], tuple[Page, BodySelection]]


@pytest.mark.parametrize("name", CASES)
def test_category(name: str, laid_out: Maker) -> None:
    case = CASES[name]
    page, selection = laid_out(case["html"], case.get("url"))
    trails = breadcrumb_candidates(page, selection, "How moss spreads")
    found, evidence = choose(page, category_candidates(page, selection, trails))
    assert (found, evidence.rule) == (case["category"], case["rule"])


def test_refused_candidates_say_why(laid_out: Maker) -> None:
    page, selection = laid_out(
        "<meta property='article:section' content='Uncategorized'><p class='kicker'>A wet spring</p><h1>Moss</h1>",
        None,
    )
    _, evidence = choose(page, category_candidates(page, selection, ()))
    assert evidence.reason == "all-rejected"
    assert {c.value: c.reason for c in evidence.rejected} == {
        "Uncategorized": "placeholder",
        "A wet spring": "unlinked-kicker",
    }
