"""Groups of points: lists and runs of paragraphs that an article introduces as key points or labels item by item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from tearsheet.flattened.bullets import unglue
from tearsheet.models import Block, ListItem, Mark, Paragraph, Section
from tearsheet.parsing.cues import cue_of
from tearsheet.parsing.labels import MAX_LABEL_CHARS, bold_lead, split_label

LABELLED_SHARE = 0.6
"""Share of a group's items that must be labelled when nothing introduces it as key points."""
MIN_LABELLED = 2
"""Fewest labelled items of a list; one label is a sentence with a colon."""
MIN_PLAIN_PARAGRAPHS = 3
"""Fewest paragraphs with a label by colon alone, or points run together without a head; with a bold lead two are
enough."""
LINKED_SHARE = 0.8
"""Share of a list's characters inside links from which on it is a list of links."""
MAX_INTRO_CHARS = 300
"""How far back the sentence that introduces a group is looked for, in characters."""
MAX_LINES = 60
"""Most lines of one paragraph that may be points; more are verse or a log."""
MIN_CUED_PARAGRAPHS = 3
"""Fewest paragraphs that act as bullets under a cue; two are prose."""
MAX_CUED_PARAGRAPH = 280
"""Longest paragraph, in characters, that is a bullet of a box of paragraphs under a cue."""
MAX_CUED_SENTENCE = 200
"""The same when other paragraphs follow the box: then each is one sentence."""
MAX_CUED_PARAGRAPHS = 8
"""Most such paragraphs; more are the article."""
DISTINCT_SHARE = 0.7
"""Share of a run's labels that must differ; speakers of an interview repeat."""
MIN_WORDS = 4
"""Fewest words after the label, on average, of paragraphs that are points; fewer are the values of a grid."""
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", ".”", ".)", "।", "؟")
_SENTENCE_END = re.compile(r"[.!?…](?<=\w{3}.)['\"”’)]?\s+(?=[^\Wa-z_])|[。！？](?=\S)")
_TWO_SENTENCES = re.compile(r"[.!?…]['\"”’)]?\s+\S|[。！？]\S|\n")
_COLONS = re.compile(r":\s|：|[•▪●■✓✔]")
"""What a paragraph of items run together holds several of."""
_JOINING_SIGNS = tuple("：•▪●■✓✔")
_SIGNS = (*_JOINING_SIGNS, "–", "—")
"""Signs beyond ASCII of items run together, and of points at all."""
_BULLET = re.compile(r"^\s*(?:[•●▪◦‣⁃·✓✔➤►▶→]\s*|[-–—*]\s+|\d{1,2}[.)]\s+)(?=\S)")
"""What stands for the marker of a list item at the start of a line."""


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
    """``key-points.cue``, ``key-points.labelled`` (a list), ``key-points.labelled-lines``, ``-paragraphs`` or
    ``-run-together``."""
    points: tuple[Point, ...]
    """The points, in order; never empty."""
    raw: str
    """The first item's text as the page has it: the way back to the page."""
    rejected: str | None
    """A stable code that says why these are no key points; None if they are."""


class _Item(NamedTuple):
    """A list item, a line or a paragraph that may be a point."""

    text: str
    """The whole text, as the page has it."""
    label: str | None
    """What it leads with."""
    rest: str
    """What follows the label, or everything."""
    bold: int
    """Index at which its bold lead ends; 0 if it has none."""
    linked: int
    """Characters inside links."""
    link: int
    """Index at which the link that opens it ends; 0 if none does."""


class _Unit(NamedTuple):
    """Items that stand together in a section."""

    kind: str
    """``list``, ``lines``, ``paragraphs`` or ``run-together``."""
    start: int
    """Index of the first block."""
    items: Sequence[_Item]
    """The items, in order; of a list empty until someone looks at them."""
    listed: Sequence[ListItem] = ()
    """The items of a list as the section has them."""
    intro: str | None = None
    """What introduces it by itself: the item that a nested list stands under, or the head of a run-together line."""


