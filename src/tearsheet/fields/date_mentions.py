"""Every date that a page gives, with its role and why it may not count: what both date fields choose from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from tearsheet.article.model import Source
from tearsheet.body.selection import BodySelection
from tearsheet.fields.date_attributes import WEAK_PART
from tearsheet.fields.date_order import day_first
from tearsheet.fields.date_places import labelled_marks, shown_marks
from tearsheet.fields.date_types import DateContext, DateMention, Role
from tearsheet.page import Page
from tearsheet.parsing.dates import find_dates, is_day_first, parse_date
from tearsheet.parsing.days import ParsedDate
from tearsheet.parsing.jsonld import Entity
from tearsheet.ranking.candidates import SourceRef
from tearsheet.vocab import load

PLACEHOLDERS: Final = frozenset(
    [
        dt.date(1970, 1, 1),
        dt.date(1969, 12, 31),
        dt.date(1900, 1, 1),
        dt.date(2000, 1, 1),
        dt.date(1899, 12, 30),
    ]
)
"""Days that programs give when they know none. Source: zero of Unix time and of common spreadsheets."""

_Roles = tuple[tuple[str, Role], ...]

_ROLES: Final[_Roles] = (
    ("datePublished", "published"),
    ("dateModified", "modified"),
    ("dateCreated", "created"),
    ("uploadDate", "created"),
)
MAX_VALUE: Final = 80
"""Characters of an attribute's value beyond which it is not a date. Source: reasoning."""

MOST_RELATED: Final = 20
"""Dates of other things in JSON-LD that are read for each role; few of them are reported: live blogs and
archives have thousands. Source: reasoning, more than evidence ever holds."""

_SEPARATORS: Final = str.maketrans("", "", "-_:. ")
_DIGIT: Final = re.compile(r"\d")
_URL_DATE: Final = re.compile(
    r"(?<=/)((?:19|20)\d\d)([/_-]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d|(?<=/[1-9])[-_][A-Za-z])"
)
_URL_SLUG: Final = re.compile(r"[_-]((?:19|20)\d\d)([/_-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_URL_STAMP: Final = re.compile(
    r"(?<=[A-Za-z])(20\d\d)()(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=(?:[01]\d|2[0-3])[0-5]\d)"
)
"""A day in a URL: at the start of one of its parts, inside of one, or in an id of letters, day, hour and minute."""
_URL_RULES: Final = (("url", _URL_DATE), ("url-slug", _URL_SLUG), ("url-stamp", _URL_STAMP))

_SHORT: Final = 120
_NUMERIC: Final = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2\d{4}(?!\d)")


class Found(NamedTuple):
    """The position of a declared date, and the rule that found it."""

    source: Source
    rule: str
    place: SourceRef


class _Values:
    """Reads the values that a page declares as dates, each once: several sources give the same."""

    __slots__ = ("_habits", "_known")

    def __init__(self, habits: DateContext) -> None:
        self._habits = habits
        self._known: dict[str, ParsedDate | None] = {}

    def date(self, value: str) -> ParsedDate | None:
        """Return the date that ``value`` is or holds; None if there is none."""
        if value in self._known:
            return self._known[value]
        found = self._known[value] = parse_date(value, language=self._habits.language, now=self._habits.now)
        return found


FIRST_DAY: Final = dt.date(1990, 1, 1)
"""The year in which the Web began: an earlier date that nothing marks as the date of publication belongs to the subject."""


def read_dates(
    page: Page, selection: BodySelection, *, language: str | None = None, now: dt.datetime | None = None
) -> tuple[DateMention, ...]:
    """Return all dates that the page gives for the article, most trusted first; empty if there are none.

    Order: JSON-LD, ``meta``, microdata, the URL, then what readers see. Dates that cannot count are among them with
    their reason: ``future`` (a day past ``now``), ``placeholder``, ``related``, ``comment``, ``copyright``,
    ``imprecise`` (no day), ``running-text``, ``caption``.

    Args:
        page: The page.
        selection: The result of the body step.
        language: Language tag of the page; settles the order of numeric dates and words that mean two months.
        now: The moment that relative dates count from and later ones are refused by; neither is done without it.
    """
    habits = DateContext(language, now)
    values = _Values(habits)
    declared = [
        *_jsonld_marks(page, selection, values, MOST_RELATED),
        *_meta_marks(page, values),
        *_microdata_marks(page, selection, values),
        *_url_marks(page),
    ]
    shown = shown_marks(page, selection, habits)
    if not any(m.refused is None and m.rule not in ("url-stamp", "url-slug") for m in (*declared, *shown)):
        shown += labelled_marks(page, selection, habits)
        shown = _with_weak_parts(shown)
    if any(mark.date.ambiguous for mark in (*declared, *shown)):
        everything = _jsonld_marks(page, selection, values, len(_ROLES) * len(page.jsonld.entities))
        days = {mark.date.day for mark in (*everything, *declared, *shown) if not mark.date.ambiguous}
        declared, shown = _settle_order(page, declared, shown, days, habits.language)
    return tuple(_checked(mark, now) for mark in (*declared, *shown))


