"""The second look: what the first chances of the other leaves say about each leaf."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tearsheet.body.scorer.features import LEVELS, Columns, Floats

Doubles = NDArray[Any]

LARGEST = 1500
"""Characters above which a longer leaf weighs no more among its neighbours."""
SMALLEST = 10
"""Characters that every leaf weighs at least, so that short ones count too."""
SURE = 0.5
"""First chance above which a leaf counts as kept."""
LONG = 70
"""Weight from which a kept leaf is an anchor that distances are measured to."""


def context_rows(base: Columns, first: Doubles) -> Floats:
    """Return a row for each leaf: its own first chance and those around it.

    Args:
        base: The columns of the page.
        first: The first chance of each leaf.
    """
    weight = np.minimum(base.size, LARGEST) + SMALLEST
    kept = (first > SURE).astype(np.float64)
    mass = weight * first
    sums = np.zeros((3, len(first) + 1))
    np.cumsum((mass, weight, kept), axis=1, out=sums[:, 1:])
    parts = [
        first[:, None],
        _windows(first, sums),
        _containers(base, mass, weight, kept, sums),
        _groups(base, first, mass, weight, kept),
        _places(weight, kept, sums),
        _headings(base, first, sums),
    ]
    return np.concatenate(parts, axis=1).astype(np.float32)


def _ratio(above: Doubles, below: Doubles) -> Doubles:
    return above / np.maximum(below, 1e-9)


def _windows(first: Doubles, sums: Doubles) -> Doubles:
    """Chances of the neighbours: each by itself, and means over windows on both sides and on one."""
    n = len(first)
    at = np.arange(n)
    columns = []
    for reach in (1, 2, 4, 8, 16):
        high, low = np.minimum(at + reach + 1, n), np.maximum(at - reach, 0)
        columns.append(_ratio(sums[0, high] - sums[0, low], sums[1, high] - sums[1, low]))
    for reach in (3, 10):
        high, low = np.minimum(at + reach + 1, n), np.maximum(at - reach, 0)
        columns.append(_ratio(sums[0, at] - sums[0, low], sums[1, at] - sums[1, low]))
        columns.append(_ratio(sums[0, high] - sums[0, at + 1], sums[1, high] - sums[1, at + 1]))
    padded = np.concatenate((np.full(3, -1.0), first, np.full(3, -1.0)))
    columns += [padded[3 + step : 3 + step + n] for step in (-3, -2, -1, 1, 2, 3)]
    return np.stack(columns, axis=1)


def _containers(base: Columns, mass: Doubles, weight: Doubles, kept: Doubles, sums: Doubles) -> Doubles:
    """Mean chance and share of the page's kept text in the containers above, and in the best of all."""
    count = len(base.parents)
    own = np.zeros((3, count + 1))
    for row, values in enumerate((mass, weight, kept)):
        own[row, 1:] = np.bincount(base.node, weights=values, minlength=count)
    running = np.cumsum(own, axis=1)
    inside = running[:, base.ends] - running[:, :-1]
    total = max(sums[0, -1], 1e-9)
    at = base.node
    columns = []
    for _ in range(LEVELS):
        columns += [_ratio(inside[0, at], inside[1, at]), inside[0, at] / total]
        at = np.maximum(base.parents[at], 0)
    value = inside[0] - 0.5 * inside[1]
    best = int(np.nonzero(value >= value.max() - 1e-9)[0][-1])
    columns.append(((base.node >= best) & (base.node < base.ends[best])).astype(np.float64))
    columns.append(np.full(len(mass), value[best] / max(sums[0, -1], 1.0)))
    return np.stack(columns, axis=1)


def _groups(base: Columns, first: Doubles, mass: Doubles, weight: Doubles, kept: Doubles) -> Doubles:
    """Mean chance of the leaves that look alike, and of the headings of the same rank."""
    group, shape, level = base.group, base.shape, base.level
    by_level = _ratio(np.bincount(level, weights=first), np.bincount(level).astype(np.float64))
    columns = (
        _ratio(np.bincount(group, weights=mass), np.bincount(group, weights=weight))[group],
        np.bincount(group, weights=kept)[group],
        _ratio(np.bincount(shape, weights=mass), np.bincount(shape, weights=weight))[shape],
        by_level[level],
        np.full(len(first), first.max()),
    )
    return np.stack(columns, axis=1)


def _places(weight: Doubles, kept: Doubles, sums: Doubles) -> Doubles:
    """Where each leaf stands to the leaves that are likely kept."""
    n = len(kept)
    at = np.arange(n)
    anchor = (kept > 0) & (weight > LONG)
    before = np.concatenate(([-99], np.maximum.accumulate(np.where(anchor, at, -99))[:-1]))
    after = np.minimum.accumulate(np.where(anchor, at, n + 99)[::-1])[::-1]
    after = np.concatenate((after[1:], [n + 99]))
    total, size, count = sums[:, -1]
    columns = (
        sums[0, :-1] / max(total, 1e-9),
        np.full(n, total),
        np.full(n, total / size),
        np.full(n, count),
        sums[2, :-1],
        count - sums[2, 1:],
        np.minimum(at - before, 99),
        np.minimum(after - at, 99),
    )
    return np.stack(columns, axis=1)


def _headings(base: Columns, first: Doubles, sums: Doubles) -> Doubles:
    """Chance of the heading above, and of what stands between it and the next."""
    n = len(first)
    at = np.arange(n)
    is_heading = base.kind == 1
    last = np.maximum.accumulate(np.where(is_heading, at, -1))
    above = np.concatenate(([-1], last[:-1]))
    following = np.minimum.accumulate(np.where(is_heading, at, n)[::-1])[::-1]
    following = np.concatenate((following[1:], [n]))
    start = above + 1
    rest = np.minimum(at + 1, n)
    columns = (
        np.where(above >= 0, first[np.maximum(above, 0)], -1.0),
        _ratio(sums[0, following] - sums[0, rest], sums[1, following] - sums[1, rest]),
        sums[0, following] - sums[0, rest],
        _ratio(sums[0, following] - sums[0, start], sums[1, following] - sums[1, start]),
    )
    return np.stack(columns, axis=1)
