"""Dates with a month word, in any language of the vocabulary and in any order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from tearsheet.parsing.calendars import gregorian_year
from tearsheet.parsing.days import FIRST_YEAR, LAST_YEAR, ParsedDate, full_year, make_day, with_clock
from tearsheet.parsing.words import primary, table

_TOKEN: Final = re.compile(
    r"\d+"
    r"|[ก-ฮเ-ไ][\u0e00-\u0e4f]?\.\s?[ก-ฮ]\.?"  # Thai abbreviations with points inside
    r"|(?:[^\W\d_]++|(?!\d)[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963"
    r"\u0970-\u0dff\u0e00-\u0e4f\u0e80-\u0ecf\u1000-\u109f\u1780-\u17d3])+"
)
_LETTERS: Final = re.compile(r"[a-z]+")
_GLUED: Final = re.compile(r"[a-z][A-Z]")
_GAP: Final = re.compile(r"[\s.,،、/'’`´()ºª°\-–—‐\u200e\u200f·]{0,4}")
_CAMEL: Final = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_THAI: Final = re.compile(r"[\u0e00-\u0e7f]")
_MAX_FILLERS: Final = 2


class _Token(NamedTuple):
    text: str
    start: int
    stop: int
    month: int  # 1 to 12; 0 if it is no month word
    solar: bool = False

    @property
    def is_number(self) -> bool:
        return self.text[0].isdecimal()


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
    if not _may_name_month(text):
        return
    tokens = _tokens(text, language)
    for i, token in enumerate(tokens):
        if token.month:
            parts = _read(text, tokens, i)
            if parts:
                date = _build(text, parts, solar=token.solar)
                if date:
                    yield date


def _may_name_month(text: str) -> bool:
    """Tell cheaply whether a line may name a month; never False where one is named."""
    if not text.isascii():
        if _CAMEL.search(text) is not None or _THAI.search(text) is not None:
            return True
        return not _naming().isdisjoint(_TOKEN.findall(text.casefold()))
    return not _months().keys().isdisjoint(_LETTERS.findall(text.lower())) or _GLUED.search(text) is not None


def _tokens(text: str, language: str | None) -> list[_Token]:
    month_of_word = _months().get
    solar = _solar_months()
    tokens: list[_Token] = []
    number_months = table("dates")["number_months"]
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word[0].isdecimal():
            start, stop = match.span()
            if tokens and tokens[-1].text.casefold() in number_months and 1 <= int(word[:3]) <= 12:
                before = tokens.pop()
                tokens.append(_Token(before.text, before.start, stop, int(word[:3])))
            else:
                tokens.append(_Token(word, start, stop, 0))
            continue
        for start, stop in _pieces(word, match):
            key = text[start:stop].casefold()
            if not key.isalpha():  # Thai abbreviations
                key = key.replace(".", "").replace(" ", "")
            month = month_of_word(key, 0)
            if isinstance(month, dict):
                month = month.get(primary(language)) or next(iter(month.values()))
            if not month and key in solar:
                tokens.append(_Token(text[start:stop], start, stop, solar[key], solar=True))
            else:
                tokens.append(_Token(text[start:stop], start, stop, month))
    return tokens


def _pieces(word: str, match: re.Match[str]) -> tuple[tuple[int, int], ...]:
    """Return the spans of a token's words: one, unless words were glued together (``ArtJanuary``)."""
    if len(word) <= 3 or word[1:].islower() or word.isupper():
        return (match.span(),)
    start, stop = match.span()
    pieces = []
    for cut in _CAMEL.finditer(word):
        pieces.append((start, match.start() + cut.start()))
        start = match.start() + cut.start()
    pieces.append((start, stop))
    return tuple(pieces)


def _read(text: str, tokens: list[_Token], i: int) -> _Parts | None:
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
        if day_before and before is not None and _is_short_year(text, tokens[after]):
            year = full_year(tokens[after].text)
            return _Parts(
                year, tokens[i].month, int(tokens[before].text), tokens[before].start, tokens[after].stop
            )
        if year:
            return _Parts(year, tokens[i].month, 0, tokens[i].start, _year_stop(tokens[after]))
    return _year_first(text, tokens, i, before) if before is not None else None


