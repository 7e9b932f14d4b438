import datetime as dt
import random
import tomllib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_articles import site_article, with_suffix, without_date, without_headings

from tearsheet.article.model import Article
from tearsheet.contracts import Contract, Report, loads, validate_many
from tearsheet.contracts.diff import diff, ks_distance
from tearsheet.contracts.learn import Sample, learn
from tearsheet.contracts.profile import likely_share, quantile
from tearsheet.contracts.toml import value_of

NOW = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
SAMPLE = [site_article(number, seed=1) for number in range(60)]
LATER = [site_article(number, seed=2) for number in range(60)]
LEARNT = learn(SAMPLE, "valley", now=NOW)


def validated(articles: list[Article], contract: Contract | None = None) -> Report:
    named = ((str(number), article) for number, article in enumerate(articles))
    return validate_many(named, contract or loads(LEARNT), now=NOW)


def test_sample_keeps_what_was_learnt_from_it() -> None:
    assert validated(SAMPLE).at_or_over("note") == ()


def test_later_articles_of_the_site_keep_it() -> None:
    assert validated(LATER).at_or_over("note") == ()


@pytest.mark.parametrize(
    ("damage", "rules"),
    [
        (without_headings, {"sections.count", "sections.depth", "lead.share"}),
        (without_date, {"field.required"}),
        (with_suffix, {"title.no-site-name"}),
    ],
)
def test_broken_template_is_found(damage: Callable[[Article], Article], rules: set[str]) -> None:
    report = validated([damage(article) for article in LATER])
    assert rules <= {tally.rule for tally in report.at_or_over("warning")}
    assert report.at_or_over("error")


def test_every_rule_has_a_comment_and_the_head_its_match() -> None:
    table = tomllib.loads(LEARNT)
    assert table["match"] == {"url": ["*://valley.example/*"]}
    assert table["rules"]["category.in-set"]["values"] == ["Culture", "Science", "Sport"]
    assert table["rules"]["evidence.source"][0] == {
        "fields": ["date"],
        "sources": ["json-ld"],
        "max_share": 0.07,
    }
    uses = sum(len(use) if isinstance(use, list) else 1 for use in table["rules"].values())
    body = LEARNT.partition("[rules]")[2]
    assert body.count("# ") == uses


def test_smaller_batches_are_given_more_room() -> None:
    def room(batch: int) -> float:
        table = tomllib.loads(learn(SAMPLE, "x", now=NOW, batch=batch))
        return float(table["rules"]["title.no-site-name"]["max_share"])

    assert room(5) > room(60) > room(10_000)


def test_rule_that_most_of_the_sample_breaks_is_off() -> None:
    loud = [article.model_copy(update={"title": (article.title or "").upper()}) for article in SAMPLE]
    text = learn(loud, "loud", now=NOW)
    assert tomllib.loads(text)["rules"]["title.not-all-caps"] is False
    assert validated(loud, loads(text)).at_or_over("note") == ()


def test_usual_headings_are_required() -> None:
    def with_heading(article: Article) -> Article:
        last = article.sections[-1].model_copy(update={"heading": "The verdict (in short)"})
        return article.model_copy(update={"sections": (*article.sections[:-1], last)})

    text = learn([with_heading(article) for article in SAMPLE], "reviews", now=NOW)
    assert tomllib.loads(text)["rules"]["headings.required"]["headings"] == [r"^The\ verdict\ \(in\ short\)$"]
    assert "headings.required" in {tally.rule for tally in validated(LATER, loads(text)).at_or_over("note")}


def test_nothing_is_learnt_from_nothing() -> None:
    with pytest.raises(ValueError, match="empty sample"):
        Sample().toml("x")


@given(st.text(max_size=40))
def test_written_text_reads_back(text: str) -> None:
    plain = text.encode("utf-8", "replace").decode()
    assert tomllib.loads(f"x = {value_of([plain])}") == {"x": [plain]}


def test_diff_of_like_runs_is_empty() -> None:
    assert diff(SAMPLE, LATER).findings == ()
    assert diff(SAMPLE, SAMPLE).findings == ()


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (
            without_headings,
            {("diff.distribution", "sections"), ("diff.distribution", "share of words in the lead")},
        ),
        (
            without_date,
            {("diff.coverage", "date"), ("diff.values", "date source"), ("diff.values", "date precision")},
        ),
        (with_suffix, {("diff.values", "title ending")}),
    ],
)
def test_diff_finds_the_change(damage: Callable[[Article], Article], expected: set[tuple[str, str]]) -> None:
    report = diff(SAMPLE, [damage(article) for article in LATER], names=("monday", "tuesday"))
    assert expected <= {(finding.rule, finding.path) for finding in report.findings}
    assert report.headline == "monday (60 articles) → tuesday (60 articles)"
    sizes = [abs(float(finding.value or 0)) for finding in report.findings if finding.severity == "error"]
    assert sizes == sorted(sizes, reverse=True)


def test_diff_reports_gains_as_milder_than_losses() -> None:
    undated = [without_date(article) for article in SAMPLE]
    severities = {
        "loss": [f.severity for f in diff(SAMPLE, undated).findings if f.rule == "diff.coverage"],
        "gain": [f.severity for f in diff(undated, SAMPLE).findings if f.rule == "diff.coverage"],
    }
    assert severities == {"loss": ["error"], "gain": ["note"]}


@given(st.lists(st.integers(0, 20), min_size=1), st.lists(st.integers(0, 20), min_size=1))
def test_ks_distance_is_a_distance(a: list[int], b: list[int]) -> None:
    first, second = sorted(map(float, a)), sorted(map(float, b))
    distance = ks_distance(first, second)
    assert 0 <= distance <= 1
    assert distance == ks_distance(second, first)
    assert ks_distance(first, first) == 0
    naive = max(
        abs(sum(x <= point for x in first) / len(first) - sum(x <= point for x in second) / len(second))
        for point in first + second
    )
    assert distance == pytest.approx(naive)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 60))
def test_likely_share_is_a_share_of_the_batch_and_grows_with_failures(
    failed: int, more: int, batch: int
) -> None:
    checked = failed + more + 1
    share = likely_share(failed, checked, batch)
    assert 0 <= share <= 1
    assert share * batch == pytest.approx(round(share * batch))
    assert share <= likely_share(failed + 1, checked, batch)


def test_likely_share_holds_its_probability() -> None:
    """Of many batches from one process (one in ten fails), about the probability, not more than twice, break the share."""
    dice = random.Random(7)  # noqa: S311  # no secret
    broken = 0
    for _ in range(4000):
        failed, later = (sum(dice.random() < 0.1 for _ in range(40)) for _ in range(2))
        broken += later / 40 > likely_share(failed, 40, 40, 0.01)
    assert 0 < broken <= 80


@given(st.lists(st.floats(-100, 100), min_size=1), st.floats(0, 1))
def test_quantile_has_its_share_at_or_below(numbers: list[float], share: float) -> None:
    ordered = sorted(numbers)
    value = quantile(ordered, share)
    assert sum(number <= value for number in ordered) >= share * len(ordered) - 1e-6
