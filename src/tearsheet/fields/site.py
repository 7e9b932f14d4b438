"""The name of the site or publication, and names of the site as evidence for other fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from tearsheet.article.model import Source
from tearsheet.fields.stated_candidates import stated
from tearsheet.page import Page
from tearsheet.parsing.titles import Cut, fold, has_separator, title_splits
from tearsheet.parsing.urls import host_labels, host_of, path_of
from tearsheet.ranking.candidates import Candidate, SourceRef
from tearsheet.ranking.scoring import scored

_META_RULES: tuple[tuple[str, Source, str], ...] = (
    ("og:site_name", "opengraph", "site.og"),
    ("application-name", "meta", "site.application-name"),
    ("apple-mobile-web-app-title", "meta", "site.application-name"),
    ("dc.publisher", "meta", "site.dc-publisher"),
    ("dcterms.publisher", "meta", "site.dc-publisher"),
    ("citation_journal_title", "meta", "site.journal"),
)
"""Meta keys that name the site, best first. Source: Open Graph, HTML, Apple, Dublin Core, Highwire."""

_HOST = re.compile(r"(?:https?://)?(?:www\.[\w-]+|[a-z\d-]+(?:\.[a-z\d-]+)*)\.[a-z]{2,8}/?")
"""A bare host; names with a dot (``Goal.com``) have a capital letter."""
LONGEST_NAME = 80
"""Longest site name in characters; a longer text is a slogan or a title. Source: reasoning."""


LONGEST_TITLE = 400
"""Longest headline in characters. Source: reasoning, about three times the longest usual headline."""
TOP = 15
"""Number of blocks at the top of the page that are searched for the link to the front page. Source: reasoning."""


class SiteNames(NamedTuple):
    """The known names of the page's site, folded for comparison."""

    names: frozenset[str]
    """Declared names, folded."""
    labels: tuple[str, ...]
    """Labels of the page's host that may name the site, folded, the most specific first."""

    def matches(self, text: str) -> bool:
        """Return whether ``text`` is the site's name, possibly with little text around it."""
        return self.matches_folded(fold(text))

    def matches_folded(self, folded: str) -> bool:
        """Return the same as `matches`, for a folded text."""
        if not folded:
            return False
        if folded in self.names or folded in self.labels:
            return True
        size = len(folded)
        if size >= 4 and folded in "".join(self.labels[::-1]):
            return True
        for known in (self.names, self.labels):
            for name in known:
                if len(name) >= 4 and size <= 2 * len(name) + 6 and name in folded:
                    return True
        return False


def site_names(page: Page) -> SiteNames:
    """Return the declared names of the site and the labels of its host; both may be empty."""
    return page.memo(_site_names)


def _site_names(page: Page) -> SiteNames:
    names = {fold(name) for name in {c.value for c in page.memo(_declared)}}
    names.update([fold(m.content.lstrip("@")) for m in page.metas_of("twitter:site")])
    names.update([fold(name) for name, _ in page.memo(_front_page_links)])
    names.discard("")
    return SiteNames(frozenset(names), tuple(dict.fromkeys(page.memo(_host_labels))))


def _host_labels(page: Page) -> tuple[str, ...]:
    """Return the labels of the page's hosts that may name the site, folded, the most specific of each host first."""
    urls = dict.fromkeys((page.url, *_own_urls(page)))
    return tuple([fold(label) for url in urls for label in host_labels(host_of(url))])


def site_candidates(page: Page) -> tuple[Candidate[str], ...]:
    """Return candidates for the name of the site, best first; empty if there is none.

    Declared names come first, then the part of the title that is not the headline, if it matches the host.
    """
    if page.is_text:
        return stated(page, "site")
    return scored("site", (*page.memo(_declared), *_title_affixes(page)), key=fold)


def _declared(page: Page) -> tuple[Candidate[str], ...]:
    return tuple(_read_declared(page))


