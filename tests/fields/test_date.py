from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tearsheet.body.selection import BodySelection
from tearsheet.fields.date import date_candidates
from tearsheet.fields.date_mentions import (
    _SEPARATORS,
    MOST_RELATED,
    _meta_roles,
    _role_of_compound,
    dateless_keys,
    read_dates,
)
from tearsheet.fields.date_modified import date_modified_candidates
from tearsheet.page import Page
from tearsheet.ranking.choose import choose

CASES = json.loads((Path(__file__).parent / "cases" / "date.json").read_text(encoding="utf-8"))
NOW = dt.datetime(2026, 1, 15, 12, 0, tzinfo=dt.UTC)
Maker = Callable[[str, str | None], tuple[Page, BodySelection]]


@pytest.mark.parametrize("name", CASES)
def test_dates(name: str, laid_out: Maker) -> None:
    case = CASES[name]
    page, selection = laid_out(case["html"], case.get("url"))
    marks = read_dates(page, selection, language=case.get("language", "en"), now=NOW)
    found, evidence = choose(page, date_candidates(marks))
    modified, _ = choose(page, date_modified_candidates(marks))
    assert (found and found.isoformat()) == case["date"]
    assert (modified and modified.isoformat()) == case.get("modified")
    for reason in case.get("reasons", ()):
        assert reason in {c.reason for c in evidence.rejected}


def test_without_now_nothing_is_relative_or_future(laid_out: Maker) -> None:
    page, selection = laid_out("<h1>Moss</h1><p>Posted 3 hours ago</p><p>Published 3 May 2031</p>", None)
    found, _ = choose(page, date_candidates(read_dates(page, selection, language="en")))
    assert found == dt.date(2031, 5, 3)


def _live_blog(updates: int, shown: str) -> str:
    listed = [
        {
            "@type": "BlogPosting",
            "datePublished": f"2024-05-{1 + i * 3 // updates:02}",
            "dateModified": "2024-05-09",
        }
        for i in range(updates)
    ]
    blog = {"@type": "LiveBlogPosting", "headline": "Moss", "liveBlogUpdate": listed}
    script = f'<script type="application/ld+json">{json.dumps(blog)}</script>'
    return f"{script}<h1>Moss</h1><p>{shown}</p>"


def test_few_dates_of_other_things_are_reported_for_each_role(laid_out: Maker) -> None:
    page, selection = laid_out(_live_blog(500, "Soft and green"), None)
    roles = [m.role for m in read_dates(page, selection, language="en") if m.refused == "related"]
    assert roles.count("published") == roles.count("modified") == MOST_RELATED


@pytest.mark.parametrize("updates", [3, 500])
def test_all_dates_of_other_things_settle_an_order(updates: int, laid_out: Maker) -> None:
    page, selection = laid_out(_live_blog(updates, "03/05/2024"), None)
    found, _ = choose(page, date_candidates(read_dates(page, selection)))
    assert found == dt.date(2024, 5, 3)


def test_keys_that_say_nothing_of_dates_have_no_role() -> None:
    """They are skipped before their role is looked at."""
    for key in dateless_keys():
        assert key == key.lower()
        assert key.translate(_SEPARATORS) not in _meta_roles()
        assert _role_of_compound(key) is None
