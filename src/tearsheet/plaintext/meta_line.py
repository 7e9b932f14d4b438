"""Lines that say about an article rather than being of it: date, category, author, views, reading time, comments.

In flattened text their parts come in any order, with or without spaces between them: ``January 10, 2025Art3074``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from tearsheet.parsing.counts import find_view_counts, parse_count
from tearsheet.parsing.dates import find_dates
from tearsheet.parsing.names import is_full_name, parse_names, strip_by
from tearsheet.parsing.titles import fold
from tearsheet.plaintext.key_value_lines import key_of
from tearsheet.vocab import load

MAX_CHARS = 200
"""Longest meta line, in characters. Reasoning: longer lines are sentences."""
MAX_LEFT_WORDS = 7
"""Most words of a meta line that are none of its parts; a guessed category's count one and a half times."""
MAX_FILED_WORDS = 4
"""Most words of a category behind an author and "in"."""
MAX_CATEGORY_CHARS = 60
"""Longest category, in characters."""

Field = Literal["date", "category", "author", "view_count", "reading_time", "comments"]

_WORDS = load("plaintext")
_WITHIN_WORDS = frozenset(_WORDS["within"])
_WITHIN = re.compile(rf"\s(?:{'|'.join(_WORDS['within'])})\s", re.IGNORECASE)
_NOISE = frozenset(
    fold(w) for w in [*_WORDS["noise"], *(key for keys in _WORDS["header_keys"].values() for key in keys)]
)


def _any(words: Sequence[str]) -> str:
    return "|".join(sorted((re.escape(w) for w in words), key=len, reverse=True))


_MINUTES = _any(_WORDS["minutes"])
_READING = _any(_WORDS["reading"])
_COMMENTS = _any(_WORDS["comments"])
_NUMBER = r"\d{1,4}(?:[.,]\d{1,3})?[kKmM]?"
_PARTS: tuple[tuple[Field, re.Pattern[str], tuple[str, ...]], ...] = (
    (
        "reading_time",
        re.compile(
            rf"(?:{_READING})\s?[:：]?\s?(?:{_NUMBER})\s?(?:{_MINUTES})?(?![^\W\d_])"
            rf"|(?:{_NUMBER})\s?(?:{_READING})(?![^\W\d_])",
            re.IGNORECASE,
        ),
        tuple(map(str.lower, _WORDS["reading"])),
    ),
    (
        "comments",
        re.compile(
            rf"(?:{_NUMBER})\s?(?:{_COMMENTS})(?![^\W\d_])|(?:{_COMMENTS})\s?[:：(]\s?(?:{_NUMBER})\)?",
            re.IGNORECASE,
        ),
        tuple(map(str.lower, _WORDS["comments"])),
    ),
)
"""What a part is, its pattern, and words of which one must be in the line, which are searched for first."""
_BARE = re.compile(r"(\d{1,3}(?:[.,\u00a0\u202f ']\d{3})+|\d+(?:[.,]\d{1,2})?)\s?([kKmM万萬만]?)(?:\s*\+)?$")
_WORD = re.compile(r"\S+")
_GLUED = re.compile(r"[^\W\d_][A-Z\d\u00c0-\uffff]|\d[^\W\d_]")
_MAY_BEGIN = re.compile(r"[A-Z\d\u00b2\u00b3\u00b9\u00c0-\U0010ffff]")
"""Each capital and each digit, and other characters."""
_SPACE = re.compile(r"\s+")
_SEPARATORS = re.compile(r"\s*(?:[|·•∙‧/–—―»›>:：，;()\[\]【】]|,(?!\d{3}(?!\d)))+\s*|\s+[-~]\s+|\s{2,}")
"""What is between the parts of a line; a comma in front of three digits is inside a number."""


class Part(NamedTuple):
    """One part of a meta line."""

    field: Field
    start: int
    """Offset of its first character in the line."""
    stop: int
    """Offset after its last character."""
    value: str
    """The name of a category or author; the number of a bare view count; else the text itself."""


