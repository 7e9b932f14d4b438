"""Articles as Arrow: the published schema, made from the models, and the batch function of every cluster.

The schema says what the JSON Schema says, in Arrow's types:

- text, literals, days and moments are strings, the latter in ISO 8601 at the precision and in the zone given;
- a tuple is a list; a mapping is a map; a model is a struct;
- the kinds of block are one struct with the members of all, null where a kind has none;
- nested list items are one flat list in the order of the page, each with its ``depth`` (1 for the list's own items),
  because Arrow has no recursive types.

`read_articles` reads all of it back into the models it was made from.
"""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any, Final, Literal, NamedTuple, Union, get_args, get_origin

import pyarrow as pa
from pydantic import BaseModel

from tearsheet.batch.errors import MissingMarkup
from tearsheet.batch.records import Columns, Limits, RawPage
from tearsheet.batch.work import Outcome, outcome, read_article
from tearsheet.models import SCHEMA_VERSION, Article

Convert = Callable[[Any], Any]
_SCALARS: Final[dict[object, pa.DataType]] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
}


class _Codec(NamedTuple):
    """How a type of the models is written in Arrow. Values are JSON as pydantic writes it."""

    type: pa.DataType
    encode: Convert | None = None
    """From JSON to what pyarrow takes for ``type``; None if they are the same."""
    decode: Convert | None = None
    """From what pyarrow gives to JSON; None if they are the same."""


def _codec(annotation: Any) -> _Codec:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if annotation in _SCALARS:
        return _Codec(_SCALARS[annotation])
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return _Codec(pa.string())
    if origin in (Union, types.UnionType):
        return _union([each for each in arguments if each is not type(None)])
    if origin is dict:
        return _mapping(_codec(arguments[1]))
    if origin is tuple:
        return _sequence(arguments[0])
    return _struct([annotation])


def _union(members: list[Any]) -> _Codec:
    if set(members) == {dt.datetime, dt.date}:
        return _Codec(pa.string())
    return _codec(members[0]) if len(members) == 1 else _struct(members)


def _mapping(value: _Codec) -> _Codec:
    encode, decode = value.encode or _same, value.decode or _same
    return _Codec(
        pa.map_(pa.string(), value.type),
        lambda pairs: [(key, encode(each)) for key, each in pairs.items()],
        lambda pairs: {key: decode(each) for key, each in pairs},
    )


def _sequence(item: Any) -> _Codec:
    nest = _nesting_member(item)
    codec = _codec(item)
    encode, decode = codec.encode or _same, codec.decode or _same
    if nest is not None:
        return _Codec(
            pa.list_(pa.field("element", codec.type)),
            lambda items: [encode(each) for each in _flat(items, nest)],
            lambda items: _nested([decode(each) for each in items], nest),
        )
    return _Codec(
        pa.list_(pa.field("element", codec.type)),  # the name that the Parquet format gives it
        None if codec.encode is None else lambda items: [encode(each) for each in items],
        None if codec.decode is None else lambda items: [decode(each) for each in items],
    )


def _same(value: Any) -> Any:
    return value


def _nesting_member(model: Any) -> str | None:
    """Return the member of ``model`` that holds models of the same type; None if there is none."""
    if isinstance(model, type) and issubclass(model, BaseModel):
        for name, info in model.model_fields.items():
            if get_origin(info.annotation) is tuple and get_args(info.annotation)[0] is model:
                return name
    return None


def _flat(items: Sequence[dict[str, Any]], nest: str) -> Iterator[dict[str, Any]]:
    """Yield items and what is nested in them, outer before inner, each with its depth and without its own items."""
    stack = [(item, 1) for item in reversed(items)]
    while stack:
        item, depth = stack.pop()
        yield {**{name: value for name, value in item.items() if name != nest}, "depth": depth}
        stack.extend((inner, depth + 1) for inner in reversed(item[nest]))


def _nested(items: Sequence[dict[str, Any]], nest: str) -> list[dict[str, Any]]:
    """Return the items that `_flat` took apart."""
    top: list[dict[str, Any]] = []
    levels = [top]
    for each in items:
        item = {name: value for name, value in each.items() if name != "depth"}
        item[nest] = []
        del levels[each["depth"] :]
        levels[-1].append(item)
        levels.append(item[nest])
    return top


