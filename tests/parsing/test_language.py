from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.parsing.language import parse_language


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("en", "en"),
        ("EN-us", "en-US"),
        ("en_GB", "en-GB"),
        (" de ", "de"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("es-419", "es-419"),
        ("fil", "fil"),
        ("sr-Latn", "sr-Latn"),
        ("de_DE.UTF-8", "de-DE"),
        ("en-US, fr", "en-US"),
        ("und", None),
        ("deutsch", None),
        ("e", None),
        ("{{ lang }}", None),
        ("", None),
    ],
)
def test_parse_language(text: str, tag: str | None) -> None:
    assert parse_language(text) == tag


@given(st.from_regex(r"[a-zA-Z]{2,3}([-_][a-zA-Z]{4})?([-_][a-zA-Z]{2})?", fullmatch=True))
def test_a_tag_is_its_own_form(text: str) -> None:
    tag = parse_language(text)
    assert tag is None or parse_language(tag) == tag
