"""Units: what of a section may be points together: a list, the lines of a paragraph, or a run of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tearsheet.parsing.inline_lists import split_inline_list
from tearsheet.parsing.labels import MAX_LABEL_CHARS, bold_lead, split_label
from tearsheet.structure.drafts import BlockDraft, ItemDraft, MarkDraft, ParagraphDraft, Sources

LABELLED_SHARE = 0.6
"""Share of a group's items that must be labelled when nothing introduces it as key points."""
MIN_LABELLED = 2
"""Fewest labelled items of a list; one label is a sentence with a colon."""
MAX_LINES = 60
"""Most lines of one paragraph that may be points; more are verse or a log."""
_COLONS = re.compile(r":\s|：|[•▪●■✓✔]")
"""Signs of which a paragraph of run-together items has several."""
_JOINING_SIGNS = tuple("：•▪●■✓✔")
_SIGNS = (*_JOINING_SIGNS, "–", "—")
"""Signs beyond ASCII of run-together items and of points."""
BULLET = re.compile(r"^\s*(?:[•●▪◦‣⁃·✓✔➤►▶→]\s*|[-–—*]\s+|\d{1,2}[.)]\s+)(?=\S)")
"""What takes the place of a list item's marker at the start of a line."""


class Item(NamedTuple):
    """A list item, a line or a paragraph that may be a point."""

    text: str
    """The whole text, as the page has it."""
    label: str | None
    """Its label."""
    rest: str
    """What follows the label, or everything."""
    bold: int
    """Index at which its bold lead ends; 0 if it has none."""
    linked: int
    """Characters inside links."""
    link: int
    """Index at which the link that opens it ends; 0 if none does."""
    sources: Sources
    """The page blocks that show it; empty for an item that only holds a list."""


class Unit(NamedTuple):
    """Items that are next to each other in a section."""

    kind: str
    """``list``, ``lines``, ``paragraphs`` or ``run-together``."""
    start: int
    """Index of the first block."""
    items: Sequence[Item]
    """The items, in order; of a list empty until someone looks at them."""
    listed: Sequence[ItemDraft] = ()
    """The items of a list as the section has them."""
    intro: str | None = None
    """Its own introduction: the item that a nested list belongs to, or the start of a run-together line."""


def units_of(blocks: Sequence[BlockDraft]) -> list[Unit]:
    """Return the units of a section's blocks, in order; whether they are points is not judged here."""
    units: list[Unit] = []
    run: list[Item] = []
    promising = [block.type == "paragraph" and _may_hold_points(block) for block in blocks]
    for i, block in enumerate(blocks):
        if block.type == "paragraph":
            if not promising[i] or (not run and _is_alone(block, promising, i)):
                lines: list[Item] = []
            else:
                lines = _lines(block)
                if len(lines) == 1 and lines[0].label and not _is_run_together(lines[0]):
                    run.append(lines[0])
                    continue
            _end_run(units, run, i)
            if promising[i]:
                units.extend(_of_paragraph(i, block, lines))
        else:
            _end_run(units, run, i)
            if block.type == "list":
                units.extend(_of_list(i, block.items))
    _end_run(units, run, len(blocks))
    return units


def _end_run(units: list[Unit], run: list[Item], end: int) -> None:
    """Take the paragraphs of a run that ends before ``end`` for a unit if there are enough, and begin a new one."""
    if len(run) >= MIN_LABELLED:
        units.append(Unit("paragraphs", end - len(run), tuple(run)))
    if run:
        run.clear()


def _is_alone(block: ParagraphDraft, promising: Sequence[bool], i: int) -> bool:
    """Return whether a paragraph that begins no run holds at most one point: it is checked no further."""
    return (
        not (i + 1 < len(promising) and promising[i + 1])
        and "\n" not in block.text
        and not _may_be_run_together(block.text)
    )


def _of_paragraph(start: int, block: ParagraphDraft, lines: list[Item]) -> list[Unit]:
    """Return the lines of a paragraph, or the items that were run together in it, if they are points."""
    if len(lines) >= MIN_LABELLED:
        items = _bulleted(lines)
        return [Unit("lines", start, items)] if items else []
    return _run_together(start, block) if _may_be_run_together(block.text) else []


def _may_hold_points(block: ParagraphDraft) -> bool:
    """Return whether a paragraph shows any of the signs of points; most do not, and are checked no further."""
    text = block.text
    return (
        ":" in text
        or "\n" in text
        or " - " in text
        or (not text.isascii() and _holds_any(text, _SIGNS))
        or _opens_bold(block.marks)
    )


def _holds_any(text: str, signs: tuple[str, ...]) -> bool:
    for sign in signs:
        if sign in text:
            return True
    return False


def _may_be_run_together(text: str) -> bool:
    return text.count(":") >= MIN_LABELLED or (not text.isascii() and _holds_any(text, _JOINING_SIGNS))


