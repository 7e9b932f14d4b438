"""The same pages give the same articles whatever they come in, and what is broken costs itself alone."""

from __future__ import annotations

import base64
import gzip
import io
import json
import os
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from tearsheet.batch import Columns, Limits, RunSummary, convert
from tearsheet.batch.errors import SourceError

PAGE = """<!doctype html><html><head><title>{0}</title></head><body><article><h1>{0}</h1>
<p>The mill by the bridge has ground the same grain for two hundred years, and it has outlived four of its owners.</p>
<p>In winter the wheel stands still; then the miller mends sacks, reads almanacs and waits for the ice to break up.</p>
</article></body></html>"""
PAGES = {f"mill-{i}.html": PAGE.format(f"The mill by bridge {i}").encode() for i in range(20)}


def zip_file(folder: Path) -> Path:
    path = folder / "pages.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, page in PAGES.items():
            archive.writestr(name, page)
        archive.writestr("style.css", "p { margin: 0 }")
    return path


def tar_bytes(members: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        for name, page in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(page)
            archive.addfile(info, io.BytesIO(page))
    return sink.getvalue()


def tar_file(suffix: str, pack: Callable[[bytes], bytes]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / f"pages{suffix}"
        path.write_bytes(pack(tar_bytes(PAGES)))
        return path

    return make


def _xz(data: bytes) -> bytes:
    import lzma

    return lzma.compress(data)


def warc_record(kind: str, uri: str, payload: bytes, number: int, content_type: str) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: {uri}\r\n"
        f"WARC-Date: 2026-01-01T00:00:00Z\r\nContent-Type: {content_type}\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def response(
    number: int, page: bytes, *, status: str = "200 OK", headers: str = "Content-Type: text/html"
) -> bytes:
    payload = f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + page
    return warc_record(
        "response", f"https://mill.example/{number}", payload, number, "application/http; msgtype=response"
    )


def warc_file(suffix: str, pack: Callable[[bytes], bytes]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / f"pages{suffix}"
        path.write_bytes(b"".join(pack(response(i, page)) for i, page in enumerate(PAGES.values())))
        return path

    return make


def json_lines_file(suffix: str, pack: Callable[[bytes], bytes]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / f"pages{suffix}"
        path.write_bytes(
            pack(b"".join(json.dumps({"html": p.decode()}).encode() + b"\n" for p in PAGES.values()))
        )
        return path

    return make


def parquet_file(folder: Path) -> Path:
    path = folder / "pages.parquet"
    pq.write_table(pa.table({"html": list(PAGES.values())}), path)
    return path


def packed_folder(folder: Path) -> Path:
    pages = folder / "pages"
    pages.mkdir()
    for i, (name, page) in enumerate(PAGES.items()):
        if i % 2:
            (pages / f"{name}.gz").write_bytes(gzip.compress(page))
        else:
            (pages / f"{name}.zst").write_bytes(zstandard.compress(page))
    return pages


def pattern(folder: Path) -> Path:
    for name, page in PAGES.items():
        (folder / name).write_bytes(page)
    return folder / "mill-*.html"


def plain(data: bytes) -> bytes:
    return data


CONTAINERS: dict[str, Callable[[Path], Path]] = {
    "zip": zip_file,
    "tar": tar_file(".tar", plain),
    "tar.gz": tar_file(".tar.gz", gzip.compress),
    "tgz": tar_file(".tgz", gzip.compress),
    "tar.zst": tar_file(".tar.zst", zstandard.compress),
    "tar.xz": tar_file(".tar.xz", _xz),
    "warc": warc_file(".warc", plain),
    "warc.gz": warc_file(".warc.gz", gzip.compress),
    "warc.zst": warc_file(".warc.zst", zstandard.compress),
    "jsonl": json_lines_file(".jsonl", plain),
    "jsonl.zst": json_lines_file(".jsonl.zst", zstandard.compress),
    "parquet": parquet_file,
    "packed pages": packed_folder,
    "pattern": pattern,
}


def run(source: Path | str, tmp_path: Path, **options: Any) -> tuple[RunSummary, list[Any], list[Any]]:
    out = tmp_path / "converted"
    out.mkdir(exist_ok=True)
    summary = convert(source, out / "out.jsonl", workers=0, overwrite=True, **options)
    rows = [json.loads(line) for line in (out / "out.jsonl").read_text().splitlines()]
    rejects = [json.loads(line) for line in (out / "out.jsonl.rejects.jsonl").read_text().splitlines()]
    assert summary.inputs == summary.articles + summary.rejected
    assert summary.seen == summary.inputs + sum(summary.skipped.values())
    assert (summary.articles, summary.rejected) == (len(rows), len(rejects))
    return summary, rows, rejects


@pytest.mark.parametrize("kind", CONTAINERS)
def test_every_container_gives_the_same_articles(kind: str, tmp_path: Path) -> None:
    _, rows, rejects = run(CONTAINERS[kind](tmp_path), tmp_path)
    assert rejects == []
    assert sorted(row["title"] for row in rows) == sorted(f"The mill by bridge {i}" for i in range(20))
    assert len({row["input"] for row in rows}) == 20


@pytest.mark.parametrize(
    ("kind", "cut"), [("tar.gz", 0.5), ("tar.zst", 0.5), ("warc.gz", 0.51), ("tar", 0.51)]
)
def test_a_cut_container_gives_all_before_the_cut_and_one_reject(
    kind: str, cut: float, tmp_path: Path
) -> None:
    path = CONTAINERS[kind](tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * cut)])
    _, rows, rejects = run(path, tmp_path)
    assert len(rows) < 20
    assert [reject["code"] for reject in rejects] == ["corrupt"]
    # Where the cut goes through a record whose head was read, that record is named; else the file.
    assert rejects[0]["input"].split("!")[0] == path.as_posix()


@pytest.mark.parametrize(
    "name", ["x.zip", "x.tar", "x.tar.gz", "x.warc", "x.warc.gz", "x.parquet", "x.tar.zst"]
)
def test_a_container_of_nonsense_is_one_reject(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"this is nothing of the kind " * 50)
    _, rows, rejects = run(tmp_path / name, tmp_path)
    assert rows == []
    assert [reject["code"] for reject in rejects] == ["corrupt"]


def test_warc_gives_url_and_leaves_other_records_out(tmp_path: Path) -> None:
    page = PAGES["mill-1.html"]
    latin = page.replace(b"mill by", "mühle by".encode("iso-8859-1"))
    records = [
        warc_record("warcinfo", "", b"software: test\r\n", 1, "application/warc-fields"),
        response(2, gzip.compress(page), headers="Content-Type: text/html\r\nContent-Encoding: gzip"),
        response(3, b"gone", status="404 Not Found"),
        response(4, b"\x89PNG", headers="Content-Type: image/png"),
        warc_record("resource", "https://mill.example/5", page, 5, "text/html"),
        response(6, latin, headers="Content-Type: text/html; charset=iso-8859-1"),
    ]
    (tmp_path / "a.warc").write_bytes(b"".join(records))
    summary, rows, _ = run(tmp_path / "a.warc", tmp_path)
    assert [row["url"] for row in rows] == [f"https://mill.example/{i}" for i in (2, 5, 6)]
    assert rows[2]["title"] == "The mühle by bridge 1"
    assert summary.skipped == {
        "WARC warcinfo records": 1,
        "WARC responses with a status other than 200": 1,
        "WARC records of another media type": 1,
    }
    assert rows[0]["input"].endswith("a.warc!urn:uuid:2")


def test_names_and_urls_come_from_their_columns(tmp_path: Path) -> None:
    page = PAGES["mill-1.html"].decode()
    rows_in = [{"page": page, "address": "https://mill.example/", "key": f"k{i}"} for i in range(3)]
    columns = Columns(html="page", url="address", id="key")
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows_in))
    pq.write_table(pa.Table.from_pylist(rows_in), tmp_path / "a.parquet")
    for name in ("a.jsonl", "a.parquet"):
        _, rows, _ = run(tmp_path / name, tmp_path, columns=columns)
        assert [(row["input"], row["url"]) for row in rows] == [
            (f"k{i}", "https://mill.example/") for i in range(3)
        ]


