"""Paths of fields: selectors that find the same value as the general rules on most pages of a site."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from tearsheet.sites.rule import Selector, SiteField
from tearsheet.sites.samples import Sample
from tearsheet.sites.values import read_value

LISTS: Final = frozenset({"authors", "breadcrumbs", "tags"})
"""Fields whose value consists of all elements that a selector finds; for the other fields, the first element
counts."""
VARYING: Final = frozenset({"title", "date", "view_count"})
"""Fields that differ between pages: a value that is the same everywhere belongs to the site."""
OWN_TAGS: Final = frozenset({"h1", "time", "address"})
"""Elements that are often unique on a page, so that the tag alone is a selector."""
MIN_AGREEMENT: Final = 2
"""Fewest pages on which a selector must find the same value as the general rules."""
MAX_CONFLICT: Final = 0.1
"""Greatest share of the pages with a general value on which a selector may find another one."""
MIN_SUPPORT: Final = 0.3
"""Least share of the pages with a general value on which a selector must find the same one."""
ALONE: Final = 0.8
"""Least share of the pages on which a path without a general value must match a single element."""
SAME_DAY: Final = 0.5
"""Least share of distinct days among the dates of such a path: a date that belongs to the site is always the same."""
MAX_SELECTORS: Final = 3
"""Most selectors for a field, one for each template."""


class Path(NamedTuple):
    """A selector, and how its values compare on the pages of a site."""

    css: str
    rank: int
    """Its rank among the selectors of its elements; lower is more robust."""
    agrees: frozenset[int]
    """Pages on which it finds the same value as the general rules."""
    differs: frozenset[int]
    """Pages on which it finds another value."""
    adds: frozenset[int]
    """Pages on which only it finds a value."""
    attribute: str | None
    """The attribute with the value on most of its pages; None for the text."""
    distinct: int
    """Number of different values that it finds."""

    @property
    def selector(self) -> Selector:
        """The selector in the form used in rules."""
        return Selector(css=self.css, attribute=self.attribute)


def find_paths(name: SiteField, samples: Sequence[Sample], now: dt.datetime | None) -> list[Path]:
    """Return the selectors of a field, best first; empty if none works."""
    answers = [getattr(s.extraction.article, name) or None for s in samples]
    answered = sum(1 for a in answers if a is not None)
    if name == "date" and answered < MIN_SUPPORT * len(samples):
        return _single_dates(samples, now)
    if answered < MIN_AGREEMENT:
        return []
    support: Counter[str] = Counter()
    ranks: dict[str, int] = {}
    for sample, answer in zip(samples, answers, strict=True):
        if answer is None:
            continue
        seen = set()
        for node in _innermost(_showing(name, answer, sample, now), sample):
            for rank, css in enumerate(sample.selectors.selectors(node)):
                seen.add(css)
                ranks[css] = min(rank, ranks.get(css, rank))
        support.update(seen)
    least = max(MIN_AGREEMENT, MIN_SUPPORT * answered)
    wanted = {css for css, n in support.items() if n >= least and (not css.isidentifier() or css in OWN_TAGS)}
    found = [sample.selectors.find(wanted, sample.texts) for sample in samples]
    paths = []
    for css in sorted(wanted):
        values = [
            value_at(name, nodes[css], sample, now) or None if css in nodes else None
            for sample, nodes in zip(samples, found, strict=True)
        ]
        machine = sum(
            css in nodes and bool(_attribute(name, nodes[css][0], sample))
            for sample, nodes in zip(samples, found, strict=True)
        )
        path = _path(name, css, ranks[css], values, answers)
        most = 2 * machine > sum(value is not None for value in values)
        paths.append(path._replace(attribute="datetime" if most else None))
    return _cover([p for p in paths if _holds(name, p, len(samples))])


def _single_dates(samples: Sequence[Sample], now: dt.datetime | None) -> list[Path]:
    """Return the path to a machine-readable date on nearly every page, for sites where the general rules find no date.

    The date must differ between pages, and the path must match one element on each page.
    """
    counts: Counter[str] = Counter()
    ranks: dict[str, int] = {}
    for sample in samples:
        dated = [n for n in sample.texts if _attribute("date", n, sample)]
        on_page: Counter[str] = Counter()
        for node in dated:
            for rank, css in enumerate(dict.fromkeys(sample.selectors.selectors(node))):
                on_page[css] += 1
                ranks[css] = min(rank, ranks.get(css, rank))
        counts.update(css for css, n in on_page.items() if n == 1)
    least = max(MIN_AGREEMENT, ALONE * len(samples))
    wanted = {css for css, n in counts.items() if n >= least and not css.isidentifier()}
    found = [sample.selectors.find(wanted, sample.texts) for sample in samples]
    paths = []
    for css in sorted(wanted):
        nodes = [on_page.get(css, []) for on_page in found]
        values = [
            value_at("date", n, s, now) if len(n) == 1 else None for n, s in zip(nodes, samples, strict=True)
        ]
        path = _path("date", css, ranks[css], values, [None] * len(samples))
        if len(path.adds) >= least and path.distinct > SAME_DAY * len(path.adds):
            paths.append(path._replace(attribute="datetime"))
    return _cover(paths)[:1]


def _holds(name: str, path: Path, pages: int) -> bool:
    answered = len(path.agrees) + len(path.differs)
    if len(path.agrees) < MIN_AGREEMENT or len(path.differs) > MAX_CONFLICT * answered:
        return False
    return path.distinct > 1 or name not in VARYING or pages < MIN_AGREEMENT


def _cover(paths: list[Path]) -> list[Path]:
    """Return the best path, followed by paths that work on pages where the previous ones find nothing."""
    chosen: list[Path] = []
    covered: frozenset[int] = frozenset()
    while paths and len(chosen) < MAX_SELECTORS:
        best = max(
            paths,
            key=lambda p: (
                len((p.agrees | p.adds) - covered) - 2 * len(p.differs - covered), -p.rank, -len(p.css), p.css,
            ),
        )  # fmt: skip
        gained = (best.agrees | best.adds) - covered
        if len(gained) < MIN_AGREEMENT:
            break
        chosen.append(best)
        covered |= gained | best.differs
        paths = [p for p in paths if p is not best]
    return chosen


def _showing(name: str, answer: Any, sample: Sample, now: dt.datetime | None) -> list[int]:
    """Return the small elements with the general value, or with one of its entries if it is a list."""
    if name in ("category", "title", "breadcrumbs", "tags"):
        wanted = {entry.casefold() for entry in (answer if name in LISTS else (answer,))}
        return [n for n, text in sample.texts.items() if text.casefold() in wanted]
    if name == "authors":
        names = [a.name.casefold() for a in answer]
        near = [n for n, text in sample.texts.items() if any(a in text.casefold() for a in names)]
        return [n for n in near if _entries(name, [n], sample, now)]
    digits = [n for n, t in sample.texts.items() if any(c.isdigit() for c in t) or not t]
    return [n for n in digits if _same(name, value_at(name, [n], sample, now), answer)]


def _innermost(nodes: Sequence[int], sample: Sample) -> list[int]:
    """Return the elements, in document order, that contain none of the others."""
    ends = sample.page.nodes.ends
    following = [*nodes[1:], None][: len(nodes)]
    return [n for n, after in zip(nodes, following, strict=True) if after is None or after >= ends[n]]


def _entries(name: str, nodes: list[int], sample: Sample, now: dt.datetime | None) -> bool:
    value = value_at(name, nodes, sample, now)
    known = {a.name.casefold() for a in sample.extraction.article.authors}
    return bool(value) and all(a.name.casefold() in known for a in value)


def value_at(name: str, nodes: Sequence[int], sample: Sample, now: dt.datetime | None) -> Any:
    """Return the value of a field in small elements of a page; None or empty if it cannot be parsed."""
    chosen = nodes if name in LISTS else nodes[:1]
    texts = [_attribute(name, n, sample) or sample.texts[n] for n in chosen]
    texts = [t for t in texts if t]
    return read_value(name, texts, sample.page, now) if texts else None


def _attribute(name: str, node: int, sample: Sample) -> str | None:
    return sample.page.nodes.attrs[node].get("datetime") if name == "date" else None


def _same(name: str, value: Any, answer: Any) -> bool:
    if value is None:
        return False
    if name == "date":
        return str(value)[:10] == str(answer)[:10]
    if name == "authors":
        return [a.name.casefold() for a in value] == [a.name.casefold() for a in answer]
    if name in LISTS:
        return [e.casefold() for e in value] == [e.casefold() for e in answer]
    if isinstance(value, str):
        return value.casefold() == str(answer).casefold()
    return bool(value == answer)


def _path(name: str, css: str, rank: int, values: Sequence[Any], answers: Sequence[Any]) -> Path:
    agrees, differs, adds = set(), set(), set()
    for i, (value, answer) in enumerate(zip(values, answers, strict=True)):
        if value is None:
            continue
        if answer is None:
            adds.add(i)
        elif _same(name, value, answer):
            agrees.add(i)
        else:
            differs.add(i)
    distinct = len({str(v) for v in values if v is not None})
    return Path(css, rank, frozenset(agrees), frozenset(differs), frozenset(adds), None, distinct)
