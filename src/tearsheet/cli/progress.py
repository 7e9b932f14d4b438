"""Show the progress of a run on standard error: a live bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

import rich.progress
from rich.console import Console

from tearsheet.batch.run import Progress

LINE_SECONDS = 10.0
"""Time between two plain lines."""
BAR_WIDTH = 12
"""Columns of the bar."""
LIVE_SECONDS = 0.2
"""Time between two updates of the live bar."""


def estimate(progress: Progress) -> tuple[float | None, float | None, float]:
    """Return the fraction done (None if unknown), the seconds left (None if unknown) and the pages per second."""
    done = progress.stats.inputs
    rate = (done - progress.resumed) / progress.seconds if progress.seconds else 0.0
    if progress.total:
        fraction: float | None = min(1.0, done / progress.total)
        left = (progress.total - done) / rate if rate else None
        return fraction, left, rate
    fraction = progress.fraction
    if not fraction or not rate:
        return fraction, None, rate
    return fraction, done * (1 - fraction) / fraction / rate, rate


def clock(seconds: float | None) -> str:
    """Format a duration for people.

    >>> clock(75), clock(3 * 3600 + 120), clock(None)
    ('1:15', '3:02:00', '?')
    """
    if seconds is None:
        return "?"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def line(progress: Progress, *, short: bool = False) -> str:
    """Return the progress as a plain line of at most 80 columns; ``short`` is the form beside a bar."""
    fraction, left, rate = estimate(progress)
    done = progress.stats.inputs
    if progress.total is not None:
        amount = f"{done:,}/{progress.total:,}" if short else f"{done:,} of {progress.total:,} pages"
    else:
        amount = f"{done:,} pages"
    if fraction is not None and not short:
        amount += f" ({fraction:.0%})"
    parts = [amount, f"{rate:,.0f}/s", f"{clock(left)} left", f"{progress.stats.rejected:,} rejected"]
    if progress.stats.quarantined:
        parts.append(f"{progress.stats.quarantined:,} in quarantine")
    return " · ".join(parts)


class Reporter:
    """Shows progress while used as a context manager."""

    def __init__(self, console: Console, *, quiet: bool, now: Callable[[], float] = time.monotonic) -> None:
        self.total: int | None = None
        """Number of inputs, None if unknown."""
        self._quiet = quiet
        self._now = now
        self._last = now()
        self._bar: rich.progress.Progress | None = None
        if console.is_terminal and not quiet:
            self._bar = rich.progress.Progress(
                rich.progress.BarColumn(bar_width=BAR_WIDTH),
                rich.progress.TaskProgressColumn(),
                rich.progress.TextColumn("{task.description}", markup=False),
                console=console,
                auto_refresh=False,
                transient=True,
            )
            self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, progress: Progress) -> None:
        """Show ``progress`` if enough time has passed since the last update."""
        self.total = progress.total
        pause = LIVE_SECONDS if self._bar else LINE_SECONDS
        if self._quiet or self._now() - self._last < pause:
            return
        self._last = self._now()
        if self._bar:
            fraction, _, _ = estimate(progress)
            total = None if fraction is None else 1.0
            said = line(progress, short=True)
            self._bar.update(
                self._task, total=total, completed=fraction or 0.0, description=said, refresh=True
            )
        else:
            sys.stderr.write(f"{line(progress)}\n")
            sys.stderr.flush()
