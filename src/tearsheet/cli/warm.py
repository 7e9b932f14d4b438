"""Start the process that workers are forked from first, so that it imports in parallel with this one."""

from __future__ import annotations

import multiprocessing as mp
from typing import Final

PRELOAD: Final = ("tearsheet.batch.pool", "tearsheet.api")
"""Same as `tearsheet.batch.pool.PRELOAD`, which would be too slow to import first."""


def start_forkserver() -> None:
    """Start the fork server if the system has one: for a few pages, the imports take longer than the pages."""
    if "forkserver" in mp.get_all_start_methods():
        from multiprocessing import forkserver

        forkserver.set_forkserver_preload(list(PRELOAD))
        forkserver.ensure_running()
