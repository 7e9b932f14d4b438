"""Walls, feeds and empty pages are refused for the right reason; articles that look like them are read."""

from __future__ import annotations

import more_walls
import pytest
import walls
from refusal_case import Case

import tearsheet

CASES = [*more_walls.CASES, *walls.CASES]
NEAR = {"challenge": {"captcha"}, "login-wall": {"search-form"}}
"""Reasons that say the same of a page that is both."""


def _refusal(html: str | bytes) -> str | None:
    try:
        tearsheet.parse(html)
    except tearsheet.NotAnArticle as error:
        return error.reason
    except tearsheet.UnsupportedInput:
        return "unsupported"
    return None


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_page(case: Case) -> None:
    assert _refusal(case.html) in {case.reason, *NEAR.get(case.reason or "", ())}
