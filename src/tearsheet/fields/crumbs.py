"""Lists of breadcrumbs: removes the article itself from the end, and rejects what cannot be breadcrumbs."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from tearsheet.article.model import Source
from tearsheet.fields.inline_runs import steps
from tearsheet.page import Page
from tearsheet.parsing.titles import fold
from tearsheet.ranking.candidates import Candidate, SourceRef
from tearsheet.vocab import load

MAX_CRUMBS = 8
"""Most crumbs. Reasoning: more is a menu."""
MAX_CRUMB_CHARS = 70
"""Longest crumb in characters. Reasoning: a longer text is a headline or a sentence."""

MAX_UNLINKED_CHARS = 45
"""Longest last crumb, in characters, that may be a section although only it is not a link; a longer one is a headline."""

_WORDS = load("breadcrumbs")
_LEADS = frozenset(_WORDS["lead"])
_HOME = frozenset(_WORDS["home"])
_STAND_INS = frozenset(_WORDS["page"])
_BACK = re.compile(r"^\s*[‹«←<◀◄]")
_SOURCES: dict[str, Source] = {
    "breadcrumbs.json-ld": "json-ld",
    "breadcrumbs.marked": "html",
    "breadcrumbs.list": "html",
    "breadcrumbs.line": "html",
    "breadcrumbs.text": "text",
}


class Crumb(NamedTuple):
    """A crumb as the page gives it."""

    text: str
    """Its visible text, without separators."""
    href: str
    """The target of its link, as in the source; '' if it is not a link."""


def is_home(text: str) -> bool:
    """Return whether a crumb is the site's home page.

    >>> is_home("Startseite"), is_home("HOME"), is_home("News")
    (True, True, False)
    """
    return text.casefold().strip(" .:") in _HOME


class OwnArticle:
    """Recognises crumbs that are the article itself."""

    def __init__(self, page: Page, title: str | None) -> None:
        self.title = title
        titles = [title] if title else []
        titles += [m.content for key in ("og:title", "twitter:title") for m in page.metas_of(key)]
        self._page = page
        self._titles = [k for k in map(fold, titles) if k]
        self._title_text = " ".join(titles)
        urls = [page.url or ""] + [m.content for m in page.metas_of("og:url")]
        urls += [page.nodes.attrs[n].get("href", "") for n in page.rels("canonical")]
        self._paths = {_path(u) for u in urls if u} - {""}

    def has_title(self, text: str) -> bool:
        """Return whether ``text`` is the article's title, complete or truncated."""
        key = fold(text)
        for title in self._titles:
            if key == title or (len(key) >= 12 and (title.startswith(key) or key.startswith(title))):
                return True
        return False

    def is_last(self, crumb: Crumb, *, linked: bool) -> bool:
        """Return whether ``crumb``, the last one, is the article; ``linked``: whether the crumbs before it are links."""
        if self.has_title(crumb.text.rstrip(". …")):
            return True
        if crumb.href:
            return _path(crumb.href) in self._paths
        if (
            fold(crumb.text) in self._slugs()
            or crumb.text.casefold() in _STAND_INS
            or len(crumb.text) > MAX_CRUMB_CHARS
        ):
            return True
        words = re.findall(r"\w+", crumb.text.casefold())
        like_title = len(words) > 1 and self._title_words.issuperset(words)
        return linked and (like_title or len(crumb.text) > MAX_UNLINKED_CHARS)

    @cached_property
    def _title_words(self) -> frozenset[str]:
        return frozenset(re.findall(r"\w+", self._title_text.casefold()))

    def _slugs(self) -> set[str]:
        return {fold(p.rpartition("/")[2].partition(".")[0]) for p in self._paths} - {""}


def _path(url: str) -> str:
    """Return the path of a URL in lower case; '' for a home page or a fragment."""
    return "/".join(steps(url))


def _own_removed(crumbs: list[Crumb], own: OwnArticle) -> tuple[tuple[str, ...], str | None]:
    """Return the breadcrumbs without the article itself, and a code for why they are rejected (None if they are not)."""
    while crumbs and _is_lead(crumbs[0].text):
        crumbs = crumbs[1:]
    crumbs = crumbs[: next((i for i, c in enumerate(crumbs) if own.has_title(c.text)), len(crumbs))]
    if crumbs and own.is_last(crumbs[-1], linked=any(c.href for c in crumbs[:-1])):
        crumbs = crumbs[:-1]
    values = _once(tuple(c.text for c in crumbs))
    if not values:
        return (), "only-title"
    if len(values) == 1 and _BACK.match(values[0]):
        return values, "back-link"
    if len(values) > MAX_CRUMBS:
        return values, "too-many"
    if any(len(v) > MAX_CRUMB_CHARS for v in values):
        return values, "too-long"
    return values, None


def _once(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return only the first half if the breadcrumbs are repeated (for small screens)."""
    half = len(values) // 2
    return values[:half] if half > 1 and values[:half] == values[half:] else values


def _is_lead(text: str) -> bool:
    return text.casefold().strip(" :：") in _LEADS


def candidate_of(
    crumbs: list[Crumb], own: OwnArticle, raw: str, rule: str, place: SourceRef
) -> Candidate[tuple[str, ...]] | None:
    """Return the candidate for ``crumbs``; None if they contain only the article itself."""
    values, refused = _own_removed(crumbs, own)
    return Candidate(values, raw, _SOURCES[rule], rule, place, refused) if values else None


def has_lead(text: str) -> bool:
    """Return whether a line begins with words such as 'You are here:'."""
    return _is_lead(re.split(r"[:：]", text, maxsplit=1)[0])


def without_lead(text: str) -> str:
    """Return ``text`` without a lead such as 'You are here:'."""
    head, colon, rest = text.partition(":") if ":" in text else text.partition("：")
    return rest.strip() if colon and rest.strip() and _is_lead(head) else text
