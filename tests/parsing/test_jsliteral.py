"""Values in scripts: what is assigned or handed over, and what only looks like it."""

from __future__ import annotations

from typing import Any

import pytest

from tearsheet.parsing.jsliteral import read_values


@pytest.mark.parametrize(
    ("script", "values"),
    [
        ('window.state={"a": 1};', [{"a": 1}]),
        ('window["state"] \t=\n {a: 1}', [{"a": 1}]),
        ("queue.push({a: 1}); start([2])", [{"a": 1}, [2]]),
        ("render({data : {a: [1]}})", [{"a": [1]}]),
        ("x = JSON.parse('{\"a\": 1}')", [{"a": 1}]),
        ("if (a == {}) b <= [1]", []),
        ("a\n= {b: 1}", []),
        ("unpush({a: 1}); metadata: {a: 1}", []),
        ("a = b = c; {d: 1}", []),
    ],
)
def test_values_stand_behind_a_sign_with_a_name_before_it(script: str, values: list[Any]) -> None:
    assert list(read_values(script)) == values
