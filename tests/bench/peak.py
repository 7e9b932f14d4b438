"""Peak memory of one page against what lxml's tree of it takes: peak.py [FOLDER] [--most N].

Takes the N largest pages under FOLDER (``.html``, ``.gz`` unpacked), or pages of every shape without one. Each page is
measured in two forks of this process: one keeps lxml's tree of it, the other makes the whole article. Linux only: it
reads and resets the marks in ``/proc/self``.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import gzip
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree
from shapes import SHAPES

import tearsheet

SIZES = (100_000, 1_000_000)
"""Bytes of the generated pages."""


def _status(mark: str) -> int:
    """Return a number of ``/proc/self/status`` in kilobytes."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(x for x in lines if x.startswith(mark)).split()[1])


def grown(work: Callable[[], object]) -> int:
    """Return by how many kilobytes the peak of a fork's resident memory grows while it does ``work``."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        gc.collect()
        Path("/proc/self/clear_refs").write_text(
            "5", encoding="ascii"
        )  # resets the peak to what is there now
        before = _status("VmRSS")
        with contextlib.suppress(tearsheet.ArticleError):
            kept = work()
            del kept
        os.write(writer, str(_status("VmHWM") - before).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return int(said)


def pages(folder: Path | None, most: int) -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes of the pages to measure."""
    if folder is None:
        for name, make in SHAPES.items():
            for size in SIZES:
                yield f"{name}, {size:,} B", make(size)
        return
    found = []
    for path in folder.rglob("*.html*"):
        raw = path.read_bytes()
        found.append((path.name, gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw))
    found.sort(key=lambda page: len(page[1]), reverse=True)
    yield from found[:most]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--most", type=int, default=20)
    options = parser.parse_args()
    with contextlib.suppress(tearsheet.ArticleError):
        tearsheet.parse(
            b"<h1>Warm</h1><p>" + b"words of a page " * 50
        )  # what is imported with the first page
    print("| page | bytes | lxml's tree, MB | peak, MB | × |\n|---|---|---|---|---|")
    for name, raw in pages(options.folder, options.most):
        tree = grown(lambda raw=raw: etree.fromstring(raw, etree.HTMLParser(huge_tree=True)))  # type: ignore[misc]
        peak = grown(lambda raw=raw: tearsheet.parse(raw))  # type: ignore[misc]  # bound at once
        print(
            f"| {name} | {len(raw):,} | {tree / 1024:.1f} | {peak / 1024:.1f} | {peak / max(tree, 1):.1f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
