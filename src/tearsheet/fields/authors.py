"""The authors, from structured data, byline markup and visible bylines, weighted by agreement.

Each source gives a list of names. Equal lists become one candidate with the signals of all its sources. As for the
headline, the score is a softmax over the page's candidates and "none of them", calibrated on development pages.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from tearsheet import ranking
from tearsheet.article.model import Author
from tearsheet.body.selection import BodySelection
from tearsheet.fields.author_sources import (
    MOST_NAMES,
    MOST_READ,
    from_itemprop,
    from_jsonld,
    from_meta,
    from_rel,
)
from tearsheet.fields.bylines import Byline, visible_bylines
from tearsheet.fields.shown import texts_of
from tearsheet.fields.site import SiteNames, site_names
from tearsheet.fields.stated_candidates import stated, with_value
from tearsheet.page import Page
from tearsheet.parsing.names import is_full_name
from tearsheet.parsing.titles import fold
from tearsheet.ranking.candidates import Candidate
from tearsheet.ranking.confidence import log_odds
from tearsheet.vocab import load

_VOCAB = load("authors")
_WEIGHTS: dict[str, float] = {**_VOCAB["weights"], **_VOCAB["set_weights"]}
_AGENCY = frozenset(_VOCAB["agency"])

_VISIBLE = ("class-", "by-", "rel", "itemprop", "author-link")
"""Prefixes of signals from visible text; those of declared authors begin with ``json-ld`` or ``meta``."""

_STATED = ("json-ld", "meta", "itemprop", "rel", "signed")
"""Prefixes of signals that only occur with authors. Lines that merely look like a byline do not have them."""
STATED_TOLERANCE = 1.2
"""Log-odds by which "nobody" may exceed a stated list. Source: errors in the expected values make it seem more likely."""

MOST_ODDS = 2.0
"""Log-odds above which a list does not become more probable. Source: values from 1 to 4 tried by cross-validation."""
MOST_LISTS = 40
"""Most different lists of one page that are scored. Source: reasoning."""


class _Found:
    """A list of authors: where it was found first, and the signals of all sources with the same names."""

    __slots__ = ("first", "keys", "score", "signals", "value")

    def __init__(self, keys: tuple[str, ...], value: tuple[Author, ...], first: Byline) -> None:
        self.keys = keys
        self.value = value
        self.first = first
        self.signals: set[str] = set()
        self.score = 0.0


class _Pool:
    """The different lists of authors of one page, in the order in which they were found."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: dict[tuple[str, ...], _Found] = {}

    def add(self, byline: Byline) -> None:
        distinct: dict[str, Author] = {}
        for author in byline.authors[:MOST_READ]:
            key = fold(author.name)
            if key and (key not in distinct or (author.url and not distinct[key].url)):
                distinct[key] = author
        if not distinct:
            return
        keys = tuple(sorted(distinct))
        found = self.found.get(keys)
        if found is None:
            if len(self.found) == MOST_LISTS:
                return
            found = self.found[keys] = _Found(keys, tuple(distinct.values())[:MOST_NAMES], byline)
        elif any(a.url for a in distinct.values()):
            found.value = _with_urls(found.value, distinct)
        found.signals.add(byline.signal)
        if byline.organisation:
            found.signals.add("organisation")


def _with_urls(authors: tuple[Author, ...], others: Mapping[str, Author]) -> tuple[Author, ...]:
    """Return ``authors`` with missing URLs filled in from ``others``, the same authors by folded name."""
    if not others or all(a.url for a in authors):
        return authors
    return tuple(
        a if a.url else others.get(fold(a.name), a).model_copy(update={"name": a.name}) for a in authors
    )


def _without_site(byline: Byline, site: SiteNames) -> Byline:
    """Return a visible byline without the site's own name, if it also names a person."""
    if len(byline.authors) == 1 or not byline.signal.startswith(_VISIBLE):
        return byline
    others = tuple(a for a in byline.authors if not site.matches(a.name))
    people = any(is_full_name(a.name) and a.name.casefold() not in _AGENCY for a in others)
    return byline._replace(authors=others) if people else byline


def signals_of(page: Page, selection: BodySelection, site: SiteNames) -> list[_Found]:
    """Return all candidates of ``page`` with their signals, in the order in which they were found."""
    pool = _Pool()
    headline = page.blocks[selection.headline].node if selection.headline >= 0 else -1
    for bylines in (
        from_jsonld(page),
        from_meta(page, site),
        from_itemprop(page, headline),
        from_rel(page, headline),
        visible_bylines(page, selection, site),
    ):
        for byline in bylines:
            pool.add(_without_site(byline, site))
    found = list(pool.found.values())
    if not found:
        return found
    known = {fold(a.name): a for f in found for a in f.value if a.url}
    shown = "\n".join(["", *texts_of(page.blocks), ""])
    contexts = [
        tuple(_context(f, found, site, shown)) for f in found
    ]  # computed before any signal is added, because candidates are compared with each other
    for f, context in zip(found, contexts, strict=True):
        f.value = _with_urls(f.value, known)
        f.signals.update(context)
    return found


def _context(found: _Found, all_found: list[_Found], site: SiteNames, shown: str) -> Iterator[str]:
    """Yield the signals that follow from the names in a list and from the other lists."""
    names = [a.name for a in found.value]
    if all(map(site.matches, names)):
        yield "site-name"
        if any(_names_person(other, site) for other in all_found):
            yield "site-beside-person"
    if "organisation" in found.signals and any(_shows_person(other, site) for other in all_found):
        yield "organisation-beside-person"
    if all(f"\n{n}\n" in shown for n in names):
        yield "shown"
    if all(n.casefold() in _AGENCY for n in names):
        yield "agency"
        if any(_names_person(other, site) for other in all_found):
            yield "agency-beside-person"
    yield f"words-{min(max(len(n.split()) for n in names), 5)}"
    first = f"\n{names[0]}"
    at = shown.find(first)
    if at >= 0 and shown.find(first, at + len(first)) >= 0:
        yield "repeated"
    yield from _agreement(found, all_found)


