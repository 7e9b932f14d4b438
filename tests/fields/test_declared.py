"""Site, language, canonical URL, main picture and summary: what pages declare, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tearsheet.body.selection import BodySelection
from tearsheet.fields.canonical_url import canonical_url_candidates
from tearsheet.fields.image import image_candidates
from tearsheet.fields.language import language_candidates
from tearsheet.fields.site import site_candidates
from tearsheet.fields.subtitle import subtitle_candidates
from tearsheet.fields.summary import summary_candidates
from tearsheet.page import Page
from tearsheet.page.read import read_tree
from tearsheet.ranking.candidates import Candidate
from tearsheet.ranking.choose import choose

CASES = json.loads((Path(__file__).parent / "cases" / "declared.json").read_text(encoding="utf-8"))
URL = "https://www.cupnews.example/weather/rain"
TITLE = "Rain falls on the old town"
TEXT = "The tram ran late again, and nobody at the stop knew why. "


def select_body(page: Page) -> BodySelection:
    headline = next((i for i, block in enumerate(page.blocks) if block.text == TITLE), -1)
    kept = tuple(i for i, block in enumerate(page.blocks) if block.text.startswith(TEXT[:20]))
    return BodySelection(headline, kept, (0.5,) * len(page.blocks), ("probability",) * len(page.blocks))


READERS: dict[str, Callable[[Page], tuple[Candidate[str], ...]]] = {
    "site": site_candidates,
    "language": language_candidates,
    "canonical_url": canonical_url_candidates,
    "image": lambda page: image_candidates(page, select_body(page)),
    "summary": lambda page: summary_candidates(page, TITLE),
    "subtitle": lambda page: subtitle_candidates(
        page, select_body(page), TITLE, choose(page, summary_candidates(page, TITLE))[0]
    ),
}


@pytest.mark.parametrize(
    ("field", "case"),
    [(f, c) for f, cases in CASES.items() for c in cases],
    ids=lambda v: v["name"] if isinstance(v, dict) else v,
)
def test_field(field: str, case: dict[str, Any]) -> None:
    root = case.get("root", "<html>")
    head = f'<meta charset="utf-8"><title>{TITLE}</title>' if "<title>" not in case.get("head", "") else ""
    text = f"<p>{TEXT * (1 if field == 'language' else 5)}</p>"  # too short to say its language
    body = case.get("body", f"<h1>{TITLE}</h1>") + text + case.get("after", "")
    html = f"<!DOCTYPE html>{root}<head>{head}{case.get('head', '')}</head><body>{body}</body></html>"
    page = Page.from_tree(read_tree(html.encode()), url=case.get("url", URL))
    value, evidence = choose(page, READERS[field](page))
    assert value == case["value"]
    assert [c.reason for c in evidence.rejected if c.reason not in ("duplicate", "lower-rank")] == case.get(
        "refused", []
    )
    if "rule" in case:
        assert evidence.rule == case["rule"]
