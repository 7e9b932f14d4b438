"""The order of day and month in numeric dates, from the language and region of the page."""

from __future__ import annotations

from collections.abc import Iterator

from tearsheet.page import Page
from tearsheet.parsing.dates import is_day_first
from tearsheet.parsing.words import primary
from tearsheet.vocab import load


def day_first(page: Page, language: str | None) -> bool | None:
    """Return whether the day comes first in numeric dates; None if that is not known.

    If usage differs between regions, the region decides: that of the language tag, of ``og:locale``, ``inLanguage`` or
    ``content-language``, or the country of the domain.

    Args:
        page: The page.
        language: Language tag of the page.
    """
    settled = is_day_first(language)
    if primary(language) not in ("", "en"):
        return settled
    if settled is not None:  # many templates declare American English by default
        return settled or _by_domain(page.url) is True
    for tag in _tags(page):
        if primary(tag) == "en" or not language:
            settled = is_day_first(tag)
            if settled is not None:
                return settled
    return _by_domain(page.url)


def _tags(page: Page) -> Iterator[str]:
    """Yield the language tags of the page other than that of its root, most trusted first."""
    for key in ("og:locale", "content-language"):
        for meta in page.metas_of(key):
            yield meta.content
    for node in page.by_tag("meta"):
        attrs = page.nodes.attrs[node]
        if attrs.get("http-equiv", "").lower() == "content-language":
            yield attrs.get("content", "")
    for entity in page.jsonld.having("inLanguage"):
        named = entity.data.get("inLanguage")
        if isinstance(named, str) and not entity.aside:
            yield named


def _by_domain(url: str | None) -> bool | None:
    """Return whether the day comes first in the country of a URL's domain; None for domains without a country.

    >>> _by_domain("https://example.co.uk/p"), _by_domain("https://example.us/"), _by_domain("https://example.org/")
    (True, False, None)
    """
    host = (url or "").partition("//")[2].partition("/")[0].partition(":")[0]
    country = host.rpartition(".")[2].lower()
    order: str | None = load("dates")["domain_orders"].get(country)
    return None if order is None else order == "dmy"
