"""Bytes to text: what a browser would settle on, and what survives a lie."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.errors import UndecodableInput
from tearsheet.page.encoding import FALLBACK, PRESCAN_BYTES, declared_encoding, decode, to_utf8

DECLARED = [
    (b"<meta charset=iso-8859-2>", "iso-8859-2"),
    (b"<META CharSet = 'KOI8-R' >", "koi8-r"),
    (b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', "gbk"),
    (b'<meta content="text/html; charset=shift_jis" http-equiv=content-type>', "shift_jis"),
    (b'<meta name="Content-Type" content="text/html; charset=big5">', None),
    (b"<meta charset=utf-16>", "utf-8"),
    (b"<meta charset=x-user-defined>", "windows-1252"),
    (b"<meta charset=no-such-thing><meta charset=euc-kr>", "euc-kr"),
    (b"<!-- <meta charset=big5> --><meta charset=euc-jp>", "euc-jp"),
    (b"<!--><meta charset=big5>", "big5"),
    (b"<a title='<meta charset=big5>'><meta charset=euc-kr>", "euc-kr"),
    (b"<metacharset=big5>", None),
    (b"<meta charset=big5", None),
    (b"<?xml version='1.0' encoding='iso-8859-5'?><html>", "iso-8859-5"),
    (b"<" + b" " * PRESCAN_BYTES + b"<meta charset=big5>", None),
    (b"", None),
]


@pytest.mark.parametrize(("raw", "expected"), DECLARED)
def test_declared_encoding(raw: bytes, expected: str | None) -> None:
    assert declared_encoding(raw) == expected


PAGES = [
    ("bom wins over declaration", b"\xef\xbb\xbf<meta charset=big5>\xc3\xa9", "utf-8", "é"),
    ("utf-16 with bom", "\ufeff<p>naïve</p>".encode("utf-16-le"), "utf-16le", "naïve"),
    ("utf-16 without bom", "<html><p>naïve text</p></html>".encode("utf-16-be"), "utf-16be", "naïve"),
    ("declared", "<meta charset=windows-1251><p>Привет</p>".encode("cp1251"), "windows-1251", "Привет"),
    ("stale declaration over utf-8", "<meta charset=latin1><p>Grüße</p>".encode(), "utf-8", "Grüße"),
    ("declared gb2312, written in gbk", "<meta charset=gb2312><p>镕基</p>".encode("gbk"), "gbk", "镕基"),
    (
        "says utf-8, is windows-1252",
        ("<meta charset=utf-8>" + "<p>Voilà l'été, à la garçonne déjà fêtée</p>" * 9).encode("cp1252"),
        "windows-1252",
        "déjà fêtée",
    ),
    ("one broken byte in utf-8", ("<p>é è ü" + " ß" * 20).encode() + b"\xff end", "utf-8", "\ufffd end"),
    ("undeclared ascii", b"<p>plain</p>", FALLBACK, "plain"),
    ("NUL in text", b"<p>a\x00b caf\xc3\xa9 and more words</p>", "utf-8", "a\ufffdb café"),
    (
        "undeclared cyrillic",
        ("<html><p>" + "Съешь же ещё этих мягких французских булок, да выпей чаю. " * 8).encode("cp1251"),
        "windows-1251",
        "французских булок",
    ),
]


@pytest.mark.parametrize(("raw", "encoding", "shows"), [p[1:] for p in PAGES], ids=[p[0] for p in PAGES])
def test_decode(raw: bytes, encoding: str, shows: str) -> None:
    decoded = decode(raw)
    assert decoded.encoding == encoding
    assert shows in decoded.utf8.decode("utf-8")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UndecodableInput) as caught:
        decode(bytes(1000) + b"\x93\x80" * 200)
    assert caught.value.size == 1400


@given(st.binary(max_size=300))
def test_any_bytes_become_utf8_without_nul_or_are_refused(raw: bytes) -> None:
    try:
        decoded = decode(raw)
    except UndecodableInput:
        assert any(byte < 32 for byte in raw)
        return
    assert "\0" not in decoded.utf8.decode("utf-8")


@given(st.text())
def test_text_in_utf8_survives(text: str) -> None:
    assert to_utf8(text).decode("utf-8") == text.removeprefix("\ufeff").replace("\0", "\ufffd")


def test_lone_surrogates_are_replaced() -> None:
    assert to_utf8("a\ud800b\U0001f600").decode("utf-8") == "a\ufffdb\U0001f600"
