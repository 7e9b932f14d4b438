"""The real command: what it writes, what it leaves alone, what it says, and its exit codes."""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

PAGE = """<!doctype html><html><head><title>{0}</title><meta property="article:published_time" content="{1}"></head>
<body><article><h1>{0}</h1>
<p>The tram climbed the hill on a cable that was older than its driver, and neither of them had ever been replaced.</p>
<p>On market days it carried hens and cabbages, and the conductor asked half the fare for a goose on the lap.</p>
</article></body></html>"""
BASE = [sys.executable, "-c", "from tearsheet.cli import main; main()"]


def run(*words: object, stdin: bytes | None = None, cwd: Path | None = None) -> tuple[int, str, str]:
    done = subprocess.run(
        [*BASE, *map(str, words)], input=stdin, capture_output=True, cwd=cwd, timeout=120, check=False
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(3):
        moment = "2024-05-03T22:30:00-05:00" if number else "2024-05-03"
        (folder / f"{number}.html").write_text(PAGE.format(f"The tram on line {number}", moment))
    return folder


def convert(source: object, output: object, *options: object) -> tuple[int, str, str]:
    return run("convert", source, "-o", output, "-j", "0", *options)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.csv", "a.parquet", "a.sqlite", "a.duckdb"])
def test_what_is_there_is_replaced_only_when_asked(pages: Path, tmp_path: Path, name: str) -> None:
    output = tmp_path / "new" / "folder" / name
    assert convert(pages, output)[0] == 0
    output.write_bytes(b"precious")
    code, _, said = convert(pages, output)
    assert (code, "--overwrite" in said, name in said) == (2, True, True)
    assert output.read_bytes() == b"precious"
    assert convert(pages, output, "--overwrite")[0] == 0
    assert output.read_bytes() != b"precious"
    assert sorted(path.name for path in output.parent.iterdir()) == [
        name, f"{name}.rejects.jsonl", f"{name}.run.json",
    ]  # fmt: skip


@pytest.mark.parametrize("other", ["a.jsonl.rejects.jsonl", "a.jsonl.run.json", "report.html"])
def test_files_beside_the_output_are_left_alone_too(pages: Path, tmp_path: Path, other: str) -> None:
    (tmp_path / other).write_text("precious")
    code, _, said = convert(pages, tmp_path / "a.jsonl", "--report", tmp_path / "report.html")
    assert (code, other in said) == (2, True)
    assert (tmp_path / other).read_text() == "precious"
    assert not (tmp_path / "a.jsonl").exists()


def test_a_database_of_other_tables_is_never_overwritten(pages: Path, tmp_path: Path) -> None:
    output = tmp_path / "app.db"
    with closing(sqlite3.connect(output)) as database:
        database.execute("CREATE TABLE customers (name TEXT)")
        database.commit()
    before = output.read_bytes()
    code, _, said = convert(pages, output, "--overwrite")
    assert (code, "customers" in said) == (2, True)
    assert output.read_bytes() == before


def test_the_old_output_stays_when_there_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.html").touch()
    (tmp_path / "a.jsonl").write_text("yesterday's\n")
    code, _, said = convert(tmp_path / "in", tmp_path / "a.jsonl", "--overwrite")
    assert (code, "no article in 1 input" in said) == (1, True)
    assert (tmp_path / "a.jsonl").read_text() == "yesterday's\n"
    assert convert(tmp_path / "in", tmp_path / "a.jsonl", "--overwrite", "--allow-empty")[0] == 1
    allowed = ("--overwrite", "--allow-empty", "--max-rejects", "100%")
    assert convert(tmp_path / "in", tmp_path / "a.jsonl", *allowed)[0] == 0
    assert (tmp_path / "a.jsonl").read_text() == ""


def test_no_input_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    code, _, said = convert(tmp_path / "in", tmp_path / "a.jsonl")
    assert (code, "there was no input" in said) == (1, True)
    assert convert(tmp_path / "in", tmp_path / "b.jsonl", "--allow-empty")[0] == 0


@pytest.mark.parametrize(
    ("limit", "code"),
    [(None, 0), ("0", 1), ("1", 0), ("24%", 1), ("25%", 0), ("x", 2), ("101%", 2), ("1.5", 2)],
)
def test_rejects_fail_a_run_over_their_limit(
    pages: Path, tmp_path: Path, limit: str | None, code: int
) -> None:
    (pages / "empty.html").touch()
    options = ["--max-rejects", limit] if limit else []
    assert convert(pages, tmp_path / "a.jsonl", *options)[0] == code


def test_two_outputs_beside_each_other_share_nothing(pages: Path, tmp_path: Path) -> None:
    for name in ("a.jsonl", "a.parquet", "a.csv"):
        assert convert(pages, tmp_path / name)[0] == 0
    assert len([path for path in tmp_path.iterdir() if path.is_file()]) == 9


def test_standard_output(pages: Path, tmp_path: Path) -> None:
    (pages / "empty.html").touch()
    code, out, said = run("convert", pages, "-o", "-", "-j", "0", cwd=tmp_path)
    assert code == 0
    assert [json.loads(line)["title"] for line in out.splitlines()] == [
        f"The tram on line {n}" for n in range(3)
    ]
    assert "empty.html: the input contains no text" in said
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]
    assert run("convert", pages, "-o", "-", "--format", "parquet", "-j", "0")[0] == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_standard_output(pages: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*BASE, "convert", str(pages), "-o", "-", "-j", "0"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 3
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr
    assert convert(pages, "/dev/full", "--format", "jsonl")[0] == 2


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.zst", "a.parquet", "a.sqlite", "a.duckdb"])
def test_what_is_written_can_be_read(pages: Path, tmp_path: Path, name: str) -> None:
    assert convert(pages, tmp_path / "first.jsonl")[0] == 0
    assert convert(pages, tmp_path / name if name != "a.jsonl" else tmp_path / "x.jsonl")[0] == 0
    source = tmp_path / ("x.jsonl" if name == "a.jsonl" else name)
    assert convert(source, tmp_path / "again.jsonl")[0] == 0
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "first.jsonl").read_bytes()
    code, out, _ = run("validate", source, "-f", "json", "--fail-on", "never")
    report = json.loads(out)
    assert (code, report["articles"]) == (0, 3)
    assert {finding["article"] for finding in report["findings"]} <= {str(page) for page in pages.iterdir()}


