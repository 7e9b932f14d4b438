"""Learns a rule for a site from its own pages: selectors for fields, and lines that repeat.

Selectors are compared with the values that the general rules find. A selector that gives the same value on most
pages, and a well-formed value on the others, belongs to the site's template; a line that several articles share is
boilerplate. Nothing is downloaded, and no language model is used.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from tearsheet.parsing.urls import parts_of
from tearsheet.sites.paths import MIN_AGREEMENT, Path, find_paths
from tearsheet.sites.repeats import repeats_of
from tearsheet.sites.rule import Learned, Match, SiteField, SiteRule, SiteRules
from tearsheet.sites.samples import Sample, read_samples
from tearsheet.sites.shape import shape_of

if TYPE_CHECKING:
    from tearsheet.page.read import Source

MAX_PAGES: Final = 500
"""Largest number of pages of one host to learn from; if there are more, every n-th is used."""
EXAMPLES: Final = 2
"""Pages of a site that are kept beside its rule, as tests."""
LEARNED_FIELDS: Final[tuple[SiteField, ...]] = (
    "title", "date", "authors", "category", "breadcrumbs", "tags", "view_count",
)  # fmt: skip
DEFAULT_SHARE: Final = 0.5
"""Share of the pages that must name a site's only author for this author to be assumed on the other pages as well."""


class LearnedSite(NamedTuple):
    """A rule, and the evidence for it."""

    rule: SiteRule
    """The rule, without tests."""
    notes: Mapping[str, tuple[str, ...]]
    """For each field, a comment on each selector: on how many pages it agrees with the general rules, and where not."""
    examples: tuple[tuple[Source, str], ...]
    """The pages on which most selectors work, at most `EXAMPLES`, with their URLs, for use as tests."""


def learn(pages: Iterable[tuple[Source, str]], *, now: dt.datetime | None = None) -> SiteRules:
    """Learn what the pages of one or several sites have in common; returns one rule per host.

    Args:
        pages: Pages with their URLs, in any order. Selectors for fields need at least three pages of a host; from
            fewer, only lines are learned. If a host has more than `MAX_PAGES` pages, every n-th is read.
        now: The reference time for dates.

    Returns:
        The rules in order of their hosts. Pages that are refused, and URLs without a host, are ignored.
    """
    return SiteRules(site.rule for site in learn_sites(pages, now=now))


def learn_sites(
    pages: Iterable[tuple[Source, str]], *, now: dt.datetime | None = None
) -> tuple[LearnedSite, ...]:
    """Return the same rules as `learn`, with the evidence for each."""
    by_host: dict[str, list[tuple[Source, str]]] = {}
    for source, url in pages:
        host = parts_of(url).netloc
        if host:
            by_host.setdefault(host, []).append((source, url))
    sites = []
    for host in sorted(by_host):
        given = sorted(by_host.pop(host), key=lambda page: page[1])
        samples = read_samples(given[:: -(-len(given) // MAX_PAGES)], now)
        if samples:
            paths = _paths(samples, now)
            rule = _rule(host, samples, paths)
            sites.append(LearnedSite(rule, _notes(paths, samples), _examples(paths, samples)))
    return tuple(sites)


def learn_site(host: str, samples: Sequence[Sample], now: dt.datetime | None) -> SiteRule:
    """Return the rule learned from the pages of one host."""
    return _rule(host, samples, _paths(samples, now))


Paths = dict[SiteField, list[Path]]


def _paths(samples: Sequence[Sample], now: dt.datetime | None) -> Paths:
    if len(samples) <= MIN_AGREEMENT:
        return {}
    found = {name: find_paths(name, samples, now) for name in LEARNED_FIELDS}
    return {name: paths for name, paths in found.items() if paths}


def _rule(host: str, samples: Sequence[Sample], paths: Paths) -> SiteRule:
    repeats = repeats_of([s.extraction for s in samples])
    held = {name: len(_held(found)) / len(samples) for name, found in paths.items()}
    return SiteRule(
        name=host,
        match=Match(url=(f"http://{host}/*", f"https://{host}/*")),
        fields={name: tuple(p.selector for p in found) for name, found in paths.items()},
        defaults=_defaults(samples),
        boilerplate=repeats.lines,
        everywhere=repeats.everywhere,
        seen=repeats.seen,
        learned=Learned(
            pages=len(samples),
            held={name: round(share, 3) for name, share in held.items()},
            shape=shape_of(samples) if paths else {},
        ),
    )


def _held(paths: Sequence[Path]) -> frozenset[int]:
    """Return the pages on which one of the paths of a field finds a value that is not another than the general one."""
    return frozenset().union(*(p.agrees | p.adds for p in paths))


def _notes(paths: Paths, samples: Sequence[Sample]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(_note(p, samples) for p in found) for name, found in paths.items()}


def _note(path: Path, samples: Sequence[Sample]) -> str:
    note = f"same as the general rules on {len(path.agrees)} of {len(samples)} pages"
    if path.adds:
        note += f"; the only value on {len(path.adds)}"
    if path.differs:
        note += f"; a different value on {', '.join(samples[i].url for i in sorted(path.differs))}"
    return note


def _examples(paths: Paths, samples: Sequence[Sample]) -> tuple[tuple[Source, str], ...]:
    holds = [sum(i in _held(found) for found in paths.values()) for i in range(len(samples))]
    best = sorted(range(len(samples)), key=lambda i: (-holds[i], i))[:EXAMPLES]
    return tuple((samples[i].source, samples[i].url) for i in best)


def _defaults(samples: Sequence[Sample]) -> dict[SiteField, str]:
    """Return the author of a site whose pages name only one."""
    named = [tuple(a.name for a in s.extraction.article.authors) for s in samples]
    given = {names for names in named if names}
    if len(given) != 1 or len(named) <= MIN_AGREEMENT:
        return {}
    (only,) = given
    share = sum(1 for names in named if names) / len(named)
    return {"authors": only[0]} if len(only) == 1 and share >= DEFAULT_SHARE else {}
