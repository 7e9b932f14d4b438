"""What programs leave around and in the lines of a text: quotation marks, a fence, line breaks as tags, escapes.

Each is replaced by as many characters as it had, so that offsets into the text stay valid.
"""

from __future__ import annotations

import html
import json
import re
from itertools import pairwise
from typing import Final

FILLER: Final = "\u2060"
"""A character that shows nothing: it takes the rest of the place of an escape."""
MIN_LINES: Final = 4
"""Fewest lines of a text whose lines are compared. Reasoning: fewer may begin alike by accident."""
MIN_COUNTED: Final = 8
"""Fewest lines whose numbers are those of the lines. Reasoning: the items of a list, too, are numbered."""
MIN_BREAKS: Final = 3
"""Fewest tags of line breaks, or escapes inside words, that show that a text was not decoded."""
MAX_INDENT: Final = 20
"""Most white space, in characters, before a tag that begins a line."""

_LINE: Final = re.compile(r"[^\r\n]+")
_PREFIXES: Final = (re.compile(r"[ \t]*(?:>[ \t]?)+"), re.compile(r"[ \t]*\|(?:[ \t]|$)"))
"""Signs before each line: those of a quotation in mail, and a rule at the left."""
_COUNTED: Final = re.compile(r"[ \t]*(\d{1,6})(?:[:|.)]?[ \t]+|[ \t]*$)")
_FENCE: Final = re.compile(r"\s*(?:`{3,}|~{3,})[ \t]*(?:[\w+#.-]+[ \t]*)?\r?\n")
_FENCE_END: Final = re.compile(r"\n[ \t]*(?:`{3,}|~{3,})\s*$")
_BREAK: Final = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_PARAGRAPH: Final = re.compile(r"</?(p|div|h[1-6]|li)>", re.IGNORECASE)
_MENTIONED: Final = re.compile(r"(?<=\w )</?[a-z][a-z1-6]{0,9}\s{0,3}/?>(?= \w|[.,;:])", re.IGNORECASE)
"""A tag between words, such as one that a sentence speaks of."""
_REST: Final = re.compile(r"(?:[ \t]|<[^<>\s]{1,6}>){0,20}(?:[\r\n]|\Z)")
_FORUM: Final = re.compile(
    r"\[/?(?:b|i|u|s|size|color|center|h[1-6]|url)(?:=[^\]\s]{1,300})?\]", re.IGNORECASE
)
_FORUM_END: Final = re.compile(r"\[/(?:b|i|u|s|size|color|center|h[1-6]|url)\]", re.IGNORECASE)
"""Marks of the text of forums (BBCode)."""
_WHOLE: Final = re.compile(r"\s*(?:\[\w[^\]\s]{0,300}\])+[^\[\]]+(?:\[/\w{1,6}\])+\s*")
"""A line that marks of a forum are around."""
_CODE: Final = re.compile(r"`[^`\n]{1,200}`")
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_ENTITY: Final = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[\da-fA-F]{2,5});")
_IN_WORD: Final = re.compile(r"[^\W\d_]&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[\da-fA-F]{2,5});[^\W_]")
_ESCAPE: Final = re.compile(r"\\(?:u[\da-fA-F]{4}|[\"\\/t])")
_QUOTED: Final = '"'


def without_leftovers(text: str) -> str:
    r"""Return ``text``, of the same length, with what is no part of its lines replaced by white space.

    >>> without_leftovers("> One\n> Two\n>\n> Three\n> Four").split()
    ['One', 'Two', 'Three', 'Four']
    >>> without_leftovers("It&#39;s the mill&#39;s wheel&#39;s rim").replace("\u2060", "")
    "It's the mill's wheel's rim"
    """
    for step in (_unfenced, _unquoted, _unprefixed, _unnumbered):
        text = step(text)
    if _shows_markup(text):
        return text
    for step in (_unbroken, _untagged, _unescaped):
        text = step(text)
    return text


def _shows_markup(text: str) -> bool:
    """Whether a text has code in it, in which tags and escapes stand for themselves."""
    if "```" in text or "~~~" in text:
        return True
    codes = (code[0] for code in _CODE.finditer(text)) if "`" in text else ()
    return any(markup.search(code) for code in codes for markup in (_TAG, _FORUM, _ENTITY))


def _unfenced(text: str) -> str:
    """Take the fence of code off that is around the whole text."""
    if "```" not in text and "~~~" not in text:
        return text
    first, last = _FENCE.match(text), _FENCE_END.search(text, max(0, len(text) - 100))
    if first is None or last is None or last.start() < first.end():
        return text
    return _blank(first[0]) + text[first.end() : last.start()] + _blank(last[0])


