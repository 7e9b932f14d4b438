"""Renders an article as schema.org."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tearsheet.render.text import block_lines, to_text

if TYPE_CHECKING:
    from tearsheet.article.model import Article, Section


def to_jsonld(article: Article) -> dict[str, Any]:
    """Return the article as a schema.org ``Article``, a dict ready for ``json.dumps``.

    Fields without a value are left out. ``interactionStatistic`` counts views (``ViewAction``); ``hasPart``
    contains the sections that have a heading, in order, each as a ``WebPageElement``; the breadcrumbs are part of
    the page, as schema.org requires.
    """
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": article.title,
        "alternativeHeadline": article.subtitle,
        "description": article.summary,
        "url": article.canonical_url or article.url,
        "inLanguage": article.language,
        "datePublished": article.date.isoformat() if article.date else None,
        "dateModified": article.date_modified.isoformat() if article.date_modified else None,
        "author": [_filled({"@type": "Person", "name": a.name, "url": a.url}) for a in article.authors],
        "publisher": {"@type": "Organization", "name": article.site} if article.site else None,
        "articleSection": article.category,
        "keywords": list(article.tags),
        "image": article.image,
        "interactionStatistic": _views(article.view_count),
        "mainEntityOfPage": _page(article),
        "articleBody": to_text(article),
        "hasPart": [
            _part(s, i) for i, s in enumerate((s for s in article.sections if s.heading is not None), 1)
        ],
    }
    return _filled(made)


def _filled(made: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in made.items() if value not in (None, "", [])}


def _views(count: int | None) -> dict[str, Any] | None:
    if count is None:
        return None
    return {
        "@type": "InteractionCounter",
        "interactionType": {"@type": "ViewAction"},
        "userInteractionCount": count,
    }


def _page(article: Article) -> dict[str, Any] | None:
    if not article.breadcrumbs:
        return None
    items = [
        {"@type": "ListItem", "position": i, "name": name} for i, name in enumerate(article.breadcrumbs, 1)
    ]
    return _filled(
        {
            "@type": "WebPage",
            "@id": article.canonical_url or article.url,
            "breadcrumb": {"@type": "BreadcrumbList", "itemListElement": items},
        }
    )


def _part(section: Section, position: int) -> dict[str, Any]:
    text = "\n".join(line for block in section.blocks for line in block_lines(block) if line)
    return _filled(
        {"@type": "WebPageElement", "position": position, "headline": section.heading, "text": text}
    )
