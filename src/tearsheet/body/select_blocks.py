"""Decides which blocks are kept, from their probabilities and other evidence, with a reason for each block."""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from typing import NamedTuple

from tearsheet.body.groups import Group, decide_groups
from tearsheet.page import TextBlock
from tearsheet.parsing.cues import cue_of

LOWEST, HIGHEST = 0.25, 0.6
"""Bounds of the threshold: the probability above which a block is kept."""
CAUTION = 1.2
"""Factor on the threshold with the highest expected F1: a wrong block is worse than a missing one."""
KEPT = frozenset(("probability", "introduction", "group"))
"""Reasons to keep a block."""
NEGLIGIBLE = 0.2
"""Blocks with a lower probability are ignored for the threshold: below LOWEST / CAUTION (0.208) they cannot raise it
above `LOWEST`."""
LONGEST_BOX = 12
"""Most items of a box under a heading such as 'Key takeaways'."""
IMPROBABLE_ITEM = 0.1
"""Lowest probability of an item of such a box; below it are links and promotions in the same list."""
SURE_AGAIN = 0.88
"""Probability above which a repeated text is intended, such as the same dish on two days of a meal plan."""
NEAR, DATELINE, DATE_DIGITS = 5, 110, 5
"""Limits of a dateline: most blocks below the headline, most characters, fewest digits.
Source: 18 of 600 such lines on benchmark pages were text."""
ENDS = ".!?。！？…"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
OPENING = 40
"""Characters at the start of a hidden block that identify it as a copy of a visible one."""
REPEATED = 60
"""Longest text in characters that may be repeated, such as a refrain; a longer one is a duplicate."""


class Parts(NamedTuple):
    """Evidence beyond the probabilities; blocks are given as indices, in order."""

    comments: Sequence[int] = ()
    """Readers' comments, which are never kept."""
    hidden: Sequence[int] = ()
    """Blocks hidden by an attribute; copies of visible blocks are left out."""
    times: Sequence[int] = ()
    """Blocks that consist of one ``time`` element, which are left out."""
    groups: Sequence[Group] = ()
    """Blocks that are kept or left out together."""
    has_entries: bool = False
    """True for a listing: its linked headings are entries, which need nothing under them."""


NO_PARTS = Parts()


