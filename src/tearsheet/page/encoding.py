"""Decodes bytes with the encoding that a browser would use, with fallbacks if the declaration is wrong.

Order: byte order mark, declaration in the markup (WHATWG HTML, "prescan a byte stream to determine its encoding"),
detection. Contrary to the standard, bytes that are well-formed UTF-8 with at least one multi-byte character are always
decoded as UTF-8: pages with a stale declaration are common, while text in another encoding is almost never well-formed
UTF-8 by accident.
"""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

import webencodings

from tearsheet.errors import UndecodableInput

PRESCAN_BYTES: Final = 32 * 1024
"""Bytes searched for a declaration. Browsers search the first 1,024 and start over if a ``meta`` comes later."""

DETECTION_BYTES: Final = 64 * 1024
"""Bytes passed to the statistical detector: more would make it slower, but not more accurate."""

FALLBACK: Final = "windows-1252"
"""The encoding if none is declared or detected (WHATWG: the default of most locales)."""

MOST_CONTROLS: Final = 0.05
"""Share of control characters above which bytes are not text."""

_CONTROLS = bytes(
    set(range(32)) - set(b"\t\n\r\f\x0e\x0f\x1b")
)  # ISO-2022 encodings shift with SO, SI and ESC

DETECTOR_LABELS: Final = {"UHC": "euc-kr"}
"""The detector's names that are not WHATWG labels."""

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)

_ISO_2022_JP = re.compile(rb"\x1b\$[@B](?:[\x21-\x7e]{2}){2}")
"""Two double-byte characters after an escape sequence. ISO-2022-JP consists of ASCII bytes, so it is well-formed UTF-8."""
_SPACE = rb"[\t\n\f\r ]"
_TAG = re.compile(rb"<(?:(!--)|(meta)(?=[\t\n\f\r /])|/?[a-zA-Z][^\t\n\f\r >]*|([!/?]))", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    rb"[\t\n\f\r /]*+(?:>|([^\t\n\f\r />][^\t\n\f\r />=]*+)[\t\n\f\r ]*+"
    rb"(?:=[\t\n\f\r ]*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\t\n\f\r >]*+)))?)"
)
_CHARSET = re.compile(
    rb"charset[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\t\n\f\r ;\"']++))", re.IGNORECASE
)


class Decoded(NamedTuple):
    """Text as UTF-8 bytes, ready for the parser."""

    utf8: bytes
    """Well-formed UTF-8 without a byte order mark and without NUL."""
    encoding: str
    """The WHATWG name of the encoding that the input was in."""


def decode(raw: bytes) -> Decoded:
    """Return ``raw`` as UTF-8, with the encoding that it was in.

    Raises:
        UndecodableInput: The bytes are not text in any encoding.
    """
    for bom, name in BOMS:
        if raw.startswith(bom):
            return _transcode(raw[len(bom) :], name)
    if b"\x1b" in raw and _ISO_2022_JP.search(raw) and declared_encoding(raw) in (None, "iso-2022-jp"):
        return _transcode(raw, "iso-2022-jp")
    if is_utf8(raw) and b"\0" not in raw:
        return Decoded(raw, "utf-8" if not raw.isascii() else declared_encoding(raw) or FALLBACK)
    wide = _utf16_without_bom(raw)
    if wide:
        return _transcode(raw, wide)
    if _is_no_text(raw):
        raise UndecodableInput(declared_encoding(raw), len(raw))
    declared = declared_encoding(raw)
    if declared and (declared != "utf-8" or _mostly_utf8(raw)):
        return _transcode(raw, declared)
    return _transcode(raw, "utf-8" if _mostly_utf8(raw) else _detect(raw))


def declared_encoding(raw: bytes) -> str | None:
    """Return the WHATWG name of the encoding that the markup declares; None if it declares no known one.

    >>> declared_encoding(b'<meta charset="latin1">')
    'windows-1252'
    >>> declared_encoding(b"<!-- <meta charset=utf-8> -->") is None
    True
    """
    head = raw[:PRESCAN_BYTES]
    at = 0
    while True:
        tag = _TAG.search(head, at)
        if not tag:
            return _xml_declaration(head)
        at = tag.end()
        if tag[1]:
            end = head.find(b"-->", tag.start() + 2)
            at = end + 3 if end >= 0 else len(head)
        elif tag[3]:
            end = head.find(b">", at)
            at = end + 1 if end >= 0 else len(head)
        else:
            attributes, at = _attributes(head, at)
            found = _meta_charset(attributes) if tag[2] else None
            if found:
                return found


