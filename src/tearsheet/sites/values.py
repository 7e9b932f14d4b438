"""Parses the strings that a selector finds into the value of a field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from tearsheet.article.model import Author
from tearsheet.page import Page
from tearsheet.parsing.counts import find_view_counts, parse_count
from tearsheet.parsing.dates import parse_date
from tearsheet.parsing.names import parse_names


def read_value(field: str, texts: Sequence[str], page: Page, now: dt.datetime | None) -> Any:
    """Return the value of ``field`` from ``texts``, which must not be empty; None or empty if it cannot be parsed."""
    first, language = texts[0], page.nodes.attrs[0].get("lang")
    match field:
        case "authors":
            return tuple(
                Author(name=name) for name in dict.fromkeys(n for t in texts for n in parse_names(t) or (t,))
            )
        case "breadcrumbs" | "tags":
            return tuple(dict.fromkeys(texts))
        case "date" | "date_modified":
            parsed = parse_date(first, language=language, now=now)
            return parsed.value if parsed and parsed.precision not in ("month", "year") else None
        case "view_count":
            count = parse_count(first, language)
            labelled = find_view_counts(first, language) if count is None else ()
            return labelled[0].value if labelled else count
        case "image":
            return page.absolute(first)
    return first
