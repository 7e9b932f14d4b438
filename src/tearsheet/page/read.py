"""The door: any accepted source to an lxml tree, decoded once and parsed once, under the limits."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from lxml import etree
from lxml.etree import _Element as Element
from lxml.etree import _ElementTree as ElementTree

from tearsheet.doors import check_markup
from tearsheet.errors import EmptyInput, InputTooLarge, UnsupportedInput
from tearsheet.page.encoding import decode, to_utf8
from tearsheet.page.limits import MAX_ATTRIBUTES, MAX_BYTES, MAX_NODES
from tearsheet.page.repair import repaired
from tearsheet.page.shadow import MARK, open_shadow_roots
from tearsheet.page.sniffing import is_markdown, other_format, text_format

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

    Source: TypeAlias = (
        bytes | bytearray | memoryview | str | Path | Element | ElementTree | BeautifulSoup | Tag
    )

LONGEST_BLANK: Final = 512
"""Bytes of white space that may come before the first mark of a file."""

SHORTEST_ELEMENT: Final = 3
"""Bytes of ``<p>``."""

SCRIPT_FACTOR: Final = 10
"""How many times the limit of attributes a script may have in words. A page that only pretends to have a script
open costs the parser two seconds at most."""

_ATTRIBUTE = re.compile(
    rb"[\s/]*+[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?"  # WHATWG: attribute states
)
_NO_CHARACTER = re.compile("[\\ud800-\\udfff\\x00]")


def read_tree(source: Source) -> Element:
    """Return the root element of ``source``; a given tree is returned as it is and never changed.

    Raises:
        EmptyInput: There is nothing in the source.
        NoMarkup: It is a ``str`` without any markup.
        UnsupportedInput: The bytes are of a known other format.
        UndecodableInput: The bytes are not text in any encoding.
        InputTooLarge: There are more bytes or elements than the limits allow.
        TypeError: The source is of a type that is not accepted.
        OSError: The file cannot be read.
    """
    if isinstance(source, Path):
        source = _read_file(source)
    if isinstance(source, (bytes, bytearray, memoryview)):
        return _parse(_utf8_of(bytes(source)))
    if isinstance(source, str):
        _check_size("characters", len(source))
        utf8 = to_utf8(source)
        name = text_format(utf8)
        if name:
            raise UnsupportedInput(name)
        check_markup(source)
        return _parse(utf8)
    if isinstance(source, ElementTree):
        root: Element | None = source.getroot()
        if root is None:
            raise EmptyInput(0)
        return root
    if isinstance(source, Element):
        if not isinstance(source.tag, str):
            raise EmptyInput(0)  # a comment or processing instruction
        return source
    return _parse(to_utf8(_soup_markup(source)))


def read_fragment(markup: str) -> Element:
    """Return the root element that the parser makes of markup found inside a page, under the same limits.

    Raises:
        EmptyInput: The markup holds no element.
        InputTooLarge: There are more characters or elements than the limits allow.
    """
    _check_size("characters", len(markup))
    return _parse(to_utf8(markup))


def markdown_of(source: Source) -> str | None:
    """Return the text of a source that is Markdown, as servers send it for ``Accept: text/markdown``; None if it is not.

    Raises:
        UndecodableInput: It is in no encoding.
        OSError: The file cannot be read.
    """
    if isinstance(source, str):
        return source if source.lstrip()[:1] in ("#", "-") and is_markdown(to_utf8(source)) else None
    if isinstance(source, Path):
        with source.open("rb") as file:
            first = file.read(LONGEST_BLANK).lstrip()[:1]
        source = _read_file(source) if first in (b"#", b"-", b"\xef") else b""
    if isinstance(source, (bytes, bytearray, memoryview)) and is_markdown(bytes(source[:MAX_BYTES])):
        _check_size("bytes", len(source))
        return decode(bytes(source)).utf8.decode()
    return None


def read_lines(text: str) -> str:
    r"""Return ``text`` fit to be read, with every character at its place.

    Lone surrogates and NUL become U+FFFD one for one, so that offsets into the result are offsets into ``text``.

    >>> read_lines("a\x00b")
    'a\ufffdb'

    Raises:
        EmptyInput: There is only white space.
        InputTooLarge: There are more characters than the limit allows.
        TypeError: It is no ``str``.
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}; decode bytes first")
    _check_size("characters", len(text))
    if not text.strip(" \t\r\n\f\v\0\ufeff\u00a0"):
        raise EmptyInput(len(text))
    return text if text.isascii() and "\0" not in text else _NO_CHARACTER.sub("\ufffd", text)


def _read_file(path: Path) -> bytes:
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    _check_size("bytes", len(raw))
    return raw


def _utf8_of(raw: bytes) -> bytes:
    _check_size("bytes", len(raw))
    start = raw[:512].lstrip(b"\xef\xbb\xbf \t\r\n\f\0")
    if not start and not raw.strip(b"\xef\xbb\xbf \t\r\n\f\0"):
        raise EmptyInput(len(raw))
    name = other_format(raw)
    if name:
        raise UnsupportedInput(name)
    return decode(raw).utf8


def _check_size(measure: str, size: int) -> None:
    if size > MAX_BYTES:
        raise InputTooLarge(measure, size, MAX_BYTES)


