"""Parse from many threads: threads.py FOLDER ... [--pages N] [--threads N] [--most-bytes N].

Reads the pages (``.html``, ``.html.gz``) below the folders, first each once in one thread, then from ``--threads``
threads at once, each over all pages from a place of its own, until ``--pages`` are done. What a page gives (the article's
JSON, or the code of its refusal) must be the same every time. Ends with one line of JSON; exits with 1 if anything
differs.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import itertools
import json
import resource
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from pathlib import Path

from tearsheet import ArticleError, parse

NOW = dt.datetime(2026, 1, 15, tzinfo=dt.UTC)
MOST_SHOWN = 20
"""How many differing pages are named."""


def pages_below(folders: Sequence[Path]) -> list[Path]:
    """Return the pages below ``folders``, in order."""
    return [
        path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.name.endswith((".html", ".html.gz")) and path.is_file()
    ]


def read(path: Path) -> bytes:
    """Return a page, unpacked."""
    raw = path.read_bytes()
    return gzip.decompress(raw) if path.suffix == ".gz" else raw


def outcome(path: Path) -> bytes:
    """Return a hash of what a page gives: its article's JSON, or the code of its refusal."""
    try:
        answer = parse(read(path), url="https://example.org/a/b", now=NOW).model_dump_json()
    except ArticleError as error:
        answer = error.code
    return blake2b(answer.encode(), digest_size=16).digest()


def alone(pages: Sequence[Path], most_bytes: int) -> dict[Path, bytes]:
    """Return what each page of at most ``most_bytes`` gives in one thread."""
    return {path: outcome(path) for path in pages if len(read(path)) <= most_bytes}


class Crowd:
    """Threads over the same pages."""

    def __init__(self, expected: dict[Path, bytes], threads: int, pages: int) -> None:
        self.differing: list[str] = []
        """Pages that gave something else, once for each time."""
        self.done = 0
        """Pages that were parsed by all threads together."""
        self._expected = expected
        self._threads = threads
        self._numbers: Iterator[int] = iter(range(pages))
        self._lock = threading.Lock()
        self._start = threading.Barrier(threads)

    def run(self) -> None:
        """Run all threads to the end."""
        with ThreadPoolExecutor(self._threads) as pool:
            tasks = [pool.submit(self._work, number) for number in range(self._threads)]
        for task in tasks:
            task.result()

    def _work(self, thread: int) -> None:
        paths = list(self._expected)
        first = thread * len(paths) // self._threads
        own = itertools.cycle(paths[first:] + paths[:first])
        self._start.wait()
        while self._taken():
            path = next(own)
            if outcome(path) != self._expected[path]:
                with self._lock:
                    self.differing.append(str(path))

    def _taken(self) -> bool:
        """Take one page off what is left; return whether there was one."""
        with self._lock:
            taken = next(self._numbers, None) is not None
            self.done += taken
            return taken


def main() -> int:
    """Run; see the module's docstring."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--threads", type=int, default=10)
    parser.add_argument("--most-bytes", type=int, default=sys.maxsize, help="largest page, unpacked")
    asked = parser.parse_args()
    expected = alone(pages_below(asked.folders), asked.most_bytes)
    if not expected:
        parser.error("there are no pages below these folders")
    crowd = Crowd(expected, asked.threads, asked.pages)
    start = time.perf_counter()
    crowd.run()
    summary = {
        "threads": asked.threads,
        "different_pages": len(expected),
        "pages": crowd.done,
        "differing": len(crowd.differing),
        "seconds": round(time.perf_counter() - start, 1),
        "peak_memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    for path in sorted(set(crowd.differing))[:MOST_SHOWN]:
        print(f"differs: {path}", file=sys.stderr)
    print(json.dumps(summary))
    return 1 if crowd.differing else 0


if __name__ == "__main__":
    sys.exit(main())
