"""Which lists, lines and paragraphs are groups of key points."""

from __future__ import annotations

import re

import pytest

from tearsheet.parsing.labels import bold_lead, split_label
from tearsheet.structure.drafts import (
    BlockDraft,
    ItemDraft,
    ListDraft,
    MarkDraft,
    ParagraphDraft,
    SectionDraft,
)
from tearsheet.structure.key_points.groups import point_groups

_INLINE = re.compile(r"\*\*(.+?)\*\*|\[(.+?)\]")


def inline(text: str) -> tuple[str, tuple[MarkDraft, ...]]:
    """Read ``**bold**`` and ``[link]``."""
    plain, marks, at = "", [], 0
    for found in _INLINE.finditer(text):
        plain += text[at : found.start()]
        words = found[1] or found[2]
        marks.append(MarkDraft("strong" if found[1] else "link", len(plain), len(plain) + len(words), None))
        plain += words
        at = found.end()
    return plain + text[at:], tuple(marks)


def item(text: str, *nested: str, labelled: bool = True) -> ItemDraft:
    plain, marks = inline(text)
    parts = split_label(plain, bold_lead(plain, [(m.start, m.end) for m in marks if m.type == "strong"]))
    label = parts[0] if parts and labelled else None
    return ItemDraft((), plain, marks, label, None, [item(n) for n in nested])


def bullets(*texts: str) -> ListDraft:
    return ListDraft((), ordered=False, items=[item(t) for t in texts])


def paragraph(text: str) -> ParagraphDraft:
    plain, marks = inline(text)
    return ParagraphDraft((), plain, marks)


def section(heading: str | None, *blocks: BlockDraft) -> SectionDraft:
    return SectionDraft((), heading, 1 if heading else 0, None, blocks)


LABELLED = ("**Heat**: dries the air", "**Cold**: slows the leak")
SHOWN = [
    ("cue", section("Key takeaways", bullets("Water boils.", "Ice melts.")), "Key takeaways", 2, "cue"),
    (
        "cue line",
        section(None, paragraph("In short, the key points:"), bullets("Water boils.", "Ice melts.")),
        "In short, the key points",
        2,
        "cue",
    ),
    ("labelled list", section("Weather", bullets(*LABELLED)), "Weather", 2, "labelled"),
    (
        "line with a colon introduces",
        section("Weather", paragraph("Two things matter here:"), bullets(*LABELLED)),
        "Two things matter here",
        2,
        "labelled",
    ),
    (
        "bold paragraphs",
        section(
            "Tools",
            paragraph("**Saw.** It cuts the long boards."),
            paragraph("**Plane.** It takes off the rest."),
        ),
        "Tools",
        2,
        "labelled-paragraphs",
    ),
    (
        "labelled lines",
        section("Saw", paragraph("**Good:** cuts fast and clean\n**Bad:** loud and rather heavy")),
        "Saw",
        2,
        "labelled-lines",
    ),
    (
        "bullets in a paragraph",
        section("At a glance", paragraph("• Water boils.\n• Ice melts.\n• Steam rises.")),
        "At a glance",
        3,
        "cue",
    ),
    (
        "box of paragraphs",
        section(
            "Highlights of the report: key points",
            *(paragraph(t) for t in ("Sales rose.", "Costs fell.", "Staff grew.")),
        ),
        "Highlights of the report: key points",
        3,
        "cue",
    ),
    (
        "nested list",
        section(
            "Kit",
            ListDraft((), ordered=False, items=[item("Reading", "bs: parses pages", "req: fetches pages")]),
        ),
        "Reading",
        2,
        "labelled",
    ),
]


@pytest.mark.parametrize(
    ("given", "intro", "count", "rule"), [s[1:] for s in SHOWN], ids=[s[0] for s in SHOWN]
)
def test_groups_that_are_shown(given: SectionDraft, intro: str, count: int, rule: str) -> None:
    (group,) = point_groups([given])
    assert (group.rejected, group.intro, len(group.points), group.rule) == (
        None,
        intro,
        count,
        f"key-points.{rule}",
    )


REFUSED = [
    ("links", section("Weather", bullets("[Heat: a long guide]", "[Cold: a long guide]")), "links"),
    ("contents", section("Contents", bullets("Part one: heat", "Part two: cold")), "other-list"),
    (
        "annotated links",
        section("Elsewhere", bullets("[My blog]: posts about boats", "[My films]: an hour at sea")),
        "annotated-links",
    ),
    (
        "interview",
        section(
            None,
            *(paragraph(f"**{who}:** We went out to sea again {n}.") for n in range(3) for who in ("Q", "A")),
        ),
        "repeated-labels",
    ),
    (
        "values",
        section(
            "Boat", paragraph("**Length:** 12 m"), paragraph("**Beam:** 4 m"), paragraph("**Draft:** 2 m")
        ),
        "values",
    ),
    (
        "two sentences with a colon",
        section(None, paragraph("He said: go away now, please."), paragraph("She said: no.")),
        "too-few",
    ),
]


@pytest.mark.parametrize(("given", "reason"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_groups_that_are_refused(given: SectionDraft, reason: str) -> None:
    assert [g.rejected for g in point_groups([given])] == [reason]


NONE = [
    section("Weather", bullets("Heat dries the air", "Cold slows the leak")),
    section("Weather", bullets("Heat: dries the air", "Cold", "Rain", "Snow")),
    section("Summary", paragraph("It rained."), paragraph("Then it stopped."), paragraph("We left.")),
    section("Key takeaways", paragraph("It rained all day."), paragraph("Then it stopped.")),
    section(None, paragraph("One line only.")),
    section("Empty"),
]


@pytest.mark.parametrize("given", NONE)
def test_what_is_no_group(given: SectionDraft) -> None:
    assert point_groups([given]) == ()


def test_labels_count_only_when_most_items_have_one() -> None:
    given = section("Key takeaways", bullets("**Boats** are slow", "Sails tear", "Ropes rot"))
    (group,) = point_groups([given])
    assert [(p.label, p.text) for p in group.points] == [
        (None, "Boats are slow"),
        (None, "Sails tear"),
        (None, "Ropes rot"),
    ]


def test_a_cue_reaches_only_the_first_list() -> None:
    given = section(
        "Key points", bullets("Water boils.", "Ice melts."), paragraph("Also."), bullets("One", "Two")
    )
    assert [len(g.points) for g in point_groups([given])] == [2]


def test_groups_know_their_sections() -> None:
    groups = point_groups(
        [section(None), section("Heat", bullets(*LABELLED)), section("Cold", bullets(*LABELLED))]
    )
    assert [(g.section, g.intro) for g in groups] == [(1, "Heat"), (2, "Cold")]
