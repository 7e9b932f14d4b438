"""Dates counted back from now: ``3 hours ago``, ``vor 2 Tagen``, ``yesterday``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from tearsheet.parsing.days import FIRST_YEAR, LAST_YEAR, ParsedDate, Precision, make_day, with_clock
from tearsheet.parsing.words import primary
from tearsheet.vocab import load

_SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 7 * 86400}
_MAX_TEXT: Final = 120
"""Characters of a line beyond which it is running text, whose 'yesterday' dates nothing. Source: reasoning."""


def find_relative(text: str, language: str | None, now: dt.datetime) -> Iterator[ParsedDate]:
    """Yield the dates in a short line that count back from ``now``, in English and the page's language.

    Seconds, minutes and hours give a moment in the zone of ``now``; days and more give a day; months and years give
    the same day of the month (or its last) with that precision.

    >>> now = dt.datetime(2025, 3, 31, 12, 0)
    >>> [d.value.isoformat() for d in find_relative("Posted 3 hours ago", "en", now)]
    ['2025-03-31T09:00:00']
    >>> [d.value.isoformat() for d in find_relative("vor 1 Monat", "de", now)]
    ['2025-02-28']
    """
    if len(text) > _MAX_TEXT:
        return
    lowered = text.casefold()
    if len(lowered) != len(text):  # spans must hold
        lowered = text.lower()
    for code in dict.fromkeys((primary(language) or "en", "en")):
        for unit, pattern in _patterns(code):
            for match in pattern.finditer(lowered):
                count = int(match["n"])
                found = _back(now, unit, count)
                if found is not None:
                    value, precision = found
                    yield ParsedDate(
                        value, precision, text[match.start() : match.end()], match.span(), relative=True
                    )
    yield from _named_days(text, lowered, now)


def _named_days(text: str, lowered: str, now: dt.datetime) -> Iterator[ParsedDate]:
    for back, pattern in enumerate(_day_words()):
        match = pattern.search(lowered)
        if match:
            day = now.date() - dt.timedelta(days=back)
            found = with_clock(text, day, match.start(), match.end())
            yield found._replace(relative=True)


def _back(now: dt.datetime, unit: str, count: int) -> tuple[dt.date | dt.datetime, Precision] | None:
    try:
        if unit in ("second", "minute", "hour"):
            value = now - dt.timedelta(seconds=count * _SECONDS[unit])
            return (
                (value.replace(microsecond=0), "minute")
                if unit != "hour"
                else (value.replace(second=0, microsecond=0), "hour")
            )
        if unit in ("day", "week"):
            return (now - dt.timedelta(seconds=count * _SECONDS[unit])).date(), "day"
        months = now.year * 12 + now.month - 1 - count * (12 if unit == "year" else 1)
    except OverflowError:
        return None
    year, month = divmod(months, 12)
    if not FIRST_YEAR <= year < LAST_YEAR:
        return None
    for day in (now.day, 30, 29, 28):
        value_of = make_day(year, month + 1, day) if day <= now.day else None
        if value_of is not None:
            return value_of, "month" if unit == "month" else "year"
    return None


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Unit and pattern for each unit of a language. Static data of the package, so it is kept."""
    found = []
    for unit, words in load("locales")["past"].get(language, {}).items():
        alternatives = []
        for word in sorted(words, key=len, reverse=True):
            before, _, after = word.partition("{0}")
            alternatives.append(_flexible(before) + r"§" + _flexible(after))
        heads = sorted({a.partition("§")[0] for a in alternatives}, key=len, reverse=True)
        tails = sorted({a.partition("§")[2] for a in alternatives}, key=len, reverse=True)
        glued = r"(?<=[^\W\d_])(?=\d)"  # a name in front: "Ada Lund2 hours ago"
        pattern = (
            rf"(?:(?<!\w)|{glued})(?:{'|'.join(heads)})(?P<n>\d{{1,4}})(?:{'|'.join(tails)})(?![^\W\d_])"
        )
        found.append((unit, re.compile(pattern)))
    return tuple(found)


def _flexible(text: str) -> str:
    return r"\s?".join(re.escape(p) for p in text.split(" "))


@cache
def _day_words() -> tuple[re.Pattern[str], ...]:
    """Patterns of the words for today and yesterday, in this order."""
    data = load("dates")
    return tuple(
        re.compile(
            r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(data[k], key=len, reverse=True))) + r")(?!\w)"
        )
        for k in ("today", "yesterday")
    )