def _parse(utf8: bytes) -> Element:
    """Parse well-formed UTF-8. No network, no entities from outside, no recovery state shared between calls."""
    _check_elements(utf8)
    _check_attributes(utf8)
    root = _tree_of(repaired(utf8))
    frames = root.find("frameset")
    if frames is None or root.find("body") is not None:
        return root
    plain = "".join(element.text or "" for element in frames.iter("noframes"))
    return _tree_of(plain.encode()) if plain.strip() else root


def _tree_of(utf8: bytes) -> Element:
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
    )
    try:
        root: Element | None = etree.fromstring(utf8, parser)
    except etree.XMLSyntaxError:
        root = None  # lxml raises it for markup without any element
    if root is None:
        raise EmptyInput(len(utf8))
    if MARK in utf8:
        open_shadow_roots(root)
    return root


def _check_elements(utf8: bytes) -> None:
    if len(utf8) < SHORTEST_ELEMENT * MAX_NODES:
        return  # there cannot be that many
    tags = utf8.count(b"<")
    if tags > MAX_NODES:
        raise InputTooLarge("nodes", tags, MAX_NODES)


def _check_attributes(utf8: bytes) -> None:
    """Count attributes wherever two ``<`` are so far apart that there could be too many.

    What looks like attributes may be code behind ``i <n``: in what seems to be a script or a style sheet, more may follow.
    """
    looked, in_script = 0, False
    known: dict[int, int] = {}
    for start in _long_stretches(utf8):
        count = _count_attributes(utf8, start, MAX_ATTRIBUTES, known)
        if count <= MAX_ATTRIBUTES:
            continue
        opened = max(utf8.rfind(b"<script", looked, start), utf8.rfind(b"<style", looked, start))
        closed = max(utf8.rfind(b"</script", looked, start), utf8.rfind(b"</style", looked, start))
        in_script = opened > closed if opened != closed else in_script
        looked = start - 1  # the stretch's own tag may be the script's
        limit = MAX_ATTRIBUTES * SCRIPT_FACTOR if in_script else MAX_ATTRIBUTES
        if in_script:
            count = _count_attributes(utf8, start, limit, known)
        if count > limit:
            raise InputTooLarge("attributes", count, limit)


def _count_attributes(utf8: bytes, at: int, limit: int, known: dict[int, int]) -> int:
    """Count what the parser would read as attributes from ``at`` on; counting may stop above ``limit``.

    ``known`` says how many follow from where one ended that leads beyond its stretch: open quotes let the attributes
    of each stretch run on through all others, which is counted once so. What follows is added to it.
    """
    count, led_on = 0, []
    while True:
        taken, at, leads_on = take_attributes(utf8, at, limit + 1 - count)
        count += taken
        if leads_on and at in known:
            count += known[at]
            break
        if count > limit:
            return count
        if not leads_on:
            break
        led_on.append((at, count))
    known.update((end, count - before) for end, before in led_on)
    return count


def _long_stretches(utf8: bytes) -> Iterator[int]:
    """Yield where each stretch that can hold too many attributes begins: the first byte after its ``<``.

    A stretch is the text between two ``<``. An attribute takes two bytes at least, so such a stretch is longer
    than one block of that many; one that is nearly two blocks long fills one whole, so a look at the start of each
    block finds it.
    """
    at = find_gap(utf8, 0, MAX_ATTRIBUTES)
    while at < len(utf8):
        before = utf8.rfind(b"<", 0, at)
        if before >= 0:
            yield before + 1
        at = utf8.find(b"<", at + MAX_ATTRIBUTES)
        if at < 0:
            return
        at = find_gap(utf8, at, MAX_ATTRIBUTES)


def find_gap(utf8: bytes, at: int, width: int) -> int:
    """Return the first of ``at``, ``at + width``, … from which ``width`` bytes hold no ``<``; the length if none.

    >>> find_gap(b"<p>text, text", 0, 4)
    4
    """
    while at < len(utf8) and utf8.find(b"<", at, at + width) >= 0:
        at += width
    return min(at, len(utf8))


def take_attributes(utf8: bytes, at: int, most: int) -> tuple[int, int, bool]:
    """Take attributes from ``at`` on, up to the first that holds a ``<``, at most ``most``.

    Returns:
        How many there are, where the last one ends, and whether that one holds a ``<``.

    >>> take_attributes(b'href="/" id=x <b class=y', 0, 9)
    (3, 16, True)
    """
    for count in range(most):
        attribute = _ATTRIBUTE.match(utf8, at)
        if attribute is None:
            return count, at, False
        start, at = at, attribute.end()
        if utf8.find(b"<", start, at) >= 0:
            return count + 1, at, True
    return most, at, False


def _soup_markup(source: object) -> str:
    """Serialise a BeautifulSoup object; the caller has imported bs4, which is not a dependency."""
    bs4 = sys.modules.get("bs4")
    if bs4 is None or not isinstance(source, bs4.Tag):
        raise TypeError(
            f"cannot parse a {type(source).__name__}: pass bytes, str, Path, an lxml element or a BeautifulSoup object"
        )
    markup: str = source.decode()
    _check_size("characters", len(markup))
    return markup
