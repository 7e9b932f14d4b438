from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.parsing.urls import (
    host_labels,
    host_of,
    is_web_url,
    parts_of,
    path_of,
)


@pytest.mark.parametrize(
    ("url", "host", "path"),
    [
        ("https://example.org/a/b?c", "example.org", "/a/b"),
        ("HTTP://EXAMPLE.org:80", "example.org", ""),
        ("//example.org/a", "example.org", "/a"),
        ("/a", "", "/a"),
        ("https://[broken/a", "", ""),
        (None, "", ""),
        ("", "", ""),
    ],
)
def test_parts(url: str | None, host: str, path: str) -> None:
    assert host_of(url) == host
    assert path_of(url) == path


@pytest.mark.parametrize(
    ("host", "labels"),
    [
        ("www.cup.com", ("cup",)),
        ("cup.co.uk", ("cup",)),
        ("news.cup.com", ("cup", "news")),
        ("localhost", ()),
        ("", ()),
    ],
)
def test_host_labels(host: str, labels: tuple[str, ...]) -> None:
    assert host_labels(host) == labels


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "/a",
        "ftp://example.org",
        "https://",
        "https://nodot/a",
        "https://a b.org/",
        "https://[x/",
    ],
)
def test_no_web_url(url: str) -> None:
    assert not is_web_url(url)


@given(st.text(max_size=60))
def test_anything_can_be_asked(text: str) -> None:
    assert isinstance(host_of(text), str)
    assert isinstance(path_of(text), str)
    assert isinstance(parts_of(text).query, str)
    assert is_web_url(text) in (True, False)
