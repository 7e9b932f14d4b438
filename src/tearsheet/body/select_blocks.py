"""Probabilities to the blocks that are kept, each block with the reason."""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from typing import NamedTuple

from tearsheet.body.groups import Group, decide_groups
from tearsheet.page import TextBlock
from tearsheet.parsing.cues import cue_of

LOWEST, HIGHEST = 0.25, 0.6
"""Bounds of the probability from which a block is kept."""
CAUTION = 1.2
"""How far above the best threshold for one page alone: text that does not belong is worse than text left out."""
KEPT = frozenset(("probability", "introduction", "group"))
"""Reasons to keep a block."""
NEGLIGIBLE = 0.2
"""Probability below which a block cannot raise the threshold above `LOWEST`: that is from LOWEST / CAUTION (.208) on."""
LONGEST_BOX = 12
"""Items of a box under a heading such as 'Key takeaways' at most."""
IMPROBABLE_ITEM = 0.1
"""Probability below which an item does not belong to such a box: links and promotions in the same list."""
SURE_AGAIN = 0.88
"""Probability above which a second block with the same text is meant to be there: the same dish on two days of a plan."""
NEAR, DATELINE, DATE_DIGITS = 5, 110, 5
"""Limits of a dateline: most blocks below the headline, most characters, and fewest digits.
Source: of 600 such lines on benchmark pages, 18 were text."""
ENDS = ".!?。！？…"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
OPENING = 40
"""Characters at their start by which a hidden block is known as a copy of a shown one."""
REPEATED = 60
"""Characters over which a second block with the same text is a duplicate: a refrain is shorter."""


class Parts(NamedTuple):
    """Blocks with more evidence than their probability, by index in order."""

    comments: Sequence[int] = ()
    """Readers' comments: left out whatever their probability."""
    hidden: Sequence[int] = ()
    """Blocks that the markup hides: left out if they copy what is shown."""
    times: Sequence[int] = ()
    """Lines that are one ``time`` element and nothing else: when an entry was made, left out."""
    groups: Sequence[Group] = ()
    """Tables and lists: kept or left out together."""
    has_entries: bool = False
    """True on a listing: its headings that are links are entries and need nothing under them."""


NO_PARTS = Parts()


def decode(
    blocks: list[TextBlock],
    probabilities: list[float],
    levels: list[int],
    headline: int,
    parts: Parts = NO_PARTS,
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the indices of the blocks that are kept, in order, and a reason code for each block.

    Reasons of kept blocks: ``probability``, ``group`` (with the table or list that it is in), ``introduction`` (it
    introduces key points, or is in a box with such a heading). Reasons of others: ``headline``, ``low-probability``, ``duplicate`` (of an earlier kept block),
    ``empty-heading`` (nothing kept is under it before the next heading of its rank or above), ``comments``,
    ``dateline``, ``hidden`` (a copy of what is shown, or data, that the markup hides).

    Args:
        blocks: The page's blocks.
        probabilities: The probability of each.
        levels: Rank of each heading (1 is the highest); 0 for other blocks.
        headline: Index of the block that shows the title; -1 if none does.
        parts: Blocks with more evidence than their probability.
    """
    texts = [block.text for block in blocks]
    lengths = [len(text) for text in texts]
    if headline >= 0:
        lengths[headline] = 0  # it is never kept, so its length must not decide about the others
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
    """Leave out long blocks that repeat an earlier kept one, unless they certainly belong to the body."""
    seen: set[str] = set()
    for i, reason in enumerate(reasons):
        if reason == "probability" and len(texts[i]) > REPEATED:
            if texts[i] in seen and probabilities[i] <= SURE_AGAIN:
                reasons[i] = "duplicate"
            seen.add(texts[i])


def _keep_introductions(
    reasons: list[str], blocks: list[TextBlock], levels: list[int], probabilities: list[float], headline: int
) -> None:
    """Keep headings that announce the list after them, such as 'Key takeaways', and the list of such a box.

    A box of key points is apart from the running text, often in a part that looks like a sidebar; below the headline,
    its heading is enough to keep it.
    """
    for i in range(len(levels) - 1):
        if not levels[i] or reasons[i] != "low-probability":
            continue
        if probabilities[i + 1] < IMPROBABLE_ITEM and reasons[i + 1] not in KEPT:
            continue  # most headings that are left out: nothing after it to introduce
        if cue_of(blocks[i].text) != "strong":
            continue
        if i > headline >= 0:
            _keep_box(reasons, blocks, probabilities, i + 1)
        if reasons[i + 1] in KEPT:
            reasons[i] = "introduction"


def _keep_box(reasons: list[str], blocks: list[TextBlock], probabilities: list[float], start: int) -> None:
    """Keep the items from ``start`` on that are not links and not clearly improbable."""
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
    """Leave out short lines with a date close below the headline: when, by whom and how often read, no text."""
    for i in range(headline + 1, min(headline + 1 + NEAR, len(blocks))):
        block = blocks[i]
        if len(block.text) > DATELINE or (reasons[i] in KEPT and block.text[-1] in ENDS):
            return
        if reasons[i] == "probability" and block.kind != "heading" and _is_dateline(block.text):
            reasons[i] = "dateline"


def _is_dateline(text: str) -> bool:
    """Return whether ``text`` names a year and more numbers and is not a sentence.

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
    """Leave out hidden blocks that begin as a shown one does, or are an address: machine-readable copies."""
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
    """Leave out those of the ``kept`` headings without kept content before the next kept heading of their rank or above."""
    following = -1  # rank of the next kept block: 0 for content, -1 if there is none
    for i in reversed(kept):
        level = levels[i]
        if level and following != 0 and following <= level:
            reasons[i] = "empty-heading"
        else:
            following = level


def threshold(lengths: list[int], probabilities: list[float]) -> float:
    """Return the probability from which blocks of a page are kept.

    Where probabilities are right, the expected F1 of the kept text is highest when blocks are kept from half of that F1
    on: at one half on a page of clear probabilities, lower where every block is in doubt.
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
