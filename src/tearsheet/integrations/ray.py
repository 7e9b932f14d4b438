"""Articles on Ray: turns a dataset of pages into one of articles and rejects.

::

    outcomes = tearsheet.integrations.ray.convert(ray.data.read_parquet("s3://crawl/pages"))
    outcomes.filter(expr="reject is None").write_parquet("s3://crawl/articles")

Install the extra ``tearsheet[ray]`` on every node. Pages are read in Ray's workers, where only the size limit applies.
With ``isolated=True`` they are read in a process beside each worker, and all limits apply: a page that hangs or crashes
becomes a reject and does not stop its task.
"""

from __future__ import annotations

import datetime as dt
import functools
from typing import TYPE_CHECKING

from tearsheet.batch.records import Columns, Limits
from tearsheet.errors import MissingExtra

try:
    import pyarrow as pa

    from tearsheet.batch.arrow import OUTCOMES, convert_batch
    from tearsheet.batch.arrow_isolated import convert_batches as convert_batches_isolated
except ImportError as _error:
    raise MissingExtra("pyarrow", "ray") from _error

if TYPE_CHECKING:
    from ray.data import Dataset

BATCH = 64
"""Pages in a batch: a few megabytes of data, a few hundred milliseconds of work."""


def convert_table(
    table: pa.Table,
    *,
    columns: Columns | None = None,
    limits: Limits | None = None,
    now: dt.datetime | None = None,
    isolated: bool = False,
) -> pa.Table:
    """Return the articles and rejects that a table of pages gives: one row for each row, in order.

    It is what `convert` gives to ``map_batches``, for those who call that themselves (with
    ``batch_format="pyarrow"``).

    Args:
        table: Pages in one column, as text or bytes; optionally URLs and names in others.
        columns: Names of these columns. Without an ``id`` column a page is named by its URL.
        limits: Limits for one page.
        now: The reference time for dates, as in `tearsheet.parse`.
        isolated: Whether pages are read in a process of their own, with limits on time and memory.

    Returns:
        A table with the schema `tearsheet.batch.arrow.OUTCOMES`.
    """
    if isolated:
        isolated_batches = convert_batches_isolated(
            table.to_batches(), columns=columns, limits=limits, now=now
        )
        return pa.Table.from_batches(isolated_batches, OUTCOMES)
    batches = [convert_batch(batch, columns=columns, limits=limits, now=now) for batch in table.to_batches()]
    return pa.Table.from_batches(batches, OUTCOMES)


def convert(  # noqa: PLR0913  # those of convert_table, and one more
    pages: Dataset,
    *,
    columns: Columns | None = None,
    limits: Limits | None = None,
    now: dt.datetime | None = None,
    isolated: bool = False,
    batch_size: int = BATCH,
) -> Dataset:
    """Return a dataset with one row for each page, an article or a reject.

    Args:
        pages: Pages, as `convert_table` takes them.
        columns: Names of the columns.
        limits: Limits for one page.
        now: The reference time for dates, as in `tearsheet.parse`.
        isolated: Whether pages are read in a process of their own, with limits on time and memory. It is started for
            each batch: take larger ones.
        batch_size: Pages in a batch.
    """
    work = functools.partial(convert_table, columns=columns, limits=limits, now=now, isolated=isolated)
    return pages.map_batches(work, batch_format="pyarrow", batch_size=batch_size)
