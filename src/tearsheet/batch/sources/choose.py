"""Determines the type of each source by its name, and chains the sources."""

from __future__ import annotations

import glob
import os
import re
import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tearsheet.batch.bounded import packing_of
from tearsheet.batch.errors import MissingMarkup, SourceError
from tearsheet.batch.records import Columns, Limits, RawPage
from tearsheet.batch.sources.archives import TarSource, ZipSource
from tearsheet.batch.sources.base import Notes, Source
from tearsheet.batch.sources.databases import DatabaseSource
from tearsheet.batch.sources.files import FileSource, is_page, page_of_file, shown, stamp_of, walk
from tearsheet.batch.sources.listing import StdinSource
from tearsheet.batch.sources.members import pieces_of_archive
from tearsheet.batch.sources.tables import JsonLinesSource, JsonSource, ParquetSource
from tearsheet.batch.sources.warc import WarcSource
from tearsheet.batch.stores import is_remote
from tearsheet.errors import MissingExtra
from tearsheet.extras import require

OTHER_FILES = "files that are not pages, by their names"
"""What files of a folder are skipped as."""
PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml", ".php", ".txt", ".text", ".md", ".markdown"})
"""Suffixes of files in which no WARC records are looked for."""
URL = re.compile("(?i)https?://")
"""What a URL begins with."""


class Opener:
    """Opens sources by name."""

    def __init__(self, columns: Columns, limits: Limits, own: frozenset[str]) -> None:
        self.own = own
        """Real paths and URLs of the run's own files, which are ignored in a folder of inputs."""
        self.notes: Notes = Notes()
        """Notes about the sources; grows while they are read."""
        self._columns = columns
        self.limits = limits
        """Limits for one page."""

    def open(self, name: str) -> Iterator[Source]:
        """Yield the sources that a path, a pattern, a URL in a store or ``-`` names; at least one.

        Raises:
            SourceError: The path does not exist, the pattern matches nothing, or the file lacks the column of pages.
            MissingExtra: The library that reads the file is not installed.
        """
        path = Path(name)
        if is_remote(name):
            from tearsheet.batch.sources.remote import open_remote

            yield open_remote(name, self)
        elif name == "-":
            yield StdinSource(sys.stdin.buffer, self.limits, self.open)
        elif path.is_dir():
            yield FolderSource(name, self)
        elif path.exists():
            yield self.container(name, named=True) or FileSource(name)
        elif glob.has_magic(name) and not URL.match(name):
            # A pattern may be absolute, which Path.glob does not take.
            matches = sorted(glob.glob(name, recursive=True), key=os.fsencode)  # noqa: PTH207  # see above
            if not matches:
                raise SourceError(name, "no file matches this pattern")
            for match in matches:
                yield from self.open(match)
        else:
            raise SourceError(name, why_missing(name))

    def container(self, path: str, *, named: bool = False) -> Source | None:
        """Return the file as a container of pages, by its name or its first bytes; None if it is a page.

        Args:
            path: The file.
            named: Whether it is named as a source itself, and not found in a folder.
        """
        source = self.reader(path, named=named)
        if named and isinstance(source, ParquetSource):
            source.check()
        return None if source is None else Container(path, source, self.notes)

    def reader(self, path: str, *, named: bool) -> Source | None:
        """Return what reads the file as a container; None if it is a page. Only a WARC file by another name is opened.

        Raises:
            SourceError: The file is named as a source, and of a type that cannot be read.
            MissingExtra: The library that reads the file is not installed.
        """
        stem, packing = (f"{path[:-4]}.tar", "gzip") if path.lower().endswith(".tgz") else packing_of(path)
        kind = Path(stem).suffix.lower()
        if not (named or is_page(path)):
            return None
        if kind in {".jsonl", ".ndjson"}:
            return JsonLinesSource(path, packing, self._columns, self.limits)
        if kind in {".csv", ".tsv"} and named:
            raise SourceError(path, "CSV cannot be read back; use JSON Lines, Parquet or a database")
        if kind == ".json" and named:
            return JsonSource(path, packing, self._columns, self.limits)
        if kind == ".tar":
            return TarSource(path, packing, self.limits, self.notes)
        if kind in {".warc", ".wet"} or (kind not in PAGE_SUFFIXES and is_warc(path)):
            return WarcSource(path, packing, self.limits, self.notes)
        return None if packing is not None else self._plain_container(path, kind)

    def _plain_container(self, path: str, kind: str) -> Source | None:
        if kind == ".zip":
            return ZipSource(path, self.limits, self.notes)
        if kind == ".parquet":
            require("pyarrow", "batch")
            return ParquetSource(path, self._columns, self.notes)
        if kind == ".duckdb":
            require("duckdb", "duckdb")
            return DatabaseSource(path, "duckdb")
        return DatabaseSource(path, "sqlite") if kind in {".sqlite", ".sqlite3", ".db"} else None


def why_missing(name: str) -> str:
    """Return why there is nothing at ``name``; for a URL, how to fetch it."""
    if URL.match(name):
        return f"tearsheet fetches nothing; try: curl -sSL {shlex.quote(name)} | tearsheet show - --url {shlex.quote(name)}"
    return "no such file or folder"


def is_warc(path: str) -> bool:
    """Return whether a file begins as a WARC file does, packed or not, whatever its name is."""
    try:
        if not Path(path).is_file():
            return False  # to open a pipe would wait for its writer
        with Path(path).open("rb") as file:
            first = next(pieces_of_archive(file, None), b"")
    except (OSError, MissingExtra):
        return False
    return isinstance(first, bytes) and first.startswith(b"WARC/")


class Container:
    """A file with many inputs: reports if it is empty, or if it changes while it is read."""

    def __init__(self, path: str, source: Source, notes: Notes) -> None:
        self._path = path
        self._source = source
        self._notes = notes

    def pages(self) -> Iterator[RawPage]:
        """Yield the inputs; a faulty input if the file is empty."""
        stamp = stamp_of(self._path)
        skipped = self._notes.skipped.total()
        empty = True
        for page in self._source.pages():
            empty = False
            yield page._replace(stamp=stamp, file=self._path)
        if empty and self._notes.skipped.total() == skipped:
            yield RawPage(shown(self._path), fault=MissingMarkup("the file is empty"), stamp=stamp)
        if stamp_of(self._path) != stamp:
            self._notes.changed.append(shown(self._path))

    def count(self) -> int | None:
        """Return how many inputs there are, if that costs little; else None."""
        return self._source.count()

    def fraction(self) -> float | None:
        """Return how much of the file has been read, from 0 to 1, if it is known; else None."""
        return self._source.fraction()


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
                self._opener.notes.skipped[OTHER_FILES] += 1

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

    def __init__(self, sources: Sequence[Source], notes: Notes) -> None:
        self.notes = notes
        """Notes about the sources; grows while they are read."""
        self.given = 0
        """Inputs given so far."""
        self._sources = sources
        self._current = 0

    def pages(self) -> Iterator[RawPage]:
        """Yield the inputs of all sources in the order given."""
        for number, source in enumerate(self._sources):
            self._current = number
            for page in source.pages():
                self.given += 1
                yield page
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
        limits: Limits for one page.
        own: Real paths and URLs of the run's own files, which are ignored in a folder of inputs.

    Raises:
        SourceError: A path does not exist, or a pattern matches nothing.
    """
    opener = Opener(columns, limits, own)
    opened = [source for each in sources for source in opener.open(os.fspath(each))]
    return Sources(opened, opener.notes)
