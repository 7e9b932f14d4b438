"""The headline: what the page's sources say it is, weighed by how far they agree.

Every source gives strings; strings that say the same become one candidate with the signals of all its sources. A
candidate's score is the share that its summed weights have among all candidates of the page and a fixed weight for
"none of them" (a softmax): it is calibrated on development pages.
"""

from __future__ import annotations

import html
import math
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from tearsheet.article.model import Source
from tearsheet.fields.shown import texts_sized
from tearsheet.fields.site import LONGEST_TITLE, SiteNames, no_cuts, site_names
from tearsheet.fields.stated_candidates import stated
from tearsheet.page import Page
from tearsheet.page.leaves import clean
from tearsheet.parsing.titles import Cut, cuts, fold, has_separator, words
from tearsheet.parsing.urls import path_of
from tearsheet.ranking.candidates import Candidate, Place
from tearsheet.vocab import load

MOST_CANDIDATES = 100
"""Different titles of one page that are weighed; no page of this world has as many. Source: reasoning."""
MOST_HEADINGS = 6
"""Headings of one tag that are looked at, from the top of the page. Source: reasoning."""

_META_SIGNALS = {
    "og:title": "og",
    "twitter:title": "twitter",
    "dc.title": "meta",
    "dcterms.title": "meta",
    "dcterm:title": "meta",
    "dc:title": "meta",
    "parsely-title": "meta",
    "sailthru.title": "meta",
    "citation_title": "meta",
    "headline": "meta",
    "title": "meta-title",
}
"""Meta keys that give a title, and the signal of each. Source: Open Graph, Twitter cards, Dublin Core, Highwire."""

_new = tuple.__new__  # what a named tuple's own constructor calls, without that call
_VOCAB = load("title")
_WEIGHTS: dict[str, float] = _VOCAB["weights"]
_LOGO = frozenset(_VOCAB["logo"])
_HEADLINE = frozenset(_VOCAB["headline"])
_HIDDEN = frozenset(_VOCAB["hidden"])
_KICKER = frozenset(_VOCAB["kicker"])
_NO_ARTICLE = frozenset(
    ("WebSite", "Organization", "ImageObject", "VideoObject", "Comment", "Person", "BreadcrumbList")
)
_STRAY = frozenset(("h1-stray-1", "h1-stray-2"))
"""A first heading of one or two words, none of which the title, Open Graph or JSON-LD has: a section or a logo. What
else speaks for first headings does not speak for it."""
_OUTSIDE = frozenset(("h1-in-nav", "h1-in-footer", "h1-in-aside", "h1-home-link"))
"""Places where a first heading stands for something else: navigation, furniture, the site's own name."""
_LANDMARKS = frozenset(("nav", "footer", "aside", "header", "article", "main"))
_KINDS = (
    ("h1", frozenset(("h1", "h1-part"))),
    ("og", frozenset(("og", "og-cut"))),
    ("ld", frozenset(("json-ld", "json-ld-cut", "itemprop"))),
    ("tag", frozenset(("title-tag", "title-tag-cut"))),
)
"""Sources that are independent of each other: what two of them say together weighs more than each alone."""


class _Found:
    """One candidate in the making: where it was found first, and all its signals."""

    __slots__ = ("cuts", "first", "key", "parts", "score", "signals", "text", "words")

    def __init__(self, text: str, key: str, first: Candidate[str]) -> None:
        self.text = text
        self.key = key
        self.first = first
        self.signals: set[str] = set()
        self.cuts: set[str] = set()
        self.parts: tuple[_Part, ...] | None = None
        self.words = words(text)
        self.score = 0.0


class _Part(NamedTuple):
    """What is left of a title when it is cut."""

    kept: str
    names_site: bool
    """True if what was cut off is the site's name alone."""
    how: str
    """The end of the signal that says what was cut off: ``site-tail``, ``short-head``, ``tail``."""


