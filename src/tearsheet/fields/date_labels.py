"""The role of a date, from the words next to it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tearsheet.fields.date_types import Role
from tearsheet.page import Page
from tearsheet.parsing.count_sides import is_dense
from tearsheet.vocab import load

MAX_LABEL: Final = 40
"""Longest line, in characters, that is a label for the next one."""
MAX_LABEL_WORDS: Final = 4
"""Most words of a label."""
_BEFORE, _AFTER = 48, 24
"""Characters before and after a date that are searched for its label."""
_EDGE: Final = " \t\n:：|()–—-•·,.⋅"
_COLONS: Final = (":", "：")
_WORD_OR_MARK: Final = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u064b-\u0655\u0900-\u0963\u0970-\u0dff'’])+")
_GLUED: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def role_by_label(page: Page, index: int, span: tuple[int, int]) -> Role | None:
    """Return the role named by a label before the date, or after it if nothing comes before; None if there is no label."""
    text = page.blocks[index].text
    before = _lowered(text[max(0, span[0] - _BEFORE) : span[0]])
    role = last_label(before)
    if role is None and not before.strip(_EDGE):
        previous = _label_line_before(page, index)
        role = last_label(previous) if previous else None
    if role is None and _labels().get(_lowered(text[span[1] : span[1] + _AFTER]).strip(_EDGE)) == "modified":
        role = "modified"
    return role


def is_other_date(page: Page, index: int, span: tuple[int, int]) -> bool:
    """Return whether the words before a date are a label of another date, such as that of a birth, event or deadline."""
    before = _lowered(page.blocks[index].text[max(0, span[0] - _BEFORE) : span[0]])
    bare = before.strip(_EDGE)
    labelled = not bare or page.blocks[index].kind == "cell"  # the label of a cell is the cell before it
    if labelled and _label_line_before(page, index, others=True) in _others():
        return True
    if before.rstrip().endswith(_COLONS) or len(page.blocks[index].text) > MAX_LABEL:
        words = _WORD_OR_MARK.findall(bare)
        return any(" ".join(words[-n:]) in _others() for n in range(1, MAX_LABEL_WORDS))
    return bare in _others() or bare.rpartition(" ")[0] in _others()


def _label_line_before(page: Page, index: int, *, others: bool = False) -> str:
    """Return the block before ``index``, stripped and in lower case, if it is a label; '' otherwise."""
    if index == 0:
        return ""
    previous = page.blocks[index - 1].text.lower()
    bare = previous.strip(_EDGE)
    known = bare in (_others() if others else _labels())
    return bare if known or (previous.endswith(_COLONS) and len(previous) <= MAX_LABEL) else ""


def _lowered(text: str) -> str:
    """Return a text in lower case, with a space between words that were joined from two elements."""
    return _GLUED.sub(" ", text).lower()


def last_label(text: str) -> Role | None:
    """Return the role of the last label in ``text`` (lower case); None if there is none.

    >>> last_label("by ada lund, updated on "), last_label("veröffentlicht am "), last_label("ada lund")
    ('modified', 'published', None)
    """
    labels = _labels()
    words = _WORD_OR_MARK.findall(text)
    for stop in range(len(words), 0, -1):
        for start in range(max(0, stop - MAX_LABEL_WORDS), stop):
            role = labels.get(" ".join(words[start:stop]))
            if role is not None:
                return role
    if text.isascii():
        return None
    found = [
        (text.rfind(word) + len(word), len(word), role) for word, role in _dense_labels() if word in text
    ]
    return max(found)[2] if found else None


@cache
def _labels() -> dict[str, Role]:
    """Label → role. Static data, cached."""
    data = load("dates")
    found: dict[str, Role] = dict.fromkeys(data["published"], "published")
    found.update(dict.fromkeys(data["modified"], "modified"))
    return found


@cache
def _others() -> frozenset[str]:
    """Labels of other dates, such as births, events and deadlines. Static data, cached."""
    return frozenset(load("dates")["other_dates"])


@cache
def _dense_labels() -> tuple[tuple[str, Role], ...]:
    """The labels in scripts without spaces, with their roles. Static data, cached."""
    return tuple((word, role) for word, role in _labels().items() if is_dense(word))
