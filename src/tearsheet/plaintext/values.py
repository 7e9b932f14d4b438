"""Values of fields that the lines around an article state, each with the row from which its probability is read."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tearsheet.parsing.breadcrumbs import is_home, is_lead, is_title, parse_breadcrumb
from tearsheet.parsing.counts import find_view_counts, names_views, parse_count
from tearsheet.parsing.names import is_by, is_full_name, parse_names
from tearsheet.parsing.titles import fold
from tearsheet.plaintext.blocks import Block, source_range
from tearsheet.plaintext.boilerplate import COPYRIGHT, FOOTER, may_name_subject, vocabulary_class
from tearsheet.plaintext.key_value_lines import KeyLine, key_of, read_key_line
from tearsheet.plaintext.line_features import FAR
from tearsheet.plaintext.meta_line import Part
from tearsheet.plaintext.roles import ROLES, Reading
from tearsheet.plaintext.shape import Shape, meta_parts
from tearsheet.vocab import load

ABOVE = 8
"""How many blocks above the title are read for values."""
BELOW = 12
"""How many blocks below the title are read for values, as long as the body has not gone on for `INTO_BODY`."""
INTO_BODY = 3
"""How many blocks of the body are still read: some designs print date or author below a teaser or picture."""
TRAIL_ABOVE = 40
"""How many blocks above the body are searched for a trail."""
MAX_OWN_LINE = 40
"""Longest line of its own, in characters, that may name a category."""
MAX_OWN_WORDS = 5
MAX_COUNT_LINE = 160
"""Longest line, in characters, in which a count of views is looked for."""
MAX_NUMBER = 12
"""Longest number in a line of its own, in characters."""
_WITHIN = frozenset(load("plaintext")["within"])
_NUMBER = re.compile(r"\d[\d., ]*\s?[kKmMwW万萬만]?\+?")
END_LINES = 40
"""How many blocks at the end of the text are searched for a copyright claim."""
AFTER_BODY = 6
"""How many blocks behind the body are read for labelled values."""

RULES = (
    "meta-line",
    "own-line",
    "key-line",
    "trail",
    "by-line",
    "beside-label",
    "copyright",
    "first-line",
    "affix",
    "bare",
    "labelled",
)
"""How a value was found; the index is a column of its row."""


class Value(NamedTuple):
    """One value that a line states for a field."""

    field: str
    """Name of the field, as in `StatedValue`."""
    value: str
    start: int
    """Offset in the source of its first character."""
    stop: int
    rule: str
    """One of `RULES`."""
    block: int
    whole: float
    """Share of its block's text that it is."""
    crumbs: tuple[str, ...] = ()
    """Breadcrumbs: the crumbs."""


class Around(NamedTuple):
    """A text with all that was read of it."""

    source: str
    blocks: Sequence[Block]
    shapes: Sequence[Shape]
    parts: Sequence[tuple[Part, ...]]
    """The parts of each block that is a meta line."""
    keys: Sequence[str]
    reading: Reading
    title: str
    """The title; '' if none was found."""
    headline: int
    """Index of the title's block above the body; -1 if there is none."""
    first: int
    """Index of the first block of the body; the number of blocks if there is none."""
    last: int
    """Index of the last block of the body; -1 if there is none."""


def find_values(around: Around) -> list[Value]:
    """Return the values that lines near the title state, in the order of the text; the same one may come twice."""
    found = list(_trails(around))
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
        line = _key_line(around, i)
        if line is not None and line.value and line.field in ("author", "category", "tags", "view_count"):
            found.append(_of_key(around, i, line))
    found = [v for v in found if v.field != "view_count" or v.rule != "labelled"]
    found += _counts(around)
    found += _sites(around)
    return found


def rows_of(around: Around, values: Sequence[Value]) -> list[list[float]]:
    """Return for each value the row that its probability is read from."""
    keys = [fold(v.value) for v in values]
    same = Counter((v.field, key) for v, key in zip(values, keys, strict=True))
    fields = Counter(v.field for v in values)
    lines = Counter(around.keys)
    crumbs = [fold(c) for v in values if v.field == "breadcrumbs" for c in v.crumbs]
    last = {fold(v.crumbs[-1]) for v in values if v.crumbs}
    sites = {key for v, key in zip(values, keys, strict=True) if v.field == "site"}
    dates = [v.block for v in values if v.field == "date"]
    seen: Counter[str] = Counter()
    rows = []
    for value, key in zip(values, keys, strict=True):
        rows.append(
            [
                float(RULES.index(value.rule)),
                *_place_of(around, value),
                lines[key],
                same[value.field, key],
                fields[value.field],
                seen[value.field],
                2.0 if key in last else float(key in crumbs),
                float(key in sites),
                min((abs(d - value.block) for d in dates), default=FAR),
                *_form_of(value),
            ]
        )
        seen[value.field] += 1
    return rows


