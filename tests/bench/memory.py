"""Resident memory over many pages in one process: memory.py FOLDER [--pages N] [--every N].

Parses the pages under FOLDER (``.html``, ``.gz`` unpacked) again and again, and prints the resident set as a table.
Linux only: it reads ``/proc/self/status``.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
from pathlib import Path

import tearsheet


def resident_megabytes() -> float:
    """Return the resident set size of this process."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(x for x in status.splitlines() if x.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=200_000)
    parser.add_argument("--every", type=int, default=10_000)
    options = parser.parse_args()
    paths = sorted(options.folder.rglob("*.html*"))
    print("| pages | resident MB |\n|---|---|")
    for done in range(1, options.pages + 1):
        raw = paths[done % len(paths)].read_bytes()
        with contextlib.suppress(tearsheet.ArticleError):
            tearsheet.parse(gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw)
        if done % options.every == 0:
            print(f"| {done:,} | {resident_megabytes():.1f} |", flush=True)


if __name__ == "__main__":
    main()
