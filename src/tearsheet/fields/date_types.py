"""The types for the dates on a page."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal, NamedTuple

from tearsheet.article.model import Source
from tearsheet.parsing.days import ParsedDate
from tearsheet.ranking.candidates import Candidate, SourceRef
from tearsheet.vocab import load

Role = Literal["published", "created", "modified", "unknown"]
"""What a date is the date of."""

ASIDE_TOKENS: Final = frozenset(load("dates")["class_aside"])
"""Words in ``class`` or ``id`` of parts that are not about this article. Source: reasoning."""

WEAK_TOKENS: Final = frozenset(load("dates")["class_weak"])
"""Words that page builders also use for parts of an article; near the headline they are only weak evidence."""


class DateContext(NamedTuple):
    """The context for reading the dates of a page."""

    language: str | None
    """Language tag that the page declares; None if it declares none."""
    now: dt.datetime | None
    """The reference time: relative dates are computed from it, and later dates are rejected. None if not given."""


class DateMention(NamedTuple):
    """A date on the page, with its role."""

    role: Role
    """What it is the date of, as far as known."""
    date: ParsedDate
    """The parsed date."""
    source: Source
    """The kind of source."""
    rule: str
    """Id of the rule that found it, without the name of the field."""
    place: SourceRef
    """The exact position."""
    refused: str | None = None
    """A stable code for why it cannot be chosen; None if it can."""
    beside: bool = False
    """True for a visible date near the headline in a line of its own, not in running text."""

    @property
    def shown(self) -> bool:
        """True for a visible date, as opposed to one that the markup declares."""
        return self.rule.startswith("shown-")

    def candidate(self, field: str, refused: str | None = None) -> Candidate[dt.date | dt.datetime]:
        """Return the candidate for ``field``; it is rejected with its own code, or else with ``refused`` if given."""
        return Candidate(
            self.date.value,
            self.date.raw,
            self.source,
            f"{field}.{self.rule}",
            self.place,
            rejected=self.refused or refused,
        )