def decode(
    blocks: list[TextBlock],
    probabilities: list[float],
    levels: list[int],
    headline: int,
    parts: Parts = NO_PARTS,
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the indices of the blocks that are kept, in order, and a reason code for each block.

    Reasons of kept blocks: ``probability``; ``group`` (together with its table or list); ``introduction`` (it introduces
    key points, or is in a box with such a heading). Reasons of others: ``headline``; ``low-probability``; ``duplicate``
    (of an earlier kept block); ``empty-heading`` (nothing kept between it and the next heading of its rank or above);
    ``comments``; ``dateline``; ``hidden`` (a hidden copy of visible text, or hidden data).

    Args:
        blocks: The page's blocks.
        probabilities: The probability of each block.
        levels: Rank of each heading (1 is the highest); 0 for other blocks.
        headline: Index of the block that shows the title; -1 if none does.
        parts: Evidence beyond the probabilities.
    """
    texts = [block.text for block in blocks]
    lengths = [len(text) for text in texts]
    if headline >= 0:
        lengths[headline] = 0  # it is never kept, so it must not affect the threshold
    least = threshold(lengths, probabilities)
    reasons = ["probability" if probability > least else "low-probability" for probability in probabilities]
    decide_groups(blocks, parts.groups, reasons, probabilities, least)
    for i in parts.comments:
        if reasons[i] in KEPT:
            reasons[i] = "comments"
    for i in parts.times:
        if reasons[i] == "probability":
            reasons[i] = "dateline"
    if headline >= 0:
        reasons[headline] = "headline"
        _drop_datelines(blocks, reasons, headline)
    _drop_hidden_copies(texts, reasons, parts.hidden)
    _drop_duplicates(texts, reasons, probabilities)
    _keep_introductions(reasons, blocks, levels, probabilities, headline)
    kept = [i for i, reason in enumerate(reasons) if reason in KEPT]
    if parts.has_entries:
        levels = [
            0 if 2 * block.link_chars > len(block.text) else n
            for block, n in zip(blocks, levels, strict=True)
        ]
    _drop_empty_headings(reasons, levels, kept)
    return tuple([i for i in kept if reasons[i] in KEPT]), tuple(reasons)


def _drop_duplicates(texts: list[str], reasons: list[str], probabilities: list[float]) -> None:
    """Drop long blocks that repeat an earlier kept block, unless they are certain."""
    seen: set[str] = set()
    for i, reason in enumerate(reasons):
        if reason == "probability" and len(texts[i]) > REPEATED:
            if texts[i] in seen and probabilities[i] <= SURE_AGAIN:
                reasons[i] = "duplicate"
            seen.add(texts[i])


def _keep_introductions(
    reasons: list[str], blocks: list[TextBlock], levels: list[int], probabilities: list[float], headline: int
) -> None:
    """Keep headings that introduce a list, such as 'Key takeaways', and below the headline also their list.

    A box of key points is separate from the running text and often looks like a sidebar, so its items have a low
    probability.
    """
    for i in range(len(levels) - 1):
        if not levels[i] or reasons[i] != "low-probability":
            continue
        if probabilities[i + 1] < IMPROBABLE_ITEM and reasons[i + 1] not in KEPT:
            continue  # cheap check for the most frequent case: there is nothing to introduce
        if cue_of(blocks[i].text) != "strong":
            continue
        if i > headline >= 0:
            _keep_box(reasons, blocks, probabilities, i + 1)
        if reasons[i + 1] in KEPT:
            reasons[i] = "introduction"


def _keep_box(reasons: list[str], blocks: list[TextBlock], probabilities: list[float], start: int) -> None:
    """Keep list items from ``start`` on, up to the first block that is not an item, is a link or is improbable."""
    for i in range(start, min(start + LONGEST_BOX, len(blocks))):
        block = blocks[i]
        if (
            block.kind != "item"
            or 2 * block.link_chars > len(block.text)
            or probabilities[i] < IMPROBABLE_ITEM
        ):
            return
        if reasons[i] == "low-probability":
            reasons[i] = "introduction"


def _drop_datelines(blocks: list[TextBlock], reasons: list[str], headline: int) -> None:
    """Drop short lines with a date closely below the headline."""
    for i in range(headline + 1, min(headline + 1 + NEAR, len(blocks))):
        block = blocks[i]
        if len(block.text) > DATELINE or (reasons[i] in KEPT and block.text[-1] in ENDS):
            return
        if reasons[i] == "probability" and block.kind != "heading" and _is_dateline(block.text):
            reasons[i] = "dateline"


def _is_dateline(text: str) -> bool:
    """Return whether ``text`` has a year and other digits, and does not end like a sentence.

    >>> _is_dateline("By Ann Example, 8 May 2024"), _is_dateline("In 2024 we saw 12 of 1300.")
    (True, False)
    """
    if text[-1] in ENDS:
        return False
    digits = 0
    for c in text:
        if c.isdigit():
            digits += 1
    return digits >= DATE_DIGITS and _YEAR.search(text) is not None


def _drop_hidden_copies(texts: list[str], reasons: list[str], hidden: Sequence[int]) -> None:
    """Drop hidden blocks that begin like a visible one or are a URL: machine-readable copies."""
    if not hidden or not any(reasons[i] == "probability" for i in hidden):
        return
    unseen = set(hidden)
    openings = {
        texts[i][:OPENING]
        for i, reason in enumerate(reasons)
        if reason == "probability" and i not in unseen and len(texts[i]) > OPENING
    }
    for i in hidden:
        text = texts[i]
        if reasons[i] == "probability" and (text[:OPENING] in openings or _is_address(text)):
            reasons[i] = "hidden"


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://")) and " " not in text


def _drop_empty_headings(reasons: list[str], levels: list[int], kept: list[int]) -> None:
    """Drop ``kept`` headings that have no kept content before the next kept heading of their rank or above."""
    following = -1  # rank of the next kept block: 0 if it is not a heading, -1 if there is none
    for i in reversed(kept):
        level = levels[i]
        if level and following != 0 and following <= level:
            reasons[i] = "empty-heading"
        else:
            following = level


def threshold(lengths: list[int], probabilities: list[float]) -> float:
    """Return the threshold of a page: the probability above which its blocks are kept.

    If the probabilities are calibrated, the expected F1 of the kept text is greatest when the threshold is half of that
    F1: 0.5 on a page where all blocks are certain, and lower the more blocks are in doubt.
    """
    expected = sum(map(operator.mul, lengths, probabilities))
    likely = [
        (probability, lengths[i])
        for i, probability in enumerate(probabilities)
        if probability >= NEGLIGIBLE and lengths[i]
    ]
    likely.sort(reverse=True)
    best = hits = 0.0
    total = 0
    for probability, length in likely:
        hits += length * probability
        total += length
        best = max(best, 2 * hits / (total + expected))
    return min(max(CAUTION * best / 2, LOWEST), HIGHEST)
