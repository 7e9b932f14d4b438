"""Tells sources apart by name and strings them together."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from tearsheet.batch.bounded import packing_of
from tearsheet.batch.errors import SourceError
from tearsheet.batch.records import Columns, Limits, RawPage
from tearsheet.batch.sources.base import Source
from tearsheet.batch.sources.files import FileSource, page_of_file, walk


class FolderSource:
    """All files below a folder: pages, and containers of pages."""

    def __init__(self, root: str, columns: Columns, limits: Limits, own: frozenset[str]) -> None:
        self._root = root
        self._own = own
        self._columns = columns
        self._limits = limits

    def pages(self) -> Iterator[RawPage]:
        """Yield the inputs: files by name within each folder; those of containers in their order."""
        for path, sidecar, error in walk(self._root, self._own):
            if error is not None:
                yield page_of_file(path, sidecar=False)._replace(fault=error)
            elif (container := container_of(path, self._columns, self._limits)) is not None:
                yield from container.pages()
            else:
                yield page_of_file(path, sidecar=sidecar)

    def count(self) -> int | None:
        """Return the number of files; None if there is a container among them."""
        count = 0
        for path, _, _ in walk(self._root, self._own):
            if container_of(path, self._columns, self._limits) is not None:
                return None
            count += 1
        return count

    def fraction(self) -> None:
        """Return None: the count says all."""


def container_of(path: str, columns: Columns, limits: Limits) -> Source | None:  # noqa: ARG001
    """Return the container of pages that a file is by its name; None if it is a page."""
    _stem, _packing = packing_of(path)
    return None


class Sources:
    """Several sources as one."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources
        self._current = 0

    def pages(self) -> Iterator[RawPage]:
        """Yield the inputs of all sources in the order given."""
        for number, source in enumerate(self._sources):
            self._current = number
            yield from source.pages()
        self._current = len(self._sources)

    def count(self) -> int | None:
        """Return how many inputs there are; None if one source does not know."""
        total = 0
        for source in self._sources:
            count = source.count()
            if count is None:
                return None
            total += count
        return total

    def fraction(self) -> float | None:
        """Return how much has been read, from 0 to 1, sources taken as equally large; None if not known."""
        if self._current >= len(self._sources):
            return 1.0
        part = self._sources[self._current].fraction()
        return None if part is None else (self._current + part) / len(self._sources)


def open_sources(
    sources: Sequence[str | os.PathLike[str]],
    columns: Columns,
    limits: Limits,
    own: frozenset[str] = frozenset(),
) -> Sources:
    """Return the sources that paths, patterns and ``-`` name.

    Args:
        sources: Their names.
        columns: Names of the columns of those that have columns.
        limits: What one page may cost.
        own: Real paths of the run's own files, which are no inputs when they lie in a folder of inputs.

    Raises:
        SourceError: A path does not exist, or a pattern matches nothing.
    """
    return Sources([source for each in sources for source in _open(os.fspath(each), columns, limits, own)])


def _open(name: str, columns: Columns, limits: Limits, own: frozenset[str]) -> Iterator[Source]:
    path = Path(name)
    if path.is_dir():
        yield FolderSource(name, columns, limits, own)
    elif path.exists():
        yield container_of(name, columns, limits) or FileSource(name)
    elif glob.has_magic(name):
        # A pattern may be absolute, which Path.glob does not take.
        matches = sorted(glob.glob(name, recursive=True), key=os.fsencode)  # noqa: PTH207
        if not matches:
            raise SourceError(name, "no file matches this pattern")
        for match in matches:
            yield from _open(match, columns, limits, own)
    else:
        raise SourceError(name, "no such file or folder")
