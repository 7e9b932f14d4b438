"""The sources of titles: metadata, headings and the ``title`` element."""

from __future__ import annotations

import html
from collections.abc import Iterator

from tearsheet.article.model import Source
from tearsheet.fields.heading_text import Heading, heading_of
from tearsheet.fields.site import LONGEST_TITLE
from tearsheet.fields.title_lines import from_lines
from tearsheet.fields.title_pool import Found, Pool
from tearsheet.page import Page
from tearsheet.parsing.headlines import without_counter
from tearsheet.parsing.titles import fold
from tearsheet.parsing.urls import path_of
from tearsheet.ranking.candidates import SourceRef
from tearsheet.vocab import load

MOST_CANDIDATES = 100
"""Most different titles of one page that are scored; real pages have far fewer. Source: reasoning."""
MOST_HEADINGS = 6
"""Most headings with one tag that are checked, from the top of the page. Source: reasoning."""
MOST_PARTS = 4
"""Most parts of one heading that are scored on their own. Source: reasoning."""

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

_VOCAB = load("title")
_LOGO = frozenset(_VOCAB["logo"])
_HEADLINE = frozenset(_VOCAB["headline"])
_HIDDEN = frozenset(_VOCAB["hidden"])
_NO_ARTICLE = frozenset(
    ("WebSite", "Organization", "ImageObject", "VideoObject", "Comment", "Person", "BreadcrumbList")
)
_OUTSIDE = frozenset(("h1-in-nav", "h1-in-footer", "h1-in-aside", "h1-home-link"))
"""Signals of an ``h1`` that is not the headline: in navigation, header or footer, or the site's own name."""
_LANDMARKS = frozenset(("nav", "footer", "aside", "header", "article", "main"))


def _from_h1(page: Page, pool: Pool) -> None:
    headings = page.by_tag("h1")
    first = True
    for node in headings[:MOST_HEADINGS]:
        heading = heading_of(page, node)
        around = set(_surroundings(page, node, "h1-"))
        outside = not _OUTSIDE.isdisjoint(around)
        found = pool.add(heading.text, "html", "h1-outside" if outside else "h1", SourceRef(node))
        if found is None or outside:
            continue
        found.signals.update(around)
        if first:  # apart from logos and menus
            found.signals.add("h1-first")
            first = False
        if len(headings) == 1:
            found.signals.add("h1-sole")
        _add_parts(page, pool, node, heading, found)
        for part in pool.parts(found):
            left = pool.add(part.kept, "html", "h1-cut", SourceRef(node))
            if left is not None:
                found.title_splits.add(left.key)
                if part.names_site:
                    found.signals.add("carries-site")
                    left.signals.add("h1-cut-site")


def _add_parts(page: Page, pool: Pool, node: int, heading: Heading, found: Found) -> None:
    """Add the whole text of a heading, and the parts in its child elements."""
    nodes = page.nodes
    if heading.whole != heading.text and fold(heading.whole) != found.key:  # more than a permalink sign
        found.signals.add("unkicked")
        whole = pool.add(heading.whole, "html", "h1-whole", SourceRef(node))
        if whole is not None:
            whole.signals.add("holds-kicker")
    if nodes.ends[node] == node + 1:
        return
    parts = [nodes.texts[node] or ""]
    for child in nodes.children(node):
        parts += (nodes.text_of(child), nodes.tails[child] or "")
    parts = [text for text in parts if text.strip()]
    if not 1 < len(parts) <= MOST_PARTS:
        return
    for text in parts:
        part = pool.add(text, "html", "h1-part", SourceRef(node))
        if part is not None and part is not found:
            part.signals.add("kicker" if text.rstrip().endswith(":") else "part")


def _surroundings(page: Page, node: int, prefix: str) -> Iterator[str]:
    """Yield the signals for the position of a heading."""
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
        if nodes.tags[inner] == "a" and href is not None and not href.startswith("#"):
            yield prefix + ("home-link" if path_of(page.absolute(href) or href) in ("", "/") else "linked")
    parent = nodes.parents[node]
    if parent >= 0 and nodes.tags[parent] == "a":
        yield prefix + "linked"


def _from_meta(page: Page, pool: Pool) -> None:
    for meta in page.metas:
        signal = _META_SIGNALS.get(meta.key)
        if signal is not None:
            source: Source = "opengraph" if signal == "og" else "meta"
            pool.add_cut(meta.content, source, signal, SourceRef(meta.node, "content"))


def _from_jsonld(page: Page, pool: Pool) -> None:
    main = page.main_entity
    for entity in page.jsonld.having("headline", "name"):
        if entity is not main and (entity.aside or not _NO_ARTICLE.isdisjoint(entity.types)):
            continue
        name = (
            "headline" if isinstance(entity.data.get("headline"), str) else "name" if entity is main else ""
        )
        text = entity.data.get(name)
        if isinstance(text, str):
            place = SourceRef(entity.node, pointer=f"{entity.pointer}/{name}")
            signal = (
                ("json-ld" if name == "headline" else "json-ld-name") if entity is main else "json-ld-other"
            )
            pool.add_cut(html.unescape(text), "json-ld", signal, place)


def _from_itemprop(page: Page, pool: Pool) -> None:
    nodes = page.nodes
    for node in page.itemprops("headline")[:3]:
        content = nodes.attrs[node].get("content")
        place = SourceRef(node, "content" if content else None)
        pool.add(content or nodes.text_of(node), "microdata", "itemprop", place)


def _from_title_tag(page: Page, pool: Pool) -> None:
    for node in page.by_tag("title")[:1]:
        pool.add_cut(without_counter(page.nodes.text_of(node)), "html", "title-tag", SourceRef(node))


def _from_lower_headings(page: Page, pool: Pool) -> None:
    """Add lower headings if another source has the same text, or if there is no ``h1``."""
    sole = not page.by_tag("h1")
    for tag in ("h2", "h3", "h4"):
        for rank, node in enumerate(page.by_tag(tag)[:MOST_HEADINGS]):
            text = heading_of(page, node).text
            if len(text) > LONGEST_TITLE:
                continue
            if fold(text) in pool.found or (sole and rank < 3 and tag == "h2"):
                found = pool.add(text, "html", "h3" if tag == "h4" else tag, SourceRef(node))
                if found is not None:
                    found.signals.update(_surroundings(page, node, "h2-"))
                    if rank == 0:
                        found.signals.add("h2-first")


READERS = (
    _from_h1,
    _from_meta,
    _from_jsonld,
    _from_itemprop,
    _from_title_tag,
    _from_lower_headings,
    from_lines,
)
"""The sources, in order: of equal titles, the first one found names the source."""
