"""Reads a run's articles back for the formats that are written from whole articles."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tearsheet.article.model import Article
from tearsheet.batch.columns import article_of_row
from tearsheet.batch.state import RunState


def articles_of(state: RunState) -> Iterator[tuple[str, Article]]:
    """Yield the name of the input and the article for each article of the run, in order, one in memory at a time."""
    with state.path("articles").open("rb") as lines:
        for line in lines:
            record = json.loads(line)
            yield record["input"], article_of_row(record)


def names_of(state: RunState) -> Iterator[str]:
    """Yield the names of the inputs that became articles, in order."""
    decoder = json.JSONDecoder()
    with state.path("articles").open("rb") as lines:
        for line in lines:
            # The name is the first member: the rest of the line need not be read.
            name, _ = decoder.raw_decode(line[: line.index(b'","') + 1].decode().removeprefix('{"input":'))
            yield name
