"""The file format of learned models: arrays of numbers, and metadata.

A model file is gzip-compressed. It contains one line of JSON (UTF-8, ending in a line feed), followed by the bytes of
the arrays without padding. The JSON is an object with ``format`` (1), ``meta`` (the model's own metadata, such as its
words) and ``arrays``: a list of [name, type, number of entries] in the order of the arrays. A type is a type code of
`array.array` (``H``: 16-bit unsigned, ``I`` and ``i``: 32-bit integers, ``f`` and ``d``: 32-bit and 64-bit floats);
numbers are little-endian. `Forest` documents the arrays of a forest; their names are prefixed with the forest's name
and a dot.
"""

from __future__ import annotations

import json
import sys
import zlib
from typing import Any, NamedTuple

from tearsheet.native.forest import Forest
from tearsheet.native.numbers import Numbers

FORMAT = 1
PARTS = ("columns", "stops", "thresholds", "trees", "leaf_masks", "values")
"""The arrays of a forest."""
GZIP = 16 + zlib.MAX_WBITS


class ModelFile(NamedTuple):
    """The content of a model file."""

    meta: dict[str, Any]
    """The model's own metadata."""
    arrays: dict[str, Numbers]
    """Arrays by name."""

    def forest(self, name: str) -> Forest:
        """Return the forest called ``name``."""
        parts = [self.arrays[f"{name}.{part}"] for part in PARTS]
        slots, classes = self.arrays[f"{name}.shape"]
        return Forest._make([*parts, slots, classes])

    def add_forest(self, name: str, forest: Forest) -> None:
        """Add a forest under ``name``."""
        self.arrays.update({f"{name}.{part}": getattr(forest, part) for part in PARTS})
        self.arrays[f"{name}.shape"] = Numbers("i", (forest.slots, forest.classes))


def read_model(data: bytes) -> ModelFile:
    """Return the content of a model file.

    Raises:
        ValueError: The file has another format version.
    """
    head, _, body = zlib.decompress(data, GZIP).partition(b"\n")
    header = json.loads(head)
    if header["format"] != FORMAT:
        raise ValueError(f"a model file of format {header['format']}, not {FORMAT}")
    arrays, start = {}, 0
    for name, typecode, count in header["arrays"]:
        numbers = Numbers(typecode)
        stop = start + count * numbers.itemsize
        numbers.frombytes(body[start:stop])
        if sys.byteorder == "big":
            numbers.byteswap()
        arrays[name], start = numbers, stop
    return ModelFile(header["meta"], arrays)


def write_model(model: ModelFile) -> bytes:
    """Return the bytes of a model file; deterministic."""
    arrays = [[name, numbers.typecode, len(numbers)] for name, numbers in model.arrays.items()]
    head = json.dumps(
        {"format": FORMAT, "meta": model.meta, "arrays": arrays}, ensure_ascii=False, separators=(",", ":")
    )
    parts = [head.encode(), b"\n"]
    for numbers in model.arrays.values():
        little = Numbers(numbers.typecode, numbers)
        if sys.byteorder == "big":
            little.byteswap()
        parts.append(little.tobytes())
    squeezer = zlib.compressobj(9, zlib.DEFLATED, GZIP)
    return squeezer.compress(b"".join(parts)) + squeezer.flush()
