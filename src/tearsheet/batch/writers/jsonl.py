"""JSON Lines, plain or packed."""

from __future__ import annotations

import gzip
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from tearsheet.batch.state import RunState, pieces_of, publish, replace

THREADS = min(4, os.cpu_count() or 1)
"""Segments that are packed at the same time."""


def finish_plain(state: RunState, output: Path) -> None:
    """Publish the run's articles as they are.

    Raises:
        OutputError: The disk does not take it.
    """
    publish(state.path("articles"), output)


def finish_gzip(state: RunState, output: Path) -> None:
    """Publish the run's articles as gzip, a member for each segment, without time or name in it.

    Raises:
        OutputError: The disk does not take it.
    """
    replace(output, _packed(state, lambda data: gzip.compress(data, compresslevel=6, mtime=0)))


def finish_zstd(state: RunState, output: Path) -> None:
    """Publish the run's articles as zstd, a frame for each segment.

    Raises:
        OutputError: The disk does not take it.
    """
    import zstandard

    replace(output, _packed(state, lambda data: zstandard.ZstdCompressor(level=6).compress(data)))


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
