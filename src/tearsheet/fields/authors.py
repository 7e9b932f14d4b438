"""The authors: who the page's data, its byline markup and its visible byline name, weighed by agreement.

Each source gives a list of names; lists that say the same become one candidate with the signals of all its
sources. The score is as for the headline: a softmax over the page's candidates and "none", calibrated on
development pages.
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterator, Mapping
from typing import Any

from tearsheet import ranking
from tearsheet.article.model import Author, Source
from tearsheet.body.selection import Layout
from tearsheet.fields.byline_places import is_foreign
from tearsheet.fields.bylines import Byline, visible_bylines
from tearsheet.fields.shown import texts_of
from tearsheet.fields.site import SiteNames, site_names
from tearsheet.fields.stated_candidates import stated, with_value
from tearsheet.page import Page
from tearsheet.parsing.names import LONGEST_BYLINE, LONGEST_NAME, given_first, is_full_name, parse_names
from tearsheet.parsing.titles import fold
from tearsheet.parsing.urls import is_web_url
from tearsheet.ranking.candidates import Candidate, Place
from tearsheet.ranking.confidence import log_odds
from tearsheet.vocab import load

_VOCAB = load("authors")
_WEIGHTS: dict[str, float] = {**_VOCAB["weights"], **_VOCAB["set_weights"]}
_LABELS = frozenset(_VOCAB["written_by_label"])
_AGENCY = frozenset(_VOCAB["agency"])
_NOBODY = frozenset(_VOCAB["nobody"])
_SURNAME_FIRST = frozenset(_VOCAB["surname_first"])

_META_SIGNALS = {
    "author": "meta",
    "article:author": "meta-article",
    "og:article:author": "meta-article",
    "og:author": "meta-article",
    "twitter:creator": "meta-creator",
    **dict.fromkeys(
        (
            "article:author_name",
            "parsely-author",
            "sailthru.author",
            "cxenseparse:author",
            "byl",
            "dc.creator",
            "dc:creator",
            "dcterms.creator",
            "citation_author",
            "bc:authors",
            "authors",
        ),
        "meta-other",
    ),
}
"""Meta keys that name the author, and the signal of each. Source: HTML, Open Graph, Dublin Core, Highwire, and the
keys that analytics services document."""

_VISIBLE = ("class-", "by-", "rel", "itemprop", "author-link")
"""Prefixes of the signals of what readers see; the declared ones begin with ``json-ld`` or ``meta``."""

_STATED = ("json-ld", "meta", "itemprop", "rel", "signed")
"""Prefixes of the signals of what is said of nothing but authors. Lines that only look like a byline are not."""
STATED_TOLERANCE = 1.2
"""Log-odds. Source: pages whose gold is wrong make "nobody" likelier than it is."""

MOST_NAMES = 12
"""Names of one byline that are kept; papers list more. Source: reasoning."""
MOST_READ = 200
"""Names of one source that are read. Source: reasoning."""
MOST_LISTS = 40
"""Different lists of one page that are weighed. Source: reasoning."""
MOST_LOWER = 3
"""Words of a pen name in lower case. Source: reasoning."""
NEAR = 60
"""Elements between two authors of one list, at most. Source: reasoning."""


class _Found:
    """One list of authors in the making: where it was found first, and all its signals."""

    __slots__ = ("first", "keys", "score", "signals", "value")

    def __init__(self, keys: tuple[str, ...], value: tuple[Author, ...], first: Byline) -> None:
        self.keys = keys
        self.value = value
        self.first = first
        self.signals: set[str] = set()
        self.score = 0.0


class _Pool:
    """The lists of one page by the names in them, in the order in which they were found."""

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
    """Return ``authors`` with the URLs that ``others``, the same by folded name, have and they lack."""
    if not others or all(a.url for a in authors):
        return authors
    return tuple(
        a if a.url else others.get(fold(a.name), a).model_copy(update={"name": a.name}) for a in authors
    )


def _from_jsonld(page: Page) -> Iterator[Byline]:
    main = page.main_entity
    for entity in page.jsonld.having("author", "creator"):
        if entity.aside and entity is not main:
            continue
        name = "author" if "author" in entity.data else "creator"
        authors = list(_of_json(page, entity.data.get(name)))
        if authors:
            signal = (
                "json-ld-other"
                if entity is not main
                else "json-ld"
                if name == "author"
                else "json-ld-creator"
            )
            place = Place(entity.node, pointer=f"{entity.pointer}/{name}")
            raw = ", ".join(a.name for a, _ in authors)
            organisation = all(is_one for _, is_one in authors)
            yield Byline(tuple(a for a, _ in authors), raw, "json-ld", signal, place, organisation)


def _of_json(page: Page, value: Any) -> Iterator[tuple[Author, bool]]:
    """Yield the authors in a JSON-LD value with whether each is an organisation."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            for name in _split(item):
                yield Author(name=name), False
            continue
        data = page.jsonld.resolve(item)
        if data is None:
            continue
        organisation = "Organization" in str(data.get("@type"))
        names = [
            part
            for text in _texts(data.get("name")) or _given_and_family(data)
            for part in ([" ".join(text.split())] if organisation else _split(text))
        ]
        url = data.get("url")
        address = page.absolute(url) if isinstance(url, str) and len(names) == 1 else None
        for name in names:
            yield Author(name=name, url=address), organisation


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [html.unescape(v) for v in values if isinstance(v, str) and v.strip()]