def test_rows_without_a_page_are_rejects(tmp_path: Path) -> None:
    lines = ['{"html": null}', "nonsense", "[1]", "", '{"html": 3}']
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    _, _, rejects = run(tmp_path / "a.jsonl", tmp_path)
    assert [(reject["input"].split("#")[1], reject["code"]) for reject in rejects] == [
        ("1", "no-page"),
        ("2", "corrupt"),
        ("3", "no-page"),
        ("5", "no-page"),
    ]


def test_a_missing_column_is_wrong_use(tmp_path: Path) -> None:
    pq.write_table(pa.table({"body": ["x"]}), tmp_path / "a.parquet")
    with pytest.raises(SourceError, match="no column 'html'; the columns are body"):
        run(tmp_path / "a.parquet", tmp_path)


def test_text_goes_through_the_door_for_text(tmp_path: Path) -> None:
    text = (
        "How Bread Is Made\n\nThe <loaf> needs flour, water and time, and time is the dearest of the three of them.\n\n"
        "The <oven> has to be hot before the dough is shaped, or the crust will set before the crumb has risen.\n"
    )
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "a.jsonl").write_text(json.dumps({"body": text}) + "\n")
    _, from_file, _ = run(tmp_path / "a.txt", tmp_path)
    _, from_row, _ = run(tmp_path / "a.jsonl", tmp_path, columns=Columns(text="body"))
    for row in (*from_file, *from_row):
        assert "The <loaf> needs" in json.dumps(row["sections"])
    assert len(from_file) == len(from_row) == 1


class Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize("separator", ["\n", "\0", "\r\n"])
def test_standard_input_with_a_list(separator: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = pattern(tmp_path).parent
    paths = [str(pages / "mill-3.html"), str(pages / "missing.html"), str(pages / "mill-1.html")]
    monkeypatch.setattr(sys, "stdin", Stdin(separator.join(paths).encode()))
    _, rows, rejects = run("-", tmp_path)
    assert [row["title"] for row in rows] == ["The mill by bridge 3", "The mill by bridge 1"]
    assert [(reject["input"], reject["code"]) for reject in rejects] == [(paths[1], "unreadable")]


def test_standard_input_with_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(b"\n " + PAGES["mill-3.html"]))
    _, rows, _ = run("-", tmp_path)
    assert [(row["input"], row["title"]) for row in rows] == [("-", "The mill by bridge 3")]


def test_bombs_are_not_unpacked(tmp_path: Path) -> None:
    zeros = bytes(8 << 20)
    (tmp_path / "bomb.html.gz").write_bytes(gzip.compress(zeros))
    (tmp_path / "bomb.html.zst").write_bytes(zstandard.compress(zeros))
    with zipfile.ZipFile(tmp_path / "pages.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.html", zeros)
        archive.writestr("mill.html", PAGES["mill-1.html"])
    _, rows, rejects = run(tmp_path, tmp_path)
    assert [row["title"] for row in rows] == ["The mill by bridge 1"]
    assert [reject["code"] for reject in rejects] == ["bomb"] * 3


def test_a_zip_that_lies_about_sizes_is_not_believed(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.html", os.urandom(300_000))
    data = bytearray((tmp_path / "a.zip").read_bytes())
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    (tmp_path / "a.zip").write_bytes(data)
    _, _, rejects = run(tmp_path / "a.zip", tmp_path, limits=Limits(size=1000))
    assert [reject["code"] for reject in rejects] == ["corrupt"]


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "parquet", "jsonl", "warc"])
def test_pages_over_the_size_limit_are_rejects(kind: str, tmp_path: Path) -> None:
    _, rows, rejects = run(CONTAINERS[kind](tmp_path), tmp_path, limits=Limits(size=100))
    assert rows == []
    assert {reject["code"] for reject in rejects} == {"too-large"}
    assert len(rejects) == 20


