"""A reader of pages that springs the trap that a page names. Workers import it by its name."""

from __future__ import annotations

import ctypes
import datetime as dt
import os
import re
import time

from tearsheet import Article
from tearsheet.batch.records import RawPage
from tearsheet.batch.work import read_article

TRAP = re.compile(rb"<!-- trap: ([a-z-]+) -->")


def read(page: RawPage, body: bytes | str, now: dt.datetime | None) -> Article:
    """Return the article, unless the page is a trap."""
    raw = body.encode() if isinstance(body, str) else body
    trap = TRAP.search(raw[:100])
    if trap is not None:
        spring(trap[1].decode())
    return read_article(page, body, now)


def spring(trap: str) -> None:
    """Do what the trap is named for."""
    if trap == "hang":
        time.sleep(3600)
    elif trap == "native-hang":
        # Deaf to signals' Python handlers, as a loop in a C library is, and holding the interpreter's lock.
        ctypes.PyDLL(None).usleep(ctypes.c_uint(900_000_000))
    elif trap == "memory":
        hoard = [bytearray(64 << 20) for _ in range(32)]
        assert len(hoard) == 32
    elif trap == "abort":
        os.abort()
    elif trap == "exit":
        os._exit(0)
    elif trap == "killed":
        os.kill(os.getpid(), 9)
    elif trap == "defect":
        msg = "a defect of the reader"
        raise RuntimeError(msg)
