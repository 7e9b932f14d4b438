"""The date of publication."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from tearsheet.fields.date_confidence import confidence_signals
from tearsheet.fields.date_types import DateMention
from tearsheet.ranking.candidates import Candidate
from tearsheet.ranking.scoring import scored

_WEST: Final = dt.timedelta(hours=12)
"""Greatest offset of a time zone west of UTC. Source: the time zone database."""

_LOCAL: Final = dt.timedelta(hours=14)
"""Greatest offset of a time zone from UTC. Source: the time zone database."""


def date_candidates(marks: Sequence[DateMention]) -> tuple[Candidate[dt.date | dt.datetime], ...]:
    """Return candidates for the day or moment of publication, best first; empty if the page gives no date.

    Declared dates come before visible ones. The exceptions are reasoned from how sites work:

    - If declared dates differ, one that is also visible is preferred.
    - A visible day right before a moment declared in UTC is that moment in the site's own zone.
    - A single earlier date near the headline is preferred: the declared one is that of an automatic update.
    - If one moment is declared twice, the one in the local zone is preferred.

    A visible date later than the declared one is that of an update, an event or the printed edition.

    Args:
        marks: All dates of the page, as returned by `date_mentions.read_dates`.

    Returns:
        The candidates; dates of modification are among them, rejected as ``modified``.
    """
    usable = [m for m in marks if m.refused is None and m.role != "modified"]
    modified = {m.date.day for m in marks if m.role == "modified" and m.refused is None}
    declared = [m for m in usable if not m.shown and m.source != "url"]
    slug = [m for m in usable if m.rule == "url-slug"]
    usable = [m for m in usable if m.rule != "url-slug"]
    declared.sort(key=lambda m: m.role == "created")
    shown = [m for m in usable if m.rule in _BY_HEADLINE]
    shown.sort(key=lambda m: (m.role != "published", not m.beside))
    first = _first(declared, shown, {m.date.day for m in marks if m.shown and m.role == "modified"}, modified)
    if first is not None and first.shown and not declared:
        first = _as_in_url([*usable, *slug], first, shown)
    order = [m for m in (*declared, *shown, *sorted(usable, key=_last_rank)) if m is not first]
    if first is not None:
        order.insert(0, first)
    found = [
        m.candidate("date", "modified" if _only_modified(m, first, modified) else None)
        for m in _unique(order)
    ]
    found += [m.candidate("date", "in-slug") for m in slug]
    found += [m.candidate("date", "modified") for m in marks if m.refused is not None or m.role == "modified"]
    signals = {} if first is None else confidence_signals(first, marks)
    return scored("date", found, signals=signals)


def _as_in_url(usable: list[DateMention], first: DateMention, shown: list[DateMention]) -> DateMention:
    """Return the preferred mention if the page declares no date: one on the day in the URL, which is that of publication."""
    url = next((m for m in usable if m.rule in ("url", "url-slug")), None)
    if url is None:
        return first
    same = next((s for s in shown if s.date.day == url.date.day), None)
    if same is not None:
        return same
    return url if first.role == "unknown" and url.rule == "url" else first


_BY_HEADLINE: Final = frozenset(("shown-headline", "shown-attribute"))
_LAST: Final = ("url", "shown-body", "shown-end", "shown-anywhere", "shown-dateline", "url-stamp")
"""Rules of dates that are neither declared nor near the headline, most trusted first."""


def _last_rank(mark: DateMention) -> int:
    return _LAST.index(mark.rule) if mark.rule in _LAST else 0


def _unique(marks: Sequence[DateMention]) -> list[DateMention]:
    return list({id(m): m for m in marks}.values())


def _only_modified(mark: DateMention, first: DateMention | None, modified: set[dt.date]) -> bool:
    """Return whether an unlabelled date equals a date of modification, and so is not that of publication."""
    return mark.shown and mark.role == "unknown" and mark is not first and mark.date.day in modified


def _first(
    declared: list[DateMention],
    shown: list[DateMention],
    updates: set[dt.date],
    modified: set[dt.date],
) -> DateMention | None:
    if not declared:
        return shown[0] if shown else None
    best = _in_local_zone(declared)
    days = {s.date.day for s in shown}
    if not shown or best.date.day in days:
        return best
    agreed = next((d for d in declared if d.date.day in days and _agrees(d, best)), None)
    if agreed is not None:
        return agreed
    local = next((s for s in shown if _is_local_day(best.date.value, s.date.day)), None)
    if local is not None:
        return local
    if best.date.day in updates and shown[0].role == "unknown":
        return best
    return shown[0] if _overrules(shown, best, modified) else best


def _agrees(mark: DateMention, best: DateMention) -> bool:
    """Return whether a declared date that is also visible may be preferred; a date of creation only if it is earlier."""
    return mark.role == "published" or mark.date.day < best.date.day


def _overrules(shown: list[DateMention], best: DateMention, modified: set[dt.date]) -> bool:
    """Return whether the visible dates agree on a day that is more reliable than the best declared date.

    It is if it is in a line of its own, earlier, and not the day of modification. Any day is more reliable than a declared
    date of creation.
    """
    days = {s.date.day for s in shown}
    if len(days) != 1:
        return False
    day = shown[0].date.day
    earlier = day < best.date.day or best.role == "created"
    labelled = best.role == "created" and shown[0].role == "published"
    return (shown[0].beside or labelled) and earlier and not any(abs((day - m).days) <= 1 for m in modified)


def _is_local_day(declared: dt.date | dt.datetime, shown: dt.date) -> bool:
    """Return whether a visible day may be a declared moment, in UTC or without a zone, in the site's own zone.

    For a moment in UTC, only the day before counts: the day after may also be that of an update or the printed edition.
    """
    if isinstance(declared, dt.datetime):
        if declared.utcoffset():
            return False
        plain = declared.replace(tzinfo=None)
        if declared.tzinfo is None and shown == (plain + _LOCAL).date() > plain.date():
            return True
        return shown == (plain - _WEST).date() < plain.date()
    return shown == declared - dt.timedelta(days=1)


def _in_local_zone(declared: list[DateMention]) -> DateMention:
    """Return the first declared mention, or one of the same moment that is in a local zone instead of UTC."""
    best = declared[0]
    value = best.date.value
    if not isinstance(value, dt.datetime) or value.utcoffset() != dt.timedelta(0):
        return best
    for other in declared[1:]:
        moment = other.date.value
        if not isinstance(moment, dt.datetime) or moment.utcoffset() == dt.timedelta(0):
            continue
        apart = moment.replace(tzinfo=None) - value.replace(tzinfo=None)
        same = moment == value if moment.tzinfo else _same_minute(moment, value)
        if same and abs(apart) <= _LOCAL:
            return other
    return best


def _same_minute(one: dt.datetime, other: dt.datetime) -> bool:
    return (one.minute % 15, one.second) == (other.minute % 15, other.second) and one.second != 0
