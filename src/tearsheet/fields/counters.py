"""Visible view counts: labelled text, labels next to numbers, and bare numbers named by a class."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

from tearsheet.article.model import Source
from tearsheet.body.selection import BodySelection
from tearsheet.fields.class_tokens import Classes
from tearsheet.fields.counter_lines import (
    GLUED_PARTS,
    LABEL,
    MARKS,
    MAX_NUMBER,
    NAMED,
    NUMBERED,
    OWN_LINE,
    lines_with_counts,
    may_be_number,
)
from tearsheet.fields.counter_names import NEAR, data_counts, names_counter, names_of
from tearsheet.fields.counter_scope import BELOW_BODY, below_others, held_by_others
from tearsheet.fields.inline_runs import Neighbours
from tearsheet.fields.teasers import common_ancestor
from tearsheet.page import Page, TextBlock
from tearsheet.parsing.count_sides import other_labels
from tearsheet.parsing.counts import ViewCount, find_view_counts, parse_count, parse_times
from tearsheet.parsing.dates import find_dates
from tearsheet.ranking.candidates import Candidate, SourceRef

ABOVE: Final = 10
"""Number of blocks above the headline that may have the article's counter. Source: reasoning (meta line above a title)."""

BELOW_HEADLINE: Final = 18
"""Number of blocks below the headline that may have it. Source: reasoning (subtitle, byline, share buttons)."""

MARGIN: Final = 6
"""Number of blocks beyond these that are searched for similar counters: several similar ones are a row of cards."""

_DIGIT: Final = re.compile(r"\d")


_Look: TypeAlias = tuple[tuple[str, str, str], int]
"""The form of a counter's line, and its zone."""


class _Shown(NamedTuple):
    """A counter that the page shows."""

    block: int
    node: int
    value: int
    raw: str
    rule: str
    sure: bool
    span: tuple[int, int]
    attribute: str | None = None


def shown_counts(page: Page, selection: BodySelection, language: str | None) -> list[Candidate[int]]:
    """Return the visible view counts: those near the headline, then those inside the body, then those below it.

    Rejected ones come last: ``far`` (neither near the headline nor in or right below the body); ``related``, ``comment``
    or ``video`` (they belong to other content); ``repeated`` (one of a row of similar counters).
    """
    shown = list(_all_counts(page, selection, language)) or list(_in_data(page, selection))
    if not shown:
        return []
    looks = [(_signature(page, page.blocks[s.block]), _zone(page, selection, s.block)) for s in shown]
    like = Counter(signature for signature, _ in looks)
    rows = _rows(shown, looks)
    reasons: dict[int, str | None] = {}
    ranked: list[tuple[int, int, Candidate[int]]] = []
    for index, (item, look) in enumerate(zip(shown, looks, strict=True)):
        signature, zone = look
        refused = held_by_others(page, selection, item.node, reasons) or (None if zone < _FAR else "far")
        if refused is None and zone == _BELOW:
            refused = below_others(page, selection, item.block, item.node)
        if refused is None and like[signature] > 1 and not _alone(rows[look], item.value):
            refused = "repeated"
        if (
            refused is None
            and zone == _INSIDE
            and not (item.sure and len(page.blocks[item.block].text) <= OWN_LINE)
        ):
            refused = "running-text"
        place = SourceRef(item.node, item.attribute)
        if page.is_text:
            start = page.blocks[item.block].start
            place = SourceRef(item.node, span=(start + item.span[0], start + item.span[1]))
        source: Source = "text" if page.is_text else "html"
        rank = zone + (0 if item.sure else _FAR)
        ranked.append(
            (rank, index, Candidate(item.value, item.raw, source, f"view-count.{item.rule}", place, refused))
        )
    ranked.sort(key=lambda r: (r[2].rejected is not None, r[0], r[1]))
    return [candidate for _, _, candidate in ranked]


_BY_HEADLINE, _INSIDE, _BELOW, _FAR = range(4)


def _zone(page: Page, selection: BodySelection, block: int) -> int:
    head, first, last = selection.headline, selection.first, selection.last
    if first >= 0 and max(last, head) < block <= last + BELOW_BODY:
        return _BELOW
    if head >= 0:
        near = head - ABOVE <= block <= head + BELOW_HEADLINE
    else:
        near = first - ABOVE <= block < first if first >= 0 else len(page.blocks) <= BELOW_HEADLINE
    if near:
        return _BY_HEADLINE
    return _INSIDE if 0 <= first <= block <= last else _FAR


def _all_counts(page: Page, selection: BodySelection, language: str | None) -> Iterator[_Shown]:
    """Yield the view counts in the short lines near the article, in document order."""
    blocks = page.blocks
    for first, stop in _reach(page, selection):
        for index, marks in lines_with_counts(page, first, stop):
            if marks == LABEL:
                yield from _beside_label(page, index, language)
            else:
                yield from _in_line(page, index, blocks[index], marks, language)


def _in_data(page: Page, selection: BodySelection) -> Iterator[_Shown]:
    """Yield the view counts in data attributes between headline and body, which scripts show."""
    head, first = selection.headline, selection.first
    if page.is_text or head < 0 or first < head:
        return
    blocks = page.blocks
    last = min(first + 1, head + BELOW_HEADLINE, len(blocks) - 1)
    for node, name, value in data_counts(page, blocks[head].node, blocks[last].node):
        yield _Shown(first, node, value, page.nodes.attrs[node][name], "data", True, (0, 0), name)


