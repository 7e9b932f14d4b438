"""The file that models are kept in."""

from __future__ import annotations

import zlib

import pytest

from tearsheet.native.forest import Forest, ForestEvaluator
from tearsheet.native.model_file import ModelFile, read_model, write_model
from tearsheet.native.numbers import Numbers


def model() -> ModelFile:
    made = ModelFile({"words": ["é", "b"]}, {"scores": Numbers("d", [0.1, -2.5]), "none": Numbers("i")})
    made.add_forest(
        "stumps",
        Forest.of_splits([(3, 0.5, 0, 0b1), (0, 2.0, 1, 0b1)], leaves=2, values=[[1, 2], [3, 4]], classes=2),
    )
    return made


def test_what_is_written_is_read_back_and_the_bytes_are_stable() -> None:
    data = write_model(model())
    read = read_model(data)
    assert read == model()
    assert write_model(read) == data


def test_a_forest_that_is_read_gives_the_same_sums() -> None:
    forest = read_model(write_model(model())).forest("stumps")
    rows = [(0.0, 0.0, 0.0, 1.0), (3.0, 0.0, 0.0, 0.0)]
    assert ForestEvaluator(forest).sums(rows) == ForestEvaluator(model().forest("stumps")).sums(rows)


def test_another_format_is_refused() -> None:
    head = b'{"format":2,"meta":{},"arrays":[]}\n'
    squeezer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    with pytest.raises(ValueError, match="format 2"):
        read_model(squeezer.compress(head) + squeezer.flush())
