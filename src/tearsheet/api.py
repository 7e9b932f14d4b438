"""The entry points: `parse` for pages, `parse_text` for text without markup, `explain` for the blocks of a page."""

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


def parse(  # noqa: PLR0913  # one parameter for each setting
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
            a BeautifulSoup object or tag. Markdown, as servers send it for ``Accept: text/markdown``, is read as if
            by `parse_text`. Trees are never modified.
        url: The page's URL. Relative links are resolved against it, and some fields use it.
        now: The reference time: relative dates (``3 hours ago``) are resolved against it, and future dates are
            rejected. Without it, relative dates are ignored. A naive time counts as UTC.
        fields: Names of the `Article` fields to compute; by default all except ``comments``. The others keep their
            empty value, and the reason in their evidence is ``not-asked``. If no field needs the body (``title``,
            ``summary``, ``site``, ``language`` and ``canonical_url`` do not), the body is not searched for, and
            `NotAnArticle` is not raised.
        sites: Rules for single sites (see `tearsheet.sites`). The first one that matches ``url`` supplies the
            fields that it names; the general rules supply the others. Evidence from a site rule has the source
            ``site-rule``.
        min_confidence: Lowest acceptable probability, from 0 to 1, that a value is right. A value below it is left
            out with the reason ``low-confidence`` and is among the rejected candidates in ``evidence``. Values
            without a score, the sections and the kind of page are always returned.

    Returns:
        The article. A field without a value is None or empty, and ``evidence`` has the reason.

    Raises:
        EmptyInput: The source contains no text.
        NoMarkup: The source is a ``str`` without markup: a path, a URL, or plain text (for which use `parse_text`).
        UnsupportedInput: The source has another known format, such as PDF.
        UndecodableInput: The bytes are not text in any encoding.
        InputTooLarge: The source exceeds a size limit (see `tearsheet.page.limits`).
        InputTooDeep: The elements are nested too deeply.
        NotAnArticle: The page has no main content. All of these are `ArticleError`.
        ValueError: A name in ``fields`` is not a field, or ``min_confidence`` is not a probability.
        TypeError: An argument has a type that is not accepted.
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
    """Return the article in text without markup.

    Args:
        text: The text: lines or paragraphs, as tools that strip markup leave them, or Markdown.
        url: The URL of the page that the text was made from, if known.
        now: The reference time for dates, as in `parse`.
        fields: Names of the fields to compute, as in `parse`.
        min_confidence: Lowest acceptable probability that a value is right, as in `parse`.

    Returns:
        The article; locators in ``evidence`` are half-open ranges of characters in ``text``.

    Raises:
        EmptyInput: There is no text.
        InputTooLarge: The text exceeds the size limit.
        NotAnArticle: The text contains no article. All of these are `ArticleError`.
        ValueError: A name in ``fields`` is not a field, or ``min_confidence`` is not a probability.
        TypeError: ``text`` is not a ``str``.
    """
    return extract_text(text, url=url, now=now, fields=fields, min_confidence=min_confidence).article


def explain(source: Source, *, url: str | None = None) -> tuple[BlockReport, ...]:
    """Return a report for each block of visible text on a page, in document order.

    Args:
        source: The page, as `tearsheet.parse` takes it.
        url: The page's URL.

    Returns:
        The reports; empty if the page shows no text. A page that `parse` refuses is explained, too.

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
    """Return the extraction whose article `parse` returns; ``keep_refused`` as in `extract`."""
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
    """Return the extraction whose article `parse_text` returns; ``keep_refused`` as in `extract`."""
    from tearsheet.plaintext.read import read_text

    check_arguments(url=url, now=now, fields=fields, min_confidence=min_confidence)
    page = read_text(read_lines(text), url=url)
    return extract(page, now=now, fields=fields, min_confidence=min_confidence, keep_refused=keep_refused)
