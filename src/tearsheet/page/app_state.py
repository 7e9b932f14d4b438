"""Reads the data from which an application's scripts would fill the page. No script is executed.

Sources: scripts with JSON, assignments and calls with literals (`parsing.jsliteral`), the rows of a React flight stream,
flattened payloads (devalue, turbo-stream), and attributes with JSON.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from lxml import etree

from tearsheet.page.page import Page
from tearsheet.page.walk import OPAQUE
from tearsheet.parsing.jsliteral import read_values

MAX_STATE: Final = 8_000_000
"""Most characters that are read, in all scripts of a page. Source: reasoning (the largest states are about 2 million)."""
LEAST: Final = 250
"""Fewest characters of a script or attribute that may contain an article."""
MAX_FLAT: Final = 200_000
"""Most values of a flattened payload."""
MAX_DEPTH: Final = 100
"""Greatest depth to which a flattened payload is expanded."""

_PUSH: Final = re.compile(r"__next_f\.push\(\s*(?=\[)")
_ROW: Final = re.compile(rb"([0-9a-f]{1,8}):(?:T([0-9a-f]{1,7}),|([^\n]*+)\n?)")
_SPECIAL: Final = frozenset(
    ("Reactive", "ShallowReactive", "Ref", "ShallowRef", "EmptyRef", "EmptyShallowRef", "Date")
)
"""Wrappers in a devalue payload that are replaced by the one value they hold."""


class State(NamedTuple):
    """One value from the scripts or attributes of a page."""

    node: int
    """Index of the element."""
    attribute: str | None
    """The attribute with the value; None for the element's text."""
    value: Any
    """The value: objects, lists and scalars, as in JSON."""
    flat: list[Any] | None = None
    """The original list of a flattened payload, which JSON pointers refer to; None for other values."""
    is_flight: bool = False
    """True if ``value`` contains the rows of a React flight stream by name."""


def read_states(page: Page) -> Iterator[State]:
    """Yield the values in the scripts and attributes of ``page`` in document order, the rows of a flight stream last."""
    left = MAX_STATE
    flight: list[str] = []
    flight_node = -1
    for node, element in _elements(page):
        if element.tag != "script":
            yield from _attribute_states(node, element)
            continue
        text = element.text or ""
        if len(text) < LEAST and "__next_f" not in text:
            continue
        left -= len(text)
        if left < 0:
            break
        if "__next_f" in text and _PUSH.search(text):
            flight += _pushed(text)
            flight_node = node if flight_node < 0 else flight_node
        else:
            yield from _script_states(node, element, text)
    if flight:
        yield State(flight_node, None, _flight_rows("".join(flight)), is_flight=True)


def _elements(page: Page) -> Iterator[tuple[int, etree._Element]]:
    """Yield the index and the element of each node, numbered as in the walk."""
    if page.root is None:
        return
    opaque = OPAQUE
    node = -1
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(page.root, events=("start", "end")):
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
            continue
        if event == "end" or not isinstance(element.tag, str):
            continue
        node += 1
        if node >= len(page.nodes.tags) or page.nodes.tags[node] != element.tag:
            return  # the tree does not match the nodes
        yield node, element
        if element.tag in opaque:
            skipped = element


def _attribute_states(node: int, element: etree._Element) -> Iterator[State]:
    for name, value in element.items():
        if len(value) > LEAST and value[:1] in ("{", "["):
            try:
                yield State(node, name, json.loads(value))
            except (ValueError, RecursionError):
                continue


def _script_states(node: int, element: etree._Element, text: str) -> Iterator[State]:
    kind = (element.get("type") or "").lower()
    if "ld+json" in kind or kind in ("text/template", "text/html", "text/x-template"):
        return
    if "json" in kind or text.lstrip()[:1] in ("{", "["):
        value = _json(text)
        if value is not None:
            flat = _unflattened(value)
            yield State(node, None, value if flat is None else flat, value if flat is not None else None)
            return
    for value in read_values(text):
        for inner in _streamed(value):
            flat = _unflattened(inner)
            yield State(node, None, inner if flat is None else flat, inner if flat is not None else None)


