"""Scores of words: of those in class and id for the article, and of a page's words for its kind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tearsheet.body.score.kinds import CLASS, KINDS
from tearsheet.page import Page
from tearsheet.training.corpora import Record

SITES = 8
"""Sites that a word in class and id must be met on: a rarer one identifies a site, not a part of a page."""
PRIOR = 4.0
"""Weight, in sites, of the prior that a word is no evidence."""
WORTH = 0.25
"""Score below which a word is not kept."""
KIND_SITES = 6
KIND_PRIOR = 3.0
KIND_WORTH = 0.5

PageShares = dict[str, float]


def token_shares(record: Record) -> PageShares:
    """Return for each word in class and id the share of gold text under it; under '' that of the whole page."""
    page, weight = record.page, record.weight
    if not len(weight) or not weight.sum():
        return {}
    size = weight * np.sqrt([len(block.text) for block in page.blocks])
    under: dict[int, list[float]] = {}
    for block, y, w in zip(page.blocks, record.target, size, strict=True):
        if w:
            entry = under.setdefault(block.node, [0.0, 0.0])
            entry[0] += w * y
            entry[1] += w
    totals: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for node, (good, all_) in under.items():
        tokens = {"", *page.tokens(node)}
        for ancestor in page.nodes.ancestors(node):
            tokens.update(page.tokens(ancestor))
        for token in tokens:
            totals[token][0] += good
            totals[token][1] += all_
    return {token: good / all_ for token, (good, all_) in totals.items() if all_}


def token_scores(
    records: Sequence[Record], found: Sequence[PageShares], without: int | None = None
) -> dict[str, float]:
    """Return the log-odds of each word against those of all text, learned from all folds but ``without``."""
    by_site: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for record, shares in zip(records, found, strict=True):
        if record.fold != without:
            for token, share in shares.items():
                by_site[token][record.site].append(share)
    base = float(np.mean([np.mean(v) for v in by_site[""].values()]))
    scores = {}
    for token, sites in sorted(by_site.items()):
        if len(sites) < SITES or len(token) < 2:
            continue
        total = float(sum(np.mean(v) for v in sites.values()))
        rate = min(max((total + PRIOR * base) / (len(sites) + PRIOR), 0.003), 0.997)
        score = float(np.log(rate / (1 - rate)) - np.log(base / (1 - base)))
        if abs(score) > WORTH:
            scores[token] = round(score, 2)
    return scores


def class_words(page: Page) -> set[str]:
    """Return the words in class and id of all elements of ``page`` that hold blocks, with their source's prefix."""
    above: set[int] = set()
    for block in page.blocks:
        node = block.node
        while node >= 0 and node not in above:
            above.add(node)
            node = page.nodes.parents[node]
    return {CLASS + token for node in above for token in page.tokens(node)}


def kind_of(record: Record) -> int:
    """Return the class of a record: its kind if the gold states it, else the article that all its corpus is."""
    return KINDS.index(record.gold["kind"]) if record.corpus == "wcxb" else 0


def kind_scores(records: Sequence[Record], without: int | None = None) -> dict[str, tuple[float, ...]]:
    """Return for each word the log-odds of each kind, learned from all folds but ``without``."""
    pages = [r for r in records if r.corpus == "wcxb" and r.fold != without]
    per_site = Counter(r.site for r in pages)
    counts: dict[str, NDArray[np.float64]] = defaultdict(lambda: np.zeros(len(KINDS)))
    sites: dict[str, set[str]] = defaultdict(set)
    total = np.zeros(len(KINDS))
    for record in pages:
        weight = per_site[record.site] ** -0.5
        total[kind_of(record)] += weight
        for word in sorted(record.words):
            counts[word][kind_of(record)] += weight
            sites[word].add(record.site)
    base = total / total.sum()
    scores = {}
    for word, count in sorted(counts.items()):
        if len(sites[word]) < KIND_SITES:
            continue
        odds = np.log((count + KIND_PRIOR * base) / (count.sum() + KIND_PRIOR) / base)
        if np.abs(odds).max() > KIND_WORTH:
            scores[word] = tuple(round(float(x), 1) for x in odds)
    return scores
