"""What an inspection holds, and what its page promises."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import tearsheet
from tearsheet.inspection.articleside import harmless
from tearsheet.inspection.document import words
from tearsheet.render.html import inline_html
from tearsheet.sites import SiteRules
from tearsheet.sites.rule import SiteRule

FIXTURES = Path(__file__).parents[2] / "fixtures"
PAGE = FIXTURES / "content-site-labelled-meta.html"


def test_it_holds_what_parse_and_explain_give() -> None:
    inspection = tearsheet.inspect(PAGE)
    assert inspection.name == PAGE.name
    assert inspection.article == tearsheet.parse(PAGE)
    assert inspection.blocks == tearsheet.explain(PAGE)
    assert inspection.html == tearsheet.inspect(PAGE).html


def test_a_refused_page_is_inspected_all_the_same() -> None:
    inspection = tearsheet.inspect(FIXTURES / "no-article-search-form.html")
    assert inspection.refused is not None
    assert inspection.blocks
    assert not any("sections" in part for part in re.findall(r'id="([^"]*)"', inspection.html))
    with pytest.raises(tearsheet.EmptyInput):
        tearsheet.inspect(b" ")


def test_a_site_rule_shows_in_the_blocks() -> None:
    rule = SiteRule.model_validate(
        {"name": "r", "match": {"url": ["https://a.example/*"]}, "drop": [{"css": "h3"}]}
    )
    inspection = tearsheet.inspect(PAGE, url="https://a.example/x", sites=SiteRules([rule]))
    dropped = [b for b in inspection.blocks if b.reason == "site-rule"]
    assert dropped
    assert all("/h3" in (b.locator.xpath or "") and not b.kept for b in dropped)


def test_a_text_is_inspected() -> None:
    text = (FIXTURES / "text-content-site.txt").read_text(encoding="utf-8")
    inspection = tearsheet.inspect_text(text)
    assert inspection.article == tearsheet.parse_text(text)
    assert "corrections" not in etree.HTML(inspection.html).xpath("//@id")


def test_the_policy_allows_the_page_s_own_script_and_style_alone() -> None:
    root = etree.HTML(tearsheet.inspect(PAGE).html)
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(part.split(" ", 1) for part in policy.split("; "))
    assert rules["default-src"] == "'none'"
    for name, tag in (("script-src", "script"), ("style-src", "style")):
        (text,) = root.xpath(f"//{tag}/text()")
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules[name] == f"'sha256-{digest}'"
    assert root.xpath("//@src | //@style | //link") == []
    assert [href for href in root.xpath("//@href") if not href.startswith("#")] == []


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.html")), ids=lambda p: p.stem)
def test_ids_are_unique_and_pointers_have_targets(path: Path) -> None:
    root = etree.HTML(tearsheet.inspect(path).html)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {i for at in root.xpath("//@data-at") for i in at.split()} <= set(ids)


@given(st.text())
def test_text_with_links_made_harmless_stays_text(text: str) -> None:
    html = inline_html(text, ())
    assert harmless(html) == html


def test_the_card_shows_text_alone() -> None:
    article = tearsheet.parse(PAGE).model_copy(update={"title": "<script>x</script>"})
    card = etree.HTML(article._repr_html_())
    assert {e.tag for e in card.iter()} <= {
        "html",
        "body",
        "div",
        "strong",
        "em",
        "table",
        "tbody",
        "tr",
        "th",
        "td",
        "ul",
        "li",
    }
    assert card.findtext(".//strong") == "<script>x</script>"


@pytest.mark.parametrize(
    "path", sorted(p for p in FIXTURES.iterdir() if p.suffix in {".html", ".txt"}), ids=lambda p: p.name
)
def test_every_reason_is_put_into_words(path: Path) -> None:
    text = path.read_text(encoding="utf-8") if path.suffix == ".txt" else None
    inspection = tearsheet.inspect(path) if text is None else tearsheet.inspect_text(text)
    ids = etree.HTML(inspection.html).xpath("//dd/@id")
    assert {f"w-{block.reason}" for block in inspection.blocks} == set(ids)


@pytest.mark.parametrize("page", sorted(FIXTURES.glob("*.html")), ids=lambda p: p.stem)
def test_every_code_on_a_page_has_a_meaning(page: Path) -> None:
    inspection = tearsheet.inspect(page)
    meanings = words()
    evidence = inspection.article.evidence.values()
    assert {block.reason for block in inspection.blocks} <= meanings["blocks"].keys()
    assert {lost.reason for each in evidence for lost in each.rejected} <= meanings["candidates"].keys()
    assert {each.reason for each in evidence if each.reason} <= meanings["missing"].keys()