def _is_run_together(line: Item) -> bool:
    rest = line.rest
    if not (":" in rest or (not rest.isascii() and _holds_any(rest, _JOINING_SIGNS))):
        return False
    return _COLONS.search(rest) is not None and split_inline_list(line.text) is not None


def _run_together(start: int, block: ParagraphDraft) -> list[Unit]:
    """Return the items that were run together in one paragraph, if any."""
    text = block.text
    found = split_inline_list(text)
    if not found:
        return []
    items = [
        Item(text[p.start : p.stop], p.label, flat(p.text), 0, 0, 0, block.sources) for p in found.points
    ]
    intro = text[slice(*found.intro)] if found.intro else None
    return [Unit("run-together", start, items, intro=intro)]


def _of_list(start: int, items: Sequence[ItemDraft]) -> list[Unit]:
    """Return a list and those nested in it, in document order of their first items."""
    units: list[Unit] = []
    waiting: list[tuple[str | None, Sequence[ItemDraft]]] = [(None, items)]
    while waiting:
        intro, listed = waiting.pop()
        units.append(Unit("list", start, (), listed, intro))
        waiting.extend([(item.text or intro, item.items) for item in reversed(listed) if item.items])
    return units


def list_item(item: ItemDraft) -> Item:
    """Return the item of a list as one that may be a point."""
    if not item.marks:
        label, rest = _parted(item, 0) if item.label else (None, flat(item.text))
        return Item(item.text, label, rest, 0, 0, 0, item.sources)
    bold = bold_lead(item.text, _strong(item.marks))
    links = [m for m in item.marks if m.type == "link"]
    label, rest = _parted(item, bold) if item.label else (None, flat(item.text))
    link = next((m.end for m in links if m.start == 0), 0)
    linked = sum(m.end - m.start for m in links)
    return Item(item.text, label, rest, bold, linked, link, item.sources)


def _parted(item: ItemDraft, bold: int) -> tuple[str | None, str]:
    """Return the item's label and what follows it."""
    parts = split_label(item.text, bold)
    if parts and item.label == parts[0]:
        return parts[0], flat(parts[1])
    if item.label and item.text.startswith(item.label):
        rest = flat(item.text[len(item.label) :].lstrip(" :：–—-\n"))
        return (item.label, rest) if rest else (None, flat(item.text))
    return None, flat(item.text)


def _lines(block: ParagraphDraft) -> list[Item]:
    """Return the lines of a paragraph as items; empty if none can be a point, as an only one without a label."""
    text = block.text
    broken = text.count("\n")
    if broken > MAX_LINES or not (broken or _may_lead(text) or _opens_bold(block.marks)):
        return []
    if not broken:
        item = _line(block, text, 0)
        return [item] if item.label else []
    items: list[Item] = []
    start = 0
    for line in text.split("\n"):
        items.append(_line(block, line, start))
        start += len(line) + 1
    return items


def _line(block: ParagraphDraft, line: str, start: int) -> Item:
    """Return a line of a paragraph, which begins at ``start`` in it, as an item."""
    bare, marks = line, block.marks
    if not line[0:1].isalpha() and (bullet := BULLET.match(line)):
        bare = line[bullet.end() :]
    if not marks:
        label, rest = split_label(bare) or (None, bare)
        return Item(line, label, rest.strip(), 0, 0, 0, block.sources)
    stop = start + len(line)
    inside = [m for m in marks if m.start < stop and m.end > start]
    strong = [(max(s - start, 0), min(e, stop) - start) for s, e in _strong(inside)]
    bold = bold_lead(line, strong) if strong else 0
    label, rest = split_label(bare, max(0, bold - (len(line) - len(bare)))) or (None, bare)
    links = [(max(m.start, start) - start, min(m.end, stop) - start) for m in inside if m.type == "link"]
    link = next((end for first, end in links if first == 0), 0)
    linked = sum([e - s for s, e in links])
    return Item(line, label, rest.strip(), bold, linked, link, block.sources)


def _opens_bold(marks: Sequence[MarkDraft]) -> bool:
    for mark in marks:
        if mark.start == 0 and mark.type == "strong":
            return True
    return False


def _may_lead(text: str) -> bool:
    head = text[: MAX_LABEL_CHARS + 4]
    return ":" in head or "–" in head or "—" in head or "：" in head or " - " in head


def _bulleted(lines: list[Item]) -> tuple[Item, ...] | None:
    """Return the lines that act as bullets: all of them when most are labelled or begin with a bullet."""
    if len(lines) < MIN_LABELLED:
        return None
    marked = sum(_is_marked(item) for item in lines)
    if marked < LABELLED_SHARE * len(lines):
        return None
    first = 0 if _is_marked(lines[0]) else 1
    return tuple(lines[first:])


def _is_marked(line: Item) -> bool:
    return bool(line.label) or BULLET.match(line.text) is not None


def _strong(marks: Sequence[MarkDraft]) -> list[tuple[int, int]]:
    return [(m.start, m.end) for m in marks if m.type == "strong"]


def flat(text: str) -> str:
    """Return ``text`` in one line, white space collapsed."""
    return " ".join(text.split())