def point_groups(sections: Sequence[Section]) -> tuple[Group, ...]:
    """Return the groups of points in document order, those refused among them; empty if there are none.

    A group is a list, the lines of a paragraph, or a run of paragraphs. It holds key points when a cue introduces
    it ('Key takeaways') or when most of its items lead with a label. Lists of links, tables of contents and the
    speakers of an interview are refused. Source: reasoning; publishers' templates for such boxes.
    """
    return tuple(group for index, section in enumerate(sections) for group in _of_section(index, section))


def _of_section(index: int, section: Section) -> Iterator[Group]:
    units = list(_units(section.blocks))
    if not units and not _may_be_box(section.blocks):
        return
    cue = cue_of(section.heading) if section.heading else None
    first = True
    for unit in units:
        line = unit.intro or _line_before(section.blocks, unit.start)
        said = cue_of(line) if line else None
        introduces = line is not None and (unit.intro or said or line.rstrip().endswith((":", "：")))
        group = _group(index, unit, line if introduces else section.heading, said or (cue if first else None))
        if group:
            yield group
            first = first and cue == "never"
    texts = _box(section.blocks) if cue == "strong" and first else []
    if texts:
        points = tuple(Point(None, _flat(_BULLET.sub("", text, count=1))) for text in texts)
        yield Group(index, _bare(section.heading), "key-points.cue", points, texts[0], None)


def _group(index: int, unit: _Unit, intro: str | None, cue: str | None) -> Group | None:
    """Return the group that a unit is; None if it is neither introduced nor labelled."""
    if unit.listed:
        named = sum([item.label is not None for item in unit.listed])
        if cue not in ("strong", "weak") and (
            named < MIN_LABELLED or named < LABELLED_SHARE * len(unit.listed)
        ):
            return None  # before its items are looked at
        unit = unit._replace(items=[_list_item(item) for item in unit.listed])
    labelled = [item for item in unit.items if item.label]
    enough = len(labelled) >= MIN_LABELLED and len(labelled) >= LABELLED_SHARE * len(unit.items)
    introduced = cue in ("strong", "weak") and (enough or unit.kind != "paragraphs")
    if not (enough or introduced):
        return None
    rule = f"key-points.labelled{'' if unit.kind == 'list' else '-' + unit.kind}"
    points = tuple(
        Point(item.label, _flat(item.rest)) if enough else Point(None, _flat(item.text))
        for item in unit.items
        if item.rest
    )
    if not points:
        return None
    rule = "key-points.cue" if introduced else rule
    return Group(index, _bare(intro), rule, points, unit.items[0].text, _refusal(unit, labelled, cue))


def _refusal(unit: _Unit, labelled: list[_Item], cue: str | None) -> str | None:
    if cue == "never":
        return "other-list"
    if sum(item.linked for item in unit.items) > LINKED_SHARE * sum(len(item.text) for item in unit.items):
        return "links"
    if labelled and cue is None and _are_annotated_links(labelled):
        return "annotated-links"
    return None if unit.kind == "list" else _refusal_of_loose(unit, labelled, cue)


def _refusal_of_loose(unit: _Unit, labelled: list[_Item], cue: str | None) -> str | None:
    """Return why items that stand in no list are no points; None if they are."""
    if len({item.label for item in labelled}) < DISTINCT_SHARE * len(labelled):
        return "repeated-labels"
    few = len(unit.items) < MIN_PLAIN_PARAGRAPHS
    if unit.kind == "run-together":
        return "too-few" if few and not unit.intro else None
    if cue is not None:
        return None
    if few and not all(item.bold for item in labelled):
        return "too-few"
    words = sum(_flat(item.rest).count(" ") + 1 for item in labelled)
    return "values" if words < MIN_WORDS * len(labelled) else None


