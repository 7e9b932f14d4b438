"""Generates selectors for the elements of a page, and indexes the elements by them.

A selector is a compound (``time.published``, ``#byline``, ``[itemprop~="author"]``), a compound inside another
(``.post-meta a``), or, as a last resort, one with a position (``.post-meta > span:nth-of-type(2)``). Selectors are
written as CSS, so that a person can read and edit them, and the index matches the same elements as CSS would.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from tearsheet.page import Page

MAX_ANCESTORS: Final = 4
"""Number of ancestors of an element that its selectors may contain."""
MAX_CLASSES: Final = 4
"""Most class names of an element that are used; further ones are modifiers."""
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z_-]*\Z")
"""A class or id chosen by a person: letters, hyphens and underscores. Digits come from counters, hashes and databases."""
_MADE: Final = re.compile(r"(?:^|[_-])(?:[a-z]?[A-Z]{2}|[b-df-hj-np-tv-xz]{5})|[A-Z][a-z][A-Z]")
"""Signs of a generated name: capitals separated by one lower-case letter, five consecutive consonants."""
STATES: Final = frozenset(
    [
        "active",
        "current",
        "open",
        "closed",
        "show",
        "hidden",
        "visible",
        "first",
        "last",
        "odd",
        "even",
        "even",
        "selected",
        "sticky",
        "fixed",
        "loaded",
        "lazyloaded",
    ]
)
"""Class names that describe an element's state, not its role."""


def stable_names(names: str) -> tuple[str, ...]:
    """Return the names in a ``class`` or ``id`` that a person chose, in order, at most `MAX_CLASSES`; may be empty.

    >>> stable_names("entry-title css-1x2y3z sc-bdVaJa post-8812 active")
    ('entry-title',)
    """
    chosen = [n for n in names.split() if 2 < len(n) < 40 and _NAME.match(n) and not _MADE.search(n)]
    return tuple([n for n in dict.fromkeys(chosen) if n.lower() not in STATES][:MAX_CLASSES])


def compounds(page: Page, node: int) -> tuple[str, ...]:
    """Return the compound selectors that match an element, the most robust first; never empty."""
    attrs, tag = page.nodes.attrs[node], page.nodes.tags[node]
    found: list[str] = []
    for attribute in ("itemprop", "rel"):
        words = (attrs.get(attribute) or "").split()
        found += [f'[{attribute}~="{w}"]' for w in words if _NAME.match(w)]
    found += [f"#{name}" for name in stable_names(attrs.get("id") or "")[:1]]
    classes = stable_names(attrs.get("class") or "")
    if len(classes) > 1:
        found.append(tag + "".join(f".{name}" for name in classes))
    found += [f"{tag}.{name}" for name in classes]
    if tag.isidentifier():
        found.append(tag)
    return tuple(found)


class SelectorIndex:
    """The selectors of all elements of a page, each with the elements that it matches."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._compounds: dict[int, tuple[str, ...]] = {}

    def _of(self, node: int) -> tuple[str, ...]:
        found = self._compounds.get(node)
        if found is None:
            found = self._compounds[node] = compounds(self._page, node)
        return found

    def selectors(self, node: int) -> Iterator[str]:
        """Yield the selectors that match ``node``, the most robust first; at most about forty."""
        own, nodes = self._of(node), self._page.nodes
        yield from own
        above = nodes.parents[node]
        for level in range(MAX_ANCESTORS):
            if above <= 0:
                return
            outer = self._of(above)
            named = outer if outer[-1] in ("main", "article", "header", "footer") else outer[:-1]
            for scope in named[:3]:
                yield f"{scope} {own[0]}"
                if own[-1] != own[0]:
                    yield f"{scope} {own[-1]}"
                if level == 0 and nodes.tags[node].isidentifier():
                    yield f"{scope} > {nodes.tags[node]}:nth-of-type({self._position(node)})"
            above = nodes.parents[above]

    def _position(self, node: int) -> int:
        nodes = self._page.nodes
        tag, parent = nodes.tags[node], nodes.parents[node]
        return sum(1 for child in nodes.children(parent) if child <= node and nodes.tags[child] == tag)

    def find(self, wanted: Collection[str], among: Collection[int]) -> dict[str, list[int]]:
        """Return, for each selector in ``wanted``, the elements of ``among`` that it matches, in document order."""
        found: dict[str, list[int]] = {}
        for node in among:
            for selector in dict.fromkeys(self.selectors(node)):
                if selector in wanted:
                    found.setdefault(selector, []).append(node)
        return found
