"""Fits the models of `tearsheet.ranking`: ``python -m tearsheet.training.confidence CORPORA [--field title] [--write]``.

Every page is parsed with `ranking.confidence` replaced by a recorder; the call that belongs to the chosen value gives
one row: rule, signals, and whether the value is right by the corpus's gold. Models are fitted by ridge logistic
regression on four of five folds of sites and checked on the fifth; what is written is fitted on all.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from numpy.typing import NDArray

import tearsheet
from tearsheet import ranking
from tearsheet.article.model import Article
from tearsheet.errors import ArticleError
from tearsheet.training.confidence_gold import FIELDS
from tearsheet.training.corpora import FOLDS, fold_of, known_url, site_of

TARGET = Path(ranking.__file__).with_name("confidence.json")
RIDGE = 2.0
"""Weight of the squared coefficients; the constant is free. Source: tried .5 to 8 on the folds, flat."""
FEWEST = 8
"""Rows that must have a rule or signal before it gets a weight of its own."""
ROUNDS = 50
BINS = 10
"""Bins of equal count in the expected calibration error."""
FIRST, STEP = 0.5, 1e-7

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """One chosen value."""

    corpus: str
    fold: int
    features: Mapping[str, float]
    """``rule:NAME`` and the signals."""
    right: bool


class Recorder:
    """Replaces `ranking.confidence`: each call returns a number of its own, by which evidence leads back to it."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str, dict[str, float]]] = []

    def __call__(self, field: str, rule: str, signals: Mapping[str, float]) -> float:
        """Keep the call and return its number."""
        self.calls.append((field, rule, dict(signals)))
        return FIRST + STEP * len(self.calls)

    def features(self, field: str, score: float | None) -> dict[str, float] | None:
        """Return the features of the call that returned ``score``; None if no call for ``field`` did."""
        index = -1 if score is None else round((score - FIRST) / STEP) - 1
        if not 0 <= index < len(self.calls) or self.calls[index][0] != field:
            return None
        _, rule, signals = self.calls[index]
        return {"rule:" + rule: 1.0, **signals}


def read_rows(root: Path, field: str) -> Iterator[Row]:
    """Yield a row for each page of the field's corpora whose gold says whether the chosen value is right."""
    spec = FIELDS[field]
    for corpus in spec.corpora:
        for line in filter(None, (root / corpus / "gold.jsonl").read_text(encoding="utf-8").split("\n")):
            gold = json.loads(line)
            if not spec.knows(gold):
                continue
            recorder = Recorder()
            page = gold.get("page") or f"{corpus}/pages/{gold['id']}.html.gz"
            raw = gzip.decompress((root / page).read_bytes())
            article = _article(raw, gold, recorder, field)
            evidence = article.evidence.get(field) if article else None
            if article is None or evidence is None or evidence.reason is not None:
                continue
            features = recorder.features(field, evidence.score)
            if features is not None:
                yield Row(corpus, fold_of(site_of(corpus, gold)), features, spec.is_right(article, gold))


def _article(raw: bytes, gold: dict[str, Any], recorder: Callable[..., float], field: str) -> Article | None:
    with mock.patch.object(ranking, "confidence", recorder):
        try:
            return tearsheet.parse(raw, url=known_url(gold), fields={field, "title"})
        except ArticleError:
            return None


def fit(rows: list[Row]) -> dict[str, float]:
    """Return the weight of each feature that enough rows have, ``constant`` among them.

    One right and one wrong row without features are added (the rule of succession): a few dozen right answers do
    not make the next one certain.
    """
    rows = [*rows, Row("", -1, {}, True), Row("", -1, {}, False)]
    counts: dict[str, int] = {}
    for row in rows:
        for name in row.features:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= FEWEST)
    weights = np.zeros(len(names) + 1)
    table = _table(rows, names)
    right = np.array([row.right for row in rows], dtype=np.float64)
    ridge = np.full(len(weights), RIDGE)
    ridge[0] = 1e-3
    for _ in range(ROUNDS):
        probability = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (probability - right) + ridge * weights
        curve = (table.T * (probability * (1 - probability))) @ table + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return dict(zip(("constant", *names), (float(w) for w in weights), strict=True))


