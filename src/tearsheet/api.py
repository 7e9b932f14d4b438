"""The doors: `parse` for pages, `parse_text` for text whose markup is lost, and `explain` for the blocks of a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING

from tearsheet.article.model import Article
from tearsheet.doors import check_arguments
from tearsheet.extract import Extraction, extract
from tearsheet.page import Page
from tearsheet.page.read import markdown_of, read_lines, read_tree

if TYPE_CHECKING:
    from tearsheet.block_reports import BlockReport
    from tearsheet.page.read import Source
    from tearsheet.sites import SiteRules


def parse(  # noqa: PLR0913  # each says something else of the page or of what is asked for
    source: Source,
    *,
    url: str | None = None,
    now: dt.datetime | None = None,
    fields: Collection[str] | None = None,
    sites: SiteRules | None = None,
    min_confidence: float = 0.0,
) -> Article:
    """Return the article on a page.

    Args:
        source: The page as bytes (decoded as a browser would: byte order mark, declaration, detection), as ``str``
            (already decoded: a declared charset is ignored), a `pathlib.Path` to read, an lxml element or tree, or
            a BeautifulSoup object or tag. Markdown, as servers send it for ``Accept: text/markdown``, is read as
            `parse_text` reads it. Trees are only read, never changed.
        url: The page's URL. Relative links are resolved against it, and some fields read it.
        now: The moment to judge dates by: relative dates (``3 hours ago``) are read against it and later dates
            refused. Without it, relative dates are no dates. Naive moments count as UTC.
        fields: Names of the `Article` fields to work out; all but ``comments`` if not given. The others keep their empty
            value, ``evidence`` says ``not-asked`` of them, and their work is not done: without a field that needs
            the body (only ``title``, ``summary``, ``site``, ``language`` and ``canonical_url`` do not), the body is
            not looked for and `NotAnArticle` is not raised.
        sites: Rules for single sites (see `tearsheet.sites`): the first that covers ``url`` decides what it names,
            the general rules the rest. ``evidence`` says ``site-rule`` where it decided.
        min_confidence: Lowest probability of being right, from 0 to 1, of a value that is given. A less probable one is
            left out as ``low-confidence`` and is among the rejected candidates in ``evidence``. Values without a
            score, the sections and the kind of page are always given.

    Returns:
        The article. A field that the page does not give is None or empty, and ``evidence`` says why.

    Raises:
        EmptyInput: There is no text in the source.
        NoMarkup: It is a ``str`` without any markup: a path, a URL, or text, which `parse_text` takes.
        UnsupportedInput: The source is of a known other format, such as PDF.
        UndecodableInput: The bytes are no text in any encoding.
        InputTooLarge: The source is over a limit on size (see `tearsheet.page.limits`).
        InputTooDeep: The elements nest too deep.
        NotAnArticle: The page has no main content. All of these are `ArticleError`.
        ValueError: ``fields`` names no field, or ``min_confidence`` is no probability.
        TypeError: The source or another argument is of a type that is not accepted.
        OSError: The file cannot be read.
    """
    return extract_page(
        source, url=url, now=now, fields=fields, sites=sites, min_confidence=min_confidence
    ).article


def parse_text(
    text: str,
    *,
    url: str | None = None,
    now: dt.datetime | None = None,
    fields: Collection[str] | None = None,
    min_confidence: float = 0.0,
) -> Article:
    """Return the article in a text whose markup is lost.

    Args:
        text: The text: lines or paragraphs in any of the shapes that tools leave behind, or Markdown.
        url: The URL of the page that the text was made from, if known.
        now: The moment to judge dates by, as in `parse`.
        fields: Names of the fields to work out, as in `parse`.
        min_confidence: Lowest probability of a value that is given, as in `parse`.

    Returns:
        The article; locators in ``evidence`` are half-open ranges of characters in ``text``.

    Raises:
        EmptyInput: There is no text.
        InputTooLarge: The text is over the limit on size.
        ValueError: ``fields`` names no field, or ``min_confidence`` is no probability.
        TypeError: ``text`` is no ``str``.
        NotAnArticle: There is nothing in it that could be an article. All of these are `ArticleError`.
    """
    return extract_text(text, url=url, now=now, fields=fields, min_confidence=min_confidence).article


def explain(source: Source, *, url: str | None = None) -> tuple[BlockReport, ...]:
    """Return a report for each block of visible text on a page, in document order.

    Args:
        source: The page, as `tearsheet.parse` takes it.
        url: The page's URL.

    Returns:
        The reports; empty if the page shows no text. A page that `parse` refuses is explained all the same.

    Raises:
        InputError: The input cannot be read as a page.
    """
    from tearsheet.block_reports import explain_extraction

    return explain_extraction(extract_page(source, url=url, fields=("kind",)))


def extract_page(  # noqa: PLR0913  # the parameters of `parse`, and one more
    source: Source,
    *,
    url: str | None = None,
    now: dt.datetime | None = None,
    fields: Collection[str] | None = None,
    sites: SiteRules | None = None,
    min_confidence: float = 0.0,
    keep_refused: bool = False,
) -> Extraction:
    """Return what `parse` returns the article of; ``keep_refused`` as in `extract`."""
    check_arguments(url=url, now=now, fields=fields, sites=sites, min_confidence=min_confidence)
    text = markdown_of(source)
    if text is not None:
        return extract_text(
            text, url=url, now=now, fields=fields, min_confidence=min_confidence, keep_refused=keep_refused
        )
    root = read_tree(source)
    page = Page.from_tree(root, url=url)
    rule = sites.rule_for(url, now) if sites else None
    hits = rule.found_on(root, page.nodes) if rule is not None else None
    return extract(
        page,
        now=now,
        fields=fields,
        site_hits=hits,
        min_confidence=min_confidence,
        keep_refused=keep_refused,
    )


def extract_text(  # noqa: PLR0913  # the parameters of `parse_text`, and one more
    text: str,
    *,
    url: str | None = None,
    now: dt.datetime | None = None,
    fields: Collection[str] | None = None,
    min_confidence: float = 0.0,
    keep_refused: bool = False,
) -> Extraction:
    """Return what `parse_text` returns the article of; ``keep_refused`` as in `extract`."""
    from tearsheet.plaintext.read import read_text

    check_arguments(url=url, now=now, fields=fields, min_confidence=min_confidence)
    page = read_text(read_lines(text), url=url)
    return extract(page, now=now, fields=fields, min_confidence=min_confidence, keep_refused=keep_refused)
