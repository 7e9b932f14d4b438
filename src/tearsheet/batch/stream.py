"""A run that writes to standard output: it keeps no files and cannot be resumed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from tearsheet.batch.errors import OutputError
from tearsheet.batch.records import RawPage
from tearsheet.batch.run_stats import RunStats
from tearsheet.batch.work import Result

STDOUT: Final = Path("-")
"""What names standard output."""


class Stream:
    """Takes the results of a run as `tearsheet.batch.state.RunState` does, and writes the articles at once."""

    def __init__(self, head: bytes, say: Callable[[str], None] | None = None) -> None:
        self.stats: RunStats = RunStats()
        self._head = head
        self._say = say or _to_stderr
        self._output = sys.stdout.buffer

    def __enter__(self) -> Self:
        """Write the beginning of the format."""
        self._write(self._head)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the stream open: it is the process's."""

    def append(self, result: Result) -> None:
        """Write a chunk's articles, and say which inputs gave none.

        Raises:
            OutputError: The system does not take it.
        """
        self._write(result.articles)
        for line in result.rejects.splitlines():
            reject = json.loads(line)
            self._say(f"rejected: {reject['input']}: {reject['message']} [{reject['code']}]")

    def commit(self, _pages: Sequence[RawPage], stats: RunStats) -> None:
        """Count what was appended."""
        self.stats.merge(stats)

    def _write(self, data: bytes) -> None:
        try:
            self._output.write(data)
            self._output.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            # Python would try to write the rest of the buffer at the end of the process, and fail again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._output.fileno())
            raise OutputError(STDOUT, error.strerror or str(error)) from error


def _to_stderr(message: str) -> None:
    sys.stderr.write("".join(char if char.isprintable() else " " for char in message) + "\n")
