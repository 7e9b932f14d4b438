"""Groups of points: lists and runs of paragraphs that are introduced as key points, or whose items have labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from tearsheet.parsing.cues import cue_of
from tearsheet.structure.drafts import BlockDraft, ParagraphDraft, SectionDraft, Sources
from tearsheet.structure.key_points.units import (
    BULLET,
    LABELLED_SHARE,
    MIN_LABELLED,
    Item,
    Unit,
    flat,
    list_item,
    units_of,
)

MIN_PLAIN_PARAGRAPHS = 3
"""Fewest paragraphs whose labels only have a colon, or points in one line without an introduction; with bold labels, two
are enough."""
LINKED_SHARE = 0.8
"""Share of a list's characters in links from which it is a list of links."""
MAX_INTRO_CHARS = 300
"""Characters before a group that are searched for the sentence that introduces it."""
MIN_CUED_PARAGRAPHS = 3
"""Fewest paragraphs that are points under a cue; two are prose."""
MAX_CUED_PARAGRAPH = 280
"""Longest paragraph, in characters, that is a point in a box of paragraphs under a cue."""
MAX_CUED_SENTENCE = 200
"""The same if other paragraphs follow the box; each point is then one sentence."""
MAX_CUED_PARAGRAPHS = 8
"""Most such paragraphs; more are ordinary text."""
DISTINCT_SHARE = 0.7
"""Least share of distinct labels in a group; the names of speakers in an interview repeat."""
MIN_WORDS = 4
"""Fewest words after the label, on average, of paragraphs that are points; fewer are values of a grid."""
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", ".”", ".)", "।", "؟")
_SENTENCE_END = re.compile(r"[.!?…](?<=\w{3}.)['\"”’)]?\s+(?=[^\Wa-z_])|[。！？](?=\S)")
_TWO_SENTENCES = re.compile(r"[.!?…]['\"”’)]?\s+\S|[。！？]\S|\n")


class Point(NamedTuple):
    """One point of a group."""

    label: str | None
    """Its label, without colon or dash."""
    text: str
    """The rest, with white space collapsed."""
    sources: Sources
    """The page blocks that show it."""


class Group(NamedTuple):
    """Points that belong together."""

    section: int
    """Index of the section that contains them."""
    intro: str | None
    """The heading or line that introduces them, without its colon; None if there is none."""
    rule: str
    """``key-points.cue``, ``key-points.labelled`` (a list), ``key-points.labelled-lines``, ``-paragraphs`` or
    ``-run-together``."""
    points: tuple[Point, ...]
    """The points, in order; never empty."""
    raw: str
    """The original text of the first item."""
    sources: Sources
    """The page blocks that show the first item that has a text of its own."""
    rejected: str | None
    """A stable code for why these are not key points; None if they are."""


def point_groups(sections: Sequence[SectionDraft]) -> tuple[Group, ...]:
    """Return the groups of points in document order, including rejected ones; empty if there are none.

    A group is a list, the lines of a paragraph, or a run of paragraphs. It consists of key points if a cue introduces it
    ('Key takeaways') or if most of its items begin with a label. Lists of links, tables of contents and interviews are
    rejected. Source: reasoning; publishers' templates for such boxes.
    """
    groups: list[Group] = []
    for index, section in enumerate(sections):
        if section.blocks:
            groups.extend(_of_section(index, section))
    return tuple(groups)


def _of_section(index: int, section: SectionDraft) -> list[Group]:
    groups: list[Group] = []
    units = units_of(section.blocks)
    if not units and not _may_be_box(section.blocks):
        return groups
    cue = cue_of(section.heading) if section.heading else None
    first = True
    for unit in units:
        line = unit.intro or _line_before(section.blocks, unit.start)
        line_cue = cue_of(line) if line else None
        introduces = line is not None and (unit.intro or line_cue or line.rstrip().endswith((":", "：")))
        group = _group(
            index, unit, line if introduces else section.heading, line_cue or (cue if first else None)
        )
        if group:
            groups.append(group)
            first = first and cue == "never"
    box = _box(section.blocks) if cue == "strong" and first else []
    if box:
        points = tuple(Point(None, flat(BULLET.sub("", p.text, count=1)), p.sources) for p in box)
        intro = _bare(section.heading)
        groups.append(Group(index, intro, "key-points.cue", points, box[0].text, box[0].sources, None))
    return groups


