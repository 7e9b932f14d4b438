"""The summary: the page's own description of the article."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from tearsheet.article.model import Source
from tearsheet.page import Page
from tearsheet.parsing.titles import fold
from tearsheet.ranking.candidates import Candidate, SourceRef
from tearsheet.ranking.scoring import scored

_META_RULES: tuple[tuple[str, Source, str], ...] = (
    ("og:description", "opengraph", "summary.og"),
    ("description", "meta", "summary.meta"),
    ("twitter:description", "meta", "summary.twitter"),
    ("dc.description", "meta", "summary.dc"),
    ("dcterms.description", "meta", "summary.dc"),
    ("dcterms.abstract", "meta", "summary.dc"),
    ("sailthru.description", "meta", "summary.sailthru"),
)
"""Meta keys that describe the page. Source: Open Graph, HTML, Twitter cards, Dublin Core."""

SHORTEST = 15
"""Shortest description in characters; a shorter text is a slogan or a leftover. Source: reasoning."""
_CUT_OFF = ("...", "…", "[…]", "[...]", "[&hellip;]")


def summary_candidates(page: Page, title: str | None) -> tuple[Candidate[str], ...]:
    """Return candidates for the summary, best first; empty if the page has no description.

    Open Graph comes first, because it is written to be read next to a link, then the JSON-LD description of the main
    entity, then the other meta elements. Truncated descriptions come after complete ones. Rejected: descriptions that
    repeat the title (``title``) or are too short (``too-short``).
    """
    found = []
    shared, *others = _META_RULES
    for raw, source, rule, place in (
        *_from_meta(page, (shared,)),
        *_from_jsonld(page),
        *_from_meta(page, others),
    ):
        text = " ".join(html.unescape(raw).split())
        if text:
            found.append(Candidate(text, raw, source, rule, place, _refusal(text, title)))
    found.sort(key=lambda c: c.value.endswith(_CUT_OFF))
    return scored("summary", found, key=fold)


def _refusal(text: str, title: str | None) -> str | None:
    if title is not None and fold(text) == fold(title):
        return "title"
    return "too-short" if len(text) < SHORTEST else None


def _from_jsonld(page: Page) -> Iterator[tuple[str, Source, str, SourceRef]]:
    entity = page.main_entity
    if entity is not None:
        for name in ("description", "abstract"):
            value = entity.data.get(name)
            if isinstance(value, str) and value.strip() and "<" not in value:
                place = SourceRef(entity.node, pointer=f"{entity.pointer}/{name}")
                yield value, "json-ld", "summary.json-ld", place


def _from_meta(
    page: Page, rules: Iterable[tuple[str, Source, str]]
) -> Iterator[tuple[str, Source, str, SourceRef]]:
    for key, source, rule in rules:
        for meta in page.metas_of(key)[:1]:
            yield meta.content, source, rule, SourceRef(meta.node, "content")
