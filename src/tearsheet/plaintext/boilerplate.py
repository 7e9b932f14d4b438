"""Lines that are around articles, recognised by their words: controls, footers, headings of other articles."""

from __future__ import annotations

import re
from typing import Final

from tearsheet.parsing.titles import fold
from tearsheet.vocab import load

MAX_LINE = 240
"""Longest line, in characters, that is compared with the vocabulary."""
MAX_CLAIM = 160
"""Longest line, in characters, that is a copyright claim."""

COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:\d{4}(?:\s?[-–]\s?\d{2,4})?\s*)?(?:by\s+)?([^.|•·,©\n]{2,60})",
    re.IGNORECASE,
)
"""A copyright claim; its group is the name of the one who claims."""
_COUNT = re.compile(r"\(?\d{1,5}\)?")
_COUNTED = frozenset("(0123456789)")
_PARTED = re.compile(r"\s*[|·•,/]\s*|\s{2,}")

CONTROL: Final = 1
FOOTER: Final = 2
RELATED: Final = 3
RESPONSES: Final = 4
NOISE: Final = 5
CLAIM: Final = 6
"""Classes of `vocabulary_class`."""

_WORDS = load("plaintext")
_CLASSES = {
    fold(word): number
    for number, name in (
        (NOISE, "noise"),
        (CONTROL, "controls"),
        (FOOTER, "footer"),
        (RELATED, "related"),
        (RESPONSES, "responses"),
    )
    for word in _WORDS[name]
}
_NEIGHBOURS = frozenset(map(fold, _WORDS["neighbours"]))
_LABEL = re.compile(r"[«‹←<»›→\s]*([^\n:：«»‹›←→]{2,30})[:：«»‹›←→]")
_LONG_WORDS = "|".join(
    sorted(
        (re.escape(w) for w in (*_WORDS["related"], *_WORDS["responses"]) if len(w) > 6),
        key=len,
        reverse=True,
    )
)
_OPENING = re.compile(
    rf"(?:\d{{1,5}}\s)?({_LONG_WORDS})(?-i:(?=[^\W\d_a-z])|(?=[a-z].{{3,60}}\d{{4}}))", re.IGNORECASE
)
"""A heading of other articles or of comments with the next line glued to it."""
_GLUED = re.compile(r"[^\W\d_A-Z][A-Z\u00c0-\uffff]")
MAX_OPENING = 40
"""Characters in which a heading glued to the next line must end."""


_DATES = load("dates")
_NO_SUBJECT = frozenset(
    fold(word)
    for words in (
        *(
            _WORDS[name]
            for name in ("weekdays", "no_subject", "noise", "controls", "minutes", "reading", "comments")
        ),
        *_WORDS["header_keys"].values(),
        *(_DATES[name] for name in ("published", "modified", "today", "yesterday", "zones")),
        *load("locales")["months"].values(),
        load("counts")["times"],
    )
    for word in words
)


def may_name_subject(text: str) -> bool:
    """Whether a string may be the name of a category: no weekday, month, label, control or other word of a template.

    >>> may_name_subject("Crafts"), may_name_subject("Dienstag"), may_name_subject("Updated")
    (True, False, False)
    """
    return fold(text) not in _NO_SUBJECT


def names_neighbour(text: str) -> bool:
    """Whether a line names the article before or after this one, behind a label.

    >>> names_neighbour("Previous: The ferry runs again"), names_neighbour("下一篇：春天的茶"), names_neighbour("Next to it")
    (True, True, False)
    """
    label = _LABEL.match(text) if len(text) <= MAX_LINE else None
    return label is not None and fold(label[1]) in _NEIGHBOURS


def vocabulary_class(text: str) -> int:
    """Return which class of boilerplate words a line belongs to; 0 if to none.

    >>> vocabulary_class("Related posts"), vocabulary_class("3 Comments"), vocabulary_class("Rye bread")
    (3, 4, 0)
    >>> vocabulary_class("© 2024 The Oven. All rights reserved."), vocabulary_class("Share | Print | Email")
    (6, 1)
    """
    found = _CLASSES.get(fold(text))
    if found is None and (text[:1] in _COUNTED or text[-1:] in _COUNTED):
        found = _CLASSES.get(fold(_COUNT.sub("", text)))
    if found is not None:
        return found
    if is_copyright(text):
        return CLAIM
    opened = _OPENING.match(text) if text[0].isdigit() or _GLUED.search(text[:MAX_OPENING]) else None
    if opened is not None:
        return _CLASSES[fold(opened[1])]
    parts = (
        _PARTED.split(text)
        if "|" in text or "·" in text or "•" in text or "  " in text or "," in text
        else []
    )
    if len(parts) > 1:
        known = [_CLASSES.get(fold(part), 0) for part in parts]
        if 2 * sum(k in (CONTROL, FOOTER) for k in known) > len(parts):
            return CONTROL
    return 0


def is_copyright(text: str) -> bool:
    """Whether a line claims copyright.

    >>> is_copyright("© 2024 The Oven"), is_copyright("Copyright law in brief")
    (True, False)
    """
    if len(text) > MAX_CLAIM or ("©" not in text and not any(map(str.isdigit, text))):
        return False
    return COPYRIGHT.search(text) is not None
