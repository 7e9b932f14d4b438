"""Breadcrumb trails in the lines of a text: one in a line, or a crumb a line."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from typing import Final, NamedTuple

from tearsheet.parsing.breadcrumbs import is_home, is_lead, is_title, parse_breadcrumb
from tearsheet.plaintext.value import Around, Value
from tearsheet.vocab import load

TRAIL_ABOVE: Final = 40
"""How many blocks above the body are searched for a trail."""
BELOW_TITLE: Final = 8
"""How many blocks below the title are searched, as long as they are above the body."""
MAX_SPREAD: Final = 5
"""Most lines above the title that are a trail with nothing to mark it but the site's start, or that they are items."""
MAX_NAME: Final = 40
"""Longest crumb of such a trail, in characters."""
MAX_CRUMB: Final = 60
"""Longest crumb before a separator on a line of its own, in characters."""
MAX_NUMBERED: Final = 3
"""Most numbered lines from the site's start to the title; more are a menu."""
MOST_ELSEWHERE: Final = 12
"""Most lines above and below all that which are read as trails."""
MAX_CHAIN: Final = 10
"""Most lines of a trail with separators."""
_SEPARATORS = load("breadcrumbs")["separators"]
_STRONG = frozenset("".join(_SEPARATORS["strong"])) - frozenset("-=:")
_WEAK = frozenset("".join(_SEPARATORS["weak"]))
_NO_CRUMB = frozenset("[]{}=%<@_")
"""Signs that no crumb holds."""
SIGNS: Final = "".join(sorted(_STRONG | _WEAK)) + " \t\u00a0#"
"""What is cut off both ends of a crumb."""


def trails(around: Around) -> Iterator[Value]:
    """Yield the trails above the body, and those of a single line elsewhere: a line each, or a crumb a line."""
    top = around.headline + 1
    stop = min(len(around.blocks), max(top + 3, min(around.first + 1, top + BELOW_TITLE), around.first + 1))
    title = around.title or None
    i = start = max(0, min(stop, around.first) - TRAIL_ABOVE)
    while i < stop:
        i = yield from _trail_at(around, i, stop, title)
    yield from _numbered(around, start, stop)
    if title:
        yield from _items_to_title(around, start, stop)
    elsewhere = (*range(start), *range(max(stop, around.last + 1), len(around.blocks)))
    for i in [i for i in elsewhere if around.shapes[i].crumbs > 1][:MOST_ELSEWHERE]:
        crumbs = parse_breadcrumb(around.blocks[i].text, title)
        if crumbs:
            yield _of_lines(around, (i, i), crumbs, "trail", 1.0)


def _trail_at(around: Around, i: int, stop: int, title: str | None) -> Generator[Value, None, int]:
    """Yield the trail that begins with block ``i``, if one does; return the index to go on at."""
    text = around.blocks[i].text
    crumbs = parse_breadcrumb(text, title) if around.shapes[i].crumbs or len(text) <= 160 else None
    if crumbs and all(map(_may_be_crumb, crumbs)):
        yield _of_lines(around, (i, i), crumbs, "trail", 1.0 + _is_led(text, crumbs))
        return i + 1
    chain = _chain(around, i, stop)
    if chain is not None:
        j, marks, raw = chain
        crumbs = parse_breadcrumb(raw, title)
        if crumbs:
            yield _of_lines(around, (i, j), crumbs, "chain", marks)
            return j + 1
    if is_home(text) or is_home(text.strip(SIGNS)):
        j = _end_of_spread(around, i, stop)
        lines = [b.text for b in around.blocks[i : j + 1]]
        crumbs = parse_breadcrumb("\n".join(lines), title) if j > i and _is_spread(around, i, j) else None
        if crumbs:
            yield _of_lines(around, (i, j), crumbs, "trail", 0.0)
            return j + 1
        if is_home(text) and i < around.headline <= i + MAX_SPREAD:
            yield from _spread(around, i)
    return i + 1


def _is_led(text: str, crumbs: Sequence[str]) -> bool:
    """Whether words such as "You are here" introduce a trail."""
    return not text.startswith(crumbs[0])


def _of_lines(
    around: Around, lines: tuple[int, int], crumbs: tuple[str, ...], rule: str, hint: float
) -> Value:
    """Return the trail that the first to the last of ``lines`` are."""
    i, j = lines
    start, stop = around.blocks[i].start, around.blocks[j].stop
    whole = 1.0 if i == j else 0.5
    return Value("breadcrumbs", " > ".join(crumbs), start, stop, rule, i, whole, crumbs, hint)


class _Chain(NamedTuple):
    """Lines with separators between them."""

    last: int
    """Index of the last one."""
    marks: float
    """How many separators are between them, and half of one more for the words that introduce them."""
    raw: str
    """The lines as one."""


