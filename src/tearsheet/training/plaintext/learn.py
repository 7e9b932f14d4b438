"""From texts with known answers to the models: roles of blocks, titles, headings, levels, and which values are right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tearsheet.plaintext.forest import forest_of
from tearsheet.plaintext.heading_lines import FILE as HEADINGS_FILE
from tearsheet.plaintext.levels import FILE as LEVELS_FILE
from tearsheet.plaintext.levels import LEVELS, MIN_HEADINGS, level_rows
from tearsheet.plaintext.roles import FILE as ROLES_FILE
from tearsheet.plaintext.roles import ROLES
from tearsheet.plaintext.shape import Shape
from tearsheet.plaintext.stated import FILE as VALUES_FILE
from tearsheet.plaintext.title_lines import FILE as TITLES_FILE
from tearsheet.training.plaintext.calibration import Scored, scale_of
from tearsheet.training.plaintext.examples import (
    Example,
    LineExample,
    MarkedText,
    framed,
    heading_examples,
    read_again,
    title_examples,
    value_examples,
)
from tearsheet.training.plaintext.fit import (
    LEVEL_TREES,
    ROLE_TREES,
    TITLE_TREES,
    VALUE_TREES,
    fit_classes,
    fit_yes,
)

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
LEAST = {"category": 0.64, "author": 0.37, "view_count": 0.38, "breadcrumbs": 0.4, "site": 0.5, "date": 0.05}
"""Least calibrated probability at which a value is given, by field. Source: precision of .85 on sites left out where the
pages have a gold answer; for dates recall."""
LEAST_HEADING = 0.38
"""Least probability of a heading. Source: best F1 on sites left out."""


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


class Models(NamedTuple):
    """All models, by the name of their file."""

    whole: dict[str, dict[str, Any]]
    """Those learned from all texts."""
    halves: dict[str, dict[str, Any]]
    """Those that saw one half of the sites each, named by their kind and the half that they have not seen."""


def learn(texts: Sequence[MarkedText], *, halves: bool) -> Models:
    """Return the models learned from ``texts``; each but the first learns from what the half's models before it read.

    With ``halves``, all models of the halves are returned as well.
    """
    found: dict[str, dict[str, Any]] = {}

    def both(kind: str, model: Callable[[int], dict[str, Any]]) -> list[dict[str, Any]]:
        made = [model(half) for half in (0, 1)]
        found.update((f"{kind}_h{half}", each) for half, each in enumerate(made))
        return made

    roles = both("roles", lambda half: learn_roles([t for t in texts if t.half != half]))
    read = list(read_again(texts, roles))
    lines = list(title_examples(read))
    titles = both("titles", lambda half: learn_titles([e for e in lines if e.text.half != half]))
    bodies = list(framed(read, titles))
    heads = list(heading_examples(bodies))
    values = list(value_examples(bodies))
    scales = value_scales(
        values, both("values", lambda half: learn_values([e for e in values if e.text.half != half]))
    )
    if halves:
        both("headings", lambda half: learn_headings([e for e in heads if e.text.half != half]))
        both("levels", lambda half: learn_levels([t for t in texts if t.half != half]))
    whole = {
        ROLES_FILE: learn_roles(texts),
        TITLES_FILE: {**learn_titles(lines), "scale": title_scale(lines, titles)},
        HEADINGS_FILE: learn_headings(heads),
        VALUES_FILE: with_scales(learn_values(values), scales),
        LEVELS_FILE: learn_levels(texts),
    }
    for half in (0, 1):
        found[f"values_h{half}"] = with_scales(found[f"values_h{half}"], scales)
        found[f"titles_h{half}"]["scale"] = whole[TITLES_FILE]["scale"]
    return Models(whole, found)


def value_scales(examples: Sequence[Example], models: Sequence[dict[str, Any]]) -> dict[str, list[float]]:
    """Return the scale of each field, from the scores by the ``models`` of the halves that have not seen the site."""
    scored: dict[str, list[Scored]] = {field: [] for field in LEAST}
    for field in LEAST:
        forests = [forest_of(model["fields"][field]) for model in models]
        for e in examples:
            if e.field == field:
                group = (id(e.text), e.name if field == "author" else "")
                score = forests[e.text.half].sums([e.row])[0][0]
                scored[field].append(Scored(group, score, bool(e.right), e.known))
    return {field: scale_of(values) for field, values in scored.items()}


def with_scales(model: dict[str, Any], scales: dict[str, list[float]]) -> dict[str, Any]:
    """Return a model of values whose fields have a scale each."""
    fields = {field: {**data, "scale": scales[field]} for field, data in model["fields"].items()}
    return {**model, "fields": fields}


def title_scale(examples: Sequence[LineExample], models: Sequence[dict[str, Any]]) -> list[float]:
    """Return the scale of titles, as `value_scales` does for values."""
    forests = [forest_of(model) for model in models]
    return scale_of(
        Scored(
            id(e.text),
            forests[e.text.half].sums([e.row.tolist()])[0][0],
            e.right,
            not e.text.made and bool(e.text.text.gold.get("title")),
        )
        for e in examples
    )


def learn_titles(examples: Sequence[LineExample]) -> dict[str, Any]:
    """Return the model of titles learned from ``examples``."""
    return _fit_examples(examples, TITLE_TREES)


def learn_headings(examples: Sequence[LineExample]) -> dict[str, Any]:
    """Return the model of headings learned from ``examples``."""
    return {**_fit_examples(examples), "least": LEAST_HEADING}


def learn_values(examples: Sequence[Example]) -> dict[str, Any]:
    """Return the model of values learned from ``examples``."""
    return {"fields": {field: _learned(field, [e for e in examples if e.field == field]) for field in LEAST}}


def _learned(field: str, examples: Sequence[Example]) -> dict[str, Any]:
    return {**_fit_examples(examples), "least": LEAST[field]}


def _fit_examples(examples: Sequence[Example | LineExample], trees: int = VALUE_TREES) -> dict[str, Any]:
    rows = np.array([e.row for e in examples], dtype=np.float32)
    labels = np.array([e.right for e in examples], dtype=np.int8)
    weights = np.array([e.weight for e in examples], dtype=np.float32)
    return fit_yes(rows, labels, weights, trees)