def test_members_with_hostile_names_are_only_read(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    page = PAGES["mill-1.html"]
    (inner / "a.tar").write_bytes(tar_bytes({"../../escape.html": page, "/absolute.html": page}))
    _, rows, _ = run(inner / "a.tar", inner)
    assert [row["input"].split("!")[1] for row in rows] == ["../../escape.html", "/absolute.html"]
    assert sorted(path.name for path in tmp_path.rglob("*.html")) == []


def test_links_in_archives_are_rejects(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        info = tarfile.TarInfo("link.html")
        info.type = tarfile.SYMTYPE
        info.linkname = "/etc/passwd"
        archive.addfile(info)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        link = zipfile.ZipInfo("link.html")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    for name in ("a.tar", "a.zip"):
        _, _, rejects = run(tmp_path / name, tmp_path)
        assert [reject["code"] for reject in rejects] == ["unreadable"]


def test_folder_links_and_odd_files(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    (pages / "sub").mkdir(parents=True)
    (tmp_path / "outside.html").write_bytes(PAGES["mill-1.html"])
    (pages / "sub" / "in.html").write_bytes(PAGES["mill-2.html"])
    (pages / ".hidden.html").write_bytes(PAGES["mill-3.html"])
    (pages / "style.css").write_text("p {}")
    (pages / "to-inside.html").symlink_to(pages / "sub" / "in.html")
    (pages / "to-outside.html").symlink_to(tmp_path / "outside.html")
    (pages / "to-folder").symlink_to(tmp_path)
    (pages / "dangling.html").symlink_to(pages / "nothing.html")
    os.mkfifo(pages / "pipe.html")
    summary, rows, rejects = run(pages, tmp_path)
    assert [Path(row["input"]).name for row in rows] == ["in.html", "to-inside.html"]
    assert [(Path(reject["input"]).name, reject["code"]) for reject in rejects] == [
        (name, "unreadable") for name in ("dangling.html", "pipe.html", "to-folder", "to-outside.html")
    ]
    assert sum(summary.skipped.values()) == 1


def test_kept_rejects_of_containers(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(tar_bytes({"a.html": b"%PDF-", "b.html.gz": gzip.compress(b"%PDF-1")}))
    _, _, rejects = run(tmp_path / "a.tar", tmp_path, keep_rejects=True)
    assert [base64.b64decode(reject["content"]) for reject in rejects] == [b"%PDF-", b"%PDF-1"]


def test_file_names_that_are_no_text(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.html")).write_bytes(PAGES["mill-1.html"])
    _, rows, _ = run(folder, tmp_path)
    assert rows[0]["input"].endswith("/caf\\xe9.html")


def test_zip_files_of_another_kind_of_broken_are_rejects(tmp_path: Path) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("größe.html", PAGES["mill-1.html"])
    sound = sink.getvalue()
    directory = sound.rindex(b"PK\x01\x02")
    later = bytearray(sound)
    later[directory + 6] = 180  # made for version 18.0
    not_utf8 = sound.replace("größe".encode(), b"gr\xff\xff\xff\xffe")
    for data in (bytes(later), not_utf8):
        (tmp_path / "a.zip").write_bytes(data)
        _, rows, rejects = run(tmp_path / "a.zip", tmp_path)
        assert rows == []
        assert [reject["code"] for reject in rejects] == ["corrupt"]


def test_parquet_text_that_is_not_utf8_costs_its_row_alone(tmp_path: Path) -> None:
    pages = [PAGES["mill-1.html"], b"<p>caf\xe9", PAGES["mill-2.html"]]
    text = pa.StringArray.from_buffers(3, *pa.array(pages, pa.binary()).buffers()[1:])
    urls = pa.StringArray.from_buffers(3, *pa.array([b"https://a.example/", b"", b"\xe9"]).buffers()[1:])
    pq.write_table(pa.table({"html": text, "url": urls}), tmp_path / "a.parquet")
    _, rows, rejects = run(tmp_path / "a.parquet", tmp_path)
    assert [(row["title"], row["url"]) for row in rows] == [
        ("The mill by bridge 1", "https://a.example/"),
        ("The mill by bridge 2", None),
    ]
    assert [(reject["input"].split("#")[1], reject["code"]) for reject in rejects] == [("2", "corrupt")]


def test_parquet_with_column_names_that_are_not_utf8_is_one_reject(tmp_path: Path) -> None:
    pq.write_table(pa.table({"html": ["<p>"]}), tmp_path / "a.parquet", store_schema=False)
    data = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "a.parquet").write_bytes(data.replace(b"html", b"h\xffml"))
    _, rows, rejects = run(tmp_path / "a.parquet", tmp_path)
    assert rows == []
    assert [reject["code"] for reject in rejects] == ["corrupt"]


@pytest.mark.parametrize("url", ["https://[::1", "//[mill]", "http://a]b/", "http://\ud800/"])
def test_urls_that_are_none_cost_nothing(url: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"html": PAGES["mill-1.html"].decode(), "url": url}) + "\n")
    _, rows, _ = run(tmp_path / "a.jsonl", tmp_path)
    assert [row["title"] for row in rows] == ["The mill by bridge 1"]
