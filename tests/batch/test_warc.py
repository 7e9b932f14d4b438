"""A WARC record that lies costs at most itself, and every record seen is accounted for."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
import zstandard

from tearsheet.batch import RunSummary, convert

PAGE = """<!doctype html><html><head><title>{0}</title></head><body><article><h1>{0}</h1>
<p>The lighthouse keeper painted the gallery white each spring, and each autumn the gales had taken the paint away.</p>
<p>His daughter counted the ships that passed, and wrote them down in a book that nobody ever asked her to show.</p>
</article></body></html>""".format("The lighthouse on the reef").encode()
Pack = Callable[[bytes], bytes]


def record(  # noqa: PLR0913  # the parts of a record
    kind: str,
    payload: bytes,
    *,
    content_type: str = "application/http; msgtype=response",
    version: str = "WARC/1.0",
    line_end: str = "\r\n",
    length: object = None,
) -> bytes:
    lines = [
        version,
        f"WARC-Type: {kind}",
        "WARC-Target-URI: https://reef.example/",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(payload) if length is None else length}",
    ]
    head = line_end.join([*lines, "", ""])
    return head.encode() + payload + line_end.encode() * 2


def response(body: bytes = PAGE, *headers: str, length: object = None) -> bytes:
    head = "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/html", *headers, "", ""])
    return record("response", head.encode() + body, length=length)


def chunked(body: bytes, size: int = 100, trailer: bytes = b"") -> bytes:
    pieces = (body[at : at + size] for at in range(0, len(body), size))
    return b"".join(b"%x\r\n%s\r\n" % (len(each), each) for each in pieces) + b"0\r\n" + trailer + b"\r\n"


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def damaged(data: bytes) -> bytes:
    half = len(data) // 2
    return data[:half] + bytes(20) + data[half + 20 :]


CHUNKED = "Transfer-Encoding: chunked"
READABLE = {
    "chunked and gzip": response(chunked(gzip.compress(PAGE)), CHUNKED, "Content-Encoding: gzip"),
    "chunked and br": response(chunked(brotli.compress(PAGE)), CHUNKED, "Content-Encoding: br"),
    "chunked and deflate": response(chunked(zlib.compress(PAGE)), CHUNKED, "Content-Encoding: deflate"),
    "not chunked": response(PAGE, CHUNKED),
    "not gzip": response(PAGE, "Content-Encoding: gzip"),
    "not br": response(PAGE, "Content-Encoding: br"),
    "a cut chunk": response(chunked(PAGE, 300)[:-30], CHUNKED),
    "a chunk of another size": response(chunked(PAGE).replace(b"64\r\n", b"60\r\n", 1), CHUNKED),
    "a trailer": response(chunked(PAGE, trailer=b"X-Sum: 1\r\n"), CHUNKED),
    "x-gzip": response(gzip.compress(PAGE), "Content-Encoding: x-gzip"),
    "raw deflate": response(raw_deflate(PAGE), "Content-Encoding: deflate"),
    "zstd": response(zstandard.compress(PAGE), "Content-Encoding: zstd"),
    "a charset as coding": response(PAGE, "Content-Encoding: UTF-8"),
    "gzip that is not declared": response(gzip.compress(PAGE)),
    "gzip declared twice": response(gzip.compress(PAGE), "Content-Encoding: gzip, gzip"),
    "length too small": response(length=50),
    "length too large": response(length=100_000),
    "no HTTP head": record("response", PAGE),
    "no line ends behind": response().rstrip(b"\r\n"),
    "junk behind": response() + b"\0\0junk junk\r\n\r\n",
}
BROKEN = {
    "no length": (response(length=""), "corrupt"),
    "a length in words": (response(length="many"), "corrupt"),
    "gzip damaged half-way": (response(damaged(gzip.compress(PAGE)), "Content-Encoding: gzip"), "corrupt"),
    "a bomb": (response(gzip.compress(bytes(8 << 20)), "Content-Encoding: gzip"), "bomb"),
    "a head without end": (b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n", "corrupt"),
    "no type": (response().replace(b"WARC-Type", b"WARC-Tipe"), "corrupt"),
}


def plain(data: bytes) -> bytes:
    return data


def converted(tmp_path: Path, data: bytes, name: str = "a.warc") -> RunSummary:
    (tmp_path / name).write_bytes(data)
    summary = convert(tmp_path / name, tmp_path / "out.jsonl", workers=0)
    assert summary.seen == summary.articles + summary.rejected + sum(summary.skipped.values())
    return summary


@pytest.mark.parametrize("pack", [plain, gzip.compress, zstandard.compress])
@pytest.mark.parametrize("fault", READABLE)
def test_records_that_lie_are_read_all_the_same(tmp_path: Path, fault: str, pack: Pack) -> None:
    data = b"".join(map(pack, [response(), READABLE[fault], response()]))
    assert converted(tmp_path, data).articles == 3


@pytest.mark.parametrize("pack", [plain, gzip.compress, zstandard.compress])
@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_record_costs_itself_alone(tmp_path: Path, fault: str, pack: Pack) -> None:
    broken, code = BROKEN[fault]
    summary = converted(tmp_path, b"".join(map(pack, [response(), broken, response(), response()])))
    assert (summary.articles, summary.codes) == (3, {code: 1})


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor(write_checksum=True).compress])
def test_reading_goes_on_at_the_member_after_a_damaged_one(tmp_path: Path, pack: Pack) -> None:
    members = [pack(response()) for _ in range(5)]
    members[2] = damaged(members[2])
    summary = converted(tmp_path, b"".join(members))
    assert (summary.articles, summary.codes) == (4, {"corrupt": 1})


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
@pytest.mark.parametrize("cut", [0.35, 0.55, 0.77, 0.99])
def test_a_cut_file_gives_the_records_before_the_cut(tmp_path: Path, pack: Pack, cut: float) -> None:
    data = b"".join(pack(response()) for _ in range(10))
    summary = converted(tmp_path, data[: int(len(data) * cut)])
    assert (summary.articles, summary.codes) == (int(10 * cut), {"corrupt": 1})


def test_records_of_other_types_are_skipped_by_name(tmp_path: Path) -> None:
    kinds = ("warcinfo", "request", "metadata", "revisit", "unheard-of")
    summary = converted(tmp_path, response() + b"".join(record(kind, b"x") for kind in kinds))
    assert summary.articles == 1
    assert summary.skipped == {
        f"WARC {kind} records": 1 for kind in ("warcinfo", "request", "metadata", "revisit", "other")
    }


@pytest.mark.parametrize("name", ["a.warc.wet.gz", "part-0001.gz", "a.wet.gz"])
def test_texts_are_read_under_any_name(tmp_path: Path, name: str) -> None:
    text = (
        "The lighthouse on the reef\n\n"
        "The keeper painted the gallery white each spring, until he left.\n\n"
        "Nobody was found who would live on the rock through the winter.\n\n"
        "The lamp has been lit from the harbour office since then.\n"
    )
    conversion = record("conversion", text.encode(), content_type="text/plain")
    assert converted(tmp_path, gzip.compress(conversion) * 3, name).articles == 3


@pytest.mark.parametrize(("version", "line_end"), [("WARC/0.18", "\n"), ("WARC/1.1", "\r\n")])
def test_other_versions(tmp_path: Path, version: str, line_end: str) -> None:
    one = record("resource", PAGE, content_type="text/html", version=version, line_end=line_end)
    assert converted(tmp_path, one * 3).articles == 3


def test_a_packing_that_the_name_does_not_tell(tmp_path: Path) -> None:
    assert converted(tmp_path, response() * 3, "a.warc.gz").articles == 3


def test_frames_that_share_a_dictionary(tmp_path: Path) -> None:
    samples = [response(PAGE + str(number).encode()) for number in range(200)]
    dictionary = zstandard.train_dictionary(4096, list(samples))
    packer = zstandard.ZstdCompressor(dict_data=dictionary)
    head = b"\x5d\x2a\x4d\x18" + len(dictionary.as_bytes()).to_bytes(4, "little") + dictionary.as_bytes()
    data = head + b"".join(packer.compress(each) for each in samples[:3])
    assert converted(tmp_path, data, "a.warc.zst").articles == 3


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.jsonl", "a.jsonl.gz"])
def test_a_file_with_nothing_in_it_is_not_silent(tmp_path: Path, name: str) -> None:
    assert converted(tmp_path, b"", name).rejected == 1
