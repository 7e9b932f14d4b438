"""Learns the rule of a site from its own pages: paths that fields agree on, and lines that repeat.

The general extractor's own answers vote. A selector that leads to the answer on most pages, and to a well-formed value
on the others, is the site's template speaking; a line that several articles share is boilerplate. Nothing is downloaded
and no model is asked.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit

from tearsheet.api import extract_page
from tearsheet.errors import ArticleError
from tearsheet.page import Page
from tearsheet.sites.repeats import Repeats, repeats_of
from tearsheet.sites.rule import Learned, Match, Selector, SiteField, SiteRule, SiteRules
from tearsheet.sites.selectors import SelectorIndex
from tearsheet.sites.values import read_value

if TYPE_CHECKING:
    from tearsheet.extract import Extraction
    from tearsheet.page.read import Source

MAX_PAGES: Final = 500
"""Pages of one host that are learned from; of more, every n-th."""
LEARNED_FIELDS: Final[tuple[SiteField, ...]] = (
    "title", "date", "authors", "category", "breadcrumbs", "tags", "view_count",
)  # fmt: skip
LISTS: Final = frozenset({"authors", "breadcrumbs", "tags"})
"""Fields whose value is in all elements that a selector finds; of the others, the first counts."""
VARYING: Final = frozenset({"title", "date", "view_count"})
"""Fields that differ from page to page: the same value everywhere is the site's, not the article's."""
MAX_TEXT: Final = 200
"""Characters: longer texts are no field."""
MAX_INSIDE: Final = 12
"""An element with more elements inside is a container."""
MIN_AGREEMENT: Final = 2
"""Pages on which a selector must lead to the general answer."""
MAX_CONFLICT: Final = 0.1
"""Share of the answered pages on which it may lead to another value."""
MIN_SUPPORT: Final = 0.3
"""Share of the answered pages on which it must lead to the answer to be considered."""
MAX_SELECTORS: Final = 3
"""Selectors for a field, for as many templates."""
DEFAULT_SHARE: Final = 0.5
"""Share of the pages that must name the one author of a site before the others are taken to be theirs, too."""


class Sample(NamedTuple):
    """A page to learn from."""

    url: str
    extraction: Extraction
    texts: dict[int, str]
    """Its small elements with their text, and ``time`` elements with their ``datetime``."""
    selectors: SelectorIndex

    @property
    def page(self) -> Page:
        """The page."""
        return self.extraction.page


class Path(NamedTuple):
    """A selector with what it leads to on the pages of a site."""

    css: str
    rank: int
    """Its place among the selectors of the elements that gave it: less is more robust."""
    agrees: frozenset[int]
    """Pages on which it leads to the general answer."""
    differs: frozenset[int]
    """Pages on which it leads to another value."""
    adds: frozenset[int]
    """Pages without an answer on which it leads to a value."""
    distinct: int
    """How many different values it leads to."""


def learn(pages: Iterable[tuple[Source, str]], *, now: dt.datetime | None = None) -> SiteRules:
    """Return what the pages of one or many sites have in common, a rule a host.

    Args:
        pages: Pages with their URLs, in any order. One page of a host is enough to know its lines again; the paths of
            fields need three. Of more than `MAX_PAGES` pages of one host, every n-th is read.
        now: The moment to judge dates by.

    Returns:
        The rules in order of their hosts. Pages that are refused, and URLs without a host, teach nothing.
    """
    by_host: dict[str, list[tuple[Source, str]]] = {}
    for source, url in pages:
        host = urlsplit(url).netloc
        if host:
            by_host.setdefault(host, []).append((source, url))
    rules = []
    for host in sorted(by_host):
        given = by_host[host]
        samples = read_samples(given[:: -(-len(given) // MAX_PAGES)], now)
        if samples:
            rules.append(learn_site(host, samples, now))
    return SiteRules(rules)


def learn_site(host: str, samples: Sequence[Sample], now: dt.datetime | None) -> SiteRule:
    """Return the rule that the pages of one host teach."""
    paths = (
        {name: _paths(name, samples, now) for name in LEARNED_FIELDS} if len(samples) > MIN_AGREEMENT else {}
    )
    repeats: Repeats = repeats_of([s.extraction for s in samples])
    return SiteRule(
        name=host,
        match=Match(url=(f"http://{host}/*", f"https://{host}/*")),
        fields={name: tuple(Selector(css=p.css) for p in found) for name, found in paths.items() if found},
        defaults=_defaults(samples),
        boilerplate=repeats.lines,
        seen=repeats.seen,
        learned=Learned(
            pages=len(samples),
            held={
                name: round(len(frozenset().union(*(p.agrees | p.adds for p in found))) / len(samples), 3)
                for name, found in paths.items()
                if found
            },
        ),
    )


def read_samples(pages: Iterable[tuple[Source, str]], now: dt.datetime | None) -> list[Sample]:
    """Return what the general extractor finds on each page; those that it refuses are left out."""
    samples = []
    for source, url in pages:
        try:
            extraction = extract_page(source, url=url, now=now)
        except ArticleError:
            continue
        page = extraction.page
        samples.append(Sample(url, extraction, _texts(page), SelectorIndex(page)))
    return samples


def _texts(page: Page) -> dict[int, str]:
    nodes, found = page.nodes, {}
    for node in range(1, len(nodes.tags)):
        if nodes.ends[node] - node > MAX_INSIDE or nodes.tags[node] in ("script", "style", "title"):
            continue
        text = nodes.text_of(node)
        if 0 < len(text) <= MAX_TEXT or nodes.attrs[node].get("datetime"):
            found[node] = text
    return found


def _paths(name: SiteField, samples: Sequence[Sample], now: dt.datetime | None) -> list[Path]:
    """Return the selectors of a field, best first; empty if none holds."""
    answers = [getattr(s.extraction.article, name) or None for s in samples]
    answered = sum(1 for a in answers if a is not None)
    if answered < MIN_AGREEMENT:
        return []
    support: Counter[str] = Counter()
    ranks: dict[str, int] = {}
    for sample, answer in zip(samples, answers, strict=True):
        if answer is None:
            continue
        seen = set()
        for node in _showing(name, answer, sample, now):
            for rank, css in enumerate(sample.selectors.selectors(node)):
                seen.add(css)
                ranks[css] = min(rank, ranks.get(css, rank))
        support.update(seen)
    least = max(MIN_AGREEMENT, MIN_SUPPORT * answered)
    wanted = {css for css, n in support.items() if n >= least}
    found = [sample.selectors.find(wanted, sample.texts) for sample in samples]
    paths = []
    for css in sorted(wanted):
        values = [
            _value(name, nodes[css], sample, now) or None if css in nodes else None
            for sample, nodes in zip(samples, found, strict=True)
        ]
        paths.append(_path(name, css, ranks[css], values, answers))
    return _cover([p for p in paths if _holds(name, p, len(samples))])


def _holds(name: str, path: Path, pages: int) -> bool:
    answered = len(path.agrees) + len(path.differs)
    if len(path.agrees) < MIN_AGREEMENT or len(path.differs) > MAX_CONFLICT * answered:
        return False
    return path.distinct > 1 or name not in VARYING or pages < MIN_AGREEMENT


def _cover(paths: list[Path]) -> list[Path]:
    """Return the best path, then those that hold where the better ones find nothing."""
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
    """Return the small elements that show the answer, or one entry of it where it is a list."""
    if name in ("category", "title"):
        wanted = {answer.casefold()}
        return [n for n, text in sample.texts.items() if text.casefold() in wanted]
    if name in ("breadcrumbs", "tags"):
        wanted = {entry.casefold() for entry in answer}
        return [n for n, text in sample.texts.items() if text.casefold() in wanted]
    if name == "authors":
        names = [a.name.casefold() for a in answer]
        near = [n for n, text in sample.texts.items() if any(a in text.casefold() for a in names)]
        return [n for n in near if _entries(name, [n], sample, now)]
    digits = [n for n, t in sample.texts.items() if any(c.isdigit() for c in t) or not t]
    return [n for n in digits if _same(name, _value(name, [n], sample, now), answer)]


def _entries(name: str, nodes: list[int], sample: Sample, now: dt.datetime | None) -> bool:
    value = _value(name, nodes, sample, now)
    known = {a.name.casefold() for a in sample.extraction.article.authors}
    return bool(value) and all(a.name.casefold() in known for a in value)


def _value(name: str, nodes: Sequence[int], sample: Sample, now: dt.datetime | None) -> Any:
    chosen = nodes if name in LISTS else nodes[:1]
    attrs = sample.page.nodes.attrs
    texts = [(attrs[n].get("datetime") if name == "date" else None) or sample.texts[n] for n in chosen]
    texts = [t for t in texts if t]
    return read_value(name, texts, sample.page, now) if texts else None


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
    return Path(css, rank, frozenset(agrees), frozenset(differs), frozenset(adds), distinct)


def _defaults(samples: Sequence[Sample]) -> dict[SiteField, str]:
    """Return the author of a site whose pages name only one."""
    named = [tuple(a.name for a in s.extraction.article.authors) for s in samples]
    given = {names for names in named if names}
    if len(given) != 1 or len(named) <= MIN_AGREEMENT:
        return {}
    (only,) = given
    share = sum(1 for names in named if names) / len(named)
    return {"authors": only[0]} if len(only) == 1 and share >= DEFAULT_SHARE else {}
