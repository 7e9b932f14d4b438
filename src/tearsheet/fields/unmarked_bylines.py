"""Names in lines below the headline that neither a class nor a first word marks as a byline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tearsheet.fields.byline_marks import BY_INSIDE, LONGEST_LINE
from tearsheet.fields.byline_places import is_boilerplate
from tearsheet.page import Page, TextBlock
from tearsheet.parsing.names import is_full_name, may_open_with_full_name, parse_names, without_date
from tearsheet.vocab import load

_VOCAB = load("authors")
_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d[./]\d{1,2}(?!\d)")
BY_WITHIN = re.compile(rf"\s(?:{'|'.join(BY_INSIDE)})\s+(?=[^\W\d_])")
"""A word that introduces a byline inside a line."""
_REPORTERS = re.compile(r"[^\W\d_]·[^\W\d_]{2,4}\s?(?:기자|특파원|记者|記者)$")
"""Several reporters in one line, with a dot between them."""
PARTS = re.compile(r"\s*[|｜•·»\x01]\s*|\s[-–—]\s")
"""What separates the parts of a line."""
_GUEST_WORDS, _TEXT_WORDS, _THIS, _IS = (
    "|".join(sorted(_VOCAB[key], key=len, reverse=True))
    for key in ("guest", "guest_text", "guest_this", "guest_is")
)
_GUEST = re.compile(
    rf"(?:\b(?:{_GUEST_WORDS})|(?:^|[.:]\s)(?:(?:{_THIS})\s(?:(?:\w{{1,20}}\s)?(?:{_IS})\s(?:\w{{1,20}}\s){{0,2}})?)?"
    rf"(?:{_TEXT_WORDS}))\s([^,.;:()|]{{3,60}})",
    re.IGNORECASE,
)
"""Words in a sentence about the origin of the text: by a guest, or a reprint.

The words for a reprint only count at the start of a sentence: inside one, "a text by" may be about any text.
"""

LONGEST_DAY_WORD, DAY_WORDS = 10, 8
"""Most letters of a word, and most words, in a date with a time. Source: reasoning."""
SENTENCE = 50
"""Fewest characters of running text: a line with a full stop that is mostly not a link. Source: reasoning."""
MOST_BEFORE_BY = 40
"""Most characters before 'by' in a byline, such as a date or 'A column'. Source: reasoning."""
ABOVE = 4
"""Number of lines above one in a table cell that are searched for a heading in the same cell. Source: reasoning."""
MOST_PARTS = 4
"""Most parts of a line that are checked. Source: reasoning."""


def unmarked_names(page: Page, index: int, line: str) -> tuple[tuple[str, ...], str]:
    """Return the names in a block that looks like a byline, and their signal; no names if it does not."""
    block = page.blocks[index]
    if len(block.text) > SENTENCE and block.text[-1] in ".。" and not _is_dated(block):
        return _guest(block.text), "by-inside"
    if not _may_be_bare(page, index):
        return (), ""
    by = BY_WITHIN.search(line)
    if by is not None and by.start() <= MOST_BEFORE_BY:
        names = parse_names(line[by.end() :])
        if names and all(map(is_full_name, names)):
            return names, "by-inside"
    if _REPORTERS.search(line):
        return parse_names(line), "by-inside"
    for rank, names in _bare(line):
        dated = any(map(_is_dated, page.blocks[max(0, index - 1) : index + 2]))
        return names, "line-part" if rank else "line-dated" if dated else "line"
    return _guest_alone(line), "by-inside"


def _may_be_bare(page: Page, index: int) -> bool:
    """Return whether a line may name authors without any mark of a byline: it is short, and not in a table cell.

    A cell that also contains a heading above the line is layout and does not count.
    """
    block = page.blocks[index]
    if len(block.text) > LONGEST_LINE:
        return False
    if block.kind == "text":
        return True
    tags, parents = page.nodes.tags, page.nodes.parents
    cell = parents[block.node] if block.kind == "cell" else -1
    while cell > 0 and tags[cell] not in ("td", "th"):
        cell = parents[cell]
    return cell > 0 and any(
        above.kind == "heading" and above.node > cell for above in page.blocks[max(0, index - ABOVE) : index]
    )


def _bare(line: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield (rank, names) for the parts of a line that consist only of full names."""
    for rank, part in enumerate(PARTS.split(line)[:MOST_PARTS]):
        if not may_open_with_full_name(part):
            continue
        names = parse_names(part)
        whole = len(_without_day(part)) <= sum(map(len, names)) + 6 * len(names)
        if names and whole and all(is_full_name(n) and not is_boilerplate(n) for n in names):
            yield rank, names


def _guest(text: str) -> tuple[str, ...]:
    """Return the names in a sentence about a guest author or the author of a reprint; empty if it is not such a sentence.

    >>> _guest("This is a guest post by Ada van der Lund who keeps bees."), _guest("The story by the sea went on.")
    (('Ada van der Lund',), ())
    """
    match = _GUEST.search(text)
    if match is None:
        return ()
    words = match[1].split()
    while len(words) > 1 and not is_full_name(" ".join(words)):
        words.pop()
    return parse_names(" ".join(words)) if len(words) > 1 else ()


def _guest_alone(line: str) -> tuple[str, ...]:
    """Return the names in a line that consists only of names and words for a guest's text; empty for other lines."""
    match = _GUEST.match(line)
    names = parse_names(match[1]) if match else ()
    return names if match and match.end() == len(line) and all(map(is_full_name, names)) else ()


def _without_day(text: str) -> str:
    """Return a line without a date after the name: it is cut at the first digit if only a date follows."""
    at = next((i for i, c in enumerate(text) if c.isdecimal()), -1)
    words = re.split(r"[\W\d_]+", text[at:]) if at > 0 else ()
    return (
        without_date(text)
        if words and all(len(w) <= LONGEST_DAY_WORD for w in words) and len(words) <= DAY_WORDS
        else text
    )


def _is_dated(block: TextBlock) -> bool:
    """Return whether a short line contains a year, or day and month in digits."""
    return len(block.text) <= LONGEST_LINE and _DATE.search(block.text) is not None
