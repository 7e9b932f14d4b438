"""The type of a date read from a string, and its construction from parts."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal, NamedTuple

from tearsheet.parsing.calendars import from_solar, gregorian_year, is_solar_year
from tearsheet.parsing.clock import read_clock

Precision = Literal["year", "month", "day", "hour", "minute", "second"]

FIRST_YEAR: Final = 1600
"""Earlier years are not dates of publication. Source: reasoning (the first newspapers)."""

LAST_YEAR: Final = 2200
"""Years after are none either, whatever ``now`` is. Source: reasoning."""


_FIRST_THAI: Final = 40
"""Two digits of a Buddhist year from 2540 on; fewer are rather of a Gregorian one. Source: reasoning (1997)."""
_FIRST_PERSIAN: Final = 50
"""Two digits of a Solar Hijri year from 1350 on; fewer are of the century after. Source: reasoning."""


class ParsedDate(NamedTuple):
    """A date read from a string."""

    value: dt.date | dt.datetime
    """A day (``date``) or a moment (``datetime``, with a zone only if one is given); a missing day or month is 1."""
    precision: Precision
    """The smallest part that was given."""
    raw: str
    """The date as written in the string."""
    span: tuple[int, int]
    """Half-open range of characters in the string."""
    ambiguous: bool = False
    """True when day and month could change places: only the language or habit decided."""
    relative: bool = False
    """True when it was counted back from ``now``."""

    def swapped(self) -> ParsedDate:
        """Return the date with day and month in each other's place; the same if it is not ambiguous."""
        if not self.ambiguous:
            return self
        return self._replace(value=self.value.replace(month=self.value.day, day=self.value.month))

    @property
    def day(self) -> dt.date:
        """The day, in the zone given."""
        return self.value.date() if isinstance(self.value, dt.datetime) else self.value


def make_day(year: int, month: int, day: int) -> dt.date | None:
    """Return the day, in whichever calendar its year belongs to; None if there is no such day.

    >>> make_day(2567, 2, 29), make_day(1403, 1, 1), make_day(2023, 2, 29)
    (datetime.date(2024, 2, 29), datetime.date(2024, 3, 20), None)
    """
    year = gregorian_year(year)
    if is_solar_year(year):
        return from_solar(year, month, day)
    if not (FIRST_YEAR <= year < LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def with_clock(text: str, day: dt.date, start: int, stop: int, *, ambiguous: bool = False) -> ParsedDate:
    """Return the date of ``text[start:stop]`` together with the time of day that follows it, if one does."""
    clock = read_clock(text, stop) if stop < len(text) else None
    if clock is None:
        return ParsedDate(day, "day", text[start:stop], (start, stop), ambiguous)
    value = dt.datetime.combine(day, clock.time)
    precision: Precision = clock.precision  # type: ignore[assignment]  # its three values are among these
    return ParsedDate(value, precision, text[start : clock.stop], (start, clock.stop), ambiguous)


def full_year(digits: str, language: str = "") -> int:
    """Return the year that two digits (or more) mean: 69 to 99 are in the last century.

    In Thai they are of the Buddhist calendar, in Persian of the Solar Hijri one.
    Source: POSIX, ``%y`` of strptime.

    >>> full_year("24"), full_year("98"), full_year("2024"), full_year("68", "th"), full_year("03", "fa")
    (2024, 1998, 2024, 2568, 1403)
    """
    year = int(digits)
    if len(digits) > 2:
        return year
    if language == "th" and year >= _FIRST_THAI:
        return 2500 + year
    if language == "fa":
        return year + (1400 if year < _FIRST_PERSIAN else 1300)
    return year + (2000 if year < 69 else 1900)
