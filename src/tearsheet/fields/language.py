"""The language that the page declares."""

from __future__ import annotations

from collections.abc import Iterator

from tearsheet.article.model import Source
from tearsheet.page import Page
from tearsheet.parsing.language import parse_language
from tearsheet.ranking.candidates import Candidate, Place

_META_RULES: tuple[tuple[str, Source, str], ...] = (
    ("og:locale", "opengraph", "language.og"),
    ("inlanguage", "microdata", "language.itemprop"),
    ("dc.language", "meta", "language.dc"),
    ("dcterms.language", "meta", "language.dc"),
    ("language", "meta", "language.meta"),
    ("content-language", "meta", "language.http-equiv"),
)
"""Meta keys that declare the language, best first. Source: Open Graph, schema.org, Dublin Core, HTML."""


def language_candidates(page: Page) -> tuple[Candidate[str], ...]:
    """Return candidates for the page's language, best first; empty if it declares none.

    The ``lang`` of the root or the body comes before that of the metadata. Tags that are not well-formed BCP 47
    are refused as ``not-a-tag``.
    """
    found = [*_from_html(page), *_from_jsonld(page), *_from_meta(page)]
    tags = [parse_language(raw) for raw, *_ in found]
    return tuple(
        [
            Candidate(tag or raw, raw, source, rule, place, None if tag else "not-a-tag")
            for tag, (raw, source, rule, place) in zip(tags, found, strict=True)
        ]
    )


def _from_html(page: Page) -> Iterator[tuple[str, Source, str, Place]]:
    nodes = page.nodes
    for node in (0, *nodes.children(0)) if nodes.tags else ():
        if nodes.tags[node] in ("html", "body"):
            for name in ("lang", "xml:lang"):
                raw = nodes.attrs[node].get(name)
                if raw and raw.strip():
                    yield raw, "html", f"language.{nodes.tags[node]}", Place(node, name)


def _from_jsonld(page: Page) -> Iterator[tuple[str, Source, str, Place]]:
    entity = page.main_entity
    raw = entity.data.get("inLanguage") if entity is not None else None
    if entity is not None and isinstance(raw, str) and raw.strip():
        yield raw, "json-ld", "language.json-ld", Place(entity.node, pointer=f"{entity.pointer}/inLanguage")


def _from_meta(page: Page) -> Iterator[tuple[str, Source, str, Place]]:
    for key, source, rule in _META_RULES:
        for meta in page.metas_of(key):
            yield meta.content, source, rule, Place(meta.node, "content")
