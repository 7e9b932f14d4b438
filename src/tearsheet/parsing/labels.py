"""Items that lead with a label: ``Label: text``, ``Label – text``, or a bold lead."""

from __future__ import annotations

import re
from collections.abc import Iterable

MAX_LABEL_CHARS = 80
"""Longest label, in characters, that a colon or dash alone sets off. Reasoning: longer ones are clauses."""
MAX_LABEL_WORDS = 10
"""Most words of such a label. Reasoning: longer ones are clauses of a sentence that continues after the colon."""
MAX_BOLD_CHARS = 160
"""Longest bold lead, in characters, that is still a label. Reasoning: more than a line of bold is a paragraph."""
MIN_DIGITS = 3
"""Fewest digits of a label without letters: '1997' may be one, '1.' numbers the item."""

_SEPARATOR = re.compile(
    r"\s?:(?=\s)|(?<=[^\W\d]):(?=[^\s:/\\])|(?<=\)):(?=[^\s:/\\])|：|\s[-–—]{1,2}\s|(?<=\w)\s?—\s?(?=\w)"
)
"""What sets a label off: a colon with a space after it (or after a letter), a full-width colon, a dash with spaces, an em dash."""
_MARK = re.compile("[:：–—-]")
"""Every match of `_SEPARATOR` begins at one of these or at the space before it."""
_SENTENCE_END = re.compile(r"\w{3}[.!?…]['\"”’)]?\s|[。！？]|[;；]")
_STOP = re.compile("[.!?…。！？;；]")
"""Every match of `_SENTENCE_END` holds one of these."""
_LEAD = re.compile(r"\s*(?:[:：]|[-–—]{1,2}(?=\s|[^\W\d]))?\s*")
_TRAILING = " \t\n:：-–—"
_ASIDE = re.compile(r"\s*\([^()\n]{1,60}\)(?=\s?[:：]|\s[-–—])|\s[^\s:：.,;]{1,20}(?=[:：]\s)")
"""What may come between a bold lead and its colon: a remark in brackets, or a word."""


def bold_lead(text: str, bold: Iterable[tuple[int, int]]) -> int:
    """Return the index in ``text`` at which the bold run that opens it ends; 0 if it opens with none.

    ``bold`` are the half-open ranges that are bold, in order. Ranges that only space parts are one run, such as
    bold text with a link in it.

    >>> bold_lead("Pack a warm coat first.", [(0, 6), (7, 16)]), bold_lead("Pack a coat", [(5, 6)])
    (16, 0)
    """
    end = 0
    for start, stop in bold:
        if start > end and text[end:start].strip():
            break
        end = max(end, stop)
    return end


def split_label(text: str, bold_end: int | None = None) -> tuple[str, str] | None:
    """Split an item into the label that it leads with and the rest; None if it leads with none.

    ``bold_end`` is the index in ``text`` at which the bold run that opens it ends; None or 0 when it opens with
    none. A bold lead is a label with or without a colon or dash after it; without bold there must be one. The
    label keeps its words and other punctuation and loses only the colon or dash. Neither part is ever empty.

    An ordinary sentence with a colon can look the same: whoever calls this judges by how many items of a list
    are labelled.

    >>> split_label("Mental Clarity: Crying can help.")
    ('Mental Clarity', 'Crying can help.')
    >>> split_label("Upload speed – 18 Mbps (slow)")
    ('Upload speed', '18 Mbps (slow)')
    >>> split_label("Chargers in car parks are cheap.", bold_end=8)
    ('Chargers', 'in car parks are cheap.')
    >>> split_label("Score (0-50 points): long posts win", bold_end=5)
    ('Score (0-50 points)', 'long posts win')
    >>> split_label("Price:10 euros"), split_label("std::vector is fast")
    (('Price', '10 euros'), None)
    >>> split_label("Starters only: plan on six each.", bold_end=8)
    ('Starters only', 'plan on six each.')
    >>> split_label("Open at 10:30 on weekdays") is None
    True
    >>> split_label("It rained. Then: sun.") is None
    True
    """
    if bold_end and bold_end < len(text):
        return _bold_lead(text, bold_end) or _marked_lead(text)
    return _marked_lead(text)


def _bold_lead(text: str, bold_end: int) -> tuple[str, str] | None:
    """Split at the end of the bold run, or after the bracket that follows it."""
    if text[bold_end - 1].isalnum() and text[bold_end].isalnum():
        return None  # bold letters inside a word
    if text[bold_end] in ".?!" and text[bold_end + 1 : bold_end + 2].isspace():
        bold_end += 1  # the mark that ends the label is not bold
    aside = _ASIDE.match(text, bold_end)
    end = aside.end() if aside else bold_end
    label, rest = text[:end].strip(_TRAILING), text[end:]
    if not 0 < len(label) <= MAX_BOLD_CHARS or rest[:1] in ",;.)’'/%":  # bold words that open a sentence
        return None
    return _parts(label, rest)


def _marked_lead(text: str) -> tuple[str, str] | None:
    """Split at the first colon or dash that can end a label."""
    found = _separator(text, 0)
    if found is None:
        return None
    label = text[: found.start()].strip(_TRAILING)
    if label.count("(") > label.count(")"):  # the colon is inside a bracket
        found = _separator(text, found.end())
        if found is None:
            return None
        label = text[: found.start()].strip(_TRAILING)
    if not 0 < len(label) <= MAX_LABEL_CHARS or label.count(" ") >= MAX_LABEL_WORDS:
        return None
    if (
        (_STOP.search(label) and _SENTENCE_END.search(label))
        or "\n" in label
        or " | " in label
        or label.count("(") > label.count(")")
    ):
        return None
    return _parts(label, text[found.end() :])


def _separator(text: str, first: int) -> re.Match[str] | None:
    """Return what `_SEPARATOR` finds from ``first`` on; it is only tried where it may match."""
    stop = MAX_LABEL_CHARS + 4
    for mark in _MARK.finditer(text, first, stop):
        at = mark.start()
        found = _SEPARATOR.match(text, at - 1, stop) if at > first and text[at - 1].isspace() else None
        if found is None:
            found = _SEPARATOR.match(text, at, stop)
        if found is not None:
            return found
    return None


def _parts(label: str, rest: str) -> tuple[str, str] | None:
    lead = _LEAD.match(rest)
    rest = rest[lead.end() :].strip() if lead else rest.strip()
    if not (label[:1].isalpha() or any(map(str.isalpha, label))) and (
        sum(map(str.isdigit, label)) < MIN_DIGITS
    ):
        return None
    if not (rest[:1].isalnum() or any(map(str.isalnum, rest))):
        return None
    return label, rest