def _shows_person(found: _Found, site: SiteNames) -> bool:
    """Return whether a list is visible and names somebody other than the site and news agencies."""
    return any(s.startswith(_VISIBLE) for s in found.signals) and _names_person(found, site)


def _names_person(found: _Found, site: SiteNames) -> bool:
    """Return whether a stated list names somebody other than the site and news agencies; see `_STATED`."""
    if all(s.startswith("line") for s in found.signals):
        return False
    names = [a.name for a in found.value]
    return any(is_full_name(n) and n.casefold() not in _AGENCY and not site.matches(n) for n in names)


def _agreement(found: _Found, all_found: list[_Found]) -> Iterator[str]:
    """Yield the signals of agreement between a list and the others."""
    if len(all_found) > 1:
        keys = set(found.keys)
        for other in all_found:
            if other is not found:
                theirs = set(other.keys)
                if theirs < keys:
                    yield "more"
                elif keys < theirs:
                    yield "fewer"
    declared = [s for s in found.signals if s.startswith(("json-ld", "meta"))]
    if declared and [s for s in found.signals if s.startswith(_VISIBLE)]:
        yield "both"


def _tolerance(found: _Found) -> float:
    """Return the log-odds by which "nobody" may exceed a list; a list stated by markup only yields to another list."""
    return STATED_TOLERANCE if any(s.startswith(_STATED) for s in found.signals) else 0.0


def _stated_authors(page: Page) -> tuple[Candidate[tuple[Author, ...]], ...]:
    """Return the authors stated by the lines of a text: one candidate with all acceptable names, then the rejected ones."""
    found = stated(page, "author")
    given = {fold(c.value): c for c in reversed(found) if c.rejected is None}
    refused = tuple(with_value(c, (Author(name=c.value),)) for c in found if c.rejected is not None)
    if not given:
        return refused
    best = next(c for c in found if c.rejected is None)
    names = sorted(given.values(), key=lambda c: c.place.span or (0, 0))
    return (with_value(best, tuple(Author(name=c.value) for c in names)), *refused)


SHORTHAND = 4
"""Most letters of an author's abbreviation. Source: reasoning."""


def _put_full_name_first(found: list[_Found]) -> None:
    """If the best list is a single first name or abbreviation, move the first list with the full name before it."""
    if not found or len(found[0].value) != 1:
        return
    name = found[0].value[0].name
    if " " in name:
        return
    for rank, other in enumerate(found[1:], 1):
        if not all(s.startswith("line") for s in other.signals) and _spells_out(other.value[0].name, name):
            other.score = found[0].score
            found.insert(0, found.pop(rank))
            return


def _spells_out(full: str, short: str) -> bool:
    """Return whether a full name begins with ``short``, or with its first letter if that is an abbreviation."""
    if not is_full_name(full) or (max(full) > "\u2e7f") != (max(short) > "\u2e7f"):
        return False
    folded = short.casefold()
    shorthand = short.islower() and short.isalpha() and len(short) <= SHORTHAND
    return full.casefold().split()[0] == folded or (shorthand and full.casefold().startswith(folded[0]))


def author_candidates(
    page: Page, selection: BodySelection, site: SiteNames | None = None
) -> tuple[Candidate[tuple[Author, ...]], ...]:
    """Return candidates for the authors, best first; empty if the page names none.

    Each value is a tuple of authors in the order of the byline.
    """
    if page.is_text:
        return _stated_authors(page)
    found = signals_of(page, selection, site_names(page) if site is None else site)
    for f in found:
        f.score = sum([_WEIGHTS.get(s, 0.0) for s in sorted(f.signals)])
    found.sort(key=lambda f: -f.score)
    _put_full_name_first(found)
    none = _WEIGHTS.get("none", 0.0)
    odds = [math.exp(f.score) for f in found]
    total = math.exp(none) + sum(odds)
    scores = [round(odd / total, 3) for odd in odds]
    doubted = False
    if found:
        rule = "authors." + found[0].first.signal
        scores[0] = ranking.confidence("authors", rule, _evidence(found, odds, total))
        doubted = scores[0] < ranking.bound("authors")
    return tuple(
        [
            Candidate(
                f.value,
                f.first.raw,
                f.first.source,
                "authors." + f.first.signal,
                f.first.place,
                "unlikely" if f.score < none - _tolerance(f) else "low-confidence" if doubted else None,
                score,
            )
            for f, score in zip(found, scores, strict=True)
        ]
    )


def _evidence(found: list[_Found], odds: list[float], total: float) -> dict[str, float]:
    """Return the confidence signals of the best list: its probability, its lead, and which sources agree."""
    best = found[0]
    evidence = {"odds": min(MOST_ODDS, log_odds(odds[0] / total))}
    if len(odds) > 1:
        evidence["lead"] = min(MOST_ODDS, math.log(odds[0] / odds[1]))
    for signal in (
        "both",
        "site-name",
        "organisation",
        "agency",
        "words-1",
        "fewer",
        "more",
        "line",
        "line-dated",
    ):
        if signal in best.signals:
            evidence[signal] = 1.0
    return evidence