def _are_annotated_links(labelled: list[_Item]) -> bool:
    """Tell whether every label is a link and what follows it is mostly no sentence."""
    sentences = sum(item.rest.endswith(_SENTENCE_ENDS) for item in labelled)
    return all(item.link >= len(item.label or "") for item in labelled) and 2 * sentences < len(labelled)


def _line_before(blocks: Sequence[Block], start: int) -> str | None:
    """Return the line that a unit follows: the last sentence of the paragraph before it."""
    if not start:
        return None
    before = blocks[start - 1]
    if before.type != "paragraph":
        return None
    text = before.text.rpartition("\n")[2]
    cut, first = 0, max(0, len(text) - MAX_INTRO_CHARS)
    for end in _SENTENCE_END.finditer(text, first):
        if end[0][0] in "。！？" or end.start() >= first + 3:
            cut = end.end()
    return text[cut:] or text


def _bare(intro: str | None) -> str | None:
    return (intro.strip().rstrip(":： ").strip() or None) if intro else None


# Units


def _units(blocks: Sequence[Block]) -> Iterator[_Unit]:
    run: list[_Item] = []
    for i, block in enumerate(blocks):
        telling = block if block.type == "paragraph" and _may_hold_points(block) else None
        lines = [] if telling is None else _lines(telling)
        if len(lines) == 1 and lines[0].label and not _is_run_together(lines[0]):
            run.append(lines[0])
            continue
        if len(run) >= MIN_LABELLED:
            yield _Unit("paragraphs", i - len(run), tuple(run))
        if run:
            run = []
        if block.type == "list":
            yield from _of_list(i, block.items)
        elif len(lines) >= MIN_LABELLED:
            items = _bulleted(lines)
            if items:
                yield _Unit("lines", i, items)
        elif telling is not None and _may_be_run_together(telling.text):
            yield from _run_together(i, telling.text)
    if len(run) >= MIN_LABELLED:
        yield _Unit("paragraphs", len(blocks) - len(run), tuple(run))


def _may_hold_points(block: Paragraph) -> bool:
    """Tell whether a paragraph shows any of the signs of points; most do not, and are looked at no further."""
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


def _is_run_together(line: _Item) -> bool:
    rest = line.rest
    if not (":" in rest or (not rest.isascii() and _holds_any(rest, _JOINING_SIGNS))):
        return False
    return _COLONS.search(rest) is not None and unglue(line.text) is not None


def _run_together(start: int, text: str) -> Iterator[_Unit]:
    """Yield the items that were run together in one paragraph, if any."""
    found = unglue(text)
    if found:
        items = tuple(_Item(text[p.start : p.stop], p.label, _flat(p.text), 0, 0, 0) for p in found.points)
        intro = text[slice(*found.intro)] if found.intro else None
        yield _Unit("run-together", start, items, intro=intro)


def _of_list(start: int, items: Sequence[ListItem]) -> Iterator[_Unit]:
    """Yield a list and those nested in it, in document order of their first items."""
    waiting: list[tuple[str | None, Sequence[ListItem]]] = [(None, items)]
    while waiting:
        intro, listed = waiting.pop()
        yield _Unit("list", start, (), listed, intro)
        waiting.extend((item.text or intro, item.items) for item in reversed(listed) if item.items)


def _list_item(item: ListItem) -> _Item:
    if not item.marks:
        label, rest = _parted(item, 0) if item.label else (None, _flat(item.text))
        return _Item(item.text, label, rest, 0, 0, 0)
    bold = bold_lead(item.text, _strong(item.marks))
    links = [m for m in item.marks if m.type == "link"]
    label, rest = _parted(item, bold) if item.label else (None, _flat(item.text))
    link = next((m.end for m in links if m.start == 0), 0)
    return _Item(item.text, label, rest, bold, sum(m.end - m.start for m in links), link)


