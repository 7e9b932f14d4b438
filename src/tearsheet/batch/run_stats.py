"""Counts of a run, for the progress line, ``run.json`` and the report."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tearsheet.article.model import Article
from tearsheet.errors import ArticleError

SAMPLES = 5
"""Rejects kept as samples for each code."""
SLOWEST = 10
"""Slowest pages kept."""
FIELDS = tuple(name for name in Article.model_fields if name not in {"schema_version", "kind", "evidence"})
"""Fields whose coverage is counted, in the model's order."""
COUNTERS = ("rejects", "kinds", "fields", "months", "categories", "views", "words", "sections")
"""Names of the run's counters by key."""


@dataclass(slots=True)
class RunStats:
    """Counts over some inputs. Tallies add up: that of a run is the sum of those of its chunks."""

    articles: int = 0
    rejected: int = 0
    quarantined: int = 0
    page_seconds: float = 0.0
    """Time that workers spent on the pages, in seconds."""
    rejects: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    """Articles that have each field."""
    months: Counter[str] = field(default_factory=Counter)
    """Articles by month of publication, ``YYYY-MM``."""
    categories: Counter[str] = field(default_factory=Counter)
    views: Counter[str] = field(default_factory=Counter)
    """Articles by view count, keyed by the lower end of a bin: ``0``, ``1``, ``10``, ``100``, …"""
    words: Counter[str] = field(default_factory=Counter)
    """Articles by words in the text, keyed by the lower end of a bin that doubles: ``0``, ``50``, ``100``, …"""
    sections: Counter[str] = field(default_factory=Counter)
    """Articles by number of headed sections."""
    samples: dict[str, list[list[str]]] = field(default_factory=dict)
    """For each code the first rejects: name and message."""
    slowest: list[tuple[float, str]] = field(default_factory=list)
    """The pages that took longest: seconds and name, slowest first."""

    @property
    def inputs(self) -> int:
        """Inputs that were counted: each is an article, a reject or in quarantine."""
        return self.articles + self.rejected + self.quarantined

    def add_article(self, article: Article, words: int) -> None:
        """Count one article of so many words."""
        self.articles += 1
        self.kinds[article.kind] += 1
        for name in FIELDS:
            if getattr(article, name) not in (None, ()):
                self.fields[name] += 1
        if article.date is not None:
            self.months[article.date.isoformat()[:7]] += 1
        if article.category:
            self.categories[article.category] += 1
        if article.view_count is not None:
            self.views[str(10 ** (len(str(article.view_count)) - 1) if article.view_count else 0)] += 1
        self.words[_words_bin(words)] += 1
        self.sections[str(sum(1 for section in article.sections if section.heading is not None))] += 1

    def add_reject(self, name: str, error: ArticleError) -> None:
        """Count one reject and keep it as a sample if there are few of its code."""
        self.rejected += 1
        self.rejects[error.code] += 1
        samples = self.samples.setdefault(error.code, [])
        if len(samples) < SAMPLES:
            samples.append([name, str(error)])

    def add_seconds(self, name: str, seconds: float) -> None:
        """Count the time spent on one page."""
        self.page_seconds += seconds
        self._slow((seconds, name))

    def merge(self, other: RunStats) -> None:
        """Add ``other``, whose inputs come after those of this object."""
        self.articles += other.articles
        self.rejected += other.rejected
        self.quarantined += other.quarantined
        self.page_seconds += other.page_seconds
        for name in COUNTERS:
            getattr(self, name).update(getattr(other, name))
        for code, samples in other.samples.items():
            mine = self.samples.setdefault(code, [])
            mine.extend(samples[: SAMPLES - len(mine)])
        for item in other.slowest:
            self._slow(item)

    def _slow(self, item: tuple[float, str]) -> None:
        if len(self.slowest) < SLOWEST or item[0] > self.slowest[-1][0]:
            self.slowest = heapq.nlargest(SLOWEST, (*self.slowest, item))

    def to_json(self) -> dict[str, Any]:
        """Return the counts as JSON, keys of counters from most to least."""
        data: dict[str, Any] = {
            "articles": self.articles,
            "rejected": self.rejected,
            "quarantined": self.quarantined,
            "page_seconds": round(self.page_seconds, 3),
        }
        data |= {name: dict(getattr(self, name).most_common()) for name in COUNTERS}
        data["samples"] = self.samples
        data["slowest"] = [[round(seconds, 4), name] for seconds, name in self.slowest]
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> RunStats:
        """Return the counts that `to_json` wrote."""
        stats = cls(
            articles=data["articles"],
            rejected=data["rejected"],
            quarantined=data["quarantined"],
            page_seconds=data["page_seconds"],
            samples=data["samples"],
            slowest=[(seconds, name) for seconds, name in data["slowest"]],
        )
        for name in COUNTERS:
            getattr(stats, name).update(data[name])
        return stats


def _words_bin(words: int) -> str:
    low = 0
    high = 50
    while words >= high:
        low, high = high, high * 2
    return str(low)