def _attributes(head: bytes, at: int) -> tuple[dict[bytes, bytes], int]:
    """Return the attributes from ``at`` to the end of the tag, and its end; no attributes if the tag is not closed.

    Of several attributes with the same name, the first one counts.
    """
    found: dict[bytes, bytes] = {}
    while True:
        match = _ATTRIBUTE.match(head, at)
        if not match:
            return {}, len(head)
        at = match.end()
        if match[1] is None:
            return found, at
        found.setdefault(match[1].lower(), match[2] or match[3] or match[4] or b"")


def _meta_charset(attributes: dict[bytes, bytes]) -> str | None:
    label = attributes.get(b"charset")
    if label is None and attributes.get(b"http-equiv", b"").lower() == b"content-type":
        match = _CHARSET.search(attributes.get(b"content", b""))
        label = (match[1] or match[2] or match[3]) if match else None
    return _name_of(label) if label else None


def _xml_declaration(head: bytes) -> str | None:
    """Return the encoding in ``<?xml encoding=…?>``, the last resort (XHTML; WHATWG allows it); None if there is none."""
    if not head.startswith(b"<?xml"):
        return None
    match = re.search(rb"encoding\s*=\s*[\"']([^\"']{1,40})[\"']", head[:200])
    return _name_of(match[1]) if match else None


def _name_of(label: bytes) -> str | None:
    found = webencodings.lookup(label.decode("ascii", "replace"))
    if found is None:
        return None
    name: str = found.name
    if name.startswith("utf-16"):
        return "utf-8"  # WHATWG: a page whose declaration could be read as ASCII cannot be UTF-16
    return FALLBACK if name == "x-user-defined" else name


def is_utf8(raw: bytes) -> bool:
    """Return whether ``raw`` is well-formed UTF-8.

    It is decoded in pieces: allocating a string for a whole page would take longer than decoding it.
    """
    if raw.isascii():
        return True
    view = memoryview(raw)
    at = 0
    try:
        while at < len(raw):
            at += codecs.utf_8_decode(view[at : at + _PIECE], "strict", at + _PIECE >= len(raw))[1]
    except UnicodeDecodeError:
        return False
    return True


_PIECE: Final = 1 << 14
"""Size of a piece in bytes; a character cut off at its end is left to the next piece."""


def _mostly_utf8(raw: bytes) -> bool:
    """Return whether ``raw`` is UTF-8 with a few invalid bytes, such as a cut-off character, not another encoding."""
    sample = raw[: 4 * DETECTION_BYTES].decode("utf-8", "replace")
    broken = sample.count("\ufffd")
    wide = sum(1 for c in sample if c > "\x7f") - broken if not sample.isascii() else 0
    return broken <= 0.2 * (wide + broken) or broken <= 2 < wide


def _is_no_text(raw: bytes) -> bool:
    """Return whether ``raw`` is binary data. Text has hardly any control characters; in random bytes, a tenth are."""
    sample = raw[:DETECTION_BYTES]
    return len(sample) - len(sample.translate(None, _CONTROLS)) > MOST_CONTROLS * len(sample)


def _utf16_without_bom(raw: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark, recognised by its NULs (markup is ASCII); None if it is not."""
    sample = raw[:4096]
    if len(sample) < 8:
        return None
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16le"
    if even > 0.4 * half and odd < 0.1 * half:
        return "utf-16be"
    return None


def _detect(raw: bytes) -> str:
    """Return the detected encoding of the text, without the markup, which is ASCII in every encoding."""
    from cchardet import detect

    between_tags = [part.rpartition(b">")[2] for part in raw[: 4 * DETECTION_BYTES].split(b"<")]
    text = b" ".join(part for part in between_tags if not part.isascii()) or raw
    label = detect(text[:DETECTION_BYTES])["encoding"] or FALLBACK
    found = webencodings.lookup(DETECTOR_LABELS.get(label, label))
    if found is None or found.name.startswith("utf-"):
        return FALLBACK
    name: str = found.name
    return name


def _transcode(raw: bytes, name: str) -> Decoded:
    """Return ``raw`` decoded as ``name``; invalid bytes and NULs become replacement characters."""
    codec = webencodings.lookup(name)
    assert codec is not None  # every name comes from webencodings itself
    text, _ = codec.codec_info.decode(raw, "replace")
    return Decoded(to_utf8(text), codec.name)


def to_utf8(text: str) -> bytes:
    r"""Return ``text`` as well-formed UTF-8: lone surrogates and NUL become U+FFFD, a leading mark is dropped.

    >>> to_utf8("a\x00b")
    b'a\xef\xbf\xbdb'
    """
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    try:
        return text.removeprefix("\ufeff").encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16le", "surrogatepass").decode("utf-16le", "replace").encode("utf-8")