def _given_and_family(data: Mapping[str, Any]) -> list[str]:
    joined = " ".join(_texts([data.get(name) for name in ("givenName", "additionalName", "familyName")]))
    return [joined] if joined else []


def _split(text: str) -> Iterator[str]:
    """Yield the names in a declared author: split where it lists several, whole where it reads as none."""
    text = " ".join(html.unescape(text).split())
    if not text or len(text) > LONGEST_BYLINE or is_web_url(text) or text.casefold() in _NOBODY:
        return
    names = parse_names(text)
    if not names and len(text) <= LONGEST_NAME and "@" not in text and not text.isdigit():
        names = (text,)
    yield from names


def _from_meta(page: Page, site: SiteNames) -> Iterator[Byline]:
    names: dict[str, list[str]] = {}
    first: dict[str, tuple[str, Place]] = {}
    metas = [m for m in page.metas if m.key in _META_SIGNALS or m.key[:8] == "twitter:"]
    labels = {f"twitter:data{m.key[13:]}": m.content for m in metas if m.key[:13] == "twitter:label"}
    labelled = {key for key, label in labels.items() if label.casefold() in _LABELS}
    for key, content, node in metas:
        if (key in _META_SIGNALS or key in labelled) and not content.startswith("@"):
            names.setdefault(key, []).extend(
                _split(given_first(content) if key in _SURNAME_FIRST else content)
            )
            first.setdefault(key, (content, Place(node, "content")))
    for key, listed in names.items():
        people = [n for n in listed if not site.matches(n)] or listed
        source: Source = "opengraph" if key.startswith(("article:", "og:")) else "meta"
        raw, place = first[key]
        signal = _META_SIGNALS.get(key, "meta-label")
        yield Byline(tuple(Author(name=n) for n in people), raw, source, signal, place)


def _from_itemprop(page: Page, headline: int) -> Iterator[Byline]:
    """Microdata: an author element's ``name`` inside it, its content or its text. Neighbours form one list."""
    nodes = page.nodes
    inner = page.itemprops("name")
    authors: list[Author] = []
    first = -1
    for node in page.itemprops("author")[:MOST_NAMES]:
        if first >= 0 and (node > first + NEAR or _item_of(page, node) != _item_of(page, first)):
            break
        if is_foreign(page, node, headline):
            continue
        named = [n for n in inner if node < n < nodes.ends[node]][:3] or [node]
        texts = [nodes.attrs[n].get("content") or nodes.text_of(n) for n in named]
        authors.extend(Author(name=name) for text in texts for name in parse_names(text))
        first = node if authors and first < 0 else first
    if authors:
        yield Byline(tuple(authors), nodes.text_of(first), "microdata", "itemprop", Place(first))


def _item_of(page: Page, node: int) -> int:
    """Return the microdata item that a property belongs to; -1 if there is none around it."""
    nodes = page.nodes
    return next((above for above in nodes.ancestors(node) if "itemscope" in nodes.attrs[above]), -1)


