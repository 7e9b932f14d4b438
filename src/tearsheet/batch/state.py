"""The state of a run on disk, so that a run that is killed at any moment can be resumed.

During a run, the folder ``OUTPUT.part`` contains its plan (``plan.json``), one growing file for each stream, and
``journal.jsonl``. A run proceeds in segments of a fixed number of inputs. A segment is finished when its bytes are
on disk, followed by its line in the journal: the sizes of the streams after it, a digest of its inputs' names, its
counts. Anything after the last complete line of the journal is discarded when the run is resumed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

from tearsheet.batch.errors import OutputError, RunConflict
from tearsheet.batch.outputs import written_beside
from tearsheet.batch.records import RawPage
from tearsheet.batch.run_stats import RunStats
from tearsheet.batch.work import Result

SEGMENT = 1024
"""Inputs in a segment: the most that a kill can lose, and the rows of a Parquet row group."""
STREAMS = ("articles", "rejects", "quarantine")
"""Names of the streams, which are the names of the fields of `Result` that go to them."""


class Segment(NamedTuple):
    """One line of the journal."""

    inputs: int
    """Inputs in this segment."""
    names: str
    """Digest of their names."""
    stamps: str
    """Digest of sizes and times of the files that they are from."""
    sizes: dict[str, int]
    """Size of each stream after this segment, in bytes."""


def names_digest(pages: Iterable[RawPage]) -> str:
    """Return a digest of the inputs' names, in order."""
    return _digest(page.name for page in pages)


def stamps_digest(pages: Iterable[RawPage]) -> str:
    """Return a digest of sizes and times of the files that inputs are from, in order."""
    return _digest(page.stamp for page in pages)


def kept_inputs(folder: Path) -> int:
    """Return how many inputs an unfinished run has finished; 0 if there is no such run."""
    try:
        lines = (folder / "journal.jsonl").read_bytes().splitlines(keepends=True)
        return sum(json.loads(line)["inputs"] for line in lines if line.endswith(b"\n"))
    except (OSError, ValueError, KeyError):
        return 0


def _digest(names: Iterable[str]) -> str:
    sink = hashlib.blake2b(digest_size=16)
    for name in names:
        sink.update(name.encode("utf-8", "surrogatepass") + b"\0")
    return sink.hexdigest()


