"""The same with S3: a server on this machine, reached by the client that users install."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from optional import need

from tearsheet import convert
from tearsheet.batch.errors import OutputExists, SourceError, UploadError

need("moto.server")
need("s3fs")

PARAGRAPH = (
    "The ferry company carries nine thousand people across the bay on a summer day, and its new timetable adds a boat in "
    "the early morning, which the council of the island had asked for since the school on the mainland opened."
)
PAGE = "".join(f"<p>Part {number}. {PARAGRAPH}</p>" for number in range(4))


def page(title: str) -> bytes:
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{PAGE}</article></body></html>".encode()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    import fsspec
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    for name, value in {
        "AWS_ENDPOINT_URL": server, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1", "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    fs = fsspec.filesystem("s3")
    if fs.exists("crawl"):
        fs.rm("crawl", recursive=True)
    fs.mkdir("crawl")
    rows = b"".join(
        json.dumps({"html": page(title).decode()}).encode() + b"\n" for title in ("Boats", "Fares")
    )
    for key, content in {
        "pages/a.html": page("Ferries"), "pages/a.html.url": b"https://example.org/a", "pages/b/c.html": page("Bays"),
        "pages/d.jsonl.gz": gzip.compress(rows), "pages/empty.html": b"",
    }.items():  # fmt: skip
        fs.pipe_file(f"crawl/{key}", content)
    return fs


def test_from_s3_to_s3(s3: Any, tmp_path: Path) -> None:
    summary = convert("s3://crawl/pages", "s3://crawl/out/a.jsonl.gz", workers=1)
    assert (summary.articles, summary.codes) == (4, {"empty": 1})
    s3.invalidate_cache()
    rows = [json.loads(line) for line in gzip.decompress(s3.cat_file("crawl/out/a.jsonl.gz")).splitlines()]
    assert [(row["input"], row["title"]) for row in rows] == [
        ("s3://crawl/pages/a.html", "Ferries"),
        ("s3://crawl/pages/b/c.html", "Bays"),
        ("s3://crawl/pages/d.jsonl.gz#1", "Boats"),
        ("s3://crawl/pages/d.jsonl.gz#2", "Fares"),
    ]
    assert rows[0]["url"] == "https://example.org/a"
    assert sorted(path.rpartition("/")[2] for path in s3.find("crawl/out")) == [
        "a.jsonl.gz", "a.jsonl.gz.rejects.jsonl", "a.jsonl.gz.run.json",
    ]  # fmt: skip
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(OutputExists, match=r"^s3://crawl/out/a\.jsonl\.gz: already exists"):
        convert("s3://crawl/pages", "s3://crawl/out/a.jsonl.gz", workers=0)


@pytest.mark.usefixtures("s3")
def test_patterns_and_folders_of_markdown() -> None:
    summary = convert("s3://crawl/pages/**/*.html", "s3://crawl/articles", workers=0)
    assert summary.articles == 2
    again = convert("s3://crawl/articles", "again.jsonl", workers=0)
    assert again.articles == 2


@pytest.mark.usefixtures("s3")
def test_a_source_that_does_not_exist() -> None:
    with pytest.raises(SourceError, match="no such file or folder"):
        convert("s3://crawl/none", "a.jsonl", workers=0)


def test_a_bucket_that_does_not_exist_takes_no_upload(s3: Any) -> None:
    with pytest.raises(UploadError, match="bucket does not exist") as caught:
        convert("s3://crawl/pages", "s3://no-such-bucket/a.jsonl", workers=0)
    assert len((caught.value.folder / "a.jsonl").read_bytes().splitlines()) == 4
    s3.mkdir("no-such-bucket")
    convert("s3://crawl/pages", "s3://no-such-bucket/a.jsonl", workers=0)
    assert not caught.value.folder.exists()
    assert len(s3.cat_file("no-such-bucket/a.jsonl").splitlines()) == 4
    s3.rm("no-such-bucket", recursive=True)
