"""Markdown inside a line: the text that a reader sees, and the ranges that are linked, strong or code."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Final, Literal, NamedTuple

_TOKEN = re.compile(
    r"\\(?P<escape>[\\`*_{}\[\]()#+\-.!|>~<])"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?P<image>!\[(?P<alt>[^\]\n]{0,300})\]\([^()\s]{0,2000}(?:\s[^()\n]{0,300})?\))"
    r"|(?P<open>\[)"
    r"|(?P<close>\](?:\(<?(?P<href>[^()\s<>]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?)>?(?:\s+[\"'][^\"'\n]{0,300}[\"'])?\)|\[[^\]\n]{0,100}\])?)"
    r"|<(?P<auto>https?://[^\s<>]{1,2000})>"
    r"|(?P<stars>\*{1,3}|(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w)|~~)"
)
LINK_NUMBER: Final = re.compile(r"\[(\d{1,4})\](?=[^\s\[(:.,;])")
"""The number of a link as text browsers print it, before the link's first word."""
_MARKS: Final[dict[str, Kind | None]] = {
    "*": "emphasis",
    "_": "emphasis",
    "**": "strong",
    "__": "strong",
    "***": "strong",
    "~~": None,
}


Kind = Literal["link", "strong", "emphasis", "code"]


class Span(NamedTuple):
    """A marked range of the visible text."""

    type: Kind
    start: int
    stop: int
    href: str | None = None


class Inline(NamedTuple):
    """A line without its marks."""

    text: str
    spans: tuple[Span, ...]


def strip_marks(text: str) -> Inline:
    """Return what ``text`` shows when Markdown marks are taken as markup. Linear in its length.

    >>> strip_marks("**Salt:** see [the mill](https://example.org/m) or `x_y`")
    ... # doctest: +NORMALIZE_WHITESPACE
    Inline(text='Salt: see the mill or x_y', spans=(Span(type='strong', start=0, stop=5, href=None),
    Span(type='link', start=10, stop=18, href='https://example.org/m'), Span(type='code', start=22, stop=25, href=None)))
    >>> strip_marks("snake_case and 2 * 3 [sic]").text
    'snake_case and 2 * 3 [sic]'
    """
    if not any(c in text for c in "*_`[]\\<~"):
        return Inline(text, ())
    return _Stripper().run(text)


class _Stripper:
    """Collects the visible text as parts; marks are parts too until their partner is seen. One use a line."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.spans: list[
            tuple[Kind, int, int, str | None]
        ] = []  # type, first part, part after the last, href
        self.brackets: list[int] = []  # parts that hold an open "["
        self.marks: list[tuple[str, int]] = []  # mark and the part that holds it

    def run(self, text: str) -> Inline:
        edge = 0
        for token in _TOKEN.finditer(text):
            self.parts.append(text[edge : token.start()])
            edge = token.end()
            self.take(token, text)
        self.parts.append(text[edge:])
        offsets = [0, *accumulate(len(part) for part in self.parts)]
        spans = (Span(kind, offsets[a], offsets[b], href) for kind, a, b, href in self.spans)
        shown = sorted((s for s in spans if s.start < s.stop), key=lambda s: (s.start, -s.stop))
        return Inline("".join(self.parts), tuple(shown))

    def take(self, token: re.Match[str], text: str) -> None:
        if token["open"]:
            self.brackets.append(len(self.parts))
            self.parts.append("[")
        elif token["close"]:
            self.close(token)
        elif token["stars"]:
            self.star(token, text)
        elif token["code"] is not None:
            self.spans.append(("code", len(self.parts), len(self.parts) + 1, None))
            self.parts.append(token["code"])
        elif token["image"] is None:
            self.parts.append(token["escape"] or token["auto"] or "")

    def close(self, token: re.Match[str]) -> None:
        """Take a ``]``: the end of a link, or a bracket that is meant."""
        part = self.brackets.pop() if self.brackets else -1
        if part < 0 or len(token[0]) == 1:
            self.parts.append(token[0])
            return
        self.parts[part] = ""  # the bracket that opened the link is no text
        if token["href"]:
            self.spans.append(("link", part, len(self.parts), token["href"]))

    def star(self, token: re.Match[str], text: str) -> None:
        """Take a mark: it closes the same mark before it, or opens if text follows, or is meant."""
        mark = token["stars"]
        before, after = text[token.start() - 1 : token.start()], text[token.end() : token.end() + 1]
        if self.marks and self.marks[-1][0] == mark and before.strip():
            _, part = self.marks.pop()
            self.parts[part] = ""
            kind = _MARKS[mark]
            if kind is not None:
                self.spans.append((kind, part, len(self.parts), None))
            return
        if after.strip():
            self.marks.append((mark, len(self.parts)))
        self.parts.append(mark)
