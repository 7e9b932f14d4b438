"""The state of a run on disk: what is done for good, so that a run killed at any moment can go on.

While a run is under way, the folder ``OUTPUT.part`` holds its plan (``plan.json``), one growing file for each
stream and ``journal.jsonl``. A run proceeds in segments of a fixed number of inputs. A segment is done when its
bytes are on disk and then its line in the journal: sizes of the streams after it, a digest of its inputs' names, its
tally. What stands beyond the last full line of the journal never happened: it is cut off when the run goes on.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

from tearsheet.batch.errors import OutputError, RunConflict
from tearsheet.batch.tally import Tally
from tearsheet.batch.work import Result

SEGMENT = 1024
"""Inputs in a segment: what a kill may cost, and the rows of a Parquet row group."""
STREAMS = ("articles", "rejects", "quarantine")
"""Names of the streams, which are the names of the fields of `Result` that go to them."""


class Segment(NamedTuple):
    """One line of the journal."""

    inputs: int
    """Inputs in this segment."""
    names: str
    """Digest of their names."""
    sizes: dict[str, int]
    """Size of each stream after this segment, in bytes."""
    tally: Tally
    """Counts over this segment."""


def digest(names: Iterable[str]) -> str:
    """Return a digest of names in order."""
    sink = hashlib.blake2b(digest_size=16)
    for name in names:
        sink.update(name.encode("utf-8", "surrogatepass") + b"\0")
    return sink.hexdigest()


class RunState:
    """An unfinished run's folder: made or taken up, appended to, finished."""

    def __init__(self, folder: Path, plan: dict[str, Any], *, restart: bool = False) -> None:
        self.folder = folder
        self.segments: list[Segment] = []
        self.tally = Tally()
        """Counts over all segments that are done."""
        self._lock: IO[bytes] | None = None
        self._files: dict[str, IO[bytes]] = {}
        self._plan = json.dumps(plan, indent=1, sort_keys=True)
        self._restart = restart

    @property
    def inputs(self) -> int:
        """Inputs that are done for good."""
        return self.tally.inputs

    def path(self, stream: str) -> Path:
        """Return where a stream's bytes are."""
        return self.folder / stream

    def __enter__(self) -> Self:
        """Take the folder up where it is, or make it.

        Raises:
            RunConflict: Another process is at it, or its plan is another.
            OutputError: The folder cannot be written.
        """
        try:
            self._open()
        except OSError as error:
            self.close()
            raise OutputError(self.folder, error.strerror or str(error)) from error
        except RunConflict:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = (self.folder / "lock").open("wb")
        if not _locked(self._lock):
            raise RunConflict(self.folder, "another process is at this run")
        plan = self.folder / "plan.json"
        if self._restart or not plan.exists():
            for name in ("plan.json", "journal.jsonl", *STREAMS):
                (self.folder / name).unlink(missing_ok=True)
            replace(plan, [self._plan.encode()])
        elif plan.read_text() != self._plan:
            raise RunConflict(self.folder, "an unfinished run of other words; restart discards it")
        self._take_up()

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
                segment = Segment(**{**data, "tally": Tally.from_json(data["tally"])})
                sizes = segment.sizes
                self.tally.merge(segment.tally)
                self.segments.append(segment._replace(tally=Tally()))
        for name, size in (*sizes.items(), ("journal.jsonl", kept)):
            file = (self.folder / name).open("ab")
            self._files[name] = file
            if file.tell() < size:
                raise RunConflict(
                    self.folder, f"{name} is shorter than the journal says; restart discards the run"
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

    def commit(self, inputs: int, names: str, tally: Tally) -> None:
        """Make all that was appended since the last commit a done segment.

        Raises:
            OutputError: The disk does not take it.
        """
        for name in STREAMS:
            self._write(name, b"", sync=True)
        sizes = {name: self.path(name).stat().st_size for name in STREAMS}
        record = {"inputs": inputs, "names": names, "sizes": sizes, "tally": tally.to_json()}
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        self._write("journal.jsonl", line.encode("utf-8", "replace") + b"\n", sync=True)
        self.tally.merge(tally)
        self.segments.append(Segment(inputs, names, sizes, Tally()))

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
        """Close all files; what was not committed is cut off when the run is taken up."""
        for file in self._files.values():
            try:
                file.close()
            except OSError:  # a full disk again: nothing that counts is in the buffer
                continue
        self._files.clear()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def remove(self) -> None:
        """Remove the folder: the run is finished. A kill on the way leaves nothing that looks like a run."""
        self.close()
        finished = self.folder.with_name(f"{self.folder.name}.finished")
        if finished.exists():
            shutil.rmtree(finished)
        self.folder.rename(finished)
        shutil.rmtree(finished)


def _locked(file: IO[bytes]) -> bool:
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


def replace(path: Path, pieces: Iterable[bytes]) -> None:
    """Write ``pieces`` to ``path`` so that there is the whole new file or the old one, never a part.

    Raises:
        OutputError: The disk does not take it.
    """
    fresh = path.with_name(f"{path.name}.tmp")
    try:
        with fresh.open("wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise OutputError(path, error.strerror or str(error)) from error


def publish(source: Path, path: Path) -> None:
    """Make ``path`` a file with the bytes of ``source``, at once; without a second copy where the system can.

    Raises:
        OutputError: The disk does not take it.
    """
    fresh = path.with_name(f"{path.name}.tmp")
    try:
        fresh.unlink(missing_ok=True)
        fresh.hardlink_to(source)
        fresh.replace(path)
        fresh.unlink(missing_ok=True)  # renaming leaves it where both names are of one file, published before
    except OSError:  # a file system without hard links
        replace(path, pieces_of(source))


def pieces_of(path: Path, start: int = 0, stop: int | None = None, *, size: int = 1 << 20) -> Iterator[bytes]:
    """Yield the bytes of a file from ``start`` to ``stop`` (the end if None), ``size`` at a time."""
    with path.open("rb") as file:
        file.seek(start)
        left = path.stat().st_size - start if stop is None else stop - start
        while left > 0 and (piece := file.read(min(size, left))):
            left -= len(piece)
            yield piece
