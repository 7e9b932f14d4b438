"""Read what is to be validated: pages, and articles that were converted before."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tearsheet.article.model import Article
from tearsheet.batch.records import Columns, Limits
from tearsheet.batch.sources import fetched, open_sources
from tearsheet.batch.work import outcome_of, read_article
from tearsheet.contracts.findings import Origin

STANDARD = Columns()
"""The default columns with pages."""


class Read(NamedTuple):
    """One input: its article, or why there is none."""

    origin: Origin
    """Where it is from."""
    article: Article | None
    """The article; None if the input gave none."""
    reason: str | None = None
    """Code and message if there is no article; otherwise None."""
    code: str | None = None
    """The code alone."""


def read_articles(
    sources: Sequence[str | os.PathLike[str]],
    *,
    now: dt.datetime | None = None,
    columns: Columns = STANDARD,
) -> Iterator[Read]:
    """Yield one item for each article of the sources, in their order, and one for each input that gives none.

    This reads everything that `tearsheet.convert` reads, including its own outputs; pages are parsed.

    Raises:
        SourceError: A source does not exist, or lacks the column of pages.
        MissingExtra: The library that reads a source is not installed.
    """
    limits = Limits()
    for source in [os.fspath(each) for each in sources]:
        for page in fetched(open_sources([source], columns, limits).pages()):
            result = outcome_of(page, limits, now, reader=read_article, check=None)
            origin = Origin(page.name, page.file or page.path or source, page.line)
            if result.article is not None:
                yield Read(origin, result.article)
            elif result.error is not None:
                code = result.error.code
                yield Read(origin, None, f"{code}: {result.error}", code)
