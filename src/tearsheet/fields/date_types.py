"""The types for dates on a page, before the fields choose."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal, NamedTuple

from tearsheet.article.model import Source
from tearsheet.parsing.days import ParsedDate
from tearsheet.ranking.candidates import Candidate, SourceRef
from tearsheet.vocab import load

Role = Literal["published", "created", "modified", "unknown"]
"""The role of a date."""

ASIDE_TOKENS: Final = frozenset(load("dates")["class_aside"])
"""Words in ``class`` or ``id`` of parts that are not about this article. Source: reasoning."""

WEAK_TOKENS: Final = frozenset(load("dates")["class_weak"])
"""Words that page builders also give to the parts of an article: by the headline they only weaken a date."""


class DateContext(NamedTuple):
    """How the page writes dates, and the moment to judge them by."""

    language: str | None
    """Language tag that the page declares, if any."""
    now: dt.datetime | None
    """The moment that relative dates count from and future ones are refused by, if given."""


class DateMention(NamedTuple):
    """One date that the page gives, with its role."""

    role: Role
    """Its role."""
    date: ParsedDate
    """The date as read."""
    source: Source
    """Its position."""
    rule: str
    """Id of the rule that found it, without the field's name."""
    place: SourceRef
    """The way back to it."""
    refused: str | None = None
    """A stable code that says why it cannot count for this article; None if it may."""
    beside: bool = False
    """True for a visible date by the headline that is in a line of its own kind, not in running text."""

    @property
    def shown(self) -> bool:
        """True for a date that readers see, as opposed to one that the markup declares."""
        return self.rule.startswith("shown-")

    def candidate(self, field: str, refused: str | None = None) -> Candidate[dt.date | dt.datetime]:
        """Return the candidate of this mark for ``field``, refused by its own code or by the one given."""
        return Candidate(
            self.date.value,
            self.date.raw,
            self.source,
            f"{field}.{self.rule}",
            self.place,
            rejected=self.refused or refused,
        )
