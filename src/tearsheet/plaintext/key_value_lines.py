"""Lines of the form ``Key: value`` above an article: mail headers, front matter, labelled meta lines."""

from __future__ import annotations

import re
from typing import NamedTuple

from tearsheet.parsing.titles import fold
from tearsheet.vocab import load

MAX_KEY = 28
"""Longest key, in characters."""
MAX_LINE = 600
"""Longest line, in characters; a longer one is running text."""
FIRST_LINES = 20
"""How many lines from the top of a text a header may reach."""

_KEYS = {
    fold(word): field for field, words in load("plaintext")["header_keys"].items() for word in reversed(words)
}
_KEY = re.compile(rf"\**([^\W\d_][^\n:：|]{{0,{MAX_KEY}}}?)\**\s?(?::\**(?=\s|$)|：)\s*\**\s*")
_REPLY = re.compile(
    r"(?:(?:re|fw|fwd|aw|wg|sv|vs|odp|rv|tr|回复|转发|答复|ответ)(?:\[\d+\])?\s?[:：]\s*|\[[\w .-]{1,30}\]\s*)+",
    re.IGNORECASE,
)
_LISTED = re.compile(r"""\[\s*["']?([^"',\[\]]+)["']?[^\[\]]*\]$""")
"""A list in brackets, such as front matter has; its group is the first entry."""
_ADDRESS_FIRST = re.compile(r"\S+@\S+ \(([^()]+)\)$")
"""An address with the name behind it, as news programs write it."""
_ADDRESS = re.compile(r"\s*<[^<>\s]*>\s*|\s*\([^()]*\)\s*$")


class KeyLine(NamedTuple):
    """A line that gives a key and its value."""

    field: str
    """The `Article` field that the key means, or ``other`` for keys of headers that mean none."""
    value: str
    """What follows, quotes and reply prefixes removed; may be empty."""
    offset: int
    """Offset of the value in the line."""


def key_of(text: str) -> str:
    """Return the field that the last word of ``text`` is a key of; '' if it is none.

    >>> key_of("Art Author"), key_of("Art")
    ('author', '')
    """
    return _KEYS.get(fold(text.rsplit(None, 1)[-1]), "") if text.strip() else ""


def read_key_line(text: str) -> KeyLine | None:
    """Return what a ``Key: value`` line gives, or None if it is none or its key is not known.

    >>> read_key_line("Subject: Re: The mill")
    KeyLine(field='title', value='The mill', offset=13)
    >>> read_key_line("Betreff: Die Mühle").field, read_key_line("作者：林小雨").value
    ('title', '林小雨')
    >>> read_key_line("Warning: wet paint") is None
    True
    """
    match = _KEY.match(text) if len(text) <= MAX_LINE else None
    field = _KEYS.get(fold(match[1])) if match else None
    if match is None or field is None:
        return None
    offset = match.end()
    if field == "title":
        reply = _REPLY.match(text, offset)
        offset = reply.end() if reply else offset
    value = text[offset:].strip().strip("*").strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value, offset = value[1:-1], offset + 1
    listed = _LISTED.match(value) if field in ("author", "category") else None
    if listed:
        offset += listed.start(1)
        value = listed[1]
    if field == "author":
        named = _ADDRESS_FIRST.match(value)
        value = named[1] if named else value
        value = _ADDRESS.sub("", value).strip(" \"'") or value
    return KeyLine(field, value, offset)
