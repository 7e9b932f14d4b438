"""A text's lines with their offsets, and the dialect that they are written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, repeat
from typing import NamedTuple

from tearsheet.plaintext.inline import LINK_NUMBER
from tearsheet.plaintext.one_line import cut_line
from tearsheet.plaintext.run_in_headings import MIN_LINE, headings_in

MAX_WRAP = 110
"""Widest column, in characters, at which programs break lines by themselves (mail, terminals, html2text)."""
MIN_WRAP = 40
"""Narrowest such column."""
MIN_JOINTS = 3
"""Fewest line ends from which a wrap column can be determined."""
WRAP_SHARE = 0.7
"""Share of the line ends at which the next word would not have fitted, from which on a text counts as wrapped."""

LONG_SHARE = 0.75
"""Share of the column that a line must exceed to count as long. Only long lines are judged in a text with many short
ones, such as those of menus."""
LONG_FORCED = 0.9
"""Share of the long lines after which the next word would not have fitted, from which on such a text counts as wrapped."""
MIN_LONG = 8
"""Fewest long lines from which that can be determined."""
OVER = 1.1
"""A line longer than this multiple of the column is too long for it, as a line with a long link may be."""
MAX_OVER = 0.1
"""Most lines that are too long for the column, as a share of the long lines."""

FINAL = ".!?…:;。！？：؟۔।"
"""Characters that end a sentence or introduce what follows."""
CLOSERS = "\"'”’»)]」』）*_`"
"""Characters that may follow a final one."""

DENSE = 2.5
"""Latin characters that one sign of a script without spaces is worth. Source: translations of the same text."""

_DENSE = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_JOINTS = ("\\r\\n", "\\n", " | ", "\t", " ¦ ", " ‖ ")
"""Replacements of line ends in texts that have none, such as the two characters of an escape; the first found wins."""
MAX_JOINED = 2
"""Most lines of a text whose line ends may be lost."""
_SHOWN = re.compile(r"\S[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]*")
"""A line with text, as `str.splitlines` cuts them."""
_INVISIBLE = "\u200b\u200e\u200f\u2060\ufeff\u00ad\x00"
_KEYED = re.compile(r"[^\W\d_][\w -]{0,27}:\s")
_ATX = re.compile(r"#{1,6}\s+\S")
_FENCE = re.compile(r"(?:```|~~~)")
_RULE = re.compile(r"(?:[-*_=~#]\s?){3,}$")
_MARKED = re.compile(
    r"^[*_][^\s*_][^*_]*[*_]$|\*\*[^\s*]|__[^\s_]|\]\([^)\s]+|^\s*\|.*\|\s*$|^:?-{3,}:?\s*\|"
)


class Line(NamedTuple):
    """One line that holds visible text."""

    start: int
    """Offset of its first visible character."""
    stop: int
    """Offset after its last visible character."""
    text: str
    """The characters between them."""
    indent: int
    """Columns of white space before them; a tab counts four."""
    gap: bool
    """True when a blank line (or nothing) is before it."""
    spaced: bool
    """True when white space is between the text and the line's end."""


class Dialect(NamedTuple):
    """The format of a text's lines."""

    markdown: bool
    """Markdown marks are markup."""
    wrap: int
    """Column at which lines were broken by a program; 0 if a line's end is the author's."""
    joint: str = ""
    """The replacement of line ends in a text without any."""
    numbered_links: bool = False
    """Links are preceded by their number in brackets, and listed at the end (text browsers)."""


def split_lines(text: str) -> list[Line]:
    r"""Return the lines of ``text`` that are not blank, in order.

    >>> [(line.text, line.gap, line.indent) for line in split_lines("One\n\n  two\nthree")]
    [('One', True, 0), ('two', True, 2), ('three', False, 0)]
    """
    lines: list[Line] = []
    offset, gap = 0, True
    joint = line_joint(text)
    alone = not joint and _shown_lines(text) == 1
    cuts = cut_line(text) if alone else []
    raws = _cut_at(text, joint) if joint else _between(text, cuts) if cuts else text.splitlines(keepends=True)
    for raw, apart in (
        _parted(raws) if max(map(len, raws), default=0) >= MIN_LINE else zip(raws, repeat(False))
    ):
        stripped = (raw.removesuffix(joint) if joint else raw).strip().strip(_INVISIBLE).strip()
        if stripped:
            lead = raw.index(stripped)
            start = offset + lead
            indent = sum(4 if c == "\t" else 1 for c in raw[:lead])
            rest = raw[lead + len(stripped) :]
            lines.append(Line(start, start + len(stripped), stripped, indent, gap, rest[:1] in (" ", "\t")))
        gap = not stripped or apart or bool(cuts)
        offset += len(raw)
    return lines


