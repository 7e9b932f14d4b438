"""What the progress line says."""

from __future__ import annotations

import io
from collections import Counter

import pytest
from rich.console import Console

from tearsheet.batch.run import Progress
from tearsheet.batch.run_stats import RunStats
from tearsheet.cli.progress import Reporter, estimate, line


def progress(
    done: int,
    *,
    total: int | None = None,
    fraction: float | None = None,
    resumed: int = 0,
    seconds: float = 10.0,
) -> Progress:
    stats = RunStats(articles=done - 3, rejected=3, rejects=Counter({"empty": 2, "timeout": 1}))
    return Progress(stats, resumed, total, fraction, seconds)


def test_line_with_a_known_total() -> None:
    assert line(progress(500, total=2000)) == ("500 of 2,000 pages (25%) · 50/s · 0:30 left · 3 rejected")


def test_line_with_a_known_share_of_the_bytes() -> None:
    assert line(progress(500, fraction=0.25)) == ("500 pages (25%) · 50/s · 0:30 left · 3 rejected")


def test_line_when_the_end_is_not_known() -> None:
    assert line(progress(500)).startswith("500 pages · 50/s · ? left · ")


def test_pages_of_earlier_calls_do_not_count_into_the_rate() -> None:
    _, left, rate = estimate(progress(1500, total=2000, resumed=1000))
    assert (left, rate) == (10.0, 50.0)


@pytest.mark.parametrize("short", [True, False])
def test_lines_fit_a_terminal(short: bool) -> None:  # noqa: FBT001  # a parameter
    stats = RunStats(articles=1_345_678, rejected=134_567)
    made = Progress(stats, 0, 2_000_000, 0.13, 100_000.0)
    assert len(line(made, short=short)) <= (62 if short else 80)


@pytest.mark.parametrize(
    "made", [progress(3, total=0, seconds=0.0), progress(3, fraction=0.0), progress(3, seconds=0)]
)
def test_no_division_by_nothing(made: Progress) -> None:
    assert "left" in line(made)


class Clock:
    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


def test_plain_lines_come_every_ten_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    with Reporter(Console(file=io.StringIO()), quiet=False, now=clock) as reporter:
        for second in range(25):
            clock.time = second
            reporter(progress(500, total=2000))
    assert capsys.readouterr().err.count("\n") == 2


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    with Reporter(Console(file=io.StringIO()), quiet=True, now=clock) as reporter:
        clock.time = 100
        reporter(progress(500))
    assert capsys.readouterr().err == ""


def test_a_terminal_gets_a_bar() -> None:
    screen = io.StringIO()
    clock = Clock()
    console = Console(file=screen, force_terminal=True, width=80)
    with Reporter(console, quiet=False, now=clock) as reporter:
        clock.time = 1
        reporter(progress(500, total=2000))
    assert "500/2,000 · 50/s · 0:30 left · 3 rejected" in screen.getvalue()
    assert "25%" in screen.getvalue()
    assert "━" in screen.getvalue()
