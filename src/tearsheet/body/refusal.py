"""Why a page is refused: the reason code for pages without main content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tearsheet.body.repair_headings import is_text
from tearsheet.body.selection import LISTINGS, BodySelection
from tearsheet.body.walls import find_wall, is_title_of, weighed
from tearsheet.page import Page, TextBlock

LITTLE: Final = 250
"""Characters of kept text below which a page may have no main content even if it shows no words of a wall."""
SHORT: Final = 2_500
"""Weighed characters of kept text below which the page is searched for the words of walls."""
ALL_LINKED: Final = 0.95
"""Share of the kept characters in links from which the kept blocks are a list of links."""
LINKED: Final = 0.5
"""Share of a page's characters in links from which the page is a list of links."""
SENTENCE: Final = 60
"""A shorter block, in characters, is probably not a sentence."""
BARE: Final = 200
"""A page with fewer characters in total is an empty shell."""
LETTERS: Final = 2
"""Fewest letters (including ideographs) of kept text; with fewer, it is punctuation left over from markup."""
FILLED: Final = 0.5
"""Least share of filler text or unfilled template fields in the kept text of a placeholder page."""
FRAME: Final = 3
"""Fewest blocks with links around the filler text of a placeholder page: without a site's frame, it may be a sample."""
LONG_LINK: Final = 300
"""Fewest characters of an anchor that was never closed; the label of a link is shorter."""

_FILLER: Final = ("lorem ipsum", "dolor sit amet", "consectetur adipiscing", "consectetuer adipiscing")
"""Phrases of the usual filler text; nearly every paragraph of it has one."""
_FIELD: Final = re.compile(
    r"\{\{[^{}]{1,80}\}\}|\{%[^{}%]{1,80}%\}|<%[^<>%]{1,80}%>|\$\{[^{}]{1,80}\}|%%[A-Z_]{2,40}%%"
)
"""An unfilled field of the common template languages."""
_INDEX: Final = ("index of /", "directory listing for /", "directory listing of /", "directory: /")
"""How directory listings of web servers begin (Apache, nginx, lighttpd, Python, Jetty)."""


def refusal(page: Page, selection: BodySelection, title: str | None) -> str | None:
    """Return the reason why ``page`` is not an article; None if it has main content.

    Reasons: a family of walls (`walls.FAMILIES`); ``directory-index``; ``placeholder`` (filler text, or a template that
    was not filled); ``link-list`` (only links are kept, and either they are few or the page has nothing else);
    ``empty-shell`` (hardly any text, but scripts); ``search-form`` or ``no-text`` for other pages of which only headings
    or no letters are kept.
    """
    blocks = page.blocks
    is_listing = selection.kind in LISTINGS
    kept = [
        block
        for block in [blocks[i] for i in selection.kept]
        if is_text(block) or (is_listing and block.link_chars)
    ]
    size = sum([len(block.text) for block in kept])
    short = size < SHORT and sum([weighed(block.text) for block in kept]) < SHORT
    if short or is_title_of(title, "consent-wall"):
        titles = [title] if title else []
        titles += [page.nodes.text_of(node) for node in page.by_tag("title")[:1]]
        if _is_index(page, titles):
            return "directory-index"
        headline = blocks[selection.headline].text if selection.headline >= 0 else None
        wall = find_wall(page, kept, titles, headline)
        if wall:
            return wall.family
    if kept and _is_placeholder(page, kept, title, size):
        return "placeholder"
    if kept and _linked(kept) > ALL_LINKED * size and (size < LITTLE or _is_links(blocks)):
        if _is_one_link(page, kept) or _is_listing(selection, kept, size):
            return None
        return "link-list"
    return _reason(page, kept) if size < LITTLE else None


def _is_index(page: Page, titles: Sequence[str]) -> bool:
    """Return whether the page is a web server's directory listing."""
    heads = [*titles, *(block.text for block in page.blocks[:3])]
    return any(head.lower().startswith(_INDEX) for head in heads)


def _is_placeholder(page: Page, kept: Sequence[TextBlock], title: str | None, size: int) -> bool:
    """Return whether the kept text is filler text on a page of a site, or consists of unfilled template fields."""
    first = kept[0].text.lower()
    filler = _filler(first) and _framed(page, kept)
    if not filler and not (title and _FIELD.search(title)) and not _FIELD.search(first):
        return False
    fields = [
        block for block in kept if _FIELD.fullmatch(block.text) or (filler and _filler(block.text.lower()))
    ]
    filled = sum([len(block.text) for block in fields])
    return filled >= FILLED * (size - _linked(kept))


def _framed(page: Page, kept: Sequence[TextBlock]) -> bool:
    """Return whether there are blocks with links around the kept blocks; see `FRAME`."""
    inside = {block.node for block in kept}
    return sum([block.link_chars > 0 and block.node not in inside for block in page.blocks]) >= FRAME


def _filler(text: str) -> bool:
    return any(part in text for part in _FILLER)


def _is_links(blocks: Sequence[TextBlock]) -> bool:
    """Return whether ``blocks`` consist only of links."""
    return _linked(blocks) > ALL_LINKED * sum(len(block.text) for block in blocks)


def _is_listing(selection: BodySelection, kept: Sequence[TextBlock], size: int) -> bool:
    """Return whether the kept links are the content of a listing, with a headline or with entries that are sentences."""
    if selection.kind not in LISTINGS or size < LITTLE:
        return False
    return selection.headline >= 0 or any(len(block.text) >= SENTENCE for block in kept)


def _linked(blocks: Sequence[TextBlock]) -> int:
    """Return the number of characters in links, at most the length of each block's text."""
    return sum([min(block.link_chars, len(block.text)) for block in blocks if block.link_chars])


def _is_one_link(page: Page, kept: Sequence[TextBlock]) -> bool:
    """Return whether most of the kept text is in one anchor that was never closed."""
    nodes = page.nodes
    sizes: dict[int, int] = {}
    for block in kept:
        anchor = block.node
        while anchor >= 0 and nodes.tags[anchor] != "a":
            anchor = nodes.parents[anchor]
        if anchor >= 0 and anchor != block.node:
            sizes[anchor] = sizes.get(anchor, 0) + len(block.text)
    return max(sizes.values(), default=0) > max(LONG_LINK, sum(len(block.text) for block in kept) // 2)


def _reason(page: Page, kept: Sequence[TextBlock]) -> str | None:
    """Return why a page with little kept text is not an article; None if it may be one."""
    whole = sum(weighed(block.text) for block in page.blocks)
    if whole < BARE and all(weighed(block.text) < SENTENCE for block in kept):
        if page.by_tag("script"):
            return "empty-shell"
        kept = () if _has_form(page) or _letters(kept) < LETTERS else kept
    return None if kept else _nothing_kept(page, whole)


def _letters(blocks: Sequence[TextBlock]) -> int:
    return sum(map(str.isalpha, "".join(block.text for block in blocks)))


def _nothing_kept(page: Page, whole: int) -> str:
    if _linked(page.blocks) > LINKED * whole:
        return "link-list"
    return "search-form" if _has_form(page) else "no-text"


def _has_form(page: Page) -> bool:
    return any(tag in ("form", "input") for tag in page.nodes.tags)
