"""Every output format holds the same articles."""

from __future__ import annotations

import contextlib
import gzip
import json
import sqlite3
from html import escape
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from tearsheet import Article
from tearsheet.batch import Columns, article_of_row, convert
from tearsheet.batch.arrow import ARTICLES, read_articles
from tearsheet.batch.errors import OutputExists
from tearsheet.batch.writers import format_of
from tearsheet.batch.writers.markdown import parts_of
from tearsheet.errors import MissingExtra

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.mark.parametrize(
    ("name", "extra"), [("a.parquet", "batch"), ("a.duckdb", "duckdb"), ("a.jsonl.zst", "batch")]
)
def test_a_format_that_lacks_its_module_names_the_extra(
    name: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(MissingExtra, match=rf"tearsheet\[{extra}\]"):
        format_of(Path(name), None)


def articles(text: str) -> list[tuple[str, Article]]:
    rows = [json.loads(line) for line in text.splitlines()]
    return [(row["input"], article_of_row(row)) for row in rows]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Article]]:
    output = tmp_path_factory.mktemp("jsonl") / "out.jsonl"
    convert(FIXTURES, output, workers=0)
    found = articles(output.read_text())
    assert len(found) > 10
    return found


def test_packed_json_lines(expected: list[tuple[str, Article]], tmp_path: Path) -> None:
    convert(FIXTURES, tmp_path / "out.jsonl.gz", workers=0)
    assert articles(gzip.decompress((tmp_path / "out.jsonl.gz").read_bytes()).decode()) == expected
    convert(FIXTURES, tmp_path / "out.jsonl.zst", workers=0)
    with (tmp_path / "out.jsonl.zst").open("rb") as file:
        unpacked = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True).read()
    assert articles(unpacked.decode()) == expected


def test_gzip_contains_neither_time_nor_name(tmp_path: Path) -> None:
    convert(FIXTURES, tmp_path / "out.jsonl.gz", workers=0)
    head = (tmp_path / "out.jsonl.gz").read_bytes()[:8]
    assert head[3] == 0
    assert head[4:8] == bytes(4)


def test_parquet(expected: list[tuple[str, Article]], tmp_path: Path) -> None:
    convert(FIXTURES, tmp_path / "out.parquet", workers=1)
    table = pq.read_table(tmp_path / "out.parquet")
    assert table.schema.equals(ARTICLES)
    assert list(read_articles(table)) == expected


def test_parquet_without_articles(tmp_path: Path) -> None:
    (tmp_path / "empty.html").touch()
    convert(tmp_path / "empty.html", tmp_path / "out.parquet", workers=0)
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 0


def rows_expected(expected: list[tuple[str, Article]]) -> dict[str, Any]:
    return {
        "articles": [(i, name, a.title, a.view_count) for i, (name, a) in enumerate(expected, 1)],
        "sections": [
            (i, at, s.heading, s.level, s.parent)
            for i, (_, a) in enumerate(expected, 1)
            for at, s in enumerate(a.sections)
        ],
        "blocks": [
            (i, at, place, b.type)
            for i, (_, a) in enumerate(expected, 1)
            for at, s in enumerate(a.sections)
            for place, b in enumerate(s.blocks)
        ],
        "key_points": [
            (i, at, p.group, p.label, p.text, p.section)
            for i, (_, a) in enumerate(expected, 1)
            for at, p in enumerate(a.key_points)
        ],
    }


QUERIES = {
    "articles": "SELECT id, input, title, view_count FROM articles ORDER BY id",
    "sections": "SELECT article, section, heading, level, parent FROM sections ORDER BY article, section",
    "blocks": "SELECT article, section, block, type FROM blocks ORDER BY article, section, block",
    "key_points": 'SELECT article, point, "group", label, text, section FROM key_points ORDER BY article, point',
}


def test_sqlite(expected: list[tuple[str, Article]], tmp_path: Path) -> None:
    convert(FIXTURES, tmp_path / "out.sqlite", workers=0)
    database = sqlite3.connect(tmp_path / "out.sqlite")
    try:
        assert {name: database.execute(query).fetchall() for name, query in QUERIES.items()} == rows_expected(
            expected
        )
        assert database.execute(
            "SELECT typeof(date) FROM articles WHERE date IS NOT NULL LIMIT 1"
        ).fetchall() == [("text",)]
    finally:
        database.close()