def _with_weak_parts(shown: list[DateMention]) -> list[DateMention]:
    """Let the dates in footers and cards below the body count where no other does and they agree on one day."""
    days = {mark.date.day for mark in shown if mark.refused == WEAK_PART}
    if len(days) != 1 or any(mark.refused is None for mark in shown):
        return shown
    return [mark._replace(refused=None) if mark.refused == WEAK_PART else mark for mark in shown]


def _jsonld_marks(page: Page, selection: BodySelection, values: _Values, most: int) -> Iterator[DateMention]:
    """Yield the dates in JSON-LD: the main entity's, then all others, refused ones up to ``most`` of each role."""
    title = page.blocks[selection.headline].text if selection.headline >= 0 else None
    main = page.jsonld.main(page.url, title)
    if main is not None:
        yield from _entity_marks(main, "json-ld-main", values, _ROLES, None)
    left = {role: most for _, role in _ROLES}
    wanted = _ROLES  # of things that do not count
    for entity in page.jsonld.having("datePublished", "dateModified", "uploadDate"):
        if entity.aside and not wanted:
            continue
        if main is not None and entity.node == main.node and entity.pointer == main.pointer:
            continue
        refused = _entity_refusal(entity, main)
        for mark in _entity_marks(entity, "json-ld", values, wanted if refused else _ROLES, refused):
            left[mark.role] -= refused is not None
            yield mark
        if refused and min(left.values()) <= 0:
            wanted = tuple([(name, role) for name, role in _ROLES if left[role] > 0])


def _entity_refusal(entity: Entity, main: Entity | None) -> str | None:
    if any(t.endswith("Comment") for t in entity.types) or "comment" in entity.pointer.lower():
        return "comment"
    if entity.aside or (
        main is not None and not {"WebPage", "ItemPage", "FAQPage"}.intersection(entity.types)
    ):
        return "related"
    return None


def _entity_marks(
    entity: Entity, rule: str, values: _Values, roles: _Roles, refused: str | None
) -> Iterator[DateMention]:
    for name, role in roles:
        value = entity.data.get(name)
        if value is None:
            continue
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, dict):
            value = value.get("@value")
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            continue
        date = values.date(value)
        if date is not None:
            place = SourceRef(entity.node, pointer=f"{entity.pointer}/{name}")
            yield _made(role, date, Found("json-ld", f"{rule}-{name}", place), refused)


def _meta_marks(page: Page, values: _Values) -> Iterator[DateMention]:
    roles, dateless = _meta_roles(), dateless_keys()
    for key, content, node in (*page.metas, *_odd_metas(page)):
        if key in dateless or len(content) > MAX_VALUE or not _DIGIT.search(content):
            continue
        role = roles.get(key.translate(_SEPARATORS)) or _role_of_compound(key)
        if role is None:
            continue
        attrs = page.nodes.attrs[node]
        if "itemprop" in attrs and "property" not in attrs and "name" not in attrs:
            continue  # microdata
        date = values.date(content)
        if date is not None:
            source: Source = "opengraph" if key.startswith(("og:", "article:")) else "meta"
            attribute = "content" if "content" in attrs else "value"
            yield _made(role, date, Found(source, f"{source}-{role}", SourceRef(node, attribute)))


def _odd_metas(page: Page) -> Iterator[tuple[str, str, int]]:
    """Yield key, value and node of the ``meta`` elements that have ``value`` in the place of ``content``."""
    for node in page.by_tag("meta"):
        attrs = page.nodes.attrs[node]
        if "value" in attrs and "content" not in attrs:
            yield (attrs.get("name") or attrs.get("property") or "").lower(), attrs["value"], node


def _role_of_compound(key: str) -> Role | None:
    """The role of a key with a vendor's name before a known one: ``vendor:article_published_time``."""
    if not any(part in key for part in ("publi", "modif", "updat", "upload")):
        return None
    head, _, tail = key.replace("_", ":").replace("-", ":").partition(":")
    return _meta_roles().get(tail.translate(_SEPARATORS)) if head else None


@cache
def _meta_roles() -> dict[str, Role]:
    """Name of a meta element without separators → role. Static data of the package, so it is kept."""
    data = load("date_keys")
    roles: tuple[Role, ...] = ("modified", "created", "published")
    return {name: role for role in roles for name in data[role]}


@cache
def dateless_keys() -> frozenset[str]:
    """Keys of most meta elements, which contain no dates. Static data of the package, so it is kept."""
    return frozenset(load("date_keys")["dateless"])


