import gzip
from pathlib import Path

import pytest
from optional import need
from sample_articles import good, site_article

from tearsheet.article.model import Article
from tearsheet.batch import convert
from tearsheet.batch.errors import SourceError
from tearsheet.contracts.reading import read_articles

PAGE = "<html><head><title>The mill</title></head><body><article><h1>The mill reopens today</h1>{}</article></body></html>"
TEXT = (
    "<p>"
    + "After forty years the wheel of the old mill turns again, and bread is baked of its flour. " * 4
    + "</p>"
)


def rows(articles: list[Article]) -> str:
    return "".join(f'{{"input":"{n}",{article.model_dump_json()[1:]}\n' for n, article in enumerate(articles))


def names(source: Path) -> list[tuple[str | None, int | None, str | None]]:
    return [
        (read.origin.name, read.origin.line, read.article.title if read.article else read.reason)
        for read in read_articles([source])
    ]


@pytest.mark.parametrize("packed", [False, True])
def test_json_lines_are_articles_with_their_lines(tmp_path: Path, packed: bool) -> None:  # noqa: FBT001  # a parameter
    articles = [site_article(n) for n in range(3)]
    data = (rows(articles[:2]) + "\n" + rows(articles[2:])).encode()
    path = tmp_path / ("run.jsonl.gz" if packed else "run.jsonl")
    path.write_bytes(gzip.compress(data) if packed else data)
    assert [(line, title) for _, line, title in names(path)] == [
        (line, article.title) for line, article in zip((1, 2, 4), articles, strict=True)
    ]
    assert [name for name, _, _ in names(path)] == ["0", "1", "0"]


def test_rows_that_are_not_articles_have_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    path.write_text(
        rows([good()]) + "{\n" + '{"schema_version": "1.0", "sections": [], "title": 3}\n', encoding="utf-8"
    )
    (_, _, title), (_, _, broken), (_, line, wrong) = names(path)
    assert title == good().title
    assert (broken or "").startswith("corrupt: not valid json")
    assert line == 3
    assert (wrong or "").startswith("not-article-row: title: Input should be a valid string")


def test_one_article_in_json(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text(good().model_dump_json(), encoding="utf-8")
    assert names(path) == [(str(path), None, good().title)]


def test_long_lines_over_many_reads(tmp_path: Path) -> None:
    long = good(summary="x" * 3_000_000)
    path = tmp_path / "run.jsonl"
    path.write_text(rows([long, good()]).removesuffix("\n"), encoding="utf-8")
    assert [line for _, line, _ in names(path)] == [1, 2]


def test_pages_are_converted_on_the_way(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE.format(TEXT), encoding="utf-8")
    (tmp_path / "b.html").write_bytes(b"")
    first, second = read_articles([tmp_path])
    assert first.article is not None
    assert first.article.title == "The mill reopens today"
    assert second.article is None
    assert (second.reason or "").startswith("empty: ")


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_what_convert_writes_is_read(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "in").mkdir()
    for number in range(3):
        (tmp_path / "in" / f"{number}.html").write_text(PAGE.format(TEXT), encoding="utf-8")
    output = tmp_path / f"out{suffix}"
    convert(tmp_path / "in", output, workers=0)
    assert [read.article.title for read in read_articles([output]) if read.article] == [
        "The mill reopens today"
    ] * 3


def test_parquet_of_articles(tmp_path: Path) -> None:
    need("pyarrow")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text(PAGE.format(TEXT), encoding="utf-8")
    output = tmp_path / "out.parquet"
    convert(tmp_path / "in", output, workers=0)
    (read,) = read_articles([output])
    assert read.article is not None
    assert read.article.title == "The mill reopens today"
    assert (read.origin.name or "").endswith("a.html")


def test_sources_that_are_not_there(tmp_path: Path) -> None:
    for name in ("none.jsonl", "none.html", "none.json"):
        with pytest.raises(SourceError):
            list(read_articles([tmp_path / name]))


@pytest.mark.parametrize("name", ["bad.jsonl.gz", "bad.parquet", "bad.sqlite", "bad.duckdb"])
def test_files_that_are_none_of_their_kind_are_one_input_without_article(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"nothing of the kind")
    (read,) = read_articles([tmp_path / name])
    assert read.code == "corrupt"


def parquet_with(path: Path, **columns: object) -> Path:
    pq = need("pyarrow.parquet")
    arrow = need("tearsheet.batch.arrow")
    from tearsheet.batch.records import RawPage
    from tearsheet.batch.work import Outcome

    batch = arrow.batch_of([Outcome(RawPage("a.html"), 0.0, article=good())], arrow.ARTICLES)
    table = arrow.pa.Table.from_batches([batch])
    for name, column in columns.items():
        at = table.schema.names.index(name)
        table = table.remove_column(at) if column is None else table.set_column(at, name, column)
    pq.write_table(table, path)
    return path


def test_parquet_of_other_columns_is_one_input_without_article(tmp_path: Path) -> None:
    pa = need("pyarrow")
    not_utf8 = pa.array([b"caf\xe9"], pa.binary()).cast(pa.string(), safe=False).view(pa.string())
    for columns in ({"input": None}, {"sections": pa.array([[3]])}, {"title": not_utf8}):
        (read,) = read_articles([parquet_with(tmp_path / "a.parquet", **columns)])
        assert read.code == "corrupt"


def test_parquet_rows_that_are_not_articles_have_a_reason(tmp_path: Path) -> None:
    pa = need("pyarrow")
    source = parquet_with(tmp_path / "a.parquet", view_count=pa.array([-1]))
    (read,) = read_articles([source])
    assert (read.reason or "").startswith("not-article-row: view_count")
