"""Learns to tell headings in flattened text: ``python -m tearsheet.training.headings TEXTS.jsonl``.

Each line of the input is an object with ``text`` (blocks parted by blank lines, without the title), ``title``,
``headings`` (the lines of the text that are headings) and optionally ``unsure`` (lines that are left out). Prints
the F1 of a cross-validation by text and writes the trees that `tearsheet.plaintext.headings` reads.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tearsheet.parsing.titles import fold
from tearsheet.plaintext import headings
from tearsheet.plaintext.blocks import read_blocks
from tearsheet.plaintext.codelines import mark_code
from tearsheet.plaintext.lines import dialect_of, split_lines
from tearsheet.plaintext.trees import UNIT, trees_of

TREES = 120
FOLDS = 5
PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "num_leaves": 15,
    "learning_rate": 0.08,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 2,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 2,
    "verbose": -1,
}
"""LightGBM's parameters; small trees, since texts differ more than lines do."""


class Rows(NamedTuple):
    """The lines of all texts that may be headings."""

    features: NDArray[np.float32]
    labels: NDArray[np.int8]
    texts: NDArray[np.int32]
    """Index of each line's text."""


def read_rows(path: Path) -> Rows:
    """Return the rows of a file of texts."""
    found, labels, texts = [], [], []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            for row, label in rows_of(json.loads(line)):
                found.append(row)
                labels.append(label)
                texts.append(number)
    return Rows(
        np.array(found, dtype=np.float32), np.array(labels, dtype=np.int8), np.array(texts, dtype=np.int32)
    )


def rows_of(record: dict[str, Any]) -> Iterator[tuple[list[float], bool]]:
    """Yield features and label of each line of a text that may be a heading."""
    title = record.get("title")
    text = f"{title}\n\n{record['text']}" if title else record["text"]
    known = {fold(h) for h in record["headings"]}
    out = {fold(h) for h in record.get("unsure", ())} | {fold(title or "")}
    lines = split_lines(text)
    blocks = read_blocks(text, lines, dialect_of(lines))
    blocks = mark_code(blocks, text, bool(title), len(blocks), frozenset())[bool(title) :]
    blocks = [b for b in blocks if b.kind != "rule"]
    for i, row in headings.features(blocks).items():
        key = fold(blocks[i].text)
        if key in known or key not in out:
            yield row, key in known


def fit(rows: Rows, chosen: NDArray[np.bool_]) -> dict[str, list[float]]:
    """Return the columns of the trees learned from the chosen rows."""
    import lightgbm

    data = lightgbm.Dataset(rows.features[chosen], rows.labels[chosen])
    model = lightgbm.train(PARAMETERS, data, TREES)
    return columns(model.dump_model()["tree_info"])


def columns(trees: list[dict[str, Any]]) -> dict[str, list[float]]:
    """Return LightGBM's trees as the columns that `headings.trees_of` reads."""
    out: dict[str, list[float]] = {
        name: [] for name in ("roots", "features", "thresholds", "lefts", "rights", "values")
    }
    depth = 0
    for tree in trees:
        out["roots"].append(len(out["features"]))
        stack: list[tuple[dict[str, Any], int, tuple[str, int] | None]] = [(tree["tree_structure"], 0, None)]
        while stack:
            node, level, parent = stack.pop()
            at = len(out["features"])
            depth = max(depth, level)
            if parent:
                out[parent[0]][parent[1]] = at
            inner = "split_feature" in node
            out["features"].append(node["split_feature"] if inner else 0)
            out["thresholds"].append(float(np.float32(node["threshold"])) if inner else 1e30)
            out["values"].append(0 if inner else round(node["leaf_value"] / UNIT))
            out["lefts"].append(at)
            out["rights"].append(at)
            if inner:
                stack.append((node["right_child"], level + 1, ("rights", at)))
                stack.append((node["left_child"], level + 1, ("lefts", at)))
    return {**out, "depth": [depth]}


def cross_validate(rows: Rows) -> float:
    """Return F1 at `headings.MIN_CHANCE`, each text judged by trees that have not seen it."""
    fold_of = rows.texts % FOLDS
    hits = found = 0
    for k in range(FOLDS):
        seen = fold_of != k
        chances = trees_of(fit(rows, seen)).chances(rows.features[~seen].tolist())
        guess = np.array(chances) >= headings.MIN_CHANCE
        hits += int((guess & (rows.labels[~seen] == 1)).sum())
        found += int(guess.sum())
    return 2 * hits / (found + int(rows.labels.sum()))


def main(arguments: list[str]) -> None:
    """Learn from the file named in ``arguments`` and write the trees beside the module that reads them."""
    rows = read_rows(Path(arguments[0]))
    print(f"{len(rows.labels)} lines, {int(rows.labels.sum())} headings; F1 {cross_validate(rows):.4f}")  # noqa: T201  # a command
    trees = fit(rows, np.ones(len(rows.labels), dtype=bool))
    target = Path(headings.__file__).with_name(headings.FILE)
    target.write_text(json.dumps(trees, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
