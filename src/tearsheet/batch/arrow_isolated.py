"""Arrow batches of pages read in worker processes: a page that hangs, crashes or eats memory costs itself alone.

For places that give a single page no limits of its own, such as the executors of a cluster.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Final

import pyarrow as pa

from tearsheet.batch.arrow import OUTCOMES, batch_of, pages_of
from tearsheet.batch.pool import Workers
from tearsheet.batch.records import Columns, Limits
from tearsheet.batch.run import chunked
from tearsheet.batch.work import Job, Outcome, Reader, read_article

_NO_SEGMENT: Final = 1 << 62
"""Pages in a segment: nothing is resumed here."""


def convert_batches(  # noqa: PLR0913  # those of convert_batch, and two more
    batches: Iterable[pa.RecordBatch],
    *,
    columns: Columns | None = None,
    limits: Limits | None = None,
    now: dt.datetime | None = None,
    workers: int = 1,
    reader: Reader = read_article,
) -> Iterator[pa.RecordBatch]:
    """Yield what `tearsheet.arrow.convert_batch` returns, in batches of other sizes; all limits hold.

    Args:
        batches: Pages, as `tearsheet.arrow.convert_batch` takes them.
        columns: Names of their columns.
        limits: What one page may cost.
        now: The moment to judge dates by, as in `tearsheet.parse`.
        workers: Worker processes, at least 1.
        reader: Turns an input into an article; workers import it by its name.

    Raises:
        WorkersNotStarted: No worker process can be started.
    """
    names = columns or Columns()
    pages = (page for batch in batches for page in pages_of(batch, names))
    crew = Workers(Job(_encode, limits or Limits(), now, reader=reader), workers)
    with closing(crew):
        for _, result in crew.map(chunked(pages, _NO_SEGMENT)):
            yield from _decoded(result.articles)


def _encode(outcomes: Sequence[Outcome], _columns: tuple[str, ...]) -> bytes:
    """Return outcomes, rejects among them, as an Arrow stream."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, OUTCOMES) as stream:
        stream.write_batch(batch_of(outcomes))
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _decoded(data: bytes) -> Iterator[pa.RecordBatch]:
    """Yield the batches of one or several Arrow streams, one after the other."""
    source = pa.BufferReader(data)
    while source.tell() < len(data):
        yield from pa.ipc.open_stream(source)