def test_duckdb(expected: list[tuple[str, Article]], tmp_path: Path) -> None:
    convert(FIXTURES, tmp_path / "out.duckdb", workers=0)
    with duckdb.connect(str(tmp_path / "out.duckdb"), read_only=True) as database:
        assert {name: database.execute(query).fetchall() for name, query in QUERIES.items()} == rows_expected(
            expected
        )


def test_markdown(expected: list[tuple[str, Article]], tmp_path: Path) -> None:
    convert(FIXTURES, tmp_path / "out", workers=0)
    assert len(list((tmp_path / "out").rglob("*.md"))) == len(expected)
    for name, article in expected:
        path = tmp_path / "out" / Path(name).relative_to(FIXTURES)
        text = path.with_name(f"{path.name}.md").read_text("utf-8")
        _, front, body = text.split("---\n", 2)
        fields = dict(line.split(": ", 1) for line in front.splitlines())
        assert json.loads(fields["input"]) == name
        assert json.loads(fields.get("title", "null")) == article.title
        assert body.strip() == article.to_markdown().strip()


def test_markdown_goes_into_a_new_folder_only(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("precious")
    with pytest.raises(OutputExists, match="not an empty folder"):
        convert(FIXTURES, tmp_path / "out", workers=0)
    assert (tmp_path / "out" / "mine.txt").read_text() == "precious"


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_no_input_name_leads_out_of_the_folder(name: str) -> None:
    parts = parts_of(name)
    assert parts
    for part in parts:
        assert part.strip(".")
        assert not set(part) & set("/\\\0")
        assert len(part.encode()) <= 200


HOSTILE = (
    "'); DROP TABLE articles; --",
    '"); DROP TABLE articles; --',
    '=HYPERLINK("https://evil.example","click")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "{{7*7}} ${7*7} %s ? :name $1",
    "the mill\\' and \\\" by\\",
)


@pytest.mark.parametrize("suffix", [".sqlite", ".duckdb", ".parquet", ".jsonl"])
def test_text_of_pages_stays_text(suffix: str, tmp_path: Path) -> None:
    rows = [
        {
            "html": "<article><h1>{0}</h1><p>{1}</p><p>{1} {0}</p></article>".format(
                escape(text), "The mill by the bridge has ground the same grain for two hundred years. " * 2
            ),
            "id": text,
        }
        for text in HOSTILE
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    output = tmp_path / f"out{suffix}"
    convert(tmp_path / "in.jsonl", output, workers=0, columns=Columns(id="id"))
    query = "SELECT input, title FROM articles ORDER BY id"
    if suffix == ".sqlite":
        with contextlib.closing(sqlite3.connect(output)) as database:
            found = database.execute(query).fetchall()
    elif suffix == ".duckdb":
        with duckdb.connect(str(output), read_only=True) as database:
            found = database.execute(query).fetchall()
    elif suffix == ".parquet":
        found = [(row["input"], row["title"]) for row in pq.read_table(output).to_pylist()]
    else:
        found = [(row["input"], row["title"]) for row in map(json.loads, output.read_text().splitlines())]
    assert found == [(text, text) for text in HOSTILE]


def test_the_confidence_is_a_column_when_it_is_asked_for(tmp_path: Path) -> None:
    wanted = ["title", "confidence"]
    convert(FIXTURES, tmp_path / "out.jsonl", fields=[*wanted, "evidence"], workers=0)
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    scores = [[row["evidence"][name]["score"] for name in ("title", "sections")] for row in rows]
    expected = [min((s for s in each if s is not None), default=None) for each in scores]
    assert [row["confidence"] for row in rows] == expected
    assert any(value is not None for value in expected)
    for name in ("out.parquet", "out.csv", "out.sqlite"):
        convert(FIXTURES, tmp_path / name, fields=wanted, workers=0)
    table = pq.read_table(tmp_path / "out.parquet")
    assert dict(zip(table["input"].to_pylist(), table["confidence"].to_pylist(), strict=True)) == {
        row["input"]: row["confidence"] for row in rows
    }
    assert (tmp_path / "out.csv").read_text("utf-8-sig").partition("\n")[
        0
    ].strip() == "input,title,confidence"
    with contextlib.closing(sqlite3.connect(tmp_path / "out.sqlite")) as database:
        assert database.execute("SELECT typeof(max(confidence)) FROM articles").fetchone() == ("real",)
