"""Asks a page the questions of a site rule: selectors to candidates and to parts of the body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from tearsheet.article.model import Author
from tearsheet.body.selection import Layout
from tearsheet.page import Page
from tearsheet.page.leaves import clean
from tearsheet.page.nodes import Nodes
from tearsheet.page.walk import OPAQUE
from tearsheet.parsing.counts import find_view_counts, parse_count
from tearsheet.parsing.dates import parse_date
from tearsheet.parsing.names import parse_names
from tearsheet.ranking.candidates import Candidate, Place
from tearsheet.sites.rule import Selector, SiteField, SiteRule


class Hit(NamedTuple):
    """One element that a selector found."""

    node: int
    """Its index in the page's nodes; -1 if it stands in an element that is no part of them."""
    text: str
    """The text or the attribute's value; never empty."""
    attribute: str | None
    """The attribute, if the value is one."""


class SiteHits(NamedTuple):
    """What a rule found on a page."""

    rule: SiteRule
    """The rule."""
    hits: dict[SiteField, tuple[Hit, ...]]
    """For each field that the rule names and finds: the hits, in document order."""
    body: frozenset[int]
    """Nodes whose leaves are the body; empty if the rule does not say."""
    drop: frozenset[int]
    """Nodes whose leaves are not."""

    def candidates(self, name: str, page: Page, now: dt.datetime | None) -> tuple[Candidate[Any], ...]:
        """Return the candidate for the field, at most one; empty if the rule has none or its value cannot be read."""
        hits = self.hits.get(name)  # type: ignore[call-overload]  # a field that no rule may name has no hits
        if not hits:
            return ()
        value = _VALUES[name](hits, page, now)
        if value is None or value == ():
            return ()
        raw = hits[0].text if len(hits) == 1 else " | ".join(h.text for h in hits)
        place = Place(hits[0].node, hits[0].attribute)
        return (Candidate(value, raw, "site-rule", f"site.{self.rule.name}.{name}", place),)

    def applied(self, page: Page, layout: Layout) -> Layout:
        """Return ``layout`` with the leaves that the rule names as body or as none of it."""
        if not self.body and not self.drop:
            return layout
        kept = []
        reasons = list(layout.reasons)
        before = frozenset(layout.kept)
        for index, leaf in enumerate(page.leaves):
            over = {leaf.node, *page.nodes.ancestors(leaf.node)}
            keep = bool(over & self.body) if self.body else index in before
            if keep and not over & self.drop and index != layout.headline:
                kept.append(index)
            if (index in before) != (kept[-1:] == [index]):
                reasons[index] = "site-rule"
        return layout._replace(kept=tuple(kept), reasons=tuple(reasons))


def evaluate(rule: SiteRule, root: Element, nodes: Nodes) -> SiteHits:
    """Return what ``rule`` finds on the page under ``root``, which is only read; ``nodes`` are its columns."""
    found = {name: _first(selectors, root) for name, selectors in rule.fields.items()}
    regions = {part: _elements(getattr(rule, part), root) for part in ("body", "drop")}
    wanted = {e for elements in (*found.values(), *regions.values()) for e, _ in elements}
    index = _indices(root, wanted, _closed(nodes))
    hits: dict[SiteField, tuple[Hit, ...]] = {}
    for name, elements in found.items():
        named = [(e, s.attribute, _text(e, s.attribute)) for e, s in elements]
        hits[name] = tuple(Hit(index.get(e, -1), text, attribute) for e, attribute, text in named if text)
    body, drop = (frozenset(index[e] for e, _ in regions[part] if e in index) for part in ("body", "drop"))
    return SiteHits(rule, hits, body, drop)


Found = list[tuple[Element, Selector]]


def _first(selectors: Iterable[Selector], root: Element) -> Found:
    for selector in selectors:
        found = _elements([selector], root)
        if found:
            return found
    return []


def _elements(selectors: Iterable[Selector], root: Element) -> Found:
    found: Found = []
    for selector in selectors:
        result = root.getroottree().xpath(selector.compiled)
        if isinstance(result, list):
            found.extend((e, selector) for e in result if isinstance(e, Element))
    return found


def _text(element: Element, attribute: str | None) -> str:
    if attribute is not None:
        return clean(element.get(attribute) or "")
    return clean("".join(element.itertext("*")))


def _closed(nodes: Nodes) -> frozenset[str]:
    """Return the tags that the walk did not look into: a page without other text is read with ``noscript`` open."""
    opened = {tag for node, tag in enumerate(nodes.tags) if tag in OPAQUE and nodes.ends[node] > node + 1}
    return OPAQUE - opened


def _indices(root: Element, wanted: set[Element], closed: frozenset[str]) -> dict[Element, int]:
    """Number the elements as the walk does, and return the numbers of those that are wanted."""
    index: dict[Element, int] = {}
    if not wanted:
        return index
    walker = etree.iterwalk(root, events=("start",), tag="*")
    for number, (_, element) in enumerate(walker):
        if element in wanted:
            index[element] = number
        if element.tag in closed:
            walker.skip_subtree()
    return index


def _line(hits: tuple[Hit, ...], page: Page, now: dt.datetime | None) -> str | None:  # noqa: ARG001  # one shape
    return hits[0].text


def _lines(hits: tuple[Hit, ...], page: Page, now: dt.datetime | None) -> tuple[str, ...]:  # noqa: ARG001  # one shape
    return tuple(dict.fromkeys(h.text for h in hits))


def _authors(hits: tuple[Hit, ...], page: Page, now: dt.datetime | None) -> tuple[Author, ...]:  # noqa: ARG001  # one shape
    names = dict.fromkeys(n for h in hits for n in parse_names(h.text) or (h.text,))
    return tuple(Author(name=name) for name in names)


def _moment(hits: tuple[Hit, ...], page: Page, now: dt.datetime | None) -> dt.date | dt.datetime | None:
    language = page.nodes.attrs[0].get("lang")
    parsed = parse_date(hits[0].text, language=language, now=now)
    return parsed.value if parsed and parsed.precision not in ("month", "year") else None


def _count(hits: tuple[Hit, ...], page: Page, now: dt.datetime | None) -> int | None:  # noqa: ARG001  # one shape
    language = page.nodes.attrs[0].get("lang")
    count = parse_count(hits[0].text, language)
    if count is None:
        labelled = find_view_counts(hits[0].text, language)
        count = labelled[0].value if labelled else None
    return count


def _address(hits: tuple[Hit, ...], page: Page, now: dt.datetime | None) -> str | None:  # noqa: ARG001  # one shape
    return page.absolute(hits[0].text)


_VALUES: Final[dict[str, Callable[[tuple[Hit, ...], Page, dt.datetime | None], Any]]] = {
    "title": _line,
    "subtitle": _line,
    "summary": _line,
    "site": _line,
    "category": _line,
    "authors": _authors,
    "breadcrumbs": _lines,
    "tags": _lines,
    "date": _moment,
    "date_modified": _moment,
    "view_count": _count,
    "image": _address,
}
"""How the hits of each field become its value."""
