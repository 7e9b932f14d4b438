"""A lenient JSON parser for input that a strict parser rejects.

It is only used for such input, so it is written for clarity rather than speed. It takes linear time and does not recurse.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any, Final

MAX_DEPTH: Final = 64
"""Greatest depth of nested objects and arrays. Source: reasoning (schema.org needs fewer than ten levels)."""

_WRAPPERS: Final = re.compile(
    r"\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[|<script[^>]{0,200}>|\ufeff)+",
    re.IGNORECASE,
)
_SKIP: Final = re.compile(
    r"(?:[\s;\x00-\x1f\ufeff\u200b\xa0]+|//[^\n]*|/\*.*?(?:\*/|\Z)|<!--|-->|<!\[CDATA\[|\]\]>|</?script[^>]{0,200}>)+",
    re.DOTALL | re.IGNORECASE,
)
_STRING: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_SINGLE: Final = re.compile(r"'[^'\\]*(?:\\.[^'\\]*)*(?:'|\Z)", re.DOTALL)
_STRING_END: Final = re.compile(r'(?<!\\)"(?=\s*(?:[,:}\]]|//|/\*|$))')
_NEXT: Final = re.compile(r'\s*(?:[,:}\]]|"|//|/\*|-->|$)')
_BARE: Final = re.compile(r"[^\s,:{}\[\]\"';/]+|[/']")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d{0,300})(?:\.\d{1,300})?(?:[eE][-+]?\d{1,4})?")
_ESCAPE: Final = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_BRACKETS: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
_LETTERS: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_WORDS: Final[dict[str, bool | None]] = {
    "true": True,
    "false": False,
    "null": None,
    "undefined": None,
    "NaN": None,
}


def depth_of(text: str) -> int:
    """Return the depth of nested brackets in ``text``, except those inside strings. Linear.

    >>> depth_of('{"a": [{"b": "[["}]}')
    3
    """
    depth = deepest = 0
    for match in _BRACKETS.finditer(text):
        char = match.group()
        if char in ("{", "["):
            depth += 1
            deepest = max(deepest, depth)
        elif char in ("}", "]"):
            depth -= 1
    return deepest


def unwrap(text: str) -> str:
    """Return ``text`` without comment and CDATA marks around it, and with entities for its quotes decoded.

    >>> unwrap('<!-- {"a": 1}')
    '{"a": 1}'
    >>> unwrap('{&quot;a&quot;: &quot;b&quot;}')
    '{"a": "b"}'
    """
    match = _WRAPPERS.match(text)
    if match:
        text = text[match.end() :]
    text = text.strip()
    head = text[:40].replace(" ", "")
    if "&quot;" in head or "&#34;" in head or "&#034;" in head:
        text = html.unescape(text)
    return text


def read_leniently(text: str) -> list[Any]:
    """Return the JSON values in ``text``, in order; empty if there are none.

    Tolerated: trailing and missing commas, semicolons, comments, CDATA marks, control characters and line breaks in
    strings, unescaped quotes inside strings, invalid escapes, single quotes, bare keys, missing or surplus closing
    brackets, several consecutive values. Only objects and arrays count as values at the top level.

    >>> read_leniently('{"a": "say "hi"", "b": [1, 2,], };')
    [{'a': 'say "hi"', 'b': [1, 2]}]
    >>> read_leniently("{'a': 1} {b: tru")
    [{'a': 1}, {'b': 'tru'}]
    """
    return _Reader(unwrap(text)).read()


class _Reader:
    """Reads the text in one pass, with an explicit stack of open containers."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.values: list[Any] = []
        self.open: list[dict[str, Any] | list[Any]] = []
        self.keys: list[str | None] = []  # for each open container, the key whose value is expected
        self.colon = False  # whether a colon has followed that key

    def read(self) -> list[Any]:
        text, position = self.text, 0
        while position < len(text):
            match = _SKIP.match(text, position)
            if match:
                position = match.end()
                continue
            char = text[position]
            if char in "{[":
                if len(self.open) >= MAX_DEPTH:
                    return self.values
                self._enter({} if char == "{" else [])
                position += 1
            elif char in "}]":
                self._leave(char)
                position += 1
            elif char in ",:":
                self._punctuate(char)
                position += 1
            else:
                position = self._scalar(position)
        return self.values

    def _enter(self, container: dict[str, Any] | list[Any]) -> None:
        if self.open:
            self._put(container)
        else:
            self.values.append(container)
        self.open.append(container)
        self.keys.append(None)
        self.colon = False

    def _leave(self, char: str) -> None:
        wanted = dict if char == "}" else list
        if not any(isinstance(c, wanted) for c in self.open):
            return  # a surplus closing bracket
        while self.open:
            self.keys.pop()
            if isinstance(self.open.pop(), wanted):
                break
        self.colon = bool(self.keys) and self.keys[-1] is not None

    def _punctuate(self, char: str) -> None:
        if not self.keys:
            return
        if char == ":":
            self.colon = self.keys[-1] is not None
        else:
            self.keys[-1] = None
            self.colon = False

    def _scalar(self, position: int) -> int:
        value, end = self._read_scalar(position)
        if self.open:
            self._put(value)
        return end

    def _put(self, value: Any) -> None:
        container = self.open[-1]
        if isinstance(container, list):
            container.append(value)
        elif self.keys[-1] is None or not self.colon:
            if not isinstance(value, dict | list):
                self.keys[-1] = str(value)
        else:
            container[self.keys[-1]] = value
            self.keys[-1] = None
            self.colon = False

    def _read_scalar(self, position: int) -> tuple[Any, int]:
        text = self.text
        char = text[position]
        if char == '"':
            return self._read_string(position)
        if char == "'":
            match = _SINGLE.match(text, position)
            if match:
                return unescape(match.group()[1:].removesuffix("'")), match.end()
        match = _BARE.match(text, position)
        if not match:
            return None, position + 1
        word = match.group()
        if word in _WORDS:
            return _WORDS[word], match.end()
        if _NUMBER.fullmatch(word):
            return (float(word) if any(c in word for c in ".eE") else int(word)), match.end()
        return word, match.end()

    def _read_string(self, position: int) -> tuple[str, int]:
        text = self.text
        match = _STRING.match(text, position)
        if match and _NEXT.match(text, match.end()):
            return unescape(match.group()[1:-1]), match.end()
        found = _STRING_END.search(text, position + 1)
        if not found:
            return unescape(text[position + 1 :]), len(text)
        return unescape(text[position + 1 : found.start()]), found.end()


def unescape(text: str) -> str:
    r"""Return ``text`` with JSON escapes decoded; an unknown escape is read as the character itself.

    >>> unescape(r"it\'s \u00e9t\u00e9\n")
    "it's été\n"
    >>> unescape(r"it\'s \ud83c\udf3e") == "it's \U0001f33e"
    True
    """
    if "\\" not in text:
        return text
    try:
        read = json.loads(f'"{text}"', strict=False)
        if isinstance(read, str):
            return read
    except ValueError:
        pass  # an unknown escape or an unescaped quote: decoded one by one below
    resolved = _ESCAPE.sub(_character, text)
    # Joins surrogate pairs, and replaces lone surrogates.
    return resolved.encode("utf-16le", "surrogatepass").decode("utf-16le", "replace")


def _character(match: re.Match[str]) -> str:
    code = match.group(1)
    if len(code) == 5:
        return chr(int(code[1:], 16))
    return _LETTERS.get(code, code)
