"""Counts in strings: grouped digits, compact numbers, and labelled view counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

from tearsheet.parsing.count_sides import is_dense, owns_number_behind
from tearsheet.parsing.dates import find_dates
from tearsheet.parsing.words import by_language, primary
from tearsheet.vocab import load

MAX_COUNT: Final = 100_000_000_000
"""Greatest count; greater numbers are ids or telephone numbers. Source: reasoning."""

_GROUP: Final = " \u00a0\u2009\u202f.,'’٬،"
_BLANKS: Final = " \u00a0\u2009\u202f"
# A group of four is only followed by such groups: in '2025 652', the first number is a year or another count.
_NEXT_GROUP: Final = rf"[{_GROUP}](?:(?<!\d{{4}}[{_GROUP}])\d{{2,3}}|\d{{4}})(?!\d)"
_NUMBER: Final = rf"\d+(?:{_NEXT_GROUP})*(?:[.,٫]\d{{1,2}}(?!\d))?"
# Inside a line, a space must be followed by a group of three: '3 1234' and '12 4,500' are two numbers each.
_IN_LINE: Final = rf"\d+(?:(?![{_BLANKS}](?!\d{{3}}(?!\d))){_NEXT_GROUP})*(?:[.,٫]\d{{1,2}}(?!\d))?"
_SUFFIX: Final = r"[^\W\d_]{1,9}[\u0300-\u036f\u0900-\u0e4f]*(?:[^\W\d_][\u0900-\u0e4f]*){0,6}"
_COUNT: Final = re.compile(rf"({_NUMBER})(?:\s?({_SUFFIX})\b\.?|\s?\+)?")
LINE_MAX: Final = 160
"""Characters of a line that are searched for a labelled count. Source: reasoning (bylines and counters are short)."""


_WHOLE_LINE: Final = 5
"""Fewest characters of a line that consists only of such a label and a number; shorter ones are buttons. Source: reasoning."""


class ViewCount(NamedTuple):
    """A view count found in a line."""

    value: int
    """The count; for a compact number (``1.2K``) the rounded value."""
    raw: str
    """Number and label as written in the line."""
    span: tuple[int, int]
    """Half-open range of characters in the line."""
    label: str
    """The label, case folded."""
    sure: bool
    """False for ambiguous labels, such as ``read`` or ``xem``."""


def parse_count(text: str, language: str | None = None) -> int | None:
    """Return ``text`` as a count; None if it is not one. White space around it and a plus sign after it are ignored.

    Whether dots and commas group digits or are decimal marks is decided by the pattern, or else by the language.

    >>> parse_count("3,074"), parse_count("1.2K"), parse_count("1,2 Mio.", "de"), parse_count("12万", "zh")
    (3074, 1200, 1200000, 120000)
    >>> parse_count("1,23,456"), parse_count("3.2 lakh"), parse_count("3.409", "it"), parse_count("1 234")
    (123456, 320000, 3409, 1234)
    >>> parse_count("12 apples") is None
    True
    """
    text = text.strip()
    match = _COUNT.match(text)
    if not match or match.end() != len(text):
        return None
    return _value(match[1], match[2], language)


def parse_times(text: str, language: str | None = None) -> int | None:
    """Like `parse_count`, but also accepts a word such as 'times' after the number.

    >>> parse_times("1,234회"), parse_times("56 mal"), parse_times("12 apples")
    (1234, 56, None)
    """
    found = parse_count(text, language)
    if found is None and text[:1].isdigit():
        times = _patterns().times_end.search(text.lower())
        return parse_count(text[: times.start()], language) if times else None
    return found


def _value(digits: str, suffix: str | None, language: str | None) -> int | None:
    factor = 1
    if suffix:
        found = factor_of(suffix, language)
        if found is None:
            return None
        factor = found
    number = _number(digits, language, compact=factor > 1)
    if number is None:
        return None
    if factor == 1 and number != int(number):
        return None  # a count cannot have a fraction
    value = round(number * factor)
    return value if 0 <= value <= MAX_COUNT else None


def factor_of(suffix: str, language: str | None) -> int | None:
    """Return the factor for the suffix of a compact number; None if it is not such a suffix.

    >>> factor_of("Mio", "de"), factor_of("만", "ko"), factor_of("mil", "es"), factor_of("views", "en")
    (1000000, 10000, 1000, None)
    """
    word = suffix.casefold().rstrip(".")
    own = load("locales")["multipliers"].get(primary(language), {})
    found: int | None = own.get(word)
    if found is None:
        found = load("counts")["factors"].get(word)
    if found is None:
        found = load("locales")["multipliers"]["en"].get(word) if len(word) > 1 else None
    return found


def _number(digits: str, language: str | None, *, compact: bool) -> float | None:
    """Return the value of grouped digits; in ``compact`` numbers, a single mark is the decimal mark. None if malformed."""
    marks = [c for c in digits if not c.isdecimal()]
    plain = "".join(c for c in digits if c.isdecimal())
    if len(plain) > 15:
        return None
    if not marks:
        return int(plain)
    if not compact and digits[-3:] in (".00", ",00"):
        return None  # a price
    last: str = marks[-1]
    head, _, tail = digits.rpartition(last)
    divides = last in ".,٫" and _divides(marks, tail, language, compact=compact)
    groups = re.split(rf"[{_GROUP}]", head if divides else digits)
    if len(groups) > 1 and not _grouped(groups):
        return None
    if divides:
        whole: int = int("".join(c for c in head if c.isdecimal()) or 0)
        return float(whole + int(tail) / 10 ** len(tail))
    return int(plain)


def _divides(marks: list[str], tail: str, language: str | None, *, compact: bool) -> bool:
    """Return whether the last mark is the decimal mark."""
    last = marks[-1]
    if marks.count(last) > 1:
        return False
    if len(tail) != 3 or last == "٫":
        return True
    if not compact:
        return False
    return bool(by_language(load("locales")["decimal_points"], language) == last)


def _grouped(groups: list[str]) -> bool:
    """Return whether digits are grouped by three, by four (East Asia), or by two with a last group of three (India)."""
    rest = groups[1:]
    if not 1 <= len(groups[0]) <= 4:
        return False
    if all(len(g) == 4 for g in rest):
        return True
    if all(len(g) == 3 for g in rest):
        return len(groups[0]) <= 3
    return len(rest[-1]) == 3 and all(len(g) == 2 for g in rest[:-1]) and len(groups[0]) <= 2


def find_view_counts(line: str, language: str | None = None) -> tuple[ViewCount, ...]:
    """Return the labelled view counts in a line, in order; empty if there are none.

    Counts per day or week, counts of other things, and labels that continue as running text ('5 views on …') are left
    out. Numbers of a date do not belong to a label. Only the first `LINE_MAX` characters of a line are searched.

    >>> [(c.value, c.raw) for c in find_view_counts("5 March 2024 | 3,074 views | 12 comments")]
    [(3074, '3,074 views')]
    >>> [c.value for c in find_view_counts("(Visited 1,902 times, 364 visits today)")]
    [1902]
    >>> [c.value for c in find_view_counts("Aufrufe: 492", "de")], [c.value for c in find_view_counts("閲覧数：1.2万")]
    ([492], [12000])
    >>> [c.value for c in find_view_counts("3 May 2024 1234 views")], [c.value for c in find_view_counts("Lu 98 fois")]
    ([1234], [98])
    >>> find_view_counts("5 views on the new law")
    ()
    """
    head = line[:LINE_MAX]
    lowered = head.lower()
    if len(lowered) != len(head) or not (lowered.isascii() or names_views(lowered)):
        return ()  # a cheap check that is equivalent to the search below for ASCII text
    if next(_labels_in(lowered), None) is None:
        return ()
    dates = find_dates(head, language=language)
    if dates:
        masked = _masked(head, [date.span for date in dates])
        lowered = masked.lower()
    else:
        masked = head
    found: list[ViewCount] = []
    for match in _labels_in(lowered):
        count = _around(masked, lowered, match, language)
        if count and not any(count.span[0] < c.span[1] and c.span[0] < count.span[1] for c in found):
            found.append(count)
    return tuple(found)


def _masked(line: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return ``line`` with each character of ``spans`` replaced by NUL."""
    for start, stop in spans:
        line = line[:start] + "\x00" * (stop - start) + line[stop:]
    return line


