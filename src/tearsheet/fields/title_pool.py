"""Collects candidates for the headline: equal strings become one candidate with the signals of all sources."""

from __future__ import annotations

from typing import NamedTuple

from tearsheet.article.model import Source
from tearsheet.fields.site import LONGEST_TITLE, SiteNames
from tearsheet.page.text_blocks import clean
from tearsheet.parsing.headlines import plain_title
from tearsheet.parsing.titles import Cut, fold, has_separator, segments, title_splits, words
from tearsheet.ranking.candidates import Candidate, SourceRef

MOST_CANDIDATES = 100
"""Most different titles of one page that are scored; real pages have far fewer. Source: reasoning."""


class Found:
    """A candidate: where it was found first, and the signals of all its sources."""

    __slots__ = ("first", "key", "parts", "score", "signals", "text", "title_splits", "words")

    def __init__(self, text: str, key: str, first: Candidate[str]) -> None:
        self.text: str = text
        self.key: str = key
        self.first: Candidate[str] = first
        self.signals: set[str] = set()
        self.title_splits: set[str] = set()
        self.parts: tuple[Part, ...] | None = None
        self.words = words(text)
        self.score: float = 0.0


class Part(NamedTuple):
    """The part of a title that remains after one cut."""

    kept: str
    names_site: bool
    """True if the removed part is just the site's name."""
    how: str
    """Suffix of the signal, for the removed part: ``site-tail``, ``short-head``, ``tail``."""


class Pool:
    """The candidates of one page by text, in the order in which they were found."""

    __slots__ = ("by_raw", "found", "known", "site")

    def __init__(self, site: SiteNames, known: dict[str, tuple[Cut, ...]]) -> None:
        self.found: dict[str, Found] = {}
        self.by_raw: dict[str, Found] = {}
        self.known: dict[str, tuple[Cut, ...]] = known
        self.site: SiteNames = site

    def parts(self, found: Found) -> tuple[Part, ...]:
        """Return the remaining part of a candidate for each way to cut it."""
        if found.parts is None:
            known = self.known.get(found.text)
            if known is None:
                known = self.known[found.text] = tuple(title_splits(found.text))
            found.parts = tuple([self._part(cut) for cut in known])
        return found.parts

    def _part(self, cut: Cut) -> Part:
        end = "tail" if cut.tail else "head"
        if not has_separator(cut.dropped):
            if self.site.matches(cut.dropped):
                return Part(cut.kept, True, "site-" + end)
            return Part(cut.kept, False, "short-" + end if len(cut.dropped) < 0.5 * len(cut.kept) else end)
        steps = segments(cut.dropped)
        if max(map(len, steps)) < 0.5 * len(cut.kept):
            outermost = steps[-1] if cut.tail else steps[0]
            return Part(cut.kept, False, ("site-steps-" if self.site.matches(outermost) else "steps-") + end)
        return Part(cut.kept, False, end)

    def add(self, raw: str, source: Source, signal: str, place: SourceRef) -> Found | None:
        """Add a title and return its candidate; None if it is not a title, or if there are too many."""
        found = self.by_raw.get(raw)  # most sources give the same string
        if found is None:
            found = self._found(raw, source, signal, place)
            if found is None:
                return None
            self.by_raw[raw] = found
        found.signals.add(signal)
        return found

    def _found(self, raw: str, source: Source, signal: str, place: SourceRef) -> Found | None:
        text = plain_title(clean(raw))
        if not text or len(text) > LONGEST_TITLE:
            return None
        key = fold(text)
        if not key:
            return None
        found = self.found.get(key)
        if found is None:
            if len(self.found) == MOST_CANDIDATES:
                return None
            first = Candidate(text, raw, source, "title." + signal, place)
            found = self.found[key] = Found(text, key, first)
        return found

    def add_cut(self, raw: str, source: Source, signal: str, place: SourceRef) -> None:
        """Add a title that may contain the site's name, and its remaining parts after each cut."""
        whole = self.add(raw, source, signal, place)
        if whole is None:
            return
        if signal == "title-tag" and self.parts(whole):
            whole.signals.add("cuttable")
        for part in self.parts(whole):
            found = self.add(part.kept, source, signal + "-cut", place)
            if found is not None:
                whole.title_splits.add(found.key)
                if part.names_site:
                    whole.signals.add("carries-site")
                found.signals.add("cut-" + part.how)
