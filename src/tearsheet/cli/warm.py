"""Starting the process that workers are forked from before all else, so that it imports while this one does."""

from __future__ import annotations

import multiprocessing as mp
from typing import Final

PRELOAD: Final = ("tearsheet.batch.pool", "tearsheet.api")
"""As `tearsheet.batch.pool.PRELOAD`, which cannot be imported before all else."""


def start_forkserver() -> None:
    """Start it, where there is one: for a few pages, the imports take longer than the pages."""
    if "forkserver" in mp.get_all_start_methods():
        from multiprocessing import forkserver

        forkserver.set_forkserver_preload(list(PRELOAD))
        forkserver.ensure_running()
