"""The weights file."""

from __future__ import annotations

from tearsheet.body.score.weights import FILE, FORESTS, load_weights, read_weights, write_weights


def test_written_weights_read_back_and_the_bytes_are_stable() -> None:
    weights = load_weights()
    data = write_weights(weights)
    assert write_weights(read_weights(data)) == data == write_weights(weights)
    assert set(weights.forests) == set(FORESTS)


def test_the_file_is_small() -> None:
    assert len(write_weights(load_weights())) < 1_000_000, FILE
