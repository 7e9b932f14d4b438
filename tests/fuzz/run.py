"""Fuzz for a while: run.py TARGET --seeds DIR [--seconds N] [--cases N] [--seed N] [--crashers DIR].

Seeds are files (``.gz`` ones are unpacked). Every case is made from a number, so ``--seed`` and the case's number give
it back. A case that raises anything but an ``ArticleError``, or takes over a second, is written to ``--crashers``.
Ends with one line of JSON; exits with 1 if anything was found.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import contextlib

from mutate import mutated
from targets import TARGETS

SLOW_SECONDS = 1.0


def read_seeds(folder: Path, most_bytes: int) -> list[bytes]:
    """Return the seeds under ``folder`` of at most ``most_bytes`` each, in order of their names."""
    seeds = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        raw = path.read_bytes()
        seeds.append(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    return [s for s in seeds if len(s) <= most_bytes] or [b"<p>seed</p>"]


def bare_parse_seconds(raw: bytes) -> float:
    """Time lxml's own parse of the same bytes."""
    from lxml import etree

    start = time.perf_counter()
    with contextlib.suppress(etree.XMLSyntaxError):
        etree.fromstring(raw, etree.HTMLParser(huge_tree=True))
    return time.perf_counter() - start


def main() -> int:
    """Run the cases; see the module's docstring."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--seeds", type=Path, default=Path(__file__).parents[2] / "fixtures")
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--cases", type=int, default=sys.maxsize)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--most-bytes", type=int, default=60_000)
    parser.add_argument("--crashers", type=Path, default=Path("crashers"))
    options = parser.parse_args()
    seeds = read_seeds(options.seeds, options.most_bytes)
    target = TARGETS[options.target]
    end = time.monotonic() + options.seconds
    found: dict[str, int] = {}
    slowest, slowest_case, slowest_ratio, case = 0.0, -1, 0.0, 0
    while case < options.cases and time.monotonic() < end:
        rng = random.Random(options.seed * 1_000_003 + case)  # noqa: S311  # no secret is made here
        raw = mutated(rng.choice(seeds), seeds, rng)
        start = time.perf_counter()
        try:
            target(raw)
            name = ""
        except Exception as error:  # noqa: BLE001  # whatever gets out is what is looked for
            frame = traceback.extract_tb(error.__traceback__)[-1]
            name = f"{type(error).__name__}-{Path(frame.filename).stem}-{frame.lineno}"
        seconds = time.perf_counter() - start
        if seconds > slowest:
            slowest, slowest_case = seconds, case
            slowest_ratio = seconds / max(bare_parse_seconds(raw), 1e-9)
        if not name and seconds > SLOW_SECONDS:
            name = "slow"
        if name:
            found[name] = found.get(name, 0) + 1
            if found[name] <= 3:
                options.crashers.mkdir(parents=True, exist_ok=True)
                (options.crashers / f"{options.target}-{name}-{options.seed}-{case}").write_bytes(raw)
        case += 1
        if case % 20_000 == 0:
            print(f"{case} cases, found {found}, slowest {slowest:.3f} s", file=sys.stderr, flush=True)
    print(
        json.dumps(
            {
                "target": options.target,
                "cases": case,
                "found": found,
                "slowest_seconds": round(slowest, 4),
                "slowest_case": slowest_case,
                "slowest_ratio_to_bare_parse": round(slowest_ratio, 1),
            }
        )
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
