"""The two doors: `parse` for pages and `parse_text` for text whose markup is lost."""

from __future__ import annotations

import datetime as dt

from tearsheet.assemble import assemble
from tearsheet.models import Article
from tearsheet.page import Page
from tearsheet.source import Source, read_tree


def parse(source: Source, *, url: str | None = None, now: dt.datetime | None = None) -> Article:
    """Return the article on a page."""
    return assemble(Page.from_tree(read_tree(source), url=url), now=now)


def parse_text(text: str, *, url: str | None = None, now: dt.datetime | None = None) -> Article:
    """Return the article in a text whose markup is lost."""
    from tearsheet.flattened import read_text

    return assemble(read_text(text, url=url), now=now)
