"""Why blocks are kept or left out."""

from __future__ import annotations

import pytest

import tearsheet
from tearsheet import explain, parse

PROSE = "The harbour was dredged over three summers, and the first ferry came in on a grey morning in April. "
PAGE = f"""<html><head><title>The new harbour</title></head><body>
<nav class="menu"><a href="/">Home</a></nav>
<article><h1>The new harbour</h1><p>{PROSE}</p><p>{PROSE * 2}</p><h2>Nothing here</h2></article>
<div id="comments"><div class="comment"><p>First!</p></div></div></body></html>"""


def test_each_block_is_reported_in_order() -> None:
    reports = explain(PAGE)
    assert [r.text for r in reports][:2] == ["Home", "The new harbour"]
    by_text = {r.text: r for r in reports}
    assert by_text["The new harbour"].reason == "headline"
    assert by_text[PROSE.strip()].kept
    assert by_text[PROSE.strip()].reason == "probability"
    assert not by_text["Nothing here"].kept


def test_the_part_of_a_page_is_named() -> None:
    parts = {r.text: r.part for r in explain(PAGE)}
    assert parts["Home"] == "navigation"
    assert parts["First!"] == "comments"


def test_locators_name_the_element() -> None:
    assert explain(PAGE)[1].locator.xpath == "/html/body/article/h1"


def test_kept_blocks_are_those_of_the_article() -> None:
    text = parse(PAGE).text
    kept = [report.text for report in explain(PAGE) if report.kept]
    assert kept
    assert all(shown in text for shown in kept)


def test_former_names_warn() -> None:
    report = explain(PAGE)[0]
    with pytest.warns(DeprecationWarning, match="probability"):
        assert report.chance == report.probability
    tearsheet.__dict__.pop("LeafReport", None)  # it is looked up once
    with pytest.warns(DeprecationWarning, match="BlockReport"):
        assert tearsheet.LeafReport is tearsheet.BlockReport


def test_a_page_without_text_has_no_reports() -> None:
    assert explain("<html><body><img src=a.png></body></html>") == ()
