"""Visible dates: in lines and ``time`` elements near the headline and below the body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tearsheet.body.selection import BodySelection
from tearsheet.fields.date_attributes import WEAK_PART, attribute_marks, refusal, role_by_tokens
from tearsheet.fields.date_labels import is_other_date, role_by_label
from tearsheet.fields.date_lines import MAX_LINE, dated_lines, may_hold_time
from tearsheet.fields.date_types import DateContext, DateMention
from tearsheet.fields.teasers import belongs_to_teaser
from tearsheet.page import Page, TextBlock
from tearsheet.parsing.dates import find_dates, parse_date
from tearsheet.parsing.datescan import may_name_year
from tearsheet.parsing.days import ParsedDate
from tearsheet.ranking.candidates import SourceRef
from tearsheet.vocab import load

BEFORE: Final = 8
"""Number of blocks above the headline that are searched. Source: reasoning (kicker, category, date line)."""

AFTER: Final = 14
"""Most blocks below the headline that are searched. Source: reasoning (subtitle, byline, share buttons)."""

BELOW: Final = 8
"""Number of blocks below the body that are searched. Source: reasoning (a footer of the article)."""

MAX_LONG_LINE: Final = 420
"""Characters of a line in which words are counted; enough to recognise running text."""

MAX_WORDS: Final = 18
"""Most words besides the date in a date line; with more, it is running text. Source: reasoning."""

_LEGAL: Final = tuple(load("dates")["legal"])
"""Words of legal lines: copyright, and the registration of a newspaper."""
MAX_BODY_WORDS: Final = 2
"""The same for a line of the body, where dates mostly belong to the story. For each date, six more words are allowed, for
a label, a weekday and an author's name."""

MAX_FOUND: Final = 12
"""Most dates that are found in a search of the whole page. Source: reasoning."""

_WORD: Final = re.compile(r"[^\W\d_]+")
SHORT_LINE: Final = 40
"""Longest line, in characters, that may show a date which only an attribute has in full. Source: reasoning."""


class _Zone(NamedTuple):
    name: str
    first: int  # index of the first block
    stop: int  # index after the last block
    in_body: bool = False  # whether its blocks were kept as part of the body


def shown_marks(page: Page, selection: BodySelection, habits: DateContext) -> list[DateMention]:
    """Return the visible dates near the article, those near the headline first, then those below the body.

    The rule names the place: ``shown-headline``, ``shown-dateline`` (at the start of running text), ``shown-end``.
    """
    head = selection.headline if selection.headline >= 0 else _first_heading(page)
    anchor = page.blocks[head if head >= 0 else max(selection.first, 0)].node if page.blocks else 0
    stated = _stated_marks(page, anchor, habits)
    if stated:
        return _known_updates(stated)
    found: list[DateMention] = []
    every = habits.now is not None
    for zone in _zones(page, selection, head):
        stop = zone.stop if zone.name == "end" else min(zone.stop, _start_of_body(selection, zone.stop))
        while (
            stop < zone.stop and len(page.blocks[stop].text) <= SHORT_LINE
        ):  # such as 'a while ago', kept as body
            stop += 1
        found += attribute_marks(page, range(zone.first, stop), anchor, habits, zone.name)
        for index in dated_lines(page, range(zone.first, zone.stop), head, every=every):
            place = zone._replace(in_body=True) if index in selection.kept else zone
            marks = list(_block_mentions(page, index, place, anchor, habits))
            if not any(m.date.precision not in ("month", "year") for m in marks):
                marks += _badge_marks(page, index, place, anchor, habits)
            found += _of_article(page, selection, index, marks)
    return _known_updates(_with_roles(found))


def _with_roles(marks: list[DateMention]) -> list[DateMention]:
    """Return the dates with roles of dates in attributes taken from visible text with the same day."""
    roles = {m.date.day: m.role for m in marks if m.role != "unknown"}
    if not roles:
        return marks
    return [
        m._replace(role=roles.get(m.date.day, m.role))
        if m.rule == "shown-attribute" and m.role == "unknown"
        else m
        for m in marks
    ]


def _start_of_body(selection: BodySelection, otherwise: int) -> int:
    """Return the index of the first block of the body below the headline."""
    return next((index for index in selection.kept if index > selection.headline), otherwise)


def _of_article(
    page: Page, selection: BodySelection, index: int, marks: list[DateMention]
) -> Iterator[DateMention]:
    """Yield the dates of a line; below the body, those of teasers are rejected unless labelled as publication."""
    teaser = (
        bool(marks)
        and index > selection.last > selection.headline
        and belongs_to_teaser(page, selection.last, index)
    )
    for mark in marks:
        refused = teaser and mark.refused is None and mark.role != "published"
        yield mark._replace(refused="related") if refused else mark


