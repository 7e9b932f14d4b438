"""The breadcrumbs: the path from the site's home page to the article."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from tearsheet.body.selection import BodySelection
from tearsheet.fields.breadcrumb_containers import MAX_LINE_CHARS, breadcrumb_elements, named_crumbs
from tearsheet.fields.crumbs import (
    Crumb,
    OwnArticle,
    candidate_of,
    has_lead,
    is_home,
    without_lead,
)
from tearsheet.fields.inline_runs import Run, headline_block, href, runs, steps
from tearsheet.fields.stated_candidates import stated, with_value
from tearsheet.page import Page
from tearsheet.page.text_blocks import clean
from tearsheet.parsing.breadcrumbs import parse_breadcrumb
from tearsheet.parsing.titles import fold
from tearsheet.ranking.candidates import Candidate, SourceRef
from tearsheet.ranking.scoring import scored

BLOCKS_BEFORE = 24
"""Number of blocks before the headline that are searched. Reasoning: breadcrumbs are right above it, and each item of a
list is a block."""
BLOCKS_AFTER = 8
"""Number of blocks after it: some designs put breadcrumbs below the headline."""
LINES_BEFORE = 8
"""Number of blocks before the headline in which separators or the last crumb alone can identify breadcrumbs."""
MAX_FAR = 4
"""Most elements far above the headline that are tried. Reasoning: there may be one for small and one for large screens."""
_BETWEEN = re.compile(
    r"\s*(?:[>»›→⟩❯▸▶►➔➜⯈≫⇒＞]|&gt;|::)+\s*|\s+[/|•·\\–-]\s+|^\s*[/|•·\\–-]+\s*|\s*[/|•·\\–-]+\s*$"
)
_IN_TEXT = re.compile(r"\s[>»›→❯►➔➜＞]\s|[＞]")
_LEFTWARD = re.compile(r"\s?[<‹«←](?=\s?[\u0590-\u06ff])")
"""An arrow between crumbs in right-to-left scripts."""
_ARROWS = frozenset(">»›→❯►➔➜＞")
_STEP = frozenset((*_ARROWS, "/", "／"))
"""Separators that may be list items of their own. A bar is not among them, as it also separates menu items."""
_MILD = frozenset("/|·•\\-–—~／｜")
"""Separators between crumbs that also separate other things."""


def breadcrumb_candidates(
    page: Page, selection: BodySelection, title: str | None
) -> tuple[Candidate[tuple[str, ...]], ...]:
    """Return candidates for the breadcrumbs, best first; empty if the page shows and declares none.

    They do not include the article's own title, but include the home page if they begin with it. Visible breadcrumbs near
    the headline come before declared ones (JSON-LD ``BreadcrumbList``), unless the two have nothing in common: then the
    visible ones are a menu whose class names breadcrumbs.
    Source: schema.org BreadcrumbList; WAI-ARIA breadcrumb pattern; class names in use.
    """
    if page.is_text:
        return _stated_breadcrumbs(page)
    own = OwnArticle(page, title)
    shown = list(_shown(page, selection, own))
    declared = list(_declared(page, own))
    if not shown and not declared and not page.is_text:
        shown = list(_far(page, selection, own))
    found = (*shown, *declared)
    if shown and declared and not _agree(shown[0].value, declared[0].value):
        found = (*declared, *shown)
    best = next((c.value for c in found if c.rejected is None), ())
    signals = {"home": 1.0} if best and is_home(best[0]) else {}
    return scored("breadcrumbs", found, signals=signals, key=_folded)


def _folded(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(fold, values))


def _stated_breadcrumbs(page: Page) -> tuple[Candidate[tuple[str, ...]], ...]:
    """Return the breadcrumbs that the lines of a text state."""
    facts = page.text_facts.of("breadcrumbs") if page.text_facts else ()
    found = stated(page, "breadcrumbs")
    return tuple(with_value(c, f.crumbs) for c, f in zip(found, facts, strict=True))


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    left, right = ({fold(c) for c in crumbs if not is_home(c)} for crumbs in (one, other))
    return not left or not right or not left.isdisjoint(right)


# Declared breadcrumbs


def _declared(page: Page, own: OwnArticle) -> Iterator[Candidate[tuple[str, ...]]]:
    for entity in page.jsonld.of_type("BreadcrumbList"):
        listed = entity.data.get("itemListElement") or entity.data.get("ItemListElement")
        elements = listed if isinstance(listed, list) else [listed]
        crumbs = [c for c in map(_declared_crumb, sorted(elements, key=_position)) if c.text]
        raw = " > ".join(c.text for c in crumbs)
        pointer = f"{entity.pointer}/itemListElement"
        found = candidate_of(crumbs, own, raw, "breadcrumbs.json-ld", SourceRef(entity.node, pointer=pointer))
        if found:
            yield found


def _position(element: Any) -> float:
    try:
        return float(element["position"])
    except (KeyError, TypeError, ValueError):
        return 0.0


def _declared_crumb(element: Any) -> Crumb:
    """Return the crumb of a ``ListItem`` in any of its forms: name and item, item with name, item as URL."""
    if not isinstance(element, dict):
        return Crumb("", "")
    item = element.get("item")
    inner = item if isinstance(item, dict) else {}
    name = element.get("name") or inner.get("name") or element.get("title") or ""
    target = item if isinstance(item, str) else inner.get("@id") or inner.get("url") or element.get("url")
    return Crumb(
        clean(html.unescape(name)) if isinstance(name, str) else "", target if isinstance(target, str) else ""
    )


# Visible breadcrumbs


def _shown(page: Page, selection: BodySelection, own: OwnArticle) -> Iterator[Candidate[tuple[str, ...]]]:
    anchor = headline_block(page, selection)
    if page.is_text:
        yield from _in_text(page, range(min(len(page.blocks), max(anchor + 1, LINES_BEFORE))), own)
        return
    if anchor < 0:
        return
    near = range(max(0, anchor - BLOCKS_BEFORE), min(len(page.blocks), anchor + BLOCKS_AFTER))
    last = anchor + (page.blocks[anchor].kind == "item")
    above = range(max(near.start, anchor - LINES_BEFORE), last)
    for group in _siblings(page, breadcrumb_elements(page, near.start, near.stop, anchor)):
        several = len(group) > 1 and any(_holds_several(page, node) for node in group)
        found = [
            candidate
            for containers in ([[node] for node in group] if several else [group])
            for candidate in _in_containers(page, containers, near, own, "breadcrumbs.marked")
        ]
        found.sort(key=lambda c: -len(c.value))  # the longest are those for large screens
        yield from found
    for container in _lists_with_title(page, above, own):
        yield from _in_containers(page, [container], near, own, "breadcrumbs.list")
    yield from _in_text(page, above, own)


def _far(page: Page, selection: BodySelection, own: OwnArticle) -> Iterator[Candidate[tuple[str, ...]]]:
    """Yield breadcrumbs far above the headline, for example above a menu; only those with the plain class name count."""
    nodes = page.nodes
    anchor = headline_block(page, selection)
    high = page.blocks[anchor].node if anchor >= 0 else -1
    after, tried = 0, 0
    for node in named_crumbs(page, max(high, 0)):
        if node >= after and nodes.ends[node] <= high:
            yield from _in_containers(page, [node], range(anchor), own, "breadcrumbs.marked")
            after, tried = nodes.ends[node], tried + 1
            if tried == MAX_FAR:
                break


def _lists_with_title(page: Page, above: range, own: OwnArticle) -> Iterator[int]:
    """Yield the lists above the headline that end with the article's title, or that begin with the home page.

    The latter need an arrow or a slash as a separate item.
    """
    nodes = page.nodes
    last = -1
    for i in above:
        block = page.blocks[i]
        if block.kind != "item":
            continue
        leads = block.text in _STEP and i > above.start and is_home(page.blocks[i - 1].text)
        if not leads and not own.has_title(block.text):
            continue
        node = next((n for n in nodes.ancestors(block.node) if nodes.tags[n] in ("ol", "ul")), last)
        if node != last:
            yield node
            last = node


def _holds_several(page: Page, node: int) -> bool:
    """Return whether an element contains several links, so that it is not just a single crumb."""
    tags = page.nodes.tags
    return sum(tags[n] == "a" for n in range(node, page.nodes.ends[node])) > 1


def _siblings(page: Page, containers: list[int]) -> list[list[int]]:
    """Return the containers grouped by adjacency: adjacent ones are crumbs of the same breadcrumbs."""
    groups: list[list[int]] = []
    parents = page.nodes.parents
    for container in containers:
        if groups and parents[groups[-1][-1]] == parents[container]:
            groups[-1].append(container)
        else:
            groups.append([container])
    return groups


def _in_containers(
    page: Page, containers: list[int], near: range, own: OwnArticle, rule: str
) -> Iterator[Candidate[tuple[str, ...]]]:
    nodes = page.nodes
    low, high = containers[0], nodes.ends[containers[-1]]
    listed = next((n for n in range(low, min(high, low + 12)) if nodes.tags[n] in ("ol", "ul")), -1)
    if listed >= 0 and len(containers) == 1:
        low, high = listed, nodes.ends[listed]
    blocks = [i for i in near if page.blocks[i].node < high and nodes.ends[page.blocks[i].node] > low]
    found_runs = [run for i in blocks for run in runs(page, i) if low <= run.node < high]
    crumbs = _crumbs(page, found_runs)
    raw = " | ".join(run.text for run in found_runs)
    found = candidate_of(crumbs, own, raw, rule, SourceRef(containers[0]))
    if found:
        yield found


def _in_text(page: Page, above: range, own: OwnArticle) -> Iterator[Candidate[tuple[str, ...]]]:
    """Yield the lines above the headline whose separators show that they are breadcrumbs."""
    for i in above:
        block = page.blocks[i]
        if len(block.text) > MAX_LINE_CHARS or not _is_breadcrumb_line(page, i, own):
            continue
        crumbs = _crumbs(page, runs(page, i))
        if len(crumbs) < 2 or not (is_home(crumbs[0].text) or has_lead(block.text) or not page.is_text):
            continue
        span = (block.start, block.stop) if page.is_text else None
        rule = "breadcrumbs.text" if page.is_text else "breadcrumbs.line"
        found = candidate_of(crumbs, own, block.text, rule, SourceRef(block.node, span=span))
        if found:
            yield found


def _is_breadcrumb_line(page: Page, index: int, own: OwnArticle) -> bool:
    """Return whether a line is breadcrumbs: by its arrows, by links to ever deeper URLs, or by `parse_breadcrumb`."""
    block = page.blocks[index]
    text = block.text
    if not _ARROWS.isdisjoint(text):
        if _IN_TEXT.search(text) or (block.link_chars and parse_breadcrumb(text, own.title) is not None):
            return True
    elif block.link_chars and not text.isascii() and _LEFTWARD.search(text):
        return is_home(_LEFTWARD.split(text, maxsplit=1)[0])
    if page.is_text or not block.link_chars or _MILD.isdisjoint(text):
        return False
    return _leads_deeper(page, index) or parse_breadcrumb(text, own.title) is not None


def _leads_deeper(page: Page, index: int) -> bool:
    """Return whether a line consists of links, beginning with the home page, each to a subpath of the one before."""
    found = runs(page, index)
    ways = [steps(href(page, run.link)) for run in found if run.link >= 0]
    first = next((run for run in found if run.link >= 0), None)
    if len(ways) < _DEEP or first is None or not (not ways[0] or is_home(first.text)):
        return False
    return all(len(one) < len(two) and two[: len(one)] == one for one, two in pairwise(ways[1:]))


_DEEP = 3
"""Fewest such links: the home page and two sections of the site."""


def _crumbs(page: Page, found: Iterable[Run]) -> list[Crumb]:
    """Return the crumbs in runs of text: each link is one; text between links is split at separators."""
    crumbs: list[Crumb] = []
    for run in found:
        if len(run.text) > MAX_LINE_CHARS:  # kept whole, so that it is rejected as too long
            crumbs.append(Crumb(run.text, href(page, run.link)))
            continue
        if run.link >= 0:
            text = (
                _BETWEEN.sub("", run.text)
                if not run.text[0].isalnum() or not run.text[-1].isalnum()
                else run.text
            )
            if text:
                crumbs.append(Crumb(text, href(page, run.link)))
            continue
        for part in _BETWEEN.split(without_lead(run.text)):
            text = part.strip(" :：") if part else ""
            if any(c.isalnum() for c in text) and (
                len(text) > 1 or text > "z"
            ):  # icon fonts draw arrows as letters
                crumbs.append(Crumb(text, ""))
    return crumbs
