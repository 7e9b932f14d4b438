"""Makes an `Inspection`: the article, what became of each block, and what a contract finds."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import Field

from tearsheet.article.model import Article, Model
from tearsheet.block_reports import LeafReport, explain_page
from tearsheet.contracts.findings import Finding
from tearsheet.errors import NotAnArticle
from tearsheet.extract import assemble
from tearsheet.page import Page
from tearsheet.page.read import read_lines, read_tree

if TYPE_CHECKING:
    from tearsheet.page.read import Source
    from tearsheet.sites import SiteHits, SiteRules

WITHOUT_BODY: Final = ("title", "summary", "site", "language", "canonical_url")
"""The fields that a page without main content still gives."""

FRAME: Final = 720
"""Height of the inspection in a notebook, in CSS pixels."""


class Inspection(Model):
    """An article beside the page that it was read from."""

    name: str
    """Name of the page, such as its file's; saved corrections are named after it."""
    article: Article
    """The article; of a page that was refused the fields that need no body."""
    refused: str | None = None
    """Why the page is no article (the words of `NotAnArticle`); None if it is one."""
    blocks: tuple[LeafReport, ...] = ()
    """The blocks of the page's visible text in document order; empty if only the article is at hand."""
    judged: dict[str, bool] = Field(default_factory=dict)
    """By the XPath of a block whether a person said that it belongs to the body; empty if nobody did."""
    findings: tuple[Finding, ...] = ()
    """What a contract finds in the article; empty if none was asked, or all is well."""

    @property
    def html(self) -> str:
        """The inspection as one HTML page.

        It needs nothing beside it and no network; its policy forbids every load and every script but its own. All
        text of the page stands in it escaped.
        """
        from tearsheet.inspection.page import render

        return render(self)

    def save(self, path: Path) -> None:
        """Write the page to ``path``, in UTF-8.

        Raises:
            OSError: The file cannot be written.
        """
        path.write_text(self.html, encoding="utf-8")

    def _repr_html_(self) -> str:
        """Show the page in a notebook: in a frame of its own origin, so that it cannot reach the notebook."""
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
    """Return the article on a page, and what became of each block of the page.

    Args:
        source: The page, as `tearsheet.parse` takes it.
        url: The page's URL.
        now: The moment to judge dates by, as in `tearsheet.parse`.
        name: Name of the page; by default that of the file, or the URL, or ``page``.
        sites: Rules for single sites, as in `tearsheet.parse`.

    Returns:
        The inspection. A page that `tearsheet.parse` refuses as no article is inspected all the same.

    Raises:
        InputError: The input cannot be read as a page.
        TypeError: The source is of a type that is not accepted.
        OSError: The file cannot be read.
    """
    if name is None:
        name = source.name if isinstance(source, Path) else url or "page"
    root = read_tree(source)
    page = Page.from_tree(root, url=url)
    hits = None
    rule = sites.rule_for(url, now) if sites else None
    if rule is not None:
        from tearsheet.sites import evaluate

        hits = evaluate(rule, root, page.nodes)
    return inspect_page(page, name, now=now, site_hits=hits)


def inspect_text(
    text: str, *, url: str | None = None, now: dt.datetime | None = None, name: str = "text"
) -> Inspection:
    """Return the article in a text whose markup is lost, and what became of each block of it.

    Args:
        text: The text, as `tearsheet.parse_text` takes it.
        url: The URL of the page that it was made from, if known.
        now: The moment to judge dates by.
        name: Name of the text.

    Raises:
        InputError: There is no text, or too much.
        TypeError: ``text`` is no ``str``.
    """
    from tearsheet.plaintext.read import read_text

    return inspect_page(read_text(read_lines(text), url=url), name, now=now)


def inspect_page(
    page: Page, name: str, *, now: dt.datetime | None = None, site_hits: SiteHits | None = None
) -> Inspection:
    """Return the inspection of a page that was read before."""
    blocks = explain_page(page, site_hits)
    try:
        return Inspection(name=name, article=assemble(page, now=now, site_hits=site_hits), blocks=blocks)
    except NotAnArticle as error:
        article = assemble(page, now=now, fields=WITHOUT_BODY, site_hits=site_hits)
        return Inspection(name=name, article=article, refused=str(error), blocks=blocks)
