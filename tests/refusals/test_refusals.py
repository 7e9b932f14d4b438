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


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_page(case: Any) -> None:
    try:
        tearsheet.parse(case.html)
    except tearsheet.NotAnArticle as error:
        assert case.reason is not None
        assert error.reason in {case.reason, *NEAR.get(case.reason, ())}
    except tearsheet.UnsupportedInput:
        assert case.reason == "unsupported"
    else:
        assert case.reason is None
