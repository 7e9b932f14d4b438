"""Pages and articles in tables: JSON Lines, packed or not, JSON and Parquet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import IO, TYPE_CHECKING, Any

from tearsheet.batch.bounded import PIECE, read_bounded, unpacked
from tearsheet.batch.errors import CorruptInput, MissingMarkup, SourceError, UnreadableInput
from tearsheet.batch.records import Columns, Limits, RawPage
from tearsheet.batch.sources.archives import StreamSource
from tearsheet.batch.sources.base import Notes
from tearsheet.batch.sources.files import shown
from tearsheet.batch.sources.rows import is_article, page_of_row, suggestion
from tearsheet.errors import InputError, InputTooLarge

if TYPE_CHECKING:
    import pyarrow.parquet as pq

ROWS = 16
"""Rows of a Parquet file that are in memory at a time."""
REJECT_ROWS = "rows that are rejects"
"""What rows of `tearsheet.batch.arrow.OUTCOMES` without an article are skipped as."""


class _JsonText(StreamSource):
    """A file of JSON, possibly packed."""

    def __init__(self, path: str, packing: str | None, columns: Columns, limits: Limits) -> None:
        super().__init__(path)
        self._packing = packing
        self._columns = columns
        # An escape takes up to six bytes for one byte of the page.
        self._limit = limits.size * 6


class JsonLinesSource(_JsonText):
    """The rows of a JSON Lines file, named ``file#line`` with lines counted from 1. Blank lines are skipped."""

    def records(self) -> Iterator[RawPage]:
        """Yield the rows."""
        stream = unpacked(self.open(), self._packing)
        for number, line in enumerate(self._lines(stream), start=1):
            page = RawPage(f"{shown(self.path)}#{number}", line=number)
            if line is None:
                yield page._replace(fault=InputTooLarge("bytes", self._limit + 1, self._limit))
            elif line.strip():
                yield _page_of_json(page, line, self._columns)

    def _lines(self, stream: IO[bytes]) -> Iterator[bytes | None]:
        """Yield the lines; None for a line that exceeds the limit."""
        readline = stream.readline
        while line := readline(self._limit):
            if line.endswith(b"\n") or len(line) < self._limit:
                yield line
            else:
                while (rest := readline(self._limit)) and not rest.endswith(b"\n"):
                    pass
                yield None


class JsonSource(_JsonText):
    """A JSON file with a single row, such as an article printed by ``tearsheet show --json``."""

    def records(self) -> Iterator[RawPage]:
        """Yield the only row."""
        data = read_bounded(unpacked(self.open(), self._packing), self._limit)
        yield _page_of_json(RawPage(shown(self.path)), data, self._columns)


def _page_of_json(page: RawPage, data: bytes, columns: Columns) -> RawPage:
    try:
        row = json.loads(data)
    except (ValueError, RecursionError) as error:
        return page._replace(fault=CorruptInput("json", str(error)))
    if not isinstance(row, dict):
        return page._replace(fault=MissingMarkup("the line contains no JSON object"))
    return page_of_row(page, row, columns)


class ParquetSource:
    """The rows of a Parquet file, pages or articles, named ``file#row`` with rows counted from 1."""

    def __init__(self, path: str, columns: Columns, notes: Notes) -> None:
        self._path = path
        self._columns = columns
        self._skipped = notes.skipped

    def check(self, file: IO[bytes] | None = None) -> None:
        """Find out early whether the columns are there, for a file that is named as a source.

        Args:
            file: The open file; None to open it by its path.

        Raises:
            SourceError: The column of pages is missing.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            with pq.ParquetFile(file or self._path) as table:
                problem = self._problem(table)
        except (OSError, ValueError, pa.lib.ArrowException):
            return  # a fault of the file itself is reported when it is read
        if problem is not None:
            raise SourceError(self._path, problem)

    def pages(self) -> Iterator[RawPage]:
        """Yield the rows; an invalid file ends with one faulty input with the name of the file."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        name = shown(self._path)
        try:
            with pq.ParquetFile(self._path, buffer_size=PIECE, pre_buffer=False) as file:
                problem = self._problem(file)
                if problem is not None:
                    yield RawPage(name, fault=MissingMarkup(problem))
                elif self._holds_pages(file):
                    yield from self._pages(file, name)
                else:
                    yield from self._articles(file, name)
        except OSError as error:
            yield RawPage(name, fault=_fault_of(error))
        except (ValueError, KeyError, pa.lib.ArrowException) as error:
            yield RawPage(name, fault=CorruptInput("parquet", str(error)))

    def _holds_pages(self, file: pq.ParquetFile) -> bool:
        return (self._columns.text or self._columns.html) in file.schema_arrow.names

    def _problem(self, file: pq.ParquetFile) -> str | None:
        """Return why nothing can be read, and what would help; None if something can."""
        names = file.schema_arrow.names
        if self._holds_pages(file) or is_article(frozenset(names)):
            return None
        wanted = self._columns.text or self._columns.html
        first = next(file.iter_batches(batch_size=1, use_threads=False), None)
        row: dict[str, Any] = first.to_pylist()[0] if first is not None and first.num_rows else {}
        return f"no column {wanted!r}; the columns are {', '.join(names)}{suggestion(row)}"

    def _pages(self, file: pq.ParquetFile, name: str) -> Iterator[RawPage]:
        from tearsheet.batch.arrow import pages_of

        columns = self._columns
        names = (columns.text or columns.html, columns.url, columns.id)
        present = list(dict.fromkeys(each for each in names if each in file.schema_arrow.names))
        first = 1
        for batch in file.iter_batches(batch_size=ROWS, columns=present, use_threads=False):
            yield from pages_of(batch, columns, _namer(name, first))
            first += batch.num_rows

    def _articles(self, file: pq.ParquetFile, name: str) -> Iterator[RawPage]:
        from tearsheet.batch.arrow import records_of

        row = 0
        for batch in file.iter_batches(batch_size=ROWS, use_threads=False):
            records = list(records_of(batch))
            self._skipped.update(
                {REJECT_ROWS: batch.num_rows - len(records)} if len(records) < batch.num_rows else {}
            )
            for own_name, record in records:
                row += 1
                yield RawPage(own_name or f"{name}#{row}", body=json.dumps(record), article=True)

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
