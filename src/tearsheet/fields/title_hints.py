"""Evidence for or against a headline from the URL and the site's logo."""

from __future__ import annotations

import re
import unicodedata

from tearsheet.fields.site import LONGEST_NAME
from tearsheet.page import Page
from tearsheet.parsing.titles import Cut, fold, title_splits
from tearsheet.parsing.urls import path_of
from tearsheet.vocab import load

_LOGO = frozenset(load("title")["logo"])
_HOST_LAST = re.compile(
    r"[\w-]{2,60}\.(?:com|org|net|info|biz|tv|de|fr|it|es|nl|pl|ru|ua|jp|cn|in|eu|co\.uk|com\.au)$",
    re.IGNORECASE,
)
"""A host name at the end of a title. Source: reasoning, the most frequent top-level domains."""
_ENDING = re.compile(r"\.[A-Za-z]{2,5}$")
_SLUG_WORD = re.compile(r"[^\W\d_]+")

FEWEST_SLUG_WORDS = 2
"""Fewest words of a slug, the last path segment. Source: reasoning."""
MOST_OF_SLUG = 0.8
"""Least share of matching words; slugs often omit a word or two. Source: reasoning."""
MOST_PICTURES = 6
"""Number of pictures at the top of the page that are checked for a logo. Source: reasoning."""


def slug_of(url: str | None) -> frozenset[str]:
    """Return the words of the last path segment of ``url``, without numbers; empty if it has fewer than two.

    >>> sorted(slug_of("https://example.org/2024/05/rain-in-may.html"))
    ['in', 'may', 'rain']
    >>> slug_of("https://example.org/rain/")
    frozenset()
    """
    parts = [part for part in path_of(url).split("/") if part]
    for part in parts[:-3:-1]:
        found = frozenset(_SLUG_WORD.findall(_ENDING.sub("", part).casefold()))
        if len(found) >= FEWEST_SLUG_WORDS:
            return found
    return frozenset()


def is_slug(title: str, slug: frozenset[str]) -> bool:
    """Return whether a title consists of nearly the same words as a slug.

    >>> is_slug("Rain in May", frozenset(("rain", "may"))), is_slug("Rain", frozenset(("rain", "may")))
    (True, False)
    """
    if not slug:
        return False
    have = _plain_words(title)
    return len(have) <= len(slug) + 1 and len(slug & have) >= MOST_OF_SLUG * len(slug)


def _plain_words(text: str) -> frozenset[str]:
    """Return the words of ``text`` in the form of slugs: case folded, without accents and apostrophes."""
    folded = text.casefold().replace("'", "").replace("\u2019", "")
    if not folded.isascii():
        folded = "".join([c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c)])
    return frozenset(_SLUG_WORD.findall(folded))


def logo_texts(page: Page) -> frozenset[str]:
    """Return the alternative texts of the site's logo and their parts between separators, folded; empty if none."""
    nodes = page.nodes
    found: set[str] = set()
    for node in page.by_tag("img")[:MOST_PICTURES]:
        text = nodes.attrs[node].get("alt", "")
        if text and len(text) <= LONGEST_NAME and _is_logo(page, node):
            found.add(fold(text))
            known: tuple[Cut, ...] = tuple(title_splits(text))
            for cut in known:
                found |= {fold(cut.kept), fold(cut.dropped)}
    return frozenset(found)


def _is_logo(page: Page, node: int) -> bool:
    """Return whether the class of a picture or of an element around it names a logo."""
    above = page.nodes.parents[node]
    return not _LOGO.isdisjoint(page.tokens(node)) or (
        above >= 0 and not _LOGO.isdisjoint(page.tokens(above))
    )


def ends_with_host(title: str) -> bool:
    """Return whether a title ends with a host name.

    >>> ends_with_host("Rain in May - dailycup.com"), ends_with_host("Rain in May.")
    (True, False)
    """
    return "." in title[-8:] and _HOST_LAST.search(title[-70:]) is not None
