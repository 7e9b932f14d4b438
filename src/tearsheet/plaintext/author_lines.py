"""Names of authors in the lines of a text: behind a word for "by", between separators, or on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import Final

from tearsheet.parsing.counts import names_views
from tearsheet.parsing.names import begins_with_by, is_by, is_full_name, parse_names, strip_by
from tearsheet.parsing.titles import fold
from tearsheet.plaintext.boilerplate import may_name_subject
from tearsheet.plaintext.value import Around, Value, value_of
from tearsheet.vocab import load

MAX_BYLINE: Final = 120
"""Longest line that names authors, in characters."""
MOST_NAMES: Final = 4
"""Most authors of a line, and most words of a name that is no person's."""
MAX_NAME: Final = 40
"""Longest name between separators, in characters."""
MAX_UNSPACED: Final = 4
"""Longest name in a script without spaces, in characters."""
MOST_BEFORE_BY: Final = 8
"""Most words of a line before its by-word."""
MOST_JOINED: Final = 10
"""Most lines below the first name of a byline that is set one name a line."""
_AUTHORS = load("authors")
_AND = frozenset(word.casefold() for word in _AUTHORS["and"])
_JOBS = frozenset((*_AUTHORS["job"], *_AUTHORS["rank"]))
_ABOUT = frozenset(fold(w) for w in _AUTHORS["about_author"] if " " in w or not w.isascii())
_APART = re.compile(r"\s*[|·•,/;&–—:()]+\s*|\s-\s|\s{2,}|\s?\d[\d:.]*\s?")
"""What parts names from each other and from dates."""
_SPACE = re.compile(r"\s+")
_REPORTER = re.compile(
    "|".join(rf"(?<!\w)([^\W\d_a-zA-Z]{{2,4}})\s?{re.escape(word)}(?!\w)" for word in _AUTHORS["reporter"])
)
"""A name with the word for a reporter behind it, in scripts without spaces in names."""
_GLUED = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_SIGNS = " ,;&+/|·•、，-–—"


def bylines(around: Around, i: int) -> Iterator[Value]:
    """Yield the names behind the by-word that a line begins with, or behind one among its first words.

    Names that go on in the lines below, with a comma or a word for "and" in front, belong to it.
    """
    text = around.blocks[i].text
    if len(text) > MAX_BYLINE:
        return
    if is_by(text):
        yield from _joined(around, i, opened=False)
        return
    rest = strip_by(text.lstrip("_* "))
    if not rest:
        yield from _byline_inside(around, i)
        return
    names = (_before_job(rest),) if _before_job(rest) else parse_names(rest)[:MOST_NAMES]
    if not names and len(rest.split()) <= MOST_NAMES and rest[-1].isalnum():
        names = (_leading_name(rest) or rest,)
    for name in names:
        yield from _named(around, i, name, "by-line")
    if names:
        yield from _joined(around, i, opened=True)


def _named(around: Around, i: int, name: str, rule: str, *, hint: float = 0.0) -> Iterator[Value]:
    """Yield a name as an author, unless it is a word that templates print."""
    if (
        may_name_subject(name)
        and not _is_calendar(name)
        and (name.isascii() or not names_views(name.lower()))
    ):
        yield value_of(around, i, "author", name, rule, hint=hint)


def _is_calendar(name: str) -> bool:
    """Whether all words of a name are days, months or words of templates: ``Tue Nov``."""
    return not any(may_name_subject(word.strip(".,")) for word in name.split())


def _joined(around: Around, i: int, *, opened: bool) -> Iterator[Value]:
    """Yield the names in the lines below a by-word, or below the first name if a joint ``opened`` follows it."""
    joint = not opened
    found = 0
    for j in range(i + 1, min(len(around.blocks), i + 1 + MOST_JOINED)):
        text = around.blocks[j].text
        bare = text.strip(_SIGNS)
        first, _, behind = bare.partition(" ")
        if first.casefold() in _AND:
            joint, bare = True, behind.strip(_SIGNS)
        if not bare:
            joint = True
            continue
        joint = joint or text[0] in _SIGNS
        ahead, _, last = bare.rpartition(" ")
        goes_on = text[-1] in _SIGNS or last.casefold() in _AND
        bare = ahead if ahead and last.casefold() in _AND else bare
        names = parse_names(bare)[:MOST_NAMES] if joint and len(bare) <= MAX_BYLINE else ()
        for name in names:
            yield from _named(around, j, name, "joined" if found or opened else "by-line")
        found += len(names)
        if not names or found >= MOST_NAMES:
            return
        joint = goes_on


