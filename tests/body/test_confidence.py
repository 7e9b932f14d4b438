from __future__ import annotations

import pytest

from tearsheet.body.confidence import body_confidence
from tearsheet.body.selection import BodySelection
from tearsheet.page import Page
from tearsheet.page.read import read_tree

LINE = "The tram ran late again, and nobody at the stop knew why it had not come. " * 5


def body_of(probabilities: tuple[float, ...]) -> float:
    paragraphs = "".join(f"<p>{LINE}{i}</p>" for i in range(len(probabilities)))
    page = Page.from_tree(read_tree(f"<html><body>{paragraphs}</body></html>".encode()))
    kept = tuple(i for i, p in enumerate(probabilities) if p >= 0.5)
    reasons = ("probability",) * len(probabilities)
    return body_confidence(page, BodySelection(-1, kept, probabilities, reasons, "article", 0.9))


def test_clear_blocks_are_surer_than_doubtful_ones() -> None:
    assert body_of((0.99, 0.99, 0.98, 0.01)) > body_of((0.6, 0.55, 0.5, 0.45))


@pytest.mark.parametrize("probabilities", [(0.1, 0.2), (0.99,)])
def test_it_is_a_probability(probabilities: tuple[float, ...]) -> None:
    assert 0 <= body_of(probabilities) <= 1
