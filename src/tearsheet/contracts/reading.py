"""Reading what is to be validated: pages, and articles that were converted before (JSON, JSON Lines, Parquet)."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from tearsheet.article.model import Article
from tearsheet.batch.bounded import packing_of, reading, unpacked
from tearsheet.batch.errors import SourceError
from tearsheet.batch.records import Columns, Limits
from tearsheet.batch.sources import open_sources
from tearsheet.batch.work import outcome, read_article
from tearsheet.contracts.findings import Origin
from tearsheet.errors import ArticleError

if TYPE_CHECKING:
    import pyarrow as pa

LINE_LIMIT = 256 * 1024 * 1024
"""Longest line of JSON that is read, in bytes."""

STANDARD = Columns()
"""The columns that hold pages if nothing else is said."""


class Row(Article):
    """An article as a run writes it: with the name of the input that it came from."""

    input: str | None = None
    """Name of the input; None if the row does not tell."""


class Read(NamedTuple):
    """One input: its article, or why there is none."""

    origin: Origin
    """Where it is from."""
    article: Article | None
    """The article; None if the input gave none."""
    reason: str | None = None
    """Why there is none: code and message; None if there is one."""


def read_articles(
    sources: Sequence[str | os.PathLike[str]],
    *,
    now: dt.datetime | None = None,
    columns: Columns = STANDARD,
) -> Iterator[Read]:
    """Yield one item for each article of the sources, in their order, and one for each input that gives none.

    Converted articles are ``.json`` (one), ``.jsonl`` (packed or not) and ``.parquet`` files that hold them;
    everything else that `tearsheet.convert` takes is converted on the way.

    Raises:
        SourceError: A source does not exist.
    """
    for source in [os.fspath(each) for each in sources]:
        stem, packing = packing_of(source)
        suffix = Path(stem).suffix.lower()
        if suffix == ".json" and Path(source).is_file():
            yield from _json(source)
        elif suffix in {".jsonl", ".ndjson"} and _holds_articles(source, packing):
            yield from _json_lines(source, packing)
        elif suffix == ".parquet" and packing is None and _parquet_of_articles(source):
            yield from _parquet(source)
        else:
            yield from _pages(source, columns, now)


def _pages(source: str, columns: Columns, now: dt.datetime | None) -> Iterator[Read]:
    limits = Limits()
    for page in open_sources([source], columns, limits).pages():
        result = outcome(page, limits, now, reader=read_article, check=None)
        origin = Origin(page.name, page.path or source)
        if result.article is not None:
            yield Read(origin, result.article)
        else:
            yield Read(origin, None, _told(result.error))


def _told(error: ArticleError | None) -> str:
    return f"{error.code}: {error}" if error is not None else "no article"


def _json(source: str) -> Iterator[Read]:
    try:
        data = Path(source).read_bytes()
    except OSError as error:
        raise SourceError(source, error.strerror or str(error)) from error
    yield _row(data, Origin(source, source))


def _holds_articles(source: str, packing: str | None) -> bool:
    """Return whether the first line of a file of JSON Lines is an article, as against a page to convert."""
    first = next(_lines(source, packing), (0, b""))[1]
    return b'"schema_version"' in first and b'"sections"' in first


def _json_lines(source: str, packing: str | None) -> Iterator[Read]:
    for number, line in _lines(source, packing):
        yield _row(line, Origin(f"{source}:{number}", source, number))


def _lines(source: str, packing: str | None) -> Iterator[tuple[int, bytes]]:
    """Yield number, from 1, and content of each line that is not blank.

    Raises:
        SourceError: The file cannot be read, or a line has no end within the limit.
    """
    try:
        with reading(packing), Path(source).open("rb") as file:
            pending = bytearray()
            number = 0
            stream = unpacked(file, packing)
            while piece := stream.read(1 << 20):
                pending += piece
                if len(pending) > LINE_LIMIT:
                    raise SourceError(source, f"line {number + 1} is longer than {LINE_LIMIT} bytes")
                if b"\n" not in piece:
                    continue
                *lines, rest = pending.split(b"\n")
                pending = bytearray(rest)
                for line in lines:
                    number += 1
                    if line.strip():
                        yield number, bytes(line)
            if pending.strip():
                yield number + 1, bytes(pending)
    except OSError as error:
        raise SourceError(source, error.strerror or str(error)) from error
    except ArticleError as error:
        raise SourceError(source, str(error)) from error


def _row(data: bytes, origin: Origin) -> Read:
    try:
        return Read(origin, Row.model_validate_json(data))
    except ValidationError as error:
        return Read(origin, None, _why_no_article(error))


def _why_no_article(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(map(str, first["loc"]))
    return f"not-article-row: {f'{where}: ' if where else ''}{first['msg']}"


@contextlib.contextmanager
def _reading_parquet(source: str) -> Iterator[None]:
    """Turn what pyarrow raises into `SourceError`."""
    import pyarrow as pa

    try:
        yield
    except KeyError as error:
        raise SourceError(source, f"no Parquet file of articles: {error.args[0]}") from error
    except (OSError, ValueError, pa.lib.ArrowException) as error:
        raise SourceError(source, f"no Parquet file of articles: {error}") from error


def _parquet_of_articles(source: str) -> bool:
    import pyarrow.parquet as pq

    if not Path(source).exists():
        return False
    with _reading_parquet(source):
        return {"schema_version", "sections"} <= set(pq.read_schema(source).names)


def _parquet(source: str) -> Iterator[Read]:
    from tearsheet.batch.arrow import records_of

    batches = _batches(source)
    row = 0
    while True:
        with _reading_parquet(source):
            batch = next(batches, None)
            records = list(records_of(batch)) if batch is not None else []
        if batch is None:
            return
        for name, record in records:
            row += 1
            origin = Origin(name or f"{source}#{row}", source)
            try:
                yield Read(origin, Article.model_validate(record))
            except ValidationError as error:
                yield Read(origin, None, _why_no_article(error))


def _batches(source: str) -> Iterator[pa.RecordBatch]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(source) as file:
        yield from file.iter_batches(batch_size=64)
