"""JSON-LD of a page, parsed leniently: a broken script does not affect the others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from pydantic_core import from_json

from tearsheet.parsing.entities import Entities, Entity, is_within
from tearsheet.parsing.jsonrepair import MAX_DEPTH, depth_of, read_leniently
from tearsheet.vocab import load

__all__ = ("ARTICLE_TYPES", "MAX_ENTITIES", "MAX_SCRIPT", "Entity", "JsonLd", "read_json", "read_scripts")

MAX_SCRIPT: Final = 4_000_000
"""Longest script in characters that is read. Source: reasoning (complete articles stay below one million)."""

MAX_ENTITIES: Final = 5_000
"""Most objects of one page; further ones are left out. Source: reasoning."""

ARTICLE_TYPES: Final[tuple[str, ...]] = tuple(load("schema_org")["article_types"])
"""Types of a page's main entity."""

_RANKS: Final = {name: -place for place, name in reversed(tuple(enumerate(ARTICLE_TYPES)))}
_DECODER: Final = json.JSONDecoder(strict=False, parse_constant=lambda _name: None)
_LONE_SURROGATE: Final = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)


class JsonLd:
    """All objects of the page's JSON-LD, outer before inner, in document order. Must not be changed."""

    def __init__(self, listed: Entities) -> None:
        self.entities: Sequence[Entity] = listed.found
        """The objects; a script that repeats an earlier one adds none."""
        self.having = listed.having
        """Gives the entities that have one of the properties named, in order."""
        self._by_type = listed.by_type
        self._main: dict[tuple[str | None, str | None], Entity | None] = {}

    @property
    def types(self) -> Iterable[str]:
        """The distinct types of the entities, in any order."""
        return self._by_type.keys()

    def of_type(self, *types: str) -> Iterator[Entity]:
        """Yield the entities that have one of ``types``, in order."""
        present = [name for name in types if name in self._by_type]
        if len(present) < 2:
            return iter(self._by_type[present[0]] if present else ())
        wanted = frozenset(present)
        return iter([entity for entity in self.entities if not wanted.isdisjoint(entity.types)])

    def resolve(self, value: Any) -> dict[str, Any] | None:
        """Return the object that ``value`` is or refers to by ``@id``; None if it is neither.

        For a list, the first object counts. A reference whose target is not on the page is returned itself.
        """
        if isinstance(value, list):
            value = next((v for v in value if isinstance(v, dict)), None)
        if not isinstance(value, dict):
            return None
        if len(value) <= 2 and isinstance(value.get("@id"), str):
            return self._by_id.get(value["@id"], value)
        return value

    def main(self, url: str | None = None, title: str | None = None) -> Entity | None:
        """Return the entity that the page is about: an article or its nearest equivalent; None if there is none.

        Objects inside lists, comments, videos and the like do not count. Among several, one with the page's ``url`` is
        preferred, then one with ``title`` as its headline, then one with a more specific type, then the first.
        """
        asked = (url, title)
        if asked not in self._main:  # cached, as several fields need it
            self._main[asked] = self._find_main(url, title)
        return self._main[asked]

    def _find_main(self, url: str | None, title: str | None) -> Entity | None:
        present = [name for name in self._by_type if name in _RANKS]
        named = {id(e): e for name in present for e in self._by_type[name] if not e.aside}
        if len(named) < 2:
            return next(iter(named.values()), None)
        found = [entity for entity in self.entities if id(entity) in named]
        path, wanted = _path(url), _key(title)
        return max(  # the first one among equals
            found,
            key=lambda e: (_same_url(e.data, path), _same_title(e.data, wanted), _type_rank(e.types)),
        )

    @cached_property
    def _by_id(self) -> Mapping[str, dict[str, Any]]:
        """For each ``@id``, the object with the most properties."""
        found: dict[str, dict[str, Any]] = {}
        for entity in self.having("@id"):
            name = entity.data["@id"]
            if isinstance(name, str) and len(entity.data) > len(found.get(name, ())):
                found[name] = entity.data
        return found


def read_scripts(scripts: Iterable[tuple[int, str]]) -> JsonLd:
    """Return the JSON-LD in ``scripts``, which are (node, text). Unreadable and repeated scripts are left out.

    Limits: scripts of more than `MAX_SCRIPT` characters, or nested deeper than `jsonrepair.MAX_DEPTH`, are not read;
    at most `MAX_ENTITIES` objects are listed.
    """
    entities = Entities(MAX_ENTITIES)
    read = [(text, node) for node, text in scripts if len(text) <= MAX_SCRIPT]
    if len(read) > 1:  # only several scripts can repeat each other
        different: dict[str, int] = {}
        for text, node in read:
            different.setdefault(text, node)
        read = [*different.items()]
    for text, node in read:
        entities.add(read_json(text), node)
    return JsonLd(entities)


def read_json(text: str) -> Any:
    """Return the JSON value in ``text``, parsed strictly if possible, otherwise leniently; None if there is none.

    Several consecutive values are returned as a list.

    >>> read_json('{"a": 1}{"b": 2}')
    [{'a': 1}, {'b': 2}]
    """
    try:  # three times as fast as the standard parser
        value = from_json(text.encode(), allow_inf_nan=False, cache_strings="none")
    except ValueError:
        return _read_patiently(text)
    if text.count("{") + text.count("[") <= MAX_DEPTH or is_within(value, MAX_DEPTH):
        return value
    return None


def _read_patiently(text: str) -> Any:
    """Parse what the fast parser rejects: control characters in strings, lone surrogates, NaN, broken JSON."""
    if text.count("{") + text.count("[") > MAX_DEPTH and depth_of(text) > MAX_DEPTH:
        return None
    if "\\ud" in text or "\\uD" in text:
        text = _drop_lone_surrogates(text)
    try:
        return _DECODER.decode(text)
    except ValueError:
        values = read_leniently(text)
    if len(values) == 1:
        return values[0]
    return values or None


def _drop_lone_surrogates(text: str) -> str:
    return _LONE_SURROGATE.sub(r"\\ufffd", text)


def _type_rank(types: tuple[str, ...]) -> int:
    return max([_RANKS[t] for t in types if t in _RANKS])


def _path(url: str | None) -> str:
    """Return host and path of a URL, without parts that do not distinguish pages; '' if there is no URL."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return unquote(parts.netloc.lower().removeprefix("www.") + parts.path.rstrip("/"))


def _same_url(data: Mapping[str, Any], path: str) -> int:
    if not path:
        return 0
    for name in ("url", "mainEntityOfPage", "@id"):
        value = data.get(name)
        if isinstance(value, dict):
            value = value.get("@id")
        if isinstance(value, str) and _path(value) == path:
            return 1
    return 0


def _key(title: Any) -> str:
    return "".join(filter(str.isalnum, title.casefold())) if isinstance(title, str) else ""


def _same_title(data: Mapping[str, Any], wanted: str) -> int:
    if not wanted:
        return 0
    return int(any(_key(data.get(name)) == wanted for name in ("headline", "name")))
