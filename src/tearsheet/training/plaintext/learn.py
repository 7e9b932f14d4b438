"""From texts with known answers to the two models: the roles of blocks, and which stated values are right."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tearsheet.errors import ArticleError
from tearsheet.extract import extract
from tearsheet.page import Page
from tearsheet.page.read import read_tree
from tearsheet.parsing.breadcrumbs import is_home
from tearsheet.parsing.dates import find_dates
from tearsheet.parsing.titles import fold
from tearsheet.plaintext.forest import forest_of
from tearsheet.plaintext.levels import LEVELS, MIN_HEADINGS, level_rows
from tearsheet.plaintext.line_features import features
from tearsheet.plaintext.read import around_of, blocks_of
from tearsheet.plaintext.roles import ROLES, reading_of
from tearsheet.plaintext.shape import Shape, keys_of, meta_parts, shape_of
from tearsheet.plaintext.value import Value
from tearsheet.plaintext.value_rows import rows_of
from tearsheet.plaintext.values import find_values
from tearsheet.training.plaintext.fit import LEVEL_TREES, ROLE_TREES, fit_classes, fit_yes
from tearsheet.training.plaintext.labels import Marked, label_blocks, mark_made, mark_page
from tearsheet.training.plaintext.synthesis import make
from tearsheet.training.plaintext.texts import Text, read_texts

MADE_EVERY = 3
"""Of so many pages one also gives a text that is made from its article."""
TRUST = 0.5
"""Weight of the sequence of roles against the single block. Source: best body on sites left out."""
MAX_ROWS = 180_000
"""Most rows that the roles are learned from."""
SHARES = {"before": 0.5, "after": 0.5, "paragraph": 0.3, "item": 0.35, "cell": 0.35, "aside": 0.5}
"""Shares of the blocks near the ends of the body, and in it, that are kept, by role; of the others all are kept."""
FAR_SHARE = 0.05
"""Share of the blocks outside and far from the body that are kept."""
NEAR_START, NEAR_END = 10, 7
"""How many blocks around the ends of the body count as near."""
ROUNDED = 0.06
"""Greatest share by which the compact form of a count may differ from it."""
SAME_TRAIL = 0.75
"""F1 of two trails from which on they count as the same."""
LEAST = {"category": 0.4, "author": 0.42, "view_count": 0.6, "breadcrumbs": 0.6, "site": 0.45, "date": 0.1}
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
    keys: Sequence[str]

    @property
    def half(self) -> int:
        """The half of the sites that it belongs to."""
        return int(self.text.fold > 2)


def marked_texts(folders: list[Path], corpora: Path) -> list[MarkedText]:
    """Return the texts in ``folders``, and for each page texts that are made from its article."""
    found = (with_rows(*source) for source in sources(folders, corpora))
    return [text for text in found if text is not None]


def sources(folders: list[Path], corpora: Path) -> Iterator[tuple[Text, Marked, bool]]:
    """Yield each text with its marked page, and whether it is made; the texts of a page come together."""
    texts = sorted(read_texts(folders, corpora), key=lambda text: text.page)
    for _, group in groupby(texts, key=lambda text: text.page):
        same = list(group)
        text = same[0]
        try:
            page = Page.from_tree(read_tree(gzip.decompress(text.page.read_bytes())), url=text.url)
            article = extract(page).article
        except ArticleError:
            continue
        for text in same:
            yield text, mark_page(page, article, text.gold), False
        made = make(article, text.id) if zlib.crc32(text.id.encode()) % MADE_EVERY == 0 else None
        if made is not None:
            own = text._replace(form=made.shape, text=made.text, gold=made.gold)
            yield own, mark_made(made.blocks, made.gold), True


def with_rows(text: Text, marked: Marked, made: bool) -> MarkedText | None:  # noqa: FBT001  # as `sources` yields it
    """Return a text with its rows and roles; None if it has no blocks."""
    blocks = blocks_of(text.text)
    if not blocks:
        return None
    roles, weights = label_blocks(blocks, marked)
    keys = keys_of(blocks)
    rows = features(blocks, [shape_of(block, meta_parts(block)) for block in blocks], keys)
    return MarkedText(
        text,
        marked,
        np.array(rows, dtype=np.float32),
        np.array(roles, dtype=np.int8),
        np.array(weights, dtype=np.float32),
        made,
        keys,
    )


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
    model = fit_classes(table[chosen], target[chosen], weight[chosen].astype(np.float32), count, ROLE_TREES)
    model["first"] = np.log(first / first.sum()).round(3).tolist()
    model["follows"] = np.log(follows / follows.sum(1, keepdims=True)).round(3).tolist()
    model["trust"] = TRUST
    return model


def learn_levels(texts: Sequence[MarkedText]) -> dict[str, Any]:
    """Return the model of heading levels learned from those ``texts`` whose pages show levels."""
    count = LEVELS
    first, follows = np.full(count, 0.3), np.full((count, count), 0.3)
    rows: list[list[float]] = []
    labels: list[int] = []
    weights: list[float] = []
    for text in texts:
        heads, levels = ([], []) if text.made else _levels_of(text)
        if len(heads) < MIN_HEADINGS:
            continue
        shapes = [Shape(*row) for row in text.rows[:, : len(Shape._fields)].tolist()]
        rows += level_rows(shapes, heads)
        labels += levels
        weights += [len(heads) ** -0.5] * len(heads)
        first[levels[0]] += 1
        for before, level in pairwise(levels):
            follows[before, level] += len(heads) ** -0.5
    table = np.array(rows, dtype=np.float32)
    model = fit_classes(
        table, np.array(labels, dtype=np.int8), np.array(weights, dtype=np.float32), count, LEVEL_TREES
    )
    model["first"] = np.log(first / first.sum()).round(3).tolist()
    model["follows"] = np.log(follows / follows.sum(1, keepdims=True)).round(3).tolist()
    return model


def _levels_of(text: MarkedText) -> tuple[list[int], list[int]]:
    """Return the headings of a text whose level is known, and their levels from 0."""
    heads, levels = [], []
    keys = text.keys
    for i in np.flatnonzero(text.roles == ROLES.index("heading")).tolist():
        level = text.marked.levels.get(keys[i])
        if level is not None:
            heads.append(i)
            levels.append(min(max(level, 1), LEVELS) - 1)
    return heads, levels


def _shares(roles: NDArray[np.int8]) -> NDArray[np.float64]:
    """Return for each block the share of its like that is kept: most menus are far from the article and alike."""
    names = np.array(ROLES)[roles]
    index = np.arange(len(roles))
    body = np.flatnonzero(np.isin(names, ("title", "heading", "paragraph", "item")))
    near = np.zeros(len(roles), dtype=bool)
    if len(body):
        near = (np.abs(index - body[0]) < NEAR_START) | (np.abs(index - body[-1]) < NEAR_END)
    far = np.isin(names, ("before", "after")) & ~near
    shares = np.array([SHARES.get(name, 1.0) for name in ROLES])[roles]
    return np.where(far, FAR_SHARE, shares)


class Example(NamedTuple):
    """A value that a text states, with its row and whether it is right."""

    field: str
    row: list[float]
    right: bool
    weight: float
    text: MarkedText


def value_examples(texts: Sequence[MarkedText], halves: Sequence[dict[str, Any]]) -> Iterator[Example]:
    """Yield the values that texts state; roles are read by the half's model that has not seen the site."""
    forests = [forest_of(model) for model in halves]
    for text in texts:
        blocks = blocks_of(text.text.text)
        reading = reading_of(forests[text.half].sums(text.rows.tolist()), halves[text.half])
        parts = [meta_parts(block) for block in blocks]
        shapes = [shape_of(block, found) for block, found in zip(blocks, parts, strict=True)]
        around = around_of(text.text.text, blocks, parts, shapes, keys_of(blocks), reading)[0]
        values = find_values(around)
        for value, row in zip(values, rows_of(around, values), strict=True):
            if value.field in LEAST:
                yield Example(value.field, row, *_judged(value, text), text)


