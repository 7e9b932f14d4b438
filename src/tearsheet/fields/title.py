"""The headline, from all sources on the page, weighted by their agreement.

Equal strings from different sources become one candidate with the signals of all of them. The score of a candidate is a
softmax of its summed weights over all candidates of the page and "none of them", calibrated on development pages.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator

from tearsheet import ranking
from tearsheet.fields.shown import texts_sized
from tearsheet.fields.site import SiteNames, site_names, title_split_cache
from tearsheet.fields.stated_candidates import stated
from tearsheet.fields.title_choice import KINDS, readers_first
from tearsheet.fields.title_hints import ends_with_host, is_slug, logo_texts, slug_of
from tearsheet.fields.title_pool import Found, Pool
from tearsheet.fields.title_sources import READERS
from tearsheet.page import Page
from tearsheet.parsing.headlines import is_cut_off, is_no_headline
from tearsheet.parsing.titles import words
from tearsheet.parsing.urls import path_of
from tearsheet.ranking.candidates import Candidate
from tearsheet.ranking.confidence import log_odds
from tearsheet.vocab import load

_new = tuple.__new__  # bypasses the named tuple's constructor, for speed
_WEIGHTS: dict[str, float] = load("title")["weights"]
_STRAY = frozenset(("h1-stray-1", "h1-stray-2"))
"""Signals of a first heading of one or two words, none of them in the title, Open Graph or JSON-LD: a section or a logo.
Other evidence for first headings does not count for it."""
_HEADING_OF_TEXT = frozenset(("line-heading", "line-next"))
"""Signals of a heading right above the text. If there is one, a part of a title that is not visible belongs to the site."""
_BARE = frozenset(("unkicked", "h1-whole"))
"""Signals of headings that are visible although no line consists of their text alone."""
_UNCUT = frozenset(("og", "json-ld", "twitter", "title-tag"))
_ELSEWHERE = _UNCUT | {"title-tag-cut"}
SHORTEST_START = 10
"""Fewest letters and digits that a truncated title has in common with the complete one. Source: reasoning."""

_FIRST = frozenset(("h1", "lone-h1"))


def signals_of(page: Page, site: SiteNames) -> list[Found]:
    """Return all candidates of ``page`` with their signals, in the order in which they were found."""
    pool = Pool(site, page.memo(title_split_cache))
    for read in READERS:
        read(page, pool)
    found = list(pool.found.values())
    _complete(found)
    _with_kicker(found)
    shown = {text.replace("\n", " ") for text in texts_sized(page.blocks, _sizes(found))}
    heads = [
        f for f in found if not f.signals.isdisjoint(("title-tag", "lone-tag", "og", "json-ld", "twitter"))
    ]
    slug = words(path_of(page.url).replace("_", " "))
    last = slug_of(page.url)
    logos = logo_texts(page)
    headed = any(f.signals >= _HEADING_OF_TEXT for f in found)
    for f in found:
        if headed and f.text not in shown and not f.signals.isdisjoint(("lone-tag", "lone-cut")):
            f.signals.add("beside-heading")
        if is_slug(f.text, last):
            f.signals.add("slug-alone")
        if f.key in logos:
            f.signals.add("logo-text")
            if "beside-heading" in f.signals:
                f.signals.add("logo-beside-heading")
        f.signals.update(_context(f, heads, pool.site, shown, slug))
        if not _STRAY.isdisjoint(f.signals):
            f.signals = {s for s in f.signals if not s.startswith("h1")} | {"h1-stray"}
    return found


def _sizes(found: list[Found]) -> set[int]:
    return {size for f in found for size in (len(f.text), len(f.first.raw))}


def _complete(found: list[Found]) -> None:
    """Add the signals of truncated titles to the shortest complete one that begins like them."""
    for f in found:
        if is_cut_off(f.text) and len(f.key) >= SHORTEST_START:
            longer = [o for o in found if _continues(o, f)]
            if longer:
                whole = min(longer, key=lambda o: len(o.key))
                whole.signals |= f.signals - {"carries-site"}
                f.signals = {"cut-off"}


def _with_kicker(found: list[Found]) -> None:
    """Prefer the whole heading if the declared title also contains the kicker."""
    whole = next((f for f in found if "holds-kicker" in f.signals), None)
    if whole is None or whole.signals.isdisjoint(_ELSEWHERE):
        return
    for f in found:
        if "unkicked" in f.signals and f.signals.isdisjoint(_UNCUT):
            own = {s for s in f.signals if s.startswith("h1")}
            whole.signals = (whole.signals | own) - {"holds-kicker"}
            f.signals = (f.signals - own - {"unkicked"}) | {"h1-part", "part"}


def _continues(whole: Found, cut: Found) -> bool:
    """Return whether ``whole`` is the complete form of the truncated title ``cut``."""
    return (
        whole is not cut
        and whole.key.startswith(cut.key)
        and not is_cut_off(whole.text)
        and cut.text not in whole.text
    )


def _context(
    found: Found, heads: list[Found], site: SiteNames, shown: set[str], slug: frozenset[str]
) -> Iterator[str]:
    """Yield the signals of a candidate that follow from its text and from the other candidates."""
    if site.matches_folded(found.key):
        yield "site-name"
    if ends_with_host(found.text):
        yield "host-last"
    if "h1-outside" not in found.signals and (
        found.text in shown or found.first.raw in shown or not _BARE.isdisjoint(found.signals)
    ):
        yield "shown"
    length = _length(found)
    yield f"words-{length}"
    kinds = [kind for kind, signals in KINDS if not signals.isdisjoint(found.signals)]
    for i, kind in enumerate(kinds):
        for other in kinds[i + 1 :]:
            yield f"{kind}+{other}"
    others = [h for h in heads if h is not found]
    if others:
        yield from _agreement(found, others, length, alone=len(kinds) == 1)
    if len(slug) > 3:
        yield "slug-" + _grade(len(found.words & slug) / max(1, len(found.words)))


def _agreement(found: Found, others: list[Found], length: int, *, alone: bool) -> Iterator[str]:
    """Yield the signals of agreement between a candidate's words and those of the other sources."""
    overlap = max(_overlap(found.words, h.words) for h in others)
    grade = _grade(overlap)
    yield f"overlap-{grade}"
    if alone and not _FIRST.isdisjoint(found.signals):
        yield f"h1-alone-{grade}"
        if grade == "none":
            yield f"h1-stray-{length}"
    for h in others:
        if found.key in h.key:
            yield "cut-of" if found.key in h.title_splits else "within"
            if not h.key.startswith(found.key):
                yield "after-start"
        elif h.key in found.key:
            yield "holds-cut" if h.key in found.title_splits else "holds"


