"""Reading bytes with bounds: plain, gzip and zstd, never more than a limit, never a bomb."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import lzma
import zlib
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Protocol, cast

from tearsheet.batch.errors import CorruptInput, DecompressionBomb, UnreadableInput
from tearsheet.batch.records import MIB
from tearsheet.errors import InputTooLarge, MissingExtra

if TYPE_CHECKING:
    import zstandard

BOMB_RATIO = 200
"""Markup compresses by a factor of 3 to 20, rarely 60; only repetition without content reaches 200."""
BOMB_FLOOR = 1 * MIB
"""Below this size, in bytes unpacked, no ratio matters."""
PIECE = 256 * 1024
"""Bytes unpacked at a time."""

MAX_ZSTD_WINDOW = 128 * MIB
"""The default limit of the zstd tool; larger windows would only use up memory."""

PACKED_SUFFIXES = {".gz": "gzip", ".zst": "zstd", ".xz": "xz", ".bz2": "bzip2"}
"""Suffixes that say how a file is packed."""


class Readable(Protocol):
    """Anything with ``read``."""

    def read(self, size: int = ..., /) -> bytes:
        """Return up to ``size`` bytes; empty at the end."""


def packing_of(name: str) -> tuple[str, str | None]:
    """Return a file's name without its packing suffix, and the packing (None if it is plain).

    >>> packing_of("a/page.html.gz")
    ('a/page.html', 'gzip')
    >>> packing_of("page.html")
    ('page.html', None)
    """
    for suffix, packing in PACKED_SUFFIXES.items():
        if name.lower().endswith(suffix):
            return name[: -len(suffix)], packing
    return name, None


def unpacked(stream: IO[bytes], packing: str | None) -> IO[bytes]:
    """Return ``stream`` unpacked; all members (gzip) or frames (zstd) of it.

    Raises:
        MissingExtra: It is zstd, and zstandard is not installed.
    """
    if packing == "gzip":
        return _gzip(stream)
    if packing == "xz":
        return lzma.LZMAFile(stream, "rb")
    if packing == "bzip2":
        return bz2.BZ2File(stream, "rb")
    if packing == "zstd":
        return io.BufferedReader(_zstd(stream), PIECE)
    return stream


def _gzip(stream: IO[bytes]) -> IO[bytes]:
    """Return ``stream`` unpacked by ISA-L, which takes a third of zlib's time, or by zlib without the extra."""
    try:
        from isal import igzip
    except ImportError:
        return cast("IO[bytes]", gzip.GzipFile(fileobj=stream, mode="rb"))
    return cast("IO[bytes]", igzip.IGzipFile(fileobj=stream))  # type: ignore[no-untyped-call]  # a GzipFile


def _zstd(stream: IO[bytes]) -> zstandard.ZstdDecompressionReader:
    try:
        import zstandard
    except ImportError as error:
        raise MissingExtra("zstandard", "batch") from error
    return zstandard.ZstdDecompressor(max_window_size=MAX_ZSTD_WINDOW).stream_reader(
        stream, read_across_frames=True
    )


@contextlib.contextmanager
def reading(packing: str | None) -> Iterator[None]:
    """Convert errors of a reader on bad bytes to `CorruptInput`, and errors of the system to `UnreadableInput`."""
    name = packing or "file"
    try:
        yield
    except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile) as error:
        raise CorruptInput(name, str(error)) from error
    except OSError as error:
        raise UnreadableInput(error.strerror or str(error)) from error
    except Exception as error:
        # These are known only where zstandard and isal are installed.
        if type(error).__name__ not in {"ZstdError", "IsalError"}:
            raise
        raise CorruptInput(name, str(error)) from error


def read_bounded(stream: Readable, limit: int, *, packed: int | None = None) -> bytes:
    """Return all of ``stream``, at most ``limit`` bytes.

    Args:
        stream: What to read.
        limit: The most that is allowed, in bytes, inclusive.
        packed: Size of the same content as stored, in bytes; None if it is not packed.

    Raises:
        DecompressionBomb: It grows out of all proportion to ``packed``.
        InputTooLarge: There is more than ``limit``.
    """
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(PIECE):
        pieces.append(piece)
        size += len(piece)
        if packed is not None and is_bomb(packed, size):
            raise DecompressionBomb(packed, size)
        if size > limit:
            raise InputTooLarge("bytes", size, limit)
    return b"".join(pieces)


def is_bomb(packed: int, size: int) -> bool:
    """Return whether ``size`` unpacked bytes out of ``packed`` ones are out of all proportion."""
    return size > BOMB_FLOOR and size > packed * BOMB_RATIO
