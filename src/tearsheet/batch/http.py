"""HTTP responses in archives: splits header and body, and decodes chunked transfer and content encodings.

Archives are made by many tools, and an encoding in the header may be decoded already, or never have been used. Each
encoding is decoded if the bytes match it; otherwise the bytes are used as they are.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Generator, Iterator
from typing import Final, NamedTuple

from tearsheet.batch.bounded import PIECE, is_bomb, unpacked
from tearsheet.batch.errors import CorruptInput, DecompressionBomb
from tearsheet.errors import InputTooLarge, MissingExtra

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_LINE_END = re.compile(rb"\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})")
HEAD_LIMIT: Final = 256 * 1024
"""Longest head that is looked for, in bytes."""

GZIP_MAGIC: Final = b"\x1f\x8b\x08"
ZSTD_MAGIC: Final = b"\x28\xb5\x2f\xfd"
CODINGS: Final = {
    "gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate", "br": "br", "zstd": "zstd", "x-zstd": "zstd",
}  # fmt: skip
"""Content codings that are undone, by the names that servers give them (IANA, HTTP Content Coding Registry)."""


class Response(NamedTuple):
    """A response taken apart."""

    status: int | None
    """None if it has no status line: all of it is then the body."""
    headers: dict[str, str]
    """By name in lower case; values of a repeated one joined by commas."""
    body: bytes
    """As it was sent, or as the archive left it."""


def split_response(block: bytes) -> Response:
    r"""Return the response that a record's block is.

    >>> split_response(b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n<p>")
    Response(status=200, headers={'a': 'b'}, body=b'<p>')
    """
    status = _STATUS.match(block)
    if status is None:
        return Response(None, {}, block)
    end = _HEAD_END.search(block, 0, HEAD_LIMIT)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    headers: dict[str, str] = {}
    for line in head.decode("latin-1").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            key = name.strip().lower()
            headers[key] = f"{headers[key]}, {value.strip()}" if key in headers else value.strip()
    return Response(int(status[1]), headers, body)


def body_of(response: Response, limit: int) -> bytes:
    """Return the body without chunks and codings.

    Raises:
        CorruptInput: It begins in the declared encoding, but is damaged later.
        DecompressionBomb: It grows out of all proportion.
        InputTooLarge: It is more than ``limit`` bytes.
        MissingExtra: A library that undoes its coding is not installed.
    """
    body = response.body
    transfer = _names(response.headers.get("transfer-encoding", ""))
    declared = [
        *_names(response.headers.get("content-encoding", "")),
        *(name for name in transfer if name != "chunked"),
    ]
    if "chunked" in transfer:
        body = without_chunks(body)
    for name in reversed(declared):
        if name in CODINGS:
            body = without_coding(body, CODINGS[name], limit)
    if body.startswith(GZIP_MAGIC):
        # No page begins so: the coding was not declared, or was applied once more than declared.
        body = without_coding(body, "gzip", limit)
    return body


def _names(value: str) -> list[str]:
    return [name.strip().lower() for name in value.split(",") if name.strip()]


def without_chunks(body: bytes) -> bytes:
    r"""Return a chunked body joined; the body itself if it is not chunked. A cut or wrong chunk is kept as it is.

    >>> without_chunks(b"3\r\n<p>\r\n2;x=1\r\nHi\r\n0\r\nTrailer: 1\r\n\r\n")
    b'<p>Hi'
    >>> without_chunks(b"<p>Hi")
    b'<p>Hi'
    """
    if not _CHUNK.match(body):
        return body
    return b"".join(_chunks(body))


def _chunks(body: bytes) -> Iterator[bytes]:
    at = 0
    while chunk := _CHUNK.match(body, at):
        size = int(chunk[1], 16)
        if not size:
            return
        end = chunk.end() + size
        yield body[chunk.end() : end]
        line_end = _LINE_END.match(body, end)
        at = line_end.end() if line_end else end
    if at < len(body):
        yield body[at:]


def without_coding(body: bytes, coding: str, limit: int) -> bytes:
    """Return ``body`` without a coding of `CODINGS`; the body itself if it does not bear it.

    Raises:
        CorruptInput: It begins as that coding does, but is damaged further on.
        DecompressionBomb: It grows out of all proportion.
        InputTooLarge: It is more than ``limit`` bytes.
        MissingExtra: The library that undoes it is not installed.
    """
    unpackers = {"gzip": (_gzip,), "deflate": (_zlib, _raw_deflate), "br": (_brotli,), "zstd": (_zstd,)}
    for unpack in unpackers[coding]:
        pieces: list[bytes] = []
        size = 0
        try:
            for piece in unpack(body):
                pieces.append(piece)
                size += len(piece)
                if is_bomb(len(body), size):
                    raise DecompressionBomb(len(body), size)
                if size > limit:
                    raise InputTooLarge("bytes", size, limit)
        except _NotSoError as error:
            if body.startswith((GZIP_MAGIC, ZSTD_MAGIC)):  # first bytes that no page has
                raise CorruptInput(coding, str(error)) from error
            continue
        if size:
            return b"".join(pieces)
    return body


class _NotSoError(Exception):
    """The bytes do not bear the coding out."""


def _gzip(body: bytes) -> Iterator[bytes]:
    while body.startswith(GZIP_MAGIC):
        body = yield from _inflated(body, 31)


def _zlib(body: bytes) -> Iterator[bytes]:
    yield from _inflated(body, 15)


def _raw_deflate(body: bytes) -> Iterator[bytes]:
    yield from _inflated(body, -15)


def _inflated(body: bytes, bits: int) -> Generator[bytes, None, bytes]:
    """Yield what ``body`` unpacks to, as far as it goes; return what follows the end of it."""
    decoder = zlib.decompressobj(bits)
    try:
        while body and not decoder.eof:
            yield decoder.decompress(body, PIECE)
            body = decoder.unconsumed_tail
        yield decoder.flush()
    except zlib.error as error:
        raise _NotSoError(str(error)) from error
    return decoder.unused_data


def _brotli(body: bytes) -> Iterator[bytes]:
    try:
        import brotli
    except ImportError as error:
        raise MissingExtra("brotli", "batch") from error
    decoder = brotli.Decompressor()
    try:
        piece = decoder.process(body, output_buffer_limit=PIECE)
        while piece:
            yield piece
            piece = decoder.process(b"", output_buffer_limit=PIECE) if not decoder.is_finished() else b""
    except brotli.error as error:
        raise _NotSoError(str(error)) from error


def _zstd(body: bytes) -> Iterator[bytes]:
    stream = unpacked(io.BytesIO(body), "zstd")
    import zstandard  # after the call that names the extra where it is missing

    try:
        while piece := stream.read(PIECE):
            yield piece
    except zstandard.ZstdError as error:
        raise _NotSoError(str(error)) from error
