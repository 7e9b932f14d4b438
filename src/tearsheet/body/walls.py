"""Walls and other pages that a server sends in the place of an article, known by their words and their structure.

A page is one of them only if it hardly holds text of its own: blocks in the words of the wall itself do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from tearsheet.page import Page, TextBlock
from tearsheet.vocab import load

FAMILIES: Final = (
    "challenge",
    "captcha",
    "age-gate",
    "geo-block",
    "consent-wall",
    "login-wall",
    "parked-domain",
    "maintenance",
    "error-page",
    "search-results",
    "redirect",
    "empty-shell",
)
"""The families of walls, those that say more first: of equal evidence the first wins."""

PROSE: Final = 150
"""Weighed characters of its own text from which a page is not a wall. Source: reasoning (two short sentences)."""
SENTENCE: Final = 40
"""Weighed characters from which a block is text rather than a label."""
DENSE: Final = 3
"""Weight of an ideograph, a kana or a hangul syllable in letters of an alphabet. Source: mean of parallel texts."""
_DENSE_RUNS: Final = re.compile("[\u2e80-\U0010ffff]+")
"""Characters from those of the East Asian scripts (CJK radicals) on."""
HEAD: Final = 0.4
"""Share of a title or heading that the words of a wall take up for it to be the title of one."""
MENTIONED: Final = 0.2
"""Share of a sentence in an article that the words of a wall take up at most for it to be about them."""
LOOKED_AT: Final = 60
"""Blocks that are checked: walls are short, and what comes after them is the site's frame."""
SHORT_HEAD: Final = 160
"""Characters of a title or heading that may be one of a wall."""
ENOUGH: Final = 2
"""Points that make a page with a little text of its own a wall."""
ABOUT_NOTHING: Final = 60
"""Weighed characters of text of its own below which one point is enough on a small page."""
SMALL: Final = 800
"""Weighed characters of all blocks of a small page."""

_VOCABULARY: Final = load("refusals")
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    family: tuple(dict.fromkeys(word for words in _VOCABULARY[family].values() for word in words))
    for family in FAMILIES
}
MARKS: Final[Mapping[str, tuple[str, ...]]] = {
    family: tuple(marks) for family, marks in _VOCABULARY["marks"].items()
}
"""Parts of classes, ids and addresses of scripts and frames that a family's pages have."""


class Wall(NamedTuple):
    """The kind of page that is there instead of an article."""

    family: str
    """One of `FAMILIES`."""
    points: int
    """How many independent signs there are."""


def weighed(text: str) -> int:
    """Return the length of ``text`` in letters of an alphabet.

    >>> weighed("abc"), weighed("新しい")
    (3, 9)
    """
    if text.isascii():
        return len(text)
    return len(text) + sum(map(len, _DENSE_RUNS.findall(text))) * (DENSE - 1)


def is_title_of(title: str | None, family: str) -> bool:
    """Return whether ``title`` consists in good part of the words of ``family``; a title about such pages does not.

    >>> is_title_of("Page not found | Example", "error-page")
    True
    >>> is_title_of("How 'page not found' became the best known message of the web", "error-page")
    False
    """
    if not title or len(title) > SHORT_HEAD:
        return False
    text = folded(title)
    words = set(filter(text.__contains__, WORDS[family]))
    return bool(words) and sum(map(len, _apart(words))) >= HEAD * _longest_part(text)


def _longest_part(text: str) -> int:
    """Return the length of the longest part between the separators that set off a site's name."""
    for separator in (" | ", " – ", " — ", " · ", " :: ", " » ", ": "):
        text = text.replace(separator, " - ")
    return max(map(len, text.split(" - ")))


def folded(text: str) -> str:
    """Return ``text`` as the words are written: lower case, straight apostrophes."""
    return text.lower().replace("’", "'")


def find_wall(
    page: Page, kept: Sequence[TextBlock], titles: Sequence[str], headline: str | None
) -> Wall | None:
    """Return which wall ``page`` is; None if it is not a wall or has enough text of its own.

    Args:
        page: The page.
        kept: The blocks of its body.
        titles: Its titles: the field, and the text of the ``title`` element.
        headline: The heading that shows the title, if there is one: where neither it nor a title is that of a wall, a
            box such as a log-in form makes none of the page.
    """
    sentences = _sentences(kept)
    owned = {family: _own_text(page, sentences, family) for family in FAMILIES}
    likely = [family for family, own in owned.items() if own < PROSE]
    if not likely:
        return None  # as of most pages with a little text
    heads, blocks = _shown(page)
    heads = [*titles, *heads]
    marks = _marks(page)
    small = sum([weighed(block.text) for block in page.blocks]) < SMALL
    best: Wall | None = None
    for family in likely:
        points = _points(page, family, heads, blocks, marks)
        if not points or (best and points <= best.points):
            continue
        own = owned[family]
        named = any(is_title_of(head, family) for head in (headline, *titles))
        most = ABOUT_NOTHING if headline and not named else PROSE
        if own < most and points >= (1 if small and own < ABOUT_NOTHING else ENOUGH):
            best = Wall(family, points)
    return best


