"""Recognises walls and other pages that a server sends instead of an article, by their words and structure.

A page is a wall only if it has hardly any text of its own; blocks with the words of the wall do not count as such.
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
"""The families of walls, the most specific first: on equal evidence, the first one wins."""

PROSE: Final = 150
"""A page with this many weighed characters of its own text is not a wall. Source: reasoning (two short sentences)."""
SENTENCE: Final = 40
"""Fewest weighed characters of a block that is text rather than a label."""
DENSE: Final = 3
"""Weight of an ideograph, kana or hangul syllable, in letters of an alphabet. Source: mean of parallel texts."""
_DENSE_RUNS: Final = re.compile("[\u2e80-\U0010ffff]+")
"""Runs of characters from the CJK radicals on, where the East Asian scripts begin."""
HEAD: Final = 0.4
"""Least share of a wall's words in a title or heading that is the title of a wall."""
MENTIONED: Final = 0.2
"""Share of a wall's words below which a sentence of an article merely mentions them."""
LOOKED_AT: Final = 60
"""Number of blocks that are checked: walls are short, and later blocks are the site's frame."""
SHORT_HEAD: Final = 160
"""Most characters of the title or heading of a wall."""
ENOUGH: Final = 2
"""Points that make a page with little text of its own a wall."""
ABOUT_NOTHING: Final = 60
"""Weighed characters of its own text below which one point is enough on a small page."""
SMALL: Final = 800
"""A page with fewer weighed characters in all blocks is small."""

_VOCABULARY: Final = load("refusals")
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    family: tuple(dict.fromkeys(word for words in _VOCABULARY[family].values() for word in words))
    for family in FAMILIES
}
MARKS: Final[Mapping[str, tuple[str, ...]]] = {
    family: tuple(marks) for family, marks in _VOCABULARY["marks"].items()
}
"""Substrings of classes, ids, and URLs of scripts and frames that are typical of each family."""


class Wall(NamedTuple):
    """A page that a server sent instead of an article."""

    family: str
    """One of `FAMILIES`."""
    points: int
    """Number of independent signs."""


def weighed(text: str) -> int:
    """Return the length of ``text`` in weighed characters: East Asian characters count as `DENSE`, others as one.

    >>> weighed("abc"), weighed("新しい")
    (3, 9)
    """
    if text.isascii():
        return len(text)
    return len(text) + sum(map(len, _DENSE_RUNS.findall(text))) * (DENSE - 1)


def is_title_of(title: str | None, family: str) -> bool:
    """Return whether ``title`` is the title of a wall of ``family``, not of an article about such pages.

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
    """Return the length of the longest part of a title between the separators that may set off a site's name."""
    for separator in (" | ", " – ", " — ", " · ", " :: ", " » ", ": "):
        text = text.replace(separator, " - ")
    return max(map(len, text.split(" - ")))


def folded(text: str) -> str:
    """Return ``text`` in the form of the vocabulary: lower case, straight apostrophes."""
    return text.lower().replace("’", "'")


def find_wall(
    page: Page, kept: Sequence[TextBlock], titles: Sequence[str], headline: str | None
) -> Wall | None:
    """Return which wall ``page`` is; None if it is not a wall or has enough text of its own.

    Args:
        page: The page.
        kept: The blocks of its body.
        titles: Its titles: the field, and the text of the ``title`` element.
        headline: The heading that shows the title, if there is one. If neither it nor a title is that of a wall, a box
            such as a log-in form does not make the page a wall.
    """
    sentences = _sentences(kept)
    owned = {family: _own_text(page, sentences, family) for family in FAMILIES}
    likely = [family for family, own in owned.items() if own < PROSE]
    if not likely:
        return None  # the usual case for a short page
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
    """Return the headings, and the other blocks, at the start of the page, folded."""
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
    """Return the number of signs of ``family``: its words in titles and headings, or in the text; its marks; its form."""
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
"""Families whose words occur on many pages, so that a single word is not evidence."""
MARKED: Final = frozenset(("challenge", "captcha", "redirect"))
"""Families whose marks alone are enough if the page has no text."""


def _apart(words: set[str]) -> list[str]:
    """Return the words that are not part of another word in the set."""
    return [word for word in words if not any(word != other and word in other for other in words)]


def _has_form(page: Page, family: str, points: int) -> int:
    """Return the number of password fields of a log-in page, or whether a redirect page has a refresh; otherwise 0."""
    if family == "login-wall" and points:
        return sum(attrs.get("type") == "password" for attrs in page.nodes.attrs)
    if family == "redirect":
        return any("url" in meta.content.lower() for meta in page.metas_of("refresh"))
    return 0


def _sentences(kept: Sequence[TextBlock]) -> list[tuple[str, int, TextBlock]]:
    """Return folded text, weighed length and block for each block that is text, not a label, heading or link."""
    found = []
    for block in kept:
        if block.kind != "heading" and 2 * block.link_chars <= len(block.text):
            length = weighed(block.text)
            if length >= SENTENCE:
                found.append((folded(block.text), length, block))
    return found


def _own_text(page: Page, sentences: Sequence[tuple[str, int, TextBlock]], family: str) -> int:
    """Return the weighed length of the ``sentences`` without words of ``family``.

    A sentence in an ``article`` element that merely mentions such words also counts.
    """
    words = (*WORDS[family], *_VOCABULARY["browser"]) if family in MARKED else WORDS[family]
    total = 0
    for text, length, block in sentences:
        mentioned = _apart(set(filter(text.__contains__, words)))
        if not mentioned or (
            sum(map(weighed, mentioned)) < MENTIONED * length and _is_in_article(page, block)
        ):
            total += length
            if total >= PROSE:
                break
    return total


def _is_in_article(page: Page, block: TextBlock) -> bool:
    return any(page.nodes.tags[node] == "article" for node in (block.node, *page.nodes.ancestors(block.node)))


def _has(text: str, words: Sequence[str]) -> bool:
    return any(map(text.__contains__, words))


def _marks(page: Page) -> frozenset[str]:
    """Return the families whose marks are in the classes, ids, or URLs of scripts and frames of the page."""
    seen = " ".join(_names(page)).lower()
    return frozenset(family for family, marks in MARKS.items() if _has(seen, marks))


def _names(page: Page) -> Iterator[str]:
    for tag, attrs in zip(page.nodes.tags, page.nodes.attrs, strict=True):
        for name in ("class", "id"):
            if name in attrs:
                yield attrs[name]
        if tag in ("script", "iframe") and "src" in attrs:
            yield attrs["src"]
