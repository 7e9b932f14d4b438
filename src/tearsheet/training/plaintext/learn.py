"""From texts with known answers to the two models: the roles of blocks, and which stated values are right."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tearsheet.article.model import Article
from tearsheet.errors import ArticleError
from tearsheet.extract import extract
from tearsheet.page import Page
from tearsheet.page.read import read_tree
from tearsheet.parsing.breadcrumbs import is_home
from tearsheet.parsing.dates import find_dates
from tearsheet.parsing.titles import fold
from tearsheet.plaintext.forest import forest_of
from tearsheet.plaintext.line_features import features
from tearsheet.plaintext.read import around_of, blocks_of
from tearsheet.plaintext.roles import ROLES, reading_of
from tearsheet.plaintext.shape import meta_parts, shape_of
from tearsheet.plaintext.values import Value, find_values, rows_of
from tearsheet.training.plaintext.fit import fit_classes, fit_yes
from tearsheet.training.plaintext.labels import Marked, label_blocks, mark_made, mark_page
from tearsheet.training.plaintext.synthesis import make
from tearsheet.training.plaintext.texts import Text, read_texts

TRUST = 0.5
"""Weight of the sequence of roles against the single block. Source: best body on sites left out."""
MAX_ROWS = 110_000
"""Most rows that the roles are learned from."""
FAR_SHARE, BODY_SHARE = 0.08, 0.5
"""Shares of the blocks far from the article, and of running text, that are kept."""
NEAR_START, NEAR_END = 10, 7
"""How many blocks around the ends of the body count as near."""
SAME_TRAIL = 0.75
"""F1 of two trails from which on they count as the same."""
LEAST = {"category": 0.35, "author": 0.5, "view_count": 0.5, "breadcrumbs": 0.5, "site": 0.45, "date": 0.1}
"""Least probability at which a value is given, by field. Source: precision of .85 on sites left out where the pages
have a gold answer; for dates recall."""
MADE_WEIGHT = 0.5
"""Weight of a value in a text that was made for training."""
UNKNOWN_WEIGHT = 0.3
"""Weight of a value of which nothing is known; it counts as wrong."""


class MarkedText(NamedTuple):
    """A text with its rows and roles."""

    text: Text
    marked: Marked
    rows: NDArray[np.float32]
    roles: NDArray[np.int8]
    weights: NDArray[np.float32]
    made: bool

    @property
    def half(self) -> int:
        """The half of the sites that it belongs to."""
        return int(self.text.fold > 2)


def marked_texts(folders: list[Path], corpora: Path) -> list[MarkedText]:
    """Return the texts in ``folders``, and for each page one text that is made from its article."""
    found: list[MarkedText] = []
    seen: set[Path] = set()
    for text in read_texts(folders, corpora):
        try:
            page = Page.from_tree(read_tree(gzip.decompress(text.page.read_bytes())), url=text.url)
            article = extract(page).article
        except ArticleError:
            continue
        found += _marked(text, mark_page(page, article, text.gold), made=False)
        if text.page not in seen:
            seen.add(text.page)
            found += _made(text, article)
    return found


def _made(text: Text, article: Article) -> list[MarkedText]:
    made = make(article, text.id)
    if made is None:
        return []
    own = text._replace(form=made.shape, text=made.text, gold=made.gold)
    return _marked(own, mark_made(made.blocks, made.gold), made=True)


def _marked(text: Text, marked: Marked, *, made: bool) -> list[MarkedText]:
    blocks = blocks_of(text.text)
    if not blocks:
        return []
    roles, weights = label_blocks(blocks, marked)
    rows = features(blocks, [shape_of(block, meta_parts(block)) for block in blocks])
    return [
        MarkedText(
            text,
            marked,
            np.array(rows, dtype=np.float32),
            np.array(roles, dtype=np.int8),
            np.array(weights, dtype=np.float32),
            made,
        )
    ]


def learn_roles(texts: Sequence[MarkedText]) -> dict[str, Any]:
    """Return the model of roles learned from ``texts``."""
    rng = np.random.default_rng(0)
    count = len(ROLES)
    first, follows = np.full(count, 0.3), np.full((count, count), 0.3)
    rows, labels, weights = [], [], []
    for text in texts:
        first[text.roles[0]] += 1
        np.add.at(follows, (text.roles[:-1], text.roles[1:]), 1 / np.sqrt(len(text.roles)))
        share = _shares(text.roles)
        keep = rng.random(len(share)) < share
        rows.append(text.rows[keep])
        labels.append(text.roles[keep])
        weights.append((text.weights * np.sqrt(30 / (10 + len(share))) / share)[keep])
    chosen = rng.permutation(sum(map(len, labels)))[:MAX_ROWS]
    table, target, weight = np.concatenate(rows), np.concatenate(labels), np.concatenate(weights)
    model = fit_classes(table[chosen], target[chosen], weight[chosen].astype(np.float32), count)
    model["first"] = np.log(first / first.sum()).round(3).tolist()
    model["follows"] = np.log(follows / follows.sum(1, keepdims=True)).round(3).tolist()
    model["trust"] = TRUST
    return model


def _shares(roles: NDArray[np.int8]) -> NDArray[np.float64]:
    """Return for each block the share of its like that is kept: most menus are far from the article and alike."""
    names = np.array(ROLES)[roles]
    index = np.arange(len(roles))
    body = np.flatnonzero(np.isin(names, ("title", "heading", "paragraph", "item")))
    near = np.zeros(len(roles), dtype=bool)
    if len(body):
        near = (np.abs(index - body[0]) < NEAR_START) | (np.abs(index - body[-1]) < NEAR_END)
    far = np.isin(names, ("before", "after")) & ~near
    running = np.isin(names, ("paragraph", "item", "cell"))
    return np.where(far, FAR_SHARE, np.where(running, BODY_SHARE, 1.0))


def learn_values(texts: Sequence[MarkedText], halves: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the model of values; roles are read by the half's model that has not seen the site."""
    forests = [forest_of(model) for model in halves]
    found: dict[str, list[tuple[list[float], bool, float]]] = {field: [] for field in LEAST}
    for text in texts:
        model = halves[text.half]
        blocks = blocks_of(text.text.text)
        reading = reading_of(forests[text.half].sums(text.rows.tolist()), model)
        parts = [meta_parts(block) for block in blocks]
        shapes = [shape_of(block, found_parts) for block, found_parts in zip(blocks, parts, strict=True)]
        around = around_of(text.text.text, blocks, parts, shapes, reading)[0]
        values = find_values(around)
        for value, row in zip(values, rows_of(around, values), strict=True):
            if value.field in found:
                right, weight = _judged(value, text)
                found[value.field].append((row, right, weight))
    return {"fields": {field: _learned(field, examples) for field, examples in found.items()}}


