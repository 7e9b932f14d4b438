"""Values of fields that the lines around an article state, each with the row from which its probability is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from tearsheet.parsing.breadcrumbs import is_home
from tearsheet.parsing.counts import find_view_counts, names_views, parse_count
from tearsheet.parsing.names import begins_with_by, is_by, is_full_name, parse_names, strip_by
from tearsheet.parsing.titles import fold
from tearsheet.plaintext.block import Block, source_range
from tearsheet.plaintext.boilerplate import COPYRIGHT, FOOTER, may_name_subject, vocabulary_class
from tearsheet.plaintext.key_value_lines import KeyLine, key_of, read_key_line
from tearsheet.plaintext.meta_line import Part
from tearsheet.plaintext.shape import Shape, meta_parts
from tearsheet.plaintext.trail_lines import TRAIL_ABOVE, trails
from tearsheet.plaintext.value import Around, Value
from tearsheet.vocab import load

ABOVE = 8
"""How many blocks above the title are read for values."""
BELOW = 12
"""How many blocks below the title are read for values, as long as the body has not gone on for `INTO_BODY`."""
INTO_BODY = 3
"""How many blocks of the body are still read: some designs print date or author below a teaser or picture."""
MAX_OWN_LINE = 40
"""Longest line of its own, in characters, that may name a category."""
MAX_OWN_WORDS = 5
MAX_BYLINE = 120
"""Longest line that names authors, in characters."""
MOST_NAMES = 4
"""Most authors of a line, and most words of a name that is no person's."""
MAX_COUNT_LINE = 160
"""Longest line, in characters, in which a count of views is searched for."""
MAX_NUMBER = 12
"""Longest number in a line of its own, in characters."""
_WITHIN = frozenset(load("plaintext")["within"])
_APART = re.compile(r"\s*[|·•,/;&–—:()]+\s*|\s-\s|\s{2,}|\s?\d[\d:.]*\s?")
"""What parts names from each other and from dates."""
_NUMBER = re.compile(r"\d[\d., ]*\s?[kKmMwW万萬만]?\+?")
_SPACE = re.compile(r"\s+")
MOST_BEFORE_BY = 8
"""Most words of a line before its by-word."""
END_LINES = 40
"""How many blocks at the end of the text are searched for a copyright claim."""
AFTER_BODY = 8
"""How many blocks behind the body are read for labelled values and bylines."""


