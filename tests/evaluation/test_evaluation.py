"""Scoring the library on a folder of pages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tearsheet.cli.app import app
from tearsheet.evaluation import MEASURES, EvaluationError, Score, evaluate_folder
from tearsheet.evaluation.measures import of_strings, of_words

FIXTURES = Path(__file__).parents[2] / "fixtures"
NEWS = "news-jsonld-graph.html"


def folder_with(tmp_path: Path, expected: object, page: str = NEWS, ending: str = ".expected.json") -> Path:
    shutil.copy(FIXTURES / page, tmp_path / page)
    (tmp_path / (Path(page).stem + ending)).write_text(json.dumps(expected), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("expected", "figures"),
    [
        ({"title": "Harbour bridge closes for repairs"}, {"title": (1, 1, 1)}),
        ({"title": "HARBOUR bridge closes, for repairs!"}, {"title": (1, 1, 1)}),
        ({"title": "Another"}, {"title": (0, 0, 0)}),
        ({"view_count": None}, {"view_count": (1, 1, 1)}),
        ({"view_count": 7}, {"view_count": (0, 0, 0)}),
        ({"date": "2025-11-03"}, {"date": (1, 1, 1)}),
        ({"authors": ["Jon Ferris"]}, {"authors": (0.5, 1, 0.6667)}),
        ({"breadcrumbs": ["Home", "Transport", "Bridges"]}, {"breadcrumbs": (1, 0.6667, 0.8)}),
        ({"in_text": ["flowers at the foot", "no such words"]}, {"in_text": (1, 0.5, 0.6667)}),
        ({"not_in_text": ["flowers at the foot", "no such words"]}, {"not_in_text": (0.5, 0.5, 0.5)}),
        (
            {"outline": [[1, "Ferries run more often"], [2, "Shops fear for their trade"]]},
            {"outline": (1, 1, 1), "levels": (0.5, 0.5, 0.5)},
        ),
    ],
)
def test_figures(tmp_path: Path, expected: dict[str, object], figures: dict[str, tuple[float, ...]]) -> None:
    result = evaluate_folder(folder_with(tmp_path, expected))
    assert {f.field: (f.precision, f.recall, f.f1) for f in result.fields} == figures


def test_worst_pages_come_first_and_right_ones_not_at_all(tmp_path: Path) -> None:
    folder_with(tmp_path, {"title": "Another", "authors": ["Moira Tan"], "date": "2025-11-03"})
    result = evaluate_folder(tmp_path)
    assert [(w.field, w.f1) for w in result.worst] == [("title", 0.0), ("authors", 0.6667)]


def test_a_refused_page_counts_as_empty(tmp_path: Path) -> None:
    result = evaluate_folder(
        folder_with(tmp_path, {"title": "T", "text": "some"}, "no-article-search-form.html")
    )
    assert result.refused == {"no-article-search-form.html": "not-article"}
    assert [f.f1 for f in result.fields] == [0.0, 0.0]


@pytest.mark.parametrize(("page", "f1"), [("no-article-search-form.html", 1.0), (NEWS, 0.0)])
def test_an_expected_refusal_is_measured(tmp_path: Path, page: str, f1: float) -> None:
    result = evaluate_folder(folder_with(tmp_path, {"error": "not-article"}, page))
    assert [(f.field, f.f1) for f in result.fields] == [("error", f1)]


def test_pages_without_expectation_do_not_count(tmp_path: Path) -> None:
    shutil.copy(FIXTURES / NEWS, tmp_path / NEWS)
    with pytest.raises(EvaluationError, match="no page has a"):
        evaluate_folder(tmp_path)


@pytest.mark.parametrize("text", ["[1]", "{"])
def test_a_broken_expectation_is_named(tmp_path: Path, text: str) -> None:
    folder_with(tmp_path, {})
    broken = tmp_path / "news-jsonld-graph.expected.json"
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        evaluate_folder(tmp_path)
    assert caught.value.path == str(broken)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("titel", "no such field: 'titel'; did you mean 'title'?"),
        ("keypoints", "did you mean 'key_points'?"),
        ("xyzzy", "no such field: 'xyzzy'; the fields are text, in_text"),
    ],
)
@pytest.mark.parametrize("ending", [".expected.json", ".corrections.json"])
def test_a_misspelt_name_is_no_silence(tmp_path: Path, name: str, problem: str, ending: str) -> None:
    folder_with(tmp_path, {"title": "T", name: "T"}, ending=ending)
    with pytest.raises(EvaluationError) as caught:
        evaluate_folder(tmp_path)
    assert problem in caught.value.problem
    assert caught.value.path.endswith(ending)
    shown = CliRunner().invoke(app, ["eval", str(tmp_path)])
    assert shown.exit_code == 2
    assert f"no such field: '{name}'" in " ".join(shown.output.split())


def test_corrections_are_scored_by_block(tmp_path: Path) -> None:
    blocks = [
        {"xpath": "/html/body/main/article/h1", "keep": True},
        {"xpath": "/html/body/main/article/p[3]", "keep": True},
        {"xpath": "/html/body/footer/p", "keep": False},
        {"xpath": "/html/body/main/aside/h2", "keep": False},
    ]
    result = evaluate_folder(folder_with(tmp_path, {"blocks": blocks}, ending=".corrections.json"))
    assert [(f.field, f.f1) for f in result.fields] == [("blocks", 0.75)]


def test_the_command_prints_a_table_and_the_worst(tmp_path: Path) -> None:
    folder_with(tmp_path, {"title": "Another", "date": "2025-11-03"})
    shown = CliRunner().invoke(app, ["eval", str(tmp_path)])
    assert shown.exit_code == 0
    assert "1 pages, 0 refused" in shown.output
    assert "0.000  title        news-jsonld-graph.html" in shown.output
    asked = CliRunner().invoke(app, ["eval", str(tmp_path), "--json"])
    assert json.loads(asked.output)["fields"][0]["field"] == "title"


def test_an_empty_folder_is_wrong_use(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["eval", str(tmp_path)]).exit_code == 2


def test_every_measure_is_tried_by_the_fixtures() -> None:
    result = evaluate_folder(FIXTURES)
    assert {f.field for f in result.fields} >= set(MEASURES) - {
        "blocks",
        "text",
        "subtitle",
        "summary",
        "site",
    }


@given(st.text(), st.text())
def test_word_measure_is_symmetric_and_bounded(a: str, b: str) -> None:
    there, back = of_words(a, b), of_words(b, a)
    assert 0 <= there.f1 <= 1
    assert there.f1 == pytest.approx(back.f1)
    assert of_words(a, a).f1 == 1


@given(st.lists(st.text("abc", min_size=1), max_size=6))
def test_order_does_not_matter_to_sets(strings: list[str]) -> None:
    assert of_strings(reversed(strings), strings) == Score(len(strings), len(strings), len(strings))
