"""Leaves out the articles that a page shows below its own: the next stories of an endless page, older posts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tearsheet.body.selection import BodySelection
from tearsheet.page import Page

HIGHEST: Final = 12
"""Elements around the headline that are checked for one that comes again."""
OWN: Final = 300
"""Characters of kept text from which such an element holds the page's own article."""
START: Final = 4
"""Blocks at the start of an article among which its heading and its byline are."""
HEADINGS: Final = frozenset(("h1", "h2", "h3"))
STORIES: Final = frozenset(("article", "articles", "post", "story", "entry", "hentry"))
"""Words in the class of elements that hold one article each. Source: the markup of common publishing systems."""
BYLINES: Final = frozenset(("byline", "author", "dateline", "published", "timestamp"))
"""Words in the class of what says who wrote an article, and when."""


def drop_next_articles(page: Page, selection: BodySelection) -> BodySelection:
    """Return ``selection`` without the articles after the page's own; their reason is ``next-article``.

    An element around the headline and the text under it holds the page's own article. One that comes after it and looks
    the same, with a heading of its own and a sign that the heading is a headline, holds another.
    """
    if selection.headline < 0 or selection.kind != "article":
        return selection
    start = _first_of_next(page, selection)
    if start < 0:
        return selection
    dropped = {i for i in selection.kept if page.blocks[i].node >= start}
    reasons = tuple("next-article" if i in dropped else reason for i, reason in enumerate(selection.reasons))
    return selection._replace(kept=tuple(i for i in selection.kept if i not in dropped), reasons=reasons)


def _first_of_next(page: Page, selection: BodySelection) -> int:
    """Return the element that holds the first article after the page's own; -1 if none does."""
    nodes = page.nodes
    headline, last = page.blocks[selection.headline].node, page.blocks[selection.last].node
    for own, _ in zip(nodes.ancestors(headline), range(HIGHEST), strict=False):
        if nodes.tags[own] in ("body", "html", "main"):
            break
        end = nodes.ends[own]
        if own <= last < end:
            break  # as in all elements around this one
        inside = [i for i in selection.kept if own <= page.blocks[i].node < end]
        if sum([len(page.blocks[i].text) for i in inside]) < OWN:
            continue
        for other in _alike(page, own):
            if _is_article(page, other, nodes.tags[headline]):
                return other
    return -1


def _alike(page: Page, own: int) -> Iterator[int]:
    """Yield the siblings after ``own`` that look as it does."""
    nodes = page.nodes
    names = set(nodes.attrs[own].get("class", "").split())
    node, end = nodes.ends[own], nodes.ends[nodes.parents[own]]
    while node < end:
        if nodes.tags[node] == nodes.tags[own]:
            others = nodes.attrs[node].get("class", "").split()
            if names.intersection(others) or (not names and not others and nodes.tags[own] == "article"):
                yield node
        node = nodes.ends[node]


def _is_article(page: Page, node: int, headline: str) -> bool:
    """Return whether ``node`` begins with a heading that is a headline: linked, bylined, or of the rank of the page's own."""
    tags, attrs = page.nodes.tags, page.nodes.attrs
    start = range(node, min(page.nodes.ends[node], node + 8 * START))
    heading = next((place for place in start if tags[place] in HEADINGS), -1)
    if heading < 0 or any(tags[place] == "p" and page.nodes.text_of(place) for place in range(node, heading)):
        return False
    if tags[heading] == headline and (tags[node] == "article" or not STORIES.isdisjoint(page.tokens(node))):
        return True
    around = range(node, min(page.nodes.ends[node], page.nodes.ends[heading] + 4 * START))
    if any(tags[place] == "time" or not BYLINES.isdisjoint(page.tokens(place)) for place in around):
        return True
    return any(
        tags[place] == "a" and "href" in attrs[place] for place in range(heading, page.nodes.ends[heading])
    )