def learn_values(examples: Sequence[Example]) -> dict[str, Any]:
    """Return the model of values learned from ``examples``."""
    return {"fields": {field: _learned(field, [e for e in examples if e.field == field]) for field in LEAST}}


def _learned(field: str, examples: Sequence[Example]) -> dict[str, Any]:
    rows = np.array([e.row for e in examples], dtype=np.float32)
    labels = np.array([e.right for e in examples], dtype=np.int8)
    weights = np.array([e.weight for e in examples], dtype=np.float32)
    return {**fit_yes(rows, labels, weights), "least": LEAST[field]}


def _judged(value: Value, text: MarkedText) -> tuple[bool, float]:
    """Return whether a value is right, and how much that counts."""
    answers = text.marked.values
    key = {"author": "authors"}.get(value.field, value.field)
    known = text.text.gold.get(key) is not None or (key == "view_count" and key in text.text.gold)
    weight = 1.0 if known else 0.6 if answers.get(key) else UNKNOWN_WEIGHT
    return _is_right(value, answers), weight * (MADE_WEIGHT if text.made else 1.0)


def _is_right(value: Value, answers: dict[str, Any]) -> bool:
    said = fold(value.value)
    if value.field in ("category", "author"):
        return said in {fold(name) for name in answers["authors" if value.field == "author" else "category"]}
    if value.field == "view_count":
        return _is_count(int(value.value), answers["view_count"])
    if value.field == "site":
        return bool(said) and said == fold(answers["site"] or "")
    if value.field == "date":
        dates = find_dates(value.value)
        return bool(dates) and dates[0].value.isoformat()[:10] == (answers["date"] or "")[:10]
    want = {fold(c) for c in answers["breadcrumbs"] if not is_home(c)}
    have = {fold(c) for c in value.crumbs if not is_home(c)}
    return bool(want) and 2 * len(want & have) >= SAME_TRAIL * (len(want) + len(have))


def _is_count(said: int, right: int | None) -> bool:
    """Whether a count is the right one, or what a compact form (``3.6K``) leaves of it."""
    if right is None:
        return False
    compact = said >= 1000 and said % 100 == 0
    return said == right or (compact and abs(said - right) <= ROUNDED * right)