def _group(index: int, unit: Unit, intro: str | None, cue: str | None) -> Group | None:
    """Return the group for a unit; None if it is neither introduced nor labelled."""
    if unit.listed:
        named = sum([item.label is not None for item in unit.listed])
        if cue not in ("strong", "weak") and (
            named < MIN_LABELLED or named < LABELLED_SHARE * len(unit.listed)
        ):
            return None  # decided without reading its items
        unit = Unit(unit.kind, unit.start, [list_item(item) for item in unit.listed])
    labelled = [item for item in unit.items if item.label]
    enough = len(labelled) >= MIN_LABELLED and len(labelled) >= LABELLED_SHARE * len(unit.items)
    introduced = cue in ("strong", "weak") and (enough or unit.kind != "paragraphs")
    if not (enough or introduced):
        return None
    rule = f"key-points.labelled{'' if unit.kind == 'list' else '-' + unit.kind}"
    points = tuple(
        Point(item.label, flat(item.rest), item.sources)
        if enough
        else Point(None, flat(item.text), item.sources)
        for item in unit.items
        if item.rest
    )
    if not points:
        return None
    rule = "key-points.cue" if introduced else rule
    first = unit.items[0]
    sources = first.sources or next((item.sources for item in unit.items if item.sources), ())
    refusal = _refusal(unit, labelled, cue)
    return Group(index, _bare(intro), rule, points, first.text, sources, refusal)


def _refusal(unit: Unit, labelled: list[Item], cue: str | None) -> str | None:
    if cue == "never":
        return "other-list"
    if sum(item.linked for item in unit.items) > LINKED_SHARE * sum(len(item.text) for item in unit.items):
        return "links"
    if labelled and cue is None and _are_annotated_links(labelled):
        return "annotated-links"
    return None if unit.kind == "list" else _refusal_of_loose(unit, labelled, cue)


def _refusal_of_loose(unit: Unit, labelled: list[Item], cue: str | None) -> str | None:
    """Return a code for why items outside a list are not points; None if they are."""
    if len({item.label for item in labelled}) < DISTINCT_SHARE * len(labelled):
        return "repeated-labels"
    few = len(unit.items) < MIN_PLAIN_PARAGRAPHS
    if unit.kind == "run-together":
        return "too-few" if few and not unit.intro else None
    if cue is not None:
        return None
    if few and not all(item.bold for item in labelled):
        return "too-few"
    words = sum(flat(item.rest).count(" ") + 1 for item in labelled)
    return "values" if words < MIN_WORDS * len(labelled) else None


def _are_annotated_links(labelled: list[Item]) -> bool:
    """Return whether every label is a link, and most of the texts after them are not sentences."""
    sentences = sum(item.rest.endswith(_SENTENCE_ENDS) for item in labelled)
    return all(item.link >= len(item.label or "") for item in labelled) and 2 * sentences < len(labelled)


def _line_before(blocks: Sequence[BlockDraft], start: int) -> str | None:
    """Return the line before a unit, which is the last sentence of the previous paragraph; None if there is none."""
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


def _may_be_box(blocks: Sequence[BlockDraft]) -> bool:
    """Return, by a cheap check, whether `_box` may find enough paragraphs."""
    if len(blocks) < MIN_CUED_PARAGRAPHS:
        return False
    for block in blocks[:MIN_CUED_PARAGRAPHS]:
        if block.type != "paragraph" or len(block.text) > MAX_CUED_PARAGRAPH:
            return False
    return True


def _box(blocks: Sequence[BlockDraft]) -> list[ParagraphDraft]:
    """Return the paragraphs at the start of a section that are points: several short ones, with one sentence each.

    If the section has no other content, they may be longer. Empty if there are too few.
    """
    opening = [b for b in takewhile(lambda b: b.type == "paragraph", blocks) if b.type == "paragraph"]
    single = list(takewhile(_is_sentence, opening))
    if len(single) < MIN_CUED_PARAGRAPHS and len(opening) == len(blocks):
        short = all(len(p.text) <= MAX_CUED_PARAGRAPH and "\n" not in p.text for p in opening)
        single = opening if short else []
    return single if MIN_CUED_PARAGRAPHS <= len(single) <= MAX_CUED_PARAGRAPHS else []


def _is_sentence(block: ParagraphDraft) -> bool:
    return len(block.text) <= MAX_CUED_SENTENCE and not _TWO_SENTENCES.search(block.text)
