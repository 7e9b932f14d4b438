"""JSON-LD as pages write it: read leniently, one bad block never costs another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final, NamedTuple
from urllib.parse import unquote, urlsplit

from tearsheet.parsing.jsonrepair import MAX_DEPTH, read_leniently

try:
    from tearsheet.parsing._depth import depth_of
except ImportError:  # not compiled here: the same depth in Python
    from tearsheet.parsing.jsonrepair import depth_of

MAX_SCRIPT: Final = 4_000_000
"""Characters of a script beyond which it is not read. Source: reasoning (whole article bodies stay under one)."""

MAX_ENTITIES: Final = 5_000
"""Objects that are listed of one page; those beyond are left out. Source: reasoning."""

ARTICLE_TYPES: Final = (
    "NewsArticle",
    "Article",
    "BlogPosting",
    "AnalysisNewsArticle",
    "AskPublicNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "ReportageNewsArticle",
    "ReviewNewsArticle",
    "AdvertiserContentArticle",
    "SatiricalArticle",
    "ScholarlyArticle",
    "MedicalScholarlyArticle",
    "TechArticle",
    "APIReference",
    "Report",
    "LiveBlogPosting",
    "DiscussionForumPosting",
    "SocialMediaPosting",
    "Posting",
    "BlogPost",
    "Recipe",
    "HowTo",
    "QAPage",
    "Question",
    "Review",
    "CriticReview",
    "NewsVideo",
    "ItemPage",
)
"""Types of a page's main entity. Source: schema.org, Article and its subtypes, then other things people read."""

SIDE_STEPS: Final = frozenset(
    [
        "itemListElement",
        "mentions",
        "comment",
        "comments",
        "isPartOf",
        "isBasedOn",
        "citation",
        "hasPart",
        "review",
        "reviews",
        "video",
        "associatedMedia",
        "relatedLink",
        "about",
        "blogPost",
        "blogPosts",
        "liveBlogUpdate",
        "suggestedAnswer",
        "acceptedAnswer",
        "itemReviewed",
        "subjectOf",
        "publisher",
        "author",
        "image",
        "hasPart",
        "dataFeedElement",
    ]
)
"""Properties whose value is another thing than the page's main entity. Source: schema.org."""

_DECODER: Final = json.JSONDecoder(strict=False, parse_constant=lambda _name: None)
_LONE_SURROGATE: Final = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)


class Entity(NamedTuple):
    """One JSON object of the page's JSON-LD."""

    types: tuple[str, ...]
    """Its ``@type``, last path step of each, in order; empty if it has none."""
    data: dict[str, Any]
    """The object."""
    node: int
    """Index of its script element."""
    pointer: str
    """JSON pointer (RFC 6901) of the object inside the script. Where a script holds several values in a row, they
    count as one array: ``/0`` is the first."""
    aside: bool
    """True when it stands inside a property that holds other things: a list, a comment or a video."""


class JsonLd:
    """All objects of the page's JSON-LD, outer before inner, in document order. Made once, then only read."""

    def __init__(self, entities: tuple[Entity, ...]) -> None:
        self.entities = entities
        """The objects; a script that repeats an earlier one adds none."""
        self._main: dict[tuple[str | None, str | None], Entity | None] = {}

    def of_type(self, *types: str) -> Iterator[Entity]:
        """Yield the entities that have one of ``types``, in order."""
        wanted = set(types)
        for entity in self.entities:
            if not wanted.isdisjoint(entity.types):
                yield entity

    def resolve(self, value: Any) -> dict[str, Any] | None:
        """Return the object that ``value`` is or refers to by ``@id``; None if it is neither.

        A list gives its first object. A reference whose target is not on the page gives the reference itself.
        """
        if isinstance(value, list):
            value = next((v for v in value if isinstance(v, dict)), None)
        if not isinstance(value, dict):
            return None
        if len(value) <= 2 and isinstance(value.get("@id"), str):
            return self._by_id.get(value["@id"], value)
        return value

    def main(self, url: str | None = None, title: str | None = None) -> Entity | None:
        """Return the entity that the page is about: an article, or what stands in its place; None if there is none.

        Things inside lists, comments, videos and the like do not count. Among several, the one with the page's
        ``url`` wins, then the one with ``title`` as its headline, then the more telling type, then the first.
        """
        asked = (url, title)
        if asked not in self._main:  # several fields ask the same
            self._main[asked] = self._find_main(url, title)
        return self._main[asked]

    def _find_main(self, url: str | None, title: str | None) -> Entity | None:
        best: Entity | None = None
        best_rank: tuple[int, ...] = ()
        path, wanted = _path(url), _key(title)
        for entity in self.of_type(*ARTICLE_TYPES):
            if entity.aside:
                continue
            rank = (_same_url(entity.data, path), _same_title(entity.data, wanted), _type_rank(entity.types))
            if best is None or rank > best_rank:
                best, best_rank = entity, rank
        return best

    @cached_property
    def _by_id(self) -> Mapping[str, dict[str, Any]]:
        """The fullest object of each ``@id``."""
        found: dict[str, dict[str, Any]] = {}
        for entity in self.entities:
            name = entity.data.get("@id")
            if isinstance(name, str) and len(entity.data) > len(found.get(name, ())):
                found[name] = entity.data
        return found