def read_metaline(text: str, known: Sequence[str] = (), language: str | None = None) -> tuple[Part, ...]:
    """Return the parts of a meta line in order; empty if ``text`` is none.

    ``known`` are names seen nearby, such as those of a breadcrumb trail: one of them in the line is the category,
    even glued to a number. A number without a label counts as views only at an end of the line beside a date.

    >>> [(p.field, p.value) for p in read_metaline("January 10, 2025Art3074")]
    [('date', 'January 10, 2025'), ('category', 'Art'), ('view_count', '3074')]
    >>> [(p.field, p.value) for p in read_metaline("May 3, 2024 | Art | 12,074")]
    [('date', 'May 3, 2024'), ('category', 'Art'), ('view_count', '12074')]
    >>> [(p.field, p.value) for p in read_metaline("By Ada Lund | 3 May 2024 | 5 min read | 12 comments")]
    [('author', 'Ada Lund'), ('date', '3 May 2024'), ('reading_time', '5 min read'), ('comments', '12 comments')]
    >>> [p.value for p in read_metaline("By Ada Lund, Bo Ek and Cy Orr | 3 May 2024")], read_metaline("By Ada Lund in Art")[1].value
    (['Ada Lund', 'Bo Ek', 'Cy Orr', '3 May 2024'], 'Art')
    >>> read_metaline("The war began on 1 September 1939 and lasted for six years.")
    ()
    """
    if not 3 < len(text) <= MAX_CHARS:
        return ()
    taken = sorted(_taken(text, language), key=lambda p: p.start)
    if not taken:
        return _byline(text)
    found = list(taken)
    left = 0.0
    dated = any(p.field == "date" for p in taken)
    viewed = any(p.field == "view_count" for p in taken)
    several = _several(text, taken[0].start)
    found += several
    byline = [Part("author", 0, several[-1].stop, "")] if several else []
    for start, stop in _gaps(text, [*byline, *taken]):
        expected = ""
        for piece in _pieces(text, start, stop, known):
            parts = _labelled(text, piece, expected)
            if parts is None:
                parts = list(_read(text, piece, known, bare=dated and not viewed))
            expected = key_of(text[piece[0] : piece[1]])
            viewed = viewed or any(p.field == "view_count" for p in parts)
            left += _unexplained(text, piece, parts, known)
            found.extend(parts)
    if left > MAX_LEFT_WORDS or _is_sentence(text, taken):
        return ()
    return tuple(sorted(_unique(found), key=lambda p: p.start))


def _labelled(text: str, piece: tuple[int, int], field: str) -> list[Part] | None:
    """Read a piece that follows a label such as 'Author:'; None if it follows none."""
    start, stop = piece
    raw = text[start:stop]
    if field == "author":
        return [Part("author", start, stop, name) for name in parse_names(raw)[:1]]
    if field == "category":
        return [Part("category", start, stop, raw)]
    return None


def _unexplained(text: str, piece: tuple[int, int], parts: list[Part], known: Sequence[str]) -> float:
    """How many words of a piece are unexplained: one and a half times those of a guessed category, none of a glued piece."""
    if not parts:
        return len(_words(text[piece[0] : piece[1]]))
    guessed = [
        p
        for p in parts
        if (p.field == "category" and p.value not in known) or (p.field == "author" and p.start == piece[0])
    ]
    if _is_glued(text, piece):
        return 0
    return sum(1.5 * len(p.value.split()) for p in guessed)


def _is_glued(text: str, piece: tuple[int, int]) -> bool:
    start, stop = piece
    return text[start - 1 : start].isalnum() or text[stop : stop + 1].isalnum()


def _several(text: str, stop: int) -> list[Part]:
    """Return the authors of a byline of several people that a meta line begins with: ``By Ada Lund, Bo Ek | 3 May``."""
    rest = strip_by(text[:stop]) if stop else None
    names = parse_names(rest) if rest else ()
    found: list[Part] = []
    for name in names if len(names) > 1 else ():
        at = text.find(name, found[-1].stop if found else 0, stop)
        if at < 0:
            return []
        found.append(Part("author", at, at + len(name), name))
    return found


