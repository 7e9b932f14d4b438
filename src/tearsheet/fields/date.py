"""When the article was published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from tearsheet.fields.date_confidence import confidence_signals
from tearsheet.fields.date_types import DateMention
from tearsheet.ranking.candidates import Candidate
from tearsheet.ranking.scoring import scored

_WEST: Final = dt.timedelta(hours=12)
"""No zone is further west of UTC. Source: the time zone database."""

_LOCAL: Final = dt.timedelta(hours=14)
"""No zone is further from UTC. Source: the time zone database."""


def date_candidates(marks: Sequence[DateMention]) -> tuple[Candidate[dt.date | dt.datetime], ...]:
    """Return candidates for the day or moment of publication, best first; empty if the page gives no date.

    Declared dates come before shown ones, with exceptions, all of them reasoned from how sites work: of declared
    dates that differ, the one that is also shown is kept; a shown day right before a moment declared in UTC is that moment in the site's own zone; an earlier date alone by
    the headline is the one for readers, and the declared one that of an automatic update; of
    one moment declared twice, the one in the local zone is kept. A shown date that is later than the declared one
    is that of an update, an event or the printed edition.

    Args:
        marks: All dates of the page, as `datemarks.read_dates` returns them.

    Returns:
        Candidates; dates of modification are among them, refused as ``modified``.
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
    """Where only shown dates are, the one of the URL's day, or the URL's own: systems put the day of publication there."""
    url = next((m for m in usable if m.rule in ("url", "url-slug")), None)
    if url is None:
        return first
    same = next((s for s in shown if s.date.day == url.date.day), None)
    if same is not None:
        return same
    return url if first.role == "unknown" and url.rule == "url" else first


_BY_HEADLINE: Final = frozenset(("shown-headline", "shown-attribute"))
_LAST: Final = ("url", "shown-body", "shown-end", "shown-anywhere", "shown-dateline", "url-stamp")
"""Rules of dates that are neither declared nor by the headline, most trusted first."""


def _last_rank(mark: DateMention) -> int:
    return _LAST.index(mark.rule) if mark.rule in _LAST else 0


def _unique(marks: Sequence[DateMention]) -> list[DateMention]:
    return list({id(m): m for m in marks}.values())


def _only_modified(mark: DateMention, first: DateMention | None, modified: set[dt.date]) -> bool:
    """An unlabelled date that is the day of modification is not the date of publication, unless it was chosen."""
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
    """Return whether a declared date that is also shown may win: one of creation only if it is earlier."""
    return mark.role == "published" or mark.date.day < best.date.day


def _overrules(shown: list[DateMention], best: DateMention, modified: set[dt.date]) -> bool:
    """Return whether the shown dates agree on a day that is more to be trusted than the best declared one.

    It is if it is in a line of its own, is not the day of modification, and is earlier; any day is more to be
    trusted than one that is only declared as that of creation.
    """
    days = {s.date.day for s in shown}
    if len(days) != 1:
        return False
    day = shown[0].date.day
    earlier = day < best.date.day or best.role == "created"
    labelled = best.role == "created" and shown[0].role == "published"
    return (shown[0].beside or labelled) and earlier and not any(abs((day - m).days) <= 1 for m in modified)


def _is_local_day(declared: dt.date | dt.datetime, shown: dt.date) -> bool:
    """Return whether a shown day is the declared moment in the site's zone, where the moment is in UTC or has no zone.

    Of a moment in UTC only the day before: the day after may as well be that of the printed edition or of an update.
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
    """Of one moment that is declared several times, return the mention in the site's zone rather than in UTC."""
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
