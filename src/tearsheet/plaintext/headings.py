"""Headings told from paragraphs and items by form and by what stands around them.

Decision trees look at each short line: its length, how it begins and ends, the blocks next to it, and whether the
next block takes up its words. Nothing in it is a word of a language. The trees are data (``headings.json`` beside
this module), made by ``python -m tearsheet.training.headings``.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from tearsheet.plaintext.blocks import Block
from tearsheet.plaintext.lines import weight
from tearsheet.plaintext.trees import Trees, trees_of

FILE = "headings.json"
"""Name of the data file with the trees."""
MIN_CHANCE = 0.32
"""Least chance of a heading. Source: near the best F1 on development texts; a missed heading costs its section,
a wrong one only splits a section, so it stands below the even chance."""

MAX_HEADING = 160
"""Longest line, in characters, that can be a heading."""
MIN_BELOW = 40
"""Fewest characters below a heading, itself counted, for it to be one: signatures and sign-offs are none."""
EVEN = 0.5
MARKED_SHARE = 0.5
"""A text marks its headings when it has at least this many marked ones for each line that looks like one."""
MAX_ECHO = 300
"""How many characters of the following blocks are looked at for the line's own words."""
LONG = 150
"""Shortest block, in characters, that is certainly running text."""

_INNER_END = re.compile(r"\w[.!?…]['\"”’)]?\s+\S|[。！？]\S")
_NUMBERED = re.compile(r"\(?(\d{1,3})(?:[.):、．]|\s*[-–—])\s*\S")
_OUTLINE = re.compile(r"\d{1,2}\.\d{1,2}[.\s]")
_COUNTED = re.compile(r"[^\W\d]{2,12}\s#?(\d{1,3})\b")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")

ENDS = {
    ".": 1,
    "。": 1,
    "।": 1,
    "۔": 1,
    "?": 2,
    "？": 2,
    "؟": 2,
    "!": 3,
    "！": 3,
    ":": 4,
    "：": 4,
    ",": 5,
    ";": 5,
    "…": 6,
}
"""Classes of last characters; 0 is any other."""


class Shape(NamedTuple):
    """What a block looks like, apart from its neighbours."""

    chars: int
    words: int
    end: int
    start: int
    """Class of the first character: 0 other, 1 upper case, 2 lower case, 3 digit, 4 a script without case."""
    titled: float
    """Share of the words after the first, of four letters and more, that begin with a capital."""
    capitals: float
    """Share of the letters that are capitals."""
    inner_end: bool
    colon: bool
    commas: int
    digits: float
    number: int
    """The number that it begins with or that its first word carries; -1 if there is none."""
    outline: bool
    kind: int
    """0 text, 1 item, 2 quote, code or row, 3 marked heading, 4 edge of the text."""
    strong: bool


EDGE = Shape(0, 0, 0, 0, 0.0, 0.0, False, False, 0, 0.0, -1, False, 4, False)
_KINDS = {"text": 0, "item": 1, "heading": 3}


