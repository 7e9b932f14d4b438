"""The type for dates read from strings, and their construction from parts."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal, NamedTuple

from tearsheet.parsing.calendars import from_solar, gregorian_year, is_solar_year
from tearsheet.parsing.clock import read_clock

Precision = Literal["year", "month", "day", "hour", "minute", "second"]

FIRST_YEAR: Final = 1600
"""Earliest year of publication. Source: reasoning (the first newspapers)."""

LAST_YEAR: Final = 2200
"""Latest year of publication, independent of ``now``. Source: reasoning."""


_FIRST_THAI: Final = 40
"""Smallest two-digit year that is Buddhist (2540, which is 1997); smaller ones are Gregorian. Source: reasoning."""
_FIRST_PERSIAN: Final = 50
"""Smallest two-digit Solar Hijri year in the 1300s; smaller ones are in the 1400s. Source: reasoning."""


class ParsedDate(NamedTuple):
    """A date read from a string."""

    value: dt.date | dt.datetime
    """A day (``date``), or a moment (``datetime``, with a zone if one is given); a missing day or month is 1."""
    precision: Precision
    """The smallest part that was given."""
    raw: str
    """The date as written in the string."""
    span: tuple[int, int]
    """Half-open range of characters in the string."""
    ambiguous: bool = False
    """True if day and month could be swapped, and only the language or usage decided."""
    relative: bool = False
    """True if it was computed from ``now``."""

    def swapped(self) -> ParsedDate:
        """Return the date with day and month swapped; the same date if it is not ambiguous."""
        if not self.ambiguous:
            return self
        return self._replace(value=self.value.replace(month=self.value.day, day=self.value.month))

    @property
    def day(self) -> dt.date:
        """The day, in the zone given."""
        return self.value.date() if isinstance(self.value, dt.datetime) else self.value


def make_day(year: int, month: int, day: int) -> dt.date | None:
    """Return the Gregorian day; the year may also be Buddhist or Solar Hijri. None if there is no such day.

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
    """Return the date ``day``, written in ``text[start:stop]``, with the time of day after it if there is one."""
    clock = read_clock(text, stop) if stop < len(text) else None
    if clock is None:
        return ParsedDate(day, "day", text[start:stop], (start, stop), ambiguous)
    value = dt.datetime.combine(day, clock.time)
    precision: Precision = clock.precision  # type: ignore[assignment]  # its three values are among these
    return ParsedDate(value, precision, text[start : clock.stop], (start, clock.stop), ambiguous)


def full_year(digits: str, language: str = "") -> int:
    """Return the year for two or more digits: 69 to 99 are in the 20th century.

    In Thai, two digits may be a Buddhist year; in Persian, they are a Solar Hijri year.
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