def _place_of(around: Around, value: Value) -> list[float]:
    """Return where the block of a value is, and what it and its neighbours are."""
    i, shapes = value.block, around.shapes
    its = shapes[i]
    probabilities = around.reading.probabilities[i]
    before = shapes[i - 1] if i else None
    after = shapes[i + 1] if i + 1 < len(shapes) else None
    return [
        max(-FAR, min(FAR, i - around.headline)) if around.headline >= 0 else FAR + 1,
        max(-FAR, min(FAR, i - around.first)),
        max(-FAR, min(FAR, i - around.last)),
        i / len(shapes),
        *(
            probabilities[ROLES.index(role)]
            for role in ("before", "title", "meta", "paragraph", "after", "aside", "item")
        ),
        value.whole,
        its.kind,
        its.size,
        its.date,
        its.author,
        its.counted,
        its.gap,
        its.separators,
        its.sentences,
        before.date + 2 * before.author + 4 * before.kind if before else -1,
        after.date + 2 * after.author + 4 * after.kind if after else -1,
        before.size if before else 0,
        after.size if after else 0,
        around.reading.of(i - 1, "before") if i else 0,
        math.log2(len(shapes)),
    ]


def _form_of(value: Value) -> list[float]:
    """Return what a value looks like."""
    text = value.value
    words = text.split()
    number = float(text) if text.isdecimal() and len(text) < 16 else 0.0
    return [
        len(text),
        len(words),
        sum(w[:1].isupper() for w in words) / len(words) if words else 0.0,
        sum(map(str.isdigit, text)) / len(text) if text else 0.0,
        float(text.isupper()),
        float(text[:1].islower()),
        float(is_full_name(text)) if len(text) < 60 else 0.0,
        vocabulary_class(text) if len(text) < 60 else 0,
        math.log10(1 + number),
        float(1900 <= number <= 2100),
        len(value.crumbs),
        float(bool(value.crumbs) and is_home(value.crumbs[0])),
    ]


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
            yield _of_key(around, i, line)
        return
    if parts:
        for part in meta_parts(block, known) if known else parts:
            if part.field != "category" or may_name_subject(part.value):
                yield _of_part(around, i, part)
        return
    if is_by(block.text) and i + 1 < len(around.blocks):
        for name in parse_names(around.blocks[i + 1].text)[:4]:
            yield _of_text(around, i + 1, "author", name, "by-line")
        return
    yield from _of_own_line(around, i)


def _of_own_line(around: Around, i: int) -> Iterator[Value]:
    """Yield what a line may name that holds nothing else: an author, a category."""
    block, its = around.blocks[i], around.shapes[i]
    if its.crumbs or its.vocabulary or i >= max(around.first, around.headline + 1):
        return
    if is_full_name(block.text) and len(block.text.split()) <= 4:
        yield _of_text(around, i, "author", block.text, "own-line")
    if _may_name_category(block, its) and may_name_subject(block.text):
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


def _trails(around: Around) -> Iterator[Value]:
    """Yield the trails above the body: a line each, or a crumb a line."""
    stop = min(len(around.blocks), max(around.headline + 4, around.first + 1))
    title = around.title or None
    i = max(0, stop - TRAIL_ABOVE)
    while i < stop:
        text = around.blocks[i].text
        crumbs = parse_breadcrumb(text, title) if around.shapes[i].crumbs or len(text) <= 160 else None
        if crumbs:
            yield Value(
                "breadcrumbs",
                " > ".join(crumbs),
                around.blocks[i].start,
                around.blocks[i].stop,
                "trail",
                i,
                1.0,
                crumbs,
            )
        elif is_home(text) or (crumbs is None and is_home(text.strip(" >»/›|"))):
            j = _end_of_spread(around, i, stop)
            lines = [b.text for b in around.blocks[i : j + 1]]
            crumbs = parse_breadcrumb("\n".join(lines), title) if j > i and _is_spread(around, i, j) else None
            if crumbs:
                start, end = around.blocks[i].start, around.blocks[j].stop
                yield Value("breadcrumbs", " > ".join(crumbs), start, end, "trail", i, 0.5, crumbs)
                i = j
        i += 1


def _is_spread(around: Around, i: int, j: int) -> bool:
    """Whether lines are more than a menu above the title: a lead, separators, or the title once more below."""
    if i and is_lead(around.blocks[i - 1].text):
        return True
    raw = around.source[around.blocks[i].start - 2 : around.blocks[j].stop]
    return j < around.headline or any(sign in raw for sign in ">»›/")


def _end_of_spread(around: Around, i: int, stop: int) -> int:
    """Index of the last line of a trail with a crumb a line: the title; ``i`` if it does not end soon in it."""
    for j in range(i + 1, min(stop, i + 12)):
        text = around.blocks[j].text.strip(" >»/›|")
        if around.title and is_title(text, around.title):
            return j
        if len(text) > 60:
            break
    return i


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


def _of_key(around: Around, i: int, line: KeyLine) -> Value:
    block = around.blocks[i]
    if not line.value and i + 1 < len(around.blocks):  # the value is in the next line
        return _of_text(around, i + 1, line.field, around.blocks[i + 1].text, "key-line")
    start, stop = source_range(around.source, block, line.offset, len(block.text))
    return Value(line.field, line.value, start, stop, "key-line", i, len(line.value) / len(block.text))


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
