"""Rules written as TOML are read back as they were."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from made_sites import make_site

from tearsheet.sites import SiteRule, learn_sites, load_rule, to_toml
from tearsheet.sites.rule import Learned, Match, Selector, SiteTest

TEXT = st.text(st.characters(codec="utf-8"), max_size=80)
SELECTORS = st.sampled_from(
    [
        Selector(css=".byline a"),
        Selector(css='[itemprop~="author"]'),
        Selector(css="time", attribute="datetime"),
        Selector(xpath="//main//span[@class='a \"b\"']"),
    ]
)
FIELDS = st.sampled_from(["title", "date", "authors", "category", "tags", "view_count"])
SHARES = st.integers(0, 1000).map(lambda n: n / 1000)
RULES = st.builds(
    SiteRule,
    name=TEXT,
    match=st.builds(
        Match,
        url=st.lists(TEXT, min_size=1, max_size=3).map(tuple),
        valid_from=st.none() | st.dates(min_value=dt.date(1000, 1, 1)),
        valid_until=st.none() | st.dates(min_value=dt.date(1000, 1, 1)),
    ),
    fields=st.dictionaries(FIELDS, st.lists(SELECTORS, min_size=1, max_size=3).map(tuple), max_size=4),
    body=st.lists(SELECTORS, max_size=2).map(tuple),
    drop=st.lists(SELECTORS, max_size=2).map(tuple),
    defaults=st.dictionaries(FIELDS, TEXT, max_size=2),
    boilerplate=st.lists(TEXT, max_size=4).map(tuple),
    everywhere=st.lists(TEXT, max_size=4).map(tuple),
    seen=st.lists(TEXT, max_size=4).map(tuple),
    learned=st.none()
    | st.builds(
        Learned,
        pages=st.integers(1, 500),
        held=st.dictionaries(FIELDS, SHARES, max_size=3),
        shape=st.dictionaries(TEXT, SHARES, max_size=3),
    ),
    tests=st.lists(st.builds(SiteTest, page=TEXT, expected=TEXT, url=TEXT), max_size=2, unique_by=lambda t: t.page).map(tuple),
)  # fmt: skip


def read_back(text: str) -> SiteRule:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rule.toml"
        path.write_text(text, encoding="utf-8", newline="")
        return load_rule(path)


@settings(max_examples=60)
@given(RULES)
def test_what_is_written_is_read_back(rule: SiteRule) -> None:
    assert read_back(to_toml(rule)) == rule


@settings(max_examples=40)
@given(RULES, st.dictionaries(FIELDS, st.lists(TEXT, max_size=3)))
def test_comments_change_nothing(rule: SiteRule, notes: dict[str, list[str]]) -> None:
    assert read_back(to_toml(rule, notes)) == rule


def test_a_learned_rule_is_read_back() -> None:
    (site,) = learn_sites([(page.html, page.url) for page in make_site("footer-date")])
    text = to_toml(site.rule, site.notes)
    assert read_back(text) == site.rule
    assert "# span.pen: same as the general rules on 8 of 12 pages; the only value on 4\n" in text