def _labels_in(lowered: str) -> Iterator[re.Match[str]]:
    """Yield the matches of the label pattern in a lower-case line."""
    label = _patterns().label
    if not lowered.isascii():
        yield from label.finditer(lowered)
        return
    end = 0
    known = first_words()
    for word in _LETTERS.finditer(
        lowered
    ):  # each label begins with its first word; its pattern is a long one
        if word[0] in known and word.start() >= end:
            match = label.match(lowered, word.start())
            if match:
                yield match
                end = match.end()


def names_views(lowered: str) -> bool:
    """Return whether a lower-case line may contain a label of views. A cheap filter without false negatives.

    >>> names_views("3,074 views"), names_views("12 comments")
    (True, False)
    """
    if lowered.isascii():
        return not first_words().isdisjoint(_LETTERS.findall(lowered))
    return (
        not first_words().isdisjoint(_WORD.findall(lowered)) or _patterns().dense.search(lowered) is not None
    )


def _around(line: str, lowered: str, label: re.Match[str], language: str | None) -> ViewCount | None:
    """Return the count that belongs to a label: after a colon, or else on the side where the label usually is."""
    start, stop = label.span()
    patterns = _patterns()
    if patterns.period_after.match(lowered, stop) or patterns.period_before.search(
        lowered[max(0, start - 14) : start]
    ):
        return None
    colon = None if label.group() in _verbs() else _AFTER_COLON.match(line, stop)
    if colon:
        return _label_first(line, lowered, start, colon, language)
    needs_times = label.group() in _needing_times()
    before = patterns.before.search(line, max(0, start - 28), start)
    after = _number_behind(line, lowered, label)
    if before and (
        (needs_times and not before["times"])
        or (after and owns_number_behind(lowered, before.start("n"), start, after.end("n")))
        or (after and not before["times"] and patterns.times_after.match(lowered, after.end("n")))
    ):
        before = None
    if before:
        runs_on = _NEXT_WORD.match(lowered, stop)
        if runs_on and runs_on[1] in _running():
            return None
        count = _value(before["n"], before["suffix"], language)
        if count is not None:
            return _count(line, count, (before.start("n"), stop), label.group())
    return _label_first(line, lowered, start, after, language) if after else None


