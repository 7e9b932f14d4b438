r"""Parses JavaScript literals as written by serialisers. No code is executed.

>>> read_literal("{a:1,'b':[!0,void 0,\"x\"],c:new Date(5)}", 0)[0]
{'a': 1, 'b': [True, None, 'x'], 'c': 5}
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import unquote

MAX_DEPTH: Final = 200
"""Greatest depth of nesting."""
MAX_TOKENS: Final = 2_000_000
"""Most tokens of one literal."""
MAX_VALUES: Final = 60
"""Most values that are read from one script."""

_TOKEN: Final = re.compile(
    r"""\s*+(?:(?P<punct>[{}\[\],:()])|(?P<string>"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|`(?:[^`\\]|\\.)*+`)"""
    r"""|(?P<number>-?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)n?)|(?P<word>[!\w$.]+))""",
    re.DOTALL,
)
_ESCAPE: Final = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL
)
_PLAIN: Final = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "0": "\0",
    "\n": "",
    "\r\n": "",
}
_WORDS: Final[Mapping[str, Any]] = {"true": True, "false": False, "!0": True, "!1": False}
_CALLED: Final = ("push", "start", "enqueue", "extend", "hydrate", "init", "setState", "resolve", "assign")
"""Names of functions to which scripts pass data."""
_SIGN: Final = re.compile(
    r"=(?<=[\w$\]\"' \t]=)[ \t\n]*(?=[^=\s])"
    r"|\((?:" + "|".join([rf"(?<=\b{name}\()" for name in _CALLED]) + r")(?=[^=\s])"
    r"|:(?<=[a \t]:)[ \t\n]*(?=[{\[])"
)
"""The character before a value. The name before that is checked afterwards: a combined pattern is ten times slower."""
_LED_IN: Final = {"=": re.compile(r"[\w$\]\"'](?=[ \t]*=)"), ":": re.compile(r"\bdata(?=[ \t]*:)")}
"""Patterns for the text before such a character."""
_CALL: Final = re.compile(r"\(?\s*function\s*\w{0,40}\(([\w$,\s]*+)\)\s*\{")
_PARSED: Final = re.compile(r"JSON\.parse\(\s*(decodeURIComponent\(\s*)?(?=[\"'`])")
_QUOTED: Final = frozenset(quote + first for quote in "\"'`" for first in "{[")
"""Starts of strings that contain JSON."""
_DECODER: Final = json.JSONDecoder(strict=False)


class NotLiteral(ValueError):
    """The source is not a literal, or exceeds a limit."""


def read_values(script: str) -> Iterator[Any]:
    """Yield the objects and lists that ``script`` assigns, or passes to one of the known functions, in order."""
    at = 0
    for _ in range(MAX_VALUES):
        at = _start(script, at)
        if at < 0:
            return
        try:
            value, at = _read_value(script, at)
        except NotLiteral:
            continue
        if isinstance(value, dict | list):
            yield value


def _start(script: str, at: int) -> int:
    """Return the start of the next value after ``at`` that is assigned or passed; -1 if there is none."""
    for sign in _SIGN.finditer(script, at):
        before = sign.start()
        led_in = _LED_IN.get(script[before])
        while before > at and script[before - 1] in " \t":
            before -= 1
        if led_in is None or led_in.match(
            script, max(at, before - (1 if script[sign.start()] == "=" else 4))
        ):
            return sign.end()
    return -1


def _read_value(script: str, at: int) -> tuple[Any, int]:
    first = script[at : at + 1]
    if first in "{[":
        return read_literal(script, at)
    parsed = _PARSED.match(script, at)
    if parsed or script[at : at + 2] in _QUOTED:
        text, at = _string_at(script, parsed.end() if parsed else at)
        try:
            return json.loads(unquote(text) if parsed and parsed[1] else text), at
        except (ValueError, RecursionError):
            raise NotLiteral from None
    call = _CALL.match(script, at)
    if call:
        return _read_call(script, call)
    raise NotLiteral


