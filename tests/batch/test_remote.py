from __future__ import annotations

import functools
import gzip
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from optional import need
from typer.testing import CliRunner

from tearsheet import convert
from tearsheet.batch import Columns
from tearsheet.batch.errors import OutputExists, RunConflict, SourceError, UploadError
from tearsheet.batch.run import Run
from tearsheet.cli.app import app
from tearsheet.errors import MissingExtra

fsspec = need("fsspec")

PARAGRAPH = (
    "The harbour office counted forty ships in the first week of the month, more than in any week of the year before, "
    "and the pilots say that the channel north of the old pier is now deep enough for the larger ferries."
)


def page(title: str) -> bytes:
    body = "".join(f"<p>{title} {number}: {PARAGRAPH}</p>" for number in range(4))
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>".encode()


def warc(*titles: str) -> bytes:
    records = []
    for number, title in enumerate(titles):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(title)
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        records.append(gzip.compress(head.encode() + block + b"\r\n\r\n"))
    return b"".join(records)


def zipped(**members: bytes) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.html", content)
    return sink.getvalue()


CRAWL = {
    "a.html": page("Ships"),
    "a.html.url": b"https://example.org/ships\n",
    "b/c.html.gz": gzip.compress(page("Pilots")),
    "b.txt.css": b"p {}",
    "b-2.html": page("Ferries"),
    ".hidden.html": page("Hidden"),
    "d.jsonl": json.dumps({"html": page("Piers").decode(), "url": "https://example.org/piers"}).encode()
    + b"\n",
    "e.zip": zipped(one=page("Tides"), two=b""),
    "f.warc.gz": warc("Storms", "Docks"),
}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    fs = fsspec.filesystem("memory")
    fs.store.clear()
    fs.pseudo_dirs[:] = [""]
    monkeypatch.chdir(tmp_path)
    for name, content in CRAWL.items():
        fs.pipe_file(f"/crawl/{name}", content)
    yield fs
    fs.store.clear()
    fs.pseudo_dirs[:] = [""]


def rows(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def test_a_folder_in_a_store_gives_what_the_same_folder_on_disk_gives(store: Any, tmp_path: Path) -> None:
    for name, content in CRAWL.items():
        path = tmp_path / "crawl" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    local = convert("crawl", "local.jsonl", workers=0)
    remote = convert("memory://crawl", "remote.jsonl", workers=0)
    assert remote.articles == 7
    assert (remote.seen, remote.inputs, remote.codes, remote.skipped) == (
        local.seen, local.inputs, local.codes, local.skipped,
    )  # fmt: skip
    for suffix in ("", ".rejects.jsonl"):
        expected = (
            Path(f"local.jsonl{suffix}").read_text().replace('"input":"crawl/', '"input":"memory://crawl/')
        )
        assert Path(f"remote.jsonl{suffix}").read_text() == expected
    assert rows(Path("remote.jsonl").read_bytes())[0]["url"] == "https://example.org/ships"
    assert store.exists("/crawl/a.html")


@pytest.mark.parametrize(
    ("source", "inputs"),
    [
        ("memory://crawl/a.html", ["memory://crawl/a.html"]),
        ("memory://crawl/*.html", ["memory://crawl/a.html", "memory://crawl/b-2.html"]),
        ("memory://crawl/b", ["memory://crawl/b/c.html.gz"]),
        ("memory://crawl/b/", ["memory://crawl/b/c.html.gz"]),
        ("memory://crawl/d.jsonl", ["memory://crawl/d.jsonl#1"]),
        (
            "memory://crawl/f.warc.gz",
            ["memory://crawl/f.warc.gz!urn:uuid:0", "memory://crawl/f.warc.gz!urn:uuid:1"],
        ),
    ],
)
@pytest.mark.usefixtures("store")
def test_what_a_url_names(source: str, inputs: list[str]) -> None:
    convert(source, "out.jsonl", workers=0)
    assert [row["input"] for row in rows(Path("out.jsonl").read_bytes())] == inputs


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("memory://crawl/none.html", "no such file or folder"),
        ("memory://crawl/*.pdf", "no file matches this pattern"),
        ("nosuchstore://crawl/a.html", "nosuchstore"),
        ("memory://crawl/x.csv", "CSV cannot be read"),
        ("memory://crawl/x.parquet", "no column 'html'; the columns are markup"),
    ],
)
def test_a_source_that_cannot_be_read_stops_the_call(store: Any, source: str, reason: str) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    store.pipe_file("/crawl/x.csv", b"a,b\n")
    with store.open("/crawl/x.parquet", "wb") as file:
        pq.write_table(pa.table({"markup": ["<p>a</p>"]}), file)
    with pytest.raises(SourceError, match="^" + re.escape(source)) as caught:
        convert(source, "out.jsonl", workers=0)
    assert reason in caught.value.reason
    assert not Path("out.jsonl").exists()