def _number_behind(line: str, lowered: str, label: re.Match[str]) -> re.Match[str] | None:
    """Return the number after a label; for some labels, only if a word such as 'times' follows it."""
    after = _AFTER.match(line, label.end())
    if after is None or not (label.group() in _behind_number() or label.group() in _needing_times()):
        return after
    if is_dense(lowered[label.start()]) and after.end() - label.start() == len(line) >= _WHOLE_LINE:
        return after  # there is nothing else in the line
    times = _patterns().times_after
    return after if times.match(lowered, after.end("n")) or times.match(lowered, after.end()) else None


def _label_first(
    line: str, lowered: str, start: int, number: re.Match[str], language: str | None
) -> ViewCount | None:
    if _patterns().other_unit.match(lowered, number.end()):
        return None
    suffix, stop = number["suffix"], number.end("n")
    if suffix and factor_of(suffix, language) is None:
        suffix = None
    elif suffix:
        stop = number.end("suffix")
    value = _value(number["n"], suffix, language)
    label = lowered[start : number.start("n")].strip(" :：(（-–|=")
    return None if value is None else _count(line, value, (start, stop), label)


def _count(line: str, value: int, span: tuple[int, int], label: str) -> ViewCount:
    return ViewCount(value, line[span[0] : span[1]], span, label, label not in _vague())