def _learned(field: str, examples: Sequence[tuple[list[float], bool, float]]) -> dict[str, Any]:
    rows = np.array([row for row, _, _ in examples], dtype=np.float32)
    labels = np.array([right for _, right, _ in examples], dtype=np.int8)
    weights = np.array([weight for _, _, weight in examples], dtype=np.float32)
    return {**fit_yes(rows, labels, weights), "least": LEAST[field]}


def _judged(value: Value, text: MarkedText) -> tuple[bool, float]:
    """Return whether a value is right, and how much that counts."""
    answers = text.marked.values
    key = {"author": "authors"}.get(value.field, value.field)
    known = text.text.gold.get(key) is not None
    weight = 1.0 if known else 0.6 if answers.get(key) else UNKNOWN_WEIGHT
    return _is_right(value, answers), weight * (MADE_WEIGHT if text.made else 1.0)


def _is_right(value: Value, answers: dict[str, Any]) -> bool:
    said = fold(value.value)
    if value.field in ("category", "author"):
        return said in {fold(name) for name in answers["authors" if value.field == "author" else "category"]}
    if value.field == "view_count":
        return bool(answers["view_count"] == int(value.value))
    if value.field == "site":
        return bool(said) and said == fold(answers["site"] or "")
    if value.field == "date":
        dates = find_dates(value.value)
        return bool(dates) and dates[0].value.isoformat()[:10] == (answers["date"] or "")[:10]
    want = {fold(c) for c in answers["breadcrumbs"] if not is_home(c)}
    have = {fold(c) for c in value.crumbs if not is_home(c)}
    return bool(want) and 2 * len(want & have) >= SAME_TRAIL * (len(want) + len(have))