def shape(block: Block) -> Shape:
    """Return what ``block`` looks like."""
    text = block.text
    chars = int(weight(text))
    kind = _KINDS.get(block.kind, 2)
    bare = text.rstrip("\"'”’»)]」』）* ")
    end = ENDS.get(bare[-1:], 0)
    if chars > MAX_HEADING:
        return Shape(chars, chars // 6, end, 1, 0.0, 0.0, True, False, 3, 0.0, -1, False, kind, False)
    words = _WORD.findall(text)
    later = [w for w in words[1:] if len(w) > 3]
    letters = sum(len(w) for w in words)
    numbered = _NUMBERED.match(text) or _COUNTED.match(text)
    return Shape(
        chars,
        max(len(text.split()), (chars - len(text)) // 3),
        end,
        _start(text),
        sum(w[0].isupper() for w in later) / len(later) if later else -1.0,
        sum(c.isupper() for c in text) / letters if letters else 0.0,
        _INNER_END.search(text) is not None,
        ": " in text[:-1] or "：" in text[:-1],
        text.count(",") + text.count("，") + text.count("、"),
        sum(c.isdigit() for c in text) / len(text),
        int(numbered[1]) if numbered else -1,
        _OUTLINE.match(text) is not None,
        kind,
        any(s.type == "strong" and s.start == 0 and s.stop >= len(text) - 1 for s in block.spans),
    )


def _start(text: str) -> int:
    first = text.lstrip("\"'“‘«„(¿¡[")[:1]
    if first.isdigit():
        return 3
    if first.isupper():
        return 1
    if first.islower():
        return 2
    return 4 if first.isalpha() else 0


def is_candidate(block: Block, its: Shape) -> bool:
    """Whether a block may be a heading at all."""
    if block.kind != "text" or its.chars > MAX_HEADING or block.text[0] in "—–―-":  # a dash: who is quoted
        return False
    return any(c.isalpha() for c in block.text)


def features(blocks: Sequence[Block]) -> dict[int, list[float]]:
    """Return the features of every block that may be a heading, by its index."""
    shapes = [shape(b) for b in blocks]
    around = [EDGE, EDGE, EDGE, *shapes, EDGE, EDGE, EDGE]
    longs = [i for i, s in enumerate(shapes) if s.chars >= LONG]
    texts = Counter(b.text for b in blocks)
    candidates = [i for i, b in enumerate(blocks) if is_candidate(b, shapes[i])]
    if not candidates:
        return {}
    numbers = Counter(shapes[i].number for i in candidates)
    page = _page_features(shapes, candidates)
    runs = _runs(shapes)
    found = {}
    for i in candidates:
        its = shapes[i]
        behind = bisect_right(longs, i)
        after = longs[behind] - i if behind < len(longs) else 9
        before = i - longs[behind - 1] if behind else 9
        number = its.number
        found[i] = [
            *_own(its),
            *_neighbour(around[i + 4], its),
            *_neighbour(around[i + 2], its),
            *_far(around[i + 5]),
            *_far(around[i + 1]),
            *_far(around[i + 6])[:2],
            min(after, 9),
            min(before, 9),
            *runs[i],
            min(texts[blocks[i].text], 5),
            float(number >= 0 and (numbers[number - 1] > 0 or numbers[number + 1] > 0)),
            i / len(blocks),
            *page,
            *_echo(blocks, i),
        ]
    return found


def _own(its: Shape) -> tuple[float, ...]:
    return (
        its.chars,
        its.words,
        its.end,
        its.start,
        its.titled,
        its.capitals,
        its.inner_end,
        its.colon,
        its.commas,
        its.digits,
        min(its.number, 1),
        its.outline,
        its.strong,
    )


def _neighbour(other: Shape, its: Shape) -> tuple[float, ...]:
    return (
        other.kind,
        _log(other.chars),
        other.end,
        other.start,
        other.titled,
        other.inner_end,
        other.colon,
        _log(other.chars) - _log(its.chars),
        float(other.number >= 0) + (other.number == its.number + 1) if its.number >= 0 else -1.0,
        other.strong,
    )


def _far(other: Shape) -> tuple[float, ...]:
    return (_log(other.chars), other.end, other.kind)


def _log(chars: int) -> float:
    return math.log2(chars + 1)


def _echo(blocks: Sequence[Block], i: int) -> tuple[float, float]:
    """Share of the line's longer words that the next block, and the block after that, take up."""
    words = {w.casefold() for w in _WORD.findall(blocks[i].text) if len(w) > 3}
    if not words:
        return -1.0, -1.0
    shares = []
    for j in (i + 1, i + 2):
        near = blocks[j].text[:MAX_ECHO].casefold() if j < len(blocks) else ""
        shares.append(sum(w in near for w in words) / len(words))
    return shares[0], shares[1]


def _page_features(shapes: list[Shape], candidates: list[int]) -> tuple[float, ...]:
    """What the text as a whole looks like."""
    last = len(shapes) - 1
    open_ = [i for i in candidates if shapes[i].end not in (1, 5)]
    opening = [i for i in open_ if i < last and shapes[i + 1].chars >= LONG]
    items = sum(s.kind == 1 for s in shapes)
    titled = [shapes[i].titled for i in opening if shapes[i].titled >= 0]
    return (
        len(open_) / len(shapes),
        len(opening) / len(open_) if open_ else 0.0,
        items / len(shapes),
        sum(titled) / len(titled) if titled else -1.0,
        sum(shapes[i].end == 2 for i in opening) / len(opening) if opening else 0.0,
        sum(shapes[i].number >= 0 for i in opening) / len(opening) if opening else 0.0,
    )


def _runs(shapes: list[Shape]) -> list[tuple[int, int, int]]:
    """For each block the run of short blocks that it stands in: its length, the place in it, places left."""
    out: list[tuple[int, int, int]] = []
    start = 0
    for i in range(len(shapes) + 1):
        if i == len(shapes) or shapes[i].chars >= LONG or shapes[i].kind != 0:
            size = i - start
            out.extend((min(size, 20), min(k, 10), min(size - 1 - k, 10)) for k in range(size))
            if i < len(shapes):
                out.append((0, 0, 0))
            start = i + 1
    return out


@cache
def load_trees() -> Trees:
    """Return the trees that the package carries; read once."""
    return trees_of(json.loads((files("tearsheet.plaintext") / FILE).read_text(encoding="utf-8")))


def chances(blocks: Sequence[Block]) -> dict[int, float]:
    """Return the chance, from 0 to 1, that a block is a heading, by index; blocks that cannot be are left out."""
    rows = features(blocks)
    if not rows:
        return {}
    return dict(zip(rows, load_trees().chances(list(rows.values())), strict=True))


def mark_headings(blocks: Sequence[Block], first: int, last: int, outside: frozenset[int]) -> list[Block]:
    """Return the blocks with those text blocks turned into headings that are ones.

    Only the blocks from ``first`` up to ``last`` (exclusive) that are not ``outside`` the body are judged, as if the
    others were not there. In a text that marks its headings, only lines that are strong from end to end count;
    a few marks (``#`` also begins comments in code) are no such text.
    """
    out = list(blocks)
    inside = [i for i in range(first, last) if i not in outside and out[i].kind != "rule"]
    body = [out[i] for i in inside]
    judged = chances(body)
    marked = sum(b.kind == "heading" for b in body)
    trusted = marked > MARKED_SHARE * sum(chance > EVEN for chance in judged.values())
    left = 0.0
    closing = len(body)
    while closing > 0 and left < MIN_BELOW:  # what stands below must be worth a heading
        closing -= 1
        left += weight(body[closing].text)
    for k, chance in judged.items():
        if k >= closing:
            break
        if chance >= MIN_CHANCE and (not trusted or shape(body[k]).strong):
            out[inside[k]] = body[k]._replace(kind="heading", level=0)
    return out