def test_parquet_with_workers(store: Any) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with store.open("/tables/x.parquet", "wb") as file:
        pq.write_table(pa.table({"markup": [page("Ships"), page("Piers")]}), file)
    sources = ["memory://tables/x.parquet", "memory://crawl/a.html"]
    summary = convert(sources, "memory://out/a.parquet", workers=1, columns=Columns(html="markup"))
    assert (summary.articles, summary.output) == (3, "memory://out/a.parquet")
    with store.open("/out/a.parquet", "rb") as file:
        assert pq.read_table(file)["input"].to_pylist() == [
            "memory://tables/x.parquet#1", "memory://tables/x.parquet#2", "memory://crawl/a.html",
        ]  # fmt: skip


def test_a_page_larger_than_the_limit_is_not_fetched(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from tearsheet.batch import Limits

    monkeypatch.setattr(type(store), "cat_file", None)
    summary = convert("memory://crawl/a.html", "out.jsonl", workers=0, limits=Limits(size=50))
    assert summary.codes == {"too-large": 1}


def test_a_page_that_the_store_does_not_give_is_a_reject(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_options: object) -> bytes:
        raise RuntimeError("the network is down")

    monkeypatch.setattr(type(store), "cat_file", broken)
    monkeypatch.setattr(type(store), "get_file", broken)
    sources = ["memory://crawl/a.html", "memory://crawl/e.zip"]
    assert convert(sources, "out.jsonl", workers=0).codes == {"unreadable": 2}
    assert "the network is down" in Path("out.jsonl.rejects.jsonl").read_text()


def test_an_output_and_its_companions_are_uploaded_and_nothing_stays(store: Any, tmp_path: Path) -> None:
    summary = convert("memory://crawl", "memory://out/a.jsonl", workers=0, report="memory://reports/a.html")
    convert("memory://crawl", "local.jsonl", workers=0)
    assert store.cat_file("/out/a.jsonl") == Path("local.jsonl").read_bytes()
    assert store.cat_file("/out/a.jsonl.rejects.jsonl") == Path("local.jsonl.rejects.jsonl").read_bytes()
    assert b"a.jsonl" in store.cat_file("/reports/a.html")
    account = json.loads(store.cat_file("/out/a.jsonl.run.json"))
    assert account["summary"]["output"] == "memory://out/a.jsonl"
    assert account["summary"]["rejects"] == summary.rejects == "memory://out/a.jsonl.rejects.jsonl"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "local.jsonl", "local.jsonl.rejects.jsonl", "local.jsonl.run.json",
    ]  # fmt: skip


def test_an_output_in_the_folder_of_inputs_is_no_input(store: Any) -> None:
    first = convert("memory://crawl", "memory://crawl/out.jsonl", workers=0)
    again = convert("memory://crawl", "memory://crawl/out.jsonl", workers=0, overwrite=True)
    assert (first.inputs, first.skipped) == (again.inputs, again.skipped)
    assert store.exists("/crawl/out.jsonl")


@pytest.mark.parametrize("existing", ["a.jsonl", "a.jsonl.rejects.jsonl", "a.jsonl.run.json"])
def test_an_existing_file_is_replaced_only_if_asked(store: Any, tmp_path: Path, existing: str) -> None:
    store.pipe_file(f"/out/{existing}", b"old")
    with pytest.raises(OutputExists, match=f"^memory://out/{existing}: .*--overwrite"):
        convert("memory://crawl/a.html", "memory://out/a.jsonl", workers=0)
    assert store.cat_file(f"/out/{existing}") == b"old"
    assert list(tmp_path.iterdir()) == []
    convert("memory://crawl/a.html", "memory://out/a.jsonl", workers=0, overwrite=True)
    assert store.cat_file(f"/out/{existing}") != b"old"


