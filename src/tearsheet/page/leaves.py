"""Leaf blocks: the types, and the tables that say where lines are cut. `tearsheet.page.cut` does the cutting."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "output",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "picture",
        "source",
        "svg",
        "math",
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "object",
        "embed",
        "canvas",
        "select",
        "input",
        "textarea",
        "map",
        "area",
        "meta",
        "link",
    ]
)
"""Elements that do not end the line they stand in (HTML: phrasing content)."""

KIND_OF_TAG = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), "code"),
    **dict.fromkeys(("blockquote",), "quote"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
}
"""What a leaf is, by its nearest ancestor in this table; ``text`` if there is none."""

MEDIA = frozenset(("img", "video", "audio", "iframe", "embed", "object", "amp-img"))
INDEXED = frozenset(
    [
        "html",
        "base",
        "meta",
        "link",
        "title",
        "script",
        "time",
        "address",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "img",
        "article",
        "main",
        "nav",
        "aside",
        "header",
        "footer",
        "table",
        "sup",
        "rt",
        "rtc",
        "rp",
        "math",
        "noscript",
    ]
)
"""Tags that `Page.by_tag` lists."""

HEAD_HOLDS = frozenset(
    [
        "base",
        "basefont",
        "bgsound",
        "link",
        "meta",
        "noframes",
        "noscript",
        "script",
        "style",
        "template",
        "title",
    ]
)
"""What the head of a page may hold (HTML: the 'in head' insertion mode); anything else begins the body."""

INVISIBLE = ("\u00ad", "\u200b", "\u2060", "\ufeff", "\0")
"""Characters that show nothing: soft hyphen, zero-width space, word joiner, byte order mark, NUL."""

BREAK = "\x1e"
"""Stands for a ``<br>`` in pieces: a character that HTML cannot hold (U+001E, record separator)."""


class Leaf(NamedTuple):
    """One leaf block."""

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
    """Characters (as in the source) that stand inside links."""
    bold_chars: int
    """Characters (as in the source) that stand inside ``b`` or ``strong``."""
    cut: bool
    """True when the run began after a double ``<br>`` and not at an element's edge."""


class Image(NamedTuple):
    """A picture or other embedded medium."""

    node: int
    """Index of its element."""
    leaf: int
    """Index of the leaf that it stands in or before; the number of leaves if it stands after the last."""


class Leaves(NamedTuple):
    """What the cutting gives."""

    leaves: list[Leaf]
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

    >>> clean("  A\u00a0 soft\u00adhyphen\n")
    'A softhyphen'
    """
    return " ".join(visible(text).split())
