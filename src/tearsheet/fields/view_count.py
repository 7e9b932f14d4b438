"""The view count: how often the article was viewed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tearsheet.body.selection import BodySelection
from tearsheet.fields.counters import shown_counts
from tearsheet.fields.stated_candidates import stated, with_value
from tearsheet.page import Page
from tearsheet.parsing.counts import parse_count
from tearsheet.parsing.jsonld import Entity
from tearsheet.ranking.candidates import Candidate, SourceRef
from tearsheet.ranking.scoring import scored

VIEW_ACTIONS: Final = frozenset(
    ("ViewAction", "ReadAction", "WatchAction", "ConsumeAction", "UserPageVisits")
)
"""Types of actions that count as views. Source: schema.org, ``interactionType`` and the older ``UserInteraction``."""

_OTHER_SCOPES: Final = ("comment", "videoobject", "review", "person", "imageobject", "product")


def view_count_candidates(
    page: Page, selection: BodySelection, *, language: str | None = None
) -> tuple[Candidate[int], ...]:
    """Return candidates for the number of views, best first; empty if the page gives none.

    Order: ``interactionStatistic`` of the page's main entity in JSON-LD, then in microdata, then visible counts: near the
    headline, in the body, below it. A count of zero is rejected (``zero``): it is the initial value of counters.

    Args:
        page: The page.
        selection: The result of the body step.
        language: Language tag of the page, for its separators and suffixes.
    """
    if page.is_text:
        return tuple(with_value(c, int(c.value)) for c in stated(page, "view_count"))
    found = [
        *_jsonld_counts(page, selection),
        *_microdata_counts(page, selection),
        *shown_counts(page, selection, language),
    ]
    found = [c._replace(rejected="zero") if c.value == 0 and c.rejected is None else c for c in found]
    return scored("view_count", found)


def _jsonld_counts(page: Page, selection: BodySelection) -> Iterator[Candidate[int]]:
    title = page.blocks[selection.headline].text if selection.headline >= 0 else None
    main = page.jsonld.main(page.url, title)
    for entity in page.jsonld.having("interactionStatistic", "interactionCount"):
        refused = (
            None if main is not None and entity.pointer == main.pointer else _entity_refusal(entity, main)
        )
        for value, raw, pointer in _statistics(page, entity):
            place = SourceRef(entity.node, pointer=f"{entity.pointer}{pointer}")
            yield Candidate(value, raw, "json-ld", "view-count.json-ld", place, refused)


def _entity_refusal(entity: Entity, main: Entity | None) -> str | None:
    """Return a code for why an entity is not the page's own; None if it is. A video is only if there is no article."""
    if any("Comment" in t for t in entity.types):
        return "comment"
    if "VideoObject" in entity.types:
        return "video" if main is not None or entity.aside else None
    return "related" if entity.aside or main is not None else None


def _statistics(page: Page, entity: Entity) -> Iterator[tuple[int, str, str]]:
    """Yield value, raw string and JSON pointer of each view counter in an entity."""
    stated = entity.data.get("interactionStatistic")
    several = isinstance(stated, list)
    for index, item in enumerate(stated if isinstance(stated, list) else [stated]):
        counter = page.jsonld.resolve(item)
        if counter is not None and _is_view(counter.get("interactionType") or counter.get("@type")):
            value = _integer(counter.get("userInteractionCount", counter.get("interactionCount")))
            if value is not None:
                step = f"/{index}" if several else ""
                yield (
                    value,
                    str(counter.get("userInteractionCount")),
                    f"/interactionStatistic{step}/userInteractionCount",
                )
    older = entity.data.get("interactionCount")
    for index, item in enumerate(older if isinstance(older, list) else [older]):
        value = _older_count(item, bare="VideoObject" in entity.types)
        if value is not None:
            step = f"/{index}" if isinstance(older, list) else ""
            yield value, str(item), f"/interactionCount{step}"


def _is_view(kind: Any) -> bool:
    """Return whether an ``interactionType`` in any of its forms (URL, object, list) is a view."""
    kinds = kind if isinstance(kind, list) else [kind]
    for item in kinds:
        name = (item.get("@type") or item.get("@id")) if isinstance(item, Mapping) else item
        if isinstance(name, list):
            name = name[0] if name else None
        if isinstance(name, str) and name.rpartition("/")[2].rpartition(":")[2] in VIEW_ACTIONS:
            return True
    return False


def _integer(value: Any) -> int | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return int(value) if 0 <= value < 1e12 else None
    return parse_count(value) if isinstance(value, str) else None


def _older_count(value: Any, *, bare: bool) -> int | None:
    """Return the count in ``UserPageVisits:123``, or a bare number if ``bare`` ones are views (videos); None otherwise.

    >>> _older_count("UserPageVisits:1,234", bare=False), _older_count("UserComments:5", bare=True)
    (1234, None)
    """
    if isinstance(value, str) and ":" in value:
        name, _, count = value.rpartition(":")
        return parse_count(count) if name.rpartition("/")[2].strip() in VIEW_ACTIONS | {"UserPlays"} else None
    return _integer(value) if bare else None


def _microdata_counts(page: Page, selection: BodySelection) -> Iterator[Candidate[int]]:
    for name in ("userinteractioncount", "interactioncount"):
        for node in page.itemprops(name):
            attrs = page.nodes.attrs[node]
            raw = attrs.get("content") or page.nodes.text_of(node)[:40]
            kind, owner = _counter_scope(page, node)
            video = "videoobject" in owner
            value = _older_count(raw, bare=video or kind) if name == "interactioncount" else _integer(raw)
            if value is None or (name == "userinteractioncount" and not kind):
                continue
            refused = _scope_refusal(page, selection, owner)
            attribute = "content" if attrs.get("content") else None
            yield Candidate(
                value, raw, "microdata", "view-count.microdata", SourceRef(node, attribute), refused
            )


def _counter_scope(page: Page, node: int) -> tuple[bool, str]:
    """Return whether the counter around ``node`` counts views, and the type of the item that it belongs to, lower case."""
    is_view = False
    for ancestor in page.nodes.ancestors(node):
        attrs = page.nodes.attrs[ancestor]
        if "itemtype" not in attrs and "itemscope" not in attrs:
            continue
        kind = attrs.get("itemtype", "").lower()
        if kind.endswith("interactioncounter"):
            is_view = _counts_views(page, ancestor)
            continue
        return is_view or kind.endswith("userpagevisits"), kind
    return is_view, ""


def _counts_views(page: Page, counter: int) -> bool:
    for child in range(counter + 1, page.nodes.ends[counter]):
        attrs = page.nodes.attrs[child]
        if "interactiontype" in attrs.get("itemprop", "").lower():
            name = attrs.get("content") or attrs.get("href") or attrs.get("itemtype") or ""
            return name.rpartition("/")[2] in VIEW_ACTIONS
    return False


def _scope_refusal(page: Page, selection: BodySelection, owner: str) -> str | None:
    kind = owner.rpartition("/")[2]
    if kind not in _OTHER_SCOPES:
        return None
    if kind == "videoobject":
        own = (
            not page.itemprops("articlebody")
            and next(page.jsonld.of_type("Article", "NewsArticle"), None) is None
        )
        return None if own and len(selection.kept) <= _FEW else "video"
    return "comment" if kind == "comment" else "related"


_FEW: Final = 40
"""Most blocks of the body of a page that is about its video. Source: reasoning."""
