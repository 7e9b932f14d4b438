"""Pages in WARC files: the HTTP responses (and saved resources) that hold markup or text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tearsheet.batch.bounded import read_bounded, unpacked
from tearsheet.batch.errors import CorruptInput
from tearsheet.batch.records import Limits, RawPage
from tearsheet.batch.sources.archives import StreamSource
from tearsheet.batch.sources.files import shown
from tearsheet.errors import InputError

MARKUP_TYPES = frozenset({"text/html", "application/xhtml+xml"})
"""Media types of pages (WHATWG HTML, IANA registrations)."""
TEXT_TYPES = frozenset({"text/plain", "text/markdown"})
"""Media types of text without markup."""


class WarcSource(StreamSource):
    """The pages in a WARC file, packed or not, in its order.

    An input is a response with status 200 or a resource, of a type in `MARKUP_TYPES` or `TEXT_TYPES` or of none;
    other records are left out and counted.
    """

    def __init__(self, path: str, packing: str | None, limits: Limits, left_out: Counter[str]) -> None:
        super().__init__(path)
        self._packing = packing
        self._limits = limits
        self._left_out = left_out

    def records(self) -> Iterator[RawPage]:
        """Yield the pages.

        Raises:
            CorruptInput: The file is not sound from here on.
        """
        from fastwarc.warc import ArchiveIterator, WarcRecordType

        stream = unpacked(self.open(), self._packing)
        wanted = WarcRecordType.response | WarcRecordType.resource
        # auto_decode undoes chunking and content encodings; unpacking is ours, for it tells a cut file from a whole.
        iterator = ArchiveIterator(
            stream, record_types=wanted, parse_http=True, auto_decode="all", stream_detect=False
        )
        while True:
            try:
                record = next(iterator, None)
            except OSError as error:
                if error.errno is not None:
                    raise
                raise CorruptInput("warc", str(error)) from error
            if record is None:
                return
            kind = self._kind(record)
            if kind is not None:
                yield self._page(record, markup=kind not in TEXT_TYPES)

    def _kind(self, record: Any) -> str | None:
        """Return the media type of a record that is an input; None (and count it) if it is none."""
        http = record.http_headers
        if http is not None and http.status_code != 200:
            self._left_out["WARC responses with a status other than 200"] += 1
            return None
        kind = record.http_content_type if http is not None else record.headers.get("Content-Type")
        kind = (kind or "text/html").split(";")[0].strip().lower()
        if kind in MARKUP_TYPES or kind in TEXT_TYPES:
            return str(kind)
        self._left_out["WARC records of another media type"] += 1
        return None

    def _page(self, record: Any, *, markup: bool) -> RawPage:
        name = f"{shown(self.path)}!{str(record.record_id or record.stream_pos).strip('<>')}"
        url = record.headers.get("WARC-Target-URI")
        charset = record.http_charset if record.http_headers is not None else None
        try:
            body = read_bounded(record.reader, self._limits.size)
        except InputError as fault:
            return RawPage(name, url=url, fault=fault)
        except OSError as error:
            if error.errno is not None:
                raise
            return RawPage(name, url=url, fault=CorruptInput("HTTP content encoding", str(error)))
        return RawPage(name, body=body, url=url, markup=markup, charset=charset)