def _table(rows: list[Row], names: list[str]) -> Floats:
    table = np.zeros((len(rows), len(names) + 1))
    table[:, 0] = 1
    place = {name: i + 1 for i, name in enumerate(names)}
    for i, row in enumerate(rows):
        for name, strength in row.features.items():
            if name in place:
                table[i, place[name]] = strength
    return table


def predict(rows: list[Row], weights: Mapping[str, float]) -> Floats:
    """Return the probability of each row."""
    totals = [
        weights["constant"] + sum(weights.get(name, 0.0) * s for name, s in row.features.items())
        for row in rows
    ]
    return np.asarray(1 / (1 + np.exp(-np.clip(np.array(totals), -20, 20))))


def held_out(rows: list[Row]) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the probability of each row by a model that saw no page of its site, and whether it is right."""
    probabilities: list[float] = []
    right: list[bool] = []
    for fold in range(FOLDS):
        inside = [row for row in rows if row.fold == fold]
        weights = fit([row for row in rows if row.fold != fold])
        probabilities.extend(predict(inside, weights))
        right.extend(row.right for row in inside)
    return np.array(probabilities), np.array(right)


def calibration_error(probabilities: Floats, right: NDArray[np.bool_]) -> float:
    """Return the expected calibration error in `BINS` bins of equal count."""
    order = np.argsort(probabilities, kind="stable")
    parts = [part for part in np.array_split(order, BINS) if len(part)]
    return float(sum(len(p) * abs(probabilities[p].mean() - right[p].mean()) for p in parts) / len(order))


def ranking_quality(probabilities: Floats, right: NDArray[np.bool_]) -> float:
    """Return the area under the ROC curve; 0.5 where all rows are right or none is."""
    yes, no = probabilities[right], probabilities[~right]
    if not len(yes) or not len(no):
        return 0.5
    higher = (yes[:, None] > no[None, :]).mean() + 0.5 * (yes[:, None] == no[None, :]).mean()
    return float(higher)


def curve(probabilities: Floats, right: NDArray[np.bool_]) -> list[tuple[int, float, float]]:
    """Return the reliability curve: rows, mean probability and share right of each bin of equal count."""
    parts = np.array_split(np.argsort(probabilities, kind="stable"), BINS)
    return [
        (len(p), round(float(probabilities[p].mean()), 3), round(float(right[p].mean()), 3))
        for p in parts
        if len(p)
    ]


def model_of(weights: Mapping[str, float], bound: float) -> dict[str, Any]:
    """Return the model as ``confidence.json`` holds it."""
    rounded = {name: round(w, 2) for name, w in weights.items()}
    rules = {name[5:]: w for name, w in rounded.items() if name.startswith("rule:") and w}
    signals = {n: w for n, w in rounded.items() if n != "constant" and not n.startswith("rule:") and w}
    return {"constant": rounded["constant"], "rules": rules, "signals": signals, "bound": bound}


def main() -> None:
    """Fit, report and perhaps write the models of the fields asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--field", action="append", choices=sorted(FIELDS))
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    data = json.loads(TARGET.read_text(encoding="utf-8"))
    for field in options.field or sorted(FIELDS):
        rows = list(read_rows(options.corpora, field))
        if not rows:
            print(f"{field}: no rows")
            continue
        probabilities, right = held_out(rows)
        error, area = calibration_error(probabilities, right), ranking_quality(probabilities, right)
        print(f"{field}: n={len(rows)} right={right.mean():.3f} ECE={error:.4f} AUROC={area:.3f}")
        for count, probability, share in curve(probabilities, right):
            print(f"   {count:5} predicted {probability:.3f} right {share:.3f}")
        data["fields"][field] = model_of(fit(rows), data["fields"].get(field, {}).get("bound", 0.0))
    if options.write:
        TARGET.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
