"""The examples of the docs' page on plug-ins run, each with the real package."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from optional import need

pytestmark = pytest.mark.filterwarnings("ignore")  # the packages' own
PAGE = (Path(__file__).parents[2] / "docs/how/plugins.md").read_text(encoding="utf-8")
RECIPES = re.findall(r"^```py\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
PACKAGE = re.compile(
    r"^(?:import|from) (scrapy|langchain_core|llama_index|pandas|polars|datasets)\b", re.MULTILINE
)

PRINTED = {
    "scrapy": "",
    "langchain_core": "Limits of the Revival",
    "llama_index": "Harbour bridge closes for repairs Ferries run more often",
    "pandas": "2025-02-18",
    "polars": "How Night Trains",
    "datasets": "How Night Trains Came Back to the Continent",
}


@pytest.fixture
def folder(fixtures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder that holds the fixtures, as a reader of the docs does, without any hub."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "cache"))
    shutil.copytree(fixtures, tmp_path / "fixtures")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("recipe", RECIPES, ids=lambda text: PACKAGE.findall(text)[0])
def test_recipe(recipe: str, capfd: pytest.CaptureFixture[str]) -> None:
    (package,) = PACKAGE.findall(recipe)
    need(package)
    exec(compile(recipe, "docs/how/plugins.md", "exec"), {"__name__": "recipe"})  # noqa: S102  # our own docs
    assert PRINTED[package] in capfd.readouterr().out


def test_there_is_a_recipe_for_each() -> None:
    assert [PACKAGE.findall(recipe) for recipe in RECIPES] == [[name] for name in PRINTED]
