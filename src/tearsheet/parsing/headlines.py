"""Cleans headlines: removes markup, anchor signs and counters, which are not part of the headline."""

from __future__ import annotations

import html
import re

from tearsheet.vocab import load

_VOCAB = load("title")
_ANCHOR_SIGNS = "¶§🔗⚓⛓\ufe0e\ufe0f"
"""Signs of the permalinks that documentation tools add to headings."""
_TAG = re.compile(
    r"</?(?:em|i|b|strong|span|sup|sub|mark|u|font|small|big|q|cite|code|wbr|br|p|div|h[1-6])(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
_COUNTER = re.compile(r"\(\d{1,3}\+?\)\s+")
_BIDI = re.compile(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[\da-f]{2,5}|[a-z]{2,8}\d?);", re.IGNORECASE)
_LEFT_OVER = frozenset((": ", "| ", "- ", "– ", "— ", "» ", ", "))
"""Starts of titles whose first part is empty."""
_CUT_OFF = ("…", "...", "[…]", "[...]")
_NO_HEADLINE = frozenset(_VOCAB["no_headline"])

MOST_DECODINGS = 2
"""Most extra levels of entity encoding that are decoded. Source: reasoning."""


def plain_title(raw: str) -> str:
    """Return a headline as readers see it: without markup, entities, anchor signs or direction marks; may be empty.

    >>> plain_title("Miller&amp;#8217;s <em>wheel</em> ¶")
    'Miller’s wheel'
    >>> plain_title("Learn C#"), plain_title("# Learn C"), plain_title("AT&T; R&D")
    ('Learn C#', 'Learn C', 'AT&T; R&D')
    """
    text = raw
    for _ in range(MOST_DECODINGS):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = html.unescape(text)
    if "<" in text and ">" in text:
        text = _TAG.sub(_instead, text)
    if not text.isascii():
        text = _PRIVATE.sub("", _BIDI.sub("", text)).strip(_ANCHOR_SIGNS + " \t\n")
    text = " ".join(text.split())
    if "#" in text:
        text = text.removeprefix("# ").removesuffix(" #")
    while text[:2] in _LEFT_OVER:
        text = text[2:]
    return text


def _instead(match: re.Match[str]) -> str:
    """Return the replacement for a tag: a space if it breaks the line, otherwise nothing."""
    name = match.group().strip("</>").lower()
    return " " if name[0] in "pdh" or name.startswith("br") else ""


def without_counter(title: str) -> str:
    """Return a window title without the number of unread messages at its start.

    >>> without_counter("(4) Rain in May"), without_counter("Rain (4)")
    ('Rain in May', 'Rain (4)')
    """
    match = _COUNTER.match(title)
    return title[match.end() :] if match else title


def is_cut_off(title: str) -> bool:
    """Return whether a title ends with a sign of truncation.

    >>> is_cut_off("Rain in …"), is_cut_off("Rain in May")
    (True, False)
    """
    return title.endswith(_CUT_OFF)


def is_no_headline(key: str) -> bool:
    """Return whether a folded title is a default of some software, such as ``home``.

    >>> is_no_headline("home"), is_no_headline("homecoming")
    (True, False)
    """
    return key in _NO_HEADLINE