def _struct(models: Sequence[type[BaseModel]]) -> _Codec:
    """Return the codec of a model, or of a union of models that ``type`` tells apart: one struct with all members."""
    codecs: dict[str, _Codec] = {}
    fields: list[pa.Field] = []
    for model in models:
        nest = _nesting_member(model)
        for name, info in model.model_fields.items():
            if name not in codecs and name != nest:
                codecs[name] = _codec(info.annotation)
                fields.append(pa.field(name, codecs[name].type))
        if nest is not None:
            codecs["depth"] = _Codec(pa.int64())
            fields.append(pa.field("depth", pa.int64()))
    encoders = [(name, codec.encode) for name, codec in codecs.items() if codec.encode is not None]
    decoders = [(name, codec.decode) for name, codec in codecs.items() if codec.decode is not None]
    members = {
        get_args(model.model_fields["type"].annotation)[0]: set(model.model_fields)
        for model in models[1:] and models
    }

    def encode(value: dict[str, Any] | None) -> dict[str, Any] | None:
        return None if value is None else _applied(value, encoders)

    def decode(value: dict[str, Any] | None) -> dict[str, Any] | None:
        if value is None:
            return None
        if members:
            value = {name: value[name] for name in members[value["type"]]}
        return _applied(value, decoders)

    return _Codec(pa.struct(fields), encode if encoders else None, decode if decoders or members else None)


def _applied(value: dict[str, Any], converters: Sequence[tuple[str, Convert]]) -> dict[str, Any]:
    changed = {name: convert(value[name]) for name, convert in converters if value.get(name) is not None}
    return {**value, **changed} if changed else value


_ARTICLE: Final = _struct([Article])
_METADATA: Final = {"tearsheet.schema": f"article-{SCHEMA_VERSION}"}

ARTICLES: Final = pa.schema(
    [pa.field("input", pa.string(), nullable=False), *_ARTICLE.type.fields], metadata=_METADATA
)
"""Schema of the articles: ``input``, the name of the input, then the members of `Article` in the model's order."""

REJECT: Final = pa.struct([pa.field("code", pa.string()), pa.field("message", pa.string())])
"""Why an input gave no article: the error's code and words."""

OUTCOMES: Final = pa.schema([*ARTICLES, pa.field("reject", REJECT)], metadata=_METADATA)
"""Schema of what `convert_batch` returns: each input as an article, or with ``reject`` set and the rest null."""


def batch_of(outcomes: Sequence[Outcome], schema: pa.Schema = OUTCOMES) -> pa.RecordBatch:
    """Return outcomes as a batch of rows, in order.

    Args:
        outcomes: What became of some inputs.
        schema: `OUTCOMES` for one row for each outcome, `ARTICLES` for the articles alone.
    """
    encode = _ARTICLE.encode or _same
    rows: list[dict[str, Any]] = []
    for each in outcomes:
        if each.article is not None:
            rows.append({"input": each.page.name, **encode(each.article.model_dump(mode="json"))})
        elif schema is OUTCOMES and each.error is not None:
            reject = {"code": each.error.code, "message": str(each.error)}
            rows.append({"input": each.page.name, "url": each.page.url, "reject": reject})
    return pa.RecordBatch.from_pylist(rows, schema=schema)


def convert_batch(
    batch: pa.RecordBatch,
    *,
    columns: Columns | None = None,
    limits: Limits | None = None,
    now: dt.datetime | None = None,
) -> pa.RecordBatch:
    """Return the articles and rejects that a batch of pages gives: one row for each row, in order.

    Pages are read in this process: only the limit on size holds.

    Args:
        batch: Pages in one column, as text or bytes; URL and name in others, where there are any.
        columns: Names of these columns. Without an ``id`` column a page is named by its URL.
        limits: What one page may cost.
        now: The moment to judge dates by, as in `tearsheet.parse`.

    Returns:
        A batch with the schema `OUTCOMES`.
    """
    limits = limits or Limits()
    pages = pages_of(batch, columns or Columns())
    return batch_of([outcome(page, limits, now, reader=read_article, check=None) for page in pages])


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
    for row in range(batch.num_rows):
        url = _text(urls, row)
        name = _text(ids, row) or (names(row) if names else url or "")
        body = bodies[row].as_py()
        if body is None:
            yield RawPage(name, url=url, fault=MissingMarkup("the row holds no page"))
        elif not isinstance(body, (str, bytes)):
            yield RawPage(
                name, url=url, fault=MissingMarkup(f"the column holds {bodies.type}, no text or bytes")
            )
        else:
            yield RawPage(name, body=body, url=url, markup=markup)


def _column(batch: pa.RecordBatch, name: str | None) -> pa.Array | None:
    return batch.column(name) if name is not None and name in batch.schema.names else None


def _text(column: pa.Array | None, row: int) -> str | None:
    value = None if column is None else column[row].as_py()
    return None if value is None else str(value)


def read_articles(table: pa.Table | pa.RecordBatch) -> Iterator[tuple[str, Article]]:
    """Yield the name of the input and the article of each row, in order; rows that are rejects are left out.

    Raises:
        pydantic.ValidationError: A row is no article of this version.
    """
    decode = _ARTICLE.decode or _same
    batches = table.to_batches() if isinstance(table, pa.Table) else [table]
    for batch in batches:
        for row in batch.to_pylist():
            name = row.pop("input")
            if row.pop("reject", None) is None:
                yield name, Article.model_validate(decode(row))
