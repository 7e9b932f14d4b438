"""Pages without main content: which reason to give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tearsheet.body.repair_headings import is_text
from tearsheet.body.selection import LISTINGS, BodySelection
from tearsheet.body.walls import find_wall, is_title_of, weighed
from tearsheet.page import Page, TextBlock

LITTLE: Final = 250
"""Characters of kept text below which a page without any words of a wall may still be none that is read."""
SHORT: Final = 2_500
"""Weighed characters of kept text below which the words of all walls are searched for."""
ALL_LINKED: Final = 0.95
"""Share of the kept characters inside links from which the kept blocks are a list of links, not text."""
LINKED: Final = 0.5
"""Share of a page's characters inside links from which it is a list of links."""
SENTENCE: Final = 60
"""Characters below which a block is probably not a sentence."""
BARE: Final = 200
"""Characters on the whole page below which it is a shell."""
LETTERS: Final = 2
"""Letters (ideographs among them) that kept text has at least; with fewer it is punctuation left over from markup."""
FILLED: Final = 0.5
"""Share of the kept characters that filler text or unfilled fields of a template make up on a page that is one."""
FRAME: Final = 3
"""Blocks with links around the text of a page that is one of a site: filler text alone may be meant, as a sample."""
LONG_LINK: Final = 300
"""Characters of a link around several blocks from which it is an anchor that was never closed: no label of a link."""

_FILLER: Final = ("lorem ipsum", "dolor sit amet", "consectetur adipiscing", "consectetuer adipiscing")
"""Source: the usual filler text; one of its parts is in nearly every paragraph of it."""
_FIELD: Final = re.compile(
    r"\{\{[^{}]{1,80}\}\}|\{%[^{}%]{1,80}%\}|<%[^<>%]{1,80}%>|\$\{[^{}]{1,80}\}|%%[A-Z_]{2,40}%%"
)
"""An unfilled field of the common template languages."""
_INDEX: Final = ("index of /", "directory listing for /", "directory listing of /", "directory: /")
"""How the listings of folders that web servers make begin (Apache, nginx, lighttpd, Python, Jetty)."""


def refusal(page: Page, selection: BodySelection, title: str | None) -> str | None:
    """Return the reason why ``page`` is not an article; None if it has main content.

    Reasons: a family of walls (`walls.FAMILIES`), ``directory-index``, ``placeholder`` (filler text, or a template
    that was never filled), ``link-list`` (nothing but links is kept, and little, or the page has nothing else),
    ``empty-shell`` (hardly a word, but scripts), and for other pages of which only headings are kept, or no
    letters, ``search-form`` or ``no-text``.
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
    """Return whether the page is a server's index of a folder."""
    heads = [*titles, *(block.text for block in page.blocks[:3])]
    return any(head.lower().startswith(_INDEX) for head in heads)


def _is_placeholder(page: Page, kept: Sequence[TextBlock], title: str | None, size: int) -> bool:
    """Return whether the kept text is filler text in the frame of a site, or unfilled fields of a template."""
    first = kept[0].text.lower()
    filler = _filler(first) and _framed(page, kept)
    if not filler and not (title and _FIELD.search(title)) and not _FIELD.search(first):
        return False
    fields = [
        block for block in kept if _FIELD.fullmatch(block.text) or (filler and _filler(block.text.lower()))
    ]
    filled = sum([len(block.text) for block in fields])
    return filled >= FILLED * size


def _framed(page: Page, kept: Sequence[TextBlock]) -> bool:
    """Return whether there are links around the kept blocks."""
    inside = {block.node for block in kept}
    return sum([block.link_chars > 0 and block.node not in inside for block in page.blocks]) >= FRAME


def _filler(text: str) -> bool:
    return any(part in text for part in _FILLER)


def _is_links(blocks: Sequence[TextBlock]) -> bool:
    """Return whether ``blocks`` consist only of links."""
    return _linked(blocks) > ALL_LINKED * sum(len(block.text) for block in blocks)


def _is_listing(selection: BodySelection, kept: Sequence[TextBlock], size: int) -> bool:
    """Return whether the links that are kept are the content of a listing: it has a headline, or entries in sentences."""
    if selection.kind not in LISTINGS or size < LITTLE:
        return False
    return selection.headline >= 0 or any(len(block.text) >= SENTENCE for block in kept)


def _linked(blocks: Sequence[TextBlock]) -> int:
    """Return how many characters are in links; source white space inside links is not counted twice."""
    return sum([min(block.link_chars, len(block.text)) for block in blocks if block.link_chars])


def _is_one_link(page: Page, kept: Sequence[TextBlock]) -> bool:
    """Return whether most of the kept text is in one link: an anchor that was never closed."""
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
    """Return why a page with little kept text is not an article; None if this text may be one."""
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
