"""Workers: process chunks of pages and return the results in order, whatever a page does to its process.

A chunk has the time limit of one page. If it fails (too slow, out of memory, its process died), its pages are
processed again one by one, each in a fresh process. So the result of a page never depends on other pages or on the
number of workers, and only pages that fail alone are rejected.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import logging
import multiprocessing as mp
import os
import pickle
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from pebble import ProcessExpired, ProcessPool
from pebble.concurrent import process

from tearsheet.batch.errors import (
    MemoryLimitExceeded,
    TimeLimitExceeded,
    UnexpectedFailure,
    WorkerCrashed,
    WorkersNotStarted,
)
from tearsheet.batch.records import RawPage
from tearsheet.batch.work import Job, Outcome, Result
from tearsheet.errors import ArticleError

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

log = logging.getLogger(__name__)

Chunk: TypeAlias = Sequence[RawPage]

AHEAD = 6
"""Chunks under way for each worker: enough that none waits while one page is slow, few enough to bound memory."""
PRELOAD = ("tearsheet.batch.pool", "tearsheet.api")
"""Modules that the process from which workers are forked imports once for all of them."""
GRACE = 10.0
"""Seconds beyond the limits after which a chunk that the pool does not account for is taken as failed."""
LOOK = 1.0
"""Seconds between two looks at whether the pool of a chunk that is waited for still works."""


class _Pending(NamedTuple):
    """A chunk under way."""

    chunk: Chunk
    future: Future[Result | None]
    pool: ProcessPool


class InProcess:
    """No workers: pages are read in this process, without limits on time and memory."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def map(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, Result]]:
        """Yield each chunk with its result, in order.

        Raises:
            MemoryError: This process is out of memory.
        """
        for chunk in chunks:
            result = self._job.run(chunk)
            if result is None:
                raise MemoryError
            yield chunk, result

    def close(self) -> None:
        """Do nothing: there is nothing to stop."""


def crew_for(job: Job, workers: int) -> InProcess | Workers:
    """Return who does the work: so many worker processes, or with 0 this process."""
    return Workers(job, workers) if workers else InProcess(job)


