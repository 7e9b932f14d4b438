"""Pages come from strangers: nothing runs, nothing is fetched, nothing hangs, nothing crashes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree
from markdown_it import MarkdownIt
from vectors import VECTORS, WORDS, page_of

from tearsheet import Article, ArticleError, parse, parse_text

FIXTURES = Path(__file__).parent.parent / "fixtures"


def assert_harmless(markup: str) -> None:
    root = etree.HTML(f"<div>{markup}</div>")
    for element in root.iter():
        assert isinstance(element.tag, str)
        assert element.tag not in {
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "form",
            "base",
            "meta",
            "svg",
            "math",
        }
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            assert name.lower() != "style"
            if name in {"href", "src", "cite"}:
                assert urlsplit(value).scheme in {"http", "https", "mailto", ""}
                assert ":" not in value.split("/")[0].removeprefix("http:").removeprefix(
                    "https:"
                ).removeprefix("mailto:")


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_that_runs_gets_through(vector: str) -> None:
    article = parse(page_of(vector), url="https://example.org/page")
    assert_harmless(article.to_html())
    assert_harmless(MarkdownIt("commonmark", {"html": True}).enable("table").render(article.to_markdown()))
    for link in (article.canonical_url, article.image, *(a.url for a in article.authors)):
        assert link is None or urlsplit(link).scheme in {"http", "https"}


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A server that notes who calls: libxml2 would not use Python's sockets."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def test_a_page_reaches_no_network_and_no_file(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something asked for a socket")

    host = f"http://127.0.0.1:{listener.getsockname()[1]}"
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    secret = FIXTURES / "quotes.html"
    markup = (
        f'<?xml version="1.0"?><!DOCTYPE html SYSTEM "{host}/x.dtd" [<!ENTITY e SYSTEM "file://{secret}">'
        f'<!ENTITY n SYSTEM "{host}/n">]><?xml-stylesheet href="{host}/x.xsl"?>'
        '<html xmlns:xi="http://www.w3.org/2001/XInclude" manifest="/m"><body>'
        f'<base href="file:///"><xi:include href="{secret}" parse="text"/><link rel=stylesheet href="{host}/s">'
        f'<img src="{host}/i"><h1>Title here</h1><p>&e; &n; {WORDS}</p><p>{WORDS}</p></body></html>'
    )
    article = parse(markup.encode(), url=host)
    assert "blockquote" not in article.model_dump_json()
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize("url", ["https://[::1", "//[mill]", "http://a]b/", "http://\ud800/", "\0", "::"])
def test_an_address_that_is_none_breaks_nothing(url: str) -> None:
    markup = f"<h1>The mill by the bridge</h1><p>{WORDS}</p><p>{WORDS}</p>"
    declared = f'<meta property="og:url" content="{url}"><link rel=canonical href="{url}"><base href="{url}">'
    for article in (
        parse(markup, url=url),
        parse(declared + markup),
        parse_text(f"The mill\n\n{WORDS}\n\n{WORDS}", url=url),
    ):
        assert Article.model_validate_json(article.model_dump_json()) == article
        assert article.to_markdown()


def outcome_of(source: bytes | str) -> Article | str:
    """Parse; a refusal gives its code."""
    try:
        return parse_text(source) if isinstance(source, str) else parse(source)
    except ArticleError as error:
        return error.code


REFUSED_OR_READ = [
    ("deep nest", b"<div>" * 100_000 + WORDS.encode(), "too-deep"),
    ("attribute flood", b"<p " + b" ".join(b"a%d" % i for i in range(100_000)) + b">x", "too-large"),
    (
        "colspan",
        f"<p>{WORDS}</p><table><tr><td colspan=9007199254740991 rowspan=99999999>{WORDS}<td>x</table>".encode(),
        "",
    ),
    (
        "list numbers",
        f"<p>{WORDS}</p><ol start=99999999999999999999><li value=-1e999>{WORDS}</ol>".encode(),
        "",
    ),
    ("entity flood", f"<p>{WORDS}</p><p>{'&amp;#0;' * 9999}{'&#x110000;' * 999}{WORDS}</p>".encode(), ""),
    (
        "entity bomb",
        b'<!DOCTYPE x [<!ENTITY a "' + b"b" * 999 + b'">' + b'<!ENTITY c "&a;&a;&a;&a;">' * 9 + b"]><p>&c;",
        "not-article",
    ),
    (
        "JSON-LD nest",
        b'<script type="application/ld+json">' + b'{"a":[' * 99_999 + b"</script><p>" + WORDS.encode() * 2,
        "",
    ),
    (
        "digits beside code",
        f"<p>{WORDS * 2}</p><table><tr><td class=gutter><pre>{'1' * 60}x</pre><td><pre>a = 1\nb = 2</pre></table>".encode(),
        "",
    ),
    ("digits in an address", f"<p>{WORDS * 2}</p><img src=/{'1' * 9000}.jpg>".encode(), ""),
    ("combining flood", ("<h1>Z" + "\u0300" * 99_999 + f"</h1><p>{WORDS * 2}</p>").encode(), ""),
    ("one line of 10 MB", b"<p>" + WORDS.encode() * 34_000, ""),
    ("zeros", bytes(100_000), "empty"),
    ("noise", bytes(range(256)) * 40, "undecodable"),
    ("truncated UTF-16", f"<p>{WORDS * 2}</p>".encode("utf-16")[:-1], ""),
    ("no tags", (WORDS * 4).encode(), ""),
    (
        "XHTML",
        f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Hi</h1><p>{WORDS * 2}</p></body></html>'.encode(),
        "",
    ),
]


@pytest.mark.parametrize(
    ("raw", "code"), [c[1:] for c in REFUSED_OR_READ], ids=[c[0] for c in REFUSED_OR_READ]
)
def test_floods_are_read_or_refused(raw: bytes, code: str) -> None:
    outcome = outcome_of(raw)
    if code:
        assert outcome == code
    else:
        assert isinstance(outcome, Article)
        assert outcome.text


@pytest.mark.parametrize("name", ["news-jsonld-graph", "chinese-counter"])
def test_a_page_cut_off_at_any_byte_is_read_or_refused(name: str) -> None:
    raw = (FIXTURES / f"{name}.html").read_bytes()
    for length in range(0, len(raw), 7):
        outcome = outcome_of(raw[:length])
        assert isinstance(outcome, Article) or outcome in {"empty", "not-article"}


@pytest.mark.parametrize(
    "text",
    [
        "\0",
        "\ud800",
        "\u202e" * 9,
        "\u200b",
        "\ufeff",
        "e" + "\u0301" * 9999,
        "1" * 9999,
        ":" * 999,
        "- " * 999,
        "#" * 999,
    ],
)
def test_text_of_any_kind_is_read_or_refused(text: str) -> None:
    for whole in (text, f"A title\n\n{text}\n\n{WORDS}\n\n{text}"):
        outcome = outcome_of(whole)
        if isinstance(outcome, Article):
            assert Article.model_validate_json(outcome.model_dump_json()) == outcome
        else:
            assert outcome in {"empty", "not-article"}


def test_ten_threads_give_what_one_gives() -> None:
    pages = [p.read_bytes() for p in sorted(FIXTURES.glob("*.html"))]

    def outcome(raw: bytes) -> str:
        found = outcome_of(raw)
        return found if isinstance(found, str) else found.model_dump_json()

    alone = [outcome(raw) for raw in pages]
    start = threading.Barrier(10)

    def everything() -> list[str]:
        start.wait()
        return [outcome(raw) for _ in range(3) for raw in pages]

    with ThreadPoolExecutor(10) as pool:
        results = [task.result() for task in [pool.submit(everything) for _ in range(10)]]
    assert all(result == alone * 3 for result in results)
