"""The summary that a run returns and writes to ``run.json``."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, NonNegativeFloat, NonNegativeInt


class RunSummary(BaseModel):
    """The summary of a finished run.

    Always, ``seen == inputs + sum(skipped.values())`` and ``inputs == articles + rejected + quarantined``.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True
    )

    output: Path | str
    """Where the articles are; a string if this is a URL in a store, as in the next two fields."""
    rejects: Path | str | None
    """JSON Lines file with one line for each input that gave no article, empty if there is none; None if the output is
    standard output."""
    quarantine: Path | str | None = None
    """JSON Lines file with the articles that a check diverted; None if there was no check."""
    seen: NonNegativeInt
    """Files, archive members, records and rows that were found in the sources."""
    inputs: NonNegativeInt
    """How many of them are inputs, that is, not skipped."""
    articles: NonNegativeInt
    """Inputs that became articles."""
    rejected: NonNegativeInt
    """Inputs that gave no article."""
    quarantined: NonNegativeInt
    """Inputs whose article a check diverted."""
    codes: dict[str, int]
    """Rejects by code, most frequent first."""
    skipped: dict[str, int]
    """Files and records that are not inputs (style sheets, images, redirects, …), by kind."""
    changed: tuple[str, ...] = ()
    """Files that changed while they were read, so that additions to them may be missing; empty if none changed."""
    resumed: NonNegativeInt
    """Inputs that were processed by earlier, unfinished calls."""
    seconds: NonNegativeFloat
    """Wall-clock time of this call."""
    workers: NonNegativeInt
    """Worker processes of this call."""
    sites_learned: NonNegativeInt = 0
    """Sites whose rules this call learned."""
    sites_known: NonNegativeInt = 0
    """Sites among the inputs whose rules had been learned before."""

    @property
    def rate(self) -> float:
        """Pages per second of this call; 0.0 if it read none."""
        return (self.inputs - self.resumed) / self.seconds if self.seconds else 0.0
