"""The parts of a run that no output shows."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

import pytest

from tearsheet.batch.run import return_freed_memory


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="needs glibc"
)
def test_freed_memory_is_returned() -> None:
    pieces = [os.urandom(5000) for _ in range(10_000)]
    last = pieces[-1]  # it keeps the rest of the heap from shrinking by itself
    pieces.clear()
    before = _resident()
    return_freed_memory()
    assert before - _resident() > 30_000_000
    assert len(last) == 5000
