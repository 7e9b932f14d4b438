"""What the scorer knows of each leaf: one row of numbers a leaf, knowing no language and no site.

Plain loops over lists gather what stands in the text and on the way up to the root; a few wide array operations
turn them into rows. Training and use run this same code.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tearsheet.body.scorer.paths import COMMENTS, FLAGS, HIDDEN, Climber, Lexicon
from tearsheet.body.scorer.texts import STOPS_COLUMN, Texts, find_headline, read_texts
from tearsheet.page import Page

Floats = NDArray[np.float32]

LONG = 80
"""Characters from which a leaf counts as running text (a teaser's headline is rarely longer)."""
LEVELS = 5
"""Containers above a leaf whose totals are told, the nearest first."""


class Columns:
    """Columns over leaves and over nodes that several groups of features need."""

    def __init__(self, page: Page, texts: Texts, climber: Climber) -> None:
        nodes, leaves = page.nodes, page.leaves
        self.node = np.array([leaf.node for leaf in leaves])
        self.size = np.array(texts.lengths, dtype=np.float64)
        self.link = np.array(texts.links)
        self.kind = np.array(texts.kinds)
        self.level = np.array(texts.levels)
        self.stops = np.array([row[STOPS_COLUMN] for row in texts.columns])
        self.plain = self.size * (1 - self.link)
        self.long = np.where((self.size >= LONG) & (self.link < 0.5), self.plain, 0.0)
        self.is_long = (self.long > 0).astype(np.float64)
        self.parents = np.array(nodes.parents)
        self.ends = np.array(nodes.ends)
        count = len(nodes.tags)
        images = (
            np.bincount([i.node for i in page.images], minlength=count) if page.images else np.zeros(count)
        )
        leafwise = np.stack(
            (self.size, self.size * self.link, self.long, self.is_long, np.ones(len(leaves)), self.stops)
        )
        own = np.zeros((7, count + 1))
        for row in range(6):
            own[row, 1:] = np.bincount(self.node, weights=leafwise[row], minlength=count)
        own[6, 1:] = images
        sums = np.cumsum(own, axis=1)
        self.inside = (
            sums[:, self.ends] - sums[:, :-1]
        ).T  # text, linked, long, long leaves, leaves, stops, images
        self.before = sums[:, :-1].T  # the same, over all that stands before the node
        self.total = np.maximum(self.inside[0], 1e-9)
        self.running = np.zeros((len(leaves) + 1, 6))
        np.cumsum(leafwise.T, axis=0, out=self.running[1:])
        shape = np.array(climber.shape)
        self.shape = shape[self.node]
        parent = shape[np.maximum(self.parents[self.node], 0)]
        self.group = np.unique(self.shape * (len(climber.shapes) + 1) + parent, return_inverse=True)[1]
        self.times = np.ones(len(leaves))  # set when repetition is counted
        self.comments = (np.array(climber.flags)[self.node] & COMMENTS) > 0
        self.best = self._best()

    def _best(self) -> int:
        """Return the node with the most long text after a toll on all else in it: the likely container."""
        value = self.inside[:, 2] - 0.5 * self.inside[:, 1] - 12.0 * (self.inside[:, 4] - self.inside[:, 3])
        top = value.max()
        return int(np.nonzero(value >= top - 1e-6)[0][-1])


class Features(NamedTuple):
    """What is known of the leaves of a page before they are scored. Only made for pages with leaves."""

    rows: Floats
    """One row a leaf, one column a feature."""
    headline: int
    """Index of the leaf that shows the title; -1 if none does."""
    levels: list[int]
    """Rank of each heading by its tag, 1 to 6; 0 for other leaves."""
    columns: Columns
    """The columns that the second look needs again."""
    comments: list[int]
    """The leaves that stand in a part that its class or id calls comments, by index in order."""
    hidden: list[int]
    """The leaves that stand in an element that its own markup hides, by index in order."""
    places: list[int]
    """The places, in order, of the words in class and id of elements that hold leaves: see `Lexicon`."""


def _window(totals: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """Return for each row the sum over the rows up to ``reach`` away; ``totals`` are running sums from zero."""
    n = len(totals) - 1
    at = np.arange(n)
    return np.asarray(totals[np.minimum(at + reach + 1, n)] - totals[np.maximum(at - reach, 0)])


def leaf_features(page: Page, title: str | None, lexicon: Lexicon) -> Features:
    """Return the features of the leaves of ``page``, which has at least one.

    Args:
        page: The page.
        title: Its title, if known.
        lexicon: What is known of words in class and id.
    """
    headline = find_headline(page, title)
    texts = read_texts(page)
    climber = Climber(page, lexicon, headline)
    for leaf in page.leaves:
        climber.climb(leaf.node)
    base = Columns(page, texts, climber)
    repeats = _repeat_columns(base, climber)
    base.times = repeats[:, 0]
    parts = [
        np.asarray(texts.columns, dtype=np.float64),
        _path_columns(page, climber, base),
        _container_columns(base),
        _shape_columns(base),
        _sequence_columns(base, headline),
        _heading_columns(base),
        repeats,
        _page_columns(page, base),
    ]
    rows = np.concatenate(parts, axis=1).astype(np.float32)
    flags = np.array(climber.flags)[base.node]
    return Features(
        rows,
        headline,
        texts.levels,
        base,
        np.nonzero(flags & COMMENTS)[0].tolist(),
        np.nonzero(flags & HIDDEN)[0].tolist(),
        sorted(climber.places),
    )


def _path_columns(page: Page, climber: Climber, base: Columns) -> NDArray[np.float64]:
    node = base.node
    parent = np.maximum(base.parents[node], 0)
    grand = np.maximum(base.parents[parent], 0)
    own = np.array(climber.token_own)
    depth = np.array(climber.depth)
    hinge = np.array(climber.hinge)[node]
    flags = np.array(climber.flags)[node]
    article = np.array(climber.article)[node]
    articles = np.array(page.by_tag("article") or [0])
    lone = article < 0
    columns = np.stack(
        (
            np.array(climber.token_sum)[node],
            np.array(climber.token_min)[node],
            np.array(climber.token_max)[node],
            np.array(climber.below_sum)[node],
            np.array(climber.below_min)[node],
            own[node],
            own[parent],
            own[grand],
            own[np.maximum(base.parents[grand], 0)],
            depth[node],
            hinge,
            depth[node] - hinge,
            np.where(lone, -1, np.searchsorted(articles, article)),
            np.where(lone, -1.0, base.inside[article, 2] / base.total[2]),
            np.where(lone, -1.0, base.inside[article, 4] / base.total[4]),
        ),
        axis=1,
    )
    bits = (flags[:, None] >> np.arange(FLAGS)) & 1
    return np.concatenate((columns, bits), axis=1)


def _container_columns(base: Columns) -> NDArray[np.float64]:
    """Totals of the containers above each leaf, and where it stands to the best one."""
    at = base.node
    columns = []
    for _ in range(LEVELS):
        inside = base.inside[at]
        text = np.maximum(inside[:, 0], 1)
        columns += [
            inside[:, 2] / base.total[2],
            inside[:, 2] / text,
            inside[:, 1] / text,
            inside[:, 4],
            inside[:, 3],
            text / np.maximum(inside[:, 4], 1),
            inside[:, 6],
        ]
        at = np.maximum(base.parents[at], 0)
    best = base.best
    inside_best = (base.node >= best) & (base.node < base.ends[best])
    first, last = _span(inside_best & (base.is_long > 0), len(base.node))
    order = np.arange(len(base.node))
    columns += [
        inside_best,
        np.where(order < first, order - first, np.where(order > last, order - last, 0)),
        np.full(len(order), base.inside[best, 2] / base.total[2]),
        np.full(len(order), base.inside[best, 4] / base.total[4]),
    ]
    return np.stack(columns, axis=1).astype(np.float64)


def _span(mask: NDArray[np.bool_], n: int) -> tuple[int, int]:
    found = np.nonzero(mask)[0]
    return (int(found[0]), int(found[-1])) if len(found) else (0, n - 1)


def _shape_columns(base: Columns) -> NDArray[np.float64]:
    """Totals over the leaves whose element (and its parent) have the same tag and class."""
    columns = []
    for index in (base.group, base.shape):
        leaves = np.bincount(index)
        size = np.bincount(index, weights=base.size)
        long = np.bincount(index, weights=base.long)
        linked = np.bincount(index, weights=base.size * base.link)
        many = np.bincount(index, weights=base.is_long)
        columns += [
            leaves[index],
            (long / base.total[2])[index],
            (size / np.maximum(leaves, 1))[index],
            (linked / np.maximum(size, 1))[index],
            (many / np.maximum(leaves, 1))[index],
        ]
    return np.stack(columns, axis=1).astype(np.float64)


def _sequence_columns(base: Columns, headline: int) -> NDArray[np.float64]:
    """The leaves around each leaf, and its place on the page."""
    n = len(base.node)
    at = np.arange(n)
    columns: list[NDArray[np.generic]] = []
    for reach in (1, 3, 8, 20):
        sums = _window(base.running, reach)
        text = np.maximum(sums[:, 0], 1)
        columns += [sums[:, 1] / text, sums[:, 2] / text, text / sums[:, 4], sums[:, 3] / sums[:, 4]]
    for step in (-2, -1, 1, 2):
        other = np.clip(at + step, 0, n - 1)
        out = (at + step < 0) | (at + step >= n)
        columns += [
            np.where(out, -1, base.size[other]),
            np.where(out, -1, base.link[other]),
            np.where(out, -1, base.kind[other]),
            np.where(out, 99, base.node[other] - base.node).clip(-99, 99),
        ]
    before = np.maximum.accumulate(np.where(base.is_long > 0, at, -99))
    after = np.minimum.accumulate(np.where(base.is_long > 0, at, n + 99)[::-1])[::-1]
    columns += [
        np.minimum(at - before, 99),
        np.minimum(after - at, 99),
        at / n,
        at,
        n - at,
        base.running[:-1, 2] / base.total[2],
        base.running[:-1, 3],
        base.running[-1, 3] - base.running[1:, 3],
        np.clip(at - headline, -99, 199) if headline >= 0 else np.full(n, -100),
        (base.running[:-1, 2] - base.running[headline, 2]) if headline >= 0 else np.full(n, -1.0),
    ]
    return np.stack(columns, axis=1).astype(np.float64)


def _heading_columns(base: Columns) -> NDArray[np.float64]:
    """The heading that each leaf stands under, and what stands between it and the next."""
    n = len(base.node)
    at = np.arange(n)
    is_heading = base.kind == 1
    last = np.maximum.accumulate(np.where(is_heading, at, -1))
    before = np.concatenate(([-1], last[:-1]))
    after = np.minimum.accumulate(np.where(is_heading, at, n)[::-1])[::-1]
    following = np.concatenate((after[1:], [n]))
    there = before >= 0
    index = np.maximum(before, 0)
    count = np.maximum(following - before - 1, 1)
    start = np.where(there, before + 1, 0)
    body = base.running[following] - base.running[start]
    text = np.maximum(body[:, 0], 1)
    rest = base.running[following] - base.running[np.minimum(at + 1, n)]
    rest_text = np.maximum(rest[:, 0], 1)
    of_level = np.bincount(base.level, minlength=8)
    tops = np.concatenate(([0], np.cumsum(base.level == 1)[:-1]))
    columns = [
        np.where(there, at - before, -1),
        np.where(there, base.level[index], 0),
        np.where(there, base.size[index], -1),
        np.where(there, base.link[index], -1),
        body[:, 1] / text,
        body[:, 2] / text,
        count,
        rest[:, 4],
        rest[:, 1] / rest_text,
        rest[:, 2],
        of_level[base.level],
        tops,
        np.cumsum(is_heading),
    ]
    return np.stack(columns, axis=1).astype(np.float64)


def _repeat_columns(base: Columns, climber: Climber) -> NDArray[np.float64]:
    """Rows of equal siblings with several leaves each, such as cards and comments, that each leaf stands in."""
    parents, shape = climber.page.nodes.parents, climber.shape
    leaves = base.inside[:, 4].tolist()
    long = base.inside[:, 2].tolist()
    count = len(parents)
    before = base.before[:, 2].tolist()
    counts: dict[tuple[int, int], list[float]] = {}
    for node in climber.order:
        if leaves[node] >= 2 and parents[node] >= 0:
            entry = counts.setdefault((parents[node], shape[node]), [0.0, 0.0, 0.0, before[node]])
            entry[0] += 1
            entry[1] += leaves[node]
            entry[2] += long[node]
    times = [1.0] * count
    size = [0.0] * count
    text = [0.0] * count
    depth = [0] * count
    rows = [0.0] * count
    ahead = [0.0] * count
    for node in climber.order:
        parent = parents[node]
        if parent < 0:
            continue
        times[node], size[node], text[node] = times[parent], size[parent], text[parent]
        depth[node], rows[node], ahead[node] = depth[parent], rows[parent], ahead[parent]
        if leaves[node] >= 2:
            entry = counts[parent, shape[node]]
            if entry[0] >= 2:
                rows[node] += 1
                depth[node], ahead[node] = climber.depth[node], entry[3]
                times[node], size[node], text[node] = entry[0], entry[1] / entry[0], entry[2] / entry[0]
    columns = (
        np.array(times)[base.node],
        np.array(size)[base.node],
        np.array(text)[base.node],
        np.array(climber.depth)[base.node] - np.array(depth)[base.node],
        np.array(rows)[base.node],
        np.array(times)[base.node] * np.array(text)[base.node] / base.total[2],
        np.array(ahead)[base.node] / base.total[2],
        np.array(ahead)[base.node],
    )
    return np.stack(columns, axis=1)


def _page_columns(page: Page, base: Columns) -> NDArray[np.float64]:
    """What is the same for all leaves of the page."""
    total = base.running[-1]
    n = len(base.node)
    values = (
        n,
        total[0],
        total[1] / max(total[0], 1),
        total[2] / max(total[0], 1),
        total[3],
        total[2] / max(total[3], 1),
        len(page.by_tag("article")),
        len(page.by_tag("h1")),
        float((base.kind == 1).sum()) / n,
        float((base.kind == 3).sum()) / n,
        len(page.images) / n,
        len(page.nodes.tags) / n,
    )
    return np.broadcast_to(np.array(values), (n, len(values)))
