"""Pages in tables: JSON Lines, packed or not, and Parquet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import IO

from tearsheet.batch.bounded import PIECE, unpacked
from tearsheet.batch.errors import CorruptInput, MissingMarkup, SourceError, UnreadableInput
from tearsheet.batch.records import Columns, Limits, RawPage
from tearsheet.batch.sources.archives import StreamSource
from tearsheet.batch.sources.files import shown
from tearsheet.errors import InputError, InputTooLarge

ROWS = 16
"""Rows of a Parquet file that are in memory at a time."""


class JsonLinesSource(StreamSource):
    """The rows of a JSON Lines file, named ``file#line`` with lines counted from 1. Blank lines are none."""

    def __init__(self, path: str, packing: str | None, columns: Columns, limits: Limits) -> None:
        super().__init__(path)
        self._packing = packing
        self._columns = columns
        # Escapes take up to six bytes for one of the page's.
        self._limit = limits.size * 6

    def records(self) -> Iterator[RawPage]:
        """Yield the rows."""
        stream = unpacked(self.open(), self._packing)
        for number, line in enumerate(self._lines(stream), start=1):
            if line is None:
                fault = InputTooLarge("bytes", self._limit + 1, self._limit)
                yield RawPage(f"{shown(self.path)}#{number}", fault=fault)
            elif line.strip():
                yield self._page(f"{shown(self.path)}#{number}", line)

    def _lines(self, stream: IO[bytes]) -> Iterator[bytes | None]:
        """Yield the lines; None for one that is over the limit."""
        readline = stream.readline
        while line := readline(self._limit):
            if line.endswith(b"\n") or len(line) < self._limit:
                yield line
            else:
                while (rest := readline(self._limit)) and not rest.endswith(b"\n"):
                    pass
                yield None

    def _page(self, name: str, line: bytes) -> RawPage:
        columns = self._columns
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            return RawPage(name, fault=CorruptInput("json", str(error)))
        if not isinstance(row, dict):
            return RawPage(name, fault=MissingMarkup("the line holds no JSON object"))
        url = row.get(columns.url)
        if columns.id is not None and isinstance(row.get(columns.id), (str, int)):
            name = _valid(str(row[columns.id]))
        member = columns.text or columns.html
        body = row.get(member)
        page = RawPage(name, url=_valid(url) if isinstance(url, str) else None, markup=columns.text is None)
        if not isinstance(body, str):
            return page._replace(fault=MissingMarkup(f"the line holds no string {member!r}"))
        return page._replace(body=body)


def _valid(text: str) -> str:
    """Return ``text`` without lone surrogates, which JSON's escapes can write and Unicode text cannot hold."""
    return text.encode("utf-8", "replace").decode()


class ParquetSource:
    """The rows of a Parquet file, named ``file#row`` with rows counted from 1."""

    def __init__(self, path: str, columns: Columns) -> None:
        self._path = path
        self._columns = columns

    def pages(self) -> Iterator[RawPage]:
        """Yield the rows; a file that is not sound ends with one faulty input named for the file.

        Raises:
            SourceError: The column of pages is missing.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        from tearsheet.batch.arrow import pages_of

        name = shown(self._path)
        try:
            with pq.ParquetFile(self._path, buffer_size=PIECE, pre_buffer=False) as file:
                first = 1
                for batch in file.iter_batches(
                    batch_size=ROWS, columns=self._present(file.schema_arrow.names), use_threads=False
                ):
                    yield from pages_of(batch, self._columns, _namer(name, first))
                    first += batch.num_rows
        except OSError as error:
            yield RawPage(name, fault=_fault_of(error))
        except (ValueError, pa.lib.ArrowException) as error:
            yield RawPage(name, fault=CorruptInput("parquet", str(error)))

    def _present(self, names: list[str]) -> list[str]:
        columns = self._columns
        body = columns.text or columns.html
        if body not in names:
            raise SourceError(self._path, f"it has no column {body!r}; it has {', '.join(names)}")
        return [body] + [name for name in (columns.url, columns.id) if name in names]

    def count(self) -> int | None:
        """Return the number of rows."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            return int(pq.read_metadata(self._path).num_rows)
        except (OSError, ValueError, pa.lib.ArrowException):
            return 1

    def fraction(self) -> None:
        """Return None: the count says all."""


def _fault_of(error: OSError) -> InputError:
    """Return the fault: of the system, which numbers its errors, or of the file, where pyarrow raises the same type."""
    if error.errno is not None:
        return UnreadableInput(error.strerror or str(error))
    return CorruptInput("parquet", str(error))


def _namer(name: str, first: int) -> Callable[[int], str]:
    return lambda row: f"{name}#{first + row}"