def line_joint(text: str) -> str:
    r"""Return the replacement of line ends in a text that has none; '' if its lines end as usual.

    >>> line_joint("One\\nTwo\\nThree\\nFour"), line_joint("One\nTwo")
    ('\\n', '')
    """
    if _shown_lines(text) > MAX_JOINED:
        return ""
    return next((mark for mark in _JOINTS if text.count(mark) >= MIN_JOINTS), "")


def _shown_lines(text: str) -> int:
    """How many lines hold visible text; counted up to one more than `MAX_JOINED`."""
    shown = 0
    for _ in _SHOWN.finditer(text):
        shown += 1
        if shown > MAX_JOINED:
            break
    return shown


def _between(text: str, cuts: list[int]) -> list[str]:
    return [text[a:b] for a, b in pairwise([0, *cuts[1:], len(text)])]


def _parted(raws: list[str]) -> Iterator[tuple[str, bool]]:
    """Yield each line, long ones in parts around the headings in them; and whether it is such a part."""
    for raw in raws:
        edges = sorted({0, len(raw)}.union(*headings_in(raw)))
        for a, b in pairwise(edges):
            yield raw[a:b], len(edges) > 2


def _cut_at(text: str, joint: str) -> list[str]:
    parts = text.split(joint)
    return [part + joint for part in parts[:-1]] + parts[-1:]


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends in final punctuation, closing quotes and brackets aside.

    >>> ends_sentence('He said "go."'), ends_sentence("A Heading"), ends_sentence("Why?")
    (True, False, True)
    """
    stripped = text.rstrip(CLOSERS)
    return bool(stripped) and stripped[-1] in FINAL


def is_rule(text: str) -> bool:
    """Whether a line is a drawn rule, such as ``---`` or ``* * *``."""
    return _RULE.match(text) is not None


def dialect_of(lines: list[Line], joint: str = "") -> Dialect:
    """Determine the format of the lines: Markdown or plain text, hard-wrapped or whole, with numbered links or not."""
    numbered = sum(LINK_NUMBER.search(line.text) is not None for line in lines) >= MIN_JOINTS
    return Dialect(
        _is_markdown(lines), _wrap_column(lines), joint, numbered_links=numbered and _counts_up(lines)
    )


def _counts_up(lines: list[Line]) -> bool:
    """Whether the numbers in brackets before words count up from one, as those of a text browser do."""
    numbers = [int(m[1]) for line in lines for m in LINK_NUMBER.finditer(line.text)]
    return numbers[0] == 1 and sum(b == a + 1 for a, b in pairwise(numbers)) >= WRAP_SHARE * (
        len(numbers) - 1
    )


def _is_markdown(lines: list[Line]) -> bool:
    kinds: set[str] = set()
    marks = 0
    for k, line in enumerate(lines):
        if _ATX.match(line.text):
            kinds.add("heading" if k == 0 or line.text[1] == "#" else "comment")
        elif _FENCE.match(line.text):
            kinds.add("fence")
        elif _MARKED.search(line.text):
            kinds.add("inline")
        else:
            continue
        marks += 1
        if "heading" in kinds or (marks > 1 and kinds != {"comment"}):
            return True
    return False


def _wrap_column(lines: list[Line]) -> int:
    """The column at which most lines were broken, or 0.

    A line was broken by a program when the first word of the next one would not have fitted any more.
    """
    joints = [(a, b) for a, b in pairwise(lines) if not b.gap and _runs_on(a.text, b.text)]
    if len(joints) < MIN_JOINTS:
        return 0
    widths = sorted(a.indent + len(a.text) for a, _ in joints)
    column = widths[-1 - len(widths) // 20]  # all but the widest twentieth: long words and links stick out
    if not MIN_WRAP <= column <= MAX_WRAP:
        return 0
    forced = [
        (a.indent + len(a.text), a.indent + len(a.text) + 1 + first_word(b.text) > 0.95 * column)
        for a, b in joints
    ]
    long = [full for width, full in forced if width > LONG_SHARE * column]
    wrapped = sum(full for _, full in forced) >= WRAP_SHARE * len(forced)
    if wrapped or len(long) < MIN_LONG or sum(long) < LONG_FORCED * len(long):
        return column if wrapped else 0
    over = sum(line.indent + len(line.text) > OVER * column for line in lines)
    return column if over <= MAX_OVER * len(long) else 0


def _runs_on(first: str, second: str) -> bool:
    if _KEYED.match(first) and _KEYED.match(second):  # the lines of a header
        return False
    return first[0] not in "|#>" and second[0] not in "|#>-*+•" and not is_rule(first) and not is_rule(second)


def first_word(text: str) -> int:
    """Length of the first word of ``text``."""
    return len(text.split(None, 1)[0])


def weight(text: str) -> float:
    """Return how long ``text`` is in Latin characters.

    >>> weight("mill"), weight("製粉所")
    (4.0, 7.5)
    """
    return float(len(text)) if text.isascii() else len(text) + (DENSE - 1) * len(_DENSE.findall(text))
