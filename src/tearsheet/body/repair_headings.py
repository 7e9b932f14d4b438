"""Repairs the selection of headings, where structure is better evidence than the probability of a single block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from tearsheet.body.selection import BodySelection
from tearsheet.body.walls import weighed
from tearsheet.page import Page, TextBlock
from tearsheet.page.places import Look, look_of, place_of
from tearsheet.page.text_blocks import SENTENCE_ENDS

LEAST_PROBABILITY = 0.15
"""Probability from which a heading is kept for its company. Source: counted on benchmark pages; .1 to .3 do the same."""
SURE = 0.8
"""Probability from which a text makes the heading before it kept."""
LIKELY = 0.3
"""Probability from which a heading above the first kept block is kept."""
CLOSE = 3
"""Most elements that may wrap a heading. Reasoning: themes wrap headings in one or two."""


EMPTY = 0.7
"""Probability from which a heading with nothing under it is kept beside kept text.
Source: of 217 such headings on benchmark pages 195 are text."""
FOLLOWED = 0.3
"""Probability from which a heading is kept that has the same parent as kept text after it, sure or not.
Source: of 26 such headings on benchmark pages 21 are text."""
CERTAIN = 0.27
"""Probability from which a heading inside the body is kept that has sure text right after it.
Source: of 30 such headings on benchmark pages 26 are text."""
LINKED = 0.5
"""Probability below which a heading that is a link is not kept for the text after it: it leads to another page."""
APART = 3
"""Most blocks between a heading and its text plus one, where others like it are kept: captions, advertisements."""
OVER = 0.2
"""Probability from which a heading right above the first kept heading, which is under it, is kept."""
PICTURES = frozenset(("figure", "picture", "video", "audio", "iframe"))
"""Elements that show something under a heading, which is then not empty."""

TEXT = 60
"""Weighed characters from which a heading that ends as a sentence does is text: the size of print, not a heading."""


def is_text(block: TextBlock) -> bool:
    """Return whether ``block`` is text, if only set in the element of a heading.

    Browsers show text in such an element as text in large print, and people have written pages so.
    """
    return block.kind != "heading" or (block.text.endswith(SENTENCE_ENDS) and weighed(block.text) >= TEXT)


def keep_heading_text(page: Page, selection: BodySelection) -> BodySelection:
    """Return ``selection`` with the headings kept that are text, where nothing else is; reason ``heading-text``."""
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
    """Return ``selection`` with those headings kept that must belong to the kept blocks around them.

    Reasons: ``sibling-heading`` for a heading beside kept text or a little above it, with or without the same parent;
    ``picture-heading`` for one over a picture or player; ``list-heading`` for one that is an item of a list (it needs
    nothing under it); ``split-heading`` for a part of a heading whose other part is kept.
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
    """Return how many kept headings that are certain there are of each tag and class."""
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
    """Return the reason to keep the heading at ``i`` although nothing is under it; None if there is none."""
    if any(page.nodes.tags[node] == "li" for node in _around(page, page.blocks[i].node)):
        return "list-heading"
    if selection.kind != "article":
        return None
    beside = i + 1 in kept or selection.reasons[max(i - 1, 0)] == "probability"  # cards come in rows
    if beside and _is_over_picture(page, i):
        return "picture-heading"
    return "sibling-heading" if _is_beside_text(page, selection, kept, i) else None


def _is_over_picture(page: Page, i: int) -> bool:
    """Return whether a picture or player comes between the heading at ``i`` and the next block."""
    tags = page.nodes.tags[page.blocks[i].node + 1 : page.blocks[i + 1].node]
    return not page.blocks[i].link_chars and any(tag in PICTURES for tag in tags)


def _is_split(page: Page, kept: set[int], i: int) -> bool:
    """Return whether the heading at ``i`` is the first part of a heading element whose next part is kept."""
    following = page.blocks[i + 1]
    if i + 1 not in kept or following.kind != "heading":
        return False
    return _is_in_heading(page, list(_around(page, page.blocks[i].node)), following.node)


def _is_vouched(
    page: Page, selection: BodySelection, kept: set[int], i: int, looks: Mapping[Look, int]
) -> bool:
    """Return whether the kept text after the heading at ``i`` is sure, or so close that it belongs to it."""
    if i + 1 not in kept:
        return looks.get(look_of(page.nodes, page.blocks[i].node), 0) > 1 and _is_apart(
            page, selection, kept, i
        )
    following, probability = page.blocks[i + 1], selection.probabilities[i]
    if following.kind == "heading":
        return i < selection.first and probability >= OVER and _is_over_heading(page, i)
    is_link = 2 * page.blocks[i].link_chars > len(page.blocks[i].text)
    if (is_link and probability < LINKED) or (i < selection.first and probability < LIKELY):
        return False  # above the body, the headings of teasers and tools share a parent with it, too
    if selection.probabilities[i + 1] <= SURE:
        return probability >= FOLLOWED and i > selection.first and _are_siblings(page, i, i + 1)
    is_beside = page.nodes.parents[following.node] in list(_around(page, page.blocks[i].node))[1:]
    return is_beside or (probability >= CERTAIN and i > selection.first)


def _is_apart(page: Page, selection: BodySelection, kept: set[int], i: int) -> bool:
    """Return whether the heading at ``i`` is close above sure text, but not right above it."""
    block = page.blocks[i]
    if i < selection.first or selection.probabilities[i] < LIKELY or 2 * block.link_chars > len(block.text):
        return False
    text = next((j for j in range(i + 2, i + 1 + APART) if j in kept), -1)
    return text >= 0 and page.blocks[text].kind != "heading" and selection.probabilities[text] > SURE


def _is_over_heading(page: Page, i: int) -> bool:
    """Return whether the heading at ``i`` is no link and has right after it a heading of its class and of lower rank."""
    block, tags, attrs = page.blocks[i], page.nodes.tags, page.nodes.attrs
    over, under = block.node, page.blocks[i + 1].node
    if 2 * block.link_chars > len(block.text) or attrs[over].get("class") != attrs[under].get("class"):
        return False
    is_ranked = all(tags[node][0] == "h" and tags[node][1:].isdecimal() for node in (over, under))
    return is_ranked and tags[over] < tags[under] and _are_siblings(page, i, i + 1)


def _is_beside_text(page: Page, selection: BodySelection, kept: set[int], i: int) -> bool:
    """Return whether the heading at ``i`` is certain, no link, and has the same parent as a kept block beside it."""
    block = page.blocks[i]
    if selection.probabilities[i] < EMPTY or 2 * block.link_chars > len(block.text):
        return False
    return any(j in kept and _are_siblings(page, i, j) for j in (i - 1, i + 1))


def _are_siblings(page: Page, one: int, two: int) -> bool:
    """Return whether the passages that two blocks belong to have the same parent."""
    return place_of(page.nodes, page.blocks[one].node) == place_of(page.nodes, page.blocks[two].node)


def _around(page: Page, node: int) -> Iterator[int]:
    """Yield ``node`` and the nodes closely around it, innermost first."""
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
