"""Where authors are declared: structured data, metadata, microdata, and links marked ``rel=author``."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import Any

from tearsheet.article.model import Author, Source
from tearsheet.fields.byline_places import is_foreign
from tearsheet.fields.bylines import Byline
from tearsheet.fields.site import SiteNames
from tearsheet.page import Page
from tearsheet.parsing.names import LONGEST_BYLINE, LONGEST_NAME, given_first, is_pen_name, parse_names
from tearsheet.parsing.urls import is_web_url
from tearsheet.ranking.candidates import SourceRef
from tearsheet.vocab import load

_VOCAB = load("authors")
_LABELS = frozenset(_VOCAB["written_by_label"])
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
            "citation_authors",
            "bepress_citation_author",
            "eprints.creators_name",
            "bc:authors",
            "authors",
        ),
        "meta-other",
    ),
}
"""Meta keys that name the author, and the signal of each. Source: HTML, Open Graph, Dublin Core, Highwire, and the
keys that analytics services document."""

MOST_READ = 200
"""Most names that are read from one source. Source: reasoning."""
MOST_NAMES = 12
"""Most names of one byline that are kept; scientific papers list more. Source: reasoning."""
NEAR = 60
"""Most elements between two authors in one list. Source: reasoning."""


def from_jsonld(page: Page) -> Iterator[Byline]:
    """Yield the authors and creators in JSON-LD, except those of other articles."""
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
            place = SourceRef(entity.node, pointer=f"{entity.pointer}/{name}")
            raw = ", ".join(a.name for a, _ in authors)
            organisation = all(is_one for _, is_one in authors)
            yield Byline(tuple(a for a, _ in authors), raw, "json-ld", signal, place, organisation)


def _of_json(page: Page, value: Any) -> Iterator[tuple[Author, bool]]:
    """Yield the authors in a JSON-LD value, and whether each is an organisation."""
    for item in value[:MOST_READ] if isinstance(value, list) else [value]:
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
    values = value[:MOST_READ] if isinstance(value, list) else [value]
    return [html.unescape(v) for v in values if isinstance(v, str) and v.strip()]


def _given_and_family(data: Mapping[str, Any]) -> list[str]:
    joined = " ".join(_texts([data.get(name) for name in ("givenName", "additionalName", "familyName")]))
    return [joined] if joined else []


def _split(text: str) -> Iterator[str]:
    """Yield the names in a declared author: several if it is a list, unchanged if it does not look like names."""
    text = " ".join(html.unescape(text).split())
    if not text or len(text) > LONGEST_BYLINE or is_web_url(text) or text.casefold() in _NOBODY:
        return
    names = parse_names(text)
    if not names and len(text) <= LONGEST_NAME and "@" not in text and not text.isdigit():
        names = (text,)
    yield from names


def from_meta(page: Page, site: SiteNames) -> Iterator[Byline]:
    """Yield the authors of each meta key, and of Twitter cards whose label is a word for "written by"."""
    names: dict[str, list[str]] = {}
    first: dict[str, tuple[str, SourceRef]] = {}
    metas = [m for m in page.metas if m.key in _META_SIGNALS or m.key[:8] == "twitter:"]
    labels = {f"twitter:data{m.key[13:]}": m.content for m in metas if m.key[:13] == "twitter:label"}
    labelled = {key for key, label in labels.items() if label.casefold() in _LABELS}
    for key, content, node in metas:
        account = content[:1] == "@" or (key == "twitter:creator" and " " not in content.strip())
        if (key in _META_SIGNALS or key in labelled) and not account:
            parts = map(given_first, content.split(";")) if key in _SURNAME_FIRST else (content,)
            names.setdefault(key, []).extend(name for part in parts for name in _split(part))
            first.setdefault(key, (content, SourceRef(node, "content")))
    for key, listed in names.items():
        people = [n for n in listed if not site.matches(n)] or listed
        source: Source = "opengraph" if key.startswith(("article:", "og:")) else "meta"
        raw, place = first[key]
        signal = _META_SIGNALS.get(key, "meta-label")
        yield Byline(tuple(Author(name=n) for n in people), raw, source, signal, place)


def from_itemprop(page: Page, headline: int) -> Iterator[Byline]:
    """Yield the authors in microdata: the ``name`` inside the element, its content or its text. Neighbours form a list."""
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
        yield Byline(tuple(authors), nodes.text_of(first), "microdata", "itemprop", SourceRef(first))


def _item_of(page: Page, node: int) -> int:
    """Return the microdata item that a property belongs to; -1 if there is none."""
    nodes = page.nodes
    return next((above for above in nodes.ancestors(node) if "itemscope" in nodes.attrs[above]), -1)


def from_rel(page: Page, headline: int) -> Iterator[Byline]:
    """Yield the authors in links and elements marked ``rel=author``. Neighbours form a list."""
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
        if not names and is_pen_name(text):
            names = (text,)
        href = page.absolute(nodes.attrs[node].get("href", ""))
        authors.extend(Author(name=n, url=href) for n in names)
        first = node if authors and first < 0 else first
    if authors:
        yield Byline(tuple(authors), nodes.text_of(first), "html", "rel", SourceRef(first))
