"""The role of a date, from the words beside it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tearsheet.fields.date_types import Role
from tearsheet.page import Page
from tearsheet.parsing.count_sides import is_dense
from tearsheet.vocab import load

MAX_LABEL: Final = 40
"""Characters of a line that is a label for the next one."""
MAX_LABEL_WORDS: Final = 4
"""Words of the longest label that is searched for."""
_BEFORE, _AFTER = 48, 24
"""Characters before and after a date in which its label is."""
_EDGE: Final = " \t\n:：|()–—-•·,.⋅"
_COLONS: Final = (":", "：")
_WORD_OR_MARK: Final = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u064b-\u0655\u0900-\u0963\u0970-\u0dff'’])+")
_GLUED: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def role_by_label(page: Page, index: int, span: tuple[int, int]) -> Role | None:
    """Return the role that a label before the date names (after it, if nothing is before); None without a label."""
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
    """Return whether the words before a date say that it is that of a birth, an event or a deadline."""
    before = _lowered(page.blocks[index].text[max(0, span[0] - _BEFORE) : span[0]])
    bare = before.strip(_EDGE)
    labelled = not bare or page.blocks[index].kind == "cell"  # a cell's label is the one before it
    if labelled and _label_line_before(page, index, others=True) in _others():
        return True
    if before.rstrip().endswith(_COLONS) or len(page.blocks[index].text) > MAX_LABEL:
        words = _WORD_OR_MARK.findall(bare)
        return any(" ".join(words[-n:]) in _others() for n in range(1, MAX_LABEL_WORDS))
    return bare in _others() or bare.rpartition(" ")[0] in _others()


def _label_line_before(page: Page, index: int, *, others: bool = False) -> str:
    """Return the block before ``index``, lower case and bare, if it is a label; '' if it is none."""
    if index == 0:
        return ""
    previous = page.blocks[index - 1].text.lower()
    bare = previous.strip(_EDGE)
    known = bare in (_others() if others else _labels())
    return bare if known or (previous.endswith(_COLONS) and len(previous) <= MAX_LABEL) else ""


def _lowered(text: str) -> str:
    """Return a text in lower case, words of two elements that are joined without a space kept apart."""
    return _GLUED.sub(" ", text).lower()


def last_label(text: str) -> Role | None:
    """Return the role of the label that is last in ``text`` (lower case); None if there is none.

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
    """Label → role. Static data of the package, so it is kept."""
    data = load("dates")
    found: dict[str, Role] = dict.fromkeys(data["published"], "published")
    found.update(dict.fromkeys(data["modified"], "modified"))
    return found


@cache
def _others() -> frozenset[str]:
    """Labels of dates of births, events and deadlines. Static data of the package, so they are kept."""
    return frozenset(load("dates")["other_dates"])


@cache
def _dense_labels() -> tuple[tuple[str, Role], ...]:
    """The labels of scripts that write words without spaces between. Static data, so they are kept."""
    return tuple((word, role) for word, role in _labels().items() if is_dense(word))