def _json(text: str) -> Any:
    for candidate in (text, _angular(text), html.unescape(text)):
        if candidate is not None:
            try:
                return json.loads(candidate)
            except (ValueError, RecursionError):
                continue
    return None


def _angular(text: str) -> str | None:
    """Undo the escapes of Angular's transfer state; None if there are none."""
    if "&q;" not in text:
        return None
    for escape, character in (("&q;", '"'), ("&s;", "'"), ("&l;", "<"), ("&g;", ">"), ("&a;", "&")):
        text = text.replace(escape, character)
    return text


def _streamed(value: Any) -> Iterator[Any]:
    """Yield ``value``, or the values in it if it is a string of JSON (turbo-stream)."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return
    yield value


def _unflattened(value: Any) -> Any:
    """Return the value of a flattened payload (devalue, turbo-stream); None if ``value`` is not one."""
    if not isinstance(value, list) or not 2 < len(value) <= MAX_FLAT or not _is_flat(value[0]):
        return None
    return _put_together(value, 0, (), {})


def _is_flat(first: Any) -> bool:
    if isinstance(first, dict):
        return bool(first) and all(type(v) is int for v in first.values())
    return isinstance(first, list) and len(first) == 2 and first[0] in _SPECIAL and type(first[1]) is int


def _put_together(flat: list[Any], index: int, path: tuple[int, ...], built: dict[int, Any]) -> Any:
    """Return the value at ``index`` with its references resolved; cycles, and levels beyond `MAX_DEPTH`, are cut off."""
    if index in built:
        return built[index]
    if not 0 <= index < len(flat) or index in path or len(path) >= MAX_DEPTH:
        return None
    value, inner = flat[index], (*path, index)
    result: Any = value
    if isinstance(value, dict):
        result = {
            _key(flat, key): _put_together(flat, at, inner, built) if type(at) is int else at
            for key, at in value.items()
        }
    elif isinstance(value, list):
        if len(value) == 2 and value[0] in _SPECIAL:
            result = _put_together(flat, value[1], inner, built) if type(value[1]) is int else value[1]
        else:
            result = [_put_together(flat, at, inner, built) if type(at) is int else at for at in value]
    built[index] = result
    return result


def _key(flat: list[Any], key: str) -> str:
    """Return the name of a property; in turbo-stream, ``_5`` refers to the value at index 5."""
    if key[:1] == "_" and key[1:].isdecimal() and int(key[1:]) < len(flat):
        name = flat[int(key[1:])]
        return name if isinstance(name, str) else key
    return key


def _pushed(text: str) -> Iterator[str]:
    """Yield the chunks of a flight stream that a script pushes."""
    for match in _PUSH.finditer(text):
        try:
            piece, _ = json.JSONDecoder(strict=False).raw_decode(text, match.end())
        except (ValueError, RecursionError):
            continue
        if len(piece) == 2 and isinstance(piece[1], str):
            yield piece[1]


def _flight_rows(stream: str) -> dict[str, Any]:
    """Return the rows of a React flight stream by name: texts, or the values of JSON rows."""
    data = stream.encode("utf-8", "replace")
    rows: dict[str, Any] = {}
    at = 0
    while at < len(data):
        row = _ROW.match(data, at)
        if row is None:
            at = data.find(b"\n", at) + 1 or len(data)
            continue
        at = row.end()
        name = row[1].decode()
        if row[2] is not None:
            size = int(row[2], 16)
            rows[name] = data[at : at + size].decode("utf-8", "replace")
            at += size
        elif row[3][:1] in (b"[", b"{", b'"'):
            try:
                rows[name] = json.loads(row[3])
            except (ValueError, RecursionError):
                continue
    return rows
