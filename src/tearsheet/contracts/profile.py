"""The profile of a set of articles: coverage of fields, distributions of measures, counts of categories.

`learn` turns a profile into a contract, `diff` compares two. A profile contains a few numbers for each article, and
no text except categories.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from math import ceil, exp, lgamma
from types import MappingProxyType

from tearsheet.article.model import Article
from tearsheet.contracts.rules.title import SiteNameSettings, ending_of, title_no_site_name
from tearsheet.contracts.view import View

FIELDS = (
    "title",
    "subtitle",
    "summary",
    "authors",
    "date",
    "date_modified",
    "category",
    "breadcrumbs",
    "tags",
    "view_count",
    "image",
    "language",
    "site",
    "canonical_url",
    "sections",
    "key_points",
)
"""Fields whose coverage is counted, in the order of reports."""

_SITE_NAME = title_no_site_name.prepare(SiteNameSettings())

CATEGORY_LIMIT = 10_000
"""How many different values of a field are counted; past that, further ones are counted together."""


def _blocks(view: View, kind: str) -> int:
    return sum(block.type == kind for section in view.article.sections for block in section.blocks)


def _lead_share(view: View) -> float | None:
    sections = view.article.sections
    if not view.words or not sections:
        return None
    return view.section_words[0] / view.words if sections[0].heading is None else 0.0


def _lead_words(view: View) -> int:
    sections = view.article.sections
    return view.section_words[0] if sections and sections[0].heading is None else 0


def _with_site_name(article: Article) -> str | None:
    """Return ``yes`` or ``no``; None without a title."""
    if article.title is None:
        return None
    return "yes" if any(_SITE_NAME(View(article))) else "no"


def _source(article: Article, field: str) -> str | None:
    evidence = article.evidence.get(field)
    return evidence.source if evidence is not None else None


def _precision(article: Article) -> str | None:
    if article.date is None:
        return None
    tz = getattr(article.date, "tzinfo", None)
    return "zone" if tz is not None else "time" if hasattr(article.date, "hour") else "day"


MEASURES: Mapping[str, Callable[[View], float | None]] = MappingProxyType(
    {
        "title characters": lambda view: len(view.article.title) if view.article.title else None,
        "authors": lambda view: len(view.article.authors),
        "breadcrumbs": lambda view: len(view.article.breadcrumbs),
        "tags": lambda view: len(view.article.tags),
        "views": lambda view: view.article.view_count,
        "sections": lambda view: len(view.article.sections),
        "heading levels": lambda view: max((section.level for section in view.article.sections), default=0),
        "words": lambda view: view.words,
        "words in the lead": _lead_words,
        "share of words in the lead": _lead_share,
        "paragraphs": lambda view: _blocks(view, "paragraph"),
        "lists": lambda view: _blocks(view, "list"),
        "tables": lambda view: _blocks(view, "table"),
        "figures": lambda view: _blocks(view, "figure"),
        "quotes": lambda view: _blocks(view, "quote"),
        "key points": lambda view: len(view.article.key_points),
    }
)
"""Numbers that are taken of each article; None where there is nothing to measure."""

VALUES: Mapping[str, Callable[[Article], str | None]] = MappingProxyType(
    {
        "category": lambda article: article.category,
        "language": lambda article: article.language,
        "kind": lambda article: article.kind,
        "site": lambda article: article.site,
        "date source": lambda article: _source(article, "date"),
        "date precision": _precision,
        "title source": lambda article: _source(article, "title"),
        "title ending": lambda article: ending_of(article.title) if article.title else None,
        "title with the site's name": _with_site_name,
    }
)
"""Values of few kinds that are counted; None where the field is missing."""


class Profile:
    """Counts and measures of a set of articles, added one by one."""

    def __init__(self) -> None:
        self.articles: int = 0
        """How many articles."""
        self.present: Counter[str] = Counter()
        """For each of `FIELDS`, in how many of them it has a value."""
        self.measures: dict[str, array[float]] = {name: array("d") for name in MEASURES}
        """For each of `MEASURES`, the numbers, in order of articles (sorted by `sort`)."""
        self.values: dict[str, Counter[str]] = {name: Counter() for name in VALUES}
        """For each of `VALUES`, how often each value occurs."""
        self.headings: Counter[str] = Counter()
        """In how many articles each heading occurs, as written."""
        self.hosts: Counter[str] = Counter()
        """How many articles are on each host."""

    def add(self, article: Article) -> None:
        """Add one article."""
        view = View(article)
        self.articles += 1
        for field in FIELDS:
            if getattr(article, field) not in (None, (), ""):
                self.present[field] += 1
        for name, measure in MEASURES.items():
            number = measure(view)
            if number is not None:
                self.measures[name].append(number)
        for name, value_of in VALUES.items():
            if (value := value_of(article)) is not None:
                _count(self.values[name], value)
        for heading in dict.fromkeys(section.heading for section in article.sections if section.heading):
            _count(self.headings, heading)
        url = article.url or article.canonical_url or ""
        if host := url.partition("://")[2].partition("/")[0].lower():
            _count(self.hosts, host)

    def share(self, field: str) -> float:
        """Return the share of articles in which a field has a value, 0 to 1; 0 without articles."""
        return self.present[field] / self.articles if self.articles else 0.0

    def sorted(self, name: str) -> list[float]:
        """Return the numbers of a measure in ascending order."""
        return sorted(self.measures[name])


def _count(counts: Counter[str], value: str) -> None:
    counts[value if value in counts or len(counts) < CATEGORY_LIMIT else "(others)"] += 1


def profile_of(articles: Iterable[Article]) -> Profile:
    """Return the profile of a set of articles."""
    profile = Profile()
    for article in articles:
        profile.add(article)
    return profile


def quantile(ordered: list[float], share: float) -> float:
    """Return the value at or below which ``share`` of ``ordered`` is (nearest rank).

    >>> quantile([1.0, 2.0, 3.0, 4.0], 0.5)
    2.0
    """
    return ordered[max(0, min(len(ordered) - 1, ceil(share * len(ordered) - 1e-9) - 1))]


def likely_share(failed: float, checked: int, batch: int, probability: float = 0.002) -> float:
    """Return the largest likely share of failures in a batch, after ``failed`` of ``checked`` have failed.

    Both are treated as samples of the same process; the probability that a larger share fails is at most
    ``probability``. Source: the beta-binomial predictive distribution under Jeffreys' prior. The share is a
    multiple of 1 / ``batch`` (of 1 / 1000 for larger batches, whose distribution no longer changes much).

    >>> likely_share(0, 50, 50), likely_share(5, 50, 50), likely_share(0, 10, 10)
    (0.12, 0.34, 0.5)
    """
    size = min(batch, 1000)
    a, b = failed + 0.5, checked - failed + 0.5
    base = lgamma(a + b) - lgamma(a) - lgamma(b) + lgamma(size + 1) - lgamma(a + b + size)
    left = probability
    for more in range(size, 0, -1):
        rest = size - more
        log = base + lgamma(a + more) + lgamma(b + rest) - lgamma(more + 1) - lgamma(rest + 1)
        left -= exp(log)
        if left < 0:
            return more / size
    return 0.0
