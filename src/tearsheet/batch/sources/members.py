"""Decompress a file of gzip members or zstd frames so that a damaged one does not affect the others.

WARC files are compressed record by record: each member decompresses to text that begins with ``WARC/``. After a
damaged member, reading continues at the next member that begins this way.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import IO, TYPE_CHECKING, Any, Final, Protocol

from tearsheet.batch.bounded import MAX_ZSTD_WINDOW, reading, unpacked
from tearsheet.batch.errors import CorruptInput
from tearsheet.errors import InputError, MissingExtra

if TYPE_CHECKING:
    import zstandard

PIECE: Final = 64 * 1024
"""Bytes read at a time; deflate packs at most 1,032 times, so a piece unpacks to 64 MiB at the very most."""
ZSTD_PIECE: Final = 4 * 1024
"""The same for zstd, whose ratio has no such bound."""
TRIAL: Final = 512
"""Bytes of a candidate that must unpack to text that begins with ``WARC/``."""
SLACK: Final = 64 * 1024 * 1024
"""Bytes that may be read a second time to find the next member, besides as many as were read: a limit on the work."""

GZIP_MAGIC: Final = b"\x1f\x8b\x08"
ZSTD_MAGIC: Final = b"\x28\xb5\x2f\xfd"
ZSTD_DICTIONARY: Final = b"\x5d\x2a\x4d\x18"
"""The skippable frame that holds the dictionary (IIPC, Zstandard compression of WARC files)."""


class Decoder(Protocol):
    """Unpacks one member, as `zlib.decompressobj` does."""

    @property
    def eof(self) -> bool:
        """Whether the member has ended."""

    @property
    def unused_data(self) -> bytes:
        """The bytes after the member's end."""

    def decompress(self, data: bytes, /) -> bytes:
        """Return what ``data`` unpacks to."""


def pieces_of_archive(file: IO[bytes], packing: str | None) -> Iterator[bytes | InputError]:
    """Yield the decompressed bytes of an archive, and in place of each damaged stretch, the reason.

    The first bytes of the file determine its format, not its name; ``packing`` is the format according to its name.

    Raises:
        MissingExtra: It is zstd, and zstandard is not installed.
    """
    head = file.read(4)
    file.seek(0)
    if head.startswith(GZIP_MAGIC):
        yield from _Members(file, GZIP_MAGIC, PIECE, _gzip_decoder())
    elif head in (ZSTD_MAGIC, ZSTD_DICTIONARY):
        yield from _Members(file, ZSTD_MAGIC, ZSTD_PIECE, _zstd_decoder(file))
    else:
        yield from _pieces(file, packing if packing in ("xz", "bzip2") else None)


def _pieces(file: IO[bytes], packing: str | None) -> Iterator[bytes | InputError]:
    try:
        with reading(packing):
            stream = unpacked(file, packing)
            while piece := stream.read(PIECE):
                yield piece
    except InputError as fault:
        yield fault


def _gzip_decoder() -> Callable[[], Decoder]:
    """Return what makes decoders of gzip: ISA-L's, which take a third of zlib's time, where it is installed."""
    try:
        from isal import isal_zlib
    except ImportError:
        return lambda: zlib.decompressobj(31)
    isal_error: type[Exception] = isal_zlib.error  # type: ignore[assignment]  # the stub takes it for an instance
    return lambda: _Foreign(isal_zlib.decompressobj(31), isal_error)


def _zstd_decoder(file: IO[bytes]) -> Callable[[], Decoder]:
    try:
        import zstandard
    except ImportError as error:
        raise MissingExtra("zstandard", "batch") from error
    unpacker = zstandard.ZstdDecompressor(dict_data=_dictionary(file), max_window_size=MAX_ZSTD_WINDOW)
    return lambda: _Foreign(unpacker.decompressobj(), zstandard.ZstdError)