def _microdata_marks(page: Page, selection: BodySelection, values: _Values) -> Iterator[DateMention]:
    anchor = page.blocks[selection.headline].node if selection.headline >= 0 else -1
    for name, role in _ROLES:
        nodes = page.itemprops(name.lower())
        if not nodes:
            continue
        nodes = [n for n in nodes if not _is_keyed_meta(page, n)]
        for node in nodes:
            attrs = page.nodes.attrs[node]
            attribute = next((a for a in ("datetime", "content", "title") if attrs.get(a)), None)
            raw = attrs[attribute] if attribute else page.nodes.text_of(node)[:80]
            date = values.date(raw)
            if date is not None:
                refused = _scope_refusal(page, node, anchor if len(nodes) > 1 else -1)
                yield _made(
                    role, date, Found("microdata", f"microdata-{role}", SourceRef(node, attribute)), refused
                )


def _is_keyed_meta(page: Page, node: int) -> bool:
    """Return whether a node is a ``meta`` with a name, which is read with the other ``meta`` elements."""
    attrs = page.nodes.attrs[node]
    return page.nodes.tags[node] == "meta" and ("property" in attrs or "name" in attrs)


def _scope_refusal(page: Page, node: int, anchor: int) -> str | None:
    """Refuse what belongs to a comment, a review, a video or another article: the nearest ``itemscope`` says whose.

    Among several dates, those whose item does not hold the headline (``anchor``) are of other articles.
    """
    for ancestor in page.nodes.ancestors(node):
        attrs = page.nodes.attrs[ancestor]
        if "itemtype" in attrs or "itemscope" in attrs:
            kind = attrs.get("itemtype", "").lower().rstrip("/")
            if kind.endswith("comment") or "comment" in attrs.get("itemprop", ""):
                return "comment"
            if kind.endswith(("/review", "/videoobject", "/imageobject", "/event")):
                return "related"
            outside = anchor >= 0 and not ancestor <= anchor < page.nodes.ends[ancestor]
            return "related" if outside else None
    return None


def _url_marks(page: Page) -> Iterator[DateMention]:
    url = page.url or next((m.content for m in page.metas if m.key == "og:url"), None)
    for rule, pattern in _URL_RULES if url else ():
        match = pattern.search(url or "")
        date = parse_date(f"{match[1]}-{match[3]}-{match[4]}") if match else None
        if url and match and date is not None:
            span = (match.start(1), match.end(4))
            found = date._replace(raw=url[slice(*span)], span=span)
            yield _made("published", found, Found("url", rule, SourceRef(span=span)))
            return


def _made(role: Role, date: ParsedDate, found: Found, refused: str | None = None) -> DateMention:
    if date.precision in ("month", "year"):
        refused = refused or "imprecise"
    return DateMention(role, date, found.source, found.rule, found.place, refused)


def _checked(mark: DateMention, now: dt.datetime | None) -> DateMention:
    if mark.refused is None and now is not None and mark.date.day > now.date() + dt.timedelta(days=1):
        return mark._replace(refused="future")
    if mark.refused is None and mark.date.day in PLACEHOLDERS and mark.source != "url":
        return mark._replace(refused="placeholder")
    unlabelled = mark.source == "url" or (mark.shown and mark.role != "published")
    if mark.refused is None and unlabelled and mark.date.day < FIRST_DAY:
        return mark._replace(refused="before-web")
    return mark


def _settle_order(
    page: Page,
    declared: list[DateMention],
    shown: list[DateMention],
    days: set[dt.date],
    language: str | None,
) -> tuple[list[DateMention], list[DateMention]]:
    """Put day and month in order by the page's other dates, or by its other numeric dates and region.

    ``days`` are those that its dates name without doubt.
    """
    read_by = is_day_first(language) is True
    swap_all: bool | None = None
    if not days:
        days = _written_days(page, language)

    def settled(mark: DateMention) -> DateMention:
        nonlocal swap_all
        if not mark.date.ambiguous or mark.date.day in days:
            return mark
        other = mark.date.swapped()
        if other.day in days:
            return mark._replace(date=other)
        if swap_all is None:
            habit = day_first(page, language)
            if is_day_first(language) is None:
                numeric = _numeric_day_first(page)
                habit = habit if numeric is None else numeric
            swap_all = habit is not None and habit != read_by
        return mark._replace(date=other) if swap_all and "." not in mark.date.raw else mark

    return [settled(mark) for mark in declared], [settled(mark) for mark in shown]


def _written_days(page: Page, language: str | None) -> set[dt.date]:
    """The days that the page's short lines name without doubt about day and month."""
    found: set[dt.date] = set()
    for block in page.blocks:
        if len(block.text) < _SHORT and _DIGIT.search(block.text):
            found.update(d.day for d in find_dates(block.text, language=language) if not d.ambiguous)
    return found


def _numeric_day_first(page: Page) -> bool | None:
    """Return whether the page's numeric dates put the day first, from those that are unambiguous; None if none is."""
    for block in page.blocks:
        if "/" in block.text or "-" in block.text:
            for match in _NUMERIC.finditer(block.text[:400]):
                if int(match[1]) > 12 >= int(match[3]):
                    return True
                if int(match[3]) > 12 >= int(match[1]):
                    return False
    return None
