"""The progress of a run on standard error: a live bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from tearsheet.batch.run import Progress

LINE_SECONDS = 10.0
"""Time between two plain lines."""
LIVE_SECONDS = 0.2
"""Time between two looks of the live bar."""


def estimate(progress: Progress) -> tuple[float | None, float | None, float]:
    """Return the fraction done (None if not known), the seconds left (None if not known) and the pages a second."""
    done = progress.tally.inputs
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
    """Return a span of time for people.

    >>> clock(75), clock(3 * 3600 + 120), clock(None)
    ('1:15', '3:02:00', '?')
    """
    if seconds is None:
        return "?"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def line(progress: Progress) -> str:
    """Return the progress as one plain line."""
    fraction, left, rate = estimate(progress)
    done = progress.tally.inputs
    if progress.total is not None:
        amount = f"{done:,} of {progress.total:,} pages"
    elif fraction is not None:
        amount = f"{done:,} pages (about {fraction:.0%})"
    else:
        amount = f"{done:,} pages"
    parts = [amount, f"{rate:,.0f} pages/s", f"{clock(left)} left", f"{progress.tally.rejected:,} rejected"]
    if progress.tally.quarantined:
        parts.append(f"{progress.tally.quarantined:,} in quarantine")
    codes = ", ".join(f"{code} {count:,}" for code, count in progress.tally.rejects.most_common())
    return " · ".join(parts) + (f" ({codes})" if codes else "")


class Reporter:
    """Shows progress while it is entered."""

    def __init__(self, console: Console, *, quiet: bool, now: Callable[[], float] = time.monotonic) -> None:
        self._quiet = quiet
        self._now = now
        self._last = now()
        self._live = (
            Live(console=console, auto_refresh=False, transient=True)
            if console.is_terminal and not quiet
            else None
        )

    def __enter__(self) -> Self:
        if self._live:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live:
            self._live.stop()

    def __call__(self, progress: Progress) -> None:
        """Show ``progress`` if it is time to."""
        pause = LIVE_SECONDS if self._live else LINE_SECONDS
        if self._quiet or self._now() - self._last < pause:
            return
        self._last = self._now()
        if self._live:
            self._live.update(_bar(progress), refresh=True)
        else:
            sys.stderr.write(f"{line(progress)}\n")
            sys.stderr.flush()


def _bar(progress: Progress) -> Table:
    fraction, _, _ = estimate(progress)
    grid = Table.grid(padding=(0, 1))
    bar = ProgressBar(total=1.0, completed=fraction or 0.0, width=30, pulse=fraction is None)
    grid.add_row(bar, Text(line(progress)))
    return grid
