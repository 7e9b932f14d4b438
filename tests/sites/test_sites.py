"""Rules for single sites: read, matched, asked, tested."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from lxml import etree
from typer.testing import CliRunner

from tearsheet import parse
from tearsheet.cli.app import app
from tearsheet.evaluation.site_tests import run_tests
from tearsheet.page import Page
from tearsheet.page.read import read_tree
from tearsheet.page.walk import OPAQUE, walk
from tearsheet.sites import SiteRule, SiteRuleError, SiteRules, evaluate, load_rule, load_rules
from tearsheet.sites.evaluate import _Numbers

FIXTURES = Path(__file__).parents[2] / "fixtures"
URL = "https://fieldnotes.example/walls/dry-stone"
PAGE = (FIXTURES / "related-posts-with-dates-and-views.html").read_bytes()

RULE = """
body = "main"
drop = ["section.more", { xpath = "//main/h2[2]" }]

[match]
url = ["https://fieldnotes.example/*", "https://old.example/*"]
valid_from = 2025-01-01
valid_until = 2026-06-30

[fields]
title = "main > h1"
category = { css = ".site a" }
view_count = [{ css = ".no-such" }, { xpath = "//main//span[@class='post-views']" }]
date = { xpath = "(//span[@class='posted'])[2]" }
tags = ".card h3"
"""


def rule_file(folder: Path, name: str = "fieldnotes.toml") -> Path:
    path = folder / name
    path.write_text(RULE, encoding="utf-8")
    return path


@pytest.fixture
def rule(tmp_path: Path) -> SiteRule:
    return load_rule(rule_file(tmp_path))


def test_a_rule_decides_what_it_names_and_evidence_says_so(rule: SiteRule) -> None:
    article = parse(PAGE, url=URL, sites=SiteRules([rule]))
    assert article.category == "Field Notes"
    assert article.date == dt.date(2025, 8, 4)
    assert article.view_count == 1208
    assert article.tags[:2] == ("Sharpening a scythe", "Hedges for windy places")
    for name in ("title", "category", "date", "view_count", "tags"):
        evidence = article.evidence[name]
        assert (evidence.source, evidence.rule) == ("site-rule", f"site.fieldnotes.{name}")
    xpath = article.evidence["view_count"].locator.xpath if article.evidence["view_count"].locator else None
    assert [e.text for e in read_tree(PAGE).getroottree().xpath(xpath or "")] == ["1,208 views"]
    assert {c.reason for c in article.evidence["date"].rejected} <= {
        "lower-rank",
        "related",
        "duplicate",
        "weak-part",
    }


def test_what_it_does_not_name_is_found_as_ever(rule: SiteRule) -> None:
    alone = parse(PAGE, url=URL)
    ruled = parse(PAGE, url=URL, sites=SiteRules([rule]))
    assert (ruled.site, ruled.language) == (alone.site, alone.language)


def test_body_and_drop_replace_the_scorers_choice(rule: SiteRule) -> None:
    article = parse(PAGE, url=URL, sites=SiteRules([rule]))
    assert [line.heading for line in article.outline()] == ["Sort before you build"]
    assert "Every stone should rest on two others" in article.text
    assert "Sharpening a scythe" not in article.text


@pytest.mark.parametrize(
    ("url", "now", "covered"),
    [
        (URL, None, True),
        ("https://old.example/x", None, True),
        ("https://other.example/", None, False),
        (None, None, False),
        (URL, dt.datetime(2024, 12, 31, tzinfo=dt.UTC), False),
        (URL, dt.datetime(2025, 1, 1, tzinfo=dt.UTC), True),
        (URL, dt.datetime(2026, 6, 30, 23, tzinfo=dt.UTC), True),
        (URL, dt.datetime(2026, 7, 1, tzinfo=dt.UTC), False),
    ],
)
def test_which_pages_and_when(
    rule: SiteRule, url: str | None, now: dt.datetime | None, *, covered: bool
) -> None:
    assert rule.covers(url, now) is covered
    assert SiteRules([rule]).rule_for(url, now) == (rule if covered else None)


WRONG = [
    ("title = 3", "match: Field required"),
    ('[match]\nurl = ["*"]\n[fields]\ntitle = "h1["', "fields.title.0: Value error, css 'h1['"),
    ('[match]\nurl = ["*"]\n[fields]\ntitle = {xpath = "//["}', "fields.title.0: Value error, xpath '//['"),
    ('[match]\nurl = ["*"]\n[fields]\ntitle = {css = "a", xpath = "//a"}', "exactly one of css and xpath"),
    ('[match]\nurl = ["*"]\n[fields]\nheadline = "h1"', "fields.headline"),
    ("[match]\nurl = []", "match.url"),
    ("[match", "Expected"),
    ("a = " + "[" * 9999, "recursion"),
    ("a = " + "9" * 5000, "limit"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_a_wrong_rule_says_where(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SiteRuleError) as caught:
        load_rule(path)
    assert message in str(caught.value)
    assert caught.value.file == str(path)


def test_a_folder_of_rules_is_asked_in_order_of_names(tmp_path: Path) -> None:
    rule_file(tmp_path, name="b.toml")
    rule_file(tmp_path, name="a.toml")
    assert [r.name for r in load_rules(tmp_path)] == ["a", "b"]


@pytest.mark.parametrize("page", sorted(FIXTURES.glob("*.html")), ids=lambda p: p.stem)
def test_elements_are_numbered_as_the_walk_numbers_them(page: Path) -> None:
    root = read_tree(page)
    nodes = walk(root).nodes
    numbers = _Numbers(root, nodes)
    index = {element: numbers.of(element) for element in root.iter(etree.Element)}
    outside = [element for element, number in index.items() if number < 0]
    assert all(any(e.tag in OPAQUE for e in element.iterancestors()) for element in outside)
    index = {element: number for element, number in index.items() if number >= 0}
    assert sorted(index.values()) == list(range(len(nodes.tags)))
    tree = root.getroottree()
    assert all(tree.xpath(nodes.xpath(number)) == [element] for element, number in index.items())


def test_a_selector_may_name_what_is_not_there(rule: SiteRule) -> None:
    root = read_tree("<p>nothing here</p>")
    hits = evaluate(rule, root, walk(root).nodes)
    assert not any(hits.hits.values())
    assert not hits.body


TESTED = """
[[tests]]
page = "page.html"
expected = "page.json"
url = "https://fieldnotes.example/a"
[match]
url = ["https://fieldnotes.example/*"]
[fields]
title = "h1"
"""


@pytest.mark.parametrize(
    ("expected", "code", "says"),
    [
        (
            {"title": "Building a dry-stone wall, step by step", "view_count": 1208},
            0,
            "1 of 1 pages as expected",
        ),
        ({"title": "Another"}, 1, 'page.html: title: expected "Another", found "Building a dry-stone wall'),
    ],
)
def test_the_command_runs_the_rules_own_tests(
    tmp_path: Path, expected: dict[str, object], code: int, says: str
) -> None:
    path = tmp_path / "site.toml"
    path.write_text(TESTED, encoding="utf-8")
    (tmp_path / "page.html").write_bytes(PAGE)
    (tmp_path / "page.json").write_text(json.dumps(expected), encoding="utf-8")
    result = CliRunner().invoke(app, ["site", "test", str(path)])
    assert result.exit_code == code
    assert says in result.output
    assert len(run_tests(path)[1]) == code


def test_a_rule_without_tests_is_no_passed_test(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["site", "test", str(rule_file(tmp_path))])
    assert result.exit_code == 2
    assert "has no test" in result.output


def test_a_page_that_scripts_fill_is_numbered_with_noscript_open(rule: SiteRule) -> None:
    words = "Words for readers without scripts, in plain sentences that end with a stop. " * 9
    root = read_tree(f"<div><noscript><div><p>{words}</p></div></noscript></div><main><h1>Title</h1></main>")
    nodes = Page.from_tree(root).nodes
    hits = evaluate(rule, root, nodes)
    assert [nodes.tags[hit.node] for hit in hits.hits["title"]] == ["h1"]
