"""Finds the body: leaves → chances → the leaves that are kept."""

from __future__ import annotations

from tearsheet.body.decode import decode
from tearsheet.body.layout import Layout
from tearsheet.body.mend import mend_headings
from tearsheet.body.scorer.kinds import KINDS
from tearsheet.body.scorer.score import score_page
from tearsheet.body.scorer.weights import load_weights
from tearsheet.page import Page


def find_body(page: Page, title: str | None) -> Layout:
    """Return which leaves of ``page`` belong to the body, with each leaf's chance and the reason.

    Args:
        page: The page.
        title: Its title, if known: the leaf that shows it is the headline and not part of the body.
    """
    if not page.leaves:
        return Layout(-1, (), (), ())
    scores = score_page(page, title, load_weights())
    headline = scores.features.headline
    chances = scores.chances.tolist()
    kept, reasons = decode(page.leaves, chances, scores.features.levels, headline)
    best = max(range(len(KINDS)), key=scores.kinds.__getitem__)
    layout = Layout(headline, kept, tuple(chances), reasons, KINDS[best], scores.kinds[best])
    return mend_headings(page, layout)
