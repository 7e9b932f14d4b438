"""Labels at the start of an item: ``Label: text``, ``Label – text``, or bold text."""

from __future__ import annotations

import re
from collections.abc import Iterable

MAX_LABEL_CHARS = 80
"""Longest label, in characters, that only a colon or dash sets off. Reasoning: longer ones are clauses."""
MAX_LABEL_WORDS = 10
"""Most words of such a label. Reasoning: longer ones are clauses of a sentence that continues after the colon."""
MAX_BOLD_CHARS = 160
"""Longest bold label, in characters. Reasoning: more than a line of bold text is a paragraph."""
MIN_DIGITS = 3
"""Fewest digits of a label without letters: '1997' may be a label, but '1.' is a number of the item."""

_SEPARATOR = re.compile(
    r"\s?:(?=\s)|(?<=[^\W\d]):(?=[^\s:/\\])|(?<=\)):(?=[^\s:/\\])|：|\s[-–—]{1,2}\s|(?<=\w)\s?—\s?(?=\w)"
)
"""Ends a label: a colon after a letter or before a space, a full-width colon, a dash with spaces, or an em dash."""
_MARK = re.compile("[:：–—-]")
"""Every match of `_SEPARATOR` begins with one of these, or with the space before it."""
_SENTENCE_END = re.compile(r"\w{3}[.!?…]['\"”’)]?\s|[。！？]|[;；]")
_STOP = re.compile("[.!?…。！？;；]")
"""Every match of `_SENTENCE_END` contains one of these."""
_LEAD = re.compile(r"\s*(?:[:：]|[-–—]{1,2}(?=\s|[^\W\d]))?\s*")
_TRAILING = " \t\n:：-–—"
_ASIDE = re.compile(r"\s*\([^()\n]{1,60}\)(?=\s?[:：]|\s[-–—])|\s[^\s:：.,;]{1,20}(?=[:：]\s)")
"""Text that may be between bold text and its colon: a remark in brackets, or one word."""


def bold_lead(text: str, bold: Iterable[tuple[int, int]]) -> int:
    """Return the end of the bold run at the start of ``text``; 0 if it does not start with bold text.

    ``bold`` are the half-open bold ranges, in order. Ranges with only white space between them count as one run, such as
    bold text that contains a link.

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
    """Split an item into its label and the rest, neither of them empty; None if it does not start with a label.

    ``bold_end`` is the end of the bold run at the start of ``text``; None or 0 if there is none. Bold text is a label with
    or without a colon or dash after it; other text needs one. The label does not include the colon or dash.

    An ordinary sentence with a colon can look the same, so callers should check how many items of a list have a label.

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
        return None  # only part of a word is bold
    if text[bold_end] in ".?!" and text[bold_end + 1 : bold_end + 2].isspace():
        bold_end += 1  # the punctuation after the label is not bold
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
    """Return the first match of `_SEPARATOR` from ``first`` on; the pattern is only tried where it can match."""
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
