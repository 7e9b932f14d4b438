"""Page to Article: the one path that every input takes."""

from __future__ import annotations

import datetime as dt

from tearsheet.body.find import find_body
from tearsheet.body.sections import build_sections
from tearsheet.errors import NotAnArticle
from tearsheet.fields.breadcrumbs import breadcrumb_candidates
from tearsheet.fields.category import category_candidates
from tearsheet.fields.tags import tag_candidates
from tearsheet.fields.title import title_candidates
from tearsheet.keypoints import key_points
from tearsheet.models import Article, Evidence
from tearsheet.page import Page
from tearsheet.select import choose


def assemble(page: Page, *, now: dt.datetime | None) -> Article:
    """Return the article that ``page`` holds.

    Raises:
        NotAnArticle: The page has no main content.
    """
    evidence: dict[str, Evidence] = {}
    title, evidence["title"] = choose(page, title_candidates(page))
    layout = find_body(page, title)
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
        category=category,
        breadcrumbs=breadcrumbs or (),
        tags=tags or (),
        sections=sections,
        key_points=points,
        evidence=evidence,
    )
