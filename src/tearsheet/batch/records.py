"""What flows through a run: pages in, results of a chunk of pages out."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from pydantic import BaseModel, ConfigDict, PositiveFloat, PositiveInt

from tearsheet.errors import InputError

MIB = 1024 * 1024


class Limits(BaseModel):
    """Limits for one page; a page that exceeds one is rejected."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True
    )

    seconds: PositiveFloat = 30.0
    """Wall-clock time for one page, in seconds."""
    memory: PositiveInt = 1024 * MIB
    """Memory that a worker may use in addition to its memory at the start, in bytes (if the system can limit it)."""
    size: PositiveInt = 64 * MIB
    """Size of one page, decompressed, in bytes."""


class Columns(BaseModel):
    """Names of the columns (Parquet) or members (JSON Lines) that a run reads."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True
    )

    html: str = "html"
    """Column with the page, as text or bytes."""
    text: str | None = None
    """Column with text without markup, which is read instead of ``html``; None to read ``html``."""
    url: str = "url"
    """Column with the page's URL; optional."""
    id: str | None = None
    """Column with the name of the input; None to name it by its file and row."""


class RawPage(NamedTuple):
    """One input: its name and where its content is."""

    name: str
    """Its name in the output: path, ``archive!member``, ``file#row``. Valid Unicode."""
    body: bytes | str | None = None
    """Its content; None if the worker reads it from ``path``."""
    path: str | None = None
    """File to read; None if the content is in ``body``."""
    markup: bool = True
    """False for text without markup."""
    url: str | None = None
    """Its URL; None if not known (or if ``url_path`` has it)."""
    packing: str | None = None
    """How the content is packed, as in `tearsheet.batch.bounded`; None if it is plain."""
    charset: str | None = None
    """Encoding that the transport (HTTP) declares; used if the bytes do not show their encoding."""
    url_path: str | None = None
    """File whose first line is the URL; None if there is none."""
    article: bool = False
    """Whether ``body`` is a row that a run wrote: an article already, as JSON."""
    file: str | None = None
    """The container that it is from; None if it is a file itself or came from none."""
    line: int | None = None
    """Its line in that container, from 1; None if that has no lines."""
    stamp: str = ""
    """Size and time of its file; a resumed run compares them."""
    fault: InputError | None = None
    """Why it could not be read; such an input goes straight to the rejects."""

    @property
    def weight(self) -> int:
        """Bytes that it takes on its way to a worker, roughly."""
        return 200 + len(self.body or b"")

    @property
    def without_content(self) -> RawPage:
        """The same input without its content, to be remembered cheaply."""
        return RawPage(self.name, stamp=self.stamp)
