"""The strings that a selector finds, read as the value of a field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final

from tearsheet.article.model import Author
from tearsheet.page import Page
from tearsheet.parsing.counts import find_view_counts, parse_count
from tearsheet.parsing.dates import parse_date
from tearsheet.parsing.names import parse_names


def read_value(field: str, texts: Sequence[str], page: Page, now: dt.datetime | None) -> Any:
    """Return the value of ``field`` in ``texts``, which is not empty; None or empty if it cannot be read."""
    return _READERS[field](texts, page, now)


def _line(texts: Sequence[str], page: Page, now: dt.datetime | None) -> str | None:  # noqa: ARG001  # one shape
    return texts[0]


def _lines(texts: Sequence[str], page: Page, now: dt.datetime | None) -> tuple[str, ...]:  # noqa: ARG001  # one shape
    return tuple(dict.fromkeys(texts))


def _authors(texts: Sequence[str], page: Page, now: dt.datetime | None) -> tuple[Author, ...]:  # noqa: ARG001  # one shape
    names = dict.fromkeys(n for t in texts for n in parse_names(t) or (t,))
    return tuple(Author(name=name) for name in names)


def _moment(texts: Sequence[str], page: Page, now: dt.datetime | None) -> dt.date | dt.datetime | None:
    parsed = parse_date(texts[0], language=page.nodes.attrs[0].get("lang"), now=now)
    return parsed.value if parsed and parsed.precision not in ("month", "year") else None


def _count(texts: Sequence[str], page: Page, now: dt.datetime | None) -> int | None:  # noqa: ARG001  # one shape
    language = page.nodes.attrs[0].get("lang")
    count = parse_count(texts[0], language)
    if count is None:
        labelled = find_view_counts(texts[0], language)
        count = labelled[0].value if labelled else None
    return count


def _address(texts: Sequence[str], page: Page, now: dt.datetime | None) -> str | None:  # noqa: ARG001  # one shape
    return page.absolute(texts[0])


_READERS: Final[dict[str, Callable[[Sequence[str], Page, dt.datetime | None], Any]]] = {
    "title": _line,
    "subtitle": _line,
    "summary": _line,
    "site": _line,
    "category": _line,
    "authors": _authors,
    "breadcrumbs": _lines,
    "tags": _lines,
    "date": _moment,
    "date_modified": _moment,
    "view_count": _count,
    "image": _address,
}
"""How the strings of each field become its value."""
