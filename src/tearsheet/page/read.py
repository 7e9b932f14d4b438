"""Reads any accepted source into an lxml tree, within the limits."""

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
"""Most bytes of white space before the content of a file."""

SHORTEST_ELEMENT: Final = 3
"""Bytes of ``<p>``, the shortest element."""

SCRIPT_FACTOR: Final = 10
"""Factor on the limit of attributes in text that seems to be a script. A page that merely pretends to be in a script
costs the parser two seconds at most."""

_ATTRIBUTE = re.compile(
    rb"[\s/]*+[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?"  # WHATWG: attribute states
)
_NO_CHARACTER = re.compile("[\\ud800-\\udfff\\x00]")


def read_tree(source: Source) -> Element:
    """Return the root element of ``source``; if it is a tree, its own root, which is never changed.

    Raises:
        EmptyInput: There is nothing in the source.
        NoMarkup: It is a ``str`` without any markup.
        UnsupportedInput: The bytes are of a counts_from other format.
        UndecodableInput: The bytes are not text in any encoding.
        InputTooLarge: There are more bytes, elements or attributes than the limits allow.
        TypeError: The source has a type that is not accepted.
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
    """Return the root element of markup found inside a page, parsed within the same limits.

    Raises:
        EmptyInput: The markup contains no element.
        InputTooLarge: There are more characters or elements than the limits allow.
    """
    _check_size("characters", len(markup))
    return _parse(to_utf8(markup))


def markdown_of(source: Source) -> str | None:
    """Return the text of a source that is Markdown, as servers send it for ``Accept: text/markdown``; None if it is not.

    Raises:
        UndecodableInput: The bytes are not text in any encoding.
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
    r"""Return ``text`` with every lone surrogate and NUL replaced by U+FFFD.

    The length does not change, so offsets into the result are also offsets into ``text``.

    >>> read_lines("a\x00b")
    'a\ufffdb'

    Raises:
        EmptyInput: There is only white space.
        InputTooLarge: There are more characters than the limit allows.
        TypeError: ``text`` is not a ``str``.
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
    """Parse well-formed UTF-8, without network access or external entities."""
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
        root = None  # raised for markup without any element
    if root is None:
        raise EmptyInput(len(utf8))
    if MARK in utf8:
        open_shadow_roots(root)
    return root


def _check_elements(utf8: bytes) -> None:
    if len(utf8) < SHORTEST_ELEMENT * MAX_NODES:
        return  # too short for that many elements
    tags = utf8.count(b"<")
    if tags > MAX_NODES:
        raise InputTooLarge("nodes", tags, MAX_NODES)


def _check_attributes(utf8: bytes) -> None:
    """Raise `InputTooLarge` if an element has too many attributes.

    Only stretches between two ``<`` that are long enough are checked. In what seems to be a script or style sheet, the
    limit is higher, because the code after a less-than sign as in ``i <n`` looks like attributes.
    """
    searched_to, in_script = 0, False
    counts_from: dict[int, int] = {}
    for start in _long_stretches(utf8):
        count = _count_attributes(utf8, start, MAX_ATTRIBUTES, counts_from)
        if count <= MAX_ATTRIBUTES:
            continue
        opened = max(utf8.rfind(b"<script", searched_to, start), utf8.rfind(b"<style", searched_to, start))
        closed = max(utf8.rfind(b"</script", searched_to, start), utf8.rfind(b"</style", searched_to, start))
        in_script = opened > closed if opened != closed else in_script
        searched_to = start - 1  # the stretch may begin with the tag of the script itself
        limit = MAX_ATTRIBUTES * SCRIPT_FACTOR if in_script else MAX_ATTRIBUTES
        if in_script:
            count = _count_attributes(utf8, start, limit, counts_from)
        if count > limit:
            raise InputTooLarge("attributes", count, limit)


def _count_attributes(utf8: bytes, at: int, limit: int, counts_from: dict[int, int]) -> int:
    """Return how many attributes the parser would read from ``at`` on; counting may stop above ``limit``.

    An unclosed quote can make an attribute extend beyond its stretch. ``counts_from`` caches the number of attributes
    after the end of each such attribute, and is updated, so that the total time stays linear.
    """
    count, continued = 0, []
    while True:
        taken, at, continues = take_attributes(utf8, at, limit + 1 - count)
        count += taken
        if continues and at in counts_from:
            count += counts_from[at]
            break
        if count > limit:
            return count
        if not continues:
            break
        continued.append((at, count))
    counts_from.update((end, count - before) for end, before in continued)
    return count


def _long_stretches(utf8: bytes) -> Iterator[int]:
    """Yield the start of each stretch that can contain too many attributes: the index of the byte after its ``<``.

    A stretch is the text between two ``<``. An attribute takes at least two bytes, so such a stretch is at least
    ``2 * MAX_ATTRIBUTES`` bytes long, and covers a whole window of `MAX_ATTRIBUTES` bytes: only windows are checked.
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
    """Return the first of ``at``, ``at + width``, … where ``width`` bytes contain no ``<``; the length if there is none.

    >>> find_gap(b"<p>text, text", 0, 4)
    4
    """
    while at < len(utf8) and utf8.find(b"<", at, at + width) >= 0:
        at += width
    return min(at, len(utf8))


def take_attributes(utf8: bytes, at: int, most: int) -> tuple[int, int, bool]:
    """Count attributes from ``at`` on, up to the first one that contains a ``<``, at most ``most``.

    Returns:
        The number of attributes, the end of the last one, and whether that one contains a ``<``.

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
