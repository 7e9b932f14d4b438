"""Repairs the selection of headings, for which structure is better evidence than the probability of a single block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from tearsheet.body.selection import BodySelection
from tearsheet.body.walls import weighed
from tearsheet.page import Page, TextBlock
from tearsheet.page.places import Look, look_of, place_of
from tearsheet.page.text_blocks import SENTENCE_ENDS

LEAST_PROBABILITY = 0.15
"""Lowest probability of a heading that is kept because of the blocks around it. Source: benchmark pages, where values from
0.1 to 0.3 give the same result."""
SURE = 0.8
"""Probability above which the text after a heading is certain."""
LIKELY = 0.3
"""Lowest probability of a heading that is kept above the first kept block."""
CLOSE = 3
"""Most elements that may wrap a heading. Reasoning: themes wrap headings in one or two."""


EMPTY = 0.7
"""Lowest probability of a heading with nothing under it that is kept next to kept text.
Source: 195 of 217 such headings on benchmark pages belong to the body."""
FOLLOWED = 0.3
"""Lowest probability of a heading that is kept because it has the same parent as the kept text after it.
Source: 21 of 26 such headings on benchmark pages belong to the body."""
CERTAIN = 0.27
"""Lowest probability of a heading inside the body that is kept because certain text follows it.
Source: 26 of 30 such headings on benchmark pages belong to the body."""
LINKED = 0.5
"""Lowest probability of a linked heading that is kept because of the text after it: such a heading may lead elsewhere."""
APART = 3
"""Greatest distance in blocks from a heading to its text, if similar headings are kept: captions and advertisements may
be between them."""
OVER = 0.2
"""Lowest probability of a heading that is kept because the first kept heading, of lower rank, is right below it."""
PICTURES = frozenset(("figure", "picture", "video", "audio", "iframe"))
"""Media elements: a heading with one under it is not empty."""

TEXT = 60
"""Fewest weighed characters of a heading element that is text in large print, if it ends like a sentence."""


def is_text(block: TextBlock) -> bool:
    """Return whether ``block`` is text although it is in a heading element, which some authors use for large print."""
    return block.kind != "heading" or (block.text.endswith(SENTENCE_ENDS) and weighed(block.text) >= TEXT)


def keep_heading_text(page: Page, selection: BodySelection) -> BodySelection:
    """Return ``selection`` with heading elements that are text kept, if there is no other text; reason ``heading-text``."""
    blocks = page.blocks
    if any(blocks[i].kind != "heading" for i in selection.kept):
        return selection
    text = {
        i
        for i, block in enumerate(blocks)
        if i != selection.headline and block.kind == "heading" and is_text(block) and not block.link_chars
    }
    if not text:
        return selection
    reasons = tuple("heading-text" if i in text else reason for i, reason in enumerate(selection.reasons))
    return selection._replace(kept=tuple(sorted(text | set(selection.kept))), reasons=reasons)


def repair_headings(page: Page, selection: BodySelection) -> BodySelection:
    """Return ``selection`` with the headings kept that belong to the kept blocks around them.

    Reasons: ``sibling-heading`` for a heading next to kept text or a little above it; ``picture-heading`` for one above a
    picture or player; ``list-heading`` for a list item, which needs nothing under it; ``split-heading`` for a part of a
    heading element of which another part is kept.
    """
    repaired: dict[int, str] = {}
    kept = set(selection.kept)
    looks = _looks_of_headings(page, selection)
    for i in range(selection.headline + 1, selection.last):
        if page.blocks[i].kind == "heading" and i not in kept and i != selection.headline:
            reason = _reason(page, selection, kept, i, looks)
            if reason is not None:
                repaired[i] = reason
                kept.add(i)
    if not repaired:
        return selection
    reasons = tuple(repaired.get(i, reason) for i, reason in enumerate(selection.reasons))
    return selection._replace(kept=tuple(sorted(kept)), reasons=reasons)


def _looks_of_headings(page: Page, selection: BodySelection) -> Counter[Look]:
    """Return the number of certain kept headings with each look."""
    return Counter(
        [
            look_of(page.nodes, page.blocks[i].node)
            for i in selection.kept
            if page.blocks[i].kind == "heading" and selection.probabilities[i] >= EMPTY
        ]
    )


def _reason(
    page: Page, selection: BodySelection, kept: set[int], i: int, looks: Mapping[Look, int]
) -> str | None:
    """Return the reason to keep the heading at ``i``; None if there is none."""
    reason = selection.reasons[i]
    if reason in ("empty-heading", "low-probability") and _is_split(page, kept, i):
        return "split-heading"
    if reason == "empty-heading":
        return _reason_if_empty(page, selection, kept, i)
    if reason != "low-probability" or selection.probabilities[i] < LEAST_PROBABILITY:
        return None
    return "sibling-heading" if _is_vouched(page, selection, kept, i, looks) else None


def _reason_if_empty(page: Page, selection: BodySelection, kept: set[int], i: int) -> str | None:
    """Return the reason to keep the heading at ``i`` even though nothing is under it; None if there is none."""
    if any(page.nodes.tags[node] == "li" for node in _around(page, page.blocks[i].node)):
        return "list-heading"
    if selection.kind != "article":
        return None
    beside = i + 1 in kept or selection.reasons[max(i - 1, 0)] == "probability"  # cards come in rows
    if beside and _is_over_picture(page, i):
        return "picture-heading"
    return "sibling-heading" if _is_beside_text(page, selection, kept, i) else None


def _is_over_picture(page: Page, i: int) -> bool:
    """Return whether a picture or player is between the heading at ``i`` and the next block."""
    tags = page.nodes.tags[page.blocks[i].node + 1 : page.blocks[i + 1].node]
    return not page.blocks[i].link_chars and any(tag in PICTURES for tag in tags)


def _is_split(page: Page, kept: set[int], i: int) -> bool:
    """Return whether the heading at ``i`` is in a heading element of which the next part is kept."""
    following = page.blocks[i + 1]
    if i + 1 not in kept or following.kind != "heading":
        return False
    return _is_in_heading(page, list(_around(page, page.blocks[i].node)), following.node)


def _is_vouched(
    page: Page, selection: BodySelection, kept: set[int], i: int, looks: Mapping[Look, int]
) -> bool:
    """Return whether the text after the heading at ``i`` is certain, or belongs to it by its position."""
    if i + 1 not in kept:
        return looks.get(look_of(page.nodes, page.blocks[i].node), 0) > 1 and _is_apart(
            page, selection, kept, i
        )
    following, probability = page.blocks[i + 1], selection.probabilities[i]
    if following.kind == "heading":
        return i < selection.first and probability >= OVER and _is_over_heading(page, i)
    is_link = 2 * page.blocks[i].link_chars > len(page.blocks[i].text)
    if (is_link and probability < LINKED) or (i < selection.first and probability < LIKELY):
        return False  # above the body, headings of teasers and tools may have the same parent
    if selection.probabilities[i + 1] <= SURE:
        return probability >= FOLLOWED and i > selection.first and _are_siblings(page, i, i + 1)
    is_beside = page.nodes.parents[following.node] in list(_around(page, page.blocks[i].node))[1:]
    return is_beside or (probability >= CERTAIN and i > selection.first)


def _is_apart(page: Page, selection: BodySelection, kept: set[int], i: int) -> bool:
    """Return whether the heading at ``i`` is above certain text, with a few blocks between them."""
    block = page.blocks[i]
    if i < selection.first or selection.probabilities[i] < LIKELY or 2 * block.link_chars > len(block.text):
        return False
    text = next((j for j in range(i + 2, i + 1 + APART) if j in kept), -1)
    return text >= 0 and page.blocks[text].kind != "heading" and selection.probabilities[text] > SURE


def _is_over_heading(page: Page, i: int) -> bool:
    """Return whether the heading at ``i`` is not a link and is followed by a heading of the same class and lower rank."""
    block, tags, attrs = page.blocks[i], page.nodes.tags, page.nodes.attrs
    over, under = block.node, page.blocks[i + 1].node
    if 2 * block.link_chars > len(block.text) or attrs[over].get("class") != attrs[under].get("class"):
        return False
    is_ranked = all(tags[node][0] == "h" and tags[node][1:].isdecimal() for node in (over, under))
    return is_ranked and tags[over] < tags[under] and _are_siblings(page, i, i + 1)


def _is_beside_text(page: Page, selection: BodySelection, kept: set[int], i: int) -> bool:
    """Return whether the heading at ``i`` is certain, not a link, and a sibling of a kept block next to it."""
    block = page.blocks[i]
    if selection.probabilities[i] < EMPTY or 2 * block.link_chars > len(block.text):
        return False
    return any(j in kept and _are_siblings(page, i, j) for j in (i - 1, i + 1))


def _are_siblings(page: Page, one: int, two: int) -> bool:
    """Return whether the paragraphs, headings or lists of two blocks have the same parent."""
    return place_of(page.nodes, page.blocks[one].node) == place_of(page.nodes, page.blocks[two].node)


def _around(page: Page, node: int) -> Iterator[int]:
    """Yield ``node`` and the elements closely around it, innermost first."""
    for _ in range(CLOSE + 1):
        if node < 0:
            return
        yield node
        node = page.nodes.parents[node]


def _is_in_heading(page: Page, around: list[int], node: int) -> bool:
    """Return whether ``node`` is in the heading element that is one of ``around``."""
    return any(
        page.nodes.tags[box][:1] == "h"
        and page.nodes.tags[box][1:].isdecimal()
        and box <= node < page.nodes.ends[box]
        for box in around
    )
