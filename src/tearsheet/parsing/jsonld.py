"""JSON-LD as pages write it: read leniently, one bad block never costs another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple


class Entity(NamedTuple):
    """One JSON object of the page's JSON-LD."""

    types: tuple[str, ...]
    """Its ``@type``, last path step of each, in order; empty if it has none."""
    data: dict[str, Any]
    """The object."""
    node: int
    """Index of its script element."""
    pointer: str
    """JSON pointer (RFC 6901) of the object inside the script."""


class JsonLd(NamedTuple):
    """All objects of the page's JSON-LD, outer before inner, in document order."""

    entities: tuple[Entity, ...]

    def of_type(self, *types: str) -> Iterator[Entity]:
        """Yield the entities that have one of ``types``, in order."""
        wanted = set(types)
        for entity in self.entities:
            if wanted.intersection(entity.types):
                yield entity


def read_scripts(scripts: Iterable[tuple[int, str]]) -> JsonLd:
    """Read each script's JSON; what cannot be read is left out."""
    entities: list[Entity] = []
    for node, text in scripts:
        try:
            data = json.loads(text, strict=False)
        except ValueError:
            continue
        entities.extend(_entities(data, node))
    return JsonLd(tuple(entities))


def _entities(data: Any, node: int) -> Iterator[Entity]:
    stack: list[tuple[Any, str]] = [(data, "")]
    while stack:
        value, pointer = stack.pop()
        if isinstance(value, dict):
            kind = value.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            types = tuple(k.rpartition("/")[2].rpartition(":")[2] for k in kinds if isinstance(k, str))
            yield Entity(types, value, node, pointer)
            inner = [(v, f"{pointer}/{k.replace('~', '~0').replace('/', '~1')}") for k, v in value.items()]
            stack.extend(reversed(inner))
        elif isinstance(value, list):
            stack.extend(reversed([(v, f"{pointer}/{i}") for i, v in enumerate(value)]))
