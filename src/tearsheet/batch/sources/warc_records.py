"""The records of a WARC file, found again after each that is broken.

The format is that of WARC/0.18, 1.0 and 1.1 (ISO 28500), with CRLF or LF. A record's ``Content-Length`` is believed
if another record, or the end, follows the block; else the block goes up to the next record's head.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from tearsheet.batch.errors import CorruptInput
from tearsheet.errors import InputError, InputTooLarge

HEAD_LIMIT: Final = 256 * 1024
"""Longest head of a record that is read, in bytes."""
_KEPT: Final = 1024 * 1024
"""Bytes before the place of reading that are kept before the buffer is moved."""
_VERSION: Final = 64
"""Enough bytes for the first line of a record and the start of the next."""
_HEAD = re.compile(rb"WARC/\d{1,2}\.\d{1,3}[ \t]*\r?\n[!-~]")
_HEAD_END = re.compile(rb"\n\r?\n")
_FOLD = re.compile(r"\r?\n[ \t]+")


class Record(NamedTuple):
    """One record."""

    at: int
    """Where it begins, in bytes of the unpacked file."""
    headers: dict[str, str]
    """Header fields by name in lower case; empty if the header could not be read."""
    block: bytes
    """Its content."""
    fault: InputError | None = None
    """Why it cannot be used; None if it can."""


def read_records(pieces: Iterable[bytes | InputError], limit: int) -> Iterator[Record]:
    """Yield the records of a decompressed file; a broken record, or a stretch without one, is yielded once with its fault.

    Args:
        pieces: The file's bytes, and faults in place of missing ones.
        limit: Longest block that is returned, in bytes; longer ones are faults.
    """
    buffer = _Buffer(pieces)
    while buffer.next_run():
        any_record = False
        while buffer.skip_blank_lines():
            any_record = True
            yield _record(buffer, limit)
        fault = buffer.take_fault()
        if fault is not None and not (any_record and buffer.fault_was_used):
            yield Record(buffer.at, {}, b"", fault)


class _Buffer:
    """Unpacked bytes as they are needed: runs of them, each ended by a fault or the end of the file."""

    def __init__(self, pieces: Iterable[bytes | InputError]) -> None:
        self._pieces = iter(pieces)
        self._data = bytearray()
        self._start = 0
        self._moved = 0
        self._fault: InputError | None = None
        self._more = True
        self.fault_was_used = False
        """Whether the fault at the end of this run was given to the record that it broke."""

    @property
    def at(self) -> int:
        """The place of reading, in bytes from the start of the file."""
        return self._moved + self._start

    @property
    def cut(self) -> InputError:
        """Why the run ends here, for a record that it breaks."""
        self.fault_was_used = True
        return self._fault or CorruptInput("warc", "the file ends within this record")

    def next_run(self) -> bool:
        """Move to the next run; return False if there is none."""
        self.fault_was_used = False
        return self._more

    def take_fault(self) -> InputError | None:
        """Return the fault that ended this run, and let the next begin; None at the end of the file."""
        fault, self._fault = self._fault, None
        self._advance_to_end()
        if fault is None:
            self._more = False
        return fault

    def _advance_to_end(self) -> None:
        self._moved += len(self._data)
        self._data.clear()
        self._start = 0

    def fill(self, size: int) -> bool:
        """Have ``size`` bytes to read; return False if the run ends before."""
        while len(self._data) - self._start < size:
            if self._fault is not None:
                return False
            piece = next(self._pieces, None)
            if piece is None:
                return False
            if isinstance(piece, InputError):
                self._fault = piece
            else:
                self._data += piece
        return True

    def skip_blank_lines(self) -> bool:
        """Skip line ends; return False if the run ends with them."""
        while self.fill(1):
            if self._data[self._start] not in b"\r\n":
                return True
            self.skip(1)
        return False

    def skip(self, size: int) -> None:
        """Go ``size`` bytes on."""
        self._start += size
        if self._start >= _KEPT:
            del self._data[: self._start]
            self._moved += self._start
            self._start = 0

    def take(self, size: int) -> bytes:
        """Return ``size`` bytes that are there, and go beyond them."""
        data = bytes(self._data[self._start : self._start + size])
        self.skip(size)
        return data

    def head_size(self) -> int | None:
        """Return the size of the head that begins here, blank line included; None if none does."""
        self.fill(_VERSION)
        if not _HEAD.match(self._data, self._start):
            return None
        searched = 0
        while searched < HEAD_LIMIT:
            end = _HEAD_END.search(self._data, self._start + max(0, searched - 2))
            if end:
                return end.end() - self._start
            searched = len(self._data) - self._start
            if not self.fill(searched + 1):
                return None
        return None

    def is_boundary(self, offset: int) -> bool:
        """Return whether ``offset`` bytes from here the block may end: line ends follow, then a head or the end."""
        end = offset
        while self.fill(end + 1) and self._data[self._start + end] in b"\r\n":
            end += 1
        if not self.fill(end + 1):
            return True
        self.fill(end + _VERSION)
        return _HEAD.match(self._data, self._start + end) is not None

    def find_head(self, first: int, limit: int) -> int | None:
        """Return the distance to the next header, at most ``limit`` bytes from ``first``; None if there is none."""
        searched = first
        while True:
            for found in _HEAD.finditer(self._data, self._start + searched):
                if self._data[found.start() - 1] == 10:  # a line feed
                    return found.start() - self._start
            size = len(self._data) - self._start
            if size >= limit or not self.fill(size + 1):
                return None
            searched = max(first, size - _VERSION)

    def skip_to_head(self) -> None:
        """Go to the next head, or to the end of the run, holding little in memory."""
        first = 1
        while True:
            found = self.find_head(first, _KEPT)
            if found is not None:
                self.skip(found)
                return
            size = len(self._data) - self._start
            if size < _KEPT:
                self.skip(size)
                return
            self.skip(size - _VERSION)

    @property
    def size(self) -> int:
        """How many bytes are there to read."""
        return len(self._data) - self._start


def _record(buffer: _Buffer, limit: int) -> Record:
    at = buffer.at
    size = buffer.head_size()
    if size is None:
        return _no_record(buffer, at)
    inner = buffer.find_head(1, size)
    if inner is not None and inner < size:
        buffer.skip(inner)
        return Record(at, {}, b"", CorruptInput("warc", "another record begins within the record's header"))
    headers = _headers(buffer.take(size))
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 19):
        buffer.skip_to_head()
        return Record(at, headers, b"", CorruptInput("warc", f"the record's Content-Length is {length!r}"))
    declared = int(length)
    if declared > limit:
        return _too_long(buffer, at, headers, declared, limit)
    if buffer.fill(declared) and buffer.is_boundary(declared):
        return Record(at, headers, buffer.take(declared))
    return _of_wrong_length(buffer, at, headers, limit)


def _no_record(buffer: _Buffer, at: int) -> Record:
    buffer.skip_to_head()
    fault = CorruptInput("warc", "no record begins here") if buffer.size else None
    return Record(at, {}, b"", fault or _ended(buffer, "no record begins here"))


def _ended(buffer: _Buffer, reason: str) -> InputError:
    cut = buffer.cut
    return (
        CorruptInput("warc", f"{reason} or later")
        if isinstance(cut, CorruptInput) and (cut.packing == "warc")
        else cut
    )


def _too_long(buffer: _Buffer, at: int, headers: dict[str, str], declared: int, limit: int) -> Record:
    buffer.skip_to_head()
    if not buffer.size and buffer.at - at < declared:
        return Record(at, headers, b"", buffer.cut)
    return Record(at, headers, b"", InputTooLarge("bytes", declared, limit))


def _of_wrong_length(buffer: _Buffer, at: int, headers: dict[str, str], limit: int) -> Record:
    """Return the record up to the next head: its declared length does not end it."""
    found = buffer.find_head(0, limit + _VERSION)
    if found is not None:
        return Record(at, headers, _without_line_ends(buffer.take(found)))
    if buffer.size > limit:
        buffer.skip_to_head()
        return Record(at, headers, b"", InputTooLarge("bytes", limit + 1, limit))
    buffer.skip(buffer.size)
    return Record(at, headers, b"", buffer.cut)


def _without_line_ends(block: bytes) -> bytes:
    """Return a block without the two line ends that follow it."""
    for _ in range(2):
        block = block.removesuffix(b"\n").removesuffix(b"\r")
    return block


def _headers(head: bytes) -> dict[str, str]:
    lines = _FOLD.sub(" ", head.decode("utf-8", "replace")).splitlines()[1:]
    pairs = (line.partition(":") for line in lines if ":" in line)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}
