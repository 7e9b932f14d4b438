"""Page to Article: the one path that every input takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from tearsheet.article.model import Article, Author, Evidence, KeyPoint, Kind, Section, Timestamp
from tearsheet.body.declared import declared_body
from tearsheet.body.find import find_body
from tearsheet.body.refusal import refusal
from tearsheet.body.selection import Layout
from tearsheet.errors import NotAnArticle
from tearsheet.fields.authors import author_candidates
from tearsheet.fields.breadcrumbs import breadcrumb_candidates
from tearsheet.fields.canonical_url import canonical_url_candidates
from tearsheet.fields.category import category_candidates
from tearsheet.fields.date import date_candidates
from tearsheet.fields.date_mentions import read_dates
from tearsheet.fields.date_modified import date_modified_candidates
from tearsheet.fields.date_types import DateMark
from tearsheet.fields.image import image_candidates
from tearsheet.fields.language import language_candidates
from tearsheet.fields.site import SiteNames, site_candidates, site_names
from tearsheet.fields.subtitle import subtitle_candidates
from tearsheet.fields.summary import summary_candidates
from tearsheet.fields.tags import tag_candidates
from tearsheet.fields.title import title_candidates
from tearsheet.fields.view_count import view_count_candidates
from tearsheet.making import article_of, evidence_of
from tearsheet.page import Page
from tearsheet.ranking.candidates import Candidate
from tearsheet.ranking.choose import choose
from tearsheet.structure.key_points import key_points
from tearsheet.structure.sections import build_sections

if TYPE_CHECKING:
    from tearsheet.sites import SiteHits

T = TypeVar("T")

FIELDS: Final = (
    "kind",
    "canonical_url",
    "site",
    "language",
    "title",
    "subtitle",
    "summary",
    "authors",
    "date",
    "date_modified",
    "category",
    "breadcrumbs",
    "tags",
    "view_count",
    "image",
    "sections",
    "key_points",
)
"""The fields that can be asked for, as `Article` names them."""

NOT_ASKED: Final = Evidence(reason="not-asked")
"""What is told of a field that the caller did not ask for."""


def assemble(
    page: Page,
    *,
    now: dt.datetime | None,
    fields: Collection[str] | None = None,
    site_hits: SiteHits | None = None,
) -> Article:
    """Return the article that ``page`` holds, or the ``fields`` of it that are asked for.

    Raises:
        NotAnArticle: The page has no main content (told only if a field needs the body).
        ValueError: A name in ``fields`` is none of `FIELDS`.
    """
    if fields is None:
        asked: Collection[str] = FIELDS
    else:
        asked = frozenset(fields)
        if not asked.issubset(FIELDS):
            unknown = ", ".join(sorted(asked.difference(FIELDS)))
            raise ValueError(f"no such field: {unknown} (there are {', '.join(FIELDS)})")
    assembly = _Assembly(page, now, site_hits)
    values = {name: getattr(assembly, name) for name in FIELDS if name in asked}
    evidence = {
        name: assembly.evidence.get(name, NOT_ASKED) if name in asked else NOT_ASKED for name in FIELDS
    }
    return article_of({"url": page.url, "evidence": evidence, **values})


class _Assembly:
    """The fields of one page, and what they share: each is worked out when first asked for."""

    def __init__(self, page: Page, now: dt.datetime | None, site_hits: SiteHits | None) -> None:
        self.page = page
        self.now = now
        self.site_hits = site_hits
        self.evidence: dict[str, Evidence] = {}

    def _choose(self, name: str, candidates: tuple[Candidate[T], ...]) -> T | None:
        if self.site_hits is not None:
            candidates = (*self.site_hits.candidates(name, self.page, self.now), *candidates)
        value, self.evidence[name] = choose(self.page, candidates)
        return value

    @cached_property
    def site_names(self) -> SiteNames:
        return site_names(self.page)

    @cached_property
    def title(self) -> str | None:
        return self._choose("title", title_candidates(self.page, self.site_names))

    @cached_property
    def layout(self) -> Layout:
        if self.page.is_text:
            from tearsheet.plaintext.body import find_text_body

            return find_text_body(self.page)
        layout = find_body(self.page, self.title)
        return layout if self.site_hits is None else self.site_hits.applied(self.page, layout)

    @cached_property
    def kind(self) -> Kind:
        source = "text" if self.page.is_text else "html"
        self.evidence["kind"] = evidence_of(
            {"source": source, "rule": "kind.page", "score": self.layout.kind_chance}
        )
        return self.layout.kind

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        declared = declared_body(self.page, self.layout)
        if declared is not None:
            sections, self.evidence["sections"] = choose(self.page, (declared,))
            return sections or ()
        sections = build_sections(self.page, self.layout, self.title)
        reason = None if self.page.is_text else refusal(self.page, self.layout, self.title)
        if reason or not sections:
            raise NotAnArticle(reason or "no-text")
        source = "text" if self.page.is_text else "html"
        self.evidence["sections"] = evidence_of({"source": source, "rule": "sections.body"})
        return sections

    @cached_property
    def key_points(self) -> tuple[KeyPoint, ...]:
        points, self.evidence["key_points"] = key_points(self.page, self.sections)
        return points

    @cached_property
    def canonical_url(self) -> str | None:
        return self._choose("canonical_url", canonical_url_candidates(self.page))

    @cached_property
    def site(self) -> str | None:
        return self._choose("site", site_candidates(self.page))

    @cached_property
    def language(self) -> str | None:
        return self._choose("language", language_candidates(self.page))

    @cached_property
    def summary(self) -> str | None:
        return self._choose("summary", summary_candidates(self.page, self.title))

    @cached_property
    def subtitle(self) -> str | None:
        found = subtitle_candidates(self.page, self.layout, self.title, self.summary)
        return self._choose("subtitle", found)

    @cached_property
    def authors(self) -> tuple[Author, ...]:
        return self._choose("authors", author_candidates(self.page, self.layout, self.site_names)) or ()

    @cached_property
    def date_marks(self) -> tuple[DateMark, ...]:
        return read_dates(self.page, self.layout, language=self.language, now=self.now)

    @cached_property
    def date(self) -> Timestamp | None:
        return self._choose("date", date_candidates(self.date_marks))

    @cached_property
    def date_modified(self) -> Timestamp | None:
        return self._choose("date_modified", date_modified_candidates(self.date_marks))

    @cached_property
    def trails(self) -> tuple[Candidate[tuple[str, ...]], ...]:
        return breadcrumb_candidates(self.page, self.layout, self.title)

    @cached_property
    def breadcrumbs(self) -> tuple[str, ...]:
        return self._choose("breadcrumbs", self.trails) or ()

    @cached_property
    def category(self) -> str | None:
        return self._choose("category", category_candidates(self.page, self.layout, self.trails))

    @cached_property
    def tags(self) -> tuple[str, ...]:
        return self._choose("tags", tag_candidates(self.page, self.layout)) or ()

    @cached_property
    def view_count(self) -> int | None:
        found = view_count_candidates(self.page, self.layout, language=self.language)
        return self._choose("view_count", found)

    @cached_property
    def image(self) -> str | None:
        return self._choose("image", image_candidates(self.page, self.layout))