class RunState:
    """The folder of an unfinished run: creates or resumes it, appends to it, finishes it."""

    def __init__(self, folder: Path, plan: dict[str, Any], *, restart: bool = False) -> None:
        self.folder = folder
        self.segments: list[Segment] = []
        self.stats: RunStats = RunStats()
        """Counts over all segments that are done."""
        self._lock: IO[bytes] | None = None
        self._files: dict[str, IO[bytes]] = {}
        self._plan = json.dumps(plan, indent=1, sort_keys=True)
        self._restart = restart

    @property
    def inputs(self) -> int:
        """Inputs that are done for good."""
        return self.stats.inputs

    def path(self, stream: str) -> Path:
        """Return where a stream's bytes are."""
        return self.folder / stream

    def __enter__(self) -> Self:
        """Take the folder up where it is, or make it.

        Raises:
            RunConflict: Another process is using it, or its plan differs.
            OutputError: The folder cannot be written.
        """
        try:
            self._open()
        except OSError as error:
            self.abandon()
            raise OutputError(self.folder, error.strerror or str(error)) from error
        except RunConflict:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None and not self.segments:
            self.abandon()
        self.close()

    def abandon(self) -> None:
        """Remove the folder of a run that has kept nothing; of another process's run, nothing."""
        if self._lock is not None and not self.segments:
            self._close_files()
            shutil.rmtree(self.folder, ignore_errors=True)
        self.close()

    def _open(self) -> None:
        self._take_lock()
        plan = self.folder / "plan.json"
        if self._restart or not plan.exists():
            for name in ("plan.json", "journal.jsonl", "published.json", *STREAMS):
                (self.folder / name).unlink(missing_ok=True)
            written_beside(plan, [self._plan.encode()]).replace(plan)
        else:
            self._compare(json.loads(plan.read_bytes()))
        self._take_up()

    def _take_lock(self) -> None:
        """Lock the folder, made if need be.

        Raises:
            RunConflict: Another process has it.
        """
        while True:
            self.folder.mkdir(parents=True, exist_ok=True)
            path = self.folder / "lock"
            lock = path.open("wb")
            if not locked(lock):
                lock.close()
                raise RunConflict(self.folder, "another process is writing this output")
            try:
                if os.path.samestat(os.fstat(lock.fileno()), path.stat()):
                    self._lock = lock
                    return
            except FileNotFoundError:
                pass
            lock.close()  # of a run that was finished, and its folder removed, between our two steps

    def _compare(self, kept: dict[str, Any]) -> None:
        """Refuse to resume a run that was started with other sources or options."""
        mine: dict[str, Any] = json.loads(self._plan)
        different = sorted(name for name in mine | kept if mine.get(name) != kept.get(name))
        if different:
            raise RunConflict(
                self.folder,
                f"there is an unfinished run that differs in {', '.join(different)}; "
                "use --restart to discard it",
            )

    def _take_up(self) -> None:
        journal = self.folder / "journal.jsonl"
        journal.touch()
        sizes = dict.fromkeys(STREAMS, 0)
        kept = 0
        with journal.open("rb") as lines:
            for line in lines:
                if not line.endswith(b"\n"):
                    break
                kept += len(line)
                data = json.loads(line)
                self.stats.merge(RunStats.from_json(data.pop("stats")))
                self.segments.append(Segment(**data))
                sizes = self.segments[-1].sizes
        for name, size in (*sizes.items(), ("journal.jsonl", kept)):
            file = (self.folder / name).open("ab")
            self._files[name] = file
            if file.tell() < size:
                raise RunConflict(
                    self.folder,
                    f"{name} is shorter than recorded; use --restart to discard the unfinished run",
                )
            file.truncate(size)

    def append(self, result: Result) -> None:
        """Append a chunk's result to the streams; it counts once its segment is committed.

        Raises:
            OutputError: The disk does not take it.
        """
        for name in STREAMS:
            data: bytes = getattr(result, name)
            if data:
                self._write(name, data)

    def commit(self, pages: Sequence[RawPage], stats: RunStats) -> None:
        """Make all that was appended since the last commit a done segment.

        Raises:
            OutputError: The disk does not take it.
        """
        for name in STREAMS:
            self._write(name, b"", sync=True)
        sizes = {name: self.path(name).stat().st_size for name in STREAMS}
        segment = Segment(len(pages), names_digest(pages), stamps_digest(pages), sizes)
        record = {**segment._asdict(), "stats": stats.to_json()}
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        self._write("journal.jsonl", line.encode("utf-8", "replace") + b"\n", sync=True)
        self.stats.merge(stats)
        self.segments.append(segment)

    def _write(self, name: str, data: bytes, *, sync: bool = False) -> None:
        file = self._files[name]
        try:
            file.write(data)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise OutputError(self.folder / name, error.strerror or str(error)) from error

    def close(self) -> None:
        """Close all files; uncommitted data is discarded when the run is resumed."""
        self._close_files()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _close_files(self) -> None:
        for file in self._files.values():
            try:
                file.close()
            except OSError:  # a full disk again: nothing that counts is in the buffer
                continue
        self._files.clear()

    def remove(self) -> None:
        """Remove the folder: the run is finished. If the process is killed meanwhile, nothing is left that looks like a run."""
        self._close_files()
        finished = self.folder.with_name(f"{self.folder.name}.finished")
        if finished.exists():
            shutil.rmtree(finished)
        self.folder.rename(finished)
        shutil.rmtree(finished)
        self.close()


def locked(file: IO[bytes]) -> bool:
    """Lock ``file`` for as long as it is open in this process; return False if another process has it."""
    try:
        import fcntl
    except ImportError:  # Windows: the folder is not guarded against a second run
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def pieces_of(path: Path, start: int = 0, stop: int | None = None, *, size: int = 1 << 20) -> Iterator[bytes]:
    """Yield the bytes of a file from ``start`` to ``stop`` (the end if None), ``size`` at a time."""
    with path.open("rb") as file:
        file.seek(start)
        left = path.stat().st_size - start if stop is None else stop - start
        while left > 0 and (piece := file.read(min(size, left))):
            left -= len(piece)
            yield piece
