from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tearsheet import parse_text
from tearsheet.body.selection import BodySelection
from tearsheet.fields.breadcrumbs import breadcrumb_candidates
from tearsheet.page import Page
from tearsheet.ranking.choose import choose

CASES = json.loads((Path(__file__).parent / "cases" / "breadcrumbs.json").read_text(encoding="utf-8"))
TITLE = "How moss spreads"
Maker = Callable[[str, str | None], tuple[Page, BodySelection]]


@pytest.mark.parametrize("name", CASES)
def test_breadcrumbs(name: str, laid_out: Maker) -> None:
    case = CASES[name]
    page, selection = laid_out(case["html"], case.get("url"))
    found, evidence = choose(page, breadcrumb_candidates(page, selection, TITLE))
    assert (found, evidence.rule) == (tuple(case["trail"]) if case["trail"] else None, case["rule"])


def test_rejected_breadcrumbs_are_in_the_evidence(laid_out: Maker) -> None:
    page, selection = laid_out(
        """<script type='application/ld+json'>{"@type":"BreadcrumbList","itemListElement":
        [{"position":1,"name":"Plants"},{"position":2,"name":"Moss"}]}</script>
        <nav class=breadcrumb><a href='/m'>Moss</a></nav><h1>How moss spreads</h1>""",
        None,
    )
    _, evidence = choose(page, breadcrumb_candidates(page, selection, TITLE))
    assert [(c.value, c.reason, c.locator.pointer) for c in evidence.rejected] == [
        ('["Plants", "Moss"]', "lower-rank", "/itemListElement")
    ]


def test_trail_in_text_slices_back() -> None:
    text = (
        "MossDaily\n\nLocation:HOME > Plants > content\n\nHow moss spreads\n\n"
        + "Moss grows on wet walls. " * 20
    )
    article = parse_text(text)
    span = article.evidence["breadcrumbs"].locator
    assert article.breadcrumbs == ("HOME", "Plants")
    assert span is not None
    assert span.span is not None
    assert text[slice(*span.span)] == "Location:HOME > Plants > content"