def read_scripts(scripts: Iterable[tuple[int, str]]) -> JsonLd:
    """Read each script's JSON; what cannot be read is left out, and so is a script that repeats an earlier one.

    Limits: scripts over `MAX_SCRIPT` characters or nested deeper than `jsonrepair.MAX_DEPTH` are not read, and no
    more than `MAX_ENTITIES` objects are listed.
    """
    entities: list[Entity] = []
    seen: set[str] = set()
    for node, text in scripts:
        if text in seen or len(text) > MAX_SCRIPT:
            continue
        seen.add(text)
        for entity in _entities(read_json(text), node):
            if len(entities) >= MAX_ENTITIES:
                break
            entities.append(entity)
    return JsonLd(tuple(entities))


def read_json(text: str) -> Any:
    """Return the value in ``text``: strictly if that can be done, else leniently; None if there is none.

    Several values in a row give a list of them.

    >>> read_json('{"a": 1}{"b": 2}')
    [{'a': 1}, {'b': 2}]
    """
    if text.count("{") + text.count("[") > MAX_DEPTH and depth_of(text) > MAX_DEPTH:
        return None
    if "\\ud" in text or "\\uD" in text:
        text = _drop_lone_surrogates(text)
    try:
        return _DECODER.decode(text)
    except ValueError:
        values = read_leniently(text)
    if len(values) == 1:
        return values[0]
    return values or None


def _drop_lone_surrogates(text: str) -> str:
    return _LONE_SURROGATE.sub(r"\\ufffd", text)


def _entities(data: Any, node: int) -> Iterator[Entity]:
    stack: list[tuple[Any, str, bool]] = [(data, "", False)]
    while stack:
        value, pointer, aside = stack.pop()
        if isinstance(value, dict):
            yield Entity(types_of(value), value, node, pointer, aside)
            inner = [
                (v, f"{pointer}/{k.replace('~', '~0').replace('/', '~1')}", aside or k in SIDE_STEPS)
                for k, v in value.items()
                if isinstance(v, (dict, list))
            ]
        elif isinstance(value, list):
            inner = [(v, f"{pointer}/{i}", aside) for i, v in enumerate(value) if isinstance(v, (dict, list))]
        else:
            continue
        inner.reverse()
        stack.extend(inner)


def types_of(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ``@type`` of an object, last path step of each, in order; empty if it has none.

    >>> types_of({"@type": ["https://schema.org/NewsArticle", "schema:Review"]})
    ('NewsArticle', 'Review')
    """
    kind = data.get("@type")
    if isinstance(kind, str):
        return (_last_step(kind),)
    if isinstance(kind, list):
        return tuple(_last_step(k) for k in kind if isinstance(k, str))
    return ()


def _last_step(name: str) -> str:
    return name.rpartition("/")[2].rpartition("#")[2].rpartition(":")[2].strip()


def _type_rank(types: tuple[str, ...]) -> int:
    return max(-ARTICLE_TYPES.index(t) for t in types if t in ARTICLE_TYPES)


def _path(url: str | None) -> str:
    """Host and path of a URL, without what does not tell pages apart; '' if there is none."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return unquote(parts.netloc.lower().removeprefix("www.") + parts.path.rstrip("/"))


def _same_url(data: Mapping[str, Any], path: str) -> int:
    if not path:
        return 0
    for name in ("url", "mainEntityOfPage", "@id"):
        value = data.get(name)
        if isinstance(value, dict):
            value = value.get("@id")
        if isinstance(value, str) and _path(value) == path:
            return 1
    return 0


def _key(title: Any) -> str:
    return "".join(filter(str.isalnum, title.casefold())) if isinstance(title, str) else ""


def _same_title(data: Mapping[str, Any], wanted: str) -> int:
    if not wanted:
        return 0
    return int(any(_key(data.get(name)) == wanted for name in ("headline", "name")))
