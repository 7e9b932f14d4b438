"""Parquet with the published Arrow schema. Its row groups are the run's segments, whoever worked on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tearsheet.batch.errors import OutputError
from tearsheet.batch.state import RunState, pieces_of
from tearsheet.batch.work import Outcome

LENGTH = 8
"""Size of the length prefix of each encoded batch, in bytes, little-endian."""


def encode(outcomes: Sequence[Outcome], columns: tuple[str, ...]) -> bytes:
    """Return the articles among ``outcomes`` as an Arrow record batch with its length before it."""
    from tearsheet.batch.arrow import batch_of, schema_of

    batch = batch_of(outcomes, schema_of(columns))
    if not batch.num_rows:
        return b""
    data: bytes = batch.serialize().to_pybytes()
    return len(data).to_bytes(LENGTH, "little") + data


def finish(state: RunState, fresh: Path, columns: tuple[str, ...]) -> None:
    """Write the run's articles as one Parquet file, a row group for each segment that has any.

    Raises:
        OutputError: The disk does not take it.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    from tearsheet.batch.arrow import schema_of

    schema = schema_of(columns)
    try:
        with pq.ParquetWriter(fresh, schema, compression="zstd", version="2.6") as writer:
            for data in _segments(state):
                batches = [pa.ipc.read_record_batch(each, schema) for each in _frames(pa.py_buffer(data))]
                table = pa.Table.from_batches(batches, schema).combine_chunks()
                writer.write_table(table, row_group_size=table.num_rows)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise OutputError(fresh, error.strerror or str(error)) from error


def _segments(state: RunState) -> Iterator[bytes]:
    start = 0
    for segment in state.segments:
        stop = segment.sizes["articles"]
        if stop > start:
            yield b"".join(pieces_of(state.path("articles"), start, stop))
        start = stop


def _frames(data: Any) -> Iterator[Any]:
    at = 0
    while at < len(data):
        size = int.from_bytes(data[at : at + LENGTH].to_pybytes(), "little")
        yield data[at + LENGTH : at + LENGTH + size]
        at += LENGTH + size
