"""Articles on Spark: turns a DataFrame of pages into one of articles and rejects.

::

    outcomes = tearsheet.integrations.spark.convert(spark.read.parquet("s3://crawl/pages"))
    tearsheet.integrations.spark.articles(outcomes).write.parquet("s3://crawl/articles")
    tearsheet.integrations.spark.rejects(outcomes).write.json("s3://crawl/rejects")

Install the extra ``tearsheet[spark]`` on the driver and on the executors. Pages are read in the executors' Python
workers, where only the size limit applies. With ``isolated=True`` they are read in a process beside each worker, and
all limits apply: a page that hangs or crashes becomes a reject and does not stop its task.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from tearsheet.batch.records import Columns, Limits
from tearsheet.errors import MissingExtra

try:
    import pyarrow as pa

    from tearsheet.batch.arrow import OUTCOMES, convert_batch
    from tearsheet.batch.arrow_isolated import convert_batches as convert_batches_isolated
except ImportError as _error:
    raise MissingExtra("pyarrow", "spark") from _error

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def convert(
    pages: DataFrame,
    *,
    columns: Columns | None = None,
    limits: Limits | None = None,
    now: dt.datetime | None = None,
    isolated: bool = False,
) -> DataFrame:
    """Return a DataFrame with one row for each page, an article or a reject, in the partitions of ``pages``.

    Args:
        pages: Pages in one column, as text or binary; optionally URLs and names in others.
        columns: Names of these columns. Without an ``id`` column a page is named by its URL.
        limits: Limits for one page.
        now: The reference time for dates, as in `tearsheet.parse`.
        isolated: Whether pages are read in a process of their own, with limits on time and memory.

    Returns:
        A DataFrame with the columns of `tearsheet.batch.arrow.OUTCOMES`.
    """
    columns = columns or Columns()
    names = (columns.text or columns.html, columns.url, columns.id)
    chosen = pages.select(
        *dict.fromkeys(name for name in names if name is not None and name in pages.columns)
    )

    def convert_batches(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        if isolated:
            yield from convert_batches_isolated(batches, columns=columns, limits=limits, now=now)
            return
        for batch in batches:
            yield convert_batch(batch, columns=columns, limits=limits, now=now)

    return chosen.mapInArrow(convert_batches, schema=ddl(OUTCOMES))


def articles(outcomes: DataFrame) -> DataFrame:
    """Return the rows that are articles, with the columns of `tearsheet.batch.arrow.ARTICLES`."""
    return outcomes.where("reject IS NULL").drop("reject")


def rejects(outcomes: DataFrame) -> DataFrame:
    """Return the rows that are rejects: ``input``, ``url``, ``code`` and ``message``."""
    return outcomes.where("reject IS NOT NULL").select("input", "url", "reject.code", "reject.message")


def ddl(schema: pa.Schema) -> str:
    """Return an Arrow schema in Spark's schema language.

    >>> ddl(pa.schema([("a", pa.list_(pa.int64())), ("b", pa.struct([("c", pa.string())]))]))
    '`a` ARRAY<BIGINT>, `b` STRUCT<`c`: STRING>'
    """
    return ", ".join(f"`{field.name}` {_ddl_type(field.type)}" for field in schema)


def _ddl_type(kind: Any) -> str:
    if pa.types.is_struct(kind):
        return "STRUCT<" + ", ".join(f"`{field.name}`: {_ddl_type(field.type)}" for field in kind) + ">"
    if pa.types.is_map(kind):
        return f"MAP<{_ddl_type(kind.key_type)}, {_ddl_type(kind.item_type)}>"
    if pa.types.is_list(kind):
        return f"ARRAY<{_ddl_type(kind.value_type)}>"
    return _PLAIN_TYPES[kind]


_PLAIN_TYPES = {
    pa.string(): "STRING",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.timestamp("us", tz="UTC"): "TIMESTAMP",
}
