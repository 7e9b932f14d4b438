"""Finds the body: leaves → chances → the leaves that are kept."""

from __future__ import annotations

from tearsheet.body.layout import Layout
from tearsheet.page import Page


def find_body(page: Page, title: str | None) -> Layout:
    """Return the layout of ``page``: a hand-set scorer that prefers long text with few links under an article."""
    nodes = page.nodes
    headline = next((i for i, leaf in enumerate(page.leaves) if title and leaf.text == title), -1)
    landmarks = page.by_tag("article")[:1] or page.by_tag("main")[:1]
    low, high = (landmarks[0], nodes.ends[landmarks[0]]) if landmarks else (0, len(nodes.tags))
    chances = []
    for i, leaf in enumerate(page.leaves):
        inside = low <= leaf.node < high
        long_enough = leaf.kind == "heading" or len(leaf.text) > 60
        linked = leaf.link_chars > 0.5 * len(leaf.text)
        chances.append(0.9 if inside and long_enough and not linked and i != headline else 0.1)
    kept = tuple(i for i, c in enumerate(chances) if c > 0.5)
    reasons = tuple("chance" if c > 0.5 else "low-chance" for c in chances)
    return Layout(headline, kept, tuple(chances), reasons)
