"""Containers of pages and of articles to be fuzzed: how a case is written to a file, and sound ones to start from.

The first byte of a case says what the rest is: its lower seven bits the kind, by its place in `KINDS`; its highest bit
whether the rest is packed only now. Damage done before packing gets to the reader of the inner format, which a
checksum would keep from it otherwise.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from tearsheet import Article, parse
from tearsheet.batch.arrow import ARTICLES, batch_of
from tearsheet.batch.records import RawPage
from tearsheet.batch.work import Outcome

FIXTURES = Path(__file__).parents[2] / "fixtures"
PACK_NOW = 0x80
"""Set in the first byte of a case that is to be packed after it was mutated."""

Pack = Callable[[bytes], bytes]


class Kind(NamedTuple):
    """A kind of container."""

    suffix: str
    """Suffix of files of the kind."""
    pack: Pack
    """Packs the inner format."""
    make: Callable[[], bytes]
    """Makes the inner format, sound."""


@cache
def pages() -> dict[str, bytes]:
    """Return a few pages to fill containers with. Static, so they are kept."""
    names = ("quotes", "news-jsonld-graph", "chinese-counter", "no-article-search-form")
    return {f"{name}.html": (FIXTURES / f"{name}.html").read_bytes() for name in names}


def plain(data: bytes) -> bytes:
    """Return ``data``: a container that is not packed."""
    return data


def _zip(method: int) -> Callable[[], bytes]:
    def make() -> bytes:
        sink = io.BytesIO()
        with zipfile.ZipFile(sink, "w", method) as archive:
            for name, page in pages().items():
                archive.writestr(f"folder/{name}", page)
            archive.writestr("style.css", "p { margin: 0 }")
            archive.writestr("packed.html.gz", gzip.compress(pages()["quotes.html"]))
        return sink.getvalue()

    return make


def _tar(form: int) -> Callable[[], bytes]:
    def make() -> bytes:
        sink = io.BytesIO()
        with tarfile.open(fileobj=sink, mode="w", format=form) as archive:
            for name, page in pages().items():
                long = "" if form == tarfile.USTAR_FORMAT else "a-long-name-" * 12
                info = tarfile.TarInfo(long + name)
                info.size = len(page)
                archive.addfile(info, io.BytesIO(page))
            link = tarfile.TarInfo("link.html")
            link.type, link.linkname = tarfile.SYMTYPE, "../../secret.html"
            archive.addfile(link)
        return sink.getvalue()

    return make


def _warc() -> bytes:
    records = []
    for number, page in enumerate(pages().values()):
        coding = b"Content-Encoding: gzip\r\n" if number % 2 else b""
        body = gzip.compress(page) if number % 2 else page
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + coding + b"\r\n" + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Target-URI: https://mill.example/{number}\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        records.append(head.encode() + http + b"\r\n\r\n")
    return b"".join(records)


def _rows() -> list[dict[str, str]]:
    return [{"html": page.decode(), "url": f"https://mill.example/{name}"} for name, page in pages().items()]


def _json_lines() -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in _rows())


def _parquet() -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(_rows()), sink, compression="none")
    return sink.getvalue()


@cache
def article() -> Article:
    """Return an article with most that an article can have. Static, so it is kept."""
    return parse(pages()["news-jsonld-graph.html"], url="https://mill.example/news")


def _article() -> bytes:
    return article().model_dump_json().encode()


def _articles() -> bytes:
    row = {"input": "news.html", **json.loads(_article())}
    return (json.dumps(row).encode() + b"\n") * 2


def _articles_parquet() -> bytes:
    sink = io.BytesIO()
    batch = batch_of([Outcome(RawPage("news.html"), 0.0, article=article())], ARTICLES)
    pq.write_table(pa.Table.from_batches([batch]), sink, compression="none")
    return sink.getvalue()


def _page() -> bytes:
    return pages()["news-jsonld-graph.html"]


KINDS: tuple[Kind, ...] = (
    Kind(".zip", plain, _zip(zipfile.ZIP_STORED)),
    Kind(".zip", plain, _zip(zipfile.ZIP_DEFLATED)),
    Kind(".zip", plain, _zip(zipfile.ZIP_LZMA)),
    Kind(".tar", plain, _tar(tarfile.PAX_FORMAT)),
    Kind(".tar", plain, _tar(tarfile.GNU_FORMAT)),
    Kind(".tar.gz", gzip.compress, _tar(tarfile.USTAR_FORMAT)),
    Kind(".tar.zst", zstandard.compress, _tar(tarfile.PAX_FORMAT)),
    Kind(".tar.xz", lzma.compress, _tar(tarfile.PAX_FORMAT)),
    Kind(".tar.bz2", bz2.compress, _tar(tarfile.PAX_FORMAT)),
    Kind(".warc", plain, _warc),
    Kind(".warc.gz", gzip.compress, _warc),
    Kind(".warc.zst", zstandard.compress, _warc),
    Kind(".jsonl", plain, _json_lines),
    Kind(".jsonl.gz", gzip.compress, _json_lines),
    Kind(".jsonl.zst", zstandard.compress, _json_lines),
    Kind(".parquet", plain, _parquet),
    Kind(".html.gz", gzip.compress, _page),
    Kind(".html.zst", zstandard.compress, _page),
    Kind(".html.xz", lzma.compress, _page),
    Kind(".html.bz2", bz2.compress, _page),
    Kind(".json", plain, _article),
    Kind(".jsonl", plain, _articles),
    Kind(".jsonl.gz", gzip.compress, _articles),
    Kind(".parquet", plain, _articles_parquet),
)
"""The kinds; their order is part of what a kept case means, so new ones go to the end."""


def seeds() -> list[bytes]:
    """Return a sound container of each kind, and of packed kinds also one to be packed after it was mutated."""
    made = []
    for number, kind in enumerate(KINDS):
        inner = kind.make()
        made.append(bytes([number]) + kind.pack(inner))
        if kind.pack is not plain:
            made.append(bytes([number | PACK_NOW]) + inner)
    return made


@cache
def folder() -> TemporaryDirectory[str]:
    """Return this process's folder for cases; it goes away with the process."""
    return TemporaryDirectory(prefix="fuzz-")


def write(raw: bytes) -> Path:
    """Write a case to its file, and return the file."""
    kind = KINDS[(raw[0] & ~PACK_NOW) % len(KINDS)]
    data = raw[1:]
    path = Path(folder().name) / f"case{kind.suffix}"
    path.write_bytes(kind.pack(data) if raw[0] & PACK_NOW else data)
    return path