def test_rejects_that_were_kept_are_retried(pages: Path, tmp_path: Path) -> None:
    (pages / "1.html").write_bytes(b"")
    assert convert(pages, tmp_path / "b.jsonl", "--keep-rejects", "--max-rejects", "9")[0] == 0
    code, _, said = convert(tmp_path / "b.jsonl.rejects.jsonl", tmp_path / "c.jsonl", "--max-rejects", "9")
    assert (code, "no article in 1 input" in said) == (1, True)
    (reject,) = map(json.loads, (tmp_path / "c.jsonl.rejects.jsonl").read_text().splitlines())
    assert (reject["input"], reject["code"]) == ((pages / "1.html").as_posix(), "empty")


def test_a_kept_reject_is_read_as_the_page_that_it_was(tmp_path: Path) -> None:
    row = {"input": "page 7", "url": "https://tram.example/7", "code": "timeout", "message": "not done"}
    row["content"] = base64.b64encode(PAGE.format("The tram on line 7", "2024-05-03").encode()).decode()
    (tmp_path / "old.rejects.jsonl").write_text(json.dumps(row) + "\n")
    assert convert(tmp_path / "old.rejects.jsonl", tmp_path / "a.jsonl")[0] == 0
    (article,) = map(json.loads, (tmp_path / "a.jsonl").read_text().splitlines())
    assert (article["input"], article["url"], article["title"]) == (
        "page 7", "https://tram.example/7", "The tram on line 7",
    )  # fmt: skip


def test_columns_that_sort_and_count(pages: Path, tmp_path: Path) -> None:
    assert (
        convert(pages, tmp_path / "a.jsonl", "--fields", "title,published_at,published_on,words,text")[0] == 0
    )
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    assert list(rows[0]) == ["input", "title", "published_at", "published_on", "words", "text"]
    assert [row["published_at"] for row in rows] == [None, "2024-05-04T03:30:00Z", "2024-05-04T03:30:00Z"]
    assert {row["published_on"] for row in rows} == {"2024-05-03"}
    assert all(row["words"] > 30 and "hens and cabbages" in row["text"] for row in rows)
    code, _, said = convert(pages, tmp_path / "b.jsonl", "--fields", "titel")
    assert (code, "titel" in said) == (2, True)


def test_without_evidence_and_with_a_fingerprint(pages: Path, tmp_path: Path) -> None:
    assert convert(pages, tmp_path / "a.jsonl", "--no-evidence", "--fingerprint")[0] == 0
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    assert not any("evidence" in row for row in rows)
    assert len({row["fingerprint"] for row in rows}) == 1  # the texts are the same


