"""Converts years and days of other calendars to Gregorian ones."""

from __future__ import annotations

import datetime as dt
from typing import Final

BUDDHIST_OFFSET: Final = 543
"""Years by which the Thai solar calendar is ahead. Source: the calendar's definition (in use since 1941)."""

_BUDDHIST_YEARS: Final = range(2440, 2650)
_SOLAR_YEARS: Final = range(1250, 1431)
"""Later years belong to the lunar Hijri calendar, which is not supported because its days differ between countries."""
HIJRI_YEARS: Final = range(1250, 1500)
"""Years of the Solar or lunar Hijri calendar that are unlikely in any other."""
LUNAR_LANGUAGES: Final = frozenset(("ar", "ur", "ms", "id", "ha", "so"))
"""Languages in which Hijri years are lunar."""
_LEAPS_OF_33: Final = (1, 5, 9, 13, 17, 22, 26, 30)
"""Leap years of the 33-year cycle. Source: the arithmetic form of the Solar Hijri calendar, exact for 1178 to 1633."""


def gregorian_year(year: int) -> int:
    """Return the Gregorian year for a year that may be Buddhist; other years are returned unchanged.

    >>> gregorian_year(2567), gregorian_year(2024)
    (2024, 2024)
    """
    return year - BUDDHIST_OFFSET if year in _BUDDHIST_YEARS else year


def is_solar_year(year: int) -> bool:
    """Return whether a number may be a recent year of the Solar Hijri calendar (Iran, Afghanistan)."""
    return year in _SOLAR_YEARS


def from_solar(year: int, month: int, day: int) -> dt.date | None:
    """Return the Gregorian day for a Solar Hijri day; None if there is no such day.

    >>> from_solar(1403, 1, 1), from_solar(1402, 10, 11), from_solar(1402, 12, 30)
    (datetime.date(2024, 3, 20), datetime.date(2024, 1, 1), None)
    """
    if not (is_solar_year(year) and 1 <= month <= 12 and 1 <= day <= _days_in(year, month)):
        return None
    new_year = dt.date(1921, 3, 21) + dt.timedelta(days=_days_before(year) - _days_before(1300))
    return new_year + dt.timedelta(days=min(month - 1, 6) * 31 + max(month - 7, 0) * 30 + day - 1)


def _is_leap(year: int) -> bool:
    return year % 33 in _LEAPS_OF_33


def _days_in(year: int, month: int) -> int:
    if month <= 6:
        return 31
    return 30 if month < 12 or _is_leap(year) else 29


def _days_before(year: int) -> int:
    """Return the number of days from the start of year 0 of the arithmetic calendar to the start of ``year``."""
    cycles, rest = divmod(year, 33)
    return year * 365 + cycles * len(_LEAPS_OF_33) + sum(1 for leap in _LEAPS_OF_33 if leap < rest)
