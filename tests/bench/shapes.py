"""Pages of any size in the shapes that extractors have stumbled over: each a function from a size in bytes."""

from __future__ import annotations

import json
from collections.abc import Callable

SENTENCE = "The dough rests for an hour under a cloth, and nobody touches it until the oven is hot enough. "
HEAD = "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>A page of any size</title>"


def page(body: str, head: str = "") -> bytes:
    """Wrap a body into an article page."""
    lead = f"<p>{SENTENCE * 3}</p>"
    return f"{HEAD}{head}</head><body><article><h1>A page of any size</h1>{lead}{body}</article></body></html>".encode()


def repeated(piece: str) -> Callable[[int], bytes]:
    """Make a shape that repeats ``piece``."""

    def shape(size: int) -> bytes:
        return page(piece * max(1, size // len(piece)))

    return shape


def deep(size: int) -> bytes:
    """Nest 1,500 deep (just under the limit), again and again."""
    tower = "<div>" * 1500 + SENTENCE + "</div>" * 1500
    return page(tower * max(1, size // len(tower)))


def one_text(size: int) -> bytes:
    """Hold one paragraph of the whole size."""
    return page(f"<p>{SENTENCE * max(1, size // len(SENTENCE))}</p>")


def one_word(size: int) -> bytes:
    """Hold one word of the whole size."""
    return page(f"<p>{'x' * size}</p>")


def scripts(size: int) -> bytes:
    """Hold many scripts and little text."""
    script = f"<script>var a = {json.dumps('y' * 2000)};</script>"
    return page(script * max(1, size // len(script)))


def json_ld(size: int) -> bytes:
    """Hold one JSON-LD block of the whole size."""
    thing = {
        "@type": "NewsArticle",
        "headline": "Another one",
        "datePublished": "2025-01-10",
        "author": {"name": "A B"},
    }
    many = json.dumps({"@graph": [thing] * max(1, size // len(json.dumps(thing)))})
    return page(f"<p>{SENTENCE * 9}</p>", f"<script type='application/ld+json'>{many}</script>")


def attributes(size: int) -> bytes:
    """Hold elements with many and long attributes."""
    one = f"<p class='{'very-long-class ' * 20}' data-view-count='{'1' * 200}' style='{'x' * 300}'>{SENTENCE}</p>"
    return page(one * max(1, size // len(one)))


def times(size: int) -> bytes:
    """Hold one line of ``time`` elements."""
    one = "<time datetime='2024-01-10'>last week</time> "
    return page(f"<p>{one * max(1, size // len(one))}</p>")


def labelled_names(size: int) -> bytes:
    """Name the author in the head, again and again, each time with a label of its own."""
    one = (
        '<meta name="twitter:label{0}" content="Written by"><meta name="twitter:data{0}" content="Ann Bell">'
    )
    return page(f"<p>{SENTENCE * 9}</p>", "".join(map(one.format, range(max(1, size // len(one))))))


SHAPES: dict[str, Callable[[int], bytes]] = {
    "paragraphs": repeated(f"<h2>Heading here</h2><p>{SENTENCE * 3}</p>"),
    "short items": repeated("<li>A point: short and done.</li>"),
    "links": repeated("<p><a href='/somewhere'>A link to some place</a></p>"),
    "table rows": repeated("<tr><td>one</td><td>2</td><td>three</td></tr>"),
    "line breaks": repeated("a line of text<br><br>"),
    "inline": repeated("<b>x</b> <i>y</i> "),
    "unclosed": repeated("<div><b><p>text "),
    "dates and counts": repeated("<p>January 10, 2025 | 3,074 views | by Ann Bell</p>"),
    "deep": deep,
    "one text": one_text,
    "one word": one_word,
    "scripts": scripts,
    "JSON-LD": json_ld,
    "attributes": attributes,
    "open quotes": repeated(f'<{"a" * 10_200}="'),
    "labelled names": labelled_names,
    "times": times,
}
