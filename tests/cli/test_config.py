"""Options of commands from a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tearsheet.cli.app import app
from tearsheet.cli.config import ConfigError, find, read

PAGE = """<!doctype html><html><head><title>The ferry at noon</title></head><body><article><h1>The ferry at noon</h1>
<p>The ferry leaves at noon, whatever the tide says, and comes back when the captain has eaten his second supper.</p>
<p>Nobody has ever asked for the fare, and nobody has ever gone without paying it, for the dog remembers faces.</p>
</article></body></html>"""
KNOWN = {"convert": ("workers", "fields", "now", "quiet", "overwrite", "output")}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "page.html").write_text(PAGE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> tuple[int, str]:
    ended = CliRunner().invoke(app, words)
    return ended.exit_code, ended.output


@pytest.mark.parametrize(
    ("name", "head"), [("tearsheet.toml", "[convert]"), ("pyproject.toml", "[tool.tearsheet.convert]")]
)
def test_options_come_from_the_folder_and_the_command_line_goes_first(
    folder: Path, name: str, head: str
) -> None:
    (folder / name).write_text(f'{head}\nworkers = 0\nquiet = true\nfields = ["title", "words"]\n')
    assert run("convert", "page.html", "-o", "a.jsonl") == (0, "")
    assert json.loads((folder / "a.jsonl").read_text()).keys() == {"input", "title", "words"}
    assert run("convert", "page.html", "-o", "b.jsonl", "--fields", "title") == (0, "")
    assert json.loads((folder / "b.jsonl").read_text()).keys() == {"input", "title"}


def test_a_file_that_is_named_is_read_and_no_other(folder: Path) -> None:
    (folder / "tearsheet.toml").write_text("[convert]\nwurkers = 0")
    (folder / "mine.toml").write_text('[convert]\nworkers = 0\nquiet = true\n[validate]\nformat = "json"\n')
    assert run("--config", "mine.toml", "convert", "page.html", "-o", "a.jsonl")[0] == 0
    code, report = run("--config", "mine.toml", "validate", "a.jsonl", "--fail-on", "never")
    assert (code, json.loads(report)["articles"]) == (0, 1)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[convert]\nwurkers = 3", "convert.wurkers: no such option"),
        ("[convert]\noverwrite = true", "convert.overwrite: can only be given on the command line"),
        ("[convert]\noutput = 'a'", "convert.output: can only be given on the command line"),
        ("[show]\nurl = 'a'", "show: options can only be set for convert and validate"),
        ("convert = 3", "convert: must be a table"),
        ("[convert]\nworkers = {}", "convert.workers: not a valid value"),
        ("[convert", "tearsheet.toml: "),
    ],
)
def test_what_no_file_can_set_is_refused_by_name(folder: Path, text: str, problem: str) -> None:
    (folder / "tearsheet.toml").write_text(text)
    code, said = run("convert", "page.html", "-o", "a.jsonl")
    assert code == 2
    assert problem in said
    assert not (folder / "a.jsonl").exists()


def test_a_project_without_a_table_of_ours_sets_nothing(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[project]\nname = "x"\n')
    found = find(folder)
    assert found is not None
    assert read(found, KNOWN) == {}
    (folder / "pyproject.toml").write_text("tool = 3")
    with pytest.raises(ConfigError, match="tool"):
        read(found, KNOWN)


def test_days_and_lists_are_values_as_on_the_command_line(folder: Path) -> None:
    file = folder / "tearsheet.toml"
    file.write_text('[convert]\nnow = 2024-01-02\nfields = ["title", "date"]')
    assert read(file, KNOWN) == {"convert": {"now": "2024-01-02", "fields": "title,date"}}
