"""``tearsheet site learn`` and ``tearsheet site check``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made_sites import CHANGES, Made, changed, make_site
from typer.testing import CliRunner, Result

from tearsheet.cli.app import app
from tearsheet.sites import load_rule


def folder_of(pages: list[Made], folder: Path) -> Path:
    folder.mkdir()
    for number, page in enumerate(pages):
        (folder / f"{number:02}.html").write_text(page.html, encoding="utf-8")
        (folder / f"{number:02}.html.url").write_text(page.url, encoding="utf-8")
    return folder


def lines_of(pages: list[Made], file: Path) -> Path:
    rows = [json.dumps({"html": page.html, "url": page.url}) for page in pages]
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["site", *map(str, arguments)])


@pytest.mark.parametrize("form", ["folder", "lines"])
def test_learned_rules_pass_their_own_tests(form: str, tmp_path: Path) -> None:
    pages = make_site("footer-date")
    source = folder_of(pages, tmp_path / "p") if form == "folder" else lines_of(pages, tmp_path / "p.jsonl")
    done = run("learn", source, "-o", tmp_path / "site.toml")
    assert done.exit_code == 0, done.output
    assert "12 pages; title 100%" in done.stdout
    assert len(load_rule(tmp_path / "site.toml").tests) == 2
    tested = run("test", tmp_path / "site.toml")
    assert (tested.exit_code, tested.stdout) == (0, f"{tmp_path / 'site.toml'}: 2 of 2 pages as expected\n")


def test_several_hosts_need_a_folder(tmp_path: Path) -> None:
    source = lines_of([*make_site("list", 4), *make_site("plain", 4)], tmp_path / "p.jsonl")
    refused = run("learn", source, "-o", tmp_path / "site.toml")
    assert refused.exit_code == 2
    assert "2 hosts" in refused.stderr
    assert not (tmp_path / "site.toml").exists()
    assert run("learn", source, "-o", tmp_path / "rules").exit_code == 0
    assert sorted(p.name for p in (tmp_path / "rules").glob("*.toml")) == [
        "list.example.toml",
        "plain.example.toml",
    ]


def test_a_rule_that_is_there_is_left_alone(tmp_path: Path) -> None:
    source = lines_of(make_site("list", 4), tmp_path / "p.jsonl")
    (tmp_path / "site.toml").write_text("mine", encoding="utf-8")
    assert run("learn", source, "-o", tmp_path / "site.toml").exit_code == 2
    assert (tmp_path / "site.toml").read_text(encoding="utf-8") == "mine"
    assert run("learn", source, "-o", tmp_path / "site.toml", "--overwrite").exit_code == 0
    assert load_rule(tmp_path / "site.toml").name == "list.example"


def test_pages_without_url_are_counted_and_teach_nothing(tmp_path: Path) -> None:
    (tmp_path / "one.html").write_text(make_site("list", 1)[0].html, encoding="utf-8")
    done = run("learn", tmp_path / "one.html", "-o", tmp_path / "site.toml")
    assert done.exit_code == 1
    assert "skipped: 1 pages without a URL" in done.stderr


def test_check_names_the_field_and_what_would_hold(tmp_path: Path) -> None:
    template, _, replacements, part = CHANGES[0]
    run("learn", lines_of(make_site(template, 8), tmp_path / "p.jsonl"), "-o", tmp_path / "site.toml")
    same = lines_of(make_site(template, 6, seed=2), tmp_path / "same.jsonl")
    done = run("check", tmp_path / "site.toml", same)
    assert (done.exit_code, done.stdout) == (0, "6 pages; all rules work\n")
    later = [changed(p, replacements) for p in make_site(template, 6, seed=2)]
    done = run("check", tmp_path / "site.toml", lines_of(later, tmp_path / "later.jsonl"))
    assert done.exit_code == 1
    assert (
        f"labelled.example: {part}: found on 0% of the pages, 100% when learned; missing since {later[0].url}; now at span.stamp-x"
        in done.stdout
    )


def test_check_without_a_page_of_the_rules_is_wrong_use(tmp_path: Path) -> None:
    run("learn", lines_of(make_site("list", 4), tmp_path / "p.jsonl"), "-o", tmp_path / "site.toml")
    done = run("check", tmp_path / "site.toml", lines_of(make_site("plain", 2), tmp_path / "q.jsonl"))
    assert done.exit_code == 2
