"""What sort of page it is: a few numbers of the whole page, and the words that name its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from tearsheet.article.model import Kind
from tearsheet.body.scorer.features import Features
from tearsheet.body.scorer.texts import KIND_COLUMN, REPEATED_COLUMN
from tearsheet.page import Page
from tearsheet.parsing.urls import parts_of

KINDS: tuple[Kind, ...] = get_args(Kind)
"""The kinds, in the order of the model's classes."""

CLASS = "c:"
SOURCES = (CLASS, "b:", "u:", "t:", "m:")
"""Where a word stands: class or id anywhere, class or id of the body, URL, schema.org type, meta element."""

EVEN = 0.5
"""First chance above which a leaf counts as kept."""
_URL_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
MONEY = "$€£¥₹"
"""Signs of prices."""
PRICE = 24
"""Characters that a price has less of."""


def url_of(page: Page) -> str | None:
    """Return the page's URL, as given or else as the page itself declares it; None if neither is there."""
    if page.url:
        return page.url
    return next((m.content for m in page.metas if m.key == "og:url"), None)


def page_words(page: Page) -> set[str]:
    """Return the words of ``page`` that tell its kind, but for those of class and id, with their source's prefix."""
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


class KindWords(NamedTuple):
    """Words that tell a page's kind, each with its prefix."""

    places: dict[str, int]
    """The place of each word when they stand in order."""
    sources: NDArray[np.int32]
    """For each place: where the word stands, as the index of its prefix in `SOURCES`."""
    scores: NDArray[np.float64]
    """A row a place: how much the word speaks for each kind."""

    def places_in(self, words: Iterable[str]) -> list[int]:
        """Return the places of those of ``words`` that are known, in order.

        In order, for sums of floats depend on it, and the order of a set on the process.
        """
        return sorted([place for place in map(self.places.get, words) if place is not None])


def in_order(scores: Mapping[str, Sequence[float]]) -> KindWords:
    """Return the words in ``scores`` in order."""
    words = sorted(scores)
    return KindWords(
        {word: place for place, word in enumerate(words)},
        np.array([SOURCES.index(word[:2]) for word in words], dtype=np.int32),
        np.array([scores[word] for word in words], dtype=np.float64).reshape(-1, len(KINDS)),
    )


def kind_features(
    page: Page, features: Features, places: Sequence[int], known: KindWords
) -> NDArray[np.float32]:
    """Return the row of numbers from which the kind of ``page`` is told.

    Args:
        page: The page.
        features: What is known of its leaves.
        places: The places of its words among the known, in order.
        known: How much words speak for each kind.
    """
    sums = np.zeros((len(SOURCES), len(KINDS)))
    counts = [0] * len(SOURCES)
    for place in places:
        source = known.sources[place]
        sums[source] += known.scores[place]
        counts[source] += 1
    weighed = sums / np.sqrt(np.maximum(np.array(counts), 1))[:, None]
    return np.concatenate(
        (
            weighed.ravel(),
            weighed.sum(axis=0),
            np.array(url_shape(url_of(page))),
            _leaf_totals(page, features.rows),
        )
    ).astype(np.float32)


def url_shape(url: str | None) -> list[float]:
    """Return what the form of a page's URL tells: steps, length and signs of the last, digits, query."""
    if not url:
        return [-1.0] * 7
    parts = parts_of(url)
    steps = [s for s in parts.path.split("/") if s]
    last = steps[-1] if steps else ""
    return [
        len(steps),
        len(last),
        last.count("-") + last.count("_"),
        sum(c.isdigit() for c in last),
        sum(c.isdigit() for c in parts.path) - sum(c.isdigit() for c in last),
        len(parts.query),
        parts.path.endswith("/"),
    ]


def _leaf_totals(page: Page, rows: NDArray[np.float32]) -> NDArray[np.float64]:
    leaves = page.leaves
    if not leaves:
        return np.zeros(24)
    money = sum(1 for leaf in leaves if len(leaf.text) < PRICE and any(c in leaf.text for c in MONEY))
    asks = sum(1 for leaf in leaves if leaf.text[-1] in "?？")
    size = np.maximum(rows[:, 0], 1)
    kinds = np.bincount(rows[:, KIND_COLUMN].astype(np.int64), weights=size, minlength=7)[:7] / size.sum(
        dtype=np.float64
    )
    tags = page.by_tag
    n = len(leaves)
    last = rows[0, -12:].astype(np.float64)
    return np.concatenate(
        (
            kinds[1:6],
            last,
            [
                money / n,
                money,
                asks / n,
                len(tags("time")) / n,
                len(tags("table")),
                len(tags("time")),
                rows[:, 1].max(),
            ],
        )
    )


def kind_evidence(features: Features, first: NDArray[Any]) -> NDArray[np.float32]:
    """Return what the first chances of the leaves say of the kind of a page: how much is kept, in what shape.

    Args:
        features: What is known of the leaves.
        first: The first chance of each.
    """
    base, rows = features.columns, features.rows
    mass = first * base.size
    total = _sum(mass) + 1e-9
    kept = first > EVEN
    lengths = base.size[kept] if kept.any() else np.zeros(1)
    changes = np.count_nonzero(kept[1:] != kept[:-1])
    count = int(np.count_nonzero(kept))
    shares = (
        _sum(mass * (base.times > 2)),
        _sum(mass * (base.times > 4)),
        _sum(mass * base.comments),
        _sum(mass * base.link),
        _sum(mass * (rows[:, REPEATED_COLUMN] > 1)),
        mass.max(),
        *np.bincount(base.kind, weights=mass, minlength=7)[:7],
    )
    values = (
        total,
        total / base.size.sum(),
        count,
        count / len(first),
        lengths.mean(),
        np.median(lengths),
        lengths.max(),
        changes,
        changes / max(count, 1),
        _sum(first * (1 - first)) / max(_sum(first), 1e-9),
        base.size[base.comments].sum() / base.size.sum(),
    )
    return np.array([*(share / total for share in shares), *values], dtype=np.float32)


def _sum(values: NDArray[Any]) -> float:
    """Return the sum, added up one by one as the compiled loops do it; ``numpy.sum`` takes another order."""
    return float(np.cumsum(values)[-1])
