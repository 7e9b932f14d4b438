"""Pages in WARC files: the HTTP responses, saved resources and converted texts (WET) that hold markup or text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tearsheet.batch.errors import CorruptInput, UnreadableInput
from tearsheet.batch.http import Response, body_of, split_response
from tearsheet.batch.records import RawPage
from tearsheet.batch.sources.archives import ArchiveSource
from tearsheet.batch.sources.files import shown
from tearsheet.batch.sources.members import pieces_of_archive
from tearsheet.batch.sources.rows import valid
from tearsheet.batch.sources.warc_records import Record, read_records
from tearsheet.errors import InputError, MissingExtra

MARKUP_TYPES = frozenset({"text/html", "application/xhtml+xml"})
"""Media types of pages (WHATWG HTML, IANA registrations)."""
TEXT_TYPES = frozenset({"text/plain", "text/markdown"})
"""Media types of text without markup."""
PAGE_RECORDS: Final = frozenset({"response", "resource", "conversion"})
"""Types of records that may contain a page (ISO 28500)."""
OTHER_RECORDS: Final = frozenset({"warcinfo", "request", "metadata", "revisit", "continuation"})
"""Types of records without a page."""
HEAD_ROOM: Final = 1024 * 1024
"""Bytes that a record may have beyond the size of a page, for the response's head."""


class WarcSource(ArchiveSource):
    """The pages in a WARC file, packed or not, in its order.

    An input is a response with status 200, a resource or a conversion, of a type in `MARKUP_TYPES` or `TEXT_TYPES` or
    of none; other records are skipped and counted. A record that is broken is one faulty input.
    """

    def records(self) -> Iterator[RawPage]:
        """Yield the pages."""
        pieces = pieces_of_archive(self.open(), self._packing)
        for record in read_records(pieces, self._limits.size + HEAD_ROOM):
            page = self._page(record)
            if page is not None:
                yield page

    def _page(self, record: Record) -> RawPage | None:
        """Return the input in a record; if there is none, count the record and return None."""
        headers = record.headers
        kind = headers.get("warc-type", "").lower()
        if kind and kind not in PAGE_RECORDS:
            return self._skipped_as(f"WARC {kind if kind in OTHER_RECORDS else 'other'} records")
        number = headers.get("warc-record-id", "").strip("<>") or f"@{record.at}"
        url = headers.get("warc-target-uri", "").strip("<> ") or None
        page = RawPage(f"{shown(self.path)}!{valid(number)}", url=url and valid(url))
        if record.fault is not None or not kind:
            return page._replace(fault=record.fault or CorruptInput("warc", "the record has no WARC-Type"))
        response = self._response(record)
        if response.status not in (None, 200):
            return self._skipped_as("WARC responses with a status other than 200")
        media_type, _, parameters = response.headers.get("content-type", "").partition(";")
        media_type = media_type.strip().lower() or "text/html"
        if media_type not in MARKUP_TYPES and media_type not in TEXT_TYPES:
            return self._skipped_as("WARC records of another media type")
        page = page._replace(markup=media_type not in TEXT_TYPES, charset=_charset(parameters))
        return self._with_body(page, response)

    def _skipped_as(self, kind: str) -> RawPage | None:
        self._skipped[kind] += 1
        return None

    def _with_body(self, page: RawPage, response: Response) -> RawPage:
        try:
            return page._replace(body=body_of(response, self._limits.size))
        except InputError as fault:
            return page._replace(fault=fault)
        except MissingExtra as missing:
            return page._replace(fault=UnreadableInput(str(missing)))

    def _response(self, record: Record) -> Response:
        media_type = record.headers.get("content-type", "")
        if media_type.strip().lower().startswith("application/http"):
            return split_response(record.block)
        return Response(None, {"content-type": media_type}, record.block)


def _charset(parameters: str) -> str | None:
    """Return the charset among the parameters of a media type; None if there is none.

    >>> _charset(' charset="ISO-8859-1"; x=y')
    'ISO-8859-1'
    """
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \t\"'") or None
    return None
