"""Fuzz for a while: run.py TARGET [--seeds DIR ...] [--seconds N] [--cases N] [--seed N] [--crashers DIR].

Seeds are files (``.gz`` ones are unpacked), or made by the target. Every case is made from a number, so ``--seed`` and
the case's number give it back. A case that raises anything but an ``ArticleError``, or takes over a second each time
it is tried, is written to ``--crashers``. Ends with one line of JSON; exits with 1 if anything was found.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import gzip
import json
import random
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from mutate import mutated
from targets import TARGETS, Target

SLOW_SECONDS = 1.0
HANG_SECONDS = 120.0
"""A case that takes longer, by the clock, ends the run, with its stack on standard error. All other times are CPU's."""
RATIO_SECONDS = 0.02
"""The ratio to the bare parse is reported for cases that take longer: below, it is that of two small noises."""
KEPT = 3
"""How many cases of each find are written."""


def read_seeds(folders: Sequence[Path], most_bytes: int) -> list[bytes]:
    """Return the seeds under ``folders`` of at most ``most_bytes`` each (unpacked), in order of folder and name."""
    seeds = []
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.stat().st_size <= most_bytes):
            raw = path.read_bytes()
            seed = gzip.decompress(raw) if path.suffix == ".gz" else raw
            if len(seed) <= most_bytes:
                seeds.append(seed)
    return seeds or [b"<p>seed</p>"]


def bare_parse(raw: bytes) -> None:
    """Do what lxml's own parse of the same bytes takes."""
    from lxml import etree

    with contextlib.suppress(etree.XMLSyntaxError):
        etree.fromstring(raw, etree.HTMLParser(huge_tree=True))


@dataclass
class Fuzzer:
    """A run: its cases, and what was found."""

    name: str
    target: Target
    seeds: list[bytes]
    seed: int
    crashers: Path
    cases: int = 0
    found: Counter[str] = field(default_factory=Counter)
    slowest_seconds: float = 0.0
    slowest_case: int = -1
    slowest_ratio: float = 0.0
    highest_ratio: float = 0.0
    highest_ratio_case: int = -1

    @property
    def running(self) -> Path:
        """The file that names the case being tried, by seed and number."""
        return self.crashers / f"{self.name}-{self.seed}.running"

    def made(self, number: int) -> bytes:
        """Return the case of a number."""
        rng = random.Random(self.seed * 1_000_003 + number)  # noqa: S311  # no secret is made here
        return mutated(rng.choice(self.seeds), self.seeds, rng)

    def step(self) -> None:
        """Try the next case."""
        raw = self.made(self.cases)
        self.running.write_text(
            f"{self.seed} {self.cases}\n", encoding="ascii"
        )  # for whoever looks into a hang
        faulthandler.dump_traceback_later(HANG_SECONDS, exit=True)
        name, seconds = self._tried(raw)
        if not name and seconds > RATIO_SECONDS:
            name = self._timed(raw, seconds)
        elif seconds > self.slowest_seconds:
            self.slowest_seconds, self.slowest_case = seconds, self.cases
        faulthandler.cancel_dump_traceback_later()
        if name:
            self.found[name] += 1
            if self.found[name] <= KEPT:
                (self.crashers / f"{self.name}-{name}-{self.seed}-{self.cases}").write_bytes(raw)
        self.cases += 1

    def _tried(self, raw: bytes) -> tuple[str, float]:
        """Return the name of what was raised (empty if nothing was) and the time taken."""
        start = time.process_time()
        try:
            self.target.run(raw)
            name = ""
        except Exception as error:  # noqa: BLE001  # any exception is a finding
            frame = traceback.extract_tb(error.__traceback__)[-1]
            name = f"{type(error).__name__}-{Path(frame.filename).stem}-{frame.lineno}"
        return name, time.process_time() - start

    def _timed(self, raw: bytes, seconds: float) -> str:
        """Note how slow a case is, tried again where that would be a record; return whether it is a find."""
        ratio = seconds / self._bare_seconds(raw, tries=1)
        if seconds > min(SLOW_SECONDS, self.slowest_seconds) or ratio > self.highest_ratio:
            seconds = min(seconds, self._tried(raw)[1], self._tried(raw)[1])
            ratio = seconds / self._bare_seconds(raw, tries=3)
            if seconds > self.slowest_seconds:
                self.slowest_seconds, self.slowest_case, self.slowest_ratio = seconds, self.cases, ratio
            if seconds > RATIO_SECONDS and ratio > self.highest_ratio:
                self.highest_ratio, self.highest_ratio_case = ratio, self.cases
        return "slow" if seconds > SLOW_SECONDS else ""

    @staticmethod
    def _bare_seconds(raw: bytes, tries: int) -> float:
        best = float("inf")
        for _ in range(tries):
            start = time.process_time()
            bare_parse(raw)
            best = min(best, time.process_time() - start)
        return max(best, 1e-9)

    def summary(self) -> dict[str, object]:
        """Return the figures for the end; ratios only where the cases are pages."""
        figures: dict[str, object] = {
            "target": self.name,
            "seeds": len(self.seeds),
            "cases": self.cases,
            "found": dict(self.found),
            "slowest_seconds": round(self.slowest_seconds, 4),
            "slowest_case": self.slowest_case,
        }
        if self.name == "parse":
            figures |= {
                "slowest_ratio_to_bare_parse": round(self.slowest_ratio, 1),
                "highest_ratio_over_20_ms": round(self.highest_ratio, 1),
                "highest_ratio_case": self.highest_ratio_case,
            }
        return figures | {"peak_memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


def options() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument(
        "--seeds", type=Path, nargs="+", help="folders; by default what the target makes, or fixtures"
    )
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--cases", type=int, default=sys.maxsize)
    parser.add_argument("--first", type=int, default=0, help="number of the first case")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--most-bytes", type=int, default=60_000, help="largest seed, unpacked")
    parser.add_argument("--crashers", type=Path, default=Path("crashers"))
    return parser.parse_args()


def main() -> int:
    """Run the cases; see the module's docstring."""
    asked = options()
    target = TARGETS[asked.target]
    if asked.seeds is None and target.seeds is not None:
        seeds = target.seeds()
    else:
        seeds = read_seeds(asked.seeds or [Path(__file__).parents[2] / "fixtures"], asked.most_bytes)
    fuzzer = Fuzzer(asked.target, target, seeds, asked.seed, asked.crashers, cases=asked.first)
    asked.crashers.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + asked.seconds
    while fuzzer.cases < asked.first + asked.cases and time.monotonic() < end:
        fuzzer.step()
        if fuzzer.cases % 20_000 == 0:
            print(json.dumps(fuzzer.summary()), file=sys.stderr, flush=True)
    fuzzer.running.unlink(missing_ok=True)
    print(json.dumps(fuzzer.summary() | {"cases": fuzzer.cases - asked.first}))
    return 1 if fuzzer.found else 0


if __name__ == "__main__":
    sys.exit(main())
