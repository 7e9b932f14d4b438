"""Walls, feeds and empty pages are refused for the right reason; articles that look like them are read."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

import tearsheet


def _cases(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.CASES


CASES = [case for name in ("seen", "unseen") for case in _cases(name)]
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
def test_page(case: Any) -> None:
    assert _refusal(case.html) in {case.reason, *NEAR.get(case.reason, ())}
