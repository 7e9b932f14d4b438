from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.parsing.urls import (
    absolute_url,
    host_labels,
    host_of,
    is_web_url,
    parts_of,
    path_of,
    spans_of_any,
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


PIECES = [
    "http",
    "s",
    "://",
    ":",
    "//",
    "/",
    "a",
    "B.c",
    "b-c_d",
    "80",
    ".",
    "..",
    "?",
    "#",
    ";",
    "[",
    "]",
    "@",
    "%20",
]
SIGNS = st.sampled_from([*PIECES, " ", "\n", "é", "&q=1", '"', "\\", "\x7f"])
PLAIN = st.tuples(st.sampled_from(["http://", "https://"]), st.lists(SIGNS, max_size=8)).map(
    lambda parts: parts[0] + "a.example" + "".join(parts[1])
)
URLS = PLAIN | st.lists(SIGNS, max_size=10).map("".join)


def by_standard_library(base: str | None, href: str) -> str | None:
    """What is said of `absolute_url`, without any shortcut."""
    try:
        joined = urljoin(base or "", href.strip())
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and parts.netloc else None


@given(st.none() | URLS, URLS)
def test_shortcuts_resolve_as_the_standard_library_does(base: str | None, href: str) -> None:
    assert absolute_url(base, href) == by_standard_library(base, href)


@given(URLS)
def test_shortcuts_part_as_the_standard_library_does(url: str) -> None:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return
    assert (host_of(url), path_of(url)) == (host, parts.path)
    web = (
        url.lower().startswith(("http:", "https:")) and ("." in host or ":" in host) and url.split() == [url]
    )
    assert is_web_url(url) == web


@pytest.mark.parametrize(
    ("url", "spans"),
    [
        ("https://a.example", (8, 17, 17, 17)),
        ("http://a.example:80/b?c?d#e#f", (7, 16, 19, 21)),
        ("http://a.example?c", (7, 16, 16, 16)),
        ("http://a", (7, 8, 8, 8)),
        ("HTTP://a.example", None),
        ("http://", None),
        ("http:///b", None),
        ("http://a.example:/", None),
        ("http://me@a.example/", None),
        ("http://a.example/?", None),
        ("http://a.example/?#b", None),
        ("http://a.example/#", None),
        ("http://a.example/b;c", None),
        ("http://a.example/b c", None),
        ("http://a.example/é", None),
        ("/b", None),
        ("", None),
    ],
)
def test_plain_urls(url: str, spans: tuple[int, int, int, int] | None) -> None:
    assert spans_of_any(url) == spans