def _year_first(text: str, tokens: list[_Token], i: int, before: int) -> _Parts | None:
    """Year and month, or year, day and month as in Latvian: ``2024. gada 5. janvāris``."""
    month, stop = tokens[i].month, tokens[i].stop
    if _is_day(text, tokens[before]):
        first = _neighbour(text, tokens, before, -1)
        if first is not None and _year_of(tokens[first]) and len(tokens[first].text) == 4:
            return _Parts(_year_of(tokens[first]), month, int(tokens[before].text), tokens[first].start, stop)
    if _year_of(tokens[before]) and len(tokens[before].text) == 4:
        return _Parts(_year_of(tokens[before]), month, 0, tokens[before].start, stop)
    return None


def _day_after(text: str, tokens: list[_Token], i: int, after: int, before: int | None) -> _Parts | None:
    """Month then day: the year follows, follows a time of day, or stands first."""
    month, day = tokens[i].month, int(tokens[after].text)
    last = _neighbour(text, tokens, after, +1)
    if last is not None and _year_of(tokens[last]):
        return _Parts(_year_of(tokens[last]), month, day, tokens[i].start, _year_stop(tokens[last]))
    if before is not None and _year_of(tokens[before]) and len(tokens[before].text) == 4:
        return _Parts(_year_of(tokens[before]), month, day, tokens[before].start, tokens[after].stop)
    for later in tokens[after + 1 : after + 6]:  # "Mar 5 10:00:00 CET 2024"
        if len(later.text) == 4 and _year_of(later) and text[tokens[after].stop : later.start].count(":"):
            return _Parts(_year_of(later), month, day, tokens[i].start, later.stop)
    if last is not None and _is_short_year(text, tokens[last]):
        return _Parts(full_year(tokens[last].text), month, day, tokens[i].start, tokens[last].stop)
    return None


def _neighbour(text: str, tokens: list[_Token], i: int, step: int) -> int | None:
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
        if tokens[k].text.casefold() not in fillers:
            return None
        j = k
    return None


def _is_day(text: str, token: _Token) -> bool:
    """Tell whether a number may be a day of the month: one or two digits that are no minutes or decimals."""
    if len(token.text) > 2 or not 1 <= int(token.text) <= 31:
        return False
    return token.start == 0 or text[token.start - 1] not in ":$€£#"


def _year_of(token: _Token) -> int:
    """The year that a number is; 0 if it is none. Digits glued behind a year are cut off."""
    if len(token.text) < 4 or not token.is_number:
        return 0
    year = int(token.text[:4])
    if len(token.text) > 4:
        return year if 1990 <= year <= 2099 else 0
    return year if FIRST_YEAR <= gregorian_year(year) < LAST_YEAR or 1250 <= year < 1500 else 0


def _year_stop(token: _Token) -> int:
    return token.start + 4


def _is_short_year(text: str, token: _Token) -> bool:
    """A year of two digits: behind an apostrophe, a dash or a point, or at the end of a short line."""
    if len(token.text) != 2:
        return False
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
def _months() -> dict[str, int | dict[str, int]]:
    """Word → month, or language → month where languages differ. Static data of the package, so it is kept."""
    by_word: dict[str, dict[str, int]] = {}
    for source in (table("locales")["months"], table("dates")["months"]):
        for language, words in source.items():
            for word, month in words.items():
                by_word.setdefault(word.casefold(), {}).setdefault(language, month)
    return {w: next(iter(m.values())) if len(set(m.values())) == 1 else m for w, m in by_word.items()}


@cache
def _naming() -> frozenset[str]:
    """All words that name a month, alone or with its number. Static data of the package, so it is kept."""
    return frozenset((*_months(), *_solar_months(), *table("dates")["number_months"]))


@cache
def _solar_months() -> dict[str, int]:
    return dict(table("dates")["solar_months"])


@cache
def _fillers() -> frozenset[str]:
    return frozenset(table("dates")["fillers"])