def _dictionary(file: IO[bytes]) -> zstandard.ZstdCompressionDict | None:
    """Return the dictionary that the file begins with, which may be packed itself; None if it has none."""
    import zstandard

    if file.read(4) != ZSTD_DICTIONARY:
        file.seek(0)
        return None
    size = int.from_bytes(file.read(4), "little")
    data = file.read(min(size, MAX_ZSTD_WINDOW))
    if data.startswith(ZSTD_MAGIC):
        data = zstandard.ZstdDecompressor().decompress(data, max_output_size=MAX_ZSTD_WINDOW)
    return zstandard.ZstdCompressionDict(data)


class _Foreign:
    """A decoder of another library that raises the errors of zlib."""

    def __init__(self, decoder: Any, error: type[Exception]) -> None:
        self._decoder = decoder
        self._error = error

    @property
    def eof(self) -> bool:
        return bool(self._decoder.eof)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._decoder.unused_data)

    def decompress(self, data: bytes, /) -> bytes:
        try:
            return bytes(self._decoder.decompress(data))
        except self._error as error:
            raise zlib.error(str(error)) from error


class _Members:
    """The members of a file, one after another."""

    def __init__(self, file: IO[bytes], magic: bytes, piece: int, decoder: Callable[[], Decoder]) -> None:
        self._file = file
        self._magic = magic
        self._name = "gzip" if magic == GZIP_MAGIC else "zstd"
        self._piece = piece
        self._decoder = decoder
        self._reread = 0
        self._at = file.tell()
        """Where the next member begins."""

    def __iter__(self) -> Iterator[bytes | InputError]:
        """Yield the decompressed members, and in place of a damaged one the reason."""
        while True:
            self._file.seek(self._at)
            start = self._file.read(self._piece)
            if not start.strip(b"\0"):
                if not start:
                    return
                self._at += len(start)
                continue
            if not start.startswith(self._magic):
                padding = len(start) - len(start.lstrip(b"\0"))
                if padding:
                    self._at += padding
                    continue
                yield CorruptInput(self._name, f"no member begins at byte {self._at}")
                self._seek_member(self._at + 1)
                continue
            yield from self._member(start)

    def _member(self, piece: bytes) -> Iterator[bytes | InputError]:
        """Yield the member that begins here, and all that follow it without a break."""
        start, decoder = self._at, self._decoder()
        while True:
            try:
                data = decoder.decompress(piece)
            except zlib.error as error:
                yield CorruptInput(self._name, f"the member at byte {start} is damaged: {error}")
                self._resume_after(start)
                return
            if data:
                yield data
            if decoder.eof:
                piece = decoder.unused_data
                self._at = start = self._file.tell() - len(piece)
                if not piece.startswith(self._magic):
                    return
                decoder = self._decoder()
                continue
            piece = self._file.read(self._piece)
            if not piece:
                yield CorruptInput(
                    self._name, f"the file is truncated: the member at byte {start} has no end"
                )
                self._resume_after(start)
                return

    def _resume_after(self, start: int) -> None:
        """Look for the next member from just after the start of a damaged one, which may have run over others."""
        here = self._file.tell()
        self._reread += here - start
        self._seek_member(start + 1 if self._reread <= here + SLACK else here)

    def _seek_member(self, at: int) -> None:
        """Set the place where the next member begins: the first from ``at`` on that unpacks to a record's head."""
        overlap = len(self._magic) - 1
        self._file.seek(at)
        data = self._file.read(self._piece)
        while len(data) > overlap:
            found = data.find(self._magic)
            while found >= 0:
                if self._is_record(at + found):
                    self._at = at + found
                    return
                found = data.find(self._magic, found + 1)
            at += len(data) - overlap
            self._file.seek(at)
            data = self._file.read(max(self._piece, PIECE))
        self._file.seek(0, 2)
        self._at = self._file.tell()

    def _is_record(self, at: int) -> bool:
        self._file.seek(at)
        try:
            return self._decoder().decompress(self._file.read(TRIAL)).startswith(b"WARC/")
        except zlib.error:
            return False
