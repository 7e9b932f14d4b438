"""Articles as Arrow: the published schema, derived from the models, and the batch function for clusters.

The schema corresponds to the JSON Schema, with Arrow's types:

- text, literals, days and times are strings, in ISO 8601 with the precision and zone given;
- a tuple is a list; a mapping is a map; a model is a struct;
- all types of block are one struct with the members of all, null where a type has no such member;
- computed columns follow: ``published_at`` (a timestamp in UTC; null where only a day is known),
  ``published_on`` (a date), ``words`` and ``text``;
- nested list items are one flat list in the order of the page, each with its ``depth`` (1 for the list's own items),
  because Arrow has no recursive types.

`read_articles` reads all of it back into the models it was made from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from tearsheet.article.model import SCHEMA_VERSION, Article
from tearsheet.batch.columns import COLUMNS, CONFIDENCE, DERIVED, FINGERPRINT, INPUT, derived
from tearsheet.batch.errors import CorruptInput, MemoryLimitExceeded, MissingMarkup
from tearsheet.batch.records import Columns, Limits, RawPage
from tearsheet.batch.work import Outcome, outcome_of, read_article
from tearsheet.errors import MissingExtra

try:
    import pyarrow as pa

    from tearsheet.batch.arrow_codec import Struct
except ImportError as _error:
    raise MissingExtra("pyarrow", "batch") from _error

_ARTICLE: Final = Struct([Article])
_METADATA: Final = {"tearsheet.schema": f"article-{SCHEMA_VERSION}"}

_DERIVED_TYPES: Final = {
    "published_at": pa.timestamp("us", tz="UTC"),
    "published_on": pa.date32(),
    "words": pa.int64(),
    "text": pa.string(),
    CONFIDENCE: pa.float64(),
    FINGERPRINT: pa.string(),
}
"""Types of the computed columns."""


def schema_of(columns: Sequence[str]) -> pa.Schema:
    """Return the schema of an output with these columns, in their order."""
    fields = [pa.field(INPUT, pa.string(), nullable=False), *_ARTICLE.type.fields]
    own = {field.name: field for field in fields}
    return pa.schema(
        [own.get(name) or pa.field(name, _DERIVED_TYPES[name]) for name in columns], metadata=_METADATA
    )


ARTICLES: Final = schema_of(COLUMNS)
"""Schema of the articles: ``input``, the name of the input, then the fields of `Article` in the model's order, then
the computed columns."""

REJECT: Final = pa.struct([pa.field("code", pa.string()), pa.field("message", pa.string())])
"""Why an input gave no article: the error's code and words."""

OUTCOMES: Final = pa.schema([*ARTICLES, pa.field("reject", REJECT)], metadata=_METADATA)
"""Schema of what `convert_batch` returns: each input as an article, or with ``reject`` set and the rest null."""


def batch_of(outcomes: Sequence[Outcome], schema: pa.Schema = OUTCOMES) -> pa.RecordBatch:
    """Return outcomes as a batch of rows, in order.

    Args:
        outcomes: The outcomes of some inputs.
        schema: `OUTCOMES` for one row for each outcome; `ARTICLES`, or `schema_of` some of its columns, for the
            articles alone.
    """
    with_rejects = "reject" in schema.names
    kept = [
        each for each in outcomes if each.article is not None or (with_rejects and each.error is not None)
    ]
    members = set(schema.names) & Article.model_fields.keys()
    records = [
        {"url": each.page.url}
        if each.article is None
        else each.article.model_dump(mode="json", include=members)
        for each in kept
    ]
    return pa.RecordBatch.from_arrays(
        [_column_of(name, kept, records) for name in schema.names], schema=schema
    )


def _column_of(name: str, outcomes: Sequence[Outcome], records: Sequence[dict[str, Any]]) -> pa.Array:
    if name == INPUT:
        return pa.array([each.page.name for each in outcomes], pa.string())
    if name == "reject":
        errors = (each.error for each in outcomes)
        return pa.array([e and {"code": e.code, "message": str(e)} for e in errors], REJECT)
    if name in _DERIVED_TYPES:
        values = [
            None if each.article is None else derived(name, each.article, each.text, each.words)
            for each in outcomes
        ]
        return pa.array(values, _DERIVED_TYPES[name])
    return _ARTICLE.column(name, records)


