"""Groups of points: lists and runs of paragraphs that an article introduces as key points or labels item by item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tearsheet.keypoints.cues import cue_of
from tearsheet.models import Block, List, ListItem, Mark, Paragraph, Section
from tearsheet.parsing.labels import split_label

LABELLED_SHARE = 0.6
"""Share of a group's items that must be labelled when nothing introduces it as key points."""
MIN_LABELLED = 2
"""Fewest labelled items of a list; one label is a sentence with a colon."""
MIN_PLAIN_PARAGRAPHS = 3
"""Fewest paragraphs with a label by colon alone; with a bold lead two are enough."""
LINKED_SHARE = 0.8
"""Share of a list's characters inside links from which on it is a list of links."""
MAX_INTRO_CHARS = 220
"""Longest line that introduces a group, in characters; of a longer one the last sentence does."""
MAX_CUED_PARAGRAPH = 400
"""Longest paragraph, in characters, that is a bullet of a box of paragraphs under a cue."""
MAX_CUED_PARAGRAPHS = 8
"""Most such paragraphs; more are the article."""
DISTINCT_SHARE = 0.7
"""Share of a run's labels that must differ; speakers of an interview repeat."""
_BULLETS = "•●▪◦‣⁃·*✓✔➤►▶→–—-"


class Point(NamedTuple):
    """One point of a group."""

    label: str | None
    """What it leads with, without its colon or dash."""
    text: str
    """The rest, white space collapsed."""


class Group(NamedTuple):
    """Points that stand together."""

    section: int
    """Index of the section that holds them."""
    intro: str | None
    """The heading or line that introduces them, without its colon; None if nothing does."""
    rule: str
    """``key-points.cue``, ``key-points.labelled`` or ``key-points.labelled-paragraphs``."""
    points: tuple[Point, ...]
    """The points, in order; never empty."""
    raw: str
    """The first item's text as the page has it: the way back to the page."""
    rejected: str | None
    """A stable code that says why these are no key points; None if they are."""


class _Item(NamedTuple):
    """A list item, a line or a paragraph that may be a point."""

    text: str
    label: str | None
    rest: str
    bold: bool
    linked: int


class _Unit(NamedTuple):
    """Items that stand together in a section."""

    kind: str
    """``list``, ``lines`` or ``paragraphs``."""
    start: int
    """Index of the first block."""
    stop: int
    """Index after the last."""
    items: tuple[_Item, ...]


def point_groups(sections: Sequence[Section]) -> tuple[Group, ...]:
    """Return the groups of points in document order, those refused among them; empty if there are none.

    A group is a list, the lines of a paragraph, or a run of paragraphs. It holds key points when a cue introduces
    it ('Key takeaways') or when most of its items lead with a label. Lists of links, tables of contents and the
    speakers of an interview are refused. Source: reasoning; publishers' templates for such boxes.
    """
    return tuple(group for index, section in enumerate(sections) for group in _of_section(index, section))


def _of_section(index: int, section: Section) -> Iterator[Group]:
    cue = cue_of(section.heading) if section.heading else None
    units = list(_units(section.blocks))
    cued = cue in ("strong", "weak")
    for unit in units:
        line = _line_before(section.blocks, unit.start)
        said = cue_of(line) if line else None
        intro = line if line and (said or line.rstrip().endswith((":", "："))) else section.heading
        introduced = said or (cue if unit is units[0] or cue == "never" else None)
        group = _group(index, unit, intro, introduced)
        if group:
            yield group
    if cued and not units:
        yield from _box_of_paragraphs(index, section, strong=cue == "strong")


def _group(index: int, unit: _Unit, intro: str | None, cue: str | None) -> Group | None:
    """Return the group that a unit is; None if it is neither introduced nor labelled."""
    labelled = [item for item in unit.items if item.label]
    introduced = cue in ("strong", "weak") and unit.kind != "paragraphs"
    rule = f"key-points.labelled{'' if unit.kind == 'list' else '-' + unit.kind}"
    if introduced:
        rule = "key-points.cue"
    elif len(labelled) < MIN_LABELLED or len(labelled) < LABELLED_SHARE * len(unit.items):
        return None
    points = tuple(Point(item.label, item.rest) for item in unit.items if item.rest)
    if not points:
        return None
    raw = unit.items[0].text
    return Group(index, _bare(intro), rule, points, raw, _refusal(unit, labelled, cue))


def _refusal(unit: _Unit, labelled: list[_Item], cue: str | None) -> str | None:
    if cue == "never":
        return "other-list"
    if sum(item.linked for item in unit.items) > LINKED_SHARE * sum(len(item.text) for item in unit.items):
        return "links"
    if unit.kind != "list" and cue is None:
        if len({item.label for item in labelled}) < DISTINCT_SHARE * len(labelled):
            return "repeated-labels"
        if len(labelled) < MIN_PLAIN_PARAGRAPHS and not all(item.bold for item in labelled):
            return "too-few"
    return None