def test_csv_is_safe_in_a_spreadsheet(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE.format("=1+1 and what the tram cost", "2024-05-03"))
    assert convert(tmp_path / "a.html", tmp_path / "a.csv")[0] == 0
    (row,) = csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig"), newline=""))
    assert row["title"] == "'=1+1 and what the tram cost"
    assert (row["published_on"], row["published_at"]) == ("2024-05-03", "")
    assert not any((value or "").startswith(("=", "+", "-", "@")) for value in row.values())


def test_a_column_that_is_likely_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"body": PAGE.format("The tram", "2024-05-03")}) + "\n")
    assert convert(tmp_path / "a.jsonl", tmp_path / "b.jsonl")[0] == 1
    assert "--html-column body" in (tmp_path / "b.jsonl.rejects.jsonl").read_text()


def test_an_unwritable_report_is_found_before_the_run(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, _, said = convert(pages, tmp_path / "a.jsonl", "--report", tmp_path / "file" / "r.html")
    assert (code, "is a file" in said) == (3, True)
    assert not (tmp_path / "a.jsonl").exists()


@pytest.mark.parametrize("command", ["show", "convert"])
def test_a_url_is_not_fetched_and_the_message_says_how(tmp_path: Path, command: str) -> None:
    options = ["-o", str(tmp_path / "a.jsonl")] if command == "convert" else []
    code, _, said = run(command, "https://tram.example/7?a=b&c=d", *options)
    assert (code, "curl -sSL 'https://tram.example/7?a=b&c=d' | tearsheet show -" in said) == (2, True)


def test_validate_says_that_it_checked_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    code, _, said = run("validate", tmp_path / "empty.jsonl")
    assert (code, "nothing was checked" in said) == (1, True)


@pytest.mark.parametrize(
    "words", [["validate", "A", "-f", "json"], ["contract", "learn", "A"], ["contract", "diff", "A", "A"]]
)
def test_reports_and_contracts_are_replaced_only_when_asked(
    pages: Path, tmp_path: Path, words: list[str]
) -> None:
    source, output = tmp_path / "a.jsonl", tmp_path / "out" / "file"
    assert convert(pages, source)[0] == 0
    command = [source if word == "A" else word for word in words]
    assert run(*command, "-o", output)[0] in (0, 1)
    output.write_text("precious")
    code, _, said = run(*command, "-o", output)
    assert (code, "--overwrite" in said, output.read_text()) == (2, True, "precious")
    assert run(*command, "-o", output, "--overwrite")[0] in (0, 1)
    assert output.read_text() != "precious"


@pytest.mark.parametrize("module", ["pyarrow", "duckdb"])
def test_a_missing_extra_is_named_and_no_traceback_shown(pages: Path, tmp_path: Path, module: str) -> None:
    hide = f"import sys; sys.modules[{module!r}] = None; import importlib.util as u; f = u.find_spec; "
    hide += f"u.find_spec = lambda n, *a: None if n == {module!r} else f(n, *a); "
    output = tmp_path / ("a.parquet" if module == "pyarrow" else "a.duckdb")
    done = subprocess.run(
        [sys.executable, "-c", f"{hide}from tearsheet.cli import main; main()", "convert", pages, "-o", output],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert f"{module} is not installed: pip install 'tearsheet[" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("module", "name", "contract"),
    [
        ("yaml", "c.yaml", "title: {present: true}"),
        (
            "jsonpath",
            "c.toml",
            'name = "c"\n[[expressions]]\nrule = "own.rule"\nselect = "$.title"\nmin = 1\n',
        ),
    ],
)
def test_what_contracts_lack_is_named(tmp_path: Path, module: str, name: str, contract: str) -> None:
    (tmp_path / name).write_text(contract)
    (tmp_path / "a.jsonl").write_text("")
    hide = f"import sys; sys.modules[{module!r}] = None; from tearsheet.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", hide, "validate", tmp_path / "a.jsonl", "--contract", tmp_path / name],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert f"{module} is not installed: pip install 'tearsheet[contracts]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("adapter", ["spark", "ray", "frames", "arrow"])
def test_adapters_name_their_extra(adapter: str) -> None:
    code = f"import sys; sys.modules['pyarrow'] = None\nimport tearsheet.{adapter}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "MissingExtra: pyarrow is not installed: pip install 'tearsheet[" in done.stderr.splitlines()[-1]


def test_a_pipe_that_closes_early(pages: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        done = subprocess.run(
            [*BASE, "convert", str(pages), "-o", "-", "-j", "0", "-q"],
            stdout=closed,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_a_device_is_no_output(pages: Path) -> None:
    code, _, said = convert(pages, "/dev/full")
    assert code == 2
    assert "/dev/full: is a device or a pipe; use - for standard output" in said
