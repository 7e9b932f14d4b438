"""From a run's counters to the rows of charts."""

from __future__ import annotations

from collections import Counter

from tearsheet.batch.report.charts import Bar
from tearsheet.batch.run_stats import FIELDS, RunStats

MONTHS = 36
"""Months that are shown as such; more are shown as years."""
YEARS = 40
"""Number of years shown; all earlier years share one column."""
SECTIONS = 15
"""Number of sections from which on articles share a column."""
CATEGORIES = 15
"""Categories that are shown."""
UNITS = ((10**9, "G"), (10**6, "M"), (1000, "k"))
"""Units of large numbers in labels."""
FIELDS_SHOWN = tuple(name for name in FIELDS if name not in {"url", "sections"})
"""Fields whose coverage is shown: ``url`` is given by the caller, and every article has sections."""


def coverage(stats: RunStats) -> tuple[list[Bar], list[str]]:
    """Return the fields with the articles that have them, and the names of those that none has, in the model's order."""
    found = [name for name in FIELDS_SHOWN if stats.fields[name]]
    rows = [Bar(name, stats.fields[name], f"{stats.fields[name] / stats.articles:.1%}") for name in found]
    return rows, [name for name in FIELDS_SHOWN if name not in found]


def rejects(stats: RunStats) -> list[Bar]:
    """Return the codes of rejects, most first."""
    return [Bar(code, count, f"{count / stats.rejected:.1%}") for code, count in stats.rejects.most_common()]


def kinds(stats: RunStats) -> list[Bar]:
    """Return the kinds of page, most first."""
    return [
        Bar(kind, count, f"{count / stats.articles:.1%}" if stats.articles else "")
        for kind, count in stats.kinds.most_common()
    ]


def over_time(stats: RunStats) -> tuple[list[Bar], str]:
    """Return the articles by month, or by year if there are many months; and which of them it is."""
    months = {month: count for month, count in stats.months.items() if len(month) == 7}
    if not months:
        return [], "month"
    first, last = _month_number(min(months)), _month_number(max(months))
    if last - first < MONTHS:
        return [Bar(_month(at), months.get(_month(at), 0)) for at in range(first, last + 1)], "month"
    years: Counter[int] = Counter()
    for month, count in months.items():
        years[int(month[:4])] += count
    end = max(years)
    start = max(min(years), end - YEARS + 1)
    rows = [Bar(str(year), years[year]) for year in range(start, end + 1)]
    before = sum(count for year, count in years.items() if year < start)
    return ([Bar(f"<{start}", before), *rows] if before else rows), "year"


def _month_number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def categories(stats: RunStats) -> list[Bar]:
    """Return the most frequent categories, most first."""
    return [Bar(name, count) for name, count in stats.categories.most_common(CATEGORIES)]


def views(stats: RunStats) -> list[Bar]:
    """Return the articles by the power of ten of their view count."""
    powers = {len(low) if low != "0" else 0: count for low, count in stats.views.items()}
    if not powers:
        return []
    return [Bar(_views_label(power), powers.get(power, 0), " articles") for power in range(max(powers) + 1)]


def _views_label(power: int) -> str:
    return "0" if power == 0 else _span(10 ** (power - 1), 10**power)


def _span(low: int, end: int) -> str:
    """Return the label of the whole numbers from ``low`` up to but not including ``end``.

    >>> _span(50, 100), _span(800, 1600), _span(1600, 3200), _span(100000, 1000000)
    ('50–99', '800–1.6k', '1.6–3.2k', '100k–1M')
    """
    if end <= 1000:
        return f"{low}–{end - 1}"
    (first, first_unit), (last, last_unit) = _short(low), _short(end)
    return f"{first}{'' if first_unit == last_unit else first_unit}–{last}{last_unit}"


def _short(number: int) -> tuple[str, str]:
    size, unit = next(((size, unit) for size, unit in UNITS if number >= size), (1, ""))
    return f"{number / size:.3g}", unit


def words(stats: RunStats) -> list[Bar]:
    """Return the articles by words in the text, in bins that double."""
    lows = sorted(int(low) for low in stats.words)
    if not lows:
        return []
    rows = []
    low, high = 0, 50
    while low <= lows[-1]:
        rows.append(Bar(_span(low, high), stats.words[str(low)]))
        low, high = high, high * 2
    return rows


def sections(stats: RunStats) -> list[Bar]:
    """Return the articles by number of headed sections."""
    counts = {int(number): count for number, count in stats.sections.items()}
    if not counts:
        return []
    rows = [Bar(str(number), counts.get(number, 0)) for number in range(min(max(counts) + 1, SECTIONS))]
    rest = sum(count for number, count in counts.items() if number >= SECTIONS)
    return [*rows, Bar(f"{SECTIONS}+", rest)] if rest else rows
