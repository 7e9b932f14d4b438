"""The definition of an output format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from tearsheet.batch.columns import COLUMNS
from tearsheet.batch.state import RunState
from tearsheet.batch.work import Outcome


def _nothing(_columns: tuple[str, ...]) -> bytes:
    return b""


class Format(NamedTuple):
    """An output format: how workers encode articles, and how the run's articles become the output."""

    name: str
    """What ``--format`` calls it."""
    encode: Callable[[Sequence[Outcome], tuple[str, ...]], bytes]
    """Encodes the articles among some outcomes with the columns named; encodings can be joined."""
    finish: Callable[[RunState, Path, tuple[str, ...]], None]
    """Writes the output to a path in the run's own folder: the whole of it, and the same each time."""
    columns: tuple[str, ...] = COLUMNS
    """Default columns of the output."""
    is_folder: bool = False
    """Whether the output is a folder."""
    streams: bool = False
    """Whether it can be written to standard output: what `encode` returns, after `head`."""
    head: Callable[[tuple[str, ...]], bytes] = _nothing
    """Returns the beginning of the output, given its columns."""
