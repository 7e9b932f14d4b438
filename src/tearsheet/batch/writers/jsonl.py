"""JSON Lines, plain or packed."""

from __future__ import annotations

import gzip
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from tearsheet.batch.errors import OutputError
from tearsheet.batch.state import RunState, pieces_of

THREADS = min(4, os.cpu_count() or 1)
"""Segments that are packed at the same time."""


Columns = tuple[str, ...]


def finish_plain(state: RunState, fresh: Path, _columns: Columns) -> None:
    """Move the run's articles into place unchanged, without copying them where the system allows it.

    Raises:
        OutputError: The disk does not take it.
    """
    try:
        fresh.unlink(missing_ok=True)
        fresh.hardlink_to(state.path("articles"))
    except OSError:  # a file system without hard links
        write(fresh, pieces_of(state.path("articles")))


def finish_gzip(state: RunState, fresh: Path, _columns: Columns) -> None:
    """Write the run's articles as gzip, a member for each segment, without time or name in it.

    Raises:
        OutputError: The disk does not take it.
    """
    write(fresh, _packed(state, lambda data: gzip.compress(data, compresslevel=6, mtime=0)))


def finish_zstd(state: RunState, fresh: Path, _columns: Columns) -> None:
    """Write the run's articles as zstd, a frame for each segment.

    Raises:
        OutputError: The disk does not take it.
    """
    import zstandard

    write(fresh, _packed(state, lambda data: zstandard.ZstdCompressor(level=6).compress(data)))


def write(fresh: Path, pieces: Iterable[bytes]) -> None:
    """Write ``pieces`` to a file, safe on disk.

    Raises:
        OutputError: The disk does not take it.
    """
    try:
        with fresh.open("wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OutputError(fresh, error.strerror or str(error)) from error


def _packed(state: RunState, pack: Callable[[bytes], bytes]) -> Iterator[bytes]:
    """Yield the segments packed, in order, few of them in memory at a time."""
    path = state.path("articles")
    start = 0
    window: deque[Future[bytes]] = deque()
    with ThreadPoolExecutor(THREADS) as threads:
        for segment in state.segments:
            stop = segment.sizes["articles"]
            if stop > start:
                window.append(threads.submit(pack, b"".join(pieces_of(path, start, stop))))
            start = stop
            if len(window) > THREADS:
                yield window.popleft().result()
        while window:
            yield window.popleft().result()
