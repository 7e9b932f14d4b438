"""The dates that readers see: lines and ``time`` elements by the headline and below the body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from tearsheet.body.selection import Layout
from tearsheet.fields.date_lines import MAX_LINE, dated_lines, may_hold_time
from tearsheet.fields.date_types import ASIDE_TOKENS, WEAK_TOKENS, DateMark, Habits, Role
from tearsheet.page import Leaf, Page
from tearsheet.parsing.dates import find_dates, parse_date
from tearsheet.parsing.datescan import may_name_year
from tearsheet.parsing.days import ParsedDate
from tearsheet.parsing.words import table
from tearsheet.ranking.candidates import Place

BEFORE: Final = 8
"""Leaves above the headline that are searched. Source: reasoning (kicker, category, date line)."""

AFTER: Final = 14
"""Leaves below the headline that are searched at most. Source: reasoning (dek, byline, share buttons)."""

BELOW: Final = 8
"""Leaves below the body that are searched. Source: reasoning (a footer of the article)."""

MAX_LONG_LINE: Final = 420
"""Characters of a line whose words are counted; enough to tell running text."""

MAX_WORDS: Final = 18
"""Words beside a date beyond which its line is running text. Source: reasoning."""

_WEAK_TAGS: Final = frozenset(("aside", "nav", "footer"))
_COPYRIGHT: Final = ("©", "(c)", "copyright", "all rights reserved", "alle rechte")
_PUBLISHED_TOKENS: Final = frozenset(
    ("published", "publish", "pubdate", "posted", "publication", "dtpublished", "created")
)
_MODIFIED_TOKENS: Final = frozenset(("modified", "updated", "update", "lastmod", "lastmodified", "changed"))
_DATE_TOKENS: Final = frozenset(("date", "entry", "post", "time", "article", "published", "publish"))
MAX_BODY_WORDS: Final = 2
"""The same for a line of the body, where a date mostly is part of what is told. Six more for each date count, so
that a label, a weekday and an author's name still pass."""

MAX_FOUND: Final = 12
"""Dates after which a search of the whole page ends. Source: reasoning."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_WORD_OR_MARK: Final = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u064b-\u0655\u0900-\u0963\u0970-\u0dff'’])+")
MAX_LABEL: Final = 40
"""Characters of a line that is a label for the next one."""

_EDGE: Final = " \t\n:：|()–—-•·,.⋅"

MAX_LABEL_WORDS: Final = 4
"""Words of the longest label that is looked for."""


class _Zone(NamedTuple):
    name: str
    first: int  # leaf
    stop: int  # leaf
    in_body: bool = False  # the leaf at hand was kept as the body's text


def shown_marks(page: Page, layout: Layout, habits: Habits) -> list[DateMark]:
    """Return the dates that the page shows for its article, those by the headline first, each side in document order.

    The rule tells the place: ``shown-headline``, ``shown-dateline`` (at the start of running text), ``shown-end``.
    """
    head = layout.headline if layout.headline >= 0 else _first_heading(page)
    anchor = page.leaves[head if head >= 0 else max(layout.first, 0)].node if page.leaves else 0
    stated = _stated_marks(page, anchor, habits)
    if stated:
        return _known_updates(stated)
    found: list[DateMark] = []
    every = habits.now is not None
    for zone in _zones(page, layout, head):
        for index in dated_lines(page, range(zone.first, zone.stop), head, every=every):
            place = zone._replace(in_body=True) if index in layout.kept else zone
            found += _leaf_marks(page, index, place, anchor, habits)
    return _known_updates(found)


def _stated_marks(page: Page, anchor: int, habits: Habits) -> list[DateMark]:
    """Return the dates in a text's meta lines; empty if it has none, and for HTML."""
    spots = [fact.start for fact in page.text_facts.of("date")] if page.text_facts else []
    found: list[DateMark] = []
    for index, leaf in enumerate(page.leaves if spots else ()):
        if any(leaf.start <= spot < leaf.stop for spot in spots):
            found += _leaf_marks(page, index, _Zone("headline", index, index + 1), anchor, habits)
    return found


def _known_updates(marks: list[DateMark]) -> list[DateMark]:
    """Take a class such as ``updated`` at its word only where another date is there: hAtom gives it to any date."""
    if any(m.role != "modified" for m in marks):
        return [m._replace(rule=m.rule[:-1]) if m.rule.endswith("?") else m for m in marks]
    return [m._replace(role="unknown", rule=m.rule[:-1]) if m.rule.endswith("?") else m for m in marks]


