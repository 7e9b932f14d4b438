"""What one block of a text looks like, apart from its neighbours.

No word of a language counts in it, except those of the vocabulary of boilerplate.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from tearsheet.parsing.breadcrumbs import parse_breadcrumb
from tearsheet.parsing.names import strip_by
from tearsheet.parsing.titles import fold
from tearsheet.plaintext.block import Block
from tearsheet.plaintext.boilerplate import MAX_LINE, vocabulary_class
from tearsheet.plaintext.lines import weight
from tearsheet.plaintext.meta_line import MAX_CHARS, Part, read_metaline

LONG = 150
"""Shortest block, in Latin characters, that is certainly running text."""
SENTENCE = 60
"""Shortest block, in Latin characters, that counts as running text if it ends as a sentence does."""
MAX_WORDS_SEEN = 160
"""Characters of a block whose words are checked. Reasoning: the rest is like the beginning."""

_INNER_END = re.compile(r"\w[.!?…]['\"”’)]?\s+\S|[。！？]\S")
_NUMBERED = re.compile(
    r"\(?(\d{1,3})(?:[.):、．]|\s*[-–—])\s*\S|[第（(]?([一二三四五六七八九十]{1,3})[章节節部、）)]"
)
_OUTLINE = re.compile(r"\d{1,2}\.\d{1,2}[.\s]")
_COUNTED = re.compile(r"[^\W\d]{2,12}\s#?(\d{1,3})\b")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SEPARATORS = re.compile(r"\s[|·•/»>–-]\s|[|｜]")
_MACHINE = re.compile(
    r"[{}<>=│├└_]|\[(?:img| ?[xX*]? ?\])|\((?:BUTTON)?\)|IFRAME|https?:|www\.|@\w|\.(?:jpe?g|png|gif|svg|webp)\b|--"
)
_AMOUNT = re.compile(r"[$€£¥₹%]|\d\s?(?:km|kg|cm|mm|GB|MB|USD|EUR)\b")
_DIGITS = re.compile(r"\d+")

ENDS = {
    ".": 1, "。": 1, "।": 1, "۔": 1, "．": 1,
    "?": 2, "？": 2, "؟": 2,
    "!": 3, "！": 3,
    ":": 4, "：": 4,
    ",": 5, ";": 5, "，": 5, "、": 5, "；": 5,
    "…": 6,
}  # fmt: skip
"""Classes of last characters; 0 is any other."""
KINDS = {"text": 0, "item": 1, "quote": 2, "code": 3, "row": 4, "heading": 5, "rule": 6}
EDGE_KIND = 7
_LINES = ("text", "item", "heading")


class Shape(NamedTuple):
    """The form of a block."""

    size: float
    """Binary logarithm of its length in Latin characters."""
    words: int
    end: int
    """Class of its last character, closing quotes aside."""
    start: int
    """Class of its first character: 0 other, 1 upper case, 2 lower case, 3 digit, 4 a script without case."""
    titled: float
    """Share of the words after the first, of four letters and more, that begin with a capital; -1 if none."""
    lower: float
    """Share of all words that begin in lower case."""
    capitals: float
    """Share of the letters that are capitals."""
    digits: float
    sentences: int
    """Ends of sentences inside it."""
    colon: bool
    commas: int
    number: int
    """The number that it begins with or that its first word carries; -1 if there is none."""
    outline: bool
    kind: int
    indent: int
    gap: bool
    strong: bool
    vocabulary: int
    """Class of the vocabulary of boilerplate that it belongs to; 0 for none."""
    separators: int
    machine: bool
    """It holds what programs write: addresses, file names, brackets of code, marks of text browsers."""
    amount: bool
    """It names a price, a share or a measure."""
    crumbs: int
    """Crumbs of the trail that it is; 0 if it is none."""
    date: int
    """1 when a meta line with a date, 2 when nothing but a date."""
    author: bool
    counted: int
    """1 when a meta line with a count of views, 2 with another count."""


EDGE = Shape(
    0.0, 0, 0, 0, 0.0, 0.0, 0.0, 0.0, 0, False, 0, -1, False, EDGE_KIND, 0, True, False, 0, 0, False, False, 0, 0, False, 0
)  # fmt: skip


def shape_of(block: Block, parts: tuple[Part, ...]) -> Shape:
    """Return what ``block`` looks like; ``parts`` are those of `meta_parts`."""
    text = block.text
    ascii_only = text.isascii()
    chars = float(len(text)) if ascii_only else weight(text)
    head = text[:MAX_WORDS_SEEN]
    words = _WORD.findall(head)
    letters = low = capital = long_words = 0
    for word in words:
        size = len(word)
        letters += size
        if word[0].islower():
            low += 1
            long_words += size > MAX_SHORT_WORD
        elif size > MAX_SHORT_WORD:
            long_words += 1
            capital += word[0].isupper()
    if words and len(words[0]) > MAX_SHORT_WORD:  # the first word has a capital in any case
        long_words -= 1
        capital -= words[0][0].isupper()
    count = len(words) or 1
    signs = _ascii_signs(head) if ascii_only else _signs(head)
    digits = signs.digits
    numbered = (_NUMBERED.match(text) or _COUNTED.match(text)) if digits or not text[0].isascii() else None
    bare = text[-20:].rstrip("\"'”’»)]」』）* ")
    fields = {part.field for part in parts} if parts else NO_FIELDS
    spaced = text.count(" ") + 1
    return Shape(
        math.log2(chars + 1),
        min(60, spaced if ascii_only else max(spaced, int(chars) // 6)),
        ENDS.get(bare[-1:], 0),
        _start(text),
        capital / long_words if long_words else -1.0,
        low / count,
        signs.capitals / letters if letters else 0.0,
        digits / len(head),
        signs.sentences,
        ": " in text[:-1] or "：" in text[:-1],
        signs.commas,
        _number(numbered),
        digits > 0 and _OUTLINE.match(text) is not None,
        KINDS[block.kind],
        min(16, block.indent),
        block.gap,
        bool(block.spans)
        and any(s.type == "strong" and s.start == 0 and s.stop >= len(text) - 1 for s in block.spans),
        vocabulary_class(text) if len(text) <= MAX_LINE else 0,
        signs.separators,
        signs.machine,
        digits > 0 and _AMOUNT.search(head) is not None,
        _crumbs(text),
        _date(text, parts) if "date" in fields else 0,
        "author" in fields,
        1 if "view_count" in fields else 2 if "comments" in fields or "reading_time" in fields else 0,
    )


class _Signs(NamedTuple):
    """Counts of signs at the beginning of a text."""

    digits: int
    capitals: int
    sentences: int
    commas: int
    separators: int
    machine: bool


def _signs(head: str) -> _Signs:
    """Count the signs of a text."""
    return _Signs(
        sum(map(len, _DIGITS.findall(head))),
        sum(map(str.isupper, head)),
        min(5, len(_INNER_END.findall(head))),
        min(6, head.count(",") + head.count("，") + head.count("、")),
        min(6, len(_SEPARATORS.findall(head))),
        _MACHINE.search(head) is not None,
    )


def _ascii_signs(head: str) -> _Signs:
    """Do what `_signs` does for a text in ASCII, in a third of the time; a test compares them."""
    raw = head.encode()
    signs = raw.translate(None, _NO_SIGNS)
    return _Signs(
        len(raw) - len(raw.translate(None, _ASCII_DIGITS)),
        len(raw) - len(raw.translate(None, _ASCII_CAPITALS)),
        min(5, len(_INNER_END.findall(head))) if _has_any(signs, b".!?") else 0,
        min(6, signs.count(b",")),
        min(6, len(_SEPARATORS.findall(head))) if _has_any(signs, b"|/>-") else 0,
        (_has_any(signs, _MACHINE_SIGNS) or b"IFRAME" in raw) and _MACHINE.search(head) is not None,
    )


def _has_any(signs: bytes, wanted: bytes) -> bool:
    return bool(signs) and len(signs.translate(None, wanted)) < len(signs)


_ASCII_DIGITS, _ASCII_CAPITALS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NO_SIGNS = _ASCII_DIGITS + _ASCII_CAPITALS + _ASCII_CAPITALS.lower() + b" "
_MACHINE_SIGNS = b"{}<>=_[(:.@-"
"""One of these is in each match of `_MACHINE` but ``IFRAME``."""
NO_FIELDS: frozenset[str] = frozenset()
MAX_SHORT_WORD = 3
"""Longest word, in letters, whose capital says nothing: titles write "of" and "the" small."""
MAX_META_WORDS = 26
"""Most words of a line that may be a meta line. Reasoning: date, names and counts need fewer."""


def meta_parts(block: Block, known: tuple[str, ...] = ()) -> tuple[Part, ...]:
    """Return the parts of a block that may be a meta line; only lines with a digit or a by-word are read."""
    text = block.text
    if len(text) > MAX_CHARS or text.count(" ") > MAX_META_WORDS or block.kind not in _LINES:
        return ()
    if _DIGITS.search(text) is None and strip_by(text) is None:
        return ()
    return read_metaline(text, known)


def is_running(its: Shape) -> bool:
    """Whether a block is running text by length, or by being a sentence of some length."""
    return its.size >= _LONG_SIZE or (its.size >= _SENTENCE_SIZE and its.end in (1, 2, 3, 6))


_LONG_SIZE, _SENTENCE_SIZE = math.log2(LONG + 1), math.log2(SENTENCE + 1)


def _number(found: re.Match[str] | None) -> int:
    if found is None:
        return -1
    if found[1]:
        return int(found[1])
    signs = found[2]
    digit = "一二三四五六七八九".find(signs[-1]) + 1
    return digit + (10 if signs[0] == "十" else 0)


def _start(text: str) -> int:
    first = text.lstrip("\"'“‘«„(¿¡[")[:1]
    if first.isdigit():
        return 3
    if first.isupper():
        return 1
    if first.islower():
        return 2
    return 4 if first.isalpha() else 0


def _crumbs(text: str) -> int:
    if len(text) > MAX_CHARS or not _MAY_BE_TRAIL.search(text):
        return 0
    found = parse_breadcrumb(text)
    return min(5, len(found)) if found else 0


_MAY_BE_TRAIL = re.compile(r"[>＞»›→⟩❯▸▶≫⇒➔➜►/／|\\]|::|\s[-–·•]\s|^1[.)]")


def _date(text: str, parts: tuple[Part, ...]) -> int:
    covered = sum(p.stop - p.start for p in parts if p.field == "date")
    return 2 if covered >= len(text) - 2 else 1


def keys_of(blocks: Sequence[Block]) -> list[str]:
    """Return what two blocks share when they say the same, for each block; '' for long ones."""
    return [fold(block.text) if len(block.text) <= 2 * LONG else "" for block in blocks]
