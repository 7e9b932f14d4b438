"""What an output format is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from tearsheet.batch.state import RunState
from tearsheet.batch.work import Outcome


class Format(NamedTuple):
    """An output format: how workers encode articles, and how the run's articles become the output."""

    name: str
    """What ``--format`` calls it."""
    encode: Callable[[Sequence[Outcome]], bytes]
    """Encodes the articles among some outcomes; encodings can be joined."""
    finish: Callable[[RunState, Path], None]
    """Writes the output from the finished state: the whole of it, at once, and the same each time."""
