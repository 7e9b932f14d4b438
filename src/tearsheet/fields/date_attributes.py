"""Dates in attributes of visible elements: ``datetime``, ``title``, and ``data-`` attributes that scripts show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final

from tearsheet.fields.date_labels import last_label
from tearsheet.fields.date_types import ASIDE_TOKENS, WEAK_TOKENS, DateContext, DateMention, Role
from tearsheet.page import Page
from tearsheet.parsing.dates import parse_date
from tearsheet.parsing.days import ParsedDate
from tearsheet.ranking.candidates import SourceRef
from tearsheet.vocab import load

MAX_VALUE: Final = 60
"""Longest value of an attribute, in characters, that can be a date. Source: reasoning."""
FEW_NODES: Final = 8
"""Most elements inside one whose attribute is a date; a larger one is a part of the page. Source: reasoning."""
WEAK_PART: Final = "weak-part"
"""Reason of a date in a footer, card or similar part below the body, which is only used if there is no other."""
_MOSTLY: Final = 0.6
"""Least share of the value that must be the date."""
_FIRST_DAY: Final = dt.date(1993, 1, 1)
"""Earliest date that can be that of a web page."""
_WEAK_TAGS: Final = frozenset(("aside", "nav", "footer"))
_PUBLISHED_TOKENS: Final = frozenset(load("dates")["class_published"])
_MODIFIED_TOKENS: Final = frozenset(load("dates")["class_modified"])
_DATE_TOKENS: Final = frozenset(load("dates")["class_date"])
_NO_DATES: Final = ("timeout", "timezone", "format", "runtime", "lifetime", "duration", "update-time")
_DATELESS: Final = frozenset(
    (
        "class",
        "id",
        "style",
        "href",
        "src",
        "alt",
        "rel",
        "role",
        "width",
        "height",
        "content",
        "itemprop",
        "type",
    )
)
"""Frequent attributes that are not searched for dates here."""
_NO_TITLES: Final = frozenset(("img", "svg", "iframe", "button", "input", "link", "meta"))


def attribute_marks(
    page: Page, lines: range, anchor: int, habits: DateContext, zone: str
) -> Iterator[DateMention]:
    """Yield the dates in attributes of small elements in the blocks ``lines``, in order.

    Elements whose text is the same date are left out.

    Args:
        page: The page.
        lines: Range of block indices.
        anchor: The element of the headline; elements that contain it do not count.
        habits: Context for reading the dates of the page.
        zone: Position of the blocks: ``headline`` or ``end``.
    """
    if page.is_text or not lines:
        return
    nodes, blocks = page.nodes, page.blocks
    columns, ends, tags = nodes.attrs, nodes.ends, nodes.tags
    end = blocks[lines.stop].node if lines.stop < len(blocks) else len(nodes.tags)
    for node in range(blocks[lines.start].node, end):
        attrs = columns[node]
        if not attrs or _DATELESS.issuperset(attrs) or ends[node] - node > FEW_NODES:
            continue
        for name in _holding(tags[node], attrs):
            date = _whole_date(attrs[name], habits)
            if date is None or (tags[node] == "time" and "datetime" in attrs and nodes.text_of(node)):
                continue
            refused = refusal(page, node, anchor)
            why = (WEAK_PART if zone == "end" else None) if refused == "weak" else refused
            rule = "shown-attribute" if zone == "headline" else f"shown-{zone}"
            role, sure = _role(page, node, name)
            rule += "?" if role == "modified" and not sure else ""
            yield DateMention(role, date, "html", rule, SourceRef(node, name), why, beside=refused is None)
            break


def _holding(tag: str, attrs: Mapping[str, str]) -> list[str]:
    """Return the names of the attributes that may contain a date, ``title`` last."""
    found: list[str] = []
    for name in attrs:
        if name[:5] == "data-":
            if ("date" in name or "time" in name) and not name.endswith(_NO_DATES):
                found.append(name)
        elif name == "datetime":
            found.insert(0, name)
    if "title" in attrs and tag not in _NO_TITLES:
        found.append("title")
    return found


def _whole_date(value: str, habits: DateContext) -> ParsedDate | None:
    """Return the date that makes up most of an attribute's value; None if there is none or it has no day."""
    value = value.strip()
    if not value[:1] or len(value) > MAX_VALUE or not any(map(str.isdigit, value)):
        return None
    date = parse_date(value, language=habits.language)
    if date is None or date.precision in ("month", "year") or date.day < _FIRST_DAY:
        return None
    return date if len(date.raw) >= _MOSTLY * len(value) else None


def _role(page: Page, node: int, name: str) -> tuple[Role, bool]:
    """Return the role of a date in an attribute, and whether there is more evidence for it than a class."""
    if "updat" in name or "modif" in name:
        return "modified", True
    if "publi" in name or "creat" in name:
        return "published", True
    before = page.nodes.texts[page.nodes.parents[node]] or ""
    label = last_label(before[-48:].lower())
    return (label, True) if label else (role_by_tokens(page, node), False)


def refusal(page: Page, node: int, anchor: int) -> str | None:
    """Return a code for why dates in an element may not be the article's, by its ancestors; None if they may be.

    Ancestors that contain ``anchor`` (the headline or the first line of the body) do not count. ``weak`` is not a
    rejection.
    """
    ends = page.nodes.ends
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


def role_by_tokens(page: Page, node: int) -> Role:
    """Return the role that the class of an element or of a close ancestor names; ``unknown`` if none does."""
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
