"""Whether the page's numeric dates put the day before the month, from its language and region."""

from __future__ import annotations

from collections.abc import Iterator

from tearsheet.page import Page
from tearsheet.parsing.dates import is_day_first
from tearsheet.parsing.words import primary
from tearsheet.vocab import load


def day_first(page: Page, language: str | None) -> bool | None:
    """Return whether the day comes first in numeric dates; None where nothing settles it.

    A language whose usage differs by region is settled by the region that the page names: in its language tag, in
    ``og:locale``, ``inLanguage`` or ``content-language``, or by the country of its domain.

    Args:
        page: The page.
        language: Language tag of the page.
    """
    settled = is_day_first(language)
    if primary(language) not in ("", "en"):
        return settled
    if settled is not None:  # templates declare American English wherever they are used
        return settled or _by_domain(page.url) is True
    for tag in _tags(page):
        if primary(tag) == "en" or not language:
            settled = is_day_first(tag)
            if settled is not None:
                return settled
    return _by_domain(page.url)


def _tags(page: Page) -> Iterator[str]:
    """Yield the language tags that the page gives besides the one of its root, most trusted first."""
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
    """Return the usual order in the country of a URL's domain; None for domains without a country.

    >>> _by_domain("https://example.co.uk/p"), _by_domain("https://example.us/"), _by_domain("https://example.org/")
    (True, False, None)
    """
    host = (url or "").partition("//")[2].partition("/")[0].partition(":")[0]
    country = host.rpartition(".")[2].lower()
    order: str | None = load("dates")["domain_orders"].get(country)
    return None if order is None else order == "dmy"
