"""The course of training: words, kinds, first pass, second pass; each learned without the sites it is used on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from tearsheet.body.score.codes import KIND_WIDTH, ROW, STRIDE, UNLIKELY
from tearsheet.body.score.context import ContextWriter
from tearsheet.body.score.kind_rows import kind_evidence
from tearsheet.body.score.kinds import KINDS, in_order, kind_features, page_words
from tearsheet.body.score.lexicon import Lexicon
from tearsheet.body.score.rows import RowWriter
from tearsheet.body.score.summary import PageSummary
from tearsheet.body.score.weights import Weights
from tearsheet.native.numbers import Numbers
from tearsheet.training.convert import to_forest
from tearsheet.training.corpora import FOLDS, Record
from tearsheet.training.targets import set_targets
from tearsheet.training.words import class_words, kind_of, kind_scores, token_scores, token_shares

COMMON: dict[str, Any] = {
    "bagging_freq": 1,
    "bagging_fraction": 0.7,
    "lambda_l2": 5,
    "seed": 1,
    "deterministic": True,
    "force_col_wise": True,
    "num_threads": 2,
    "verbose": -1,
}
BLOCK_MODEL = COMMON | {
    "objective": "binary",
    "num_leaves": 31,
    "max_depth": 9,
    "learning_rate": 0.1,
    "feature_fraction": 0.4,
    "min_data_in_leaf": 60,
    "max_bin": 127,
}
HINT_MODEL = COMMON | {
    "objective": "multiclass",
    "num_class": len(KINDS),
    "num_leaves": 8,
    "learning_rate": 0.06,
    "feature_fraction": 0.3,
    "min_data_in_leaf": 12,
    "max_bin": 63,
}
KIND_MODEL = HINT_MODEL | {"num_leaves": 6, "learning_rate": 0.04, "min_data_in_leaf": 20}
HINT_ROUNDS, KIND_ROUNDS = 100, 250
FIRST_ROUNDS, SECOND_ROUNDS = 150, 150
ONLY_ARTICLES = 0.1
"""Weight, for the kind, of a page from a corpus that holds articles alone."""

EVERY = -1.0
"""A limit that the first probability of every block is above."""

Rows = NDArray[np.float32]
Log = Callable[[str], None]


class Held(NamedTuple):
    """Predictions for each record by models that saw no page of its site."""

    kinds: NDArray[np.float64]
    probabilities: list[NDArray[np.float64]]


class _First(NamedTuple):
    hints: lgb.Booster
    blocks: lgb.Booster


def prepare(records: Sequence[Record], log: Log) -> Weights:
    """Set targets and features of ``records``; return weights that hold only the words."""
    for record in records:
        set_targets(record)
    found = [token_shares(record) for record in records]
    log("labels made")
    for fold in range(FOLDS):
        lexicon = Lexicon(token_scores(records, found, fold))
        for record in records:
            if record.fold == fold and record.page.blocks:
                record.features = PageSummary(record.page, record.title, lexicon)
                RowWriter(record.features, record.page).write()
                record.wide = np.frombuffer(record.features.rows, dtype=np.float32).reshape(-1, STRIDE)
                record.rows = record.wide[:, : ROW + KIND_WIDTH]
                record.words = page_words(record.page) | class_words(record.page)
    for fold in range(FOLDS):
        words = in_order(kind_scores(records, fold))
        for record in records:
            if record.fold == fold and record.features is not None:
                places = words.places_in(record.words)
                row = kind_features(record.page, record.features, places, words)
                record.kind_row = np.array(row, dtype=np.float32)
    log("features made")
    return Weights(token_scores(records, found), in_order(kind_scores(records)), {})


def train(records: Sequence[Record], log: Log, *, check: bool) -> tuple[Weights, Held | None]:
    """Return the weights learned from all records and, if asked, the predictions held out by site."""
    base = prepare(records, log)
    used = [r for r in records if r.features is not None]
    first = _first_look(used, log)
    for record, probability in zip(used, _held_out(used, "rows", log), strict=True):
        assert record.features is not None
        record.first = probability
        record.kind_row = np.concatenate((record.kind_row, _evidence(record.features, probability)))
    kinds, kind_probabilities = _kinds(KIND_MODEL, KIND_ROUNDS, used)
    log("kinds learned")
    for record, kind in zip(used, kind_probabilities, strict=True):
        assert record.features is not None
        context = ContextWriter(record.features, Numbers("d", record.first.tolist()))
        context.write(EVERY, Numbers("f", kind.tolist()))
        record.weight = np.where(record.first > UNLIKELY, record.weight, -record.weight)  # no second pass
    held = None
    if check:
        held = _check(records, used, kind_probabilities, log)
    second = _fit(BLOCK_MODEL, SECOND_ROUNDS, *_stack(used, "wide"))
    log("second look learned")
    weights = replace(
        base,
        forests={
            "kind_prior": to_forest(first.hints),
            "first_pass": to_forest(first.blocks),
            "kinds": to_forest(kinds),
            "second_pass": to_forest(second),
        },
    )
    return weights, held


def _first_look(used: Sequence[Record], log: Log) -> _First:
    """Learn the hints of the kinds and the first pass; give each record its rows."""
    hints, probabilities = _kinds(HINT_MODEL, HINT_ROUNDS, used)
    for record, probability in zip(used, probabilities, strict=True):
        assert record.features is not None
        record.features.fill(ROW, Numbers("f", probability.tolist()))
    blocks = _fit(BLOCK_MODEL, FIRST_ROUNDS, *_stack(used, "rows"))
    log("first look learned")
    return _First(hints, blocks)


def _kinds(
    params: dict[str, Any], rounds: int, used: Sequence[Record]
) -> tuple[lgb.Booster, NDArray[np.float64]]:
    """Return the model of the kinds, and each record's probabilities by models that saw no page of its fold."""
    rows = np.array([r.kind_row for r in used])
    classes = np.array([kind_of(r) for r in used])
    weight = np.array([1.0 if r.corpus == "wcxb" else ONLY_ARTICLES for r in used])
    folds = np.array([r.fold for r in used])
    probabilities = np.zeros((len(used), len(KINDS)))
    for fold in range(FOLDS):
        seen = folds != fold
        model = _fit(params, rounds, rows[seen], classes[seen], weight[seen])
        probabilities[~seen] = model.predict(rows[~seen])
    return _fit(params, rounds, rows, classes, weight), probabilities


