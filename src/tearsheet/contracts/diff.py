"""What changed between two runs over the same site: coverage of fields, distributions, values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from math import sqrt

from tearsheet.article.model import Article
from tearsheet.contracts.findings import Finding, Report, Severity, Tally
from tearsheet.contracts.profile import FIELDS, MEASURES, VALUES, Profile, profile_of, quantile

LIKELY = 3.0
"""Standard errors from which on two shares differ: one comparison in four hundred differs so much at random."""

KS_LIKELY = 1.95
"""Factor of the Kolmogorov-Smirnov test for one probability in a thousand (Smirnov's asymptotic formula)."""

LEAST_SHARE = 0.05
"""Smallest change of a share that is reported, however certain."""

LEAST_DISTANCE = 0.1
"""Smallest Kolmogorov-Smirnov distance that is reported, however certain."""


def diff(
    before: Iterable[Article], after: Iterable[Article], *, names: tuple[str, str] = ("A", "B")
) -> Report:
    """Return the changes from one run to another as findings, most severe first.

    ``diff.coverage`` reports fields that are found in fewer or more articles, ``diff.distribution`` reports
    measures (words, sections, …) whose distribution has changed, and ``diff.values`` reports values (category,
    source of the date, …) that have become rarer or more frequent. A change is reported if it is statistically
    significant; its ``value`` is its size: the change of a share, or the Kolmogorov-Smirnov distance, both up to 1.
    """
    return compare(profile_of(before), profile_of(after), names=names)


def compare(before: Profile, after: Profile, *, names: tuple[str, str] = ("A", "B")) -> Report:
    """Return what changed from one profile to another; see `diff`."""
    found = [
        *_coverage(before, after),
        *_distributions(before, after),
        *_values(before, after),
    ]
    order = {"error": 0, "warning": 1, "note": 2}
    found.sort(key=lambda finding: (order[finding.severity], -abs(float(finding.value or 0))))
    findings = [finding.model_copy(update={"use": number}) for number, finding in enumerate(found)]
    return Report(
        contract="diff",
        headline=f"{names[0]} ({before.articles:,} articles) → {names[1]} ({after.articles:,} articles)",
        articles=after.articles,
        findings=tuple(findings),
        tallies=tuple(
            Tally(rule=one.rule, use=one.use, severity=one.severity, checked=1, failed=1, findings=1)
            for one in findings
        ),
    )


def _finding(rule: str, path: str, severity: Severity, size: float, message: str) -> Finding:
    return Finding(rule=rule, path=path, severity=severity, value=round(size, 3), message=message)


def _coverage(before: Profile, after: Profile) -> Iterator[Finding]:
    for field in FIELDS:
        a, b = before.share(field), after.share(field)
        if _differ(a, before.articles, b, after.articles):
            severity = _of_loss(a - b) if b < a else "note"
            yield _finding(
                "diff.coverage", field, severity, b - a, f"in {a:.0%} of the articles, now in {b:.0%}"
            )


def _distributions(before: Profile, after: Profile) -> Iterator[Finding]:
    for name in MEASURES:
        a, b = before.sorted(name), after.sorted(name)
        if not a or not b:
            continue
        distance = ks_distance(a, b)
        if distance < max(LEAST_DISTANCE, KS_LIKELY * sqrt((len(a) + len(b)) / (len(a) * len(b)))):
            continue
        severity: Severity = "error" if distance >= 0.5 else "warning" if distance >= 0.25 else "note"
        message = f"{_quartiles(a)} before, now {_quartiles(b)}"
        yield _finding("diff.distribution", name, severity, distance, message)


def _values(before: Profile, after: Profile) -> Iterator[Finding]:
    for name in VALUES:
        a, b = before.values[name], after.values[name]
        for value in sorted(a.keys() | b.keys()):
            # Shares of all articles, so that what takes the place of nothing is seen, too.
            share_a, share_b = a[value] / max(1, before.articles), b[value] / max(1, after.articles)
            if _differ(share_a, before.articles, share_b, after.articles):
                severity: Severity = "warning" if abs(share_b - share_a) >= 0.25 else "note"
                message = f"{value!r} in {share_a:.0%} of the articles, now in {share_b:.0%}"
                yield _finding("diff.values", name, severity, share_b - share_a, message)


def _of_loss(loss: float) -> Severity:
    return "error" if loss >= 0.2 else "warning"


def _differ(a: float, n: int, b: float, m: int) -> bool:
    """Return whether two shares differ significantly (two-proportion z test) and by enough."""
    if not n or not m or abs(a - b) < LEAST_SHARE:
        return False
    pooled = (a * n + b * m) / (n + m)
    error = sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    return abs(a - b) >= LIKELY * error


def ks_distance(a: list[float], b: list[float]) -> float:
    """Return the largest distance between the distributions of two ascending samples, 0 to 1.

    >>> ks_distance([1, 2, 3, 4], [3, 4, 5, 6])
    0.5
    """
    largest = 0.0
    i = j = 0
    while i < len(a) and j < len(b):
        point = min(a[i], b[j])
        while i < len(a) and a[i] <= point:
            i += 1
        while j < len(b) and b[j] <= point:
            j += 1
        largest = max(largest, abs(i / len(a) - j / len(b)))
    return largest


def _quartiles(ordered: list[float]) -> str:
    shown: Callable[[float], str] = "{:,.4g}".format
    return (
        f"{shown(quantile(ordered, 0.5))} ({shown(quantile(ordered, 0.25))}–{shown(quantile(ordered, 0.75))})"
    )
