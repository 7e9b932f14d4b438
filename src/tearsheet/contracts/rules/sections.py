"""Rules for the sections: how many, how long, how nested, and what their headings are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pydantic import Field

from tearsheet.contracts.rule import Check, Pattern, Problem, Settings, cut, prepared_rule, rule
from tearsheet.contracts.rules.ranges import RangeSettings, ShareSettings
from tearsheet.contracts.view import View, fold


class RequiredSettings(Settings):
    """Headings that must be there."""

    headings: tuple[Pattern, ...] = Field(min_length=1)
    """Regular expressions (Python's ``re``, without regard to case); some heading must match each of them."""


class RepeatSettings(Settings):
    """From which length on a repeated text counts."""

    min_words: int = Field(default=8, ge=1)
    """Minimum length in words of a text that may not repeat; signatures, captions and refrains may."""


class HeadingLengthSettings(RangeSettings):
    """Length of each heading in characters."""

    min: int | None = Field(default=2, ge=0)
    """Minimum number of characters; None for no lower limit."""
    max: int | None = Field(default=160, ge=0)
    """Maximum number of characters; None for no upper limit."""


@rule("sections.count", RangeSettings)
def sections_count(view: View, settings: RangeSettings) -> Iterator[Problem]:
    """The number of sections, including the lead, is in the range.

    If headings become styled paragraphs, an article of nine sections becomes one of a single section, and every other field still looks right.
    """
    if said := settings.says(len(view.article.sections), "sections"):
        yield Problem("sections", said, len(view.article.sections))


@rule("sections.words", RangeSettings)
def sections_words(view: View, settings: RangeSettings) -> Iterator[Problem]:
    """The number of words in each section with a heading is in the range; sections with only subsections pass.

    A very short section is often a caption or a box that was read as one; a very long one contains sections whose headings were missed.
    """
    for index, (section, words) in enumerate(zip(view.article.sections, view.section_words, strict=True)):
        if section.heading is None or (words == 0 and index in view.parents):
            continue
        if said := settings.says(words, "words"):
            yield Problem(f"sections[{index}]", f"section {cut(section.heading, 40)!r} has {said}", words)


@rule("sections.depth", RangeSettings)
def sections_depth(view: View, settings: RangeSettings) -> Iterator[Problem]:
    """The deepest heading's level is in the range; 0 without headings.

    Sites use one or two levels of headings; a sudden depth of five is a menu or a comment thread.
    """
    depth = max((section.level for section in view.article.sections), default=0)
    if said := settings.says(depth, "levels"):
        yield Problem("sections", f"headings on {said}", depth)


@rule("sections.not-empty", Settings)
def sections_not_empty(view: View, _settings: Settings) -> Iterator[Problem]:
    """Each section has blocks of its own or subsections.

    A heading without text belongs to a box that was left out (a player, a form, a list of links), or its text was lost.
    """
    for index, section in enumerate(view.article.sections):
        if not section.blocks and index not in view.parents:
            yield Problem(f"sections[{index}]", "section is empty", cut(section.heading or ""))


@rule("sections.not-repeated", RepeatSettings)
def sections_not_repeated(view: View, settings: RepeatSettings) -> Iterator[Problem]:
    """No section has the same text as an earlier one.

    A page made for both phone and desktop can contain its article twice; both copies pass every other rule.
    """
    seen: dict[str, int] = {}
    for index, text in enumerate(view.section_texts):
        if view.section_words[index] < settings.min_words:
            continue
        first = seen.setdefault(text, index)
        if first != index:
            yield Problem(f"sections[{index}]", f"same text as sections[{first}]", cut(text))


@prepared_rule("headings.required", RequiredSettings)
def headings_required(settings: RequiredSettings) -> Check:
    """Each of the patterns matches a heading.

    Recipes have ingredients, papers a conclusion, reviews a verdict: a fixed form has fixed headings.
    """
    patterns = [re.compile(pattern, re.IGNORECASE) for pattern in settings.headings]

    def check(view: View) -> Iterable[Problem]:
        headings = [section.heading for section in view.article.sections if section.heading]
        for pattern in patterns:
            if not any(map(pattern.search, headings)):
                yield Problem("sections", f"no heading matches {pattern.pattern!r}")

    return check


@rule("headings.level-gaps", Settings)
def headings_level_gaps(view: View, _settings: Settings) -> Iterator[Problem]:
    """No heading is more than one level below the heading before it.

    Tables of contents and screen readers rely on this. `tearsheet.parse` leaves no gaps, so a gap means that another program wrote or changed the article. Sections without a heading do not count.
    """
    level = 0
    for index, section in enumerate(view.article.sections):
        if section.heading is None:
            continue
        if section.level > level + 1:
            message = f"level {section.level} follows level {level}"
            yield Problem(f"sections[{index}].level", message, section.level)
        level = section.level


@rule("headings.length", HeadingLengthSettings)
def headings_length(view: View, settings: HeadingLengthSettings) -> Iterator[Problem]:
    """Each heading's length in characters is in the range.

    A heading of three hundred characters is a paragraph in bold.
    """
    for index, section in enumerate(view.article.sections):
        if section.heading is not None and (said := settings.says(len(section.heading), "characters")):
            yield Problem(f"sections[{index}].heading", f"heading has {said}", cut(section.heading))


@rule("headings.unique", Settings)
def headings_unique(view: View, _settings: Settings) -> Iterator[Problem]:
    """No two headings under the same parent are the same.

    A repeated heading is a repeated part of the page: a sticky title, a table of contents, a copy for phones.
    """
    seen: dict[tuple[int | None, str], int] = {}
    for index, section in enumerate(view.article.sections):
        if section.heading is not None:
            first = seen.setdefault((section.parent, fold(section.heading)), index)
            if first != index:
                yield Problem(
                    f"sections[{index}].heading", f"same heading as sections[{first}]", section.heading
                )


@rule("headings.has-text", Settings, severity="note")
def headings_has_text(view: View, _settings: Settings) -> Iterator[Problem]:
    """Each heading contains a letter or a digit.

    Rows of dots, asterisks or dashes are separators, not headings.
    """
    for index, section in enumerate(view.article.sections):
        if section.heading is not None and not any(map(str.isalnum, section.heading)):
            yield Problem(f"sections[{index}].heading", "heading has no letter or digit", section.heading)


@rule("lead.words", RangeSettings)
def lead_words(view: View, settings: RangeSettings) -> Iterator[Problem]:
    """The number of words in the lead, before any heading, is in the range; 0 if there is no lead.

    The first paragraph is the one most often lost in extraction, because it is frequently in a separate box.
    """
    sections = view.article.sections
    words = view.section_words[0] if sections and sections[0].heading is None else 0
    if said := settings.says(words, "words"):
        yield Problem("sections[0]", f"lead has {said}", words)


@rule("lead.share", ShareSettings)
def lead_share(view: View, settings: ShareSettings) -> Iterator[Problem]:
    """The lead's share of the body's words is in the range; a body without words passes.

    On a site whose articles have sections, a lead that contains nearly everything means that the headings were lost, even if one or two remain.
    """
    sections = view.article.sections
    if not view.words:
        return
    share = view.section_words[0] / view.words if sections[0].heading is None else 0.0
    if said := settings.says(share, "of the words are in the lead"):
        yield Problem("sections[0]", said, round(share, 3))
