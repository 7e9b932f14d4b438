import json
import tomllib
from pathlib import Path

import pytest
from sample_articles import DATA, good, site_article, without_date, without_headings
from typer.testing import CliRunner, Result

from tearsheet.article.model import Article
from tearsheet.cli.app import app
from tearsheet.contracts import Report


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def write(path: Path, *articles: Article) -> Path:
    path.write_text("".join(article.model_dump_json() + "\n" for article in articles), encoding="utf-8")
    return path


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return write(
        tmp_path / "clean.jsonl",
        good(),
        good(title="The mill closes again after forty years", canonical_url=None),
    )


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return write(
        tmp_path / "broken.jsonl", good(title="Page not found"), good(title="THE MILL ON THE RIVER REOPENS")
    )


def test_exit_0_without_findings(clean: Path) -> None:
    result = run("validate", clean, "--now", "2024-05-03")
    assert result.exit_code == 0
    assert "passed" in result.stdout


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("warning", 1), ("note", 1), ("never", 0)])
def test_exit_1_at_or_over_fail_on(broken: Path, fail_on: str, code: int) -> None:
    assert run("validate", broken, "--fail-on", fail_on).exit_code == code


def test_milder_findings_do_not_fail(tmp_path: Path) -> None:
    shouting = write(tmp_path / "a.jsonl", good(title="THE MILL ON THE RIVER REOPENS"))
    assert run("validate", shouting).exit_code == 0
    assert run("validate", shouting, "--fail-on", "warning").exit_code == 1


def test_input_without_article_fails(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    result = run("validate", tmp_path / "empty.html")
    assert result.exit_code == 1
    assert "failed: 1 input gave no article" in result.stdout
    assert "there are no articles" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["missing.jsonl"], "missing.jsonl"),
        (["CLEAN", "-c", "missing.toml"], "missing.toml: cannot be read"),
        (["CLEAN", "-c", "tearsheet:none"], "no such contract"),
        (["CLEAN", "--format", "pdf"], "pdf"),
        (["CLEAN", "--fail-on", "fatal"], "fatal"),
        (["CLEAN", "--output", "CLEAN"], "already exists"),
    ],
)
def test_exit_2_on_wrong_use(clean: Path, words: list[str], said: str) -> None:
    result = run("validate", *[clean if word == "CLEAN" else word for word in words])
    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize("form", ["json", "junit", "sarif", "github", "text"])
def test_formats_to_a_file_and_to_standard_output_are_the_same(
    broken: Path, tmp_path: Path, form: str
) -> None:
    output = tmp_path / "report"
    assert run("validate", broken, "-f", form, "-o", output, "--now", "2024-05-03").exit_code == 1
    result = run("validate", broken, "-f", form, "--now", "2024-05-03").stdout
    if form != "text":  # as text the terminal's width counts
        assert output.read_text(encoding="utf-8") == result
    assert "title.not-generic" in result


def test_lines_and_the_previous_run_are_used(tmp_path: Path) -> None:
    before = write(tmp_path / "before.jsonl", good(view_count=9000))
    after = write(
        tmp_path / "after.jsonl",
        good(title="Another title of the site", canonical_url="https://x.example/"),
        good(),
    )
    result = run("validate", after, "--previous", before, "-f", "json", "--now", "2024-05-03")
    report = Report.model_validate_json(result.stdout)
    found = {finding.rule: finding for finding in report.findings}
    assert found["views.not-falling"].line == 2
    assert found["views.not-falling"].article == f"{after}#2"
    assert "9000 in the previous run" in found["views.not-falling"].message


def test_contract_that_is_for_other_sites(clean: Path, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(
        'name = "c"\n[match]\nurl = "https://other.example/*"\n', encoding="utf-8"
    )
    result = run("validate", clean, "-c", tmp_path / "c.toml")
    assert result.exit_code == 0
    assert "the contract c applies to none of the 2 articles" in result.stderr


def test_learn_then_validate_then_diff(tmp_path: Path) -> None:
    sample = write(tmp_path / "sample.jsonl", *(site_article(n, seed=1) for n in range(40)))
    later = write(tmp_path / "later.jsonl", *(site_article(n, seed=2) for n in range(40)))
    damaged = write(
        tmp_path / "damaged.jsonl", *(without_headings(site_article(n, seed=2)) for n in range(40))
    )
    contract = tmp_path / "site.toml"
    assert (
        run("contract", "learn", sample, "-o", contract, "--name", "valley", "--now", "2025-01-01").exit_code
        == 0
    )
    assert tomllib.loads(contract.read_text(encoding="utf-8"))["name"] == "valley"
    assert run("contract", "check", contract).stdout.startswith("valley 1: ")
    assert run("validate", later, "-c", contract, "--fail-on", "note", "--now", "2025-01-01").exit_code == 0
    assert run("validate", damaged, "-c", contract, "--now", "2025-01-01").exit_code == 1
    assert run("contract", "diff", sample, later, "--fail-on", "note").exit_code == 0
    result = run("contract", "diff", sample, damaged)
    assert result.exit_code == 1
    assert "sections" in result.stdout
    undated = write(tmp_path / "undated.jsonl", *(without_date(site_article(n, seed=2)) for n in range(40)))
    report = Report.model_validate_json(run("contract", "diff", sample, undated, "-f", "json").stdout)
    assert report.findings[0].path == "date"


def test_learn_and_diff_need_articles(tmp_path: Path, clean: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    learnt = run("contract", "learn", tmp_path / "empty.html")
    assert (learnt.exit_code, "the sample contains no articles" in learnt.stderr) == (2, True)
    assert run("contract", "learn", "missing.html").exit_code == 2
    assert run("contract", "diff", clean, tmp_path / "empty.html").exit_code == 2


def test_learnt_contract_goes_to_standard_output(clean: Path) -> None:
    result = run("contract", "learn", clean)
    assert tomllib.loads(result.stdout)["name"] == "learnt"


def test_rules_are_listed_and_explained() -> None:
    listed = run("contract", "rules").stdout
    assert "error    title.no-site-name" in listed
    one = run("contract", "rules", "title.no-site-name").stdout
    assert "Passes:" in one
    assert "Fails:" in one
    assert run("contract", "rules", "title.nothing").exit_code == 2


def test_contract_check_and_schema(tmp_path: Path) -> None:
    assert run("contract", "check", DATA / "strict.toml").exit_code == 0
    (tmp_path / "bad.toml").write_text("name = 3", encoding="utf-8")
    assert run("contract", "check", tmp_path / "bad.toml").exit_code == 2
    assert json.loads(run("contract", "schema").stdout)["title"] == "tearsheet contract"
