"""Dates in strings: ISO 8601, numeric in any order, with month names in over seventy languages, other calendars.

`find_dates` finds dates inside a line; `parse_date` parses a value that is a date.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from tearsheet.parsing.calendars import HIJRI_YEARS, LUNAR_LANGUAGES
from tearsheet.parsing.clock import offset
from tearsheet.parsing.days import LAST_YEAR, ParsedDate, Precision, full_year, make_day, with_clock
from tearsheet.parsing.monthwords import find_month_dates
from tearsheet.parsing.relative import find_relative
from tearsheet.parsing.words import by_language, primary
from tearsheet.vocab import load

_ISO: Final = re.compile(
    r"\s*(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[Tt ]\s?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,:](\d{1,9}))?)?\s?"
    r"(Z|z|UTC|GMT|[+\-−]\d{2}:?(?:\d{2})?(?!\d))?)?(?![\d-])"
)
_FULL_ISO: Final = re.compile(
    r"(?:19|20)\d\d-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII
)
"""The usual form of a moment with seconds; for these, `datetime.fromisoformat` is equivalent to `_ISO` and much faster."""
_DIGITS: Final = re.compile(r"\d+")
_COMPACT: Final = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z)?)?\s*$")
_EPOCH: Final = re.compile(r"\s*(?:/Date\()?(\d{9,10})(\d{3})?(?:\.\d+|[+-]\d{4})?(?:\)/)?\s*$")
_YEAR_FIRST: Final = re.compile(
    r"(?<![\d.,/-])(\d{4})(?:([./\-‐])\s?(\d{1,2})\2\s?(\d{1,2})(?![\d/]|[.,]\d)"
    r"|\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일號号]?)"
)
_ERA: Final = re.compile(r"(令和|平成|昭和|民國|民国)\s?(\d{1,3}|元)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_DAY_MONTH: Final = re.compile(
    r"(?<![\d.,:/-])(\d{1,2})\s?([./\-‐])\s?[\u200e\u200f]?(\d{1,2})\s?\2\s?[\u200e\u200f]?"
    # The year may be followed, without a space, by a number from another element.
    r"((?:19|20)\d\d(?=\d{1,6}(?:[ .,]\d{3}){0,2}\s[^\W\d_])|(?:\d{4}|['’]?\d{2})(?![\d/]|[.,-]\d|[^\W\d_]\d))"
)

_QUOTED_YEAR: Final = re.compile(r"['’](\d{2})[./-](\d{1,2})[./-](\d{1,2})(?!\d)")


def parse_date(
    text: str, *, language: str | None = None, day_first: bool | None = None, now: dt.datetime | None = None
) -> ParsedDate | None:
    """Return the date in a value, such as that of an attribute; None if there is none.

    In addition to the forms that `find_dates` finds, compact dates (``20240503``) and Unix times in seconds or
    milliseconds are accepted.

    Args:
        text: The value.
        language: BCP 47 tag of its language, for the order of day and month and for ambiguous month names.
        day_first: Whether the day comes before the month in numeric dates; None if unknown.
        now: The reference time for relative dates; without it, they are ignored.

    >>> parse_date("2024-05-03T10:00:00+02:00").value.isoformat()
    '2024-05-03T10:00:00+02:00'
    >>> parse_date("1714723200").value.isoformat()
    '2024-05-03T08:00:00+00:00'
    >>> parse_date("10.01.2025", language="de").value.isoformat()
    '2025-01-10'
    """
    if _FULL_ISO.fullmatch(text):
        try:
            return ParsedDate(dt.datetime.fromisoformat(text), "second", text, (0, len(text)))
        except ValueError:
            pass  # not a valid day, minute or zone: handled below
    match = _ISO.match(text)
    if match:
        return _from_iso(match)
    match = _COMPACT.match(text)
    if match and int(match[1]) < LAST_YEAR:
        found = _moment(match.groups())
        if found:
            return ParsedDate(*found, match.group().strip(), match.span())
    match = _EPOCH.match(text)
    if match:
        value = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=int(match[1]))
        return ParsedDate(value, "second", text.strip(), match.span())
    dates = find_dates(text, language=language, day_first=day_first, now=now)
    return dates[0] if dates else None


def find_dates(
    text: str, *, language: str | None = None, day_first: bool | None = None, now: dt.datetime | None = None
) -> tuple[ParsedDate, ...]:
    """Return the dates in a line, in order, without overlaps; empty if there are none. Arguments as in `parse_date`.

    Dates need a year (two digits are enough with dots or slashes). Linear in the length of the line.

    >>> [(d.value.isoformat(), d.span) for d in find_dates("January 10, 2025Art3074")]
    [('2025-01-10', (0, 16))]
    >>> [d.value.isoformat() for d in find_dates("Veröffentlicht: 5. März 2024, 18:30 Uhr", language="de")]
    ['2024-03-05T18:30:00']
    >>> [d.value.isoformat() for d in find_dates("2025年1月10日")]
    ['2025-01-10']
    >>> [d.value.isoformat() for d in find_dates("10 มกราคม 2568", language="th")]
    ['2025-01-10']
    """
    found: list[ParsedDate | None] = []
    runs = [match.span() for match in _DIGITS.finditer(text)]
    if runs:
        found += [_year_first(text, match, language) for match in _matches(_YEAR_FIRST, text, runs, (4,))]
        if not text.isascii():
            found += [_era(text, match) for match in _ERA.finditer(text)]
        if _has_quote(text) and primary(language) in load("dates")["short_year_first"]:
            found += [_quoted_year(text, match, language) for match in _QUOTED_YEAR.finditer(text)]
        numeric = list(_matches(_DAY_MONTH, text, runs, (1, 2)))
        if numeric:
            habit = is_day_first(language) if day_first is None else day_first
            found += [_numeric(text, match, language, day_first=habit) for match in numeric]
        found += find_month_dates(text, language)
    if now is not None:
        found += find_relative(text, language, now)
    return _without_overlaps([d for d in found if d is not None])


def _matches(
    pattern: re.Pattern[str], text: str, runs: list[tuple[int, int]], sizes: tuple[int, ...]
) -> Iterator[re.Match[str]]:
    """Yield the same matches as ``pattern.finditer``, for a pattern that begins with a whole run of digits.

    The pattern is only tried at ``runs`` of one of the ``sizes``, which is several times as fast.
    """
    end = 0
    for start, stop in runs:
        if stop - start in sizes and start >= end:
            match = pattern.match(text, start)
            if match:
                yield match
                end = match.end()


def _without_overlaps(found: list[ParsedDate]) -> tuple[ParsedDate, ...]:
    if len(found) < 2:
        return tuple(found)
    kept: list[ParsedDate] = []
    for date in sorted(found, key=lambda d: (d.span[0], -d.span[1])):
        if not kept or date.span[0] >= kept[-1].span[1]:
            kept.append(date)
    return tuple(kept)


def is_day_first(language: str | None) -> bool | None:
    """Return whether numeric dates in a language put the day before the month; None if usage varies or is unknown.

    >>> is_day_first("de"), is_day_first("en-US"), is_day_first("en")
    (True, False, None)
    """
    if primary(language) == "en" and len(language or "") == 2:
        return None
    order = by_language(load("locales")["orders"], language)
    return None if order is None else order != "mdy"


def _from_iso(match: re.Match[str]) -> ParsedDate | None:
    found = _moment(match.groups())
    if found is None:
        return None
    start, raw = match.start(1), match.group().strip()
    return ParsedDate(*found, raw, (start, start + len(raw)))


def _moment(parts: tuple[str | None, ...]) -> tuple[dt.date | dt.datetime, Precision] | None:
    """Return the date for year, month, day, hour, minute, second, [fraction,] zone, and its precision; None if invalid."""
    year, month, day, hour, minute, second = parts[:6]
    date = make_day(int(year or 0), int(month or 0), int(day or 0))
    if date is None:
        return None
    if hour is None or int(hour) > 23 or int(minute or 0) > 59 or int(second or 0) > 59:
        return date, "day"
    fraction = parts[6] if len(parts) > 7 else None
    micro = int((fraction or "").ljust(6, "0")[:6] or 0)
    time = dt.time(int(hour), int(minute or 0), int(second or 0), micro, _zone(parts[-1]))
    return dt.datetime.combine(date, time), "second" if second else "minute"


def _zone(text: str | None) -> dt.tzinfo | None:
    if not text:
        return None
    if text[0] in "+-−":
        digits = text[1:].replace(":", "")
        minutes = int(digits[:2]) * 60 + int(digits[2:] or 0)
        return offset(-minutes if text[0] in "-−" else minutes)
    return dt.UTC


def _year_first(text: str, match: re.Match[str], language: str | None) -> ParsedDate | None:
    iso = _ISO.match(text, match.start())
    if iso and iso.end() > match.end():
        return _from_iso(iso)
    if _is_lunar(match[1], language):
        return None
    month, day = (match[3], match[4]) if match[2] else (match[5], match[6])
    date = make_day(int(match[1]), int(month), int(day))
    if date is None and match[2]:
        date = make_day(int(match[1]), int(day), int(month))
    return with_clock(text, date, *match.span()) if date else None


def _era(text: str, match: re.Match[str]) -> ParsedDate | None:
    base = load("dates")["eras"][match[1]]
    date = make_day(base + (1 if match[2] == "元" else int(match[2])), int(match[3]), int(match[4]))
    return with_clock(text, date, *match.span()) if date else None


def _has_quote(text: str) -> bool:
    return "'" in text or "’" in text


def _quoted_year(text: str, match: re.Match[str], language: str | None) -> ParsedDate | None:
    date = make_day(full_year(match[1], primary(language)), int(match[2]), int(match[3]))
    return with_clock(text, date, *match.span()) if date else None


def _is_lunar(year: str, language: str | None) -> bool:
    return int(year) in HIJRI_YEARS and primary(language) in LUNAR_LANGUAGES


def _numeric(
    text: str, match: re.Match[str], language: str | None, *, day_first: bool | None
) -> ParsedDate | None:
    """Return a numeric date that ends with the year, or with the day if the language puts a two-digit year first."""
    own, last = primary(language), match[4].lstrip("'’")
    if _is_lunar(last, language):
        return None
    if len(last) == 2 and own in load("dates")["short_year_first"]:
        date = make_day(full_year(match[1], own), int(match[3]), int(last)) if len(match[1]) == 2 else None
        if date is not None:
            return with_clock(text, date, *match.span())
    return _day_month(text, match, full_year(last, own), language, day_first=day_first)


def _day_month(
    text: str, match: re.Match[str], year: int, language: str | None, *, day_first: bool | None
) -> ParsedDate | None:
    """Return a numeric date; the order of day and month follows the weekday before it, usage, or what is a valid date."""
    first, second = int(match[1]), int(match[3])
    points = match[2] == "."
    by_day, by_month = make_day(year, second, first), make_day(year, first, second)
    if points:  # 1.13.2024 is a version or a section, not a date
        by_month = None
    ambiguous = by_day is not None and by_month is not None and first != second
    if ambiguous and by_day is not None and by_month is not None:
        weekday = _weekday_before(text, match.start(), language)
        if weekday is not None and (by_day.weekday() == weekday) != (by_month.weekday() == weekday):
            date = by_day if by_day.weekday() == weekday else by_month
            return with_clock(text, date, *match.span())
    found = (by_day or by_month) if points or day_first else (by_month or by_day)
    return None if found is None else with_clock(text, found, *match.span(), ambiguous=ambiguous)


_WEEKDAY: Final = re.compile(r"([^\W\d_]+)\.?,?\s{0,2}$")


def _weekday_before(text: str, start: int, language: str | None) -> int | None:
    """Return the weekday (0 is Monday) named before ``start`` in ``language`` or English; None if there is none."""
    found = _WEEKDAY.search(text, max(0, start - 20), start)
    if found is None:
        return None
    word, weekdays = found[1].casefold(), load("locales")["weekdays"]
    for own in (primary(language), "en"):
        weekday = weekdays.get(own, {}).get(word)
        if weekday is not None:
            return int(weekday)
    return None
