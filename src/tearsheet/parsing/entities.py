"""The objects in a JSON value, each with the facts that are needed repeatedly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tearsheet.vocab import load

SIDE_STEPS: Final[frozenset[str]] = frozenset(load("schema_org")["side_steps"])
"""Properties whose value is another thing than the page's main entity."""


_HOLDERS: Final = (dict, list)


class Entity:
    """One JSON object of the page's JSON-LD. Only read."""

    __slots__ = ("aside", "data", "node", "pointer", "types")

    def __init__(
        self, types: tuple[str, ...], data: dict[str, Any], node: int, pointer: str, *, aside: bool
    ) -> None:
        self.types = types
        """Its ``@type``, last path step of each, in order; empty if it has none."""
        self.data = data
        """The object."""
        self.node = node
        """Index of its script element."""
        self.pointer = pointer
        """JSON pointer (RFC 6901) of the object inside the script. Where a script holds several values in a row,
        they count as one array: ``/0`` is the first."""
        self.aside: bool = aside
        """True when it is inside a property that holds other things: a list, a comment or a video."""


class Entities:
    """All objects of some values, outer before inner, in the order of the values."""

    __slots__ = ("_most", "_names", "_types", "by_type", "found")

    def __init__(self, most: int) -> None:
        self.found: list[Entity] = []
        """The objects; never more than ``most``."""
        self.by_type: dict[str, list[Entity]] = {}
        """Those of each type."""
        self._most = most
        self._types: dict[str, tuple[str, ...]] = {}
        self._names: set[str] = set()

    def add(self, value: Any, node: int) -> None:
        """List the objects in ``value``, which the script at ``node`` holds."""
        stack: list[tuple[Any, str, bool]] = [(value, "", False)]
        while stack and len(self.found) < self._most:
            value, pointer, aside = stack.pop()
            if isinstance(value, dict):
                self._list(Entity(self._types_of(value), value, node, pointer, aside=aside))
                for name, inner in reversed(value.items()):
                    if isinstance(inner, _HOLDERS):
                        stack.append((inner, f"{pointer}/{_step(name)}", aside or name in SIDE_STEPS))
            elif isinstance(value, list):
                places = range(len(value) - 1, -1, -1)
                stack += [
                    (value[i], f"{pointer}/{i}", aside) for i in places if isinstance(value[i], _HOLDERS)
                ]

    def having(self, *names: str) -> list[Entity]:
        """Return the objects that have one of the properties ``names``, in order."""
        present = self._names.intersection(names)
        if len(present) == 1:
            (name,) = present
            return [entity for entity in self.found if name in entity.data]
        return (
            [entity for entity in self.found if not entity.data.keys().isdisjoint(present)] if present else []
        )

    def _list(self, entity: Entity) -> None:
        self.found.append(entity)
        self._names.update(entity.data)
        for name in entity.types if len(entity.types) < 2 else dict.fromkeys(entity.types):
            self.by_type.setdefault(name, []).append(entity)

    def _types_of(self, data: dict[str, Any]) -> tuple[str, ...]:
        """Return `types_of`; a type that is a single string, as nearly all are, is split once."""
        kind = data.get("@type")
        if not isinstance(kind, str):
            return types_of(data)
        found = self._types.get(kind)
        if found is None:
            found = self._types[kind] = types_of(data)
        return found


def _step(name: str) -> str:
    """Return the name of a property as JSON pointers write it."""
    return name.replace("~", "~0").replace("/", "~1") if "/" in name or "~" in name else name


def types_of(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ``@type`` of an object, last path step of each, in order; empty if it has none.

    >>> types_of({"@type": ["https://schema.org/NewsArticle", "schema:Review"]})
    ('NewsArticle', 'Review')
    """
    kind = data.get("@type")
    if isinstance(kind, str):
        return (_last_step(kind),)
    if isinstance(kind, list):
        return tuple([_last_step(k) for k in kind if isinstance(k, str)])
    return ()


def _last_step(name: str) -> str:
    return name.rpartition("/")[2].rpartition("#")[2].rpartition(":")[2].strip()


def is_within(value: Any, depth: int) -> bool:
    """Return whether objects and arrays nest at most ``depth`` deep in ``value``.

    >>> is_within({"a": [1]}, 2), is_within({"a": [[]]}, 2)
    (True, False)
    """
    level = [value]
    for _ in range(depth + 1):
        level = [v for v in level if isinstance(v, _HOLDERS)]
        if not level:
            return True
        level = [inner for v in level for inner in (v.values() if isinstance(v, dict) else v)]
    return False
