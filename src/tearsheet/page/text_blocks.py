"""Text blocks: the types, and the tables that say where lines are cut. `tearsheet.page.block_splitter` does the cutting."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from sys import intern
from typing import NamedTuple

from tearsheet.vocab import load


def html_names(kind: str) -> frozenset[str]:
    """Return the names of a kind in ``vocab/html.json``, interned as those of a page are: so they compare fastest."""
    return frozenset(map(intern, load("html")[kind]))


INLINE = html_names("inline")
"""Elements that do not end the line they are in (HTML: phrasing content)."""

BLOCKS = html_names("blocks")
"""Elements that end the line they are in. Source: HTML, the user agent's style sheet. All others are unknown."""

HOLDERS = html_names("holders")
"""Elements that hold running text: an unknown element in one is part of the line."""

MOST_INSIDE = 32
"""Elements in an unknown element up to which it can be part of a line. Keeps hostile nesting linear."""

KIND_OF_TAG = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), "code"),
    **dict.fromkeys(("blockquote",), "quote"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
}
"""The kind of a block, by its nearest ancestor in this table; ``text`` if there is none."""

MEDIA = frozenset(("img", "video", "audio", "iframe", "embed", "object", "amp-img"))
INDEXED = html_names("indexed")
"""Tags that `Page.by_tag` lists."""

HEAD_HOLDS = html_names("head_holds")
"""Elements that the head of a page may hold (HTML: the 'in head' insertion mode); anything else begins the body."""

GLUED = frozenset(("code", "kbd", "samp", "tt", "var", "sub", "sup", "ruby", "rb"))
"""Elements whose text belongs to what touches it: parts of code, of formulas and of words."""
FARTHEST = 16
"""Most ancestors of a text that are checked to decide whether it is a word apart from another."""
LAST = frozenset(".!?:;)]%”’»…")
"""Signs after which a capital or a digit begins a new word."""
EAST_ASIAN = "\u2e80"
"""The first character of the scripts that are written without spaces."""

INVISIBLE = ("\u00ad", "\u200b", "\u2060", "\ufeff", "\0")
"""Characters that show nothing: soft hyphen, zero-width space, word joiner, byte order mark, NUL."""

BREAK = "\x1e"
"""Represents a ``<br>`` in pieces: a character that HTML cannot hold (U+001E, record separator)."""


class TextBlock(NamedTuple):
    """One text block."""

    node: int
    """Index of the block-level element that holds the run."""
    kind: str
    """``heading``, ``item``, ``cell``, ``code``, ``quote``, ``caption`` or ``text``."""
    text: str
    """Visible text: NFC, white space collapsed, ``\\n`` for ``<br>``; in code as in the source. Never empty."""
    start: int
    """HTML: index of the run's first piece in `Page.pieces`. Text: offset of its first character in the source."""
    stop: int
    """Index after the last piece, or offset after the last character."""
    link_chars: int
    """Characters (as in the source) inside links."""
    bold_chars: int
    """Characters (as in the source) inside ``b`` or ``strong``."""
    cut: bool
    """True when the run began after a double ``<br>`` and not at an element's edge."""


class Image(NamedTuple):
    """A picture or other embedded medium."""

    node: int
    """Index of its element."""
    block: int
    """Index of the block that contains or follows it; the number of blocks if it comes after the last."""


class TextBlocks(NamedTuple):
    """The result of splitting a page into blocks."""

    blocks: list[TextBlock]
    pieces: list[tuple[int, str]]
    """Text in document order: (innermost element that holds it, text as in the source; `BREAK` for a ``<br>``)."""
    images: list[Image]
    by_tag: dict[str, list[int]]


def visible(text: str) -> str:
    r"""Return ``text`` in NFC without the characters of `INVISIBLE`; white space is kept.

    >>> visible("soft\u00adhyphen\n")
    'softhyphen\n'
    """
    if text.isascii():
        return text.replace("\0", "") if "\0" in text else text
    for character in INVISIBLE:  # five scans by memchr are far faster than one str.translate
        if character in text:
            text = text.replace(character, "")
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    r"""Collapse white space and drop characters that show nothing; the result is in NFC.

    A line break in the source between two ideographs or kana is dropped (CSS Text, "segment break transformation").

    >>> clean("  A\u00a0 soft\u00adhyphen\n")
    'A softhyphen'
    >>> clean("\u6751\n\u306e\u4eba")
    '\u6751\u306e\u4eba'
    """
    shown = visible(text)
    if "\n" in shown and not shown.isascii() and _EAST_ASIAN.search(shown) is not None:
        shown = _SPACE.sub(_joined, shown.strip())
    return " ".join(shown.split())


_SPACE = re.compile(r"\s+")
_EAST_ASIAN = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]")


def _joined(space: re.Match[str]) -> str:
    """Return how a stretch of white space inside a text is shown."""
    text, start, stop = space.string, space.start(), space.end()
    if "\n" in space[0] and _EAST_ASIAN.match(text, start - 1) and _EAST_ASIAN.match(text, stop):
        return ""
    return " "


Piece = tuple[int, str]
"""A text and the innermost element that holds it."""


def are_parted(
    tags: Sequence[str],
    parents: Sequence[int],
    attrs: Sequence[Mapping[str, str]],
    container: int,
    pieces: tuple[Piece, Piece],
) -> bool:
    """Return whether two texts of one run that touch are words apart: a label and its value, one link and the next.

    They are when each is in an inline element of its own and the second begins with a capital or a digit, when one of
    the elements makes a block by its ``style``, and when the first is a label in bold. A single letter is an initial.

    Args:
        tags: The tag of each node.
        parents: The parent of each node.
        attrs: The attributes of each node.
        container: The block-level element that holds the run.
        pieces: The two texts; the first ends and the second begins with no white space.
    """
    (before, label), (after, value) = pieces
    last, first = label[-1], value[0]
    if not (last.isalnum() or last in LAST) or last >= EAST_ASIAN or (len(label) == 1 and last.isalpha()):
        return False
    first_path = _path(parents, before, container)
    second_path = _path(parents, after, container)
    if not first_path or not second_path or before in second_path or after in first_path:
        return False
    if any(tags[node] in GLUED for node in (*first_path, *second_path)):
        return False
    if first.isupper() or first.isdigit():
        return not (first.isdigit() and last.isdigit())
    if any("block" in attrs[path[-1]].get("style", "") for path in (first_path, second_path)):
        return True
    return len(first_path) == len(second_path) == 1 and tags[before] in BOLD and tags[after] == "span"


BOLD = ("b", "strong")
SENTENCE_ENDS = tuple('.!?。！？…»”"’')
"""What sentences and quotations end with."""


def _path(parents: Sequence[int], node: int, container: int) -> list[int]:
    """Return ``node`` and the nodes around it up to ``container``, which is left out; nothing if they are too many."""
    path = []
    while node != container and node >= 0:
        path.append(node)
        if len(path) > FARTHEST:
            return []
        node = parents[node]
    return path
