"""Decides whether a counter belongs to the article, or to a teaser, comment, video or person next to it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tearsheet.body.selection import BodySelection
from tearsheet.fields.teasers import belongs_to_teaser
from tearsheet.page import Page
from tearsheet.vocab import load

BELOW_BODY: Final = 10
"""Number of blocks below the body that may have the article's counter. Source: reasoning (the article's footer)."""


def held_by_others(
    page: Page, selection: BodySelection, node: int, reasons: dict[int, str | None]
) -> str | None:
    """Return a code for what a counter belongs to if it is not the article, by its ancestors; None if it may be.

    Ancestors that contain the headline do not count.

    Args:
        page: The page.
        selection: The body of the article.
        node: The element with the counter.
        reasons: A cache of the results by element, which is updated.
    """
    anchor = page.blocks[selection.headline].node if selection.headline >= 0 else -1
    if anchor < 0 and selection.first >= 0:
        anchor = page.blocks[selection.first].node
    path, ends, parents = [], page.nodes.ends, page.nodes.parents
    reason: str | None = None
    while node > 0 and not node <= anchor < ends[node]:
        if node in reasons:
            reason = reasons[node]
            break
        path.append(node)
        reason = _other_things(page.tokens(node))
        if reason:
            break
        node = parents[node]
    reasons.update(dict.fromkeys(path, reason))
    return reason


def below_others(page: Page, selection: BodySelection, block: int, node: int) -> str | None:
    """Return a code for what a counter below the body belongs to: a teaser, or a person; None if it may be the article."""
    if belongs_to_teaser(page, selection.last, block):
        return "related"
    if not _person_totals().isdisjoint(_COUNTED.findall(page.blocks[block].text.lower())):
        return "person"
    parents = page.nodes.parents
    for _ in range(_BOX_CLIMB):
        if node <= 0:
            break
        tokens = page.tokens(node)
        if any("author" in token for token in tokens) or "bio" in tokens:
            return "person"
        node = parents[node]
    return None


_BOX_CLIMB: Final = 3
"""Number of elements around a counter that are checked for the class of an author's box. Source: reasoning."""
_COUNTED: Final = re.compile(r"\d\s?([^\W\d_]+)")
"""A word right after a number."""


@cache
def _person_totals() -> frozenset[str]:
    return frozenset(load("counts")["person_totals"])


def _other_things(words: tuple[str, ...]) -> str | None:
    """Return a code for the kind of other content that the ``words`` of an element name; None if they name none."""
    tokens = _refused_tokens().intersection(words)
    for name in ("comment", "video"):
        if any(t.startswith(name) for t in tokens):
            return name
    return "related" if tokens and not tokens <= _MILD else None


_MILD: Final = frozenset(load("counts")["class_beside"])
"""Words that page builders use for rows with an article's counters."""


@cache
def _refused_tokens() -> frozenset[str]:
    return frozenset(load("counts")["class_refused"])
