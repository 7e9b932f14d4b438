import datetime as dt
import json
import pickle
from pathlib import Path

from sample_articles import DATA, good

from tearsheet.batch import convert
from tearsheet.contracts.quarantine import ContractCheck

CONTRACT = 'name = "house"\n[rules]\n"title.not-all-caps" = { severity = "error", max_share = 0.9 }\n"run.unique" = "error"\n"title.length" = { min = 1, max = 5 }\n'
PAGE = (
    "<html><body><article><h1>{}</h1><p>"
    + "The wheel of the old mill turns again by day. " * 8
    + "</p></article></body></html>"
)


def contract_file(folder: Path, text: str = CONTRACT) -> Path:
    path = folder / "house.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_article_with_an_error_is_diverted_with_its_findings(tmp_path: Path) -> None:
    check = ContractCheck.of(contract_file(tmp_path))
    assert check("a", good()) is None
    diversion = check("b", good(title="THE MILL REOPENS"))
    assert diversion is not None
    assert diversion.record["findings"] == [
        {
            "rule": "title.not-all-caps", "severity": "error", "path": "title",
            "message": "title is all capitals", "value": "THE MILL REOPENS",
        }
    ]  # fmt: skip
    assert diversion.record["article"] == good(title="THE MILL REOPENS").model_dump(mode="json")


def test_rules_over_a_run_are_not_asked(tmp_path: Path) -> None:
    check = ContractCheck.of(contract_file(tmp_path))
    assert check("a", good()) is None
    assert check("b", good()) is None


def test_milder_findings_divert_if_asked_to(tmp_path: Path) -> None:
    assert ContractCheck.of(contract_file(tmp_path), fail_on="warning")("a", good()) is not None


def test_a_check_can_be_pickled_and_differs_from_others(tmp_path: Path) -> None:
    file = contract_file(tmp_path)
    now = dt.datetime(2024, 5, 3, tzinfo=dt.UTC)
    check = ContractCheck.of(file, now=now)
    assert pickle.loads(pickle.dumps(check))("b", good(title="THE MILL REOPENS")) is not None  # noqa: S301  # our own
    changed = ContractCheck.of(contract_file(tmp_path, CONTRACT.replace("max = 5", "max = 6")), now=now)
    assert repr(changed) != repr(check)
    assert ContractCheck.of(DATA / "strict.toml").now is None


def test_convert_sets_aside_and_goes_on(tmp_path: Path) -> None:
    pages = tmp_path / "in"
    pages.mkdir()
    titles = ["The mill reopens", "THE MILL REOPENS", "The wheel turns", "THE WHEEL TURNS"]
    for number, title in enumerate(titles):
        (pages / f"{number}.html").write_text(PAGE.format(title), encoding="utf-8")
    summary = convert(
        pages,
        tmp_path / "out.jsonl",
        workers=0,
        check=ContractCheck.of(contract_file(tmp_path)),
        quarantine=tmp_path / "aside.jsonl",
    )
    assert (summary.inputs, summary.articles, summary.quarantined, summary.rejected) == (4, 2, 2, 0)
    aside = [json.loads(line) for line in (tmp_path / "aside.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(Path(row["input"]).name, row["findings"][0]["path"], row["article"]["title"]) for row in aside] == [
        ("1.html", "title", "THE MILL REOPENS"), ("3.html", "title", "THE WHEEL TURNS")
    ]  # fmt: skip
