import datetime as dt
import importlib.metadata
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sample_articles import good

import tearsheet
from tearsheet.contracts import (
    Checker,
    Contract,
    Problem,
    Settings,
    View,
    rule,
    validate,
    validate_many,
)
from tearsheet.contracts.findings import Origin
from tearsheet.contracts.rules.title import TitleLengthSettings

NOW = dt.datetime(2024, 5, 3, tzinfo=dt.UTC)
SHORT = Contract(name="short", rules={"title.length": {"max": 10}})


def contract(**rules: Any) -> Contract:
    return Contract(
        name="test", rules={name.replace("__", ".").replace("_", "-"): given for name, given in rules.items()}
    )


def test_a_finding_has_all_its_fields() -> None:
    report = tearsheet.validate(
        good(title="The mill | Valley Post"), contract(title__no_site_name=True), now=NOW
    )
    (finding,) = report.findings
    assert finding.model_dump(exclude_none=True) == {
        "rule": "title.no-site-name",
        "use": 0,
        "severity": "error",
        "path": "title",
        "message": "title ends with the site's name 'Valley Post'",
        "value": "The mill | Valley Post",
        "locator": {"xpath": "/html/body/main/h1"},
        "article": "https://www.valleypost.example/culture/mill-reopens",
    }
    assert not report.ok
    assert (report.articles, report.failed, report.unmatched) == (1, 1, 0)


def test_missing_field_says_why() -> None:
    rejected = {
        "value": "2031-01-01", "raw": "1.1.2031", "source": "text", "locator": {}, "rule": "date.text", "reason": "future"
    }  # fmt: skip
    article = good(date=None, evidence={"date": {"reason": "all-rejected", "rejected": [rejected]}})
    (finding,) = validate(article, contract(field__required={"fields": ["date"]})).findings
    assert finding.message == "no date (all-rejected: '2031-01-01' was rejected as future)"


def test_builtin_contract_by_name() -> None:
    report = validate(good(), "tearsheet:article", now=NOW)
    assert report.ok
    assert report.findings == ()


def test_rules_without_what_they_need_are_left_unchecked() -> None:
    rules = contract(date__not_future=True, views__not_falling=True)
    article = good(date="2050-01-01", view_count=1)
    without = validate(article, rules)
    assert [tally.unchecked for tally in without.tallies] == ["needs now", "needs the previous run"]
    assert without.ok
    with_all = validate(article, rules, now=NOW, previous=good(view_count=50))
    assert [finding.path for finding in with_all.findings] == ["date", "view_count"]


def test_hint_and_severity_of_the_contract_win() -> None:
    (finding,) = validate(
        good(title="Home"), contract(title__not_generic={"severity": "note", "hint": "ask Ada"})
    ).findings
    assert (finding.severity, finding.hint) == ("note", "ask Ada")


def test_several_uses_of_a_rule_are_distinguished() -> None:
    rules = contract(
        field__required=[{"fields": ["date"], "severity": "error"}, {"fields": ["image"], "severity": "note"}]
    )
    report = validate(good(date=None, image=None), rules)
    assert [(one.use, one.severity) for one in report.findings] == [(0, "error"), (1, "note")]
    assert [tally.about for tally in report.tallies] == ["fields=date", "fields=image"]


@pytest.mark.parametrize(
    ("long", "max_share", "ok"),
    [(0, 0.0, True), (1, 0.0, False), (1, 0.1, True), (2, 0.1, False), (10, 1.0, True)],
)
def test_max_share_decides_over_the_run(long: int, max_share: float, ok: bool) -> None:  # noqa: FBT001  # a parameter
    titles = ["A title over ten"] * long + ["Short"] * (10 - long)
    rules = contract(title__length={"min": 0, "max": 10, "max_share": max_share, "severity": "error"})
    report = validate_many(((str(n), good(title=title)) for n, title in enumerate(titles)), rules)
    (tally,) = report.tallies
    assert (tally.checked, tally.failed) == (10, long)
    assert report.ok is ok
    assert tally.tolerated is (ok and long > 0)
    assert all(report.tolerates(finding) is tally.tolerated for finding in report.findings)


def test_report_keeps_the_first_findings_and_counts_all() -> None:
    report = validate_many(((str(n), good(title="A long title")) for n in range(50)), SHORT, keep=3)
    assert [finding.article for finding in report.findings] == ["0", "1", "2"]
    assert report.tallies[0].findings == 50
    assert report.dropped == 47


def test_fail_on_thresholds() -> None:
    report = validate(good(title="A long title"), SHORT)
    assert report.at_or_over("error") == ()
    assert [tally.rule for tally in report.at_or_over("warning")] == ["title.length"]
    assert [tally.rule for tally in report.at_or_over("note")] == ["title.length"]


@pytest.mark.parametrize(
    ("title", "site", "found"),
    [
        ("The mill reopens | Valley Post", "Valley Post", True),
        ("Valley Post: The mill reopens", "Valley Post", False),
        ("Valley Post | The mill reopens", "Valley Post", True),
        ("The mill reopens - valleypost.example", None, True),
        ("The mill reopens - VALLEYPOST", None, True),
        ("The mill reopens | Valley Post | News from the valley", "Valley Post | News from the valley", True),
        ("Mills – a history | MDN", "MDN Web Docs", True),
        ("Mills – a history | Valley", "Valley Post", True),
        ("Mills – a history | The", "The Valley Post", False),
        ("The mill reopens – after forty years", "Valley Post", False),
        ("The Valley Post reopens its mill", "Valley Post", False),
    ],
)
def test_site_names_in_titles(title: str, site: str | None, found: bool) -> None:  # noqa: FBT001  # a parameter
    report = validate(good(title=title, site=site), contract(title__no_site_name=True))
    assert bool(report.findings) is found


