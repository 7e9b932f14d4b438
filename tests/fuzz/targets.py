"""What is fuzzed: each target takes any bytes and returns, or raises only an `ArticleError`."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import containers
import contract_files

from tearsheet import Article, ArticleError, parse, parse_text
from tearsheet.batch.records import MIB, Columns, Limits
from tearsheet.batch.sources import open_sources
from tearsheet.batch.work import outcome_of, read_article
from tearsheet.contracts import Checker, load
from tearsheet.contracts.reading import read_articles
from tearsheet.parsing.counts import find_view_counts, parse_count
from tearsheet.parsing.dates import find_dates, parse_date
from tearsheet.parsing.jsonld import read_scripts

NOW = dt.datetime(2026, 1, 15, tzinfo=dt.UTC)
LIMITS = Limits(size=MIB)
"""Small, so that cases get to them."""
PROSE = (
    "The mill by the bridge has ground the same grain for two hundred years, and outlived four owners. " * 3
)
URLS = (
    "https://mill.example/news/2025/11/the-mill-reopens-1234.html?page=2&ref=home#top",
    "http://user:secret@mill.example:8080/a/b/../c;d=e",
    "//[2001:db8::1]:443/a",
    "https://[::1",
    "https://mühle.example/größe?q=%C3%BC%zz",
    "https://xn--mhle-0ra.example/",
    "javascript:alert(1)",
    "data:text/html;base64,PGI+",
    "../../a//b/./c",
    "mailto:a@mill.example",
    "",
)


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
    """A page as bytes; every other one with its address, for without it what the page says of itself is read."""
    hold_page(raw, "https://example.org/a/b" if len(raw) % 2 else None)


def hold_page(raw: bytes, url: str | None) -> None:
    """Parse a page and hold its article to the laws."""
    try:
        article = parse(raw, url=url, now=NOW)
    except ArticleError:
        return
    check(article)


def hold_pages(path: Path) -> None:
    """Parse a page with and without an address."""
    for url in (None, "https://example.org/a/b"):
        hold_page(path.read_bytes(), url)


def fuzz_text(raw: bytes) -> None:
    """A text whose markup is lost."""
    try:
        article = parse_text(raw.decode("utf-8", "surrogateescape"), now=NOW)
    except ArticleError:
        return
    check(article)


def fuzz_url(raw: bytes) -> None:
    """A page's URL, as the caller gives it and as the page declares it."""
    url = raw[:2000].decode("utf-8", "surrogateescape")
    declared = (
        f'<meta property="og:url" content="{url}"><link rel="canonical" href="{url}"><base href="{url}">'
    )
    page = containers.pages()["news-jsonld-graph.html"].decode()
    text = f"The mill by the bridge\n\n{PROSE}\n\n{PROSE}"
    with contextlib.suppress(ArticleError):
        check(parse(page, url=url, now=NOW))
    with contextlib.suppress(ArticleError):
        check(parse(page.replace("<head>", f"<head>{declared}"), now=NOW))
    with contextlib.suppress(ArticleError):
        check(parse_text(text, url=url, now=NOW))


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


def fuzz_contract(raw: bytes) -> None:
    """A contract file, loaded itself or extended."""
    if raw:
        hold_contract(contract_files.write(raw))


def hold_contract(path: Path) -> None:
    """Load a contract and hold it against an article."""
    try:
        contract = load(path)
    except ArticleError:
        return
    contract.model_dump_json()
    contract.applies_to(containers.article())
    for finding in Checker(contract, now=NOW).check(containers.article()):
        finding.model_dump_json()


def fuzz_archive(raw: bytes) -> None:
    """A file as a run's source: zip, tar, WARC, JSON Lines, Parquet, a packed page."""
    if raw:
        hold_archive(containers.write(raw))


def hold_archive(path: Path) -> None:
    """Read a source and hold each of its articles and refusals to the laws."""
    try:
        sources = open_sources([path], Columns(), LIMITS)
        sources.count()
        for page in sources.pages():
            sources.fraction()
            page.name.encode()
            found = outcome_of(page, LIMITS, NOW, reader=read_article, check=None)
            assert found.error is None or found.error.code != "internal", str(found.error)
            if found.article is not None:
                check(found.article)
    except ArticleError:
        return


def fuzz_articles(raw: bytes) -> None:
    """A file of articles that were converted before, or of pages, as it is read to be validated."""
    if raw:
        hold_articles(containers.write(raw))


def hold_articles(path: Path) -> None:
    """Read what is to be validated; each input gives an article or a reason, and no reason is a defect."""
    try:
        for read in read_articles([path], now=NOW):
            assert read.reason is None or not read.reason.startswith("internal"), read.reason
            assert (read.article is None) != (read.reason is None)
    except ArticleError:
        return


class Target(NamedTuple):
    """What can be fuzzed."""

    run: Callable[[bytes], None]
    """Takes any bytes; returns, or raises what is a find."""
    seeds: Callable[[], list[bytes]] | None = None
    """Makes sound input to start from; None where pages or texts are."""
    hold: Callable[[Path], None] | None = None
    """Takes a file as it is; None where that is its bytes."""


def url_seeds() -> list[bytes]:
    """Return URLs of all shapes."""
    return [url.encode() for url in URLS]


TARGETS: dict[str, Target] = {
    "parse": Target(fuzz_parse, hold=hold_pages),
    "text": Target(fuzz_text),
    "url": Target(fuzz_url, url_seeds),
    "jsonld": Target(fuzz_jsonld),
    "dates": Target(fuzz_dates),
    "counts": Target(fuzz_counts),
    "contract": Target(fuzz_contract, contract_files.seeds, hold_contract),
    "archive": Target(fuzz_archive, containers.seeds, hold_archive),
    "articles": Target(fuzz_articles, containers.seeds, hold_articles),
}
