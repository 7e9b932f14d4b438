"""Rules for the dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pydantic import Field

from tearsheet.contracts.rule import Problem, Settings, rule
from tearsheet.contracts.view import View


class WindowSettings(Settings):
    """A window of days, inclusive at both ends."""

    after: dt.date | None = dt.date(1995, 1, 1)
    """Earliest day. By default 1995, when the web's first news sites began; None for no earliest day."""
    before: dt.date | None = None
    """Latest day; None for no latest day (``date.not-future`` compares with the current time)."""


class AgeSettings(Settings):
    """How old an article may be."""

    max_days: int = Field(ge=0)
    """Maximum number of days between the article's day and now, inclusive."""


class FutureSettings(Settings):
    """How far ahead a date may be."""

    tolerance_hours: int = Field(default=24, ge=0)
    """Hours in the future that are allowed: clocks differ, and a day without a time zone may already be tomorrow."""


class PrecisionSettings(Settings):
    """How exact the date must be."""

    precision: str = Field(default="time", pattern="^(time|zone)$")
    """``time`` requires a time of day, ``zone`` a time with its zone."""


def day_of(value: dt.date | dt.datetime) -> dt.date:
    """Return the day of a date or moment, in the moment's own zone."""
    return value.date() if isinstance(value, dt.datetime) else value


def hours_after(value: dt.date | dt.datetime, now: dt.datetime) -> float:
    """Return how many hours ``value`` is after ``now``: negative if before.

    A day begins at its first moment anywhere on Earth (14 hours ahead of UTC) and a naive time is taken as in
    that zone too, so that a page is never accused for lack of a zone. A naive ``now`` is UTC.
    """
    earliest = dt.timezone(dt.timedelta(hours=14))
    moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=earliest)
    if now.tzinfo is None:
        now = now.replace(tzinfo=dt.UTC)
    return (moment - now).total_seconds() / 3600


@rule("date.window", WindowSettings, severity="error")
def date_window(view: View, settings: WindowSettings) -> Iterator[Problem]:
    """The day of publication is within a window; a missing one passes.

    Empty database fields become dates such as 1970-01-01 or 0001-01-01, and a site launched in 2008 has no articles
    from 1996.
    """
    date = view.article.date
    if date is None:
        return
    day = day_of(date)
    if settings.after is not None and day < settings.after:
        yield Problem("date", f"date is before {settings.after}", date.isoformat())
    elif settings.before is not None and day > settings.before:
        yield Problem("date", f"date is after {settings.before}", date.isoformat())


@rule("date.max-age", AgeSettings, needs="now")
def date_max_age(view: View, settings: AgeSettings) -> Iterator[Problem]:
    """The article was published within the last `max_days` days; a missing date passes. Needs ``now``.

    In a news feed, an old date means that the crawler is reading an archive, or that the date belongs to something
    else.
    """
    date, now = view.article.date, view.now
    if date is not None and now is not None and (age := (now.date() - day_of(date)).days) > settings.max_days:
        yield Problem("date", f"published {age} days ago, more than {settings.max_days}", date.isoformat())


@rule("date.not-future", FutureSettings, severity="error", needs="now")
def date_not_future(view: View, settings: FutureSettings) -> Iterator[Problem]:
    """Neither date is in the future; a missing one passes. Needs ``now``.

    Expiry dates, event dates, and dates with day and month swapped can lie in the future.
    """
    now = view.now
    if now is None:
        return
    for field in ("date", "date_modified"):
        value = getattr(view.article, field)
        if value is not None and (ahead := hours_after(value, now)) > settings.tolerance_hours:
            yield Problem(field, f"{field} is {_span(ahead)} in the future", value.isoformat())


def _span(hours: float) -> str:
    return f"{hours:.0f} hours" if hours < 72 else f"{hours / 24:.0f} days"


@rule("date.modified-order", Settings, severity="note")
def date_modified_order(view: View, _settings: Settings) -> Iterator[Problem]:
    """The article was not modified before it was published; compared by day.

    If the dates are in the wrong order, they were swapped, or one of them belongs to something else on the page. In a few cases they are right: the article was finished days before its date of publication.
    """
    date, modified = view.article.date, view.article.date_modified
    if date is not None and modified is not None and day_of(modified) < day_of(date):
        yield Problem(
            "date_modified", f"modified before it was published on {day_of(date)}", modified.isoformat()
        )


@rule("date.precision", PrecisionSettings)
def date_precision(view: View, settings: PrecisionSettings) -> Iterator[Problem]:
    """The published date has a time of day, or a time with its zone; a missing one passes.

    Ordering news within a day needs a time, and comparing sites needs its zone. If they disappear, the site has often replaced structured data by a date in the text.
    """
    date = view.article.date
    if date is None:
        return
    if not isinstance(date, dt.datetime):
        yield Problem("date", "date has no time of day", date.isoformat())
    elif settings.precision == "zone" and date.tzinfo is None:
        yield Problem("date", "date has no time zone", date.isoformat())