@pytest.mark.parametrize(
    ("pattern", "url", "applies"),
    [
        ("https://a.example/*", "https://a.example/x/y", True),
        ("https://a.example/news/*", "https://a.example/sport/1", False),
        ("*://*.example/????/*", "http://b.example/2024/mill", True),
        ("https://a.example/[x]*", "https://a.example/xyz", True),
    ],
)
def test_match_by_url(pattern: str, url: str, applies: bool) -> None:  # noqa: FBT001  # a parameter
    rules = Contract(name="site", match={"url": pattern}, rules={"title.length": {"max": 10}})
    report = validate(good(url=url, canonical_url=None), rules)
    assert (report.articles, report.unmatched) == ((1, 0) if applies else (0, 1))
    assert bool(report.findings) is applies


def test_article_without_url_is_covered() -> None:
    rules = Contract(name="site", match={"url": ["https://a.example/*"]}, rules={"title.length": {"max": 10}})
    assert validate(good(url=None, canonical_url=None), rules).articles == 1


def test_order_of_findings_is_that_of_articles_then_rules() -> None:
    checker = Checker(contract(title__length={"max": 10}, title__not_all_caps=True))
    for name in ("a", "b"):
        checker.check(good(title="A TITLE IN CAPITALS"), origin=Origin(name, "f.jsonl", 3))
    found = checker.report().findings
    assert [(one.article, one.rule) for one in found] == [
        ("a", "title.length"), ("a", "title.not-all-caps"), ("b", "title.length"), ("b", "title.not-all-caps")
    ]  # fmt: skip
    assert {(one.file, one.line) for one in found} == {("f.jsonl", 3)}


class LetterSettings(Settings):
    """A letter."""

    letter: str
    """That titles begin with."""


@rule("house.first-letter", LetterSettings, severity="error")
def first_letter(view: View, settings: LetterSettings) -> Iterator[Problem]:
    """The title begins with a letter.

    The house style asks for it.
    """
    if not (view.article.title or "").startswith(settings.letter):
        yield Problem("title", f"does not begin with {settings.letter}", view.article.title)


def test_custom_rule_is_given_to_a_contract() -> None:
    mine = Contract(name="mine", custom=(first_letter,), rules={"house.first-letter": {"letter": "X"}})
    (finding,) = validate(good(), mine).findings
    assert (finding.rule, finding.severity, finding.message) == (
        "house.first-letter",
        "error",
        "does not begin with X",
    )
    assert mine.extended(name="other").uses().__next__().rule is first_letter


def test_custom_rule_comes_from_an_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = SimpleNamespace(name="house", load=lambda: (first_letter,))
    monkeypatch.setattr(
        "tearsheet.contracts.registry.entry_points", lambda group: [entry] * (group == "tearsheet.rules")
    )
    mine = Contract(name="mine", rules={"house.first-letter": {"letter": "X"}})
    assert validate(good(), mine).findings[0].rule == "house.first-letter"


def test_entry_point_that_offers_no_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = SimpleNamespace(name="house", load=lambda: 3)
    monkeypatch.setattr("tearsheet.contracts.registry.entry_points", lambda group: [entry])  # noqa: ARG005  # the call's keyword
    with pytest.raises(TypeError, match="provides 3, not a Rule"):
        Contract(name="mine", rules={"house.first-letter": True})


def test_no_installed_package_claims_the_entry_points() -> None:
    assert list(importlib.metadata.entry_points(group="tearsheet.rules")) == []


@pytest.mark.parametrize("rule_id", ["Title.length", "length", "a b.c", "a.", ".a"])
def test_rule_ids_have_a_form(rule_id: str) -> None:
    with pytest.raises(ValueError, match="not a rule id"):
        rule(rule_id, Settings)(lambda view, settings: ())  # noqa: ARG005  # a rule's arguments


def test_rules_need_their_documentation() -> None:
    def undocumented(_view: View, _settings: Settings) -> tuple[Problem, ...]:
        """Only what it asks."""
        return ()

    with pytest.raises(ValueError, match="docstring"):
        rule("house.undocumented", Settings)(undocumented)


def test_typed_settings_are_taken_and_wrong_ones_refused() -> None:
    assert validate(good(), contract(title__length=TitleLengthSettings(max=10))).findings
    with pytest.raises(ValidationError, match="takes TitleLengthSettings, not LetterSettings"):
        contract(title__length=LetterSettings(letter="x"))


@given(st.lists(st.sampled_from(["short", "a title of more than ten"]), max_size=30), st.floats(0, 1))
def test_tallies_add_up(titles: list[str], max_share: float) -> None:
    rules = contract(
        title__length={"min": 0, "max": 10, "max_share": max_share}, run__unique={"fields": ["title"]}
    )
    report = validate_many(((str(n), good(title=title)) for n, title in enumerate(titles)), rules)
    assert report.articles == len(titles)
    assert len(report.findings) == sum(tally.findings for tally in report.tallies)
    length, unique = report.tallies
    assert length.failed == sum(len(title) > 10 for title in titles)
    assert unique.failed == len(titles) - len(set(titles))
    assert length.tolerated == (length.failed > 0 and length.failed / len(titles) <= max_share)
