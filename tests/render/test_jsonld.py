from __future__ import annotations

import json
from typing import Any

from articles import articles
from hypothesis import given

from tearsheet.article.model import Article
from tearsheet.render.jsonld import to_jsonld
from tearsheet.render.text import to_text

FULL: dict[str, Any] = {
    "url": "https://example.org/a?x=1",
    "canonical_url": "https://example.org/a",
    "site": "Example",
    "language": "en",
    "title": "On kettles",
    "subtitle": "A short guide",
    "summary": "What to know.",
    "authors": [{"name": "Ann", "url": "https://example.org/ann"}, {"name": "Bo"}],
    "date": "2025-03-01",
    "date_modified": "2025-03-02T10:00:00+01:00",
    "category": "Kitchen",
    "breadcrumbs": ["Home", "Kitchen"],
    "tags": ["kettle", "tea"],
    "view_count": 3074,
    "image": "https://example.org/k.jpg",
    "sections": [
        {"heading": None, "level": 0, "blocks": [{"type": "paragraph", "text": "Lead."}]},
        {"heading": "Kinds", "level": 1, "blocks": [{"type": "paragraph", "text": "Two."}]},
    ],
}


def test_every_field_has_its_property() -> None:
    assert to_jsonld(Article.model_validate(FULL)) == {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": "On kettles",
        "alternativeHeadline": "A short guide",
        "description": "What to know.",
        "url": "https://example.org/a",
        "inLanguage": "en",
        "datePublished": "2025-03-01",
        "dateModified": "2025-03-02T10:00:00+01:00",
        "author": [
            {"@type": "Person", "name": "Ann", "url": "https://example.org/ann"},
            {"@type": "Person", "name": "Bo"},
        ],
        "publisher": {"@type": "Organization", "name": "Example"},
        "articleSection": "Kitchen",
        "keywords": ["kettle", "tea"],
        "image": "https://example.org/k.jpg",
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": {"@type": "ViewAction"},
            "userInteractionCount": 3074,
        },
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": "https://example.org/a",
            "breadcrumb": {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": 1, "name": "Home"},
                    {"@type": "ListItem", "position": 2, "name": "Kitchen"},
                ],
            },
        },
        "articleBody": "Lead.\nKinds\nTwo.",
        "hasPart": [{"@type": "WebPageElement", "position": 1, "headline": "Kinds", "text": "Two."}],
    }


def test_what_is_missing_is_left_out() -> None:
    assert to_jsonld(Article()) == {"@context": "https://schema.org", "@type": "Article"}


@given(articles())
def test_any_article_can_be_written_as_json(made: Article) -> None:
    written = json.loads(json.dumps(to_jsonld(made)))
    assert written.get("articleBody", "") == to_text(made)