class _Pool:
    """The candidates of one page by what they say, in the order in which they were found."""

    __slots__ = ("by_raw", "found", "known", "site")

    def __init__(self, site: SiteNames, known: dict[str, tuple[Cut, ...]]) -> None:
        self.found: dict[str, _Found] = {}
        self.by_raw: dict[str, _Found] = {}
        self.known = known
        self.site = site

    def parts(self, found: _Found) -> tuple[_Part, ...]:
        """What is left of a candidate when it is cut, in each way."""
        if found.parts is None:
            known = self.known.get(found.text)
            if known is None:
                known = self.known[found.text] = tuple(cuts(found.text))
            found.parts = tuple([self._part(cut) for cut in known])
        return found.parts

    def _part(self, cut: Cut) -> _Part:
        end = "tail" if cut.tail else "head"
        if self.site.matches(cut.dropped) and not has_separator(cut.dropped):
            return _Part(cut.kept, True, "site-" + end)
        return _Part(cut.kept, False, "short-" + end if len(cut.dropped) < 0.5 * len(cut.kept) else end)

    def add(self, raw: str, source: Source, signal: str, place: Place) -> _Found | None:
        """Take a title; None if it is none, or one too many."""
        found = self.by_raw.get(raw)  # most sources say the same
        if found is None:
            found = self._found(raw, source, signal, place)
            if found is None:
                return None
            self.by_raw[raw] = found
        found.signals.add(signal)
        return found

    def _found(self, raw: str, source: Source, signal: str, place: Place) -> _Found | None:
        text = clean(raw)
        if not text or len(text) > LONGEST_TITLE:
            return None
        key = fold(text)
        if not key:
            return None
        found = self.found.get(key)
        if found is None:
            if len(self.found) == MOST_CANDIDATES:
                return None
            first = Candidate(text, raw, source, "title." + signal, place)
            found = self.found[key] = _Found(text, key, first)
        return found

    def add_cut(self, raw: str, source: Source, signal: str, place: Place) -> None:
        """Take a title that may hold the site's name, and what is left of it when it is cut."""
        whole = self.add(raw, source, signal, place)
        if whole is None:
            return
        for part in self.parts(whole):
            found = self.add(part.kept, source, signal + "-cut", place)
            if found is not None:
                whole.cuts.add(found.key)
                if part.names_site:
                    whole.signals.add("carries-site")
                found.signals.add("cut-" + part.how)


def _from_h1(page: Page, pool: _Pool) -> None:
    nodes = page.nodes
    headings = page.by_tag("h1")
    for rank, node in enumerate(headings[:MOST_HEADINGS]):
        text = nodes.text_of(node)
        around = set(_surroundings(page, node, "h1-"))
        outside = not _OUTSIDE.isdisjoint(around)
        found = pool.add(text, "html", "h1-outside" if outside else "h1", Place(node))
        if found is None or outside:
            continue
        found.signals.update(around)
        if rank == 0:
            found.signals.add("h1-first")
        if len(headings) == 1:
            found.signals.add("h1-sole")
        if _add_parts(page, pool, node):
            found.signals.add("holds-kicker")
        for part in pool.parts(found):
            left = pool.add(part.kept, "html", "h1-cut", Place(node))
            if left is not None:
                found.cuts.add(left.key)
                if part.names_site:
                    found.signals.add("carries-site")
                    left.signals.add("h1-cut-site")


def _add_parts(page: Page, pool: _Pool, node: int) -> bool:
    """Take the parts that a heading's child elements make, a kicker and the headline proper; True if it has a kicker."""
    nodes = page.nodes
    parts = [(nodes.texts[node] or "", node)]
    for child in nodes.children(node):
        parts.append((nodes.text_of(child), child))
        parts.append((nodes.tails[child] or "", node))
    parts = [part for part in parts if part[0].strip()]
    if not 1 < len(parts) <= 4:
        return False
    kickers = [text for text, owner in parts if owner != node and not _KICKER.isdisjoint(page.tokens(owner))]
    for text, _ in parts:
        part = pool.add(text, "html", "h1-part", Place(node))
        if part is not None:
            is_kicker = text in kickers or text.rstrip().endswith(":")
            part.signals.add("kicker" if is_kicker else "unkicked" if kickers else "part")
    return bool(kickers)


