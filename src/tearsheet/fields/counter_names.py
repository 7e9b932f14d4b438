"""Recognises view counters by a tooltip, a label for screen readers, an icon or a data attribute."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from tearsheet.fields.class_tokens import Classes
from tearsheet.page import Page
from tearsheet.page.text_blocks import INLINE
from tearsheet.parsing.counts import find_view_counts, label_set, parse_times
from tearsheet.vocab import load

CLIMB: Final = 3
"""Number of elements around a number whose attributes may name it. Source: reasoning."""
FEW_NODES: Final = 8
"""Most elements inside one that contains only a number and its icon. Source: reasoning."""
MAX_NAME: Final = 60
"""Longest attribute, in characters, that names a counter. Source: reasoning."""
NEAR: Final = 0.06
"""Greatest relative difference between a rounded count and the exact one ('1.2K' and 1,234)."""

_NAMING: Final = (
    "title",
    "aria-label",
    "data-tooltip",
    "data-title",
    "data-original-title",
    "data-bs-original-title",
)
_LIGATURES: Final = frozenset(("icons", "symbols", "icon"))
"""Class words, besides ``material``, of fonts that show a word as an icon. Source: the documentation of the fonts."""
_ICONS: Final = frozenset(("svg", "img", "i", "use"))


def names_counter(page: Page, owner: int, value: int) -> int | None:
    """Return the view count for a bare number if the elements around it name views; None otherwise.

    If a tooltip has the exact count, that is returned.

    Args:
        page: The page.
        owner: The innermost element around the number.
        value: The number as shown.
    """
    nodes, node = page.nodes, owner
    before = _icon_before(page, owner, value)
    if before >= 0 and _is_eye(page, before):
        return value
    for _ in range(CLIMB):
        if node <= 0 or nodes.ends[node] - node > FEW_NODES:
            return None
        for text in names_of(page, node):
            named = _named_value(text, value)
            if named is not None:
                return named
        icon = _only_icon(page, node)
        if icon >= 0 and _is_eye(page, icon):
            text = nodes.text_of(node).removeprefix(nodes.text_of(icon))
            return value if parse_times(text) == value else None
        node = nodes.parents[node]
    return None


def names_of(page: Page, node: int) -> Iterator[str]:
    """Yield the short values of the attributes of ``node`` that name it for readers."""
    attrs = page.nodes.attrs[node]
    if attrs:
        for name in _NAMING:
            text = attrs.get(name)
            if text and len(text) <= MAX_NAME:
                yield text


def _named_value(text: str, value: int) -> int | None:
    if text.strip(" :：.").lower() in label_set():
        return value
    for count in find_view_counts(text):
        if abs(count.value - value) <= NEAR * value:
            return count.value
    return None


def _icon_before(page: Page, owner: int, value: int) -> int:
    """Return the icon right before a number, in its element or as the previous element; -1 if there is none."""
    nodes = page.nodes
    parents, tails = nodes.parents, nodes.tails
    for icon in range(owner + 1, min(nodes.ends[owner], owner + FEW_NODES)):
        if _is_icon(page, icon) and parse_times((tails[icon] or "").strip()) == value:
            return icon
    if nodes.tags[owner] not in INLINE:
        return -1
    before = owner - 1
    while before > parents[owner] and parents[before] != parents[owner]:
        before = parents[before]
    return before if before > parents[owner] and _is_icon(page, before) else -1


def _is_icon(page: Page, node: int) -> bool:
    return page.nodes.tags[node] in _ICONS or _is_ligature(page, node)


def _only_icon(page: Page, node: int) -> int:
    """Return the only icon in ``node``; -1 if there is none or several."""
    nodes = page.nodes
    icons = [n for n in range(node, nodes.ends[node]) if _is_icon(page, n)]
    return icons[0] if len(icons) == 1 else -1


def _is_ligature(page: Page, node: int) -> bool:
    """Return whether an element shows an icon whose name is its text: ``<span class="material-icons">visibility</span>``."""
    return "material" in page.nodes.attrs[node].get("class", "") and not _LIGATURES.isdisjoint(
        page.tokens(node)
    )


def _is_eye(page: Page, icon: int) -> bool:
    attrs = page.nodes.attrs[icon]
    if page.memo(Classes).is_eye(icon):
        return True
    if _is_ligature(page, icon):
        return page.nodes.text_of(icon).strip() in _eyes()
    labels = [text.strip().lower() for text in (*names_of(page, icon), attrs.get("alt") or "")]
    if page.nodes.tags[icon] == "svg":
        titles, found = page.symbol_names(icon)
        links = tuple(found)
        labels += [text.strip().lower() for text in titles]
    else:
        links = (attrs.get("src") or "",)
    if any(label in label_set() for label in labels):
        return True
    return any(_names_eye(page, link) for link in links)


def _names_eye(page: Page, link: str) -> bool:
    """Return whether the URL of a picture or symbol names an eye: ``#icon-eye``, ``/img/views.svg``."""
    head, _, fragment = link.partition("#")
    name = fragment or head.rpartition("/")[2].partition(".")[0]
    if not name or len(name) > MAX_NAME:
        return False
    words = page.words_in(name)
    return not _eyes().isdisjoint(words) and _no_eyes().isdisjoint(words)


@cache
def _eyes() -> frozenset[str]:
    return frozenset(load("counts")["icon_names"])


@cache
def _no_eyes() -> frozenset[str]:
    return frozenset(load("counts")["icon_names_refused"])


def data_counts(page: Page, first: int, stop: int) -> Iterator[tuple[int, str, int]]:
    """Yield element, attribute and value of the view counts in data attributes of nodes ``first`` to ``stop``.

    Only small elements count: on a larger one, it may be the count of a teaser.
    """
    known = _data_names()
    attrs, ends = page.nodes.attrs, page.nodes.ends
    for node in range(first, stop):
        for name in attrs[node]:
            if name in known and ends[node] - node <= FEW_NODES:
                value = parse_times(attrs[node][name])
                if value is not None:
                    yield node, name, value
                    break


@cache
def _data_names() -> frozenset[str]:
    return frozenset(load("counts")["data_attributes"])
