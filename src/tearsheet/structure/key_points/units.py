"""Units of a section that may be groups of points: a list, the lines of a paragraph, or a run of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tearsheet.parsing.inline_lists import split_inline_list
from tearsheet.parsing.labels import MAX_LABEL_CHARS, bold_lead, split_label
from tearsheet.structure.drafts import BlockDraft, ItemDraft, MarkDraft, ParagraphDraft, Sources

LABELLED_SHARE = 0.6
"""Least share of labelled items in a group that is not introduced as key points."""
MIN_LABELLED = 2
"""Fewest labelled items of a list; a single label is a sentence with a colon."""
MAX_LINES = 60
"""Most lines of one paragraph that may be points; more are verse or a log."""
_COLONS = re.compile(r":\s|：|[•▪●■✓✔]")
"""Characters of which a paragraph with several items in one line has several."""
_JOINING_SIGNS = tuple("：•▪●■✓✔")
_SIGNS = (*_JOINING_SIGNS, "–", "—")
"""Non-ASCII characters of items in one line, and of points."""
BULLET = re.compile(r"^\s*(?:[•●▪◦‣⁃·✓✔➤►▶→]\s*|[-–—*]\s+|\d{1,2}[.)]\s+)(?=\S)")
"""A bullet, dash or number at the start of a line."""


class Item(NamedTuple):
    """A list item, a line or a paragraph that may be a point."""

    text: str
    """The whole original text."""
    label: str | None
    """Its label; None if it has none."""
    rest: str
    """The text after the label, or the whole text."""
    bold: int
    """End of the bold text at its start; 0 if there is none."""
    linked: int
    """Number of characters in links."""
    link: int
    """End of the link at its start; 0 if there is none."""
    sources: Sources
    """The page blocks that show it; empty for an item that only contains a list."""


class Unit(NamedTuple):
    """Adjacent items in a section."""

    kind: str
    """``list``, ``lines``, ``paragraphs`` or ``run-together``."""
    start: int
    """Index of the first block."""
    items: Sequence[Item]
    """The items, in order; empty for a list whose items have not been read yet."""
    listed: Sequence[ItemDraft] = ()
    """The original items of a list."""
    intro: str | None = None
    """Its own introduction: the parent item of a nested list, or the start of a line with several items."""


def units_of(blocks: Sequence[BlockDraft]) -> list[Unit]:
    """Return the units in a section's blocks, in order; whether they are key points is decided later."""
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
    """Add the paragraphs of a run that ends before ``end`` as a unit if there are enough, and clear the run."""
    if len(run) >= MIN_LABELLED:
        units.append(Unit("paragraphs", end - len(run), tuple(run)))
    if run:
        run.clear()


def _is_alone(block: ParagraphDraft, promising: Sequence[bool], i: int) -> bool:
    """Return whether a paragraph that does not begin a run can contain at most one point, and so need not be checked."""
    return (
        not (i + 1 < len(promising) and promising[i + 1])
        and "\n" not in block.text
        and not _may_be_run_together(block.text)
    )


def _of_paragraph(start: int, block: ParagraphDraft, lines: list[Item]) -> list[Unit]:
    """Return the units inside a paragraph: its lines, or several items in one line."""
    if len(lines) >= MIN_LABELLED:
        items = _bulleted(lines)
        return [Unit("lines", start, items)] if items else []
    return _run_together(start, block) if _may_be_run_together(block.text) else []


def _may_hold_points(block: ParagraphDraft) -> bool:
    """Return whether a paragraph may contain points. A cheap filter: most paragraphs do not."""
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
    """Return the unit of several items in one line of a paragraph; empty if there is none."""
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
    """Return the units for a list and its nested lists, in document order of their first items."""
    units: list[Unit] = []
    waiting: list[tuple[str | None, Sequence[ItemDraft]]] = [(None, items)]
    while waiting:
        intro, listed = waiting.pop()
        units.append(Unit("list", start, (), listed, intro))
        waiting.extend([(item.text or intro, item.items) for item in reversed(listed) if item.items])
    return units


def list_item(item: ItemDraft) -> Item:
    """Return a list item as an `Item`."""
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
    """Return the label of an item, and the text after it."""
    parts = split_label(item.text, bold)
    if parts and item.label == parts[0]:
        return parts[0], flat(parts[1])
    if item.label and item.text.startswith(item.label):
        rest = flat(item.text[len(item.label) :].lstrip(" :：–—-\n"))
        return (item.label, rest) if rest else (None, flat(item.text))
    return None, flat(item.text)


def _lines(block: ParagraphDraft) -> list[Item]:
    """Return the lines of a paragraph as items; empty if none can be a point."""
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
    """Return a line of a paragraph, at offset ``start``, as an item."""
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
    """Return the lines if they are points: if most have a label or begin with a bullet; None otherwise."""
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
    """Return ``text`` in one line, with white space collapsed."""
    return " ".join(text.split())