def _reach(page: Page, selection: BodySelection) -> Iterator[tuple[int, int]]:
    """Yield the half-open ranges of blocks that are searched, in order, without overlaps."""
    total = len(page.blocks)
    head = selection.headline if selection.headline >= 0 else max(selection.first, 0)
    near = (max(0, head - ABOVE - MARGIN), min(total, head + BELOW_HEADLINE + MARGIN))
    body = (max(selection.first, 0), min(total, selection.last + 1 + BELOW_BODY + MARGIN))
    low, high = sorted((near, body))
    if high[0] <= low[1]:
        yield low[0], max(low[1], high[1])
    else:
        yield low
        yield high


def _in_line(page: Page, index: int, block: TextBlock, marks: int, language: str | None) -> Iterator[_Shown]:
    found = _labelled(page, index, block, language) if marks & NAMED else ()
    for count in found:
        exact = _exact(page, block, count.value)
        yield _Shown(
            index, block.node, exact or count.value, count.raw, "shown-label", count.sure, count.span
        )
    if not found and marks & NUMBERED:
        named = list(_by_class(page, index, block, language))
        yield from named or _glued(page, index, block, language)


def _labelled(page: Page, index: int, block: TextBlock, language: str | None) -> tuple[ViewCount, ...]:
    """Return the labelled view counts in a line, those with label and number in one element first."""
    if block.stop - block.start > 1 and not page.is_text:
        runs = page.memo(Neighbours).runs(index)
        for run in runs if len(runs) > 1 else ():
            found = find_view_counts(run.text, language)
            if found:
                return found
    return find_view_counts(block.text, language)


def _glued(page: Page, index: int, block: TextBlock, language: str | None) -> Iterator[_Shown]:
    """Yield the number at the end of a line of date, category and number, each in an element of its own."""
    if block.stop - block.start < GLUED_PARTS:
        return
    pieces = [
        (owner, bare)
        for owner, piece in page.pieces[block.start : block.stop]
        if (bare := piece.strip(MARKS))
    ]
    if len(pieces) != GLUED_PARTS or len({owner for owner, _ in pieces}) != GLUED_PARTS:
        return
    (_, date), (_, category), (owner, number) = pieces
    if _DIGIT.search(category) or not number.replace(",", "").isdigit() or len(number) < _GLUED_DIGITS:
        return
    if category.lower() in other_labels() or not find_dates(date, language=language):
        return
    value = parse_count(number, language)
    if value is not None:
        yield _Shown(index, owner, value, number, "shown-glued", False, (0, len(block.text)))


_GLUED_DIGITS: Final = 2
"""Fewest digits of such a number: a single digit is just as often a number of comments. Source: reasoning."""


def _beside_label(page: Page, index: int, language: str | None) -> Iterator[_Shown]:
    """Yield the number in the line before or after a bare label, whichever has the closer common ancestor."""
    blocks = page.blocks
    best: tuple[int, int, int] | None = None
    for other in (index + 1, index - 1):
        if 0 <= other < len(blocks) and len(blocks[other].text) <= MAX_NUMBER:
            value = parse_count(blocks[other].text.strip(MARKS), language)
            if value is not None:
                shared = common_ancestor(page, blocks[index].node, blocks[other].node)
                if best is None or shared > best[0]:
                    best = (shared, other, value)
    if best is not None:
        block = blocks[best[1]]
        raw = f"{blocks[index].text} {block.text}"
        yield _Shown(best[1], block.node, best[2], raw, "shown-label-beside", True, (0, len(block.text)))


def _by_class(page: Page, index: int, block: TextBlock, language: str | None) -> Iterator[_Shown]:
    """Yield a bare number in an element whose class, attributes or icon name views."""
    classes = page.memo(Classes)
    for owner, piece in page.pieces[block.start : block.stop]:
        text = piece.strip(MARKS)
        if not may_be_number(text):
            continue
        verdict = classes.counts_views(owner)
        value = None if verdict is False else parse_times(text, language)
        if value is None:
            continue
        rule = "shown-class"
        exact = _exact(page, block, value) if verdict else names_counter(page, owner, value)
        if not verdict:
            if exact is None:
                continue
            rule = "shown-icon"
        start = max(block.text.find(text), 0)
        yield _Shown(index, owner, exact or value, text, rule, True, (start, start + len(text)))


def _exact(page: Page, block: TextBlock, value: int) -> int | None:
    """Return the exact count for a rounded one, from a ``title`` attribute in the line; None if there is none."""
    if value < 1000 or value % 10 or page.is_text:
        return None
    for node in {owner for owner, _ in page.pieces[block.start : block.stop]} | {block.node}:
        for holder in (node, page.nodes.parents[node]):
            for title in names_of(page, holder) if holder >= 0 else ():
                plain = parse_count(title)
                found = [plain] if plain is not None else [c.value for c in find_view_counts(title)]
                near = [n for n in found if abs(n - value) <= NEAR * value]
                if near:
                    return near[0]
    return None


def _signature(page: Page, block: TextBlock) -> tuple[str, str, str]:
    attrs = page.nodes.attrs
    parent = page.nodes.parents[block.node]
    return (
        page.nodes.tags[block.node],
        attrs[block.node].get("class", ""),
        attrs[parent].get("class", "") if parent >= 0 else "",
    )


def _rows(shown: list[_Shown], looks: list[_Look]) -> dict[_Look, list[int]]:
    """Return the first three counters of each form, also counting those in zones closer to the article."""
    rows: dict[_Look, list[int]] = {}
    for item, (signature, zone) in zip(shown, looks, strict=True):
        for within in range(zone, _FAR + 1):
            values = rows.setdefault((signature, within), [])
            if len(values) <= _TWICE:
                values.append(item.value)
    return rows


def _alone(row: list[int], value: int) -> bool:
    """Return whether a counter is the article's own in spite of similar ones, rather than one of a row of cards."""
    return len(row) <= _TWICE and all(other == value for other in row)


_TWICE: Final = 2
"""An article may show its counter both above and below; three similar ones are a row of cards."""
