"""Whose a counter is: the article's, or that of a teaser, a comment, a video or a person beside it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tearsheet.body.selection import Layout
from tearsheet.fields.inline_runs import Neighbours, href
from tearsheet.page import Page
from tearsheet.parsing.words import table

BELOW_BODY: Final = 10
"""Leaves below the body in which a counter may be the article's. Source: reasoning (the article's footer)."""


def held_by_others(page: Page, layout: Layout, node: int, held: dict[int, str | None]) -> str | None:
    """Why what holds a counter is of other things; ancestors that hold the headline too say nothing.

    Args:
        page: The page.
        layout: Where its article is.
        node: The element that holds the counter.
        held: What was found for the elements looked at before.
    """
    anchor = page.leaves[layout.headline].node if layout.headline >= 0 else -1
    if anchor < 0 and layout.first >= 0:
        anchor = page.leaves[layout.first].node
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


def below_others(page: Page, layout: Layout, leaf: int, node: int) -> str | None:
    """Why a counter below the body is of another thing: a teaser, a list under a heading of its own, a person.

    Signs are a link that reads as a title in its line, a heading or such a link in a part of the page that holds the
    counter and not the body, and an author's box.
    """
    leaves = page.leaves
    if _links_elsewhere(page, leaf):
        return "related"
    body = leaves[layout.last].node
    for i in range(leaf - 1, max(layout.last, leaf - BELOW_BODY), -1):
        if common_ancestor(page, node, leaves[i].node) <= common_ancestor(page, node, body):
            break  # what is further up is no nearer
        if leaves[i].kind == "heading" or _links_elsewhere(page, i):
            return "related"
    if not _person_totals().isdisjoint(_COUNTED.findall(leaves[leaf].text.lower())):
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
_TITLE_WORDS, _TITLE_CHARS = 3, 24
"""Words, or characters, from which a link may be the title of a page. Source: reasoning."""
_COUNTED: Final = re.compile(r"\d\s?([^\W\d_]+)")
"""The words right behind numbers."""


def _links_elsewhere(page: Page, index: int) -> bool:
    """Tell whether a line holds a link that reads as a title: of several words or many characters."""
    if not page.leaves[index].link_chars:
        return False
    for run in page.once(Neighbours).runs(index):
        if run.link < 0 or href(page, run.link).startswith("#"):
            continue
        if run.text.count(" ") >= _TITLE_WORDS - 1 or len(run.text) >= _TITLE_CHARS:
            return True
    return False


@cache
def _person_totals() -> frozenset[str]:
    return frozenset(table("counts")["person_totals"])


def _other_things(words: tuple[str, ...]) -> str | None:
    """Return what other things an element with ``words`` in its names holds; None if they do not say so."""
    tokens = _refused_tokens().intersection(words)
    for name in ("comment", "video"):
        if any(t.startswith(name) for t in tokens):
            return name
    return "related" if tokens and not tokens <= _MILD else None


_MILD: Final = frozenset(
    (
        "widget",
        "share",
        "shares",
        "rating",
        "like",
        "likes",
        "vote",
        "votes",
        "download",
        "downloads",
        "online",
        "members",
        "reply",
        "replies",
        "follower",
        "followers",
        "subscriber",
        "upvote",
        "price",
        "cart",
    )
)
"""Words that page builders give to rows in which an article's counters stand together."""


def common_ancestor(page: Page, one: int, other: int) -> int:
    """Index of the innermost element that holds both nodes; later ones lie deeper."""
    ends = page.nodes.ends
    node = one
    while node > 0 and not node <= other < ends[node]:
        node = page.nodes.parents[node]
    return node


@cache
def _refused_tokens() -> frozenset[str]:
    return frozenset(table("counts")["class_refused"])
