"""The date of the last modification."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tearsheet.fields.date_types import DateMention
from tearsheet.ranking.candidates import Candidate
from tearsheet.ranking.scoring import scored


def date_modified_candidates(marks: Sequence[DateMention]) -> tuple[Candidate[dt.date | dt.datetime], ...]:
    """Return candidates for the day or moment of the last change, best first; empty if the page gives none.

    Declared dates come before visible ones. Dates of publication are never candidates.

    Args:
        marks: All dates of the page, as returned by `date_mentions.read_dates`.
    """
    own = [m for m in marks if m.role == "modified"]
    own.sort(key=lambda m: m.refused is not None)
    signals = {f"several-{min(len(own), 3)}": 1.0}
    return scored("date_modified", [m.candidate("date-modified") for m in own], signals=signals)
