"""Pages without main content: which reason to give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tearsheet.body.selection import Layout
from tearsheet.page import Leaf, Page
from tearsheet.vocab import load

_VOCABULARY: Final = load("refusals")
ERROR_WORDS: Final[tuple[str, ...]] = tuple(_VOCABULARY["error"])
WALL_WORDS: Final[tuple[str, ...]] = tuple(_VOCABULARY["wall"])

LITTLE: Final = 250
"""Characters of kept text below which an error page or a wall is believed when its words are there."""
LINKED: Final = 0.5
"""Share of a page's characters inside links from which it is a list of links."""
ALL_LINKED: Final = 0.95
"""Share of the kept characters inside links from which what is kept is no text but a list of links."""
SENTENCE: Final = 60
"""Characters below which a leaf is hardly a sentence."""
BARE: Final = 200
"""Characters on the whole page below which it is a shell."""
LETTERS: Final = 2
"""Letters (ideographs among them) that kept text has at least; with fewer it is punctuation left over from markup."""


def refusal(page: Page, layout: Layout, title: str | None) -> str | None:
    """Return the reason why ``page`` is no article; None if it has main content.

    Reasons: ``error-page`` and ``consent-wall`` (little text, with the words of one), ``link-list`` (nothing but links
    is kept, and little, or the page has nothing else), ``empty-shell`` (hardly a word, but scripts), and for other
    pages of which nothing is kept but headings, or no letters, ``search-form`` or ``no-text``.
    """
    leaves = page.leaves
    kept = [leaf for leaf in [leaves[i] for i in layout.kept] if leaf.kind != "heading"]
    size = sum([len(leaf.text) for leaf in kept])
    if kept and _linked(kept) > ALL_LINKED * size and (size < LITTLE or _is_links(leaves)):
        return "link-list"
    return _reason(page, title, kept) if size < LITTLE else None


def _is_links(leaves: Sequence[Leaf]) -> bool:
    """Tell whether ``leaves`` are nothing but links."""
    return _linked(leaves) > ALL_LINKED * sum(len(leaf.text) for leaf in leaves)


def _linked(leaves: Sequence[Leaf]) -> int:
    """Return how many characters stand in links; source white space inside links is not counted twice."""
    return sum([min(leaf.link_chars, len(leaf.text)) for leaf in leaves if leaf.link_chars])


def _reason(page: Page, title: str | None, kept: Sequence[Leaf]) -> str | None:
    """Return why a page with little kept text is no article; None if the little may be one."""
    shown = " ".join(
        [title or "", *(leaf.text for leaf in page.leaves[:30] if len(leaf.text) < LITTLE)]
    ).lower()
    whole = sum(len(leaf.text) for leaf in page.leaves)
    if whole < 20 * LITTLE and _has(shown[: 8 * LITTLE], WALL_WORDS):
        return "consent-wall"
    if _is_error(title, page, shown):
        return "error-page"
    if whole < BARE and all(len(leaf.text) < SENTENCE for leaf in kept):
        if page.by_tag("script"):
            return "empty-shell"
        kept = () if _has_form(page) or _letters(kept) < LETTERS else kept
    return None if kept else _nothing_kept(page, whole)


def _letters(leaves: Sequence[Leaf]) -> int:
    return sum(map(str.isalpha, "".join(leaf.text for leaf in leaves)))


def _has(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)


def _is_error(title: str | None, page: Page, shown: str) -> bool:
    """Tell whether the title or the first heading is that of an error page."""
    heading = next((leaf.text for leaf in page.leaves if leaf.kind == "heading"), "")
    for text in ((title or "").lower(), heading.lower()):
        if len(text) < 80 and _has(text, ERROR_WORDS):
            return True
    return len(shown) < LITTLE and _has(shown, ERROR_WORDS)


def _nothing_kept(page: Page, whole: int) -> str:
    if _linked(page.leaves) > LINKED * whole:
        return "link-list"
    return "search-form" if _has_form(page) else "no-text"


def _has_form(page: Page) -> bool:
    return any(tag in ("form", "input") for tag in page.nodes.tags)