def _surroundings(page: Page, node: int, prefix: str) -> Iterator[str]:
    """Yield the signals of the place where a heading stands."""
    nodes = page.nodes
    attrs = nodes.attrs[node]
    if "hidden" in attrs or attrs.get("aria-hidden") == "true" or not _HIDDEN.isdisjoint(page.tokens(node)):
        yield prefix + "hidden"
    tokens = page.tokens(node)
    if not _HEADLINE.isdisjoint(tokens):
        yield prefix + "headline-class"
    if not _LOGO.isdisjoint(tokens):
        yield prefix + "logo-class"
    tags, parents = nodes.tags, nodes.parents
    above, depth = parents[node], 0
    while above >= 0:
        if tags[above] in _LANDMARKS:
            yield f"{prefix}in-{tags[above]}"
        if depth < 4 and not _LOGO.isdisjoint(page.tokens(above)):
            yield prefix + "logo-class"
        above, depth = parents[above], depth + 1
    for inner in range(node + 1, min(nodes.ends[node], node + 4)):
        href = nodes.attrs[inner].get("href")
        if nodes.tags[inner] == "a" and href is not None:
            yield prefix + ("home-link" if path_of(page.absolute(href) or href) in ("", "/") else "linked")
    parent = nodes.parents[node]
    if parent >= 0 and nodes.tags[parent] == "a":
        yield prefix + "linked"


def _from_meta(page: Page, pool: _Pool) -> None:
    for meta in page.metas:
        signal = _META_SIGNALS.get(meta.key)
        if signal is not None:
            source: Source = "opengraph" if signal == "og" else "meta"
            pool.add_cut(meta.content, source, signal, Place(meta.node, "content"))


def _from_jsonld(page: Page, pool: _Pool) -> None:
    main = page.main_entity
    for entity in page.jsonld.having("headline", "name"):
        if entity is not main and (entity.aside or not _NO_ARTICLE.isdisjoint(entity.types)):
            continue
        name = (
            "headline" if isinstance(entity.data.get("headline"), str) else "name" if entity is main else ""
        )
        text = entity.data.get(name)
        if isinstance(text, str):
            place = Place(entity.node, pointer=f"{entity.pointer}/{name}")
            signal = (
                ("json-ld" if name == "headline" else "json-ld-name") if entity is main else "json-ld-other"
            )
            pool.add_cut(html.unescape(text), "json-ld", signal, place)


def _from_itemprop(page: Page, pool: _Pool) -> None:
    nodes = page.nodes
    for node in page.itemprops("headline")[:3]:
        content = nodes.attrs[node].get("content")
        place = Place(node, "content" if content else None)
        pool.add(content or nodes.text_of(node), "microdata", "itemprop", place)


def _from_title_tag(page: Page, pool: _Pool) -> None:
    for node in page.by_tag("title")[:1]:
        pool.add_cut(page.nodes.text_of(node), "html", "title-tag", Place(node))


def _from_h2(page: Page, pool: _Pool) -> None:
    """Second headings count where they say what another source says, or where there is no first."""
    nodes = page.nodes
    sole = not page.by_tag("h1")
    for tag in ("h2", "h3"):
        for rank, node in enumerate(page.by_tag(tag)[:MOST_HEADINGS]):
            text = nodes.text_of(node)
            if len(text) > LONGEST_TITLE:
                continue
            if fold(text) in pool.found or (sole and rank < 3 and tag == "h2"):
                found = pool.add(text, "html", tag, Place(node))
                if found is not None:
                    found.signals.update(_surroundings(page, node, "h2-"))
                    if rank == 0:
                        found.signals.add("h2-first")


_READERS = (_from_h1, _from_meta, _from_jsonld, _from_itemprop, _from_title_tag, _from_h2)
"""Where titles are read, in the order in which equal ones name their source."""