def _string_at(script: str, at: int) -> tuple[str, int]:
    token = _TOKEN.match(script, at)
    if token is None or token["string"] is None:
        raise NotLiteral
    return _unescaped(token["string"]), token.end()


def _read_call(script: str, call: re.Match[str]) -> tuple[Any, int]:
    """Return the result of an immediately invoked function with literal arguments: ``(function(a){return {b:a}}("x"))``."""
    at = script.find("return", call.end())
    if at < 0:
        raise NotLiteral
    at += len("return")
    _, end = read_literal(script, at)
    opened = script.find("(", end, end + 20)
    if opened < 0:
        raise NotLiteral
    given, stop = read_literal(script, opened)
    names = [name.strip() for name in call[1].split(",")]
    known = dict(zip(names, given, strict=False))
    return read_literal(script, at, known)[0], stop


def read_literal(text: str, at: int, names: Mapping[str, Any] | None = None) -> tuple[Any, int]:
    """Return the literal at ``at`` and the index after it. ``names`` has the values of variables; others are None.

    Arguments in parentheses are read as a list. Strict JSON is parsed with the faster standard parser.

    Raises:
        NotLiteral: There is no literal at ``at``.
    """
    if not names and text[at : at + 1] in ("{", "["):
        try:
            return _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            pass
    return _Reader(text, at, names or {}).read()


class _Reader:
    """Reads one literal, token by token, with the open containers on a stack."""

    def __init__(self, text: str, at: int, names: Mapping[str, Any]) -> None:
        self.text = text
        self.at = at
        self.names = names
        self.stack: list[tuple[Any, str]] = []
        self.key: str | None = None
        self.keys: list[str | None] = []
        self.result: Any = None
        self.done = False

    def read(self) -> tuple[Any, int]:
        for _ in range(MAX_TOKENS):
            token = _TOKEN.match(self.text, self.at)
            if token is None:
                raise NotLiteral
            self.at = token.end()
            self._take(token)
            if self.done:
                return self.result, self.at
        raise NotLiteral

    def _take(self, token: re.Match[str]) -> None:
        kind = token.lastgroup
        text = token[kind] if kind else ""
        if kind == "punct":
            self._punctuate(text)
        elif self._is_key():
            self.key = _unescaped(text) if kind == "string" else text
        elif kind == "string":
            self._put(_unescaped(text))
        elif kind == "number":
            self._put(_number(text))
        elif text == "void":
            operand = _TOKEN.match(self.text, self.at)
            self.at = operand.end() if operand else self.at
            self._put(None)
        elif text != "new":
            after = self.text[self.at : self.at + 1]
            if after != "(":  # a constructor is replaced by its argument
                self._put(_WORDS.get(text, self.names.get(text)))

    def _is_key(self) -> bool:
        return bool(self.stack) and self.stack[-1][1] == "{" and self.key is None

    def _punctuate(self, text: str) -> None:
        if text in "{[(":
            if len(self.stack) >= MAX_DEPTH:
                raise NotLiteral
            self.stack.append(({} if text == "{" else [], text))
            self.keys.append(self.key)
            self.key = None
        elif text in "}])":
            if not self.stack:
                raise NotLiteral
            value, opened = self.stack.pop()
            self.key = self.keys.pop()
            if opened == "(" and self.stack:
                value = value[0] if value else None
            self._put(value)

    def _put(self, value: Any) -> None:
        if not self.stack:
            self.result, self.done = value, True
            return
        holder, _ = self.stack[-1]
        if isinstance(holder, dict):
            if self.key is not None:
                holder[self.key] = value
            self.key = None
        else:
            holder.append(value)


def _number(text: str) -> int | float:
    text = text.rstrip("n")
    if text[:2].lower() == "0x":
        return int(text, 16)
    return int(text) if text.lstrip("-").isdigit() and len(text) < 100 else float(text)


def _unescaped(token: str) -> str:
    inner = token[1:-1]
    return (
        _ESCAPE.sub(_character, inner).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if "\\" in inner
        else inner
    )


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        number = int(code, 16)
        return chr(number) if number < 0x110000 else "\ufffd"
    return _PLAIN.get(match[4], match[4])
