"""Pydantic models as Arrow types: the type that a model has in Arrow, arrays of its values, and the way back.

Values are JSON as pydantic writes it. Arrays are built column by column, which is several times faster than giving
pyarrow whole records.
"""

from __future__ import annotations

import datetime as dt
import itertools
import types
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Final, Literal, Protocol, Union, get_args, get_origin

import pyarrow as pa
from pydantic import BaseModel

SCALARS: Final[dict[object, pa.DataType]] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
}
"""Arrow's types of plain values."""
DEPTH: Final = "depth"
"""The member that takes the place of nested models of the same type; 1 for those that are not nested."""


class Codec(Protocol):
    """How values of one type are written in Arrow."""

    type: pa.DataType
    """The type in Arrow."""

    def build(self, values: Sequence[Any]) -> pa.Array:
        """Return the values, None among them, as an array of ``type``."""
        ...

    def restore(self, value: Any) -> Any:
        """Return the JSON that a value of the array, as pyarrow gives it, was made from."""


def codec_of(annotation: Any) -> Codec:
    """Return the codec of a type annotation as the models use them; models may not be recursive but through tuples."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation in SCALARS:
        return Plain(SCALARS[annotation])
    if origin is Literal:
        return Plain(pa.string())
    if origin in (Union, types.UnionType):
        return _codec_of_union([each for each in arguments if each is not type(None)])
    if origin is dict:
        return Map(codec_of(arguments[1]))
    if origin is tuple:
        nest = nesting_member(arguments[0])
        return List(codec_of(arguments[0])) if nest is None else Nested(codec_of(arguments[0]), nest)
    return Struct([annotation])


def _codec_of_union(members: list[Any]) -> Codec:
    if set(members) == {dt.datetime, dt.date}:
        return Plain(pa.string())
    return codec_of(members[0]) if len(members) == 1 else Struct(members)


def nesting_member(model: Any) -> str | None:
    """Return the member of ``model`` that contains models of the same type; None if there is none."""
    if isinstance(model, type) and issubclass(model, BaseModel):
        for name, info in model.model_fields.items():
            if get_origin(info.annotation) is tuple and get_args(info.annotation)[0] is model:
                return name
    return None


class Plain:
    """Text, numbers and truth values."""

    def __init__(self, kind: pa.DataType) -> None:
        self.type = kind

    def build(self, values: Sequence[Any]) -> pa.Array:
        """Return the values as an array of ``type``."""
        return pa.array(values, self.type)

    def restore(self, value: Any) -> Any:
        """Return the JSON that ``value`` was made from."""
        return value


class List:
    """A list of values of one type."""

    def __init__(self, item: Codec) -> None:
        self._item = item
        self.type: pa.DataType = pa.list_(
            pa.field("element", item.type)
        )  # the name that the Parquet format gives it

    def build(self, values: Sequence[Sequence[Any] | None]) -> pa.Array:
        """Return the values as an array of ``type``."""
        items = list(itertools.chain.from_iterable(value for value in values if value))
        return pa.ListArray.from_arrays(_offsets(values), self._item.build(items), type=self.type)

    def restore(self, value: list[Any] | None) -> list[Any] | None:
        """Return the JSON that ``value`` was made from."""
        return None if value is None else [self._item.restore(each) for each in value]


class Nested(List):
    """A list of models that contain models of the same type: a flat list, outer before inner, each with its depth."""

    def __init__(self, item: Codec, nest: str) -> None:
        super().__init__(item)
        self._nest = nest

    def build(self, values: Sequence[Sequence[Any] | None]) -> pa.Array:
        """Return the values as an array of ``type``."""
        return super().build([None if value is None else list(self._flat(value)) for value in values])

    def _flat(self, items: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        stack = [(item, 1) for item in reversed(items)]
        while stack:
            item, depth = stack.pop()
            yield {**item, DEPTH: depth}
            stack.extend((inner, depth + 1) for inner in reversed(item[self._nest]))

    def restore(self, value: list[Any] | None) -> list[Any] | None:
        """Return the JSON that ``value`` was made from."""
        flat = super().restore(value)
        if flat is None:
            return None
        top: list[dict[str, Any] | None] = []
        levels = [top]
        for item in flat:
            if item is None:
                top.append(item)
                continue
            # The file may come from another program: a depth below 1 counts as 1.
            del levels[max(1, item.pop(DEPTH) or 1) :]
            item[self._nest] = []
            levels[-1].append(item)
            levels.append(item[self._nest])
        return top


class Map:
    """A mapping from text to values of one type."""

    def __init__(self, value: Codec) -> None:
        self._value = value
        self.type: pa.DataType = pa.map_(pa.string(), value.type)

    def build(self, values: Sequence[dict[str, Any] | None]) -> pa.Array:
        """Return the values as an array of ``type``."""
        keys = list(itertools.chain.from_iterable(value for value in values if value))
        items = list(itertools.chain.from_iterable(value.values() for value in values if value))
        return pa.MapArray.from_arrays(
            _offsets(values), pa.array(keys, pa.string()), self._value.build(items)
        )

    def restore(self, value: list[tuple[str, Any]] | None) -> dict[str, Any] | None:
        """Return the JSON that ``value`` was made from."""
        return None if value is None else {key: self._value.restore(each) for key, each in value}


class Struct:
    """A model; or a union of models that ``type`` distinguishes, as one struct with the members of all."""

    def __init__(self, models: Sequence[type[BaseModel]]) -> None:
        self._members: dict[str, Codec] = {}
        for model in models:
            nest = nesting_member(model)
            for name, info in model.model_fields.items():
                if name != nest and name not in self._members:
                    self._members[name] = codec_of(info.annotation)
            if nest is not None:
                self._members[DEPTH] = Plain(pa.int64())
        self._own = {_tag(model): tuple(model.model_fields) for model in models} if len(models) > 1 else {}
        self.type: pa.DataType = pa.struct(
            [pa.field(name, codec.type) for name, codec in self._members.items()]
        )

    def columns(self, values: Sequence[dict[str, Any]]) -> list[pa.Array]:
        """Return the members' arrays, in the type's order; a member that a value does not have is null."""
        return [self.column(name, values) for name in self._members]

    def column(self, name: str, values: Sequence[dict[str, Any]]) -> pa.Array:
        """Return the array of one member; null where a value does not have it."""
        return self._members[name].build([value.get(name) for value in values])

    def build(self, values: Sequence[dict[str, Any] | None]) -> pa.Array:
        """Return the values as an array of ``type``."""
        missing = [value is None for value in values]
        columns = self.columns([value or {} for value in values])
        return pa.StructArray.from_arrays(
            columns, fields=list(self.type), mask=pa.array(missing, pa.bool_()) if any(missing) else None
        )

    def restore(self, value: dict[str, Any] | None) -> dict[str, Any] | None:
        """Return the JSON that ``value`` was made from."""
        if value is None:
            return None
        # Of an unknown type only the type is passed on: the model rejects it.
        names = self._own.get(value["type"], ("type",)) if self._own else self._members
        return {name: self._members[name].restore(value[name]) for name in names if name in value}


def _tag(model: type[BaseModel]) -> str:
    tag: str = get_args(model.model_fields["type"].annotation)[0]
    return tag


def _offsets(values: Sequence[Any]) -> pa.Array:
    """Return the offsets at which each list begins and the last one ends; null where there is no list."""
    offsets: list[int | None] = []
    at = 0
    for value in values:
        offsets.append(None if value is None else at)
        at += 0 if value is None else len(value)
    offsets.append(at)
    return pa.array(offsets, pa.int32())