def _byline(text: str) -> tuple[Part, ...]:
    """A line that names an author and nothing else, or a category behind "in"."""
    rest = strip_by(text) if len(text) <= 80 else None
    names = parse_names(rest) if rest else ()
    if not rest or not names or sum(len(n.split()) for n in names) < len(rest.split()) - 3:
        return ()
    if text.rstrip()[-1] in ".!?:" or not all(is_full_name(n) for n in names):
        return ()
    start = len(text) - len(rest)
    inner = _WITHIN.search(rest)
    stop = start + inner.start() if inner else len(text)
    author = Part("author", start, stop, names[0])
    filed = rest[inner.end() :].strip() if inner else ""
    if inner and filed and filed[0].isupper() and len(filed.split()) <= MAX_FILED_WORDS:
        return author, Part("category", start + inner.end(), len(text), filed)
    return (author._replace(stop=len(text)),)


def _taken(text: str, language: str | None) -> Iterator[Part]:
    """Parts whose own form says what they are, without overlaps."""
    spans: list[tuple[int, int]] = []

    def free(start: int, stop: int) -> bool:
        if any(start < b and a < stop for a, b in spans):
            return False
        spans.append((start, stop))
        return True

    for date in find_dates(text, language=language):
        start, stop = date.span
        stop = start + len(text[start:stop].rstrip(" ,|·-"))
        if free(start, stop):
            yield Part("date", start, stop, text[start:stop])
    spaced, places = _spaced(text)
    for count in find_view_counts(spaced, language):
        start, stop = places[count.span[0]], places[count.span[1] - 1] + 1
        if free(start, stop):
            yield Part("view_count", start, stop, str(count.value))
    for field, first, last in _counted(spaced):
        start, stop = places[first], places[last - 1] + 1
        if free(start, stop):
            yield Part(field, start, stop, text[start:stop])


def _counted(text: str) -> Iterator[tuple[Field, int, int]]:
    """Yield reading times and counts of comments, each with where it starts and stops."""
    lower = text.lower()
    for field, pattern, words in _PARTS:
        if any(word in lower for word in words):
            for match in pattern.finditer(text):
                yield field, match.start(), match.end()


def _spaced(text: str) -> tuple[str, list[int]]:
    """Put spaces where words were glued: between lower and upper case, and between letters and digits.

    Returns the new text and, for each of its characters, the offset in ``text``.
    """
    if not _GLUED.search(text):
        return text, list(range(len(text)))
    out: list[str] = []
    places: list[int] = []
    edge = 0
    for match in _MAY_BEGIN.finditer(text, 1):
        i = match.start()
        last, character = text[i - 1], match[0]
        upper = (last.islower() or last.isdigit()) and character.isupper()
        if upper or (last.isalpha() and character.isdigit()):
            out += (text[edge:i], " ")
            places.extend(range(edge, i))
            places.append(i)
            edge = i
    out.append(text[edge:])
    places.extend(range(edge, len(text)))
    return "".join(out), places


def _gaps(text: str, taken: list[Part]) -> Iterator[tuple[int, int]]:
    edge = 0
    for part in taken:
        yield edge, part.start
        edge = part.stop
    yield edge, len(text)