@pytest.mark.parametrize("name", ["articles", "a.sqlite"])
def test_folders_and_databases_are_uploaded_but_never_replaced(store: Any, name: str) -> None:
    convert("memory://crawl/*.html", f"memory://out/{name}", workers=0)
    if name == "articles":
        assert store.find(f"/out/{name}") == [f"/out/{name}/a.html.md", f"/out/{name}/b-2.html.md"]
    else:
        assert store.cat_file(f"/out/{name}").startswith(b"SQLite format 3")
    with pytest.raises(OutputExists, match="choose another name"):
        convert("memory://crawl/*.html", f"memory://out/{name}", workers=0, overwrite=True)


def test_a_failed_upload_keeps_the_output_and_the_same_call_uploads_it(
    store: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = type(store).put

    def no_account(self: Any, lpath: list[str], rpath: list[str]) -> None:
        if rpath[0].endswith(".run.json"):
            raise PermissionError(13, "Access Denied")
        put(self, lpath, rpath)

    monkeypatch.setattr(type(store), "put", no_account)
    with pytest.raises(UploadError, match="Access Denied; the finished output is kept in") as caught:
        convert("memory://crawl", "memory://out/a.jsonl", workers=0)
    assert caught.value.folder.parent == tmp_path
    assert (caught.value.folder / "a.jsonl").read_bytes() == store.cat_file("/out/a.jsonl")
    with pytest.raises(RunConflict, match="differs in sources was not uploaded"):
        convert("memory://crawl/a.html", "memory://out/a.jsonl", workers=0)
    said = CliRunner().invoke(app, ["convert", "-j", "0", "memory://crawl", "-o", "memory://out/a.jsonl"])
    assert said.exit_code == 3
    assert "run the same call again to upload it" in said.stderr

    monkeypatch.setattr(type(store), "put", put)
    store.rm("/crawl", recursive=True)  # the inputs are not needed again
    summary = convert("memory://crawl", "memory://out/a.jsonl", workers=0)
    assert (summary.articles, summary.output) == (7, "memory://out/a.jsonl")
    assert json.loads(store.cat_file("/out/a.jsonl.run.json"))["summary"]["articles"] == 7
    assert list(tmp_path.iterdir()) == []


def test_restart_discards_what_was_not_uploaded(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    put = type(store).put
    monkeypatch.setattr(type(store), "put", None)
    with pytest.raises(UploadError):
        convert("memory://crawl", "memory://out/a.jsonl", workers=0)
    monkeypatch.setattr(type(store), "put", put)
    summary = convert("memory://crawl/a.html", "memory://out/a.jsonl", workers=0, restart=True)
    assert summary.inputs == len(rows(store.cat_file("/out/a.jsonl"))) == 1


def test_a_stopped_run_is_resumed(store: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tearsheet.batch.door.Run", functools.partial(Run, segment=2))
    monkeypatch.setattr("tearsheet.batch.run.CHUNK_PAGES", 1)

    def stop(progress: Any) -> None:
        if progress.stats.inputs == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        convert("memory://crawl", "memory://out/a.jsonl", workers=0, progress=stop)
    assert not store.exists("/out")
    fetched: list[str] = []
    cat = type(store).cat_file

    def noted(self: Any, path: str, **options: Any) -> Any:
        fetched.append(path)
        return cat(self, path, **options)

    monkeypatch.setattr(type(store), "cat_file", noted)
    summary = convert("memory://crawl", "memory://out/a.jsonl", workers=0)
    assert (summary.resumed, summary.articles) == (4, 7)
    assert fetched == []  # pages that are done are not fetched again; the rest of these are in containers
    assert [row["title"] for row in rows(store.cat_file("/out/a.jsonl"))] == [
        "Ships", "Pilots", "Ferries", "Piers", "Tides", "Storms", "Docks",
    ]  # fmt: skip
    assert list(tmp_path.iterdir()) == []


def test_other_files_of_a_run_need_an_output_in_a_store() -> None:
    with pytest.raises(SourceError, match="a report can only be in a store if the output is, too"):
        convert("a.html", "a.jsonl", workers=0, report="memory://out/a.html")


def test_without_fsspec_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    monkeypatch.setattr("tearsheet.extras.importlib.util.find_spec", lambda _name: None)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(MissingExtra, match=r"tearsheet\[remote\]"):
        convert("s3://bucket/a.html", "a.jsonl", workers=0)
    with pytest.raises(MissingExtra, match=r"tearsheet\[remote\]"):
        convert("a.html", "s3://bucket/a.jsonl", workers=0)


def test_fsspec_is_not_imported_without_a_scheme(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page("Ships"))
    script = "import sys, tearsheet; tearsheet.convert('a.html', 'a.jsonl', workers=0); print('fsspec' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "False"
