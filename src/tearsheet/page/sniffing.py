"""Recognises input that is not a page by its first bytes (WHATWG MIME Sniffing), never by its file name."""

from __future__ import annotations

import json
import re
from typing import Final

SIGNATURES: Final = (
    (b"%PDF-", "pdf"),
    (b"\x1f\x8b", "gzip"),
    (b"(\xb5/\xfd", "zstd"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"BZh", "bzip2"),
    (b"PK\x03\x04", "zip"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"RIFF", "riff"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"PAR1", "parquet"),
    (b"wOFF", "woff"),
    (b"wOF2", "woff"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"\x00asm", "wasm"),
)
"""First bytes of formats that are often saved under the name of a page (WHATWG MIME Sniffing and their own
specifications)."""

_BLANK: Final = b"\xef\xbb\xbf \t\r\n\f\0"
_MEDIA: Final = b"ftyp"
"""Bytes 4 to 7 of files of the ISO base media format (MP4, AVIF, HEIC)."""
_ROOTS: Final = {
    b"rss": "rss",
    b"feed": "atom",
    b"rdf:rdf": "rdf",
    b"urlset": "sitemap",
    b"sitemapindex": "sitemap",
    b"opml": "opml",
    b"svg": "svg",
}
"""Root elements of XML formats that are often served instead of a page."""
_PROLOGUE: Final = re.compile(
    rb"<\?[^>]{0,2000}>|<!--(?:[^-]|-(?!->)){0,4000}-->|<!DOCTYPE[^>\[]{0,400}>|\s+", re.IGNORECASE
)
_ROOT: Final = re.compile(rb"<([A-Za-z][\w:.-]{0,40})")
_ROBOTS: Final = re.compile(rb"(?:[ \t]*(?:#[^\n]{0,400})?\r?\n){0,60}[ \t]*User-agent[ \t]*:", re.IGNORECASE)
LOOKED_AT: Final = 20_000
"""Most bytes of a prologue that are read."""
PIECES: Final = 50
"""Most comments and processing instructions before the root element."""


def other_format(raw: bytes) -> str | None:
    """Return the format of ``raw`` if it is known and not HTML; None if it may be a page.

    >>> other_format(b'<?xml version="1.0"?><rss version="2.0">'), other_format(b"<p>text")
    ('rss', None)
    """
    if raw[4:8] == _MEDIA:
        return "mp4"
    start = raw[:512].lstrip(_BLANK)
    for signature, name in SIGNATURES:
        if start.startswith(signature):
            return name
    return text_format(raw, start[:1])


def text_format(raw: bytes, first: bytes | None = None) -> str | None:
    """Return the format of the text ``raw`` if it is JSON, a feed, a sitemap or a robots.txt; else None."""
    first = raw[:512].lstrip(_BLANK)[:1] if first is None else first
    if first in (b"{", b"["):
        return "json" if _is_json(raw) else None
    if first == b"<":
        return _ROOTS.get(_root(raw[:LOOKED_AT]).lower())
    if first in (b"u", b"U", b"#") and _ROBOTS.match(raw[:LOOKED_AT].lstrip(_BLANK)):
        return "robots"
    return None


def _root(start: bytes) -> bytes:
    """Return the name of the root element; empty if it is not found near the start."""
    at = len(start) - len(start.lstrip(_BLANK))
    for _ in range(PIECES):
        piece = _PROLOGUE.match(start, at)
        if piece is None:
            break
        at = piece.end()
    root = _ROOT.match(start, at)
    return root[1] if root else b""


def _is_json(raw: bytes) -> bool:
    try:
        json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return True


_FRONT: Final = re.compile(rb"---[ \t]*\r?\n(?:[^\n]{0,2000}\n){1,200}?---[ \t]*\r?\n")
_TITLE: Final = re.compile(rb"#{1,2} [^\n]{1,400}\n")
_BLOCKS: Final = re.compile(
    rb"<(?:html|body|head|p|div|table|br|h[1-6]|ul|article|!doctype)\b", re.IGNORECASE
)
"""Elements for which Markdown has its own syntax; text that contains them is read as HTML."""


def is_markdown(raw: bytes) -> bool:
    r"""Return whether ``raw`` is Markdown: it begins with front matter or a heading and contains no HTML elements.

    >>> is_markdown(b"# A title\n\nText"), is_markdown(b"<h1>A title</h1>"), is_markdown(b"# A title\n<p>Text")
    (True, False, False)
    """
    start = raw[:LOOKED_AT].lstrip(_BLANK)
    if start[:1] not in (b"#", b"-") or not (_TITLE.match(start) or _FRONT.match(start)):
        return False
    return _ROBOTS.match(start) is None and _BLOCKS.search(raw) is None
