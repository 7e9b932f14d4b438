"""A run over small folders: every input accounted for, in order, the same bytes for any number of workers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tearsheet.batch import convert
from tearsheet.batch.errors import SourceError
from tearsheet.batch.run import CHUNK_PAGES
from tearsheet.batch.work import SiteReader
from tearsheet.sites import SiteRule, SiteRules

PAGE = """<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>The ferry leaves the old harbour at seven each morning, and the islanders have come to set their clocks by it.</p>
<h2>What it carries</h2>
<p>Bread, letters and schoolchildren go out; cheese, wool and schoolchildren come back in the long evening light.</p>
<ul><li>Bread for the shop</li><li>Letters for the islanders</li></ul>
<p>Nobody remembers a day on which it did not sail, though the older people say that there must have been one.</p>
</article></body></html>"""


def write_pages(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(count):
        (folder / f"page-{i:04}.html").write_text(PAGE.format(title=f"Ferry number {i} to the islands"))
    return folder


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_folder_to_json_lines_in_order(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages", CHUNK_PAGES * 2 + 3)
    summary = convert(pages, tmp_path / "out.jsonl", workers=0)
    rows = records(tmp_path / "out.jsonl")
    assert [row["input"] for row in rows] == [path.as_posix() for path in sorted(pages.iterdir())]
    assert [row["title"] for row in rows] == [f"Ferry number {i} to the islands" for i in range(len(rows))]
    assert summary.inputs == summary.articles == len(rows) == CHUNK_PAGES * 2 + 3
    assert (tmp_path / "out.jsonl.rejects.jsonl").read_bytes() == b""
    assert not (tmp_path / "out.jsonl.part").exists()


@pytest.mark.parametrize("workers", [1, 2])
def test_bytes_do_not_depend_on_workers(tmp_path: Path, workers: int) -> None:
    pages = write_pages(tmp_path / "pages", 40)
    (pages / "page-0007.html").write_bytes(b"")
    convert(pages, tmp_path / "one.jsonl", workers=0)
    convert(pages, tmp_path / "two.jsonl", workers=workers)
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    assert (tmp_path / "one.jsonl.rejects.jsonl").read_bytes() == (
        tmp_path / "two.jsonl.rejects.jsonl"
    ).read_bytes()


def test_account_adds_up(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages", 5)
    (pages / "empty.html").write_bytes(b"")
    (pages / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    summary = convert(pages, tmp_path / "out.jsonl", workers=0)
    assert (summary.inputs, summary.articles, summary.rejected) == (7, 5, 2)
    assert summary.codes == {"empty": 1, "unsupported": 1}
    account = json.loads((tmp_path / "out.jsonl.run.json").read_text())
    assert account["summary"]["inputs"] == account["stats"]["articles"] + account["stats"]["rejected"] == 7
    rejects = records(tmp_path / "out.jsonl.rejects.jsonl")
    assert [(Path(row["input"]).name, row["code"]) for row in rejects] == [
        ("empty.html", "empty"),
        ("picture.html", "unsupported"),
    ]


def test_rejects_keep_their_bytes_when_asked(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages", 1)
    (pages / "bad.html").write_bytes(b"%PDF-1.7 not a page")
    convert(pages, tmp_path / "out.jsonl", workers=0, keep_rejects=True)
    import base64

    (reject,) = records(tmp_path / "out.jsonl.rejects.jsonl")
    assert base64.b64decode(reject["content"]) == b"%PDF-1.7 not a page"


def test_own_files_in_a_source_folder_are_no_inputs(tmp_path: Path) -> None:
    pages = write_pages(tmp_path, 2)
    first = convert(pages, tmp_path / "out.jsonl", workers=0)
    again = convert(pages, tmp_path / "out.jsonl", workers=0, overwrite=True)
    assert first.inputs == again.inputs == 2


def test_url_file_beside_a_page(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages", 2)
    (pages / "page-0001.html.url").write_text("https://islands.example/ferry\n")
    convert(pages, tmp_path / "out.jsonl", workers=0)
    assert [row["url"] for row in records(tmp_path / "out.jsonl")] == [None, "https://islands.example/ferry"]


@pytest.mark.parametrize(
    ("sources", "output"),
    [("missing", "out.jsonl"), ("nothing-*.html", "out.jsonl"), (".", "out.unknown")],
)
def test_wrong_use_is_reported_before_anything_is_written(tmp_path: Path, sources: str, output: str) -> None:
    with pytest.raises(SourceError):
        convert(tmp_path / sources, tmp_path / output, workers=0)
    assert list(tmp_path.iterdir()) == []


def site_rules(name: str) -> SiteRules:
    rule = {
        "name": name,
        "match": {"url": ["https://islands.example/*"]},
        "fields": {"category": [{"css": "li"}]},
    }
    return SiteRules([SiteRule.model_validate(rule)])


@pytest.mark.parametrize("workers", [0, 1])
def test_site_rules_reach_the_workers(tmp_path: Path, workers: int) -> None:
    rows = [
        {"html": PAGE.format(title="Ferry one"), "url": "https://islands.example/one"},
        {"html": PAGE.format(title="Ferry two"), "url": "https://other.example/two"},
        {"html": PAGE.format(title="Ferry three"), "url": None},
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    convert(tmp_path / "in.jsonl", tmp_path / "out.jsonl", workers=workers, sites=site_rules("islands"))
    assert [row["category"] for row in records(tmp_path / "out.jsonl")] == ["Bread for the shop", None, None]


def test_readers_of_different_rules_differ() -> None:
    one, same, other = (repr(SiteReader(site_rules(name))) for name in ("islands", "islands", "capes"))
    assert one == same != other


@pytest.mark.parametrize(
    ("name", "value"), [("workers", "2"), ("workers", -1), ("sources", 3), ("now", "today")]
)
def test_an_argument_of_a_wrong_type_is_named(tmp_path: Path, name: str, value: object) -> None:
    arguments: dict[str, Any] = {"sources": tmp_path, "output": tmp_path / "out.jsonl", name: value}
    with pytest.raises(TypeError, match=f"^{name} (takes|must be)"):
        convert(**arguments)
