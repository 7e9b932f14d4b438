"""Access: what the page declares, and what a box behind half a text says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tearsheet import Article, parse

LONG = (
    "<p>"
    + "The ferry line was founded by a baker who disliked the bridge, and it never made money. " * 4
    + "</p>"
)
SHORT = LONG
WHOLE = LONG * 6


def article(body: str, head: str = "", **ld: Any) -> Article:
    data = json.dumps({"@type": "NewsArticle", "headline": "The ferry line", **ld})
    script = f'<script type="application/ld+json">{data}</script>' if ld else ""
    return parse(
        f"<html><head><title>The ferry line</title>{head}{script}</head><body><main><article>"
        f"<h1>The ferry line</h1>{body}</article></main></body></html>",
        url="https://news.example/ferry-line",
    )


CLOSED_PART = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paid"}
BOX = '<div class="paywall"><p>Subscribe to continue reading</p><a href="/subscribe">Subscribe now</a></div>'


@pytest.mark.parametrize(
    ("ld", "body", "access"),
    [
        ({"isAccessibleForFree": True}, WHOLE, "free"),
        ({"isAccessibleForFree": "http://schema.org/True"}, WHOLE, "free"),
        ({"isAccessibleForFree": False}, WHOLE, "metered"),
        ({"isAccessibleForFree": "false"}, WHOLE, "metered"),
        ({"isAccessibleForFree": False}, SHORT, "teaser"),
        ({"isAccessibleForFree": True, "hasPart": CLOSED_PART}, WHOLE, "metered"),
        ({"hasPart": [CLOSED_PART]}, WHOLE, "metered"),
        ({"hasPart": {"isAccessibleForFree": True}}, WHOLE, "free"),
        ({"isAccessibleForFree": False, "wordCount": 70}, SHORT, "metered"),
        ({"isAccessibleForFree": False, "wordCount": 900}, SHORT, "teaser"),
        ({"isAccessibleForFree": False}, SHORT + BOX, "teaser"),
        ({"isAccessibleForFree": "perhaps"}, WHOLE, None),
        ({"description": "A ferry"}, WHOLE, None),
    ],
)
def test_declared(ld: dict[str, Any], body: str, access: str | None) -> None:
    assert article(body, **ld).access == access


def test_a_box_behind_a_short_text_makes_a_teaser_of_it_undeclared() -> None:
    found = article(SHORT + BOX)
    assert (found.access, found.evidence["access"].rule) == ("teaser", "access.box")


@pytest.mark.parametrize(
    "box",
    [
        '<div class="newsletter"><p>Subscribe to our newsletter</p></div>',
        "<p>To continue reading the story of the line, turn to the book.</p>",
    ],
)
def test_other_boxes_do_not(box: str) -> None:
    assert article(SHORT + box).access is None


def test_a_box_behind_a_long_text_does_not() -> None:
    assert article(LONG * 18 + BOX).access is None


def test_the_pointer_leads_to_the_declaration() -> None:
    evidence = article(WHOLE, isAccessibleForFree=False).evidence["access"]
    assert evidence.rule == "access.declared"
    assert evidence.locator is not None
    assert str(evidence.locator.pointer).endswith("/isAccessibleForFree")


def test_content_tier() -> None:
    meta = '<meta property="article:content_tier" content="{}">'
    assert [article(WHOLE, meta.format(tier)).access for tier in ("free", "metered", "locked")] == [
        "free",
        "metered",
        "metered",
    ]