class Workers:
    """A pool of worker processes; one that dies or is stopped is replaced."""

    def __init__(self, job: Job, workers: int) -> None:
        self._job = job
        self._packed = pickle.dumps(job)
        self._workers = workers
        self._context = _context()
        self._pool: ProcessPool | None = None
        self._works = False
        """Whether a worker has given a result."""

    def map(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, Result]]:
        """Yield each chunk with its result, in order. At most `AHEAD` chunks for each worker are under way.

        No more workers are started than there are chunks.

        Raises:
            WorkersNotStarted: The system, or the script that called, does not let workers start.
        """
        if _imports_main():
            self._make_sure_of_workers()
        window: deque[_Pending] = deque()
        coming = iter(chunks)
        first_chunks = list(itertools.islice(coming, self._workers))
        workers = self._workers = max(1, len(first_chunks))
        for chunk in itertools.chain(first_chunks, coming):
            window.append(self._schedule(chunk))
            if len(window) >= AHEAD * workers:
                first = window.popleft()
                yield first.chunk, self._settle(first)
        while window:
            first = window.popleft()
            yield first.chunk, self._settle(first)

    def _schedule(self, chunk: Chunk) -> _Pending:
        pool = self._pool
        if pool is None or not pool.active:
            self.close()
            pool = self._pool = new_pool(self._workers, self._job.limits.memory)
        future: Future[Result | None] = pool.schedule(
            run_chunk, args=(self._packed, chunk), timeout=self._job.limits.seconds
        )
        return _Pending(chunk, future, pool)

    def _settle(self, pending: _Pending) -> Result:
        """Return the chunk's result, page by page if the chunk as a whole gives none."""
        result: Result | None = None
        if self._is_done(pending):
            # Whatever went wrong with the chunk as a whole is judged page by page.
            with contextlib.suppress(Exception):
                result = pending.future.result()
        else:
            pending.future.cancel()
        if result is None:
            log.warning("a chunk of %d pages failed: reading its pages one by one", len(pending.chunk))
            self._make_sure_of_workers()
            return _joined([self._alone(page) for page in pending.chunk])
        self._works = True
        return result

    def _make_sure_of_workers(self) -> None:
        """Start a process that has nothing to do, unless one has worked before: pages are not to blame if it fails.

        Raises:
            WorkersNotStarted: It did not start.
        """
        if self._works:
            return
        options: Any = {"context": self._context, "mp_context": self._context}
        idle = process(timeout=None, **options)(prepare)
        try:
            idle(self._job.limits.memory).result()
        except ProcessExpired as error:
            raise WorkersNotStarted(_ending(error.exitcode)) from None
        self._works = True

    def _is_done(self, pending: _Pending) -> bool:
        """Wait for the oldest chunk; return False if its pool has lost it.

        The chunk is running or next, so it needs at most two time limits. A pool whose workers die at the wrong
        moment gives up, and may leave tasks that never finish.
        """
        end = time.monotonic() + 2 * self._job.limits.seconds + GRACE
        while not wait([pending.future], timeout=LOOK).done:
            if not pending.pool.active or time.monotonic() > end:
                return False
        return True

    def _alone(self, page: RawPage) -> Result:
        """Return the result of one page, read in a fresh process."""
        limits = self._job.limits
        # pebble 5.2 reads the context under a name that its annotations and later calls do not use: give both.
        options: Any = {"context": self._context, "mp_context": self._context}
        alone = process(timeout=limits.seconds, **options)(run_alone)
        try:
            result: Result | None = alone(self._job, page).result()
        except TimeoutError:
            return self._rejected(page, TimeLimitExceeded(limits.seconds), limits.seconds)
        except ProcessExpired as error:
            return self._rejected(page, WorkerCrashed(_ending(error.exitcode)))
        except Exception as error:  # noqa: BLE001  # a result that does not travel is a defect of this page's alone
            return self._rejected(page, UnexpectedFailure(f"{type(error).__name__}: {error}"))
        return result if result is not None else self._rejected(page, MemoryLimitExceeded(limits.memory))

    def _rejected(self, page: RawPage, error: ArticleError, seconds: float = 0.0) -> Result:
        log.warning("%s: %s", page.name, error)
        return self._job.result_of([Outcome(page, seconds, error=error)])

    def close(self) -> None:
        """Stop the workers, whatever they are doing."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates most of itself
            self._pool.join()


def new_pool(workers: int, memory: int) -> ProcessPool:
    """Return a pool of so many workers, each with a limit on its memory in bytes."""
    return ProcessPool(max_workers=workers, context=_context(), initializer=prepare, initargs=(memory,))


def _imports_main() -> bool:
    """Return whether a new process imports the script that started this one, with whatever that does."""
    main = sys.modules.get("__main__")
    spec = getattr(main, "__spec__", None)
    if spec is not None:
        return not str(spec.name).endswith("__main__")
    return getattr(main, "__file__", None) is not None


def check_not_starting() -> None:
    """Refuse to start workers in a process that is itself just being started as one.

    Raises:
        WorkersNotStarted: It is: the script that called is imported there, and calls again.
    """
    # The flag by which multiprocessing refuses the same, later and in other words.
    if getattr(mp.current_process(), "_inheriting", False):
        raise WorkersNotStarted("the script calls convert on import")


def _context() -> BaseContext:
    """Return how workers are started: never by forking this process, which may have threads and locks."""
    if "forkserver" not in mp.get_all_start_methods():
        return mp.get_context("spawn")
    context = mp.get_context("forkserver")
    context.set_forkserver_preload(list(PRELOAD))
    return context


def prepare(memory: int) -> None:
    """Set up a new worker: its memory limit, its end when the parent ends, its signal handlers."""
    # The default action ends a worker that is stuck in native code, where a Python handler would never run.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if sys.platform.startswith("linux"):
        import resource

        limit = _address_space() + memory
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _address_space() -> int:
    """Return the size of this process's address space in bytes."""
    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123  # a file of the kernel, not a path of the user's
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _end_with_parent() -> None:
    parent = mp.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@functools.lru_cache(maxsize=1)
def _unpacked(job: bytes) -> Job:
    """Return the job that is sent with every chunk; what it loads (such as a contract) is reused."""
    unpacked: Job = pickle.loads(job)  # noqa: S301  # made by the process that started this one
    return unpacked


def run_chunk(job: bytes, chunk: Chunk) -> Result | None:
    """Return a chunk's result from within a worker; None if memory ran out."""
    return _unpacked(job).run(chunk)


def run_alone(job: Job, page: RawPage) -> Result | None:
    """Return one page's result from within a fresh process; None if memory ran out."""
    prepare(job.limits.memory)
    return job.run((page,))


def _ending(exitcode: Any) -> str:
    if isinstance(exitcode, int) and exitcode < 0:
        try:
            return signal.Signals(-exitcode).name
        except ValueError:
            return f"signal {-exitcode}"
    return f"exit code {exitcode}"


def _joined(results: Sequence[Result]) -> Result:
    stats = results[0].stats
    for result in results[1:]:
        stats.merge(result.stats)
    return Result(
        b"".join(result.articles for result in results),
        b"".join(result.rejects for result in results),
        b"".join(result.quarantine for result in results),
        stats,
    )
