"""Dates with a month word, in any language of the vocabulary and in any order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from tearsheet.parsing.calendars import gregorian_year
from tearsheet.parsing.datescan import Token, tokens_of
from tearsheet.parsing.days import FIRST_YEAR, LAST_YEAR, ParsedDate, full_year, make_day, with_clock
from tearsheet.vocab import load

_GAP: Final = re.compile(r"[\s.,،、/'’`´()ºª°\-–—‐\u200e\u200f]{0,4}|·")
_DAY_AND_YEAR: Final = re.compile(r"(0?[1-9]|[12]\d|3[01])((?:19|20)\d\d)")
"""Day and year of a calendar sheet whose elements touch: ``March 122024``."""
_MAX_FILLERS: Final = 2
_THAI: Final = frozenset(map(chr, range(0x0E01, 0x0E5C)))


class _Parts(NamedTuple):
    year: int
    month: int
    day: int  # 0 if none is given
    start: int
    stop: int


def find_month_dates(text: str, language: str | None) -> Iterator[ParsedDate]:
    """Yield the dates in ``text`` that name a month by a word and have a year, in order.

    >>> [d.value.isoformat() for d in find_month_dates("le 1er février 2024 et Dec 24th, 2023", "fr")]
    ['2024-02-01', '2023-12-24']
    >>> [d.value.isoformat() for d in find_month_dates("2024. január 5. 10:30", "hu")]
    ['2024-01-05T10:30:00']
    """
    tokens = tokens_of(text, language)
    for i, token in enumerate(tokens):
        if token.month:
            parts = _read(text, tokens, i)
            if parts:
                date = _build(text, parts, solar=token.solar)
                if date:
                    yield date


def _read(text: str, tokens: list[Token], i: int) -> _Parts | None:
    """Read the day and year around the month word at ``i``: the surest order first."""
    before = _neighbour(text, tokens, i, -1)
    after = _neighbour(text, tokens, i, +1)
    day_before = before is not None and _is_day(text, tokens[before])
    if after is not None:
        year = _year_of(tokens[after])
        if day_before and before is not None and year:
            return _Parts(
                year,
                tokens[i].month,
                int(tokens[before].text),
                tokens[before].start,
                _year_stop(tokens[after]),
            )
        if _is_day(text, tokens[after]):
            found = _day_after(text, tokens, i, after, before)
            if found:
                return found
        thai = tokens[i].text[0] in _THAI
        if day_before and before is not None and _is_short_year(text, tokens[after], thai=thai):
            year = full_year(tokens[after].text, "th" if thai else "")
            return _Parts(
                year, tokens[i].month, int(tokens[before].text), tokens[before].start, tokens[after].stop
            )
        glued = _DAY_AND_YEAR.fullmatch(tokens[after].text)
        if glued:
            return _Parts(int(glued[2]), tokens[i].month, int(glued[1]), tokens[i].start, tokens[after].stop)
        if year:
            return _Parts(year, tokens[i].month, 0, tokens[i].start, _year_stop(tokens[after]))
    return _year_first(text, tokens, i, before) if before is not None else None


def _year_first(text: str, tokens: list[Token], i: int, before: int) -> _Parts | None:
    """Year and month, or year, day and month as in Latvian: ``2024. gada 5. janvāris``."""
    month, stop = tokens[i].month, tokens[i].stop
    if _is_day(text, tokens[before]):
        first = _neighbour(text, tokens, before, -1)
        if first is not None and _year_of(tokens[first]) and len(tokens[first].text) == 4:
            return _Parts(_year_of(tokens[first]), month, int(tokens[before].text), tokens[first].start, stop)
    if _year_of(tokens[before]) and len(tokens[before].text) == 4:
        return _Parts(_year_of(tokens[before]), month, 0, tokens[before].start, stop)
    return None


def _day_after(text: str, tokens: list[Token], i: int, after: int, before: int | None) -> _Parts | None:
    """Month then day: the year follows, follows a time of day, or comes first."""
    month, day = tokens[i].month, int(tokens[after].text)
    last = _neighbour(text, tokens, after, +1)
    if last is not None and _year_of(tokens[last]):
        return _Parts(_year_of(tokens[last]), month, day, tokens[i].start, _year_stop(tokens[last]))
    if before is not None and _year_of(tokens[before]) and len(tokens[before].text) == 4:
        return _Parts(_year_of(tokens[before]), month, day, tokens[before].start, tokens[after].stop)
    for later in tokens[after + 1 : after + 6]:  # "Mar 5 10:00:00 CET 2024"
        if len(later.text) == 4 and _year_of(later) and text[tokens[after].stop : later.start].count(":"):
            return _Parts(_year_of(later), month, day, tokens[i].start, later.stop)
    if last is not None and _is_short_year(text, tokens[last], thai=False):
        return _Parts(full_year(tokens[last].text), month, day, tokens[i].start, tokens[last].stop)
    return None


def _neighbour(text: str, tokens: list[Token], i: int, step: int) -> int | None:
    """Index of the nearest number on one side, over fillers such as ``de`` and ``th``; None if there is none."""
    fillers = _fillers()
    j = i
    for _ in range(_MAX_FILLERS + 1):
        k = j + step
        if not 0 <= k < len(tokens):
            return None
        left, right = (tokens[j], tokens[k]) if step > 0 else (tokens[k], tokens[j])
        if _GAP.fullmatch(text, left.stop, right.start) is None:
            return None
        if tokens[k].is_number:
            return k
        word = tokens[k].text.casefold()
        if word not in fillers and word.replace(".", "") not in fillers and not _says_again(tokens, i, k):
            return None
        j = k
    return None


def _says_again(tokens: list[Token], i: int, k: int) -> bool:
    """Return whether the word at ``k`` is another name of the month at ``i``: ``آذار/مارس``."""
    return tokens[i].month > 0 and tokens[k].month == tokens[i].month


def _is_day(text: str, token: Token) -> bool:
    """Return whether a number may be a day of the month: one or two digits that are not minutes or decimals."""
    if len(token.text) > 2 or not 1 <= int(token.text) <= 31:
        return False
    return token.start == 0 or text[token.start - 1] not in ":$€£#"


def _year_of(token: Token) -> int:
    """The number as a year; 0 if it is not one. Digits joined to the end of a year are cut off."""
    if len(token.text) < 4 or not token.is_number:
        return 0
    year = int(token.text[:4])
    if len(token.text) > 4:
        return year if 1990 <= year <= 2099 else 0
    return year if FIRST_YEAR <= gregorian_year(year) < LAST_YEAR or 1250 <= year < 1500 else 0


def _year_stop(token: Token) -> int:
    return token.start + 4


def _is_short_year(text: str, token: Token, *, thai: bool) -> bool:
    """A year of two digits: behind an apostrophe, a dash or a point, or at the end of a short line.

    After a Thai month, any year that may be Buddhist is read as one.
    """
    if len(token.text) != 2:
        return False
    if thai:
        return full_year(token.text, "th") > 2500 and text[token.stop : token.stop + 1] not in (":", ".", ",")
    return text[token.start - 1] in "'’‘-/.," or (token.stop == len(text) and len(text) <= 14)


def _build(text: str, parts: _Parts, *, solar: bool) -> ParsedDate | None:
    year = parts.year
    if 1250 <= year < 1500 and not solar:
        return None
    if not parts.day:
        day = make_day(year, parts.month, 1)
        span = (parts.start, parts.stop)
        return ParsedDate(day, "month", text[span[0] : span[1]], span) if day else None
    day = make_day(year, parts.month, parts.day)
    return with_clock(text, day, parts.start, parts.stop) if day else None


@cache
def _fillers() -> frozenset[str]:
    return frozenset(load("dates")["fillers"])
