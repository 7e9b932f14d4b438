"""Rules learned from sites that a script makes: what they find, what they leave alone, and when they no longer hold."""

from __future__ import annotations

import random

import pytest
from made_sites import CHANGES, DISCLAIMER, TEMPLATES, Made, changed, make_site, paragraphs

from tearsheet import Article, parse
from tearsheet.sites import SiteRule, SiteRules, check, learn, learn_sites


def given(pages: list[Made]) -> list[tuple[str, str]]:
    return [(page.html, page.url) for page in pages]


def read(page: Made, rules: SiteRules | None = None) -> Article:
    return parse(page.html, url=page.url, sites=rules)


def right(page: Made, article: Article) -> dict[str, bool]:
    shows_category = page.html.count(f">{page.category}<") > 0
    return {
        "title": article.title == page.title,
        "date": str(article.date)[:10] == page.date.isoformat(),
        "authors": [a.name for a in article.authors] == [page.author],
        "category": not shows_category or article.category == page.category,
        "views": article.view_count == page.views,
        "body": all(text in article.text for text in page.body),
        "boilerplate": DISCLAIMER not in article.text,
    }


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_page_is_read_right_by_what_the_other_pages_teach(template: str) -> None:
    pages = make_site(template)
    for left_out in (0, 4, 9):
        page = pages[left_out]
        rules = learn(given(pages[:left_out] + pages[left_out + 1 :]))
        assert [name for name, ok in right(page, read(page, rules)).items() if not ok] == []


def test_a_learned_rule_finds_what_the_general_rules_miss() -> None:
    pages = make_site("footer-date")
    page = pages[3]
    assert read(page).authors == ()
    assert read(page).date is None
    article = read(page, learn(given(pages[:3] + pages[4:])))
    assert [a.name for a in article.authors] == [page.author]
    assert str(article.date) == page.date.isoformat()
    assert article.evidence["authors"].rule == "site.footer-date.example.authors"


def test_one_page_teaches_lines_alone() -> None:
    pages = make_site("labelled")
    (rule,) = learn(given(pages[:1]))
    assert (rule.fields, rule.defaults, rule.boilerplate, rule.everywhere) == ({}, {}, (), ())
    assert rule.seen
    assert read(pages[1], SiteRules([rule])).title == pages[1].title


def test_a_copy_of_a_page_that_was_learned_from_keeps_its_text() -> None:
    pages = make_site("plain")
    copy = pages[2]._replace(url="https://plain.example/again")
    assert [t for t in copy.body if t not in read(copy, learn(given(pages))).text] == []


def test_lines_that_two_parts_of_a_series_share_are_not_dropped_where_the_scorer_is_sure() -> None:
    dice = random.Random(5)  # noqa: S311  # not for security
    shared = paragraphs(dice, 1)[0]
    pages = [
        page._replace(html=page.html.replace("<h2>", f"<p>{shared}</p><h2>")) if number < 2 else page
        for number, page in enumerate(make_site("table", 8))
    ]
    (rule,) = learn(given(pages[1:]))
    assert shared not in rule.everywhere
    assert shared in read(pages[0], SiteRules([rule])).text


def test_the_order_of_pages_does_not_count() -> None:
    pages = [*make_site("list", 6), *make_site("plain", 6)]
    shuffled = random.Random(3).sample(pages, len(pages))  # noqa: S311  # no secret
    assert learn(given(shuffled)) == learn(given(pages))
    assert [rule.name for rule in learn(given(shuffled))] == ["list.example", "plain.example"]


def test_pages_without_host_or_article_teach_nothing() -> None:
    assert learn([("<p>x</p>", "https://a.example/"), (make_site("list")[0].html, "no-host")]) == ()


def test_notes_say_on_how_many_pages_a_selector_held() -> None:
    (site,) = learn_sites(given(make_site("footer-date")))
    assert site.notes["authors"] == ("same as the general rules on 8 of 12 pages; the only value on 4",)
    assert len(site.examples) == 2


def learned(template: str) -> SiteRules:
    return learn(given(make_site(template, 10)))


@pytest.mark.parametrize(
    ("template", "replacements", "part"), [(t, r, p) for t, _, r, p in CHANGES], ids=[f"{t}: {w}" for t, w, _, _ in CHANGES]
)  # fmt: skip
def test_a_changed_template_is_noticed(
    template: str, replacements: tuple[tuple[str, str], ...], part: str
) -> None:
    before, after = make_site(template, 4, seed=2), make_site(template, 10, seed=3)
    assert part in {
        d.field for d in check(learned(template), given([changed(p, replacements) for p in after]))
    }
    assert check(learned(template), given(before)) == ()


def test_drift_says_since_when_and_what_would_hold() -> None:
    template, _, replacements, part = CHANGES[0]
    later = make_site(template, 12, seed=2)
    mixed = [*later[:2], *(changed(p, replacements) for p in later[2:])]
    (drift,) = check(learned(template), given(mixed))
    assert (drift.field, drift.since) == (part, later[2].url)
    assert [s.css for s in drift.proposed] == ["span.stamp-x"]


@pytest.mark.parametrize("template", TEMPLATES)
def test_later_pages_of_the_same_template_raise_no_alarm(template: str) -> None:
    rules = learned(template)
    for seed in (2, 3):
        assert check(rules, given(make_site(template, 6, seed=seed))) == ()


def test_a_rule_that_a_person_wrote_is_not_checked() -> None:
    rule = SiteRule.model_validate({"name": "x", "match": {"url": ["https://list.example/*"]}})
    assert check(SiteRules([rule]), given(make_site("list", 4))) == ()
