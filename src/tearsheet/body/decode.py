"""Chances to the leaves that are kept, each leaf with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from tearsheet.page import Leaf

KEEP = 0.5
"""Chance above which a leaf is kept. Source: cross-validation by site; .45 to .55 do about as well."""
REPEATED = 60
"""Characters over which a second leaf with the same text is a duplicate: a refrain is shorter."""


def decode(
    leaves: Sequence[Leaf], chances: Sequence[float], levels: Sequence[int], headline: int
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the indices of the leaves that are kept, in order, and a reason code for each leaf.

    Reasons: ``chance`` (kept); ``headline``, ``low-chance``, ``duplicate`` (of an earlier kept leaf),
    ``empty-heading`` (nothing kept stands under it before the next heading of its rank or above).

    Args:
        leaves: The page's leaves.
        chances: The chance of each.
        levels: Rank of each heading (1 is the highest); 0 for other leaves.
        headline: Index of the leaf that shows the title; -1 if none does.
    """
    reasons = ["chance" if chance > KEEP else "low-chance" for chance in chances]
    if headline >= 0:
        reasons[headline] = "headline"
    seen: set[str] = set()
    for i, leaf in enumerate(leaves):
        if reasons[i] == "chance" and len(leaf.text) > REPEATED:
            if leaf.text in seen:
                reasons[i] = "duplicate"
            seen.add(leaf.text)
    _drop_empty_headings(reasons, levels)
    return tuple(i for i, reason in enumerate(reasons) if reason == "chance"), tuple(reasons)


def _drop_empty_headings(reasons: list[str], levels: Sequence[int]) -> None:
    """Leave out kept headings without kept content before the next kept heading of their rank or above."""
    following = -1  # rank of the next kept leaf: 0 for content, -1 if there is none
    for i in range(len(reasons) - 1, -1, -1):
        if reasons[i] != "chance":
            continue
        level = levels[i]
        if level and following != 0 and following <= level:
            reasons[i] = "empty-heading"
        else:
            following = level
