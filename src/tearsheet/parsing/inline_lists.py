"""Splits lists that were joined into one line: ``Intro: A: a1. a2. B: b1. C: c1.``.

When markup is stripped from a page, the items of a list often end up in one line. Unlike a sentence with a colon, such a
line has several short labels, each followed by a colon. A label is at the start of a sentence, or, if items have no full
stop, at a capital after lower-case text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from tearsheet.vocab import load

MAX_LABEL_WORDS = 10
"""Most words of a label. Reasoning: longer ones are clauses of a sentence that continues after the colon."""
MAX_LABEL_CHARS = 80
"""Longest label in characters, also for scripts without spaces."""
MAX_STOPPED_WORDS = 30
"""Most words of a label that has its own full stop or question mark before the colon."""
MAX_PAIR_WORDS = 5
"""Most words of each label when there are only two: two colons in a paragraph are often accidental."""
MAX_BARE_WORDS = 8
"""Most words of a label that is not at the start of a sentence."""
MAX_INTRO_CHARS = 140
"""Longest introduction in characters."""

_COLON = re.compile("[:：]")
_END = re.compile(r"(?:[.!?…؟۔]|(?<=\S)[;؛])[\"'”’»)\]]*\s+|[。！？；][」』”）]?\s*")
_SIGN = re.compile("[.!?…؟۔;؛。！？；]")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:e\.g|i\.e|vs|approx|Dr|Mr|Mrs|Ms|St|No|Nr|bzw|z\.B|ca|cf|al|p\.ej))\.\s*$"
)
_QUOTE = '"“„«‚‘「『'
_BULLETS = "•▪◦●‣■◆►➤✓✔·"
_BULLET = re.compile(rf"(?:^|(?<=\s))[{_BULLETS}]\s*")
_DASH = re.compile(r"(?:^|(?<=[.:;!?：。；！？] )|(?<=[：。；！？]))[-–—*]\s+(?=\S)")
"""A dash at the start of a sentence; a dash inside a sentence does not mark an item."""
_NUMBER = re.compile(r"(?:^|(?<=\s))\(?(\d{1,2})[.)]\s+(?=\S)")
_MAY_COUNT = re.compile(r"\d[.)]\s")
_MAY_DASH = re.compile(r"[:：]\s?[-–—*]\s")
_CONNECTORS: frozenset[str] = frozenset(load("key_points")["connectors"])
_WORD = re.compile(r"\S+")


class Point(NamedTuple):
    """One item of the line. Offsets are into the given text."""

    label: str | None
    """The label without its colon; None for an item with a bullet or number."""
    text: str
    """The rest of the item, all its sentences."""
    start: int
    """Offset of the first character of its label, or of its text if it has a bullet."""
    stop: int
    """Offset after its last character."""


class InlineList(NamedTuple):
    """The items of a list in one line."""

    intro: tuple[int, int] | None
    """Offsets of the introduction, without its colon; None if there is none."""
    points: tuple[Point, ...]
    """The items in order; at least two."""

    @property
    def start(self) -> int:
        """Offset of the introduction or first item; the text before it is an ordinary paragraph."""
        return self.intro[0] if self.intro else self.points[0].start


def split_inline_list(text: str, *, introduced: bool = False) -> InlineList | None:
    """Return the list items in ``text``; None if it is an ordinary paragraph. Linear in the length of ``text``.

    ``introduced``: whether the line before ends in a colon. If so, two labels are enough, even if they are long.

    >>> found = split_inline_list("Key Points: Warmth: It calms. It heals. Light: It wakes. Air: It clears.")
    >>> [(p.label, p.text) for p in found.points]
    [('Warmth', 'It calms. It heals.'), ('Light', 'It wakes.'), ('Air', 'It clears.')]
    >>> found.intro
    (0, 10)
    >>> split_inline_list("There is one thing to keep: the promise made that day.") is None
    True
    >>> [p.text for p in split_inline_list("You need: • flour • two eggs • milk").points]
    ['flour', 'two eggs', 'milk']
    """
    return _marked(text) or _labelled(text, introduced=introduced)


def _marked(text: str) -> InlineList | None:
    """Return items marked by bullets, by consecutive numbers from 1, or by dashes after a colon; None if there are none."""
    bullets = list(_BULLET.finditer(text)) if _has_bullet(text) else []
    if len(bullets) < 2 and _MAY_COUNT.search(text):
        bullets = list(_counting(text))
    if len(bullets) < 2 and _MAY_DASH.search(text):
        bullets = list(_DASH.finditer(text))
    if len(bullets) < 2:
        return None
    edges = [m.start() for m in bullets[1:]] + [len(text)]
    points = [
        Point(None, text[m.end() : edge].strip(), m.end(), _rstop(text, m.end(), edge))
        for m, edge in zip(bullets, edges, strict=True)
    ]
    before = text[: bullets[0].start()].rstrip()
    if any(not p.text for p in points) or (before and not before.endswith((":", "：", ".", "。", "!", "?"))):
        return None
    return InlineList(_intro(text, len(before)), tuple(points))


def _has_bullet(text: str) -> bool:
    if not text.isascii():
        for bullet in _BULLETS:
            if bullet in text:
                return True
    return False


def _counting(text: str) -> Iterator[re.Match[str]]:
    wanted = 1
    for match in _NUMBER.finditer(text):
        if int(match[1]) == wanted:
            wanted += 1
            yield match


def _intro(text: str, stop: int) -> tuple[int, int] | None:
    """Return the last sentence before ``stop`` if it ends in a colon; None otherwise."""
    if not text[:stop].endswith((":", "：")):
        return None
    start = max((m.end() for m in _ends(text, 0, stop)), default=0)
    return (start, stop - 1) if stop - start <= MAX_INTRO_CHARS else None


def _ends(text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    """Yield the ends of sentences within a range, not counting abbreviations."""
    for match in _stops(text, start, stop):
        if match.end() < stop and not _ABBREVIATION.search(
            text, max(start, match.start() - 8), match.start() + 2
        ):
            yield match


def _stops(text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    """Yield the same matches as ``_END.finditer``, which is only tried at the characters that it can begin with."""
    end = start
    for sign in _SIGN.finditer(text, start, stop):
        match = _END.match(text, sign.start(), stop) if sign.start() >= end else None
        if match:
            yield match
            end = match.end()


class _Label(NamedTuple):
    start: int
    colon: int
    sure: bool  # whether it is at the start of a sentence


def _labelled(text: str, *, introduced: bool) -> InlineList | None:
    """Return items that each begin with a label and a colon; None if there are none."""
    colons = _colons(text)
    if len(colons) < 2:
        return None
    labels: list[_Label] = []
    edge = 0
    for colon in colons:
        label = _label(text, edge, colon, labels)
        if label is not None:
            labels.append(label)
        edge = colon + 1
    return _points(text, labels, introduced=introduced)


def _colons(text: str) -> list[int]:
    """Return the positions of colons that may end a label: full-width ones, and others before white space."""
    found = [match.start() for match in _COLON.finditer(text)]
    return [at for at in found if text[at] == "：" or text[at + 1 : at + 2].isspace()]


def _label(text: str, edge: int, colon: int, before: list[_Label]) -> _Label | None:
    """Return the label that ends at ``colon`` and begins at or after ``edge``; None if there is none."""
    start = edge
    for match in _ends(text, max(edge, colon - 4 * MAX_LABEL_CHARS), colon):
        start = match.end()
    start += len(text[start:colon]) - len(text[start:colon].lstrip())
    words = list(_WORD.finditer(text, start, colon))
    if not words:
        return None
    at_sentence = start == 0 or start > edge + 1
    if (at_sentence or not before) and _short(text, start, colon, words) and _opens(text, start, before):
        return _Label(start, colon, at_sentence)
    if not before:
        return None
    bare = _bare_start(text, words, before[0])
    if bare is None and len(before) == 1 and _caseless(text[start]) and _short(text, start, colon, words):
        bare = start
    if bare is None:
        return None
    return _Label(bare, colon, bare == start and at_sentence)


def _short(text: str, start: int, colon: int, words: list[re.Match[str]]) -> bool:
    if text[colon - 1] in ".?!":  # a label that keeps its own full stop can be nothing else
        return len(words) <= MAX_STOPPED_WORDS
    return len(words) <= MAX_LABEL_WORDS and 0 < len(text[start:colon].strip()) <= MAX_LABEL_CHARS


def _opens(text: str, start: int, before: list[_Label]) -> bool:
    """Return whether a label may begin at ``start``: in lower case only if the first label does so too."""
    first = text[start]
    if first in _QUOTE:
        return True
    if first.islower() and before and not text[before[0].start].islower():
        return any(c.isupper() for c in text[start : start + 12].split(" ", 1)[0])  # eBooks, macOS
    return first.isalnum()


def _caseless(character: str) -> bool:
    return character.isalpha() and character.lower() == character.upper()


def _bare_start(text: str, words: list[re.Match[str]], first: _Label) -> int | None:
    """Return the start of a label after an item without a full stop, at a capital after lower-case text; None if none."""
    words = words[-MAX_BARE_WORDS:]
    lead = text[first.start : first.colon].split()
    for match in words:
        if len(lead) > 1 and match[0] == lead[0] and match[0][0].isupper():
            return match.start()  # it begins with the same word as the first label
    titled = len(lead) > 1 and all(w[0].isupper() or w in _CONNECTORS for w in lead)
    numbered = text[first.start].isdigit()
    start = None
    for match in reversed(words):
        word = match[0]
        if start is not None and (word[-1] in ",;" or (word[-1] == ")" and "(" not in word)):
            break  # the end of the previous item
        capital = word[0].isalpha() and any(c.isupper() for c in word[:4])
        if capital or (start is not None and numbered and word.isdigit()):
            start = match.start()
        elif start is not None and not (titled and word in _CONNECTORS):
            break
    return start


def _points(text: str, labels: list[_Label], *, introduced: bool) -> InlineList | None:
    """Return the items with their texts; None if they do not look like a list."""
    first = _first(text, labels)
    if first is None:
        return None
    intro, labels = (labels[first - 1] if first else None), _outer(text, labels[first:])
    edges = [label.start for label in labels[1:]] + [len(text)]
    points = [
        Point(
            text[label.start : label.colon].strip(),
            text[label.colon + 1 : edge].strip(),
            label.start,
            _rstop(text, label.start, edge),
        )
        for label, edge in zip(labels, edges, strict=True)
    ]
    points = [p for p in points if p.text]
    if not _is_list(points, labels, introduced=introduced or intro is not None):
        return None
    return InlineList((intro.start, intro.colon) if intro else None, tuple(points))


def _first(text: str, labels: list[_Label]) -> int | None:
    """Return the index of the first label of an item: 0, or the one after an introduction; None if there is none."""
    if not labels:
        return None
    empty = [not text[a.colon + 1 : b.start].strip() for a, b in pairwise(labels)]
    for i, nothing in enumerate(empty):
        if nothing and (i == 0 or labels[0].start > 0):
            return i + 1
    return 0 if labels[0].start == 0 else None


def _outer(text: str, labels: list[_Label]) -> list[_Label]:
    """Return the labels without those that directly follow another one, which belong to the text of that item."""
    kept = labels[:1]
    kept += [b for a, b in pairwise(labels) if text[a.colon + 1 : b.start].strip()]
    return kept


def _is_list(points: list[Point], labels: list[_Label], *, introduced: bool) -> bool:
    if len(points) < 2 or len(points) != len(labels):
        return False
    if any(p.text[-1] == "|" for p in points):  # a line of specifications
        return False
    quoted = sum(p.text[0] in _QUOTE for p in points)
    if 2 * quoted > len(points):  # speakers with what they say
        return False
    if len(points) == 2:
        return labels[1].sure if introduced else _is_pair(points, sure=labels[1].sure)
    return True


def _is_pair(points: list[Point], *, sure: bool) -> bool:
    """Return whether two labels in a paragraph form a list: both are short, and both texts end the same way."""
    ends = [p.text[-1] in ".!?。！？" for p in points]
    labels = [p.label or "" for p in points]
    return (sure or ends[0] == ends[1]) and all(
        len(label) > 1 and len(label.split()) <= MAX_PAIR_WORDS
        for label in labels  # single letters are Q and A
    )


def _rstop(text: str, start: int, stop: int) -> int:
    return start + len(text[start:stop].rstrip())
