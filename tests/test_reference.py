"""The reference pages are those that ``python .ci/reference.py`` writes, and they leave nothing out."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

import tearsheet
from tearsheet.article import model

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "reference"
GENERATED = runpy.run_path(str(ROOT / ".ci" / "reference.py"))["pages"]()
MODELS = [
    each
    for each in vars(model).values()
    if isinstance(each, type) and issubclass(each, model.Model) and each is not model.Model
]


@pytest.mark.parametrize("name", GENERATED)
def test_a_page_is_current(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == GENERATED[name], "run: python .ci/reference.py"


@pytest.mark.parametrize("model_class", MODELS, ids=lambda each: each.__name__)
def test_every_field_of_the_model_has_its_meaning(model_class: type[model.Model]) -> None:
    page = (FOLDER / "article.md").read_text(encoding="utf-8")
    section = page.partition(f"\n## {model_class.__name__}\n")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| .* \| (.+) \|$", section, re.MULTILINE))
    assert rows.keys() == model_class.model_fields.keys()
    assert all(rows.values())


def test_every_field_of_an_article_has_an_example() -> None:
    page = (FOLDER / "article.md").read_text(encoding="utf-8")
    shown = re.findall(r'^`(\w+)`\n\n```json\n\{\n  "\1": (.)', page, re.MULTILINE)
    assert [name for name, _ in shown] == list(tearsheet.Article.model_fields)
    assert [name for name, first in shown if first == "n"] == []  # none is null


def test_every_public_name_is_documented() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in FOLDER.glob("*.md"))
    headings = set(re.findall(r"^#+ (\S+)$", pages, re.MULTILINE))
    assert {name for name in tearsheet.__all__ if not name.startswith("__")} - {"LeafReport"} <= headings
