"""How a worker processes a chunk of pages: it reads, parses, checks and encodes them. Every run uses this loop.

The parser is imported when the first page is read, so a process that only passes pages to workers starts without it.
"""

from __future__ import annotations

import base64
import codecs
import datetime as dt
import hashlib
import io
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import webencodings
from pydantic import ValidationError

from tearsheet.article.model import Article
from tearsheet.batch.bounded import read_bounded, reading, unpacked
from tearsheet.batch.columns import COLUMNS, COMPUTED, article_of_row, derived_json
from tearsheet.batch.errors import NotAnArticleRow, UnexpectedFailure, UnreadableInput
from tearsheet.batch.records import Limits, RawPage
from tearsheet.batch.run_stats import RunStats
from tearsheet.errors import ArticleError, InputTooLarge
from tearsheet.parsing.wordcount import count_words

if TYPE_CHECKING:
    from tearsheet.sites import SiteRules

URL_LIMIT = 8192
"""Longest URL file that is read, in bytes; longer than any URL that browsers and servers take."""


_BOMS = {codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}


class Diversion(NamedTuple):
    """A check's verdict that an article goes to quarantine and not to the articles."""

    record: dict[str, Any]
    """The line for quarantine, without ``input``, which is added in front."""


class Outcome(NamedTuple):
    """The outcome of one input: exactly one of the last three fields is set."""

    page: RawPage
    seconds: float
    """Time spent on it; the only part of an outcome that differs between runs."""
    article: Article | None = None
    error: ArticleError | None = None
    diversion: Diversion | None = None
    text: str = ""
    """The article's text; empty without one."""
    words: int = 0
    """Words in it."""


Reader = Callable[[RawPage, bytes | str, dt.datetime | None], Article]
"""Turns an input and its content into an article, or raises `ArticleError`."""
Check = Callable[[str, Article], Diversion | None]
"""Looks at an input's name and article; a diversion sends it to quarantine, None lets it pass."""


def read_article(page: RawPage, body: bytes | str, now: dt.datetime | None) -> Article:
    """Return the article in ``body``, parsed with tearsheet's public functions; if the row is an article, that article."""
    if page.article:
        return _article_of_row(body)
    from tearsheet.api import parse, parse_text
    from tearsheet.page.encoding import decode

    if page.markup:
        return parse(body, url=page.url, now=now)
    text = body if isinstance(body, str) else decode(body).utf8.decode()
    return parse_text(text, url=page.url, now=now)


