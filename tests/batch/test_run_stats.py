"""Tallies add up, and survive the journal."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet import Article, ArticleError
from tearsheet.batch import errors as batch_errors
from tearsheet.batch.run_stats import SAMPLES, SLOWEST, RunStats
from tearsheet.errors import EmptyInput, MissingExtra, NoMarkup, NotAnArticle

Event = tuple[str, int]
events = st.lists(
    st.tuples(st.sampled_from(["article", "reject", "slow", "quarantine"]), st.integers(0, 50)), max_size=40
)


def count(stats: RunStats, made: list[Event]) -> None:
    for kind, number in made:
        if kind == "article":
            stats.add_article(
                Article(title="t" * (number % 2), category=f"c{number % 5}", view_count=number), number
            )
        elif kind == "reject":
            stats.add_reject(f"page {number}", NotAnArticle("no-text") if number % 2 else EmptyInput(number))
        elif kind == "slow":
            stats.add_seconds(f"page {number}", float(number))
        else:
            stats.quarantined += 1


@given(events, st.integers(0, 40))
def test_the_tally_of_a_run_is_the_sum_of_its_parts(made: list[Event], cut: int) -> None:
    whole, first, second = RunStats(), RunStats(), RunStats()
    count(whole, made)
    count(first, made[:cut])
    count(second, made[cut:])
    first.merge(second)
    assert first.to_json() == whole.to_json()
    assert whole.inputs == sum(kind != "slow" for kind, _ in made)
    assert all(len(samples) <= SAMPLES for samples in whole.samples.values())
    assert len(whole.slowest) <= SLOWEST


@given(events)
def test_the_journal_gives_back_what_it_took(made: list[Event]) -> None:
    stats = RunStats()
    count(stats, made)
    assert RunStats.from_json(json.loads(json.dumps(stats.to_json()))) == stats


ERRORS: list[ArticleError] = [
    batch_errors.UnreadableInput("no"),
    batch_errors.CorruptInput("tar", "cut"),
    batch_errors.DecompressionBomb(10, 1000),
    batch_errors.MissingMarkup("null"),
    batch_errors.TimeLimitExceeded(2.5),
    batch_errors.MemoryLimitExceeded(1024),
    batch_errors.WorkerCrashed("SIGABRT"),
    batch_errors.UnexpectedFailure("ValueError: x"),
    batch_errors.NotAnArticleRow("title", "wrong"),
    batch_errors.SourceError("x", "missing"),
    batch_errors.OutputExists(Path("a"), "there"),
    batch_errors.WorkersNotStarted("exit code 1"),
    MissingExtra("pyarrow", "batch"),
    NoMarkup("path", "a.html"),
    EmptyInput(3),
    NotAnArticle("no-text"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_errors_travel_between_processes(error: ArticleError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own
    assert type(again) is type(error)
    assert (str(again), again.facts(), again.code) == (str(error), error.facts(), error.code)


def test_codes_are_distinct() -> None:
    codes = [error.code for error in ERRORS]
    assert len(set(codes)) == len(codes)
