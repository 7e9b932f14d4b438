"""Evaluates a site rule on a page: finds candidates for fields, and parts of the body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from lxml.etree import XPath
from lxml.etree import _Element as Element

from tearsheet.article.model import Author
from tearsheet.body.selection import BodySelection
from tearsheet.page import Page
from tearsheet.page.nodes import Nodes
from tearsheet.page.text_blocks import clean
from tearsheet.ranking.candidates import Candidate, SourceRef
from tearsheet.sites.repeats import repeated_blocks
from tearsheet.sites.rule import Selector, SiteField, SiteRule
from tearsheet.sites.values import read_value


class Hit(NamedTuple):
    """An element that a selector matched."""

    node: int
    """Its index in the page's nodes; -1 if it is not one of them."""
    text: str
    """The text or the attribute's value; never empty."""
    attribute: str | None
    """The attribute, if the value is one."""


class SiteHits(NamedTuple):
    """What a rule found on a page."""

    rule: SiteRule
    """The rule."""
    hits: dict[SiteField, tuple[Hit, ...]]
    """The hits for each field of the rule that was found, in document order."""
    body: frozenset[int]
    """Nodes whose blocks are the body; empty if the rule does not specify any."""
    drop: frozenset[int]
    """Nodes whose blocks are not part of the body."""

    def candidates(self, name: str, page: Page, now: dt.datetime | None) -> tuple[Candidate[Any], ...]:
        """Return the candidate for a field, at most one; empty if the rule has none or its value cannot be parsed."""
        hits = self.hits.get(name)  # type: ignore[call-overload]  # other fields have no hits
        if not hits:
            return ()
        value = read_value(name, [h.text for h in hits], page, now)
        if value is None or value == ():
            return ()
        raw = hits[0].text if len(hits) == 1 else " | ".join(h.text for h in hits)
        place = SourceRef(hits[0].node, hits[0].attribute)
        return (Candidate(value, raw, "site-rule", f"site.{self.rule.name}.{name}", place),)

    def applied(self, page: Page, selection: BodySelection) -> BodySelection:
        """Return ``selection`` changed by the rule, which marks blocks as body or as boilerplate."""
        selection = self._without_repeats(page, selection)
        if not self.body and not self.drop:
            return selection
        kept = []
        reasons = list(selection.reasons)
        before = frozenset(selection.kept)
        for index, block in enumerate(page.blocks):
            over = {block.node, *page.nodes.ancestors(block.node)}
            keep = bool(over & self.body) if self.body else index in before
            if keep and not over & self.drop and index != selection.headline:
                kept.append(index)
            if (index in before) != (kept[-1:] == [index]):
                reasons[index] = "site-rule"
        return selection._replace(kept=tuple(kept), reasons=tuple(reasons))

    def fallback(self, name: str) -> tuple[Candidate[Any], ...]:
        """Return the default candidate for a field, at most one, which comes after all others."""
        value = self.rule.defaults.get(name)  # type: ignore[call-overload]  # as above
        if value is None:
            return ()
        read: Any = (Author(name=value),) if name == "authors" else value
        return (Candidate(read, value, "site-rule", f"site.{self.rule.name}.{name}.default", SourceRef()),)

    def _without_repeats(self, page: Page, selection: BodySelection) -> BodySelection:
        rule = self.rule
        if not rule.repeated_lines and not rule.seen:
            return selection
        dropped = repeated_blocks(
            page, selection, rule.repeated_lines, rule.lines_everywhere, rule.repeated_fingerprints
        )
        if not dropped:
            return selection
        reasons = tuple("site-rule" if i in dropped else reason for i, reason in enumerate(selection.reasons))
        return selection._replace(kept=tuple(i for i in selection.kept if i not in dropped), reasons=reasons)


def evaluate(rule: SiteRule, root: Element, nodes: Nodes) -> SiteHits:
    """Return what ``rule`` finds on the page under ``root``, which is only read; ``nodes`` are its columns."""
    found = {name: _first(selectors, root) for name, selectors in rule.fields.items()}
    regions = {part: _elements(getattr(rule, part), root) for part in ("body", "drop")}
    node_of = _Numbers(root, nodes).of
    hits: dict[SiteField, tuple[Hit, ...]] = {}
    for name, elements in found.items():
        named = [(e, s.attribute, _text(e, s.attribute)) for e, s in elements]
        hits[name] = tuple(Hit(node_of(e), text, attribute) for e, attribute, text in named if text)
    body, drop = (frozenset(node_of(e) for e, _ in regions[part]) - {-1} for part in ("body", "drop"))
    return SiteHits(rule, hits, body, drop)


Found = list[tuple[Element, Selector]]


def _first(selectors: Iterable[Selector], root: Element) -> Found:
    for selector in selectors:
        found = _elements([selector], root)
        if found:
            return found
    return []


@lru_cache(maxsize=1024)
def _query(xpath: str) -> XPath:
    """Return the compiled XPath; cached, because compiling takes longer than evaluating."""
    return XPath(xpath)


def _elements(selectors: Iterable[Selector], root: Element) -> Found:
    found: Found = []
    for selector in selectors:
        result = _query(selector.compiled)(root.getroottree())
        if isinstance(result, list):
            found.extend((e, selector) for e in result if isinstance(e, Element))
    return found


def _text(element: Element, attribute: str | None) -> str:
    if attribute is not None:
        return clean(element.get(attribute) or "")
    return clean("".join(element.itertext("*")))


class _Numbers:
    """Finds the node indices of elements, numbering the children of one element at a time from the root down."""

    def __init__(self, root: Element, nodes: Nodes) -> None:
        self._nodes = nodes
        self._known = {root: 0}
        self._entered: set[Element] = set()

    def of(self, element: Element) -> int:
        """Return the index of ``element``; -1 if it is not a node (inside a script, or outside the root)."""
        way: list[Element] = []
        at: Element | None = element
        while at is not None and at not in self._known:
            way.append(at)
            at = at.getparent()
        while way and at is not None and at in self._known:
            self._enter(at)
            at = way.pop()
        return self._known.get(element, -1)

    def _enter(self, parent: Element) -> None:
        """Number the children of ``parent``."""
        if parent not in self._entered:
            self._entered.add(parent)
            inside = self._nodes.children(self._known[parent])
            self._known.update(zip(parent.iterchildren("*"), inside, strict=False))
