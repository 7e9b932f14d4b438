from __future__ import annotations

import pytest

from tearsheet.plaintext.hyphens import healed, hyphenated


@pytest.mark.parametrize(
    ("raw", "source", "text"),
    [
        ("the co-\nal", "an eco-alliance", "the coal"),
        ("a water-\nwheel", "the water-wheel", "a water-wheel"),
        ("a water-\nwheel", "a water-\nwheel", "a waterwheel"),
        ("state-of-\nthe-art", "state-of-the-art", "state-of-the-art"),
        ("Upper-\nHolm", "", "Upper-\nHolm"),
    ],
)
def test_hyphens_at_the_ends_of_lines(raw: str, source: str, text: str) -> None:
    assert healed(raw, hyphenated(source)) == text