def _badge_marks(
    page: Page, index: int, zone: _Zone, anchor: int, habits: DateContext
) -> Iterator[DateMention]:
    """Yield the date of a calendar badge with day, month and year as separate blocks; ``index`` is the one of the year."""
    block = page.blocks[index]
    if page.is_text or len(block.text) > MAX_BADGE or not may_name_year(block.text, MAX_BADGE):
        return
    nodes, node = page.nodes, block.node
    for _ in range(_BADGE_CLIMB):
        node = nodes.parents[node]
        if node <= 0 or nodes.ends[node] - node > _BADGE_NODES:
            return
        parts = [
            other.text
            for other in page.blocks[max(0, index - 2) : index + 3]
            if node <= other.node < nodes.ends[node]
        ]
        text = " ".join(parts)
        dates = find_dates(text, language=habits.language) if len(text) <= 2 * MAX_BADGE else ()
        if len(dates) == 1 and dates[0].precision == "day":
            refused = refusal(page, node, anchor)
            role = role_by_label(page, index, (0, 0)) or role_by_tokens(page, node)
            place = SourceRef(node)
            why = (WEAK_PART if zone.name == "end" else None) if refused == "weak" else refused
            yield DateMention(
                role, dates[0], "html", f"shown-{zone.name}", place, why, beside=refused is None
            )
            return


_OTHER: Final = "other-date"
"""Reason of the date of a birth, an event or a deadline."""
MAX_BADGE: Final = 14
"""Longest block of a calendar badge in characters. Source: reasoning."""
_BADGE_CLIMB, _BADGE_NODES = 3, 10
"""Number of ancestors of such a block that are tried, and the most elements inside one."""


def _stated_marks(page: Page, anchor: int, habits: DateContext) -> list[DateMention]:
    """Return the dates in the meta lines of a text; empty if there are none, and for HTML."""
    spots = (
        [fact.start for fact in page.text_facts.of("date") if fact.rejected is None]
        if page.text_facts
        else []
    )
    found: list[DateMention] = []
    for index, block in enumerate(page.blocks if spots else ()):
        if any(block.start <= spot < block.stop for spot in spots):
            found += _block_mentions(page, index, _Zone("headline", index, index + 1), anchor, habits)
    return found


def _known_updates(marks: list[DateMention]) -> list[DateMention]:
    """Return the dates; a role ``modified`` from a class such as ``updated`` is only kept if there is another date.

    hAtom uses that class for any date.
    """
    if any(m.role != "modified" for m in marks):
        return [m._replace(rule=m.rule[:-1]) if m.rule.endswith("?") else m for m in marks]
    return [m._replace(role="unknown", rule=m.rule[:-1]) if m.rule.endswith("?") else m for m in marks]


def labelled_marks(page: Page, selection: BodySelection, habits: DateContext) -> list[DateMention]:
    """Return the dates with a label of publication, or in a byline, anywhere on the page, in document order.

    A last resort for pages that declare no date and show none near the headline.
    """
    head = selection.headline if selection.headline >= 0 else _first_heading(page)
    anchor = page.blocks[max(head, 0)].node if page.blocks else 0
    zone = _Zone("anywhere", 0, len(page.blocks))
    found: list[DateMention] = []
    for index in range(
        max(0, min(head, selection.first) if selection.first >= 0 else head), len(page.blocks)
    ):
        text = page.blocks[index].text
        if len(text) <= MAX_LINE and may_name_year(text, MAX_LINE):
            marks = _of_article(
                page, selection, index, list(_block_mentions(page, index, zone, anchor, habits))
            )
            found += [m for m in marks if m.refused is None]
            if len(found) > MAX_FOUND:
                break
    return [m for m in found if m.role == "published"] or [m for m in found if m.role == "unknown"][:1]


