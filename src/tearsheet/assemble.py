"""Page to Article: the one path that every input takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from tearsheet.body.find import find_body
from tearsheet.body.sections import build_sections
from tearsheet.candidates import Candidate
from tearsheet.errors import NotAnArticle
from tearsheet.fields.authors import author_candidates
from tearsheet.fields.breadcrumbs import breadcrumb_candidates
from tearsheet.fields.canonical_url import canonical_url_candidates
from tearsheet.fields.category import category_candidates
from tearsheet.fields.date import date_candidates
from tearsheet.fields.date_modified import date_modified_candidates
from tearsheet.fields.datemarks import read_dates
from tearsheet.fields.image import image_candidates
from tearsheet.fields.language import language_candidates
from tearsheet.fields.site import site_candidates
from tearsheet.fields.subtitle import subtitle_candidates
from tearsheet.fields.summary import summary_candidates
from tearsheet.fields.tags import tag_candidates
from tearsheet.fields.title import title_candidates
from tearsheet.fields.view_count import view_count_candidates
from tearsheet.keypoints import key_points
from tearsheet.models import Article, Evidence
from tearsheet.page import Page
from tearsheet.select import choose

_PAGE_FIELDS: Final[tuple[tuple[str, Callable[[Page], tuple[Candidate[str], ...]]], ...]] = (
    ("site", site_candidates),
    ("language", language_candidates),
    ("canonical_url", canonical_url_candidates),
)
"""Fields that need nothing but the page."""


def assemble(page: Page, *, now: dt.datetime | None) -> Article:
    """Return the article that ``page`` holds.

    Raises:
        NotAnArticle: The page has no main content.
    """
    evidence: dict[str, Evidence] = {}
    title, evidence["title"] = choose(page, title_candidates(page))
    layout = find_body(page, title)
    declared: dict[str, str | None] = {}
    for name, candidates in _PAGE_FIELDS:
        declared[name], evidence[name] = choose(page, candidates(page))
    authors, evidence["authors"] = choose(page, author_candidates(page, layout))
    marks = read_dates(page, layout, language=declared["language"], now=now)
    date, evidence["date"] = choose(page, date_candidates(marks))
    date_modified, evidence["date_modified"] = choose(page, date_modified_candidates(marks))
    views = view_count_candidates(page, layout, language=declared["language"])
    view_count, evidence["view_count"] = choose(page, views)
    summary, evidence["summary"] = choose(page, summary_candidates(page, title))
    subtitle, evidence["subtitle"] = choose(page, subtitle_candidates(page, layout, title, summary))
    image, evidence["image"] = choose(page, image_candidates(page, layout))
    trails = breadcrumb_candidates(page, layout, title)
    breadcrumbs, evidence["breadcrumbs"] = choose(page, trails)
    category, evidence["category"] = choose(page, category_candidates(page, layout, trails))
    tags, evidence["tags"] = choose(page, tag_candidates(page, layout))
    sections = build_sections(page, layout, title)
    if not sections:
        raise NotAnArticle("no-text")
    points, evidence["key_points"] = key_points(page, sections)
    return Article(
        url=page.url,
        kind=layout.kind,
        title=title,
        subtitle=subtitle,
        summary=summary,
        authors=authors or (),
        site=declared["site"],
        language=declared["language"],
        canonical_url=declared["canonical_url"],
        image=image,
        date=date,
        date_modified=date_modified,
        category=category,
        breadcrumbs=breadcrumbs or (),
        tags=tags or (),
        view_count=view_count,
        sections=sections,
        key_points=points,
        evidence=evidence,
    )