def find_values(around: Around) -> list[Value]:
    """Return the values that lines near the title state, in the order of the text; the same one may come twice."""
    found = list(trails(around))
    found += [
        Value("category", v.crumbs[-1], v.start, v.stop, "trail", v.block, 0.5)
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
    for i in _near(around):
        found += _of_block(around, i, known)
    for i in range(around.last + 1, min(len(around.blocks), around.last + 1 + AFTER_BODY)):
        found += _behind_body(around, i)
    found = [v for v in found if v.field != "view_count" or v.rule != "labelled"]
    found += _counts(around)
    found += _sites(around)
    return found


# Where values are found


def _near(around: Around) -> range:
    """Return the blocks around the title, or above the body where there is no title."""
    count = len(around.blocks)
    if around.headline < 0:
        return range(max(0, min(around.first, count) - ABOVE), min(count, around.first + INTO_BODY))
    stop = min(around.headline + 1 + BELOW, max(around.first, around.headline + 1) + INTO_BODY, count)
    return range(max(0, around.headline - ABOVE), stop)


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
            yield from _names_apart(around, i, "piece")
        return
    if parts:
        found = meta_parts(block, known) if known else parts
        for part in found:
            if part.field != "category" or may_name_subject(part.value):
                yield _of_part(around, i, part)
        if not any(part.field == "author" for part in found):
            yield from _names_apart(around, i, "piece")
        return
    if is_by(block.text) and i + 1 < len(around.blocks):
        for name in parse_names(around.blocks[i + 1].text)[:MOST_NAMES]:
            yield _of_text(around, i + 1, "author", name, "by-line")
        return
    byline = list(_byline(around, i))
    yield from byline or _of_own_line(around, i)


def _behind_body(around: Around, i: int) -> Iterator[Value]:
    """Yield the values that a line after the body states: with a label, a word for "by", or as a bare name."""
    line = _key_line(around, i)
    if line is not None:
        if line.value and line.field in ("author", "category", "tags", "view_count"):
            yield from _of_key(around, i, line)
        return
    byline = list(_byline(around, i))
    yield from byline or _names_apart(around, i, "own-line")


def _byline(around: Around, i: int) -> Iterator[Value]:
    """Yield the names behind the by-word that a line begins with, or behind one among its first words."""
    text = around.blocks[i].text
    if len(text) > MAX_BYLINE:
        return
    rest = strip_by(text.lstrip("_* "))
    if not rest:
        yield from _byline_inside(around, i)
        return
    names = parse_names(rest)[:MOST_NAMES]
    if not names and len(rest.split()) <= MOST_NAMES and rest[-1].isalnum():
        names = (_leading_name(rest) or rest,)
    for name in names:
        yield _of_text(around, i, "author", name, "by-line")


def _byline_inside(around: Around, i: int) -> Iterator[Value]:
    """Yield the full name behind a by-word among the first words of a line: ``A column by Ada Lund``."""
    text = around.blocks[i].text
    for space in islice(_SPACE.finditer(text), MOST_BEFORE_BY):
        rest = strip_by(text[space.end() :]) if begins_with_by(text[space.end() :]) else None
        name = _leading_name(rest) if rest else ""
        if name:
            yield _of_text(around, i, "author", name, "piece")
            return


def _leading_name(text: str) -> str:
    """Return the full name that a text begins with, of capitalised words; '' if there is none."""
    words = list(takewhile(lambda word: word[0].isupper(), text.split()[:MOST_NAMES]))
    name = " ".join(words).rstrip(" ,;.-|")
    return name if len(words) > 1 and is_full_name(name) else ""


def _names_apart(around: Around, i: int, rule: str) -> Iterator[Value]:
    """Yield the full names that a short line holds between separators and numbers."""
    text = around.blocks[i].text
    if len(text) > MAX_BYLINE or around.shapes[i].end == 1:
        return
    pieces = [piece.strip(" _*[]") for piece in _APART.split(text)]
    pieces = [
        piece for piece in pieces if " " in piece and len(piece) <= MAX_OWN_LINE and is_full_name(piece)
    ]
    for name in [(parse_names(piece) or (piece,))[0] for piece in pieces[:MOST_NAMES]]:
        yield _of_text(around, i, "author", name, rule)


def _of_own_line(around: Around, i: int) -> Iterator[Value]:
    """Yield the values of a line that may be a bare name: an author, a category."""
    block, its = around.blocks[i], around.shapes[i]
    if its.crumbs or its.vocabulary:
        return
    yield from _names_apart(around, i, "own-line")
    if i >= max(around.first, around.headline + 1):
        return
    within = block.text.split(None, 1)
    if len(within) > 1 and within[0].casefold() in _WITHIN and within[1][0].isupper():
        if len(within[1]) <= MAX_OWN_LINE and may_name_subject(within[1]):
            yield _of_text(around, i, "category", within[1], "key-line")
    elif _may_name_category(block, its) and may_name_subject(block.text):
        yield _of_text(around, i, "category", block.text, "own-line")


def _may_name_category(block: Block, its: Shape) -> bool:
    text = block.text
    return (
        2 <= len(text) <= MAX_OWN_LINE
        and len(text.split()) <= MAX_OWN_WORDS
        and its.start in (1, 4)
        and its.end == 0
        and its.digits < 0.2
        and not its.machine
    )


def _counts(around: Around) -> Iterator[Value]:
    """Yield the counts that a label of views is beside, anywhere in the text, and bare ones beside the date."""
    near = _near(around)
    for i, block in enumerate(around.blocks):
        text = block.text
        if len(text) > MAX_COUNT_LINE or not around.shapes[i].digits or block.kind == "code":
            continue
        found = False
        for count in find_view_counts(text):
            found = True
            start, stop = source_range(around.source, block, *count.span)
            yield Value(
                "view_count", str(count.value), start, stop, "labelled", i, (stop - start) / len(text)
            )
        if found or len(text) > MAX_NUMBER or not _NUMBER.fullmatch(text):
            continue
        number = parse_count(text)
        if number is None:
            continue
        if _has_label_beside(around, i):
            yield _of_text(around, i, "view_count", str(number), "beside-label", shown=text)
        elif i in near and any(
            around.shapes[j].date for j in range(max(0, i - 3), min(len(around.blocks), i + 4))
        ):
            yield _of_text(around, i, "view_count", str(number), "bare", shown=text)


def _has_label_beside(around: Around, i: int) -> bool:
    """Whether the line before or behind a number is a label of views alone."""
    for j in (i - 1, i + 1):
        if 0 <= j < len(around.blocks):
            other = around.blocks[j].text
            if len(other) <= 30 and not around.shapes[j].digits and names_views(other.lower()):
                return True
    return False


def _once(name: str) -> str:
    """Return a name that is there twice, as the title's tail and as the logo below it, once."""
    half = len(name) // 2
    doubled = half > 0 and name[half].isspace() and name[:half] == name[half + 1 :]
    return name[:half] if doubled else name


def _sites(around: Around) -> Iterator[Value]:
    """Yield the names of the site: claimed at the end, printed at the top, or beside the title in the first line."""
    count = len(around.blocks)
    for i in range(count - 1, max(-1, count - END_LINES), -1):
        text = around.blocks[i].text
        if around.shapes[i].vocabulary != 6 or i <= around.last:
            continue
        match = COPYRIGHT.search(text)
        name = match[1].strip() if match else ""
        if name and vocabulary_class(name) != FOOTER:
            yield _of_text(around, i, "site", name, "copyright")
            break
    if around.title:
        for i in range(min(2, count)):
            text = around.blocks[i].text
            at = text.find(around.title)
            rest = (text[:at] + text[at + len(around.title) :]).strip(" -–—|·:»«•") if at >= 0 else ""
            if rest and len(rest) <= 60 and _key_line(around, i) is None:
                name = _once(rest.split(" | ")[-1].split(" - ")[-1].strip(" -–—|·:»«•"))
                yield _of_text(around, i, "site", name, "affix")
    for i in range(max(0, min(around.headline, 6))):
        text = around.blocks[i].text
        if around.shapes[i].vocabulary or around.shapes[i].crumbs or around.shapes[i].machine:
            continue
        if len(text.split()) <= 4 and len(text) <= MAX_OWN_LINE and around.shapes[i].end == 0:
            yield _of_text(around, i, "site", text, "first-line")
            break


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
    names = parse_names(value)[:MOST_NAMES] if line.field == "author" and len(value) <= MAX_BYLINE else ()
    if len(names) > 1 or below:
        for name in names or (value,):
            yield _of_text(around, i, line.field, name, "key-line")
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


def _of_text(  # noqa: PLR0913  # the parts of a value
    around: Around, i: int, field: str, value: str, rule: str, *, shown: str | None = None
) -> Value:
    block = around.blocks[i]
    at = max(0, block.text.find(shown or value))
    end = min(len(block.text), at + len(shown or value))
    start, stop = source_range(around.source, block, at, end)
    return Value(field, value, start, stop, rule, i, (end - at) / len(block.text))
