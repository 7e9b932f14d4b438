"""Times of day and time zones after a date."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Final, NamedTuple

from tearsheet.vocab import load

_TIME: Final = re.compile(
    r"(?P<before>[^\w\n]{0,4}(?:[^\W\d_]{1,7}[^\w\n]{0,3}){0,2}?)"
    r"(?P<hour>[01]?\d|2[0-4])\s?(?P<mark>[:：.h時点时시])\s?(?P<minute>[0-5]\d)(?!\d)"
    r"(?:[:：.m分분]\s?(?P<second>[0-5]\d)(?!\d)(?:[.,]\d{1,9})?)?"
    r"(?P<after>[分분]?\s?(?:[apAPπΠμΜ]\.?\s?[mMμΜ](?![a-zα-ω])\.?|Uhr|h\b)?)"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_HOUR_ONLY: Final = re.compile(
    r"[^\w\n]{0,4}(?:[^\W\d_]{1,4}[^\w\n]{1,3})?(?P<hour>0?[1-9]|1[0-2])\s?(?P<after>[aApP]\.?[mM](?![a-z])\.?)",
)
_ZONE: Final = re.compile(
    r"\s?\(?(?:(?:GMT|UTC|Z)?\s?(?P<sign>[+\-−])(?P<hours>\d{2}):?(?P<minutes>\d{2})?(?!\d)|(?P<name>[A-Za-z]{1,5})\b)"
)


class Clock(NamedTuple):
    """A time of day read from a string."""

    time: dt.time
    """The time, with its zone if one was given."""
    precision: str
    """``hour``, ``minute`` or ``second``."""
    stop: int
    """Index after its last character."""


def read_clock(text: str, start: int) -> Clock | None:
    """Return the time of day after a date that ends at ``start``, skipping separators and clock words; None if none.

    >>> read_clock("5 March 2024 at 10:30 pm CET", 12)
    Clock(time=datetime.time(22, 30, tzinfo=datetime.timezone(datetime.timedelta(seconds=3600))), precision='minute', stop=28)
    >>> read_clock("5 March 2024, 12 comments", 12) is None
    True
    """
    match = _TIME.match(text, start)
    if not match:
        match = _HOUR_ONLY.match(text, start)
        if not match:
            return None
        hour = _half_day(int(match["hour"]), match["after"])
        stop, zone = _read_zone(text, match.end())
        return Clock(dt.time(hour, 0, tzinfo=zone), "hour", stop)
    if not _is_time(match):
        return None
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    hour = _half_day(hour, match["after"] + " " + match["before"])
    if hour >= 24:
        return None
    stop, zone = _read_zone(text, match.end())
    return Clock(dt.time(hour, minute, second, tzinfo=zone), "second" if match["second"] else "minute", stop)


def _is_time(match: re.Match[str]) -> bool:
    """Return whether a match is a time: a dot between hour and minute needs a clock word before it, and no other word."""
    words = _WORD.findall(match["before"].casefold())
    known = _clock_words()
    if any(w not in known for w in words):
        return False
    return match["mark"] != "." or bool(words) or bool(match["after"].strip())


@cache
def _clock_words() -> frozenset[str]:
    data = load("dates")
    return frozenset((*data["clock_words"], *data["afternoon"], *data["forenoon"]))


def _half_day(hour: int, around: str) -> int:
    """Return the hour on the 24-hour clock, given the text with AM, PM or similar ``around`` the time."""
    if hour > 12 or not around.strip():
        return hour
    data = load("dates")
    marks = around.casefold().replace(".", "").split()
    if any(m in data["afternoon"] for m in marks):
        return hour % 12 + 12
    if any(m in data["forenoon"] for m in marks):
        return hour % 12
    return hour


def _read_zone(text: str, start: int) -> tuple[int, dt.tzinfo | None]:
    match = _ZONE.match(text, start)
    if not match:
        return start, None
    if match["name"] is None:
        minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
        minutes = -minutes if match["sign"] in "-−" else minutes
        return match.end(), offset(minutes)
    minutes_of = load("dates")["zones"].get(match["name"].casefold())
    if minutes_of is None or not match["name"].isupper():
        return start, None
    more = _ZONE.match(text, match.end())
    if more and more["hours"] and minutes_of == 0:  # "GMT+0200"
        return _read_zone(text, match.end())
    return match.end(), offset(minutes_of)


def offset(minutes: int) -> dt.tzinfo | None:
    """Return the fixed time zone ``minutes`` east of UTC; None if the offset is a day or more.

    >>> offset(0)
    datetime.timezone.utc
    """
    if minutes == 0:
        return dt.UTC
    return dt.timezone(dt.timedelta(minutes=minutes)) if abs(minutes) < 24 * 60 else None
