"""Values of fields that the lines around an article state, each with the row from which its probability is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tearsheet.parsing.breadcrumbs import is_home
from tearsheet.parsing.names import begins_with_by, parse_names
from tearsheet.parsing.titles import fold
from tearsheet.plaintext.author_lines import (
    MAX_BYLINE,
    MOST_NAMES,
    about_authors,
    bylines,
    more_names,
    names_apart,
)
from tearsheet.plaintext.block import source_range
from tearsheet.plaintext.boilerplate import may_name_subject
from tearsheet.plaintext.count_lines import counts
from tearsheet.plaintext.key_value_lines import KeyLine, key_of, read_key_line
from tearsheet.plaintext.meta_line import Part
from tearsheet.plaintext.shape import Shape, is_running, meta_parts
from tearsheet.plaintext.site_lines import sites
from tearsheet.plaintext.trail_lines import SIGNS, TRAIL_ABOVE, trails
from tearsheet.plaintext.value import Around, Value, value_of
from tearsheet.vocab import load

ABOVE = 8
"""How many blocks above the title are read for values."""
BELOW = 12
"""How many blocks below the title are read for values, as long as the body has not gone on for `INTO_BODY`."""
ABOVE_BODY = 8
"""How many blocks above the body are read for values: the title may be far above it."""
FAR_ABOVE = 30
"""How many blocks above the body are searched for bylines."""
INTO_BODY = 3
"""How many blocks of running text are still read: some designs print date or author below a teaser or picture."""
AGAIN_ABOVE, AGAIN_BELOW, MOST_AGAIN = 3, 8, 3
"""How many blocks above and below the title where it comes again, and how many times."""
MAX_OWN_LINE = 40
"""Longest line of its own, in characters, that may name a category."""
MAX_OWN_WORDS = 5
MAX_PIECES = 4
"""Most names with separators between them in a line that names categories."""
_BETWEEN = re.compile(r"\s?[,|·•]\s")
_WITHIN = frozenset(load("plaintext")["within"])
MOST_COUNTS = 300
"""Most counts of views of a text; archives have one for each of their entries."""
AT_END = 3
"""How many of the last blocks of the body are read for labelled values."""
AFTER_BODY = 8
"""How many blocks behind the body are read for labelled values and bylines."""


def find_values(around: Around) -> list[Value]:
    """Return the values that lines near the title state, in the order of the text; the same one may come twice."""
    found = list(trails(around))
    found += [
        Value("category", v.crumbs[-1], v.start, v.stop, "trail", v.block, 0.5, (), v.hint)
        for v in found
        if not is_home(v.crumbs[-1]) and may_name_subject(v.crumbs[-1])
    ]
    known = tuple(
        sorted(
            {c for v in found for c in v.crumbs if not is_home(c)} | _names_above(around),
            key=len,
            reverse=True,
        )
    )
    near = _near(around)
    for i in near:
        found += _of_block(around, i, known)
    for i in range(max(around.first, near[-1] + 1 if near else 0, around.last - AT_END), around.last + 1):
        line = _key_line(around, i)
        if line is not None and line.field in ("author", "category"):
            found += _of_key(around, i, line)
    for i in range(around.last + 1, min(len(around.blocks), around.last + 1 + AFTER_BODY)):
        found += _behind_body(around, i)
    found += about_authors(around)
    found = [v for v in found if v.field != "view_count" or v.rule != "labelled"]
    found += islice(counts(around, near), MOST_COUNTS)
    found += sites(around)
    return found


# Where values are found


def _near(around: Around) -> list[int]:
    """Return the blocks around the title, where it comes again, and above the body, in order."""
    count, first = len(around.blocks), min(around.first, len(around.blocks))
    stop = _into_body(around, first)
    found = set(range(max(0, first - ABOVE_BODY), stop))
    if around.headline >= 0:
        below = min(around.headline + 1 + BELOW, max(stop, around.headline + 1 + INTO_BODY), count)
        found.update(range(max(0, around.headline - ABOVE), below))
    found.update(_bylines_above(around, first))
    key = fold(around.title)
    again = [i for i, own in enumerate(around.keys) if own == key and i != around.headline] if key else []
    for i in again[:MOST_AGAIN]:
        found.update(range(max(0, i - AGAIN_ABOVE), min(count, i + 1 + AGAIN_BELOW)))
    return sorted(found)


def _bylines_above(around: Around, first: int) -> Iterator[int]:
    """Yield the blocks farther above the body that begin with a word for "by"."""
    for i in range(max(0, first - FAR_ABOVE), max(0, first - ABOVE_BODY)):
        if begins_with_by(around.blocks[i].text):
            yield i


def _into_body(around: Around, first: int) -> int:
    """Return the index behind the blocks of the body that are read: up to some of running text."""
    running = 0
    for i in range(first, min(len(around.blocks), first + BELOW)):
        running += is_running(around.shapes[i])
        if running >= INTO_BODY:
            return i + 1
    return min(len(around.blocks), first + BELOW)


def _names_above(around: Around) -> set[str]:
    """Return short lines above the title: a meta line may glue one of them to its other parts."""
    top = around.headline if around.headline >= 0 else min(around.first, len(around.blocks))
    near = range(max(0, top - TRAIL_ABOVE), top)
    return {
        around.blocks[i].text
        for i in near
        if 1 < len(around.blocks[i].text) <= MAX_OWN_LINE and around.shapes[i].vocabulary == 0
    }


def _of_block(around: Around, i: int, known: tuple[str, ...]) -> Iterator[Value]:
    """Yield the values that one block near the title states."""
    block = around.blocks[i]
    if (
        i == around.headline
        or around.keys[i] == fold(around.title)
        or len(block.text) > 2 * len(around.title) + 200
    ):
        return
    line = _key_line(around, i)
    parts = around.parts[i]
    if line is not None and (line.value or i + 1 < len(around.blocks)) and len(parts) < 2:
        if line.field != "other":
            yield from _of_key(around, i, line)
        else:
            yield from names_apart(around, i, "piece")
        return
    if parts:
        found = meta_parts(block, known) if known else parts
        for part in found:
            if part.field != "category" or may_name_subject(part.value):
                yield _of_part(around, i, part)
        named = [part.value for part in found if part.field == "author"]
        if named:
            yield from more_names(around, i, named)
        else:
            yield from names_apart(around, i, "piece")
        return
    byline = list(bylines(around, i))
    yield from byline or _of_own_line(around, i)


def _behind_body(around: Around, i: int) -> Iterator[Value]:
    """Yield the values that a line after the body states: with a label, a word for "by", or as a bare name."""
    line = _key_line(around, i)
    if line is not None:
        if line.field == "category" or (line.value and line.field in ("author", "tags", "view_count")):
            yield from _of_key(around, i, line)
        return
    byline = list(bylines(around, i))
    yield from byline or names_apart(around, i, "own-line")


def _of_own_line(around: Around, i: int) -> Iterator[Value]:
    """Yield the values of a line that may be a bare name: an author, a category."""
    text, its = around.blocks[i].text, around.shapes[i]
    if its.crumbs or its.vocabulary:
        if text.casefold() in _WITHIN:
            yield from _below_within(around, i)
        return
    yield from names_apart(around, i, "own-line")
    if i > max(around.first, around.headline):
        return
    first, _, rest = text.partition(" ")
    if rest[:1].isupper() and _says_within(around, i, first):
        if len(rest) <= MAX_OWN_LINE and may_name_subject(rest):
            yield value_of(around, i, "category", rest, "key-line")
    else:
        yield from _categories(around, i)


def _says_within(around: Around, i: int, word: str) -> bool:
    """Whether the first word of a line says that the rest is a category; with a capital only beside author or date."""
    if word.casefold() not in _WITHIN:
        return False
    beside = (j for j in (i - 1, i + 1) if 0 <= j < len(around.blocks))
    return word.islower() or any(
        around.shapes[j].date or around.shapes[j].author or begins_with_by(around.blocks[j].text)
        for j in beside
    )


def _categories(around: Around, i: int) -> Iterator[Value]:
    """Yield the name that a line consists of as a category, and the names in it that separators keep apart."""
    name, its = around.blocks[i].text.strip(SIGNS), around.shapes[i]
    if not name or not may_name_subject(name):
        return
    if _may_name_category(name, its):
        before = around.blocks[i - 1].text.rpartition(" ") if i else ("", "", "")
        within = before[0] and before[2].casefold() in _WITHIN and len(before[0]) <= MAX_OWN_LINE
        yield value_of(around, i, "category", name, "within" if within else "own-line")
    pieces = [piece.strip() for piece in _BETWEEN.split(name)]
    if 1 < len(pieces) <= MAX_PIECES and all(_may_name_category(piece, its) for piece in pieces):
        for piece in pieces[: 1 if "," in name else MAX_PIECES]:
            if may_name_subject(piece):
                yield value_of(around, i, "category", piece, "own-line", hint=float(len(pieces)))


def _below_within(around: Around, i: int) -> Iterator[Value]:
    """Yield the category below a line that is nothing but a word for "in", as the markup of bylines leaves it."""
    if i + 1 < len(around.blocks):
        name = around.blocks[i + 1].text.strip(SIGNS)
        if name and _may_name_category(name, around.shapes[i + 1]) and may_name_subject(name):
            yield value_of(around, i + 1, "category", name, "within")


def _may_name_category(text: str, its: Shape) -> bool:
    return (
        2 <= len(text) <= MAX_OWN_LINE
        and len(text.split()) <= MAX_OWN_WORDS
        and (text[0].isupper() or its.start == 4)
        and its.end == 0
        and its.digits < 0.2
        and not its.machine
    )


# Values from parts of lines


def _key_line(around: Around, i: int) -> KeyLine | None:
    block = around.blocks[i]
    return (
        read_key_line(block.text)
        if len(block.text) <= MAX_KEY_LINE and (":" in block.text or "：" in block.text)
        else None
    )


MAX_KEY_LINE = 160
"""Longest line with a label, in characters, that is read for a value."""


def _of_key(around: Around, i: int, line: KeyLine) -> Iterator[Value]:
    """Yield the value behind a label, or in the line below it; of authors each name."""
    block, value = around.blocks[i], line.value
    below = not value and i + 1 < len(around.blocks)
    if below:
        i, value = i + 1, around.blocks[i + 1].text
    if below and line.field == "category" and not _may_name_category(value.strip(SIGNS), around.shapes[i]):
        return
    names = parse_names(value)[:MOST_NAMES] if line.field == "author" and len(value) <= MAX_BYLINE else ()
    if len(names) > 1 or below:
        for name in names or (value,):
            yield value_of(around, i, line.field, name, "key-line")
        return
    start, stop = source_range(around.source, block, line.offset, len(block.text))
    yield Value(line.field, value, start, stop, "key-line", i, len(value) / len(block.text))


def _of_part(around: Around, i: int, part: Part) -> Value:
    block = around.blocks[i]
    start, stop = source_range(around.source, block, part.start, part.stop)
    share = (part.stop - part.start) / len(block.text)
    rule = "meta-line"
    if part.field == "view_count":
        rule = "labelled" if sum(map(str.isalpha, block.text[part.start : part.stop])) > 1 else "bare"
    elif part.field == "category" and _is_labelled(block.text[: part.start]):
        rule = "key-line"
    return Value(part.field, part.value, start, stop, rule, i, share)


def _is_labelled(before: str) -> bool:
    """Whether the words before a name say that it is a category: a label or "in"."""
    words = before.rstrip(" :：|·-").split()
    return bool(words) and (words[-1].casefold() in _WITHIN or key_of(before.rstrip(" :：")) == "category")
