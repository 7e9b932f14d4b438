"""Pages in zip and tar archives. Members are only read, never unpacked to disk, so their names can do no harm."""

from __future__ import annotations

import stat
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from tearsheet.batch.bounded import is_bomb, packing_of, read_bounded, reading, unpacked
from tearsheet.batch.errors import CorruptInput, DecompressionBomb, UnreadableInput
from tearsheet.batch.records import Limits, RawPage
from tearsheet.batch.sources.base import Notes
from tearsheet.batch.sources.files import is_markup, is_page, shown
from tearsheet.errors import InputError, InputTooLarge, MissingExtra

UNSOUND_ZIP = (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error)
"""Errors that zipfile raises on invalid files: a later version, a name that is not UTF-8, truncated tables."""
OTHER_MEMBERS = "archive members that are not pages, by their names"
"""What members are skipped as."""


def member_page(
    archive: str, member: str, *, body: bytes | None = None, fault: InputError | None = None
) -> RawPage:
    """Return the input that a member of an archive is: ``archive!member``."""
    name = f"{shown(archive)}!{member.encode('utf-8', 'backslashreplace').decode()}"
    return RawPage(name, body=body, markup=is_markup(member), packing=packing_of(member)[1], fault=fault)


class ZipSource:
    """The members of a zip archive, in the order of its directory."""

    def __init__(self, path: str, limits: Limits, notes: Notes) -> None:
        self._path = path
        self._limits = limits
        self._skipped = notes.skipped

    def pages(self) -> Iterator[RawPage]:
        """Yield the members that are pages; an archive that cannot be opened is one faulty input."""
        try:
            archive = zipfile.ZipFile(self._path)
        except UNSOUND_ZIP as error:
            yield RawPage(shown(self._path), fault=CorruptInput("zip", str(error)))
            return
        except OSError as error:
            yield RawPage(shown(self._path), fault=UnreadableInput(error.strerror or str(error)))
            return
        with archive:
            for info in archive.infolist():
                if info.is_dir():
                    continue
                if not is_page(info.filename):
                    self._skipped[OTHER_MEMBERS] += 1
                    continue
                try:
                    body = self._read(archive, info)
                except InputError as fault:
                    yield member_page(self._path, info.filename, fault=fault)
                else:
                    yield member_page(self._path, info.filename, body=body)

    def _read(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
        if stat.S_ISLNK(info.external_attr >> 16):
            raise UnreadableInput("a symbolic link within the archive")
        if info.flag_bits & 1:
            raise UnreadableInput("encrypted")
        if is_bomb(info.compress_size, info.file_size):
            raise DecompressionBomb(info.compress_size, info.file_size)
        if info.file_size > self._limits.size:
            raise InputTooLarge("bytes", info.file_size, self._limits.size)
        try:
            with reading("zip"), archive.open(info) as member:
                return read_bounded(member, self._limits.size, packed=info.compress_size)
        except UNSOUND_ZIP as error:
            raise CorruptInput("zip", str(error)) from error

    def count(self) -> int | None:
        """Return the number of members that are pages."""
        try:
            with zipfile.ZipFile(self._path) as archive:
                return sum(1 for info in archive.infolist() if not info.is_dir() and is_page(info.filename))
        except (OSError, *UNSOUND_ZIP):
            return 1

    def fraction(self) -> None:
        """Return None: the count says all."""


class StreamSource:
    """A file that is read from start to end; its position says how far."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._file: IO[bytes] | None = None
        self._size = 0
        self._done = False

    def open(self) -> IO[bytes]:
        """Open the file.

        Raises:
            OSError: The system does not give it.
        """
        self._size = Path(self.path).stat().st_size
        self._file = Path(self.path).open("rb")  # noqa: SIM115  # closed by `close`, position read in between
        return self._file

    def close(self) -> None:
        """Close the file."""
        self._done = True
        if self._file is not None:
            self._file.close()

    def count(self) -> int | None:
        """Return None: the number is only known after reading all of it."""
        return None

    def fraction(self) -> float | None:
        """Return how much of the file's bytes has been read, from 0 to 1."""
        if self._done or self._file is None or not self._size:
            return 1.0 if self._done else 0.0
        return min(1.0, self._file.tell() / self._size)

    def records(self) -> Iterator[RawPage]:
        """Yield the inputs; subclasses say how."""
        raise NotImplementedError

    def pages(self) -> Iterator[RawPage]:
        """Yield the inputs; where the file turns unreadable it ends with one faulty input named for the file."""
        name = shown(self.path)
        try:
            with reading(packing_of(self.path)[1]):
                yield from self.records()
        except InputError as fault:
            yield RawPage(name, fault=fault)
        except MissingExtra as missing:
            yield RawPage(name, fault=UnreadableInput(str(missing)))
        finally:
            self.close()


class ArchiveSource(StreamSource):
    """An archive that is read from start to end."""

    def __init__(self, path: str, packing: str | None, limits: Limits, notes: Notes) -> None:
        super().__init__(path)
        self._packing = packing
        self._limits = limits
        self._skipped = notes.skipped


class _Tail:
    """A stream that remembers its last bytes: tarfile takes a cut between members for the end of the archive."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.tail = b""
        """The last bytes read; zeros at the end of a whole archive (POSIX ustar: it ends with two zero blocks)."""

    def read(self, size: int) -> bytes:
        """Return up to ``size`` bytes."""
        piece = self._stream.read(size)
        self.tail = piece[-tarfile.BLOCKSIZE :] or self.tail
        return piece


class TarSource(ArchiveSource):
    """The members of a tar archive, packed or not, in its order."""

    def records(self) -> Iterator[RawPage]:
        """Yield the members that are pages.

        Raises:
            CorruptInput: The rest of the archive is invalid.
        """
        stream = _Tail(unpacked(self.open(), self._packing))
        try:
            with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r|") as archive:
                while (member := archive.next()) is not None:
                    # The archive would remember every member.
                    archive.members = []  # type: ignore[attr-defined]  # missing from the stubs
                    if member.isdir():
                        continue
                    if not is_page(member.name):
                        self._skipped[OTHER_MEMBERS] += 1
                        continue
                    yield self._page(archive, member)
        except tarfile.TarError as error:
            raise CorruptInput("tar", str(error)) from error
        if stream.tail.strip(b"\0"):
            raise CorruptInput("tar", "the end marker is missing, so part of it may be missing, too")

    def _page(self, archive: tarfile.TarFile, member: tarfile.TarInfo) -> RawPage:
        if not member.isfile():
            return member_page(
                self.path, member.name, fault=UnreadableInput("not a regular file in the archive")
            )
        if member.size > self._limits.size:
            fault = InputTooLarge("bytes", member.size, self._limits.size)
            return member_page(self.path, member.name, fault=fault)
        content = archive.extractfile(member)
        assert content is not None  # a regular file
        return member_page(self.path, member.name, body=content.read())