def labelled_marks(page: Page, layout: Layout, habits: Habits) -> list[DateMark]:
    """Return the dates with a label of publication or in a byline anywhere on the page, in document order.

    A last resort, for pages that declare nothing and show nothing near the headline.
    """
    head = layout.headline if layout.headline >= 0 else _first_heading(page)
    anchor = page.leaves[max(head, 0)].node if page.leaves else 0
    zone = _Zone("anywhere", 0, len(page.leaves))
    found: list[DateMark] = []
    for index in range(max(head, 0), len(page.leaves)):
        text = page.leaves[index].text
        if len(text) <= MAX_LINE and may_name_year(text, MAX_LINE):
            found += [m for m in _leaf_marks(page, index, zone, anchor, habits) if m.refused is None]
            if len(found) > MAX_FOUND:
                break
    return [m for m in found if m.role == "published"] or [m for m in found if m.role == "unknown"][:1]


def _zones(page: Page, layout: Layout, head: int) -> Iterator[_Zone]:
    total = len(page.leaves)
    if head >= 0:
        yield _Zone("headline", max(0, head - BEFORE), min(total, head + 1 + AFTER))
    elif layout.first >= 0:
        yield _Zone("headline", max(0, layout.first - BEFORE), min(total, layout.first + 2))
    if (
        layout.first > head + 1 + AFTER
    ):  # much stands between headline and body: the byline may stand above the body
        yield _Zone(
            "headline", max(head + 1 + AFTER, layout.first - BEFORE // 2), min(total, layout.first + 1)
        )
    if layout.last >= 0:
        first = max(layout.last, head + 1 + AFTER)
        yield _Zone("end", min(first, total), min(total, first + 1 + BELOW))


def _first_heading(page: Page) -> int:
    """Index of the first leaf that is a top heading; -1 if there is none."""
    tags = page.nodes.tags
    return next(
        (i for i, leaf in enumerate(page.leaves) if leaf.kind == "heading" and tags[leaf.node] == "h1"), -1
    )


def _leaf_marks(page: Page, index: int, zone: _Zone, anchor: int, habits: Habits) -> Iterator[DateMark]:
    leaf = page.leaves[index]
    times = page.by_tag("time")
    times = _times_in(page, leaf) if times and may_hold_time(page.nodes, times, leaf.node) else []
    text = leaf.text[:MAX_LINE]
    dates: tuple[ParsedDate, ...] = ()
    if habits.now is not None or may_name_year(text, MAX_LINE):
        dates = find_dates(text, language=habits.language, now=habits.now)
    if not dates and not times:
        return
    standing = _standing(page, leaf, zone, anchor, dates)
    lowered = text.lower()
    rule = f"shown-{standing.zone}"
    declared = [(node, date) for node in times if (date := _declared(page, node, habits)) is not None]
    for date in dates:
        role = _role_by_label(page, index, date.span)
        time = next((t for t in declared if abs((t[1].day - date.day).days) <= 1), None)
        if time is not None:
            declared.remove(time)
        node = leaf.node if time is None else time[0]
        best = (
            time[1] if time is not None and time[1].day == date.day and time[1].precision != "day" else date
        )
        place = _place(page, leaf, node, None if best is date else "datetime", date.span)
        by_class = _role_by_tokens(page, node)
        mark = DateMark(role or by_class, best, "text" if page.is_text else "html", rule, place)
        if role is None and by_class == "modified":
            mark = mark._replace(rule=f"{rule}?")
        yield _judged(
            mark,
            standing,
            _line_of(lowered, date.span),
            in_body=zone.in_body and time is None,
            labelled=role is not None,
        )
    if not dates and declared:
        label = _role_by_label(page, index, (len(leaf.text), len(leaf.text)))
        for node, date in declared:
            yield DateMark(
                label or _role_by_tokens(page, node),
                date,
                "html",
                rule,
                Place(node, "datetime"),
                standing.refused,
                standing.beside,
            )


def _line_of(text: str, span: tuple[int, int]) -> str:
    """The line of a text with line breaks that a span stands in."""
    stop = text.find("\n", span[1])
    return text[text.rfind("\n", 0, span[0]) + 1 : stop if stop >= 0 else len(text)]


def _judged(mark: DateMark, standing: _Standing, own: str, *, in_body: bool, labelled: bool) -> DateMark:
    """The mark of a shown date with what its line says of it."""
    refused = standing.refused
    if any(word in own for word in _COPYRIGHT):
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


class _Standing(NamedTuple):
    zone: str
    refused: str | None
    beside: bool


def _standing(page: Page, leaf: Leaf, zone: _Zone, anchor: int, dates: tuple[ParsedDate, ...]) -> _Standing:
    """Where a line with dates (or a ``time`` element) stands, whether it may count, and whether it is a date line."""
    refused = "caption" if leaf.kind == "caption" else _refusal(page, leaf, anchor)
    limit = MAX_BODY_WORDS if zone.in_body else MAX_WORDS
    beside = not dates or len(_WORD.findall(leaf.text[:MAX_LONG_LINE])) <= limit + 6 * len(dates)
    if refused == "weak":
        refused = None if zone.name == "headline" else "related"
        return _Standing(zone.name, refused, beside=False)
    if not beside and refused is None:
        if dates[0].span[0] <= 2 and zone.name == "headline":  # "(3 May 2024) The council …"
            return _Standing("dateline", None, beside=False)
        refused = "running-text"
    return _Standing(zone.name, refused, beside)


def _place(page: Page, leaf: Leaf, node: int, attribute: str | None, span: tuple[int, int]) -> Place:
    if page.is_text:
        return Place(node, span=(leaf.start + span[0], leaf.start + span[1]))
    return Place(node, attribute)


def _declared(page: Page, node: int, habits: Habits) -> ParsedDate | None:
    """The date in the ``datetime`` of a ``time`` element; None if it has none."""
    value = page.nodes.attrs[node].get("datetime")
    return parse_date(value, language=habits.language) if value else None


def _times_in(page: Page, leaf: Leaf) -> list[int]:
    """The ``time`` elements that hold text of a leaf, in order."""
    tags, parents = page.nodes.tags, page.nodes.parents
    found: dict[int, None] = {}
    for owner, _ in page.pieces[leaf.start : leaf.stop]:
        node = owner
        for _step in range(3):
            if node < 0:
                break
            if tags[node] == "time":
                found[node] = None
                break
            node = parents[node]
    return list(found)


def _refusal(page: Page, leaf: Leaf, anchor: int) -> str | None:
    """Why a line's dates may not be the article's: copyright, or an ancestor that holds other things.

    Ancestors that also hold ``anchor`` (the headline or the body's first line) say nothing. ``weak`` is no refusal.
    """
    node, ends = leaf.node, page.nodes.ends
    weak = False
    while node > 0 and not node <= anchor < ends[node]:
        tokens = page.tokens(node)
        strong = ASIDE_TOKENS.intersection(tokens)
        if strong:
            return (
                "comment"
                if any(t.startswith(("comment", "komment", "coment")) for t in strong)
                else "related"
            )
        weak = weak or page.nodes.tags[node] in _WEAK_TAGS or not WEAK_TOKENS.isdisjoint(tokens)
        node = page.nodes.parents[node]
    return "weak" if weak else None


def _role_by_tokens(page: Page, node: int) -> Role:
    """The role that the class of an element, or of its parents, names."""
    for _ in range(3):
        if node <= 0:
            break
        tokens = set(page.tokens(node))
        if tokens & _PUBLISHED_TOKENS:
            return "published"
        if tokens & _MODIFIED_TOKENS and not tokens & _DATE_TOKENS:
            return "modified"
        node = page.nodes.parents[node]
    return "unknown"


def _role_by_label(page: Page, index: int, span: tuple[int, int]) -> Role | None:
    """The role that a label before the date names (after it, if nothing is before); None if there is no label."""
    text = page.leaves[index].text.lower()
    before = text[max(0, span[0] - 48) : span[0]]
    role = last_label(before)
    if role is None and not before.strip(_EDGE) and index > 0:
        previous = page.leaves[index - 1].text.lower()
        bare = previous.strip(_EDGE)
        if bare in _labels() or (previous.endswith((":", "：")) and len(previous) <= MAX_LABEL):
            role = last_label(bare)
    if role is None:
        after = text[span[1] : span[1] + 24]
        if _labels().get(after.strip(_EDGE)) == "modified":
            role = "modified"
    return role


def last_label(text: str) -> Role | None:
    """Return the role of the label that stands last in ``text`` (lower case); None if there is none.

    >>> last_label("by ada lund, updated on "), last_label("veröffentlicht am "), last_label("ada lund")
    ('modified', 'published', None)
    """
    labels = _labels()
    words = _WORD_OR_MARK.findall(text)
    for stop in range(len(words), 0, -1):
        for start in range(max(0, stop - MAX_LABEL_WORDS), stop):
            role = labels.get(" ".join(words[start:stop]))
            if role is not None:
                return role
    if text.isascii():
        return None
    found = [
        (text.rfind(word) + len(word), len(word), role) for word, role in _dense_labels() if word in text
    ]
    return max(found)[2] if found else None


@cache
def _labels() -> dict[str, Role]:
    """Label → role. Static data of the package, so it is kept."""
    data = table("dates")
    found: dict[str, Role] = dict.fromkeys(data["published"], "published")
    found.update(dict.fromkeys(data["modified"], "modified"))
    return found


@cache
def _dense_labels() -> tuple[tuple[str, Role], ...]:
    """The labels of scripts that write words without spaces between. Static data, so they are kept."""
    return tuple((word, role) for word, role in _labels().items() if _is_dense(word))


def _is_dense(word: str) -> bool:
    return any(
        "\u0e00" <= c <= "\u0eff" or "\u1780" <= c <= "\u17ff" or "\u3040" <= c <= "\ud7ff" for c in word
    )