def _byline_inside(around: Around, i: int) -> Iterator[Value]:
    """Yield the full name behind a by-word among the first words of a line: ``A column by Ada Lund``."""
    text = around.blocks[i].text
    for space in islice(_SPACE.finditer(text), MOST_BEFORE_BY):
        rest = strip_by(text[space.end() :]) if begins_with_by(text[space.end() :]) else None
        name = _leading_name(rest) if rest else ""
        if name:
            yield from _named(around, i, name, "piece", hint=1.0)
            return


def _leading_name(text: str) -> str:
    """Return the full name that a text begins with, of capitalised words; '' if there is none."""
    words = list(takewhile(lambda word: word[0].isupper(), text.split()[:MOST_NAMES]))
    name = " ".join(words).rstrip(" ,;.-|")
    return name if len(words) > 1 and is_full_name(name) else ""


def about_authors(around: Around) -> Iterator[Value]:
    """Yield the full names below lines that say that the author is introduced: ``About the author``."""
    for i in [i for i, key in enumerate(around.keys) if key in _ABOUT][:MOST_NAMES]:
        name = around.blocks[i + 1].text if i + 1 < len(around.blocks) else ""
        if len(name) <= MAX_NAME and is_full_name(name):
            yield from _named(around, i + 1, name, "key-line", hint=1.0)


def names_apart(around: Around, i: int, rule: str) -> Iterator[Value]:
    """Yield the full names that a short line holds between separators and numbers, or in front of a job."""
    text = around.blocks[i].text
    ascii_only = text.isascii()
    if len(text) > MAX_BYLINE or around.shapes[i].end == 1 or (ascii_only and " " not in text):
        return
    if not ascii_only:
        for match in islice(_REPORTER.finditer(text), MOST_NAMES):
            yield from _named(around, i, match[match.lastindex or 0], "piece", hint=2.0)
    pieces = [_bare(piece) for piece in _APART.split(text)]
    for piece in [piece for piece in pieces if 1 < len(piece) <= MAX_NAME and _may_be_full(piece)][
        :MOST_NAMES
    ]:
        if is_full_name(piece):
            yield from _named(around, i, (parse_names(piece) or (piece,))[0], rule)
            continue
        names = parse_names(piece)
        if len(names) > 1 and all(map(is_full_name, names)):
            for name in names[:MOST_NAMES]:
                yield from _named(around, i, name, rule)
            continue
        name = _before_job(piece)
        if name:
            yield from _named(around, i, name, "piece", hint=3.0)


def _bare(piece: str) -> str:
    """Return a piece of a line without the marks and icons around it."""
    piece = piece.strip(" _*[]")
    while piece and not piece[0].isalnum():
        piece = piece[1:].lstrip()
    return piece


def _may_be_full(piece: str) -> bool:
    """Whether a piece has two words, or is as short as names in scripts without spaces are."""
    return " " in piece or (len(piece) <= MAX_UNSPACED and not piece.isascii() and piece[0] > "\u2e7f")


def more_names(around: Around, i: int, known: Sequence[str]) -> Iterator[Value]:
    """Yield the names of a byline in a meta line that are not ``known`` from its parts: ``By Ada Lund, Bo Ek and Cy Orr``."""
    rest = strip_by(around.blocks[i].text)
    names = parse_names(rest)[:MOST_NAMES] if rest else ()
    if known[0] in names:
        for name in names:
            if name not in known:
                yield from _named(around, i, name, "joined")


def _before_job(text: str) -> str:
    """Return the full name in front of a person's job; '' if there is none: ``Ada Lund Senior Reporter``."""
    words = text.split()
    if len(words) > 1 and words[-1].casefold() in _JOBS:
        glued = _GLUED.search(words[1])
        if glued:  # "Ada LundSenior Reporter"
            words = [words[0], words[1][: glued.start()], words[-1]]
    for k in range(2, min(len(words), MOST_NAMES + 1)):
        if words[k].casefold() in _JOBS:
            name = " ".join(words[:k])
            return name if is_full_name(name) else ""
    return ""
