"""The URL that the page declares as its own."""

from __future__ import annotations

from collections.abc import Iterator

from tearsheet.article.model import Source
from tearsheet.page import Page
from tearsheet.parsing.urls import host_labels, host_of, is_web_url, path_of
from tearsheet.ranking.candidates import Candidate, SourceRef


def canonical_url_candidates(page: Page) -> tuple[Candidate[str], ...]:
    """Return candidates for the page's own URL, best first; empty if it declares none.

    Rejected: values that do not resolve to an absolute http(s) URL (``not-a-url``); the site's front page, declared on
    another page (``front-page``); and a URL of another site, if the page's URL is known and another source names one on
    the same site (``other-site``).
    """
    found = [*_declared(page)]
    own = host_labels(host_of(page.url))[:1]
    stays = bool(own) and any(host_labels(host_of(page.absolute(raw)))[:1] == own for raw, *_ in found)
    candidates = []
    for raw, source, rule, place in found:
        url = page.absolute(raw)
        rejected = _refusal(page, url, other_site_counts=stays)
        candidates.append(Candidate(url or raw, raw, source, rule, place, rejected))
    return tuple(candidates)


def _declared(page: Page) -> Iterator[tuple[str, Source, str, SourceRef]]:
    for node in page.rels("canonical"):
        href = page.nodes.attrs[node].get("href", "").strip()
        if href and page.nodes.tags[node] == "link":
            yield href, "html", "canonical-url.link", SourceRef(node, "href")
    for meta in page.metas_of("og:url"):
        yield meta.content, "opengraph", "canonical-url.og", SourceRef(meta.node, "content")
    entity = page.main_entity
    if entity is not None:
        for name in ("mainEntityOfPage", "url"):
            value = entity.data.get(name)
            raw = value.get("@id") if isinstance(value, dict) else value
            if isinstance(raw, str) and raw.strip():
                place = SourceRef(entity.node, pointer=f"{entity.pointer}/{name}")
                yield raw.strip(), "json-ld", "canonical-url.json-ld", place


def _refusal(page: Page, url: str | None, *, other_site_counts: bool) -> str | None:
    if url is None or not is_web_url(url):
        return "not-a-url"
    if path_of(url).strip("/") == "" and path_of(page.url).strip("/") and "?" not in url:
        return "front-page"
    if other_site_counts and host_labels(host_of(url))[:1] != host_labels(host_of(page.url))[:1]:
        return "other-site"
    return None