def _check(
    records: Sequence[Record], used: Sequence[Record], kind_probabilities: NDArray[np.float64], log: Log
) -> Held:
    """Return held-out predictions: of the second pass where it is taken, of the first elsewhere."""
    second = _held_out(used, "wide", log)
    seen = {id(r): i for i, r in enumerate(used)}
    kinds, probabilities = [], []
    for record in records:
        i = seen.get(id(record))
        kinds.append(kind_probabilities[i] if i is not None else np.eye(len(KINDS))[0])
        probabilities.append(
            record.first if i is None else np.where(record.first > UNLIKELY, second[i], record.first)
        )
    return Held(np.array(kinds), probabilities)


def _evidence(features: PageSummary, probability: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.array(kind_evidence(features, Numbers("d", probability.tolist())), dtype=np.float32)


def _held_out(used: Sequence[Record], columns: str, log: Log) -> list[NDArray[np.float64]]:
    """Return for each record the probabilities of its blocks by a model that saw no page of its fold."""
    rounds = FIRST_ROUNDS if columns == "rows" else SECOND_ROUNDS
    probabilities: dict[int, NDArray[np.float64]] = {}
    for fold in range(FOLDS):
        model = _fit(BLOCK_MODEL, rounds, *_stack([r for r in used if r.fold != fold], columns))
        for record in used:
            if record.fold == fold:
                probabilities[id(record)] = np.asarray(model.predict(getattr(record, columns)))
        log(f"fold {fold + 1} of {FOLDS} held out ({columns})")
    return [probabilities[id(r)] for r in used]


def _stack(records: Sequence[Record], columns: str) -> tuple[Rows, NDArray[Any], NDArray[Any]]:
    """Return the rows, targets and weights of all blocks that count."""
    rows, targets, weights = [], [], []
    for record in records:
        counts = record.weight > 0
        weight = record.weight
        if columns == "rows":  # the first pass learns as well from half of what does not belong
            thin = record.target == 0
            counts = (np.abs(weight) > 0) & ~(thin & (np.arange(len(weight)) % 2 == 1))
            weight = np.abs(weight) * (1 + thin)
        rows.append(getattr(record, columns)[counts])
        targets.append(record.target[counts])
        weights.append(weight[counts])
    return np.concatenate(rows), np.concatenate(targets), np.concatenate(weights)


def _fit(
    params: dict[str, Any], rounds: int, rows: Rows, targets: NDArray[Any], weights: NDArray[Any]
) -> lgb.Booster:
    return lgb.train(params, lgb.Dataset(rows, targets, weight=weights), rounds)
