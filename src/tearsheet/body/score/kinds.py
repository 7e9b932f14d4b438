"""The kind of a page: its features from words and URL, and the row for the model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from tearsheet.article.model import Kind
from tearsheet.body.score.kind_rows import KindWords, block_totals
from tearsheet.body.score.summary import PageSummary
from tearsheet.native.numbers import Numbers
from tearsheet.page import Page
from tearsheet.parsing.urls import parts_of

KINDS: tuple[Kind, ...] = get_args(Kind)
"""The kinds of page, in the order of the model's classes."""

CLASS = "c:"
SOURCES = (CLASS, "b:", "u:", "t:", "m:")
"""Prefixes of words by source: class or id anywhere, class or id of the body, URL, schema.org type, meta element."""

_URL_WORD = re.compile(r"[a-z]+", re.IGNORECASE)


def url_of(page: Page) -> str | None:
    """Return the URL given for the page, or else the one that it declares; None if there is neither."""
    if page.url:
        return page.url
    return next((m.content for m in page.metas if m.key == "og:url"), None)


def page_words(page: Page) -> set[str]:
    """Return the prefixed words of ``page`` that may be evidence of its kind, except those of classes and ids."""
    words: set[str] = set()
    tops = [node for node in range(min(3, len(page.nodes.tags))) if page.nodes.tags[node] in ("html", "body")]
    for node in {*tops, *_body(page)}:
        words.update(["b:" + token for token in page.tokens(node)])
    url = url_of(page)
    if url:
        words.update(_url_words(url))
    words.update(["t:" + kind for kind in page.jsonld.types])
    for meta in page.metas:
        if meta.key in ("og:type", "generator"):
            words.add(f"m:{meta.key}={meta.content[:20].split(' ')[0].lower()}")
        elif meta.key.startswith(("article:", "product:", "twitter:label", "citation_")):
            words.add("m:" + meta.key)
    return words


def _body(page: Page) -> list[int]:
    nodes = page.nodes
    return [n for n in nodes.children(0) if nodes.tags[n] == "body"][:1]


def _url_words(url: str) -> Iterable[str]:
    parts = parts_of(url)
    for label in parts.netloc.split(".")[:-1]:
        yield "u:@" + label.lower()
    steps = [s for s in parts.path.split("/") if s]
    for step in steps[:-1]:
        if len(step) <= 20:
            yield "u:" + step.lower()
    if steps:
        last = steps[-1].lower()
        yield "u:." + last.rpartition(".")[2] if "." in last[-6:] else "u:.-"
        for word in _URL_WORD.findall(last)[:3]:
            yield "u:=" + word
    for pair in parts.query.split("&")[:4]:
        yield "u:?" + pair.partition("=")[0].lower()


def in_order(scores: Mapping[str, Sequence[float]]) -> KindWords:
    """Return the words in ``scores``, sorted, with their weights."""
    words = sorted(scores)
    return KindWords(
        words,
        Numbers("i", [SOURCES.index(word[:2]) for word in words]),
        Numbers("d", [score for word in words for score in scores[word]]),
    )


def kind_features(page: Page, base: PageSummary, places: Iterable[int], known: KindWords) -> Numbers:
    """Return the row of features from which the kind of ``page`` is predicted.

    Args:
        page: The page.
        base: The summary of the page; the rows of the first pass must be written.
        places: Indices of its words in ``known``, sorted.
        known: The words that are evidence of a kind.
    """
    totals = block_totals(base, len(page.by_tag("time")), len(page.by_tag("table")))
    return Numbers("f", [*known.weigh(places), *url_shape(url_of(page)), *totals])


def url_shape(url: str | None) -> list[float]:
    """Return features of a URL: number of path segments, length and hyphens of the last one, digits, query."""
    if not url:
        return [-1.0] * 7
    parts = parts_of(url)
    steps = [s for s in parts.path.split("/") if s]
    last = steps[-1] if steps else ""
    digits = sum(map(str.isdigit, last))
    return [
        len(steps),
        len(last),
        last.count("-") + last.count("_"),
        digits,
        sum(map(str.isdigit, parts.path)) - digits,
        len(parts.query),
        parts.path.endswith("/"),
    ]
