"""What is fuzzed: each target takes any bytes and returns, or raises nothing but an `ArticleError`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tearsheet import Article, ArticleError, parse, parse_text
from tearsheet.parsing.counts import find_view_counts, parse_count
from tearsheet.parsing.dates import find_dates, parse_date
from tearsheet.parsing.jsonld import read_scripts

NOW = dt.datetime(2026, 1, 15, tzinfo=dt.UTC)


def check(article: Article) -> None:
    """Hold an article to its own laws: it validates, its tree is sound, its renderings work."""
    again = Article.model_validate_json(article.model_dump_json())
    assert again == article
    for index, section in enumerate(article.sections):
        assert section.parent is None or section.parent < index
        assert (section.heading is None) == (section.level == 0)
    for point in article.key_points:
        assert point.section < len(article.sections)
    assert article.text is not None
    article.to_markdown()
    article.to_html()
    article.to_jsonld()


def fuzz_parse(raw: bytes) -> None:
    """A page as bytes."""
    try:
        article = parse(raw, url="https://example.org/a/b", now=NOW)
    except ArticleError:
        return
    check(article)


def fuzz_text(raw: bytes) -> None:
    """A text whose markup is lost."""
    try:
        article = parse_text(raw.decode("utf-8", "surrogateescape"), now=NOW)
    except ArticleError:
        return
    check(article)


def fuzz_jsonld(raw: bytes) -> None:
    """The content of a JSON-LD script."""
    read_scripts([(0, raw.decode("utf-8", "replace"))])


def fuzz_dates(raw: bytes) -> None:
    """A line that may hold dates."""
    text = raw.decode("utf-8", "replace")
    parse_date(text, now=NOW)
    for found in find_dates(text, now=NOW):
        start, stop = found.span
        assert text[start:stop] == found.raw


def fuzz_counts(raw: bytes) -> None:
    """A line that may hold view counts."""
    text = raw.decode("utf-8", "replace")
    parse_count(text)
    find_view_counts(text)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "parse": fuzz_parse,
    "text": fuzz_text,
    "jsonld": fuzz_jsonld,
    "dates": fuzz_dates,
    "counts": fuzz_counts,
}
