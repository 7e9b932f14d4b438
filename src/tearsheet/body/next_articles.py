"""Drops further articles that a page shows below its own, as with endless scrolling, or on a blog."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tearsheet.body.selection import BodySelection
from tearsheet.page import Page

HIGHEST: Final = 12
"""Number of ancestors of the headline that are checked for similar siblings."""
OWN: Final = 300
"""Fewest characters of kept text in the element of the page's own article."""
START: Final = 4
"""Number of blocks at the start of an article in which its heading and byline are searched for."""
HEADINGS: Final = frozenset(("h1", "h2", "h3"))
STORIES: Final = frozenset(("article", "articles", "post", "story", "entry", "hentry"))
"""Words in the class of elements that contain one article each. Source: the markup of common publishing systems."""
BYLINES: Final = frozenset(("byline", "author", "dateline", "published", "timestamp"))
"""Words in the class of bylines and datelines."""


def drop_next_articles(page: Page, selection: BodySelection) -> BodySelection:
    """Return ``selection`` without the articles after the page's own; the reason of their blocks is ``next-article``.

    The page's own article is in an element that contains the headline and the text under it. A later sibling of that
    element with the same look contains another article if it begins with a heading that looks like a headline.
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
    """Return the element of the first article after the page's own; -1 if there is none."""
    nodes = page.nodes
    headline, last = page.blocks[selection.headline].node, page.blocks[selection.last].node
    for own, _ in zip(nodes.ancestors(headline), range(HIGHEST), strict=False):
        if nodes.tags[own] in ("body", "html", "main"):
            break
        end = nodes.ends[own]
        if own <= last < end:
            break  # nothing kept is after this element, nor after its ancestors
        inside = [i for i in selection.kept if own <= page.blocks[i].node < end]
        if sum([len(page.blocks[i].text) for i in inside]) < OWN:
            continue
        for other in _alike(page, own):
            if _is_article(page, other, nodes.tags[headline]):
                return other
    return -1


def _alike(page: Page, own: int) -> Iterator[int]:
    """Yield the siblings after ``own`` that look like it."""
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
    """Return whether ``node`` begins with a headline: a heading with a link or byline, or with the tag ``headline``."""
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
