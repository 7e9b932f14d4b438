"""Parses URLs: host, site name, path, and resolution of relative URLs."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

_NO_NAME = frozenset(
    (
        "www",
        "m",
        "mobile",
        "amp",
        "co",
        "com",
        "net",
        "org",
        "gov",
        "edu",
        "ac",
        "gob",
        "gouv",
        "or",
        "ne",
        "go",
    )
)
"""Labels of a host that do not name its owner: conventional first labels, and second-level public suffixes.

Source: reasoning; the most common entries of the public suffix list, which is too large to include.
"""


def host_of(url: str | None) -> str:
    """Return the host of ``url`` in lower case, without the port; '' if it has none or is invalid.

    >>> host_of("https://News.Example.org:8080/a?b")
    'news.example.org'
    >>> host_of("/a/b")
    ''
    """
    if not url:
        return ""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def host_labels(host: str) -> tuple[str, ...]:
    """Return the labels of ``host`` that may name the site, the most specific first; empty if there are none.

    The top-level domain and labels that do not name the owner are left out.

    >>> host_labels("www.daily-cup.co.uk")
    ('daily-cup',)
    >>> host_labels("blog.example.org")
    ('example', 'blog')
    """
    labels = [label for label in host.split(".") if label][:-1]
    return tuple([label for label in reversed(labels) if label not in _NO_NAME])


def is_web_url(url: str) -> bool:
    """Return whether ``url`` is an absolute http(s) URL with a dotted host and without white space.

    >>> is_web_url("https://example.org/a"), is_web_url("//example.org/a"), is_web_url("https://a b/")
    (True, False, False)
    """
    if not url.lower().startswith(("http:", "https:")):
        return False
    host = host_of(url)
    return ("." in host or ":" in host) and url.split() == [url]


def path_of(url: str | None) -> str:
    """Return the path of ``url``; '' if it has none or is invalid.

    >>> path_of("https://example.org/a/b?c#d")
    '/a/b'
    """
    return parts_of(url).path


def absolute_url(base: str | None, href: str) -> str | None:
    """Return ``href`` as an absolute http(s) URL, resolved against ``base`` if relative; None if that is not possible.

    >>> absolute_url("https://example.org/a/b", "/c"), absolute_url("https://example.org/a/b", "c")
    ('https://example.org/c', 'https://example.org/a/c')
    >>> absolute_url(None, "https://example.org/a"), absolute_url(None, "/a")
    ('https://example.org/a', None)
    """
    href = href.strip()
    if not base and href.startswith("/"):
        return None
    try:
        joined = urljoin(base or "", href)
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and parts.netloc else None


def parts_of(url: str | None) -> SplitResult:
    """Return the parts of ``url``; all empty if it is invalid.

    >>> parts_of("https://example.org/a/b?c#d").query, parts_of("https://[example/a").path
    ('c', '')
    """
    try:
        return urlsplit(url or "")
    except ValueError:  # such as an invalid IPv6 address in brackets
        return urlsplit("")
