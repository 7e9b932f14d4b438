"""Make an `Inspection`: the article, a report on each block, and the findings of a contract."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import Field

from tearsheet.api import extract_page, extract_text
from tearsheet.article.model import Article, Model
from tearsheet.block_reports import BlockReport, explain_extraction
from tearsheet.contracts.findings import Finding

if TYPE_CHECKING:
    from tearsheet.extract import Extraction
    from tearsheet.page.read import Source
    from tearsheet.sites import SiteRules

FRAME: Final = 720
"""Height of the inspection in a notebook, in CSS pixels."""


class Inspection(Model):
    """An article together with the page that it was read from."""

    name: str
    """Name of the page, such as its file name; saved corrections are named after it."""
    article: Article
    """The article; for a refused page, only the fields that do not need the body."""
    refused: str | None = None
    """Why the page is not an article (the message of `NotAnArticle`); None if it is one."""
    blocks: tuple[BlockReport, ...] = ()
    """The blocks of the page's visible text in document order; empty if the page is not available."""
    section_blocks: tuple[tuple[int, ...], ...] = ()
    """For each section of the article, the indices of the blocks that it was made from; empty if the page is not
    available."""
    point_blocks: tuple[tuple[int, ...], ...] = ()
    """The same for each key point."""
    judged: dict[str, bool] = Field(default_factory=dict)
    """Earlier verdicts by a person: whether a block belongs to the body, by its XPath; empty if there are none."""
    corrected: dict[str, Any] = Field(default_factory=dict)
    """Field values that a person has corrected or confirmed, by name; empty if there are none."""
    findings: tuple[Finding, ...] = ()
    """The findings of a contract; empty if there are none or no contract was given."""

    @property
    def html(self) -> str:
        """The inspection as a self-contained HTML page.

        It needs no network. Its content security policy forbids all loading and all scripts except its own. All text
        of the inspected page is escaped.
        """
        return self.html_with({})

    def html_with(self, links: Mapping[str, str]) -> str:
        """Return the HTML page with links to other pages, given by their text, in its header."""
        from tearsheet.inspection.page import render

        return render(self, links)

    def save(self, path: Path) -> None:
        """Write the page to ``path``, in UTF-8.

        Raises:
            OSError: The file cannot be written.
        """
        path.write_text(self.html, encoding="utf-8")

    def _repr_html_(self) -> str:
        """Return a frame for notebooks; it has an origin of its own, so that it cannot access the notebook."""
        from html import escape

        return (
            f'<iframe title="Inspection of {escape(self.name)}" sandbox="allow-scripts allow-downloads" '
            f'style="width:100%;height:{FRAME}px;border:0" srcdoc="{escape(self.html)}"></iframe>'
        )


def inspect(
    source: Source,
    *,
    url: str | None = None,
    now: dt.datetime | None = None,
    name: str | None = None,
    sites: SiteRules | None = None,
) -> Inspection:
    """Return the article on a page, with a report on each block of the page.

    Args:
        source: The page, as `tearsheet.parse` takes it.
        url: The page's URL.
        now: The reference time for dates, as in `tearsheet.parse`.
        name: Name of the page; by default that of the file, or the URL, or ``page``.
        sites: Rules for single sites, as in `tearsheet.parse`.

    Returns:
        The inspection. A page that `tearsheet.parse` refuses with `NotAnArticle` can be inspected, too.

    Raises:
        InputError: The input cannot be read as a page.
        TypeError: The source is of a type that is not accepted.
        OSError: The file cannot be read.
    """
    if name is None:
        name = source.name if isinstance(source, Path) else url or "page"
    return inspection_of(extract_page(source, url=url, now=now, sites=sites, keep_refused=True), name)


def inspect_text(
    text: str, *, url: str | None = None, now: dt.datetime | None = None, name: str = "text"
) -> Inspection:
    """Return the article in text without markup, with a report on each block of the text.

    Args:
        text: The text, as `tearsheet.parse_text` takes it.
        url: The URL of the page that it was made from, if known.
        now: The reference time for dates.
        name: Name of the text.

    Raises:
        InputError: There is no text, or too much.
        TypeError: ``text`` is no ``str``.
    """
    return inspection_of(extract_text(text, url=url, now=now, keep_refused=True), name)


def inspection_of(extraction: Extraction, name: str) -> Inspection:
    """Return the inspection that shows an extraction, made with ``keep_refused``."""
    refused, provenance = extraction.refused, extraction.provenance
    return Inspection(
        name=name,
        article=extraction.article,
        refused=None if refused is None else str(refused),
        blocks=explain_extraction(extraction),
        section_blocks=tuple([sources.all for sources in provenance.sections]),
        point_blocks=provenance.key_points,
    )
