"""Confidence signals for the chosen date from the other dates of the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tearsheet.fields.date_types import DateMention


def confidence_signals(chosen: DateMention, marks: Sequence[DateMention]) -> dict[str, float]:
    """Return the signals for the probability that ``chosen`` is the date of publication; each present signal is 1.

    Args:
        chosen: The best date.
        marks: All dates of the page.
    """
    return dict.fromkeys(_signals(chosen, [m for m in marks if m is not chosen]), 1.0)


def _signals(chosen: DateMention, others: Sequence[DateMention]) -> Iterator[str]:
    day = chosen.date.day
    usable = [m for m in others if m.refused is None and m.role != "modified"]
    for kind, marks in (
        ("declared", [m for m in usable if not m.shown and m.source != "url"]),
        ("shown", [m for m in usable if m.shown and m.rule in _NEAR]),
        ("far", [m for m in usable if m.shown and m.rule not in _NEAR]),
        ("url", [m for m in usable if m.source == "url"]),
    ):
        if not marks:
            yield f"no-{kind}"
        elif any(m.date.day == day for m in marks):
            yield f"{kind}-same"
        else:
            yield f"{kind}-near" if any(abs((m.date.day - day).days) <= 1 for m in marks) else f"{kind}-other"
            if any(m.date.day < day for m in marks):
                yield f"{kind}-earlier"
    modified = [m.date.day for m in others if m.role == "modified" and m.refused is None]
    if modified:
        yield "modified-same" if day in modified else "modified-other"
        if max(modified) < day:
            yield "modified-earlier"
    yield f"role-{chosen.role}"
    yield f"precision-{'day' if chosen.date.precision == 'day' else 'time'}"
    if chosen.shown:
        yield "beside" if chosen.beside else "not-beside"
    if chosen.date.ambiguous:
        yield "ambiguous"
    if chosen.date.relative:
        yield "relative"


_NEAR = frozenset(("shown-headline", "shown-attribute"))
