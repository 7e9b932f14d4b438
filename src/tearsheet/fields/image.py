"""The main picture: the one that the page declares for the article, or else the first one in it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tearsheet.article.model import Source
from tearsheet.body.selection import BodySelection
from tearsheet.page import Page
from tearsheet.parsing.urls import is_web_url, path_of
from tearsheet.ranking.candidates import Candidate, SourceRef
from tearsheet.ranking.scoring import scored
from tearsheet.structure.figures import largest_of
from tearsheet.vocab import load

_META_RULES: tuple[tuple[str, Source, str], ...] = (
    ("og:image:secure_url", "opengraph", "image.og"),
    ("og:image", "opengraph", "image.og"),
    ("og:image:url", "opengraph", "image.og"),
    ("twitter:image", "meta", "image.twitter"),
    ("twitter:image:src", "meta", "image.twitter"),
    ("thumbnail", "meta", "image.thumbnail"),
)
"""Meta keys that name the main picture, best first. Source: Open Graph, Twitter cards."""

_NO_PICTURE = frozenset(load("pictures")["no_picture_files"])
"""Words in the names of files that are not pictures of the article. Source: reasoning."""
_WORD = re.compile(r"[a-z]+|\d+(?:x\d+)?")

MOST_SOURCES = 8
"""Most nested ``source`` elements of a picture. Source: reasoning."""
SMALLEST = 100
"""Smallest width and height of a picture in the text, in CSS pixels; smaller ones are icons. Source: reasoning."""


def image_candidates(page: Page, selection: BodySelection) -> tuple[Candidate[str], ...]:
    """Return candidates for the main picture, best first; empty if there is none.

    Declared pictures come before those in the text. Rejected: logos and placeholders, by their path (``placeholder``),
    and values that do not resolve to an absolute http(s) URL (``not-a-url``).
    """
    found = [*_from_meta(page), *_from_jsonld(page), *_from_link(page), *_from_body(page, selection)]
    candidates = []
    for raw, source, rule, place in found:
        url = page.absolute(html.unescape(raw) if "&" in raw else raw)
        candidates.append(Candidate(url or raw, raw, source, rule, place, _refusal(url)))
    return scored("image", candidates)


def _refusal(url: str | None) -> str | None:
    if url is None or not is_web_url(url):
        return "not-a-url"
    path = path_of(url).lower()
    if path.strip("/") == "" and "?" not in url:
        return "not-a-url"
    name = path.rstrip("/").rpartition("/")[2]
    return None if _NO_PICTURE.isdisjoint(_WORD.findall(name)) else "placeholder"


def _from_meta(page: Page) -> Iterator[tuple[str, Source, str, SourceRef]]:
    for key, source, rule in _META_RULES:
        for meta in page.metas_of(key)[:1]:
            yield meta.content, source, rule, SourceRef(meta.node, "content")


def _from_jsonld(page: Page) -> Iterator[tuple[str, Source, str, SourceRef]]:
    entity = page.main_entity
    if entity is None:
        return
    for name in ("image", "thumbnailUrl"):
        raw = _address(page, entity.data.get(name))
        if raw:
            yield raw, "json-ld", "image.json-ld", SourceRef(entity.node, pointer=f"{entity.pointer}/{name}")


def _address(page: Page, value: Any) -> str | None:
    """Return the URL in a JSON-LD image: a string, an ImageObject, or the first one of a list; None if there is none."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        data = page.jsonld.resolve(value) or {}
        value = data.get("url") or data.get("contentUrl")
        value = value[0] if isinstance(value, list) and value else value
    return value.strip() if isinstance(value, str) and value.strip() else None


def _from_link(page: Page) -> Iterator[tuple[str, Source, str, SourceRef]]:
    for node in page.rels("image_src")[:1]:
        href = page.nodes.attrs[node].get("href", "").strip()
        if href:
            yield href, "html", "image.link", SourceRef(node, "href")


def _from_body(page: Page, selection: BodySelection) -> Iterator[tuple[str, Source, str, SourceRef]]:
    """Yield the first picture between the headline and the end of the body that is not an icon."""
    if selection.first < 0:
        return
    start = selection.headline + 1 if 0 <= selection.headline < selection.first else selection.first
    for image in page.images:
        if image.block > selection.last:
            return
        attrs = page.nodes.attrs[image.node]
        if image.block < start or page.nodes.tags[image.node] not in ("img", "amp-img"):
            continue
        for node, own in ((image.node, attrs), *_unscripted(page, image.node)):
            for name in _lazy_first(own):
                raw = own.get(name, "").strip()
                if _is_picture(raw) and not _is_small(own.get("width"), own.get("height")):
                    yield raw, "html", "image.body", SourceRef(node, name)
                    return
        for node, name in _sets(page, image.node):
            raw = largest_of(page.nodes.attrs[node][name])
            if _is_picture(raw) and not _is_small(attrs.get("width"), attrs.get("height")):
                yield raw, "html", "image.body", SourceRef(node, name)
                return


def _sets(page: Page, image: int) -> Iterator[tuple[int, str]]:
    """Yield element and attribute of each ``srcset`` of a picture: its own, and those of ``source`` elements."""
    nodes = page.nodes
    above = nodes.parents[image]
    for _ in range(MOST_SOURCES):  # the parser does not close ``source``, so each may be in the previous one
        if above >= 0 and nodes.tags[above] == "source":
            above = nodes.parents[above]
    inside = above >= 0 and nodes.tags[above] == "picture"
    sources = [n for n in range(above + 1, image) if nodes.tags[n] == "source"] if inside else ()
    for node in (image, *sources):
        for name in nodes.attrs[node]:
            if name == "srcset" or (name[:5] == "data-" and name.endswith("srcset")):
                yield node, name


def _unscripted(page: Page, node: int) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the picture in the ``noscript`` right after the picture ``node``, which is its fallback."""
    attrs = page.unscripted_images.get(page.nodes.ends[node])
    if attrs:
        yield page.nodes.ends[node], attrs


def _lazy_first(attrs: Mapping[str, str]) -> Iterator[str]:
    """Yield the attributes that may contain a picture's URL: those for lazy loading first, then ``src``."""
    for name in attrs:
        if name.startswith("data-") and ("src" in name or "original" in name) and "set" not in name:
            yield name
    yield "src"


def _is_picture(raw: str) -> bool:
    """Return whether a URL may be that of a picture, rather than of a placeholder."""
    if not raw or raw.startswith(("data:", "{")) or " " in raw:
        return False
    return _NO_PICTURE.isdisjoint(_WORD.findall(path_of(raw).lower().rpartition("/")[2]))


def _is_small(*sizes: str | None) -> bool:
    return any(s is not None and s.isascii() and s.isdigit() and int(s[:6]) < SMALLEST for s in sizes)