def _from_rel(page: Page, headline: int) -> Iterator[Byline]:
    nodes = page.nodes
    authors: list[Author] = []
    first = -1
    for node in page.rels("author")[:MOST_NAMES]:
        if first >= 0 and node > first + NEAR:
            break
        if is_foreign(page, node, headline):
            continue
        text = nodes.text_of(node)
        names = parse_names(text) if len(text) <= LONGEST_BYLINE else ()
        if (
            not names
            and text.islower()
            and text.replace(" ", "").isalpha()
            and len(text.split()) <= MOST_LOWER
        ):
            names = (text,)
        href = page.absolute(nodes.attrs[node].get("href", ""))
        authors.extend(Author(name=n, url=href) for n in names)
        first = node if authors and first < 0 else first
    if authors:
        yield Byline(tuple(authors), nodes.text_of(first), "html", "rel", Place(first))


def signals_of(page: Page, layout: Layout, site: SiteNames) -> list[_Found]:
    """Return all candidates of ``page`` with their signals, in the order in which they were found."""
    pool = _Pool()
    headline = page.leaves[layout.headline].node if layout.headline >= 0 else -1
    for bylines in (
        _from_jsonld(page),
        _from_meta(page, site),
        _from_itemprop(page, headline),
        _from_rel(page, headline),
        visible_bylines(page, layout, site),
    ):
        for byline in bylines:
            pool.add(byline)
    found = list(pool.found.values())
    if not found:
        return found
    known = {fold(a.name): a for f in found for a in f.value if a.url}
    shown = "\n".join(["", *texts_of(page.leaves), ""])
    contexts = [
        tuple(_context(f, found, site, shown)) for f in found
    ]  # all before any: they look at each other
    for f, context in zip(found, contexts, strict=True):
        f.value = _with_urls(f.value, known)
        f.signals.update(context)
    return found


def _context(found: _Found, all_found: list[_Found], site: SiteNames, shown: str) -> Iterator[str]:
    """Yield the signals that a list has by its names and by what the others say."""
    names = [a.name for a in found.value]
    of_site = sum(site.matches(n) for n in names)
    if of_site == len(names):
        yield "site-name"
        if any(_names_person(other, site) for other in all_found):
            yield "site-beside-person"
    elif of_site:
        yield "some-site-name"
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
    """Return whether readers see a list that names somebody besides site and agencies."""
    return any(s.startswith(_VISIBLE) for s in found.signals) and _names_person(found, site)


def _names_person(found: _Found, site: SiteNames) -> bool:
    """Return whether a list with more than its looks to speak for it names somebody besides site and agencies."""
    if all(s.startswith("line") for s in found.signals):
        return False
    names = [a.name for a in found.value]
    return any(is_full_name(n) and n.casefold() not in _AGENCY and not site.matches(n) for n in names)


def _agreement(found: _Found, all_found: list[_Found]) -> Iterator[str]:
    """Yield the signals of how a list goes with the others."""
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
    """Return by how much "nobody" may be likelier than a list: what markup states is only refused for another."""
    return STATED_TOLERANCE if any(s.startswith(_STATED) for s in found.signals) else 0.0


def _stated_authors(page: Page) -> tuple[Candidate[tuple[Author, ...]], ...]:
    """Return what the lines of a text state: all names that may be given as one candidate, then each refused one."""
    found = stated(page, "author")
    given = {fold(c.value): c for c in reversed(found) if c.rejected is None}
    refused = tuple(with_value(c, (Author(name=c.value),)) for c in found if c.rejected is not None)
    if not given:
        return refused
    best = next(c for c in found if c.rejected is None)
    names = sorted(given.values(), key=lambda c: c.place.span or (0, 0))
    return (with_value(best, tuple(Author(name=c.value) for c in names)), *refused)


def author_candidates(
    page: Page, layout: Layout, site: SiteNames | None = None
) -> tuple[Candidate[tuple[Author, ...]], ...]:
    """Return candidates for the authors, best first; empty if nothing on the page names one."""
    if page.is_text:
        return _stated_authors(page)
    found = signals_of(page, layout, site_names(page) if site is None else site)
    for f in found:
        f.score = sum([_WEIGHTS.get(s, 0.0) for s in sorted(f.signals)])
    found.sort(key=lambda f: -f.score)
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
    """Return what speaks for and against the best list: its share, its lead, and who agrees."""
    best = found[0]
    evidence = {"odds": log_odds(odds[0] / total)}
    if len(odds) > 1:
        evidence["lead"] = math.log(odds[0] / odds[1])
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
