"""Articles in data frames: a column of pages in, a frame of articles and rejects out.

::

    pages = pandas.DataFrame({"html": [...], "url": [...]})
    articles = tearsheet.integrations.frames.convert_pandas(pages)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING

from tearsheet.batch.records import Columns
from tearsheet.errors import MissingExtra

try:
    import pyarrow as pa

    from tearsheet.batch.arrow import OUTCOMES, convert_batch
except ImportError as _error:
    raise MissingExtra("pyarrow", "pandas") from _error

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

BATCH = 256
"""Rows that are processed at once; bounds how much data is in memory twice."""


def convert_table(
    table: pa.Table,
    *,
    columns: Columns | None = None,
    now: dt.datetime | None = None,
    evidence: bool = False,
) -> pa.Table:
    """Return the articles that an Arrow table of pages gives: one row for each row, in order.

    Arguments and columns are those of `convert_pandas`.

    Raises:
        KeyError: The column of pages is missing.
    """
    table = table.select(_names(columns, table.column_names))
    batches = [convert_batch(b, columns=columns, now=now) for b in table.to_batches(max_chunksize=BATCH)]
    found = pa.Table.from_batches(batches, OUTCOMES)
    return found if evidence else found.drop_columns(["evidence"])


def convert_pandas(
    frame: pd.DataFrame,
    *,
    columns: Columns | None = None,
    now: dt.datetime | None = None,
    evidence: bool = False,
) -> pd.DataFrame:
    """Return the articles that a pandas frame of pages gives: one row for each row, with the same index.

    Args:
        frame: Pages in one column, as text or bytes; optionally URLs and names in others.
        columns: Names of these columns. Without an ``id`` column a page is named by its URL.
        now: The reference time for dates, as in `tearsheet.parse`.
        evidence: Whether to keep the evidence.

    Returns:
        The columns of `tearsheet.batch.arrow.OUTCOMES`. A page that gives no article has ``reject`` set: a dict of
        ``code`` and ``message``. Dates are ISO 8601 strings, at the precision given.

    Raises:
        KeyError: The column of pages is missing.
    """
    used = [frame[name] for name in _names(columns, frame.columns)]
    arrays = {str(series.name): pa.array(series.tolist()) for series in used}
    found: pd.DataFrame = convert_table(
        pa.table(arrays), columns=columns, now=now, evidence=evidence
    ).to_pandas()
    return found.set_axis(frame.index, axis="index")


def convert_polars(
    frame: pl.DataFrame,
    *,
    columns: Columns | None = None,
    now: dt.datetime | None = None,
    evidence: bool = False,
) -> pl.DataFrame:
    """Return the articles in a Polars frame of pages: one row for each row, in order.

    Arguments and columns are those of `convert_pandas`; lists and structs are Polars' own.

    Raises:
        KeyError: The column of pages is missing.
    """
    import polars as pl

    table = frame.select(_names(columns, frame.columns)).to_arrow()
    return pl.DataFrame(convert_table(table, columns=columns, now=now, evidence=evidence))


def _names(columns: Columns | None, present: Collection[str]) -> list[str]:
    """Return those columns of a frame that are read, the pages' first."""
    columns = columns or Columns()
    body = columns.text or columns.html
    if body not in present:
        raise KeyError(body)
    return [body, *(name for name in (columns.url, columns.id) if name is not None and name in present)]