def signals_of(page: Page, site: SiteNames) -> list[_Found]:
    """Return all candidates of ``page`` with their signals, in the order in which they were found."""
    pool = _Pool(site, page.once(no_cuts))
    for read in _READERS:
        read(page, pool)
    found = list(pool.found.values())
    shown = texts_sized(page.leaves, {len(f.text) for f in found})
    heads = [f for f in found if not f.signals.isdisjoint(("title-tag", "og", "json-ld", "twitter"))]
    slug = words(path_of(page.url).replace("_", " "))
    for f in found:
        f.signals.update(_context(f, heads, pool.site, shown, slug))
        if not _STRAY.isdisjoint(f.signals):
            f.signals = {s for s in f.signals if not s.startswith("h1")} | {"h1-stray"}
    return found


def _context(
    found: _Found, heads: list[_Found], site: SiteNames, shown: set[str], slug: frozenset[str]
) -> Iterator[str]:
    """Yield the signals that a candidate has by its text and by what the others say."""
    if site.matches_folded(found.key):
        yield "site-name"
    if found.text in shown and "h1-outside" not in found.signals:
        yield "shown"
    length = _length(found)
    yield f"words-{length}"
    kinds = [kind for kind, signals in _KINDS if not signals.isdisjoint(found.signals)]
    for i, kind in enumerate(kinds):
        for other in kinds[i + 1 :]:
            yield f"{kind}+{other}"
    others = [h for h in heads if h is not found]
    if others:
        yield from _agreement(found, others, length, alone=len(kinds) == 1)
    if len(slug) > 3:
        yield "slug-" + _grade(len(found.words & slug) / max(1, len(found.words)))


def _agreement(found: _Found, others: list[_Found], length: int, *, alone: bool) -> Iterator[str]:
    """Yield the signals of how a candidate's words go with those of the other sources."""
    overlap = max(_overlap(found.words, h.words) for h in others)
    grade = _grade(overlap)
    yield f"overlap-{grade}"
    if alone and "h1" in found.signals:
        yield f"h1-alone-{grade}"
        if grade == "none":
            yield f"h1-stray-{length}"
    for h in others:
        if found.key in h.key:
            yield "cut-of" if found.key in h.cuts else "within"
        elif h.key in found.key:
            yield "holds-cut" if h.key in found.cuts else "holds"


_LENGTHS = (1, 2, 3, 4, 7, 20)
"""The lower ends of the classes of length, in words."""


def _length(found: _Found) -> int:
    """Return the class of length in words, by its lower end. Scripts without spaces: two characters a word."""
    count = len(found.words)
    if not found.text.isascii() and max(found.text) > "\u2e7f":
        count = max(count, sum([c > "\u2e7f" for c in found.text]) // 2)
    return _LENGTHS[max(0, bisect_right(_LENGTHS, count) - 1)]


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    shared = len(a & b)
    return shared / max(1, len(a) + len(b) - shared)


def _grade(share: float) -> str:
    return "none" if share < 0.05 else "low" if share < 0.3 else "half" if share < 0.6 else "high"


def title_candidates(page: Page, site: SiteNames | None = None) -> tuple[Candidate[str], ...]:
    """Return candidates for the headline, best first; empty if the page has no title of any kind."""
    if page.is_text:
        return stated(page, "title")
    found = signals_of(page, site_names(page) if site is None else site)
    for f in found:
        f.score = sum([_WEIGHTS.get(s, 0.0) for s in sorted(f.signals)])
    found.sort(key=lambda f: -f.score)
    odds = [math.exp(f.score) for f in found]
    total = math.exp(_WEIGHTS.get("none", 0.0)) + sum(odds)
    return tuple(
        [
            _new(Candidate, (*f.first[:5], _refusal(f, found[0]), round(odd / total, 3)))
            for f, odd in zip(found, odds, strict=True)
        ]
    )


def _refusal(found: _Found, best: _Found) -> str | None:
    """Return why a candidate that lost did: it names the site, or holds the best one and more."""
    if found is best:
        return None
    if "site-name" in found.signals:
        return "site-name"
    return "affix" if best.key in found.key else None
