"""The command as a person uses it: exit codes, output on stdout, the rest on stderr."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tearsheet import Article
from tearsheet.batch import article_of_row
from tearsheet.cli.app import app

FIXTURES = Path(__file__).parents[2] / "fixtures"
PAGE = FIXTURES / "content-site-icon-meta.html"


@pytest.fixture
def run() -> CliRunner:
    return CliRunner()


def test_convert_clean_is_0(run: CliRunner, tmp_path: Path) -> None:
    result = run.invoke(app, ["convert", str(PAGE), "-o", str(tmp_path / "a.jsonl"), "-j", "0"])
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert "1 seen = 1 article in" in result.stderr
    (line,) = (tmp_path / "a.jsonl").read_text().splitlines()
    row = json.loads(line)
    assert row["input"] == PAGE.as_posix()
    assert article_of_row(row).title


def test_convert_with_rejects_is_1(run: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "empty.html").touch()
    result = run.invoke(
        app,
        [
            "convert",
            str(tmp_path),
            str(PAGE),
            "-o",
            str(tmp_path / "a.jsonl"),
            "-j0",
            "-q",
            "--max-rejects",
            "0",
        ],
    )
    assert result.exit_code == 1, result.output
    assert "1 of 2 inputs rejected or quarantined" in result.stderr
    assert json.loads((tmp_path / "a.jsonl.rejects.jsonl").read_text())["code"] == "empty"


@pytest.mark.parametrize(
    "words",
    [
        ["convert", "missing.html", "-o", "a.jsonl"],
        ["convert", str(PAGE), "-o", "a.docx"],
        ["convert", str(PAGE)],
        ["convert"],
        ["show", "missing.html"],
        ["show", str(PAGE), "--json", "--markdown"],
        ["nonsense"],
    ],
)
def test_wrong_use_is_2(
    run: CliRunner, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run.invoke(app, words)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""


def test_show_names_title_outline_and_where_it_was_found(run: CliRunner) -> None:
    result = run.invoke(app, ["show", str(PAGE)])
    assert result.exit_code == 0, result.output
    assert "How Night Trains Came Back to the Continent" in result.stdout
    assert "Why Sleepers Almost Vanished" in result.stdout
    assert re.search(r"^view_count +5,127 +html · shown-class +\d+% *$", result.stdout, re.MULTILINE)
    assert "no-candidate: date_modified, authors" in result.stdout
    assert "title.h1" in run.invoke(app, ["show", str(PAGE), "--evidence"]).stdout


def test_show_fits_a_small_terminal(run: CliRunner) -> None:
    for page in PAGE.parent.glob("*.html"):
        shown = run.invoke(app, ["show", str(page)], env={"COLUMNS": "80"})
        if shown.exit_code == 0:
            fields = shown.stdout.partition("\nfield ")[2].partition("\n\n")[0].splitlines()
            assert all(len(line) <= 80 for line in fields)
            assert shown.stdout.rstrip().splitlines()[-1].endswith(("sections", "section", "points", "point"))


def test_show_counts_words_where_no_spaces_part_them(run: CliRunner) -> None:
    result = run.invoke(app, ["show", str(PAGE.with_name("chinese-counter.html"))])
    found = re.search(r"(\d+) words", result.output)
    assert found is not None
    assert int(found[1]) > 50


def test_show_json_is_the_article(run: CliRunner) -> None:
    result = run.invoke(app, ["show", str(PAGE), "--json"])
    assert Article.model_validate_json(result.stdout).title == "How Night Trains Came Back to the Continent"


def test_show_a_page_that_is_no_article_is_1(run: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "empty.html").touch()
    result = run.invoke(app, ["show", str(tmp_path / "empty.html")])
    assert result.exit_code == 1
    assert "[empty]" in result.stderr


@pytest.mark.parametrize("option", [[], ["--json"], ["--body"]])
def test_no_control_code_of_a_page_reaches_the_terminal(
    run: CliRunner, tmp_path: Path, option: list[str]
) -> None:
    text = PAGE.read_text().replace("Night Trains", "Night\x9b31m [bold]Trains\u202e")
    (tmp_path / "page.html").write_text(text)
    result = run.invoke(app, ["show", str(tmp_path / "page.html"), *option])
    assert result.exit_code == 0, result.output
    assert "[bold]Trains" in result.stdout
    assert not set(result.stdout) & set("\x1b\x9b\u202e")


def test_schema(run: CliRunner) -> None:
    schema = json.loads(run.invoke(app, ["schema"]).stdout)
    assert schema["properties"]["title"]


def test_arrow_schema(run: CliRunner) -> None:
    lines = run.invoke(app, ["schema", "--arrow"]).stdout.splitlines()
    assert lines[0] == "input: string not null"


RULE = """
[match]
url = ["https://mine.example/*"]
[fields]
category = "h1"
"""


def test_show_reads_by_a_site_rule(run: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(RULE)
    words = ["show", str(PAGE), "--json", "--url", "https://mine.example/a", "--sites", str(tmp_path)]
    shown = json.loads(run.invoke(app, words).stdout)
    assert shown["category"] == shown["title"]
    assert shown["evidence"]["category"]["rule"] == "site.mine.category"


@pytest.mark.parametrize(
    ("rule", "said"), [("fields = 1", "mine.toml"), (None, "no .toml file"), ("[match", "mine.toml")]
)
@pytest.mark.parametrize("command", ["show", "convert"])
def test_site_rules_that_cannot_be_used_are_2(
    run: CliRunner, tmp_path: Path, command: str, rule: str | None, said: str
) -> None:
    if rule is not None:
        (tmp_path / "mine.toml").write_text(rule)
    output = ["-o", str(tmp_path / "a.jsonl")] if command == "convert" else []
    result = run.invoke(app, [command, str(PAGE), *output, "--sites", str(tmp_path)])
    assert result.exit_code == 2
    assert said in result.stderr.replace("\n", "")