def _article_of_row(body: bytes | str) -> Article:
    try:
        return article_of_row(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise NotAnArticleRow(".".join(map(str, first["loc"])), str(first["msg"])) from error


class SiteReader:
    """Reads articles with rules for single sites; it is sent to the workers. Its ``repr`` distinguishes different rules."""

    def __init__(self, rules: SiteRules) -> None:
        self.rules = rules

    def __call__(self, page: RawPage, body: bytes | str, now: dt.datetime | None) -> Article:
        """Return the article in ``body``: pages by the rule that covers their URL, text as it is."""
        if page.markup and not page.article:
            from tearsheet.api import parse

            return parse(body, url=page.url, now=now, sites=self.rules)
        return read_article(page, body, now)

    def __repr__(self) -> str:
        rules = "\n".join(rule.model_dump_json() for rule in self.rules)
        return f"SiteReader({hashlib.sha256(rules.encode()).hexdigest()})"


def with_content(page: RawPage, size: int) -> RawPage:
    """Return ``page`` with its content and URL read from their files, if that is where they are.

    Raises:
        UnreadableInput: The system cannot read the bytes.
        CorruptInput: The file is compressed, but damaged.
        DecompressionBomb: The file expands far too much when decompressed.
        InputTooLarge: There are more than ``size`` bytes.
    """
    if page.url_path is not None:
        page = page._replace(url=_read_url(page.url_path), url_path=None)
    if page.path is None:
        return page._replace(body=_unpacked_body(page, size), packing=None)
    with reading(page.packing), Path(page.path).open("rb") as file:
        stored = Path(page.path).stat().st_size if page.packing else None
        body = read_bounded(unpacked(file, page.packing), size, packed=stored)
    return page._replace(body=body, path=None, packing=None)


def _unpacked_body(page: RawPage, size: int) -> bytes | str:
    body = page.body or b""
    if isinstance(body, bytes) and page.packing is not None:
        with reading(page.packing):
            return read_bounded(unpacked(io.BytesIO(body), page.packing), size, packed=len(body))
    if len(body) > size:
        raise InputTooLarge("bytes" if isinstance(body, bytes) else "characters", len(body), size)
    return body


def _decoded_by_charset(body: bytes | str, charset: str) -> bytes | str:
    """Return the body decoded as the transport declares, if the bytes do not show their encoding themselves.

    Source: WHATWG HTML, "determining the character encoding", but with the declaration in the bytes first, because
    it stays with them whatever the transport was.
    """
    codec = webencodings.lookup(charset)
    if isinstance(body, str) or codec is None or body[:3] in _BOMS or body[:2] in _BOMS:
        return body
    from tearsheet.page.encoding import declared_encoding

    if declared_encoding(body) is not None:
        return body
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return webencodings.decode(body, codec)[0]


def _read_url(path: str) -> str | None:
    with reading(None), Path(path).open("rb") as file:
        return url_in(file.read(URL_LIMIT))


def url_in(content: bytes) -> str | None:
    """Return the URL in the content of a URL file: the first line; None if there is none."""
    lines = content[:URL_LIMIT].decode("utf-8", "replace").split()
    return lines[0] if lines else None


def decoded_content(page: RawPage) -> bytes | str:
    """Return the content of a page, decoded if only its transport declares the encoding."""
    body = page.body or b""
    return _decoded_by_charset(body, page.charset) if page.charset is not None and page.markup else body


def outcome_of(
    page: RawPage, limits: Limits, now: dt.datetime | None, *, reader: Reader, check: Check | None
) -> Outcome:
    """Return the outcome of one input.

    Only lack of memory is raised, because the page is then tried again in a fresh process.

    Raises:
        MemoryError: There is not enough memory, possibly because of earlier pages.
    """
    start = time.perf_counter()
    error: ArticleError
    try:
        if page.fault is not None:
            return Outcome(page, 0.0, error=page.fault)
        page = with_content(page, limits.size)
        article = reader(page, decoded_content(page), now)
        diversion = check(page.name, article) if check is not None else None
        if diversion is not None:
            return Outcome(page, time.perf_counter() - start, diversion=diversion)
        text = article.text
        words = count_words(text)
        return Outcome(page, time.perf_counter() - start, article=article, text=text, words=words)
    except ArticleError as known:
        error = known
    except MemoryError:
        raise
    except OSError as system:
        error = UnreadableInput(system.strerror or str(system))
    except Exception as unknown:  # noqa: BLE001  # a defect that one page shows costs only that page
        error = UnexpectedFailure(f"{type(unknown).__name__}: {unknown}")
    return Outcome(page, time.perf_counter() - start, error=error)


class Result(NamedTuple):
    """The encoded outcomes of a chunk of inputs, ready to be appended to the run's files."""

    articles: bytes
    rejects: bytes
    quarantine: bytes
    stats: RunStats


class Job(NamedTuple):
    """The settings by which workers process every chunk; it is sent to them."""

    encode: Callable[[Sequence[Outcome], tuple[str, ...]], bytes]
    """Encodes the articles among some outcomes with the columns named."""
    limits: Limits = Limits()
    now: dt.datetime | None = None
    keep_rejects: bool = False
    """Whether rejects carry their content."""
    reader: Reader = read_article
    check: Check | None = None
    columns: tuple[str, ...] = COLUMNS
    """Columns of the output."""

    def run(self, pages: Sequence[RawPage]) -> Result | None:
        """Return the chunk's result; None if memory ran out, so that the pages have to be read one by one."""
        try:
            outcomes = [
                outcome_of(page, self.limits, self.now, reader=self.reader, check=self.check)
                for page in pages
            ]
            return self.result_of(outcomes)
        except MemoryError:
            return None

    def result_of(self, outcomes: Sequence[Outcome]) -> Result:
        """Return the encoded result of ``outcomes``."""
        stats = RunStats()
        rejects: list[bytes] = []
        quarantine: list[bytes] = []
        for outcome in outcomes:
            stats.add_seconds(outcome.page.name, outcome.seconds)
            if outcome.article is not None:
                stats.add_article(outcome.article, outcome.words)
            elif outcome.error is not None:
                stats.add_reject(outcome.page.name, outcome.error)
                rejects.append(json_line(self._reject(outcome.page, outcome.error)))
            elif outcome.diversion is not None:
                stats.quarantined += 1
                quarantine.append(json_line({"input": outcome.page.name, **outcome.diversion.record}))
        return Result(self.encode(outcomes, self.columns), b"".join(rejects), b"".join(quarantine), stats)

    def _reject(self, page: RawPage, error: ArticleError) -> dict[str, Any]:
        record: dict[str, Any] = {
            "input": page.name,
            "url": page.url,
            "code": error.code,
            "message": str(error),
            "facts": error.facts(),
        }
        if self.keep_rejects:
            record["content"] = _reject_content(page, self.limits.size)
            record["markup"] = page.markup
            record["charset"] = page.charset
        return record


def _reject_content(page: RawPage, size: int) -> str | None:
    """Return the reject's bytes in base64 (text as UTF-8); None if they cannot be read within the limit."""
    try:
        body = with_content(page, size).body
    except (ArticleError, OSError):
        return None
    raw = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body or b""
    return base64.b64encode(raw).decode("ascii")


def json_line(record: dict[str, Any]) -> bytes:
    """Return a record as one line of JSON in UTF-8, line feed included. Lone surrogates are replaced."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def article_lines(outcomes: Sequence[Outcome], columns: tuple[str, ...] = COLUMNS) -> bytes:
    """Return the articles among ``outcomes`` as JSON Lines: ``input``, the article's fields, the computed columns."""
    include = None if columns == COLUMNS else set(columns) & Article.model_fields.keys()
    extra = [name for name in columns if name in COMPUTED]
    return b"".join(
        _article_line(outcome, outcome.article, include, extra)
        for outcome in outcomes
        if outcome.article is not None
    )


def _article_line(
    outcome: Outcome, article: Article, include: set[str] | None, extra: Sequence[str]
) -> bytes:
    members = [f'"input":{json.dumps(outcome.page.name, ensure_ascii=False)}']
    own = article.model_dump_json(include=include)[1:-1]
    if own:
        members.append(own)
    for name in extra:
        value = derived_json(name, article, outcome.text, outcome.words)
        members.append(f'"{name}":{json.dumps(value, ensure_ascii=False)}')
    return f"{{{','.join(members)}}}\n".encode("utf-8", "replace")


def full_article_lines(outcomes: Sequence[Outcome], _columns: tuple[str, ...]) -> bytes:
    """Return the articles as JSON Lines with all their members, for outputs that are written from whole articles."""
    return article_lines(outcomes, _ALL_MEMBERS)


_ALL_MEMBERS = ("input", *Article.model_fields)