def _zones(page: Page, selection: BodySelection, head: int) -> Iterator[_Zone]:
    total = len(page.blocks)
    if head >= 0:
        yield _Zone("headline", max(0, head - BEFORE), min(total, head + 1 + AFTER))
    elif selection.first >= 0:
        yield _Zone("headline", max(0, selection.first - BEFORE), min(total, selection.first + 2))
    if (
        selection.first > head + 1 + AFTER
    ):  # headline and body are far apart, so the byline may be right above the body
        yield _Zone(
            "headline", max(head + 1 + AFTER, selection.first - BEFORE // 2), min(total, selection.first + 1)
        )
    if selection.last >= 0:
        first = max(selection.last, head + 1 + AFTER)
        yield _Zone("end", min(first, total), min(total, first + 1 + BELOW))


def _first_heading(page: Page) -> int:
    """Return the index of the first block that is a top-level heading; -1 if there is none."""
    tags = page.nodes.tags
    return next(
        (i for i, block in enumerate(page.blocks) if block.kind == "heading" and tags[block.node] == "h1"), -1
    )


def _block_mentions(
    page: Page, index: int, zone: _Zone, anchor: int, habits: DateContext
) -> Iterator[DateMention]:
    block = page.blocks[index]
    times = page.by_tag("time")
    times = _times_in(page, block) if times and may_hold_time(page.nodes, times, block.node) else []
    text = block.text[:MAX_LINE]
    dates: tuple[ParsedDate, ...] = ()
    if habits.now is not None or may_name_year(text, MAX_LINE):
        dates = find_dates(text, language=habits.language, now=habits.now)
    if not dates and not times:
        return
    standing = _standing(page, block, zone, anchor, dates)
    lowered = text.lower()
    rule = f"shown-{standing.zone}"
    declared = [(node, date) for node in times if (date := _declared(page, node, habits)) is not None]
    for date in dates:
        role = role_by_label(page, index, date.span)
        time = next((t for t in declared if abs((t[1].day - date.day).days) <= 1), None)
        if time is not None:
            declared.remove(time)
        node = block.node if time is None else time[0]
        best = (
            time[1] if time is not None and time[1].day == date.day and time[1].precision != "day" else date
        )
        place = _place(page, block, node, None if best is date else "datetime", date.span)
        by_class = role_by_tokens(page, node)
        mark = DateMention(role or by_class, best, "text" if page.is_text else "html", rule, place)
        if role is None and by_class == "modified":
            mark = mark._replace(rule=f"{rule}?")
        yield _judged(
            mark,
            standing,
            _OTHER if is_other_date(page, index, date.span) else _line_of(lowered, date.span),
            in_body=zone.in_body and time is None,
            labelled=role is not None,
        )
    if not dates and declared:
        label = role_by_label(page, index, (len(block.text), len(block.text)))
        for node, date in declared:
            yield DateMention(
                label or role_by_tokens(page, node),
                date,
                "html",
                rule,
                SourceRef(node, "datetime"),
                standing.refused,
                standing.beside,
            )


def _line_of(text: str, span: tuple[int, int]) -> str:
    """Return the line with the span, of a text that may have several lines."""
    stop = text.find("\n", span[1])
    return text[text.rfind("\n", 0, span[0]) + 1 : stop if stop >= 0 else len(text)]


def _judged(
    mark: DateMention, standing: LineContext, own: str, *, in_body: bool, labelled: bool
) -> DateMention:
    """Return the mention of a visible date with role and rejection according to its line."""
    refused = standing.refused
    if own == _OTHER:
        refused = _OTHER
    elif any(word in own for word in _LEGAL):
        refused = "copyright"
    elif refused == "running-text" and labelled and not in_body:
        refused = None
    elif mark.date.precision in ("month", "year"):
        refused = refused or "imprecise"
    beside = standing.beside and (labelled or not in_body)
    rule = mark.rule
    if in_body and not labelled and standing.zone == "headline":
        rule = "shown-body"
    return mark._replace(refused=refused, beside=beside, rule=rule)


class LineContext(NamedTuple):
    """The evidence from the position of a line for the dates in it."""

    zone: str
    refused: str | None
    beside: bool


def _standing(
    page: Page, block: TextBlock, zone: _Zone, anchor: int, dates: tuple[ParsedDate, ...]
) -> LineContext:
    """Return the context of a line with dates: its zone, why its dates are rejected, and whether it is a date line."""
    refused = "caption" if block.kind == "caption" else refusal(page, block.node, anchor)
    limit = MAX_BODY_WORDS if zone.in_body else MAX_WORDS
    beside = not dates or len(_WORD.findall(block.text[:MAX_LONG_LINE])) <= limit + 6 * len(dates)
    if refused == "weak":
        refused = None if zone.name == "headline" else WEAK_PART
        return LineContext(zone.name, refused, beside=False)
    if not beside and refused is None:
        if zone.name == "headline" and _opens_line(block.text, dates[0].span):
            return LineContext("dateline", None, beside=False)
        refused = "running-text"
    return LineContext(zone.name, refused, beside)


_CITY: Final = re.compile(r"[^\W\d_][^\d\n]{1,28}[,(]\s?\(?$")
_AFTER_DATELINE: Final = re.compile(r"\s?[).:–—-]")


def _opens_line(text: str, span: tuple[int, int]) -> bool:
    """Return whether a line begins with a date or dateline: '(3 May 2024) The council …', 'Lockton (3 May 2024) – The …'."""
    if span[0] <= _OPENING:
        return True
    before = text[: span[0]] if span[0] <= MAX_BADGE * 3 else ""
    return before.count(" ") <= _OPENING and bool(
        _CITY.match(before) and _AFTER_DATELINE.match(text, span[1])
    )


_OPENING: Final = 2
"""Most characters before a date at the start of a line, and most spaces in the name of a place."""


def _place(
    page: Page, block: TextBlock, node: int, attribute: str | None, span: tuple[int, int]
) -> SourceRef:
    if page.is_text:
        return SourceRef(node, span=(block.start + span[0], block.start + span[1]))
    return SourceRef(node, attribute)


def _declared(page: Page, node: int, habits: DateContext) -> ParsedDate | None:
    """Return the date in the ``datetime`` of a ``time`` element; None if there is none."""
    value = page.nodes.attrs[node].get("datetime")
    return parse_date(value, language=habits.language) if value else None


def _times_in(page: Page, block: TextBlock) -> list[int]:
    """Return the ``time`` elements with text of a block, in order."""
    tags, parents = page.nodes.tags, page.nodes.parents
    found: dict[int, None] = {}
    for owner, _ in page.pieces[block.start : block.stop]:
        node = owner
        for _step in range(3):
            if node < 0:
                break
            if tags[node] == "time":
                found[node] = None
                break
            node = parents[node]
    return list(found)
