"""Tells sources apart by name and strings them together."""

from __future__ import annotations

import glob
import importlib.util
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tearsheet.batch.bounded import packing_of
from tearsheet.batch.errors import SourceError
from tearsheet.batch.records import Columns, Limits, RawPage
from tearsheet.batch.sources.archives import TarSource, ZipSource
from tearsheet.batch.sources.base import Source
from tearsheet.batch.sources.files import FileSource, is_page, page_of_file, walk
from tearsheet.batch.sources.listing import StdinSource
from tearsheet.batch.sources.tables import JsonLinesSource, ParquetSource
from tearsheet.batch.sources.warc import WarcSource

OTHER_FILES = "files that are no pages by their name"
"""Why files of a folder are left out, as the account of the run says it."""


class Opener:
    """Opens what a name stands for."""

    def __init__(self, columns: Columns, limits: Limits, own: frozenset[str]) -> None:
        self.own = own
        """Real paths of the run's own files, which are no inputs when they lie in a folder of inputs."""
        self.left_out: Counter[str] = Counter()
        """Files, members and records that are no inputs, by reason; grows while sources are read."""
        self._columns = columns
        self._limits = limits

    def open(self, name: str) -> Iterator[Source]:
        """Yield the sources that a path, a pattern or ``-`` stands for; at least one.

        Raises:
            SourceError: The path does not exist, or the pattern matches nothing.
        """
        path = Path(name)
        if name == "-":
            yield StdinSource(sys.stdin.buffer, self._limits, self.open)
        elif path.is_dir():
            yield FolderSource(name, self)
        elif path.exists():
            yield self.container(name) or FileSource(name)
        elif glob.has_magic(name):
            # A pattern may be absolute, which Path.glob does not take.
            matches = sorted(glob.glob(name, recursive=True), key=os.fsencode)  # noqa: PTH207  # see above
            if not matches:
                raise SourceError(name, "no file matches this pattern")
            for match in matches:
                yield from self.open(match)
        else:
            raise SourceError(name, "no such file or folder")

    def container(self, path: str) -> Source | None:
        """Return the container of pages that a file is by its name; None if it is a page."""
        stem, packing = (f"{path[:-4]}.tar", "gzip") if path.lower().endswith(".tgz") else packing_of(path)
        kind = Path(stem).suffix.lower()
        if kind in {".jsonl", ".ndjson"}:
            return JsonLinesSource(path, packing, self._columns, self._limits)
        if kind == ".tar":
            return TarSource(path, packing, self._limits, self.left_out)
        if kind == ".warc":
            _need("fastwarc", path)
            return WarcSource(path, packing, self._limits, self.left_out)
        if kind == ".zip" and packing is None:
            return ZipSource(path, self._limits, self.left_out)
        if kind == ".parquet" and packing is None:
            _need("pyarrow", path)
            return ParquetSource(path, self._columns)
        return None


def _need(module: str, path: str) -> None:
    if importlib.util.find_spec(module) is None:
        raise SourceError(path, "it is read by the extra: pip install 'tearsheet[batch]'")


class FolderSource:
    """All files below a folder: pages, and containers of pages."""

    def __init__(self, root: str, opener: Opener) -> None:
        self._root = root
        self._opener = opener

    def pages(self) -> Iterator[RawPage]:
        """Yield the inputs: files by name within each folder; those of containers in their order."""
        for path, sidecar, error in walk(self._root, self._opener.own):
            if error is not None:
                yield page_of_file(path, sidecar=False)._replace(fault=error)
            elif (container := self._opener.container(path)) is not None:
                yield from container.pages()
            elif is_page(path):
                yield page_of_file(path, sidecar=sidecar)
            else:
                self._opener.left_out[OTHER_FILES] += 1

    def count(self) -> int | None:
        """Return the number of files that are pages; None if there is a container among them."""
        count = 0
        for path, _, error in walk(self._root, self._opener.own):
            if self._opener.container(path) is not None:
                return None
            count += error is not None or is_page(path)
        return count

    def fraction(self) -> None:
        """Return None: the count says all."""


class Sources:
    """Several sources as one."""

    def __init__(self, sources: Sequence[Source], left_out: Counter[str]) -> None:
        self.left_out = left_out
        """Files, members and records that are no inputs, by reason; grows while the sources are read."""
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
    opener = Opener(columns, limits, own)
    opened = [source for each in sources for source in opener.open(os.fspath(each))]
    return Sources(opened, opener.left_out)
