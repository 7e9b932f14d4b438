"""Standard input: one page, or a list of paths."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from typing import BinaryIO

from tearsheet.batch.bounded import PIECE, read_bounded, reading
from tearsheet.batch.errors import SourceError, UnreadableInput
from tearsheet.batch.records import Limits, RawPage
from tearsheet.batch.sources.base import Source
from tearsheet.batch.sources.files import shown
from tearsheet.errors import InputError, MissingExtra

PATH_LIMIT = 64 * 1024
"""Longest path that is read from a list, in bytes; longer than any system allows."""


class StdinSource:
    """What comes on a stream: one page if its first character is ``<``, else paths, one a line.

    Paths may also be separated by NUL, as ``find -print0`` writes them. A path is treated like an argument, except
    that a path that does not exist is a faulty input, not a usage error.
    """

    def __init__(
        self, stream: BinaryIO, limits: Limits, open_path: Callable[[str], Iterator[Source]]
    ) -> None:
        self._stream = io.BufferedReader(_Raw(stream), PIECE)
        self._limits = limits
        self._open_path = open_path

    def pages(self) -> Iterator[RawPage]:
        """Yield the page, or the inputs that the paths name, in order."""
        head = self._stream.peek(PIECE)
        if head.lstrip(b"\xef\xbb\xbf \t\r\n\f").startswith(b"<"):
            yield self._page()
            return
        for raw in self._paths(b"\0" if b"\0" in head else b"\n"):
            path = os.fsdecode(raw)
            try:
                for source in self._open_path(path):
                    yield from source.pages()
            except SourceError as error:
                yield RawPage(shown(path), fault=UnreadableInput(error.reason))
            except MissingExtra as error:
                yield RawPage(shown(path), fault=UnreadableInput(str(error)))

    def _page(self) -> RawPage:
        try:
            with reading(None):
                return RawPage("-", body=read_bounded(self._stream, self._limits.size))
        except InputError as fault:
            return RawPage("-", fault=fault)

    def _paths(self, separator: bytes) -> Iterator[bytes]:
        rest = b""
        while piece := self._stream.read1(PIECE):
            *paths, rest = (rest + piece).split(separator)
            yield from (stripped for path in paths if (stripped := path.strip(b"\r\n")))
            rest = rest[:PATH_LIMIT]
        if last := rest.strip(b"\r\n"):
            yield last

    def count(self) -> None:
        """Return None: the number is only known after reading all of it."""

    def fraction(self) -> None:
        """Return None: the end is not known."""


class _Raw(io.RawIOBase):
    """A stream whose reads return as soon as there is something, so that a list can be followed as it is written."""

    def __init__(self, stream: BinaryIO) -> None:
        self._inner = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what BufferedReader passes
        read = getattr(self._inner, "read1", self._inner.read)
        piece: bytes = read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)
