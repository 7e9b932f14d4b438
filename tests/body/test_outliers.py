"""On a page without an address, what is far from the dominant text is left out."""

from __future__ import annotations

import pytest

from tearsheet.body.outliers import drop_outliers
from tearsheet.body.selection import BodySelection
from tearsheet.page import Page
from tearsheet.page.read import read_tree

TEXT = "The boatyard repaired eleven hulls before the frost came and paid the crew a share of each one. " * 2
SCRAP = "Pumps at half price until Sunday"
"""A line in a part of its own, above or below the text."""


def dropped(html: str, probabilities: list[float], headline: int = -1) -> list[str]:
    page = Page.from_tree(read_tree(html))
    kept = tuple(i for i, probability in enumerate(probabilities) if probability > 0.5 and i != headline)
    reasons = tuple(
        "headline" if i == headline else "probability" if i in kept else "low-probability"
        for i in range(len(page.blocks))
    )
    found = drop_outliers(page, BodySelection(headline, kept, tuple(probabilities), reasons))
    assert set(found.kept) <= set(kept)
    return [page.blocks[i].text for i, reason in enumerate(found.reasons) if reason == "outlier"]


@pytest.mark.parametrize(
    ("probability", "left_out", "expected"), [(0.7, 0.1, [SCRAP]), (0.95, 0.1, []), (0.7, 0.6, [])]
)
def test_a_scrap_above_the_text(probability: float, left_out: float, expected: list[str]) -> None:
    html = f"<aside><p>{SCRAP}</p></aside><p>Menu</p><main><p>{TEXT}</p><p>{TEXT}!</p></main>"
    assert dropped(html, [probability, left_out, 0.99, 0.99]) == expected


def test_a_scrap_below_the_text() -> None:
    html = f"<main><p>{TEXT}</p><p>{TEXT}!</p></main><p>Menu</p><aside><p>{SCRAP}</p></aside>"
    assert dropped(html, [0.99, 0.99, 0.1, 0.7]) == [SCRAP]


def test_what_is_between_headline_and_text_is_kept() -> None:
    """Key points are often in a box between the byline and the text."""
    html = f"<h1>Hulls</h1><p>By Ada Lund</p><aside><p>{SCRAP}</p></aside><main><p>{TEXT}</p><p>{TEXT}!</p></main>"
    assert dropped(html, [0.3, 0.2, 0.7, 0.99, 0.99], headline=0) == []
