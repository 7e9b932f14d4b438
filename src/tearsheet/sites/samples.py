"""Sample pages from which rules are learned, with the values of the general rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from tearsheet.api import extract_page
from tearsheet.errors import ArticleError
from tearsheet.page import Page
from tearsheet.sites.selectors import SelectorIndex

if TYPE_CHECKING:
    from tearsheet.extract import Extraction
    from tearsheet.page.read import Source

MAX_TEXT: Final = 200
"""Longest text of a field in characters."""
MAX_INSIDE: Final = 12
"""Most elements inside a small element; one with more is a container."""


class Sample(NamedTuple):
    """A page from which a rule is learned."""

    source: Source
    url: str
    extraction: Extraction
    texts: dict[int, str]
    """Its small elements with their text, and ``time`` elements with their ``datetime``."""
    selectors: SelectorIndex

    @property
    def page(self) -> Page:
        """The page."""
        return self.extraction.page


def read_samples(pages: Iterable[tuple[Source, str]], now: dt.datetime | None) -> list[Sample]:
    """Return the samples for ``pages``, in order; refused pages are left out."""
    samples = []
    for source, url in pages:
        try:
            extraction = extract_page(source, url=url, now=now)
        except ArticleError:
            continue
        page = extraction.page
        samples.append(Sample(source, url, extraction, _texts(page), SelectorIndex(page)))
    return samples


def _texts(page: Page) -> dict[int, str]:
    nodes, found = page.nodes, {}
    for node in range(1, len(nodes.tags)):
        if nodes.ends[node] - node > MAX_INSIDE or nodes.tags[node] in ("script", "style", "title"):
            continue
        text = nodes.text_of(node)
        if 0 < len(text) <= MAX_TEXT or nodes.attrs[node].get("datetime"):
            found[node] = text
    return found