_N: Final = rf"(?P<n>{_IN_LINE})(?:\s?(?P<suffix>{_SUFFIX})\.?)?"
_AFTER_COLON: Final = re.compile(rf"\s{{0,2}}[:：(（=]\s{{0,2}}{_N}")
_AFTER: Final = re.compile(rf"\s?[-–|(（\ufe0f]?\s?{_N}")
_NEXT_WORD: Final = re.compile(r"\s([a-zà-ÿа-я]+)")
_WORD: Final = re.compile(r"[^\W\d_]+")
_LETTERS: Final = re.compile(r"[a-z]+")


class _Patterns(NamedTuple):
    label: re.Pattern[str]
    dense: re.Pattern[str]
    before: re.Pattern[str]
    period_after: re.Pattern[str]
    period_before: re.Pattern[str]
    other_unit: re.Pattern[str]
    times_after: re.Pattern[str]
    times_end: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """The patterns built from the vocabulary. Static data, cached."""
    words = _all_labels()
    spaced = "|".join(re.escape(w) for w in words if not is_dense(w))
    dense = "|".join(re.escape(w) for w in words if is_dense(w))
    times, periods = _alternatives("times"), _alternatives("periods")
    return _Patterns(
        label=re.compile(rf"(?<![^\W\d_])(?:{spaced})(?![^\W\d_])|(?:{dense})"),
        dense=re.compile(dense),
        before=re.compile(rf"(?<![\d.,/:#-]){_N}?\+?\s{{0,2}}(?:(?P<times>{times})\s?)?$", re.IGNORECASE),
        period_after=re.compile(rf"\s?[(,]?\s?(?:{periods})(?!\w)"),
        period_before=re.compile(rf"(?:{periods})\s?$"),
        other_unit=re.compile(rf"\s?(?!(?:{times}|views|total)(?!\w))[^\W\d_]{{3,}}\s*(?:$|\d)"),
        times_end=re.compile(rf"\s?(?<![^\W\d_])(?:{times})$"),
        times_after=re.compile(rf"[\s-]?(?:{times})(?![^\W\d_])"),
    )


@cache
def _all_labels() -> tuple[str, ...]:
    """All labels, longest first. Static data, cached."""
    data = load("counts")
    words = {w for words in data["labels"].values() for w in words} | {*data["needs_times"], *data["icons"]}
    return tuple(sorted(words, key=lambda w: (-len(w), w)))


@cache
def label_set() -> frozenset[str]:
    """All labels of views, in lower case. Static data, cached."""
    return frozenset(_all_labels())


@cache
def first_words() -> frozenset[str]:
    """The first words of labels in scripts with spaces. Static data, cached."""
    return frozenset(_WORD.findall(w)[0] for w in _all_labels() if not is_dense(w))


@cache
def _vague() -> frozenset[str]:
    """Ambiguous labels. Static data, cached."""
    return frozenset(load("counts")["vague"])


@cache
def _behind_number() -> frozenset[str]:
    """Labels that only count after their number; before a number they are a verb or a noun. Static data, cached."""
    return frozenset(load("counts")["behind_number"])


@cache
def _needing_times() -> frozenset[str]:
    """Labels that only count together with a word such as 'times'. Static data, cached."""
    return frozenset(load("counts")["needs_times"])


@cache
def _verbs() -> frozenset[str]:
    """Labels that are a command before a number ('View: 60 120'). Static data, cached."""
    return frozenset(load("counts")["verbs"])


@cache
def _running() -> frozenset[str]:
    """Words after a label that show that it is part of running text. Static data, cached."""
    return frozenset(load("counts")["running"])


def _alternatives(name: str) -> str:
    return "|".join(re.escape(w) for w in sorted(load("counts")[name], key=len, reverse=True))