def _shown(page: Page) -> tuple[list[str], list[str]]:
    """Return the headings and the other blocks at the start of the page, folded."""
    heads, blocks = [], []
    for block in page.blocks[:LOOKED_AT]:
        if block.kind == "heading":
            heads.append(block.text)
        elif 2 * block.link_chars <= len(block.text):
            blocks.append(folded(block.text))
    return heads, blocks


def _points(
    page: Page, family: str, heads: Sequence[str], blocks: Sequence[str], marks: frozenset[str]
) -> int:
    """Count the signs of ``family``: a title or heading, its words in the text, its marks, its form."""
    words_of_heads = " ".join(map(folded, heads))
    may_be_title = _has(words_of_heads, WORDS[family])
    points = 2 * (may_be_title and any(is_title_of(head, family) for head in heads))
    if family not in NEED_WORDS:
        blocks = [*blocks, *map(folded, heads)]
    together = "\n".join(blocks)
    words = set(filter(together.__contains__, WORDS[family]))
    if family in NEED_WORDS and not points:
        points += len(_apart(words)) > 1
    else:
        points += bool(words) + (len(_apart(words)) > 2)
    if not points and family not in MARKED:
        return 0
    points += family in marks
    return points + _has_form(page, family, points)


NEED_WORDS: Final = frozenset(("login-wall", "consent-wall", "search-results", "error-page"))
"""Families whose single words are on many pages: one word alone is no evidence."""
MARKED: Final = frozenset(("challenge", "captcha", "redirect"))
"""Families whose marks alone are enough for a page without text."""


def _apart(words: set[str]) -> list[str]:
    """Return the words that are not part of another one."""
    return [word for word in words if not any(word != other and word in other for other in words)]


def _has_form(page: Page, family: str, points: int) -> int:
    """Count the form that belongs to a log-in page, or the refresh that belongs to a redirect."""
    if family == "login-wall" and points:
        return sum(attrs.get("type") == "password" for attrs in page.nodes.attrs)
    if family == "redirect":
        return any("url" in meta.content.lower() for meta in page.metas_of("refresh"))
    return 0


def _sentences(kept: Sequence[TextBlock]) -> list[tuple[str, int, TextBlock]]:
    """Return the blocks that are text and no label, heading or link: folded text, weighed length, and the block."""
    found = []
    for block in kept:
        if block.kind != "heading" and 2 * block.link_chars <= len(block.text):
            length = weighed(block.text)
            if length >= SENTENCE:
                found.append((folded(block.text), length, block))
    return found


def _own_text(page: Page, sentences: Sequence[tuple[str, int, TextBlock]], family: str) -> int:
    """Return the weighed length of those of the ``sentences`` that do not have the words of ``family``.

    A sentence in an ``article`` element that only mentions them counts: it is about such pages.
    """
    words = (*WORDS[family], *_VOCABULARY["browser"]) if family in MARKED else WORDS[family]
    total = 0
    for text, length, block in sentences:
        said = _apart(set(filter(text.__contains__, words)))
        if not said or (sum(map(weighed, said)) < MENTIONED * length and _is_in_article(page, block)):
            total += length
            if total >= PROSE:
                break
    return total


def _is_in_article(page: Page, block: TextBlock) -> bool:
    return any(page.nodes.tags[node] == "article" for node in (block.node, *page.nodes.ancestors(block.node)))


def _has(text: str, words: Sequence[str]) -> bool:
    return any(map(text.__contains__, words))


def _marks(page: Page) -> frozenset[str]:
    """Return the families whose marks the page has in classes, ids and the addresses of scripts and frames."""
    seen = " ".join(_names(page)).lower()
    return frozenset(family for family, marks in MARKS.items() if _has(seen, marks))


def _names(page: Page) -> Iterator[str]:
    for tag, attrs in zip(page.nodes.tags, page.nodes.attrs, strict=True):
        for name in ("class", "id"):
            if name in attrs:
                yield attrs[name]
        if tag in ("script", "iframe") and "src" in attrs:
            yield attrs["src"]