def _pieces(text: str, start: int, stop: int, known: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Cut a gap at separators; a known name stays whole."""
    for name in known:
        at = text.find(name, start, stop)
        if at >= 0:
            yield from _cut(text, start, at)
            yield at, at + len(name)
            yield from _cut(text, at + len(name), stop)
            return
    yield from _cut(text, start, stop)


def _cut(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    edge = start
    for match in _SEPARATORS.finditer(text, start, stop):
        yield from _trimmed(text, edge, match.start())
        edge = match.end()
    yield from _trimmed(text, edge, stop)


def _trimmed(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    raw = text[start:stop]
    bare = raw.strip(" \t\u00a0-–—.,|·")
    if bare:
        lead = raw.index(bare)
        yield start + lead, start + lead + len(bare)


def _read(text: str, piece: tuple[int, int], known: Sequence[str], *, bare: bool) -> Iterator[Part]:
    """Read one piece: a number, an author, a category, or a category with a number glued to it."""
    start, stop = piece
    raw = text[start:stop]
    if fold(raw) in _NOISE or not fold(raw):
        yield Part("comments", start, stop, "")  # says nothing, but is accounted for
        return
    if raw in known:
        yield Part("category", start, stop, raw)
        return
    number = _BARE.search(raw)
    if number and bare and (stop == len(text.rstrip()) or start == 0):
        count = parse_count(number[0])
        if count is not None:
            yield Part("view_count", start + number.start(), stop, str(count))
            stop = start + number.start()
            raw = raw[: number.start()].rstrip()
            if not raw:
                return
            stop = start + len(raw)
    elif number and number.start() == 0:
        return
    yield from _named(raw, start, stop, known)


def _named(raw: str, start: int, stop: int, known: Sequence[str]) -> Iterator[Part]:
    """A name: of an author behind 'by' or when it reads as a person's, else of a category."""
    rest = strip_by(raw)
    if rest:
        yield from _authored(rest, start + len(raw) - len(rest), known)
        return
    several = _people(raw, start)
    if several:
        yield from several
        return
    trimmed = _without_noise(raw)
    within = raw.split(None, 1)[0].casefold() in _WITHIN_WORDS and not raw.startswith(trimmed)
    start += raw.find(trimmed) if trimmed else 0
    raw = trimmed
    for match in _SPACE.finditer(raw):
        if strip_by(raw[match.end() :]):  # "Art by Ada Lund"
            yield from _named(raw[match.end() :], start + match.end(), stop, known)
            raw = raw[: match.start()]
            break
    stop = start + len(raw)
    if not raw or len(raw) > MAX_CATEGORY_CHARS or not raw[0].isalpha():
        return
    if not within and raw not in known and raw.count(" ") in (1, 2) and is_full_name(raw):
        if not any(map(str.isdigit, raw)):
            yield Part("author", start, stop, (parse_names(raw) or (raw,))[0])
    else:
        yield Part("category", start, stop, raw)


def _people(raw: str, start: int) -> list[Part]:
    """Return the authors that a piece of several full names names; empty if it is none: ``Ada Lund and Bo Ek``."""
    names = parse_names(raw) if raw.count(" ") > 2 else ()
    if len(names) < 2 or not all(map(is_full_name, names)):
        return []
    places = [(raw.find(name), name) for name in names]
    return [Part("author", start + at, start + at + len(name), name) for at, name in places if at >= 0]


def _authored(rest: str, start: int, known: Sequence[str]) -> Iterator[Part]:
    """The author that follows 'by', and the category in 'by Ada Lund in Art'."""
    rest = _without_noise(rest)
    inner = _WITHIN.search(rest)
    names = parse_names(rest[: inner.start()] if inner else rest)
    if not names:
        return
    at = max(0, rest.find(names[0]))
    end = at + len(names[0])
    behind = rest[end:]
    lead = behind.lstrip().split(None, 1)
    if len(lead) > 1 and fold(lead[0]) in _NOISE:
        first = start + end + len(behind) - len(behind.lstrip())
        yield from _named(behind.lstrip(), first, start + len(rest), known)
        rest = rest[:end]
    yield Part("author", start + at, start + len(rest.rstrip()), names[0])


def _without_noise(raw: str) -> str:
    """Cut words that say nothing off both ends."""
    words = list(_WORD.finditer(raw))
    while words and fold(words[0][0]) in _NOISE:
        words.pop(0)
    while words and (fold(words[-1][0]) in _NOISE or words[-1][0].casefold() in _WITHIN_WORDS):
        words.pop()
    return raw[words[0].start() : words[-1].end()] if words else ""


def _words(text: str) -> list[str]:
    return [w for w in text.split() if fold(w) and fold(w) not in _NOISE]


def _is_sentence(text: str, taken: list[Part]) -> bool:
    """Whether a line with a date is a sentence: it ends as one and is mostly words."""
    covered = sum(p.stop - p.start for p in taken)
    ended = any(p.stop >= len(text.rstrip()) - 1 and p.field != "date" for p in taken)
    return (
        not ended
        and text.rstrip()[-1] in ".!?。！？"
        and covered < 0.7 * len(text.rstrip(". "))
        and len(text.split()) > 3
    )


def _unique(parts: list[Part]) -> list[Part]:
    return [p for p in parts if p.value]
