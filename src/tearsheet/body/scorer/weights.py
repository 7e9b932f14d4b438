"""The learned numbers, read from the data file beside this module when first asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from tearsheet.body.scorer.kinds import CLASS, KindWords, in_order
from tearsheet.body.scorer.rows import Lexicon
from tearsheet.body.scorer.trees import Trees

try:
    from tearsheet.body.scorer._score import Scorer
except ImportError:  # not compiled here: `score.plain_scores` does the same
    Scorer = None  # type: ignore[assignment, misc]  # stands for the class's absence

TREES = ("hints", "first", "kinds", "second")
"""The ensembles in a weights file."""
SHAPE: tuple[tuple[str, type[np.generic]], ...] = (
    ("roots", np.uint16),
    ("depths", np.uint8),
    ("features", np.uint16),
    ("thresholds", np.float32),
    ("lefts", np.uint16),
    ("values", np.int16),
    ("classes", np.uint8),
)
"""The columns of an ensemble, and the type in which the file holds each."""
FILE = "weights.npz"
"""Name of the data file, made by ``python -m tearsheet.training fit``."""


@dataclass(frozen=True, eq=False)
class Weights:
    """All that was learned."""

    tokens: dict[str, float]
    """Words in class and id: how much they speak for the article (positive) or against it (negative)."""
    kind_words: dict[str, tuple[float, ...]]
    """Words, with the prefix of their source: how much they speak for each kind of page."""
    hints: Trees
    """Scores of the kinds of page before its leaves are looked at."""
    first: Trees
    """Score of a leaf at first look."""
    kinds: Trees
    """Scores of the kinds of page, with the first chances of its leaves."""
    second: Trees
    """Score of a leaf at second look, with the first chances of all."""

    @cached_property
    def known_words(self) -> KindWords:
        """`kind_words` as the scorer looks them up."""
        return in_order(self.kind_words)

    @property
    def class_places(self) -> dict[str, int]:
        """The place in `known_words` of each word that is known in class and id."""
        places = self.known_words.places.items()
        return {word.removeprefix(CLASS): place for word, place in places if word.startswith(CLASS)}

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words in class and id as the scorer looks them up."""
        return Lexicon(self.tokens, self.class_places)

    @cached_property
    def scorer(self) -> Scorer | None:
        """What scores a page with these weights in one compiled course; None where nothing was compiled."""
        return None if Scorer is None else Scorer(self)


@cache
def load_weights() -> Weights:
    """Return the weights that the package carries; read once."""
    return read_weights((files("tearsheet.body.scorer") / FILE).read_bytes())


def read_weights(data: bytes) -> Weights:
    """Return the weights in ``data``, the bytes of a weights file."""
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        kind_words = {word: tuple(row) for word, row in json.loads(arrays["kind_words"].tobytes()).items()}
        trees = [_trees(arrays, name) for name in TREES]
        return Weights(json.loads(arrays["tokens"].tobytes()), kind_words, *trees)


def _trees(arrays: np.lib.npyio.NpzFile, name: str) -> Trees:
    def column(key: str) -> NDArray[np.int32]:
        return np.asarray(arrays[f"{name}.{key}"], dtype=np.int32)

    return Trees(
        column("roots"),
        column("depths"),
        column("features"),
        arrays[f"{name}.thresholds"].astype(np.float32),
        column("lefts"),
        column("values"),
        int(arrays[f"{name}.classes"][0]),
    )


def write_weights(weights: Weights) -> bytes:
    """Return the bytes of a weights file: the same weights, the same bytes."""
    arrays: dict[str, NDArray[np.generic]] = {
        "tokens": _packed(weights.tokens),
        "kind_words": _packed(weights.kind_words),
    }
    for name in TREES:
        trees: Trees = getattr(weights, name)
        for column, kind in SHAPE:
            arrays[f"{name}.{column}"] = np.asarray(getattr(trees, column)).reshape(-1).astype(kind)
    out = BytesIO()
    np.savez_compressed(out, **arrays)  # type: ignore[arg-type]  # the stub takes the names for other arguments
    return out.getvalue()


def _packed(words: Mapping[str, object]) -> NDArray[np.uint8]:
    text = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return np.frombuffer(text.encode(), dtype=np.uint8)
