"""The file that a learned model is kept in: arrays of numbers and a few words about them.

A model file is a gzip of one line of JSON (UTF-8, ended by a line feed) and, after it, the bytes of the arrays, each
right after the one before. The JSON is an object with ``format`` (1), ``meta`` (what the model itself keeps there, such
as its words) and ``arrays``: a list of name, type and number of entries of each array, in the order of their bytes.
A type is a code of Python's `array.array` (``H`` 16 bits and ``I`` and ``i`` 32 bits of whole numbers, ``f`` and ``d``
32 and 64 bits of floating point); numbers are little-endian. `Forest` says what the arrays of a forest mean; the names
of a forest's arrays begin with its own name and a point.
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
    """The JSON of the model itself."""
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
        ValueError: The file is of another format.
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
    """Return the bytes of a model file: the same model, the same bytes."""
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