def _read_declared(page: Page) -> Iterator[Candidate[str]]:
    for key, source, rule in _META_RULES:
        for meta in page.metas_of(key):
            if len(meta.content) <= LONGEST_NAME:
                yield _candidate(meta.content, source, rule, SourceRef(meta.node, "content"))
    for entity in page.jsonld.having("publisher"):
        publisher = page.jsonld.resolve(entity.data["publisher"])
        if publisher is not None:
            yield from _named(
                publisher,
                "site.publisher",
                SourceRef(entity.node, pointer=entity.pointer + "/publisher/name"),
            )
    for entity in page.jsonld.of_type("WebSite", "NewsMediaOrganization"):
        yield from _named(
            entity.data, "site.website", SourceRef(entity.node, pointer=entity.pointer + "/name")
        )


def _named(data: dict[str, Any], rule: str, place: SourceRef) -> Iterator[Candidate[str]]:
    name = data.get("name")
    if isinstance(name, str) and name.strip() and len(name) <= LONGEST_NAME:
        yield _candidate(name, "json-ld", rule, place)


def _candidate(raw: str, source: Source, rule: str, place: SourceRef) -> Candidate[str]:
    value = " ".join(raw.split())
    host_only = _HOST.fullmatch(value) is not None
    return Candidate(value, raw, source, rule, place, "host-name" if host_only else None)


def _title_affixes(page: Page) -> Iterator[Candidate[str]]:
    """Yield the parts of the title that match the host, or the text of a link to the front page."""
    labels = page.memo(_host_labels)
    for node in page.by_tag("title")[:1] if labels else ():
        text = page.nodes.text_of(node)
        for part, folded in page.memo(_affixes):
            for label in labels:
                if folded == label or (len(label) > 3 and label in folded):
                    yield Candidate(part, text, "html", "site.title-affix", SourceRef(node))
                    break
    for name, node in page.memo(_front_page_links):
        yield Candidate(name, name, "html", "site.front-page-link", SourceRef(node))


def _affixes(page: Page) -> tuple[tuple[str, str], ...]:
    """Return the first and last part of the title at its separators, each as written and folded."""
    titles = page.by_tag("title")
    title = page.nodes.text_of(titles[0]) if titles else ""
    if len(title) > LONGEST_TITLE:
        return ()
    known = page.memo(title_split_cache)
    found = known.get(title)
    if found is None:
        found = known[title] = tuple(title_splits(title))
    parts = [cut.dropped for cut in found if len(cut.dropped) <= LONGEST_NAME]
    return tuple([(part, fold(part)) for part in parts if not has_separator(part)])


def title_split_cache(page: Page) -> dict[str, tuple[Cut, ...]]:  # noqa: ARG001  # the signature for `Page.memo`
    """Return an empty cache for the ways to split each title: most sources give the same title."""
    return {}


def _front_page_links(page: Page) -> tuple[tuple[str, int], ...]:
    return tuple(_read_front_page_links(page))


def _read_front_page_links(page: Page) -> Iterator[tuple[str, int]]:
    """Yield text and node of the links to the front page, at the top of the page, whose text is a part of the title."""
    nodes = page.nodes
    if page.is_text or not page.by_tag("title"):
        return
    parts = {folded for _, folded in page.memo(_affixes)}
    whole = nodes.text_of(page.by_tag("title")[0])
    if len(whole) <= LONGEST_NAME:
        parts.add(fold(whole))
    first_signs = {part[:1] for part in parts}
    for block in page.blocks[:TOP] if parts else ():
        text = block.text
        if not block.link_chars or len(text) > LONGEST_NAME:
            continue
        if text.isascii() and text[0].isalnum() and text[0].lower() not in first_signs:
            continue  # a cheap check for most links, before the full comparison
        if fold(text) in parts:
            node = page.pieces[block.start][0]
            for above in (node, *nodes.ancestors(node)):
                if nodes.tags[above] == "a":
                    if path_of(nodes.attrs[above].get("href")) in ("", "/", "/index.html", "/index.php"):
                        yield block.text, above
                    break


def _own_urls(page: Page) -> Iterator[str]:
    for node in page.rels("canonical")[:1]:
        href = page.nodes.attrs[node].get("href")
        if href:
            yield href
    for meta in page.metas_of("og:url")[:1]:
        yield meta.content