def convert_batch(
    batch: pa.RecordBatch,
    *,
    columns: Columns | None = None,
    limits: Limits | None = None,
    now: dt.datetime | None = None,
) -> pa.RecordBatch:
    """Return the articles and rejects from a batch of pages: one row for each row, in order.

    Pages are read in this process: only the size limit applies.

    Args:
        batch: Pages in one column, as text or bytes; optionally URLs and names in others.
        columns: Names of these columns. Without an ``id`` column a page is named by its URL.
        limits: Limits for one page.
        now: The reference time for dates, as in `tearsheet.parse`.

    Returns:
        A batch with the schema `OUTCOMES`.
    """
    limits = limits or Limits()
    return batch_of([_outcome(page, limits, now) for page in pages_of(batch, columns or Columns())])


def _outcome(page: RawPage, limits: Limits, now: dt.datetime | None) -> Outcome:
    try:
        return outcome_of(page, limits, now, reader=read_article, check=None)
    except MemoryError:  # a task that fails for one page would be tried, and fail, again
        return Outcome(page, 0.0, error=MemoryLimitExceeded(limits.memory))


def pages_of(
    batch: pa.RecordBatch, columns: Columns, names: Callable[[int], str] | None = None
) -> Iterator[RawPage]:
    """Yield the inputs that the rows of a batch are, in order.

    Args:
        batch: The rows.
        columns: Names of the columns to read; those of URL and text may be missing.
        names: Names a row without an id by its index in the batch; None to name it by its URL.

    Raises:
        KeyError: The column of pages is missing.
    """
    markup = columns.text is None
    bodies = batch.column(columns.text or columns.html)
    urls = _column(batch, columns.url)
    ids = _column(batch, columns.id)
    for row, body in enumerate(_values(bodies)):
        url = _text(urls, row)
        name = _text(ids, row) or (names(row) if names else url or "")
        if body is None:
            yield RawPage(name, url=url, fault=MissingMarkup("the row contains no page"))
        elif isinstance(body, CorruptInput):
            yield RawPage(name, url=url, fault=body)
        elif not isinstance(body, (str, bytes)):
            yield RawPage(
                name, url=url, fault=MissingMarkup(f"the column contains {bodies.type}, not text or bytes")
            )
        else:
            yield RawPage(name, body=body, url=url, markup=markup)


def _column(batch: pa.RecordBatch, name: str | None) -> pa.Array | None:
    return batch.column(name) if name is not None and name in batch.schema.names else None


def _text(column: pa.Array | None, row: int) -> str | None:
    """Return a cell as text; None if it is empty or its bytes are not a value of its type."""
    try:
        value = None if column is None else column[row].as_py()
    except (ValueError, OverflowError):  # text that is not UTF-8, a day that no calendar has
        return None
    return None if value is None else str(value)


def _values(column: pa.Array) -> Iterator[Any]:
    """Yield a column's values; in place of a value whose bytes are not valid for its type, the error."""
    try:
        values = column.to_pylist()
    except (ValueError, OverflowError):
        values = (_value(column, row) for row in range(len(column)))
    yield from values


def _value(column: pa.Array, row: int) -> Any:
    try:
        return column[row].as_py()
    except (ValueError, OverflowError) as error:
        return CorruptInput(str(column.type), str(error))


def read_articles(table: pa.Table | pa.RecordBatch) -> Iterator[tuple[str, Article]]:
    """Yield the name of the input and the article of each row, in order, without rows that are rejects.

    Raises:
        KeyError: A column is missing.
        pyarrow.ArrowException: A column is of another type, or its bytes are no values of it.
        pydantic.ValidationError: A row is not an article of this version.
    """
    for name, record in records_of(table):
        yield name, Article.model_validate(record)


def records_of(table: pa.Table | pa.RecordBatch) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield for each row the name of the input and the unvalidated JSON of the article, otherwise like `read_articles`.

    Raises:
        KeyError: A column is missing.
        pyarrow.ArrowException: A column is of another type, or its bytes are no values of it.
    """
    batches = table.to_batches() if isinstance(table, pa.Table) else [table]
    names = [
        name
        for name in ("reject", *COLUMNS)
        if name not in DERIVED and (name in table.schema.names or name in _NEEDED)
    ]
    types = {field.name: field.type for field in OUTCOMES}
    for batch in batches:
        # Validated, for the bytes of text may be no UTF-8.
        batch.validate(full=True)
        columns = [batch.column(name).cast(types[name]) for name in names]
        for row in pa.RecordBatch.from_arrays(columns, names=names).to_pylist():
            name = row.pop(INPUT)
            if row.pop("reject", None) is None:
                yield name, _ARTICLE.restore(row) or {}


_NEEDED: Final = frozenset({INPUT, "schema_version", "sections"})
"""Columns that every table of articles has."""
