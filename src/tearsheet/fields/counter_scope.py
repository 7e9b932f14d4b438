"""Whose a counter is: the article's, or that of a teaser, a comment, a video or a person beside it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tearsheet.body.selection import BodySelection
from tearsheet.fields.teasers import belongs_to_teaser
from tearsheet.page import Page
from tearsheet.vocab import load

BELOW_BODY: Final = 10
"""Blocks below the body in which a counter may be the article's. Source: reasoning (the article's footer)."""


def held_by_others(
    page: Page, selection: BodySelection, node: int, held: dict[int, str | None]
) -> str | None:
    """Return why a counter belongs to other things than the article; ancestors that contain the headline are no evidence.

    Args:
        page: The page.
        selection: Where its article is.
        node: The element that holds the counter.
        held: The results for elements checked before.
    """
    anchor = page.blocks[selection.headline].node if selection.headline >= 0 else -1
    if anchor < 0 and selection.first >= 0:
        anchor = page.blocks[selection.first].node
    way, ends, parents = [], page.nodes.ends, page.nodes.parents
    why: str | None = None
    while node > 0 and not node <= anchor < ends[node]:
        if node in held:
            why = held[node]
            break
        way.append(node)
        why = _other_things(page.tokens(node))
        if why:
            break
        node = parents[node]
    held.update(dict.fromkeys(way, why))
    return why


def below_others(page: Page, selection: BodySelection, block: int, node: int) -> str | None:
    """Why a counter below the body is of another thing: a teaser, or a person, by an author's box or other totals."""
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
"""Elements around a counter whose class may be that of an author's box. Source: reasoning."""
_COUNTED: Final = re.compile(r"\d\s?([^\W\d_]+)")
"""The words right behind numbers."""


@cache
def _person_totals() -> frozenset[str]:
    return frozenset(load("counts")["person_totals"])


def _other_things(words: tuple[str, ...]) -> str | None:
    """Return the kind of other content that the ``words`` in an element's names identify; None if there is none."""
    tokens = _refused_tokens().intersection(words)
    for name in ("comment", "video"):
        if any(t.startswith(name) for t in tokens):
            return name
    return "related" if tokens and not tokens <= _MILD else None


_MILD: Final = frozenset(load("counts")["class_beside"])
"""Words that page builders give to rows in which an article's counters are together."""


@cache
def _refused_tokens() -> frozenset[str]:
    return frozenset(load("counts")["class_refused"])
