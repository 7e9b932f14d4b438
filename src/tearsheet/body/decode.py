"""Chances to the leaves that are kept, each leaf with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from tearsheet.page import Leaf
from tearsheet.parsing.cues import cue_of

KEEP = 0.5
"""Chance above which a leaf is kept. Source: cross-validation by site; .45 to .55 do about as well."""
KEPT = frozenset(("chance", "introduction"))
"""Reasons to keep a leaf."""
REPEATED = 60
"""Characters over which a second leaf with the same text is a duplicate: a refrain is shorter."""


def decode(
    leaves: Sequence[Leaf], chances: Sequence[float], levels: Sequence[int], headline: int
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the indices of the leaves that are kept, in order, and a reason code for each leaf.

    Reasons: ``chance`` (kept), ``introduction`` (kept: it introduces key points that are kept); ``headline``, ``low-chance``, ``duplicate`` (of an earlier kept leaf),
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
    _keep_introductions(reasons, leaves, levels)
    _drop_empty_headings(reasons, levels)
    return tuple(i for i, reason in enumerate(reasons) if reason in KEPT), tuple(reasons)


def _keep_introductions(reasons: list[str], leaves: Sequence[Leaf], levels: Sequence[int]) -> None:
    """Keep the headings that say what the kept leaf after them is, such as 'Key takeaways' over a box's list."""
    for i in range(len(reasons) - 1):
        dropped = levels[i] and reasons[i] == "low-chance" and reasons[i + 1] == "chance"
        if dropped and cue_of(leaves[i].text) == "strong":
            reasons[i] = "introduction"


def _drop_empty_headings(reasons: list[str], levels: Sequence[int]) -> None:
    """Leave out kept headings without kept content before the next kept heading of their rank or above."""
    following = -1  # rank of the next kept leaf: 0 for content, -1 if there is none
    for i in range(len(reasons) - 1, -1, -1):
        if reasons[i] not in KEPT:
            continue
        level = levels[i]
        if level and following != 0 and following <= level:
            reasons[i] = "empty-heading"
        else:
            following = level