def _parted(item: ListItem, bold: int) -> tuple[str | None, str]:
    """Return the item's label and what follows it."""
    parts = split_label(item.text, bold)
    if parts and item.label == parts[0]:
        return parts[0], _flat(parts[1])
    if item.label and item.text.startswith(item.label):
        rest = _flat(item.text[len(item.label) :].lstrip(" :：–—-\n"))
        return (item.label, rest) if rest else (None, _flat(item.text))
    return None, _flat(item.text)


def _lines(block: Paragraph) -> list[_Item]:
    """Return the lines of a paragraph as items; empty if none can be a point, as an only one without a label."""
    text = block.text
    broken = text.count("\n")
    if broken > MAX_LINES or not (broken or _may_lead(text) or _opens_bold(block.marks)):
        return []
    items: list[_Item] = []
    start = 0
    for line in text.split("\n"):
        stop = start + len(line)
        inside = [m for m in block.marks if m.start < stop and m.end > start] if block.marks else ()
        strong = [(max(s - start, 0), min(e, stop) - start) for s, e in _strong(inside)]
        bold = bold_lead(line, strong) if strong else 0
        bare = line[bullet.end() :] if (bullet := _BULLET.match(line)) else line
        parts = split_label(bare, max(0, bold - (len(line) - len(bare))))
        if parts is None and not broken:
            return []
        links = [(max(m.start, start) - start, min(m.end, stop) - start) for m in inside if m.type == "link"]
        label, rest = parts or (None, bare)
        link = next((end for first, end in links if first == 0), 0)
        items.append(_Item(line, label, rest.strip(), bold, sum(e - s for s, e in links), link))
        start = stop + 1
    return items


def _opens_bold(marks: Sequence[Mark]) -> bool:
    for mark in marks:
        if mark.start == 0 and mark.type == "strong":
            return True
    return False


def _may_lead(text: str) -> bool:
    head = text[: MAX_LABEL_CHARS + 4]
    return ":" in head or "–" in head or "—" in head or "：" in head or " - " in head


def _bulleted(lines: list[_Item]) -> tuple[_Item, ...] | None:
    """Return the lines that act as bullets: all of them when most are labelled or begin with a bullet."""
    if len(lines) < MIN_LABELLED:
        return None
    marked = sum(_is_marked(item) for item in lines)
    if marked < LABELLED_SHARE * len(lines):
        return None
    first = 0 if _is_marked(lines[0]) else 1
    return tuple(lines[first:])


def _is_marked(line: _Item) -> bool:
    return bool(line.label) or _BULLET.match(line.text) is not None


def _may_be_box(blocks: Sequence[Block]) -> bool:
    """Tell whether `_box` has any chance to find enough."""
    head = blocks[:MIN_CUED_PARAGRAPHS]
    return len(head) == MIN_CUED_PARAGRAPHS and all(
        b.type == "paragraph" and len(b.text) <= MAX_CUED_PARAGRAPH for b in head
    )


def _box(blocks: Sequence[Block]) -> list[str]:
    """Return the paragraphs at the start of a section that act as bullets: several, short, of one sentence each.

    When nothing else stands in the section they may be a little longer. Empty if there are too few.
    """
    texts = [b.text for b in takewhile(lambda b: b.type == "paragraph", blocks) if b.type == "paragraph"]
    single = list(takewhile(lambda t: len(t) <= MAX_CUED_SENTENCE and not _TWO_SENTENCES.search(t), texts))
    if len(single) < MIN_CUED_PARAGRAPHS and len(texts) == len(blocks):
        single = texts if all(len(t) <= MAX_CUED_PARAGRAPH and "\n" not in t for t in texts) else []
    return single if MIN_CUED_PARAGRAPHS <= len(single) <= MAX_CUED_PARAGRAPHS else []


def _strong(marks: Sequence[Mark]) -> list[tuple[int, int]]:
    return [(m.start, m.end) for m in marks if m.type == "strong"]


def _flat(text: str) -> str:
    return " ".join(text.split())
