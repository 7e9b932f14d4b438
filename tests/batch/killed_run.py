"""A run with small segments, for tests to kill: ``python killed_run.py SOURCE OUTPUT WORKERS``."""

from __future__ import annotations

import sys
from pathlib import Path

from tearsheet.batch.run import Run
from tearsheet.batch.writers import format_of

SEGMENT = 24
"""Inputs in a segment, so that a short run has many."""


def start(source: str, output: Path, workers: int) -> None:
    """Run, or go on."""
    Run(
        sources=[source], output=output, format=format_of(output, None), workers=workers, segment=SEGMENT
    ).start()


if __name__ == "__main__":
    start(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