_LENGTHS = (1, 2, 3, 4, 7, 20)
"""Lower bounds of the length classes, in words."""


def _length(found: Found) -> int:
    """Return the lower bound of the length class; in scripts without spaces, two characters count as a word."""
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
    """Return candidates for the headline, best first; empty if the page has no title at all."""
    if page.is_text:
        return stated(page, "title")
    found = signals_of(page, site_names(page) if site is None else site)
    for f in found:
        f.score = sum([_WEIGHTS.get(s, 0.0) for s in sorted(f.signals)])
    found.sort(key=lambda f: -f.score)
    found = readers_first(found) if found else found
    odds = [math.exp(f.score) for f in found]
    total = math.exp(_WEIGHTS.get("none", 0.0)) + sum(odds)
    scores = [round(odd / total, 3) for odd in odds]
    doubted = False
    if found:
        scores[0] = ranking.confidence("title", found[0].first.rule, _evidence(found, odds, total))
        doubted = scores[0] < ranking.bound("title")
    return tuple(
        [
            _new(Candidate, (*f.first[:5], _refusal(f, found[0], doubted=doubted), score))
            for f, score in zip(found, scores, strict=True)
        ]
    )


def _evidence(found: list[Found], odds: list[float], total: float) -> dict[str, float]:
    """Return the confidence signals of the best title: its probability, its lead, and which sources agree."""
    best = found[0]
    evidence = {"odds": log_odds(odds[0] / total)}
    if len(odds) > 1:
        evidence["lead"] = math.log(odds[0] / odds[1])
    kinds = sum(not signals.isdisjoint(best.signals) for _, signals in KINDS)
    evidence[f"kinds-{min(kinds, 3)}"] = 1.0
    for signal in ("shown", "h1", "lone-tag", "lone-cut", "line-next", "h1-stray", "words-1"):
        if signal in best.signals:
            evidence[signal] = 1.0
    return evidence


def _refusal(found: Found, best: Found, *, doubted: bool) -> str | None:
    """Return a code for why a candidate is rejected: not a headline, the site's name, or the best one with more text.

    None if it is not rejected.
    """
    if found is best:
        if is_no_headline(found.key):
            return "no-headline"
    elif "site-name" in found.signals:
        return "site-name"
    elif best.key in found.key:
        return "affix"
    return "low-confidence" if doubted else None
