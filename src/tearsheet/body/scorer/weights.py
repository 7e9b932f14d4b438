"""The learned numbers, read from the data file beside this module when first asked for."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tearsheet.body.scorer.trees import Trees

FILE = "weights.npz"
"""Name of the data file, made by ``python -m tearsheet.training fit``."""


class Weights(NamedTuple):
    """All that was learned."""

    tokens: dict[str, float]
    """Words in class and id: how much they speak for the article (positive) or against it (negative)."""
    leaves: Trees
    """Chance of a leaf."""


@cache
def load_weights() -> Weights:
    """Return the weights that the package carries; read once."""
    return read_weights((files("tearsheet.body.scorer") / FILE).read_bytes())


def read_weights(data: bytes) -> Weights:
    """Return the weights in ``data``, the bytes of a weights file."""
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        return Weights(json.loads(arrays["tokens"].tobytes()), _trees(arrays, "leaves"))


def _trees(arrays: np.lib.npyio.NpzFile, name: str) -> Trees:
    def column(key: str) -> NDArray[np.int32]:
        return np.asarray(arrays[f"{name}.{key}"], dtype=np.int32)

    depth, classes = (int(x) for x in arrays[f"{name}.shape"])
    return Trees(
        column("roots"),
        column("features"),
        arrays[f"{name}.thresholds"].astype(np.float32),
        column("lefts"),
        column("rights"),
        arrays[f"{name}.values"].astype(np.float32),
        depth,
        classes,
    )


def write_weights(weights: Weights) -> bytes:
    """Return the bytes of a weights file: the same weights, the same bytes."""
    tokens = json.dumps(weights.tokens, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    arrays: dict[str, NDArray[np.generic]] = {"tokens": np.frombuffer(tokens.encode(), dtype=np.uint8)}
    for name, trees in (("leaves", weights.leaves),):
        arrays[f"{name}.shape"] = np.array([trees.depth, trees.classes], dtype=np.int32)
        arrays[f"{name}.roots"] = trees.roots.astype(np.uint16)
        arrays[f"{name}.features"] = trees.features.astype(np.uint16)
        arrays[f"{name}.thresholds"] = trees.thresholds
        arrays[f"{name}.lefts"] = trees.lefts.astype(np.uint16)
        arrays[f"{name}.rights"] = trees.rights.astype(np.uint16)
        arrays[f"{name}.values"] = trees.values.astype(np.float16)
    out = BytesIO()
    np.savez_compressed(out, **arrays)  # type: ignore[arg-type]  # the stub takes the names for other arguments
    return out.getvalue()
