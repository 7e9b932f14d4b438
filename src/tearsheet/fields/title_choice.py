"""Rules by which a visible title replaces the most likely candidate.

Declared titles are often written for search engines or feeds. Each rule examines the best candidate and returns the one
that replaces it, with the same score, or None.
"""

from __future__ import annotations

from collections.abc import Iterable

from tearsheet.fields.title_pool import Found

KINDS = (
    ("h1", frozenset(("h1", "h1-part", "lone-h1"))),
    ("og", frozenset(("og", "og-cut"))),
    ("ld", frozenset(("json-ld", "json-ld-cut", "itemprop"))),
    ("tag", frozenset(("title-tag", "title-tag-cut", "lone-tag", "lone-cut"))),
    ("line", frozenset(("line-plain", "line-bold", "line-class", "line-heading"))),
)
"""Signals grouped by independent source: agreement of two sources is stronger evidence than either alone."""

_FIRST = frozenset(("h1", "lone-h1"))
_HEADINGS = frozenset(("h1", "h1-first", "h1-whole", "lone-h1"))
_LOWER = frozenset(("h2", "h3"))
_DECLARED = tuple(signals for kind, signals in KINDS if kind in ("og", "ld", "tag"))
_STATED = frozenset(("og", "json-ld", "itemprop"))
_WHOLE = _FIRST | _LOWER | _STATED | {"title-tag", "lone-tag", "line", "meta"}
_OF_ADDRESS = frozenset(("slug-half", "slug-high", "slug-alone"))
_NO_HEADLINE = frozenset(("h1-stray", "h1-logo-class", "site-name", "words-1", "words-2", "words-20"))
_NAMED = _FIRST | _STATED | {"meta"}
_SHORT = frozenset(("site-name", "words-1", "json-ld-name"))
_NO_LINE = frozenset(("site-name", "logo-text", "words-1", "words-2"))
_SET_APART = (
    (_WHOLE - {"line"})
    | _FIRST
    | {"title-tag-cut", "lone-cut", "line-heading", "line-bold", "line-class", "line-declared"}
)
_OF_TITLE = frozenset(("title-tag-cut", "lone-cut"))
_SITE_TAIL = frozenset(("cut-site-tail",))

FEWEST_DECLARED = 2
"""Fewest independent sources that declare a title which is only part of the first heading. Source: reasoning."""


def readers_first(found: list[Found]) -> list[Found]:
    """Return the candidates, best first, with the one first that readers see as the headline."""
    for better in _BETTER:
        instead = better(found[0], found[1:])
        if instead is not None:
            instead.score = found[0].score
            return [instead, *(f for f in found if f is not instead)]
    return found


def _shown_heading(best: Found, others: Iterable[Found]) -> Found | None:
    """Return the first heading, visible and matching the URL, if the best title is not visible."""
    if "shown" in best.signals or not _HEADINGS.isdisjoint(best.signals):
        return None
    for f in others:
        signals = f.signals
        if (
            {"shown", "h1-first"} <= signals
            and not _FIRST.isdisjoint(signals)
            and not _OF_ADDRESS.isdisjoint(signals)
            and _NO_HEADLINE.isdisjoint(signals)
            and best.key not in f.key
        ):
            return f
    return None


def _part_of_heading(best: Found, others: Iterable[Found]) -> Found | None:
    """Return the part of the first heading that several sources declare, if none declares the whole heading."""
    if _FIRST.isdisjoint(best.signals) or _declared(best):
        return None
    for f in others:
        if (
            "h1-part" in f.signals
            and "site-name" not in f.signals
            and _declared(f) >= FEWEST_DECLARED
            and not f.text.endswith(":")
        ):
            return f
    return None


def _without_site(best: Found, others: Iterable[Found]) -> Found | None:
    """Return the best title without the site's name at its end, or the visible lower heading with which it begins."""
    if "h1-hidden" in best.signals:
        return _first(others, frozenset(("h1-cut", "shown")), _LOWER)
    if "carries-site" in best.signals and _FIRST.isdisjoint(best.signals):
        return next((f for f in others if f.signals >= _SITE_TAIL and best.key.startswith(f.key)), None)
    return None


def _first(others: Iterable[Found], every: frozenset[str], some: frozenset[str]) -> Found | None:
    return next((f for f in others if f.signals >= every and not some.isdisjoint(f.signals)), None)


def _stated_whole(best: Found, others: Iterable[Found]) -> Found | None:
    """Return a title that is declared as such, if the best title begins with it and was cut from a longer one.

    The best title may be `The mill reopens - Local news`, cut from a ``title`` element that ends in the site's name.
    If the page declares `The mill reopens` as its title in two places, that one is returned.
    """
    if not _WHOLE.isdisjoint(best.signals):
        return None
    for f in others:
        if (
            best.key.startswith(f.key)
            and not _STATED.isdisjoint(f.signals)
            and "site-name" not in f.signals
            and _declared(f) >= FEWEST_DECLARED
        ):
            return f
    return None


def _not_the_site(best: Found, others: Iterable[Found]) -> Found | None:
    """Return a title that a source gives for the article, if the best one only names the site."""
    if "site-name" not in best.signals or not _NAMED.isdisjoint(best.signals):
        return None
    for f in others:
        if not _NAMED.isdisjoint(f.signals) and _SHORT.isdisjoint(f.signals) and best.key not in f.key:
            return f
    return None


def _under_site_heading(best: Found, others: Iterable[Found]) -> Found | None:
    """Return the heading in the article that is one part of the page's title, if the first heading is the other part."""
    signals = best.signals
    if _FIRST.isdisjoint(signals) or _OF_TITLE.isdisjoint(signals):
        return None
    if not _NAMED.isdisjoint(signals - _FIRST) or not {"h1-in-article", "h1-in-main"}.isdisjoint(signals):
        return None
    for f in others:
        if (
            {"shown", "h2-first"} <= f.signals
            and not _OF_TITLE.isdisjoint(f.signals)
            and not {"h2-in-article", "h2-in-main"}.isdisjoint(f.signals)
            and "site-name" not in f.signals
            and f.key not in best.key
            and best.key not in f.key
        ):
            return f
    return None


def _heading_for_line(best: Found, others: Iterable[Found]) -> Found | None:
    """Return the first heading above the text if the best title is an ordinary line or the text of the logo."""
    signals = best.signals
    plain = "line" in signals and _SET_APART.isdisjoint(signals)
    logo = "logo-beside-heading" in signals and _NAMED.isdisjoint(signals)
    wanted = {"line-heading", "shown"} if plain else {"line-heading", "shown", "line-next"}
    if plain or logo:
        for f in others:
            if wanted <= f.signals and _NO_LINE.isdisjoint(f.signals):
                return f
    return None


_BETTER = (
    _shown_heading,
    _part_of_heading,
    _without_site,
    _stated_whole,
    _not_the_site,
    _under_site_heading,
    _heading_for_line,
)
"""The rules, in order; the first that returns a candidate decides."""


def _declared(found: Found) -> int:
    """Return the number of independent sources that declare a title."""
    return sum(not signals.isdisjoint(found.signals) for signals in _DECLARED)
