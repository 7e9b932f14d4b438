"""The protocol of a source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from tearsheet.batch.records import RawPage


@dataclass
class Notes:
    """Notes about sources besides their inputs; grows while they are read."""

    skipped: Counter[str] = field(default_factory=Counter)
    """Files, members, records and rows that are not inputs, by kind."""
    changed: list[str] = field(default_factory=list)
    """Files that changed while they were read."""


class Source(Protocol):
    """A place that inputs come from: the same inputs in the same order each time it is read."""

    def pages(self) -> Iterator[RawPage]:
        """Yield the inputs in order, holding no more than one at a time."""

    def count(self) -> int | None:
        """Return how many inputs there are, if that costs little; else None."""

    def fraction(self) -> float | None:
        """Return how much of the source has been read, from 0 to 1, if it is known; else None."""