def _chain(around: Around, i: int, stop: int) -> _Chain | None:
    """Return the lines from ``i`` on that separators keep together: at a line's edge or on a line of their own."""
    blocks = around.blocks
    names, signs = [blocks[i].text.strip(SIGNS)], set[str]()
    if not _may_be_crumb(names[0]) or blocks[i].kind in ("quote", "code", "row"):
        return None
    k = n = i
    while len(names) < MAX_CHAIN:
        n, found = _next(around, k, stop)
        if k == i and found and _only_leads(around, i, n, stop) and not is_home(names[0]):
            return None
        name = blocks[n].text.strip(SIGNS) if n < stop else ""
        if not found or not (_may_be_crumb(name) or is_title(name, around.title)):
            break
        signs |= found
        names.append(name)
        k = n
        if is_title(name, around.title):
            break
    if k == i:
        return None
    led = i > 0 and is_lead(blocks[i - 1].text)
    joint = " > " if signs <= _STRONG else " / "
    lead = f"{blocks[i - 1].text.rstrip(' :：')}: " if led else ""
    return _Chain(k, len(names) - 1 + 0.5 * led, lead + joint.join(names))


def _may_be_crumb(name: str) -> bool:
    return 0 < len(name) <= MAX_CRUMB and _NO_CRUMB.isdisjoint(name)


def _next(around: Around, k: int, stop: int) -> tuple[int, set[str]]:
    """Return the next block with a name behind block ``k``, and the separators before it."""
    blocks = around.blocks
    found = _sign(blocks[k].text[-1])
    n = k + 1
    while n < stop and not blocks[n].text.strip(SIGNS):
        found |= _sign(blocks[n].text[0])
        n += 1
    if n < stop:
        if len(blocks[n].text) > 1:
            found |= _sign(blocks[n].text[0])
        if not found and blocks[n].kind == "text":
            between = around.source[blocks[k].stop : blocks[n].start].strip()
            found = set(between) if 0 < len(between) <= 3 and _STRONG.issuperset(between) else set()
    return n, found


def _only_leads(around: Around, i: int, n: int, stop: int) -> bool:
    """Whether separators are in front of crumbs, and the first line has none: then it is no crumb."""
    if n != i + 1 or n >= stop or around.source[around.blocks[i].stop : around.blocks[n].start].strip():
        return False
    first = around.blocks[i].text
    return not _sign(first[0]) and not _sign(first[-1]) and bool(_sign(around.blocks[n].text[0]))


def _sign(character: str) -> set[str]:
    return {character} if character in _STRONG or character in _WEAK else set()


def _numbered(around: Around, start: int, stop: int) -> Iterator[Value]:
    """Yield the items that are numbered from one up and end beside the title, or in it."""
    blocks = around.blocks
    for i in range(start, stop):
        if blocks[i].kind != "item" or blocks[i].number != 1:
            continue
        j = i
        while j + 1 < stop and blocks[j + 1].kind == "item" and blocks[j + 1].number == 2 + j - i:
            j += 1
        behind = blocks[j + 1].text if j + 1 < len(blocks) else ""
        ended = is_title(blocks[j].text, around.title) or (
            j - i < MAX_NUMBERED and is_home(blocks[i].text) and is_title(behind, around.title)
        )
        if ended and 0 < j - i < MAX_CHAIN:
            raw = " > ".join(b.text.strip(SIGNS) for b in blocks[i : j + 1])
            crumbs = parse_breadcrumb(raw, around.title or None)
            if crumbs:
                yield _of_lines(around, (i, j), crumbs, "chain", float(j - i))


def _items_to_title(around: Around, start: int, stop: int) -> Iterator[Value]:
    """Yield the few items that end in the title or directly above it, as text browsers print a trail."""
    blocks = around.blocks
    for k in range(start + 1, stop):
        title = blocks[k]
        if (
            blocks[k - 1].kind != "item"
            or blocks[k - 1].number is not None
            or not is_title(title.text, around.title)
        ):
            continue
        i = k - 1
        while i > start and blocks[i - 1].kind == "item" and k - i <= MAX_SPREAD:
            i -= 1
        crumbs = tuple(b.text.strip(SIGNS) for b in blocks[i:k])
        if k - i <= MAX_SPREAD and all(0 < len(c) <= MAX_NAME for c in crumbs):
            yield _of_lines(around, (i, k - 1), crumbs, "spread", 1.0 + (title.kind == "item"))


def _spread(around: Around, i: int) -> Iterator[Value]:
    """Yield the lines from the site's start down to the title as a trail, if all of them are short names."""
    blocks = around.blocks[i : around.headline]
    crumbs = tuple(b.text.strip(SIGNS) for b in blocks)
    if all(0 < len(c) <= MAX_NAME and c[0].isalpha() and c[-1].isalnum() for c in crumbs):
        yield _of_lines(around, (i, around.headline - 1), crumbs, "spread", 0.0)


def _is_spread(around: Around, i: int, j: int) -> bool:
    """Whether lines are more than a menu above the title: a lead, separators, or the title once more below."""
    if i and is_lead(around.blocks[i - 1].text):
        return True
    raw = around.source[around.blocks[i].start - 2 : around.blocks[j].stop]
    return j < around.headline or any(sign in raw for sign in ">»›/")


def _end_of_spread(around: Around, i: int, stop: int) -> int:
    """Index of the last line of a trail with a crumb a line: the title; ``i`` if it does not end soon in it."""
    for j in range(i + 1, min(stop, i + 12)):
        text = around.blocks[j].text.strip(SIGNS)
        if around.title and is_title(text, around.title):
            return j
        if len(text) > 60 or parse_breadcrumb(text, around.title or None):
            break
    return i