def _unquoted(text: str) -> str:
    """Take the quotation marks off that are around the whole text, and decode what is escaped in them."""
    first, last = len(text) - len(text.lstrip()), len(text.rstrip()) - 1
    if not 0 <= first < last or text[first] != _QUOTED or text[last] != _QUOTED:
        return text
    inner = text[first + 1 : last]
    head = inner.split("\n", 1)[0]
    if "\\n" in head:  # a string of a program
        inner = _ESCAPE.sub(_unescaped_sign, inner)
    elif _QUOTED in head or "\n" not in inner:
        return text
    return f"{text[:first]} {inner} {text[last + 1 :]}"


def _unescaped_sign(escape: re.Match[str]) -> str:
    sign = json.loads(f'"{escape[0]}"')
    return _filled(escape[0], sign if sign.isprintable() else " ")


def _unprefixed(text: str) -> str:
    """Take the signs off that are before each line with text; lines between signs on both sides are rows."""
    start = text.lstrip()[:1]
    if start not in (">", "|"):
        return text
    prefix = _PREFIXES[start == "|"]
    lines = [m[0] for m in _LINE.finditer(text) if m[0].strip()]
    if len(lines) < MIN_LINES or not all(prefix.match(line) for line in lines):
        return text
    if start == "|" and any(line.rstrip().endswith("|") and line.count("|") > 1 for line in lines):
        return text
    return _LINE.sub(lambda line: _without(prefix, line[0]), text)


def _unnumbered(text: str) -> str:
    """Take the numbers of lines off that are before each line, empty ones included."""
    if not text.lstrip()[:1].isdigit():
        return text
    lines = [m[0] for m in _LINE.finditer(text)]
    found = [_COUNTED.match(line) for line in lines]
    numbers = [int(number[1]) for number in found if number]
    counted = len(numbers) == len(lines) and all(b == a + 1 for a, b in pairwise(numbers))
    if len(lines) < MIN_COUNTED or not counted:
        return text
    if all(line[number.end() :].strip() for line, number in zip(lines, found, strict=True) if number):
        return text
    return _LINE.sub(lambda line: _without(_COUNTED, line[0]), text)


def _without(prefix: re.Pattern[str], line: str) -> str:
    """Blank out the prefix of a line; all lines of a text have one, so they are indented alike."""
    found = prefix.match(line)
    return _blank(found[0]) + line[found.end() :] if found else line


def _unbroken(text: str) -> str:
    """Put line ends in place of tags of line breaks, and of the tags around paragraphs."""
    if "<" not in text:
        return text
    if len(_BREAK.findall(text)) >= MIN_BREAKS and _shape_lines(_BREAK, text):
        text = _BREAK.sub(lambda tag: _line_end(tag, "\n"), text)
    if len(_PARAGRAPH.findall(text)) >= 2 * MIN_BREAKS and "</" in text and _shape_lines(_PARAGRAPH, text):
        text = _PARAGRAPH.sub(lambda tag: _line_end(tag, "\n\n"), text)
    return text


def _shape_lines(tag: re.Pattern[str], text: str) -> bool:
    """Whether the tags part the lines of a text: most are at the edge of one, or there are few lines without them."""
    tags = list(tag.finditer(text))
    if 2 * sum(_MENTIONED.match(text, its.start()) is not None for its in tags) >= len(tags):
        return False
    edges = sum(_is_at_edge(text, its) for its in tags)
    return 2 * edges > len(tags) or text.count("\n") < len(tags)


def _is_at_edge(text: str, tag: re.Match[str]) -> bool:
    """Whether a tag ends a line, with no more than other tags behind it, or begins one."""
    indent = text[max(0, tag.start() - MAX_INDENT) : tag.start()].rstrip(" \t")
    return indent[-1:] in "\r\n" or _REST.match(text, tag.end()) is not None


def _untagged(text: str) -> str:
    """Take the tags of forums off."""
    if "[/" not in text or len(_FORUM_END.findall(text)) < MIN_BREAKS:
        return text
    lines = [line[0] for line in _LINE.finditer(text) if _FORUM_END.search(line[0])]
    if len(lines) == 1 and not _WHOLE.fullmatch(lines[0]):
        return text
    return _FORUM.sub(lambda tag: FILLER * len(tag[0]), text)


def _line_end(tag: re.Match[str], ends: str) -> str:
    return ends + " " * (len(tag[0]) - len(ends))


def _unescaped(text: str) -> str:
    """Decode the entities of a text that has some inside words; a text about them does not."""
    if "&" not in text or len(_IN_WORD.findall(text)) < MIN_BREAKS:
        return text
    return _ENTITY.sub(lambda entity: _filled(entity[0], html.unescape(entity[0])), text)


def _filled(raw: str, sign: str) -> str:
    """Return ``sign`` in the place of ``raw``; ``raw`` if it needs more."""
    return sign + FILLER * (len(raw) - len(sign)) if len(sign) <= len(raw) else raw


def _blank(raw: str) -> str:
    return "".join(c if c in "\r\n" else " " for c in raw)