def _line_before(blocks: Sequence[Block], start: int) -> str | None:
    """Return the line that a unit follows: the paragraph before it, of a long one the last sentence."""
    if not start:
        return None
    before = blocks[start - 1]
    if not isinstance(before, Paragraph):
        return None
    text = before.text.rpartition("\n")[2]
    if len(text) <= MAX_INTRO_CHARS:
        return text
    cut = max(text.rfind(end, 0, len(text) - 2) for end in (". ", "! ", "? ", "。"))
    return text[cut + 1 :].strip() if cut > 0 else text


def _bare(intro: str | None) -> str | None:
    return (intro.strip().rstrip(":： ").strip() or None) if intro else None


# Units


def _units(blocks: Sequence[Block]) -> Iterator[_Unit]:
    run: list[_Item] = []
    for i, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            lines = _lines(block)
            if len(lines) == 1 and lines[0].label:
                run.append(lines[0])
                continue
        if run:
            yield _Unit("paragraphs", i - len(run), i, tuple(run))
            run = []
        if isinstance(block, List):
            yield _Unit("list", i, i + 1, tuple(_list_items(block)))
        elif isinstance(block, Paragraph):
            items = _bulleted(lines)
            if items:
                yield _Unit("lines", i, i + 1, items)
    if run:
        yield _Unit("paragraphs", len(blocks) - len(run), len(blocks), tuple(run))


def _list_items(block: List) -> Iterator[_Item]:
    """Yield the items of a list; an item that only holds a nested list gives that list's items."""
    for item in block.items:
        text, linked = item.text, _linked(item.marks)
        if item.items and (not text or text.rstrip().endswith((":", "："))):
            nested = "; ".join(i.text for i in item.items if i.text)
            text = f"{text} {nested}".strip()
        label, rest = _parted(item, text)
        yield _Item(item.text or text, label, rest, _bold_end(item.marks) > 0, linked)


def _parted(item: ListItem, text: str) -> tuple[str | None, str]:
    """Return the item's label and what follows it."""
    parts = split_label(text, _bold_end(item.marks))
    if parts and item.label in (parts[0], None):
        return (parts[0], _flat(parts[1])) if item.label or _bold_end(item.marks) else (None, _flat(text))
    if item.label and text.startswith(item.label):
        rest = _flat(text[len(item.label) :].lstrip(" :：–—-\n"))
        return (item.label, rest) if rest else (None, _flat(text))
    return None, _flat(text)


def _lines(block: Paragraph) -> list[_Item]:
    """Return the lines of a paragraph as items."""
    items: list[_Item] = []
    start = 0
    for line in block.text.split("\n"):
        stop = start + len(line)
        inside = [m for m in block.marks if m.start < stop and m.end > start]
        bold = next((min(m.end, stop) - start for m in inside if m.type == "strong" and m.start <= start), 0)
        linked = sum(min(m.end, stop) - max(m.start, start) for m in inside if m.type == "link")
        bare = line.lstrip(_BULLETS + " ") if line[:1] in _BULLETS else line
        parts = split_label(bare, max(0, bold - (len(line) - len(bare))))
        label, rest = parts or (None, bare)
        items.append(_Item(line, label, _flat(rest), bold > 0, linked))
        start = stop + 1
    return items


def _bulleted(lines: list[_Item]) -> tuple[_Item, ...] | None:
    """Return the lines that act as bullets: all of them when most are labelled or begin with a bullet."""
    if len(lines) < MIN_LABELLED:
        return None
    marked = sum(bool(item.label) or item.text[:1] in _BULLETS for item in lines)
    if marked < LABELLED_SHARE * len(lines):
        return None
    first = 0 if lines[0].label or lines[0].text[:1] in _BULLETS else 1
    return tuple(lines[first:])


def _box_of_paragraphs(index: int, section: Section, *, strong: bool) -> Iterator[Group]:
    """Yield the group that the short paragraphs under a cue form, when there is nothing else under it."""
    paragraphs = [b for b in section.blocks if isinstance(b, Paragraph)]
    if not 2 <= len(paragraphs) <= MAX_CUED_PARAGRAPHS or len(paragraphs) != len(section.blocks):
        return
    if not strong or any(len(p.text) > MAX_CUED_PARAGRAPH for p in paragraphs):
        return
    items = [
        _lines(p)[0] if "\n" not in p.text else _Item(p.text, None, _flat(p.text), False, 0)
        for p in paragraphs
    ]
    points = tuple(Point(item.label, item.rest) for item in items)
    yield Group(index, _bare(section.heading), "key-points.cue", points, paragraphs[0].text, None)


def _bold_end(marks: Sequence[Mark]) -> int:
    return next((m.end for m in marks if m.type == "strong" and m.start == 0), 0)


def _linked(marks: Sequence[Mark]) -> int:
    return sum(m.end - m.start for m in marks if m.type == "link")


def _flat(text: str) -> str:
    return " ".join(text.split())
