"""The types for text blocks, and the tables by which `tearsheet.page.block_splitter` splits text into blocks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from sys import intern
from typing import NamedTuple

from tearsheet.vocab import load


def html_names(kind: str) -> frozenset[str]:
    """Return the names under ``kind`` in ``vocab/html.json``, interned like those of a page, for fast comparison."""
    return frozenset(map(intern, load("html")[kind]))


INLINE = html_names("inline")
"""Inline elements (HTML: phrasing content)."""

BLOCKS = html_names("blocks")
"""Block-level elements. Source: HTML, the user agent's style sheet. Elements in neither table are unknown."""

HOLDERS = html_names("holders")
"""Elements that contain running text: unknown elements in them are inline."""

MOST_INSIDE = 32
"""Most elements inside an unknown element that is inline. Keeps hostile nesting linear."""

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
"""Elements that may be in the head of a page (HTML: the "in head" insertion mode); any other starts the body."""

GLUED = frozenset(("code", "kbd", "samp", "tt", "var", "sub", "sup", "ruby", "rb"))
"""Elements whose text is joined to adjacent text: parts of code, formulas and words."""
FARTHEST = 16
"""Most ancestors of a text that are checked to decide whether it is a separate word."""
LAST = frozenset(".!?:;)]%”’»…")
"""Punctuation after which a capital or a digit begins a new word."""
EAST_ASIAN = "\u2e80"
"""The first character of the scripts that are written without spaces."""

INVISIBLE = ("\u00ad", "\u200b", "\u2060", "\ufeff", "\0")
"""Characters that are removed: soft hyphen, zero-width space, word joiner, byte order mark, NUL."""

BREAK = "\x1e"
"""Represents a ``<br>`` in pieces: a character that cannot occur in HTML (U+001E, record separator)."""


class TextBlock(NamedTuple):
    """One text block."""

    node: int
    """Index of the innermost block-level element around the text."""
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
    r"""Return ``text`` in NFC without `INVISIBLE` characters; white space is kept.

    >>> visible("soft\u00adhyphen\n")
    'softhyphen\n'
    """
    if text.isascii():
        return text.replace("\0", "") if "\0" in text else text
    for character in INVISIBLE:  # five searches are much faster than one str.translate
        if character in text:
            text = text.replace(character, "")
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    r"""Return ``text`` in NFC with white space collapsed and `INVISIBLE` characters removed; '' if nothing is left.

    A line break between two ideographs or kana is removed (CSS Text, "segment break transformation").

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
    """Return the replacement for a run of white space inside a text."""
    text, start, stop = space.string, space.start(), space.end()
    if "\n" in space[0] and _EAST_ASIAN.match(text, start - 1) and _EAST_ASIAN.match(text, stop):
        return ""
    return " "


Piece = tuple[int, str]
"""The innermost element around a text, and the text."""


def are_parted(
    tags: Sequence[str],
    parents: Sequence[int],
    attrs: Sequence[Mapping[str, str]],
    container: int,
    pieces: tuple[Piece, Piece],
) -> bool:
    """Return whether two adjacent texts of one run are separate words, such as a label and its value, or two links.

    They are if each is in an inline element of its own and the second begins with a capital or a digit, if one of the
    elements is block-level by its ``style``, or if the first is a bold label. A single letter is an initial, not a word.

    Args:
        tags: The tag of each node.
        parents: The parent of each node.
        attrs: The attributes of each node.
        container: The innermost block-level element around the run.
        pieces: The two texts, with no white space between them.
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
"""Characters at the end of sentences and quotations."""


def _path(parents: Sequence[int], node: int, container: int) -> list[int]:
    """Return ``node`` and its ancestors below ``container``; nothing if there are more than `FARTHEST`."""
    path = []
    while node != container and node >= 0:
        path.append(node)
        if len(path) > FARTHEST:
            return []
        node = parents[node]
    return path
