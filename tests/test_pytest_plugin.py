import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from sample_articles import good

from tearsheet.pytest_plugin import assert_article as check

ROOT = Path(__file__).parent.parent

TESTS = """
from tearsheet.article.model import Article
from tearsheet.pytest_plugin import assert_article as function

def test_passes(assert_article):
    assert_article(Article(title="The mill reopens"), "house.toml")
    function(Article(title="The mill reopens"), "house.toml")

def test_fails(assert_article):
    assert_article(Article(title="THE MILL REOPENS"), "house.toml")
"""


def test_article_that_keeps_the_contract_passes() -> None:
    check(good(), "tearsheet:article")


def test_a_failure_shows_the_findings() -> None:
    with pytest.raises(pytest.fail.Exception) as caught:
        check(good(title="Page not found"), "tearsheet:article")
    assert "error    title.not-generic" in str(caught.value)
    assert "'Page not found'" in str(caught.value)
    check(good(title="THE MILL ON THE RIVER REOPENS"), "tearsheet:article")
    with pytest.raises(pytest.fail.Exception):
        check(good(title="THE MILL ON THE RIVER REOPENS"), "tearsheet:article", fail_on="warning")


def test_fixture_in_a_run_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "test_house.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "house.toml").write_text(
        'name = "house"\n[rules]\n"title.not-all-caps" = "error"\n', encoding="utf-8"
    )
    done = subprocess.run(  # our own interpreter
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "tearsheet.pytest_plugin",
            "-p",
            "no:cacheprovider",
            ".",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "1 failed, 1 passed" in done.stdout
    assert "title: title is all capitals" in done.stdout
    assert "'THE MILL REOPENS'" in done.stdout
    assert "Traceback" not in done.stdout


def test_plugin_is_an_entry_point_that_imports_next_to_nothing() -> None:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert table["project"]["entry-points"]["pytest11"] == {"tearsheet": "tearsheet.pytest_plugin"}
    code = "import sys, pytest; before = set(sys.modules); import tearsheet.pytest_plugin; print(*set(sys.modules) - before)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )  # our own interpreter
    assert set(done.stdout.split()) == {"tearsheet", "tearsheet.pytest_plugin"}
