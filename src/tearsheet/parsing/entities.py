"""Lists the objects in a JSON value, with their types and JSON pointers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tearsheet.vocab import load

SIDE_STEPS: Final[frozenset[str]] = frozenset(load("schema_org")["side_steps"])
"""Properties whose value is not about the page's main entity."""


_HOLDERS: Final = (dict, list)


class Entity:
    """One JSON object of the page's JSON-LD. Must not be changed."""

    __slots__ = ("aside", "data", "node", "pointer", "types")

    def __init__(
        self, types: tuple[str, ...], data: dict[str, Any], node: int, pointer: str, *, aside: bool
    ) -> None:
        self.types = types
        """Its ``@type``, as the last path segment of each, in order; empty if it has none."""
        self.data = data
        """The object."""
        self.node = node
        """Index of its script element."""
        self.pointer = pointer
        """JSON pointer (RFC 6901) of the object inside the script. Several values in one script count as an array: ``/0``
        is the first."""
        self.aside: bool = aside
        """True if it is inside a property with other content, such as a list, a comment or a video."""


class Entities:
    """All objects in a sequence of values, outer before inner, in order."""

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
        """Add the objects in ``value``, which is from the script at ``node``."""
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
        """Return `types_of` the object; the result for a single string, the usual form, is cached."""
        kind = data.get("@type")
        if not isinstance(kind, str):
            return types_of(data)
        found = self._types.get(kind)
        if found is None:
            found = self._types[kind] = types_of(data)
        return found


def _step(name: str) -> str:
    """Return the name of a property escaped for a JSON pointer."""
    return name.replace("~", "~0").replace("/", "~1") if "/" in name or "~" in name else name


def types_of(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ``@type`` of an object, as the last path segment of each, in order; empty if it has none.

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
    """Return whether objects and arrays in ``value`` are nested at most ``depth`` deep.

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
