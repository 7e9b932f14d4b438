"""Bodies that only the page's data holds."""

from __future__ import annotations

import json

import pytest

from tearsheet import NotAnArticle, parse
from tearsheet.page.limits import MAX_DEPTH

PARAGRAPHS = [
    f"Paragraph {i} tells of the long way to the coast and of those who went it. " * 3 for i in range(4)
]


def shell(script: str) -> str:
    return f"<html><head><title>The way</title>{script}</head><body><div id=root></div></body></html>"


def test_article_body_of_jsonld() -> None:
    data = {"@type": "NewsArticle", "headline": "The way", "articleBody": "\n".join(PARAGRAPHS)}
    article = parse(shell(f'<script type="application/ld+json">{json.dumps(data)}</script>'))
    assert article.text.split("\n") == [p.strip() for p in PARAGRAPHS]
    evidence = article.evidence["sections"]
    assert (evidence.source, evidence.rule) == ("json-ld", "sections.article-body")
    assert evidence.locator is not None
    assert evidence.locator.pointer == "/articleBody"


def test_markup_in_script_state() -> None:
    markup = f"<p>{PARAGRAPHS[0]}</p><h2>Halfway</h2><p>{PARAGRAPHS[1]}</p>"
    data = json.dumps({"props": {"post": {"title": "The way", "content": markup}}}).replace("</", "<\\/")
    article = parse(shell(f'<script type="application/json">{data}</script>'))
    assert [s.heading for s in article.sections] == [None, "Halfway"]
    assert article.evidence["sections"].source == "script"


def test_the_shown_text_wins() -> None:
    data = {"@type": "NewsArticle", "articleBody": "\n".join(PARAGRAPHS)}
    shown = "".join(f"<p>{p} As shown.</p>" for p in PARAGRAPHS)
    markup = f'<html><head><script type="application/ld+json">{json.dumps(data)}</script></head>'
    article = parse(f"{markup}<body><article><h1>The way</h1>{shown}</article></body></html>")
    assert article.evidence["sections"].source == "html"
    assert "As shown." in article.text


def test_declared_markup_over_a_limit_is_no_body() -> None:
    deep = "<div>" * (MAX_DEPTH + 9) + PARAGRAPHS[0] * 9 + "</div>" * 9
    data = json.dumps({"@type": "NewsArticle", "articleBody": deep}).replace("</", "<\\/")
    with pytest.raises(NotAnArticle):
        parse(shell(f'<script type="application/ld+json">{data}</script>'))
