"""``tearsheet inspect`` from the outside."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest
from lxml import etree
from typer.testing import CliRunner

from tearsheet.cli.app import app

FIXTURES = Path(__file__).parents[2] / "fixtures"
PAGE = FIXTURES / "content-site-labelled-meta.html"
XPATH = "/html/body/div[1]/div/p[1]"


def run(*arguments: str | Path, stdin: bytes | None = None) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["inspect", *map(str, arguments)], input=stdin)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def test_a_page(tmp_path: Path) -> None:
    assert run(PAGE, "-o", tmp_path / "out.html") == (0, f"{tmp_path}/out.html: open it in a browser\n")
    root = etree.HTML((tmp_path / "out.html").read_text(encoding="utf-8"))
    assert root.findtext(".//h1") == PAGE.name
    assert (
        run("-", "-o", tmp_path / "again.html", "--url", "https://a.example/x", stdin=PAGE.read_bytes())[0]
        == 0
    )
    assert "https://a.example/x" in (tmp_path / "again.html").read_text(encoding="utf-8")


def test_corrections_beside_the_page_are_shown(tmp_path: Path) -> None:
    shutil.copy(PAGE, tmp_path / "a.html")
    corrections = {"page": "a.html", "blocks": [{"xpath": XPATH, "keep": False}]}
    (tmp_path / "a.corrections.json").write_text(json.dumps(corrections))
    assert run(tmp_path / "a.html", "-o", tmp_path / "out.html")[0] == 0
    root = etree.HTML((tmp_path / "out.html").read_text(encoding="utf-8"))
    assert root.xpath("//*[@aria-selected='true']/@data-x") == [XPATH]


def test_findings_of_a_contract(tmp_path: Path) -> None:
    page = FIXTURES / "br-paragraphs.html"
    assert run(page, "-o", tmp_path / "out.html", "--contract", "tearsheet:article")[0] == 0
    root = etree.HTML((tmp_path / "out.html").read_text(encoding="utf-8"))
    assert root.xpath("//*[@class='findings']/li/code/text()") == ["field.required"]


def test_a_folder(tmp_path: Path) -> None:
    pages = tmp_path / "in"
    (pages / "sub dir").mkdir(parents=True)
    shutil.copy(PAGE, pages / "sub dir" / "a#1.html")
    shutil.copy(FIXTURES / "no-article-search-form.html", pages)
    (pages / "b.html.gz").write_bytes(gzip.compress((FIXTURES / "br-paragraphs.html").read_bytes()))
    (pages / "c.html").write_bytes(b"")
    (pages / "d.json").write_text("{}")
    out = pages / "out"  # inside of what is read: it is not read itself
    for _ in range(2):
        code, said = run(pages, "-o", out, "--contract", "tearsheet:article", "--overwrite")
        assert (code, said.strip().splitlines()[-1]) == (0, f"{out}/index.html: 4 pages, 2 refused")
    root = etree.HTML((out / "index.html").read_text(encoding="utf-8"))
    links = root.xpath("//tbody//a/@href")
    assert links == [
        "pages/b.html.gz.html",
        "pages/no-article-search-form.html.html",
        "pages/sub%20dir/a%231.html.html",
    ]
    assert (out / "pages/sub dir/a#1.html.html").is_file()
    rows = {row.findtext("th//a") or row.findtext("th"): row for row in root.xpath("//tbody/tr")}
    assert "[empty]" in rows["c.html"].xpath("string(.)")
    assert rows["b.html.gz"].get("data-findings") == "field.required"
    assert rows["b.html.gz"].get("data-missing") == ""  # no page of its folder has a date
    assert rows["no-article-search-form.html"].get("data-sections") is None


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("none.html", "-o", "out.html"), 2, "none.html: no such file"),
        (("empty.html", "-o", "out.html"), 1, "[empty]"),
        (("empty.html", "-o", "."), 2, "is a folder"),
        ((".", "-o", "empty.html"), 2, "is a file"),
        ((".", "-o", "out", "--url", "https://a.example"), 2, "apply to a single page"),
        (("empty.html", "-o", "out.html", "--contract", "none.toml"), 2, "none.toml"),
        (("page.html", "-o", "empty.html"), 2, "empty.html: already exists; use --overwrite"),
        (("page.html", "-o", "empty.html/out.html"), 3, "empty.html is a file"),
    ],
)
def test_wrong_use(
    arguments: tuple[str, ...], code: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.html").write_bytes(b"")
    shutil.copy(PAGE, "page.html")
    found, output = run(*arguments)
    assert (found, said in output) == (code, True), output
