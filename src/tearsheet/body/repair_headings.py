"""Mends what was kept where structure knows better than the chance of a single leaf: the headings."""

from __future__ import annotations

from collections.abc import Iterator

from tearsheet.body.selection import Layout
from tearsheet.body.walls import weighed
from tearsheet.page import Leaf, Page

LEAST_CHANCE = 0.15
"""Probability from which a heading is kept for its company. Source: counted on benchmark pages; .1 to .3 do the same."""
SURE = 0.8
"""Probability of a text that vouches for the heading before it."""
LIKELY = 0.3
"""Probability from which a heading above the first kept block is kept."""
CLOSE = 3
"""How many boxes a heading may be wrapped in. Reasoning: themes wrap headings in one or two."""


TEXT = 60
"""Weighed characters from which a heading that ends as a sentence does is text: the size of print, not a heading."""
ENDS = tuple('.!?。！？…»”"')
"""What sentences end with."""


def is_text(leaf: Leaf) -> bool:
    """Tell whether ``leaf`` is text, if only set in the element of a heading.

    Browsers show text in such an element as text in large print, and people have written pages so.
    """
    return leaf.kind != "heading" or (leaf.text.endswith(ENDS) and weighed(leaf.text) >= TEXT)


def keep_heading_text(page: Page, layout: Layout) -> Layout:
    """Return ``layout`` with the headings kept that are text, where nothing else is; reason ``heading-text``."""
    leaves = page.leaves
    if any(leaves[i].kind != "heading" for i in layout.kept):
        return layout
    text = {
        i
        for i, leaf in enumerate(leaves)
        if i != layout.headline and leaf.kind == "heading" and is_text(leaf) and not leaf.link_chars
    }
    if not text:
        return layout
    reasons = tuple("heading-text" if i in text else reason for i, reason in enumerate(layout.reasons))
    return layout._replace(kept=tuple(sorted(text | set(layout.kept))), reasons=reasons)


def mend_headings(page: Page, layout: Layout) -> Layout:
    """Return ``layout`` with the headings kept that must belong to what is kept around them.

    Reasons: ``sibling-heading`` for one that the text after it, which surely belongs to the body, shares its parent
    with; ``list-heading`` for one that is an item of a list (it needs nothing under it); ``split-heading`` for a part
    of a heading whose other part is kept.
    """
    mended: dict[int, str] = {}
    kept = set(layout.kept)
    for i in range(layout.headline + 1, layout.last):
        if page.leaves[i].kind == "heading" and i not in kept and i != layout.headline:
            reason = _reason(page, layout, kept, i)
            if reason is not None:
                mended[i] = reason
                kept.add(i)
    if not mended:
        return layout
    reasons = tuple(mended.get(i, reason) for i, reason in enumerate(layout.reasons))
    return layout._replace(kept=tuple(sorted(kept)), reasons=reasons)


def _reason(page: Page, layout: Layout, kept: set[int], i: int) -> str | None:
    """Return why the heading at ``i`` is to be kept; None if nothing says so."""
    if layout.reasons[i] == "empty-heading":
        return _reason_of_empty(page, kept, i)
    if layout.reasons[i] != "low-chance" or layout.chances[i] < LEAST_CHANCE:
        return None
    return "sibling-heading" if _is_vouched(page, layout, kept, i) else None


def _reason_of_empty(page: Page, kept: set[int], i: int) -> str | None:
    """Return why the heading at ``i`` is to be kept although no kept text is under it; None if nothing says so."""
    following = page.leaves[i + 1]
    around = list(_around(page, page.leaves[i].node))
    if i + 1 in kept and following.kind == "heading" and _is_in_heading(page, around, following.node):
        return "split-heading"
    return "list-heading" if any(page.nodes.tags[node] == "li" for node in around) else None


def _is_vouched(page: Page, layout: Layout, kept: set[int], i: int) -> bool:
    """Tell whether the very next block is sure text and shares its parent with the heading at ``i``."""
    following = page.leaves[i + 1]
    if i + 1 not in kept or following.kind == "heading" or layout.chances[i + 1] <= SURE:
        return False
    if i < layout.first and layout.chances[i] < LIKELY:
        return False  # above the body, the headings of teasers and tools share a parent with it, too
    return page.nodes.parents[following.node] in list(_around(page, page.leaves[i].node))[1:]


def _around(page: Page, node: int) -> Iterator[int]:
    """Yield ``node`` and the nodes closely around it, innermost first."""
    for _ in range(CLOSE + 1):
        if node < 0:
            return
        yield node
        node = page.nodes.parents[node]


def _is_in_heading(page: Page, around: list[int], node: int) -> bool:
    """Tell whether ``node`` is in the heading element that is one of ``around``."""
    return any(
        page.nodes.tags[box][:1] == "h"
        and page.nodes.tags[box][1:].isdecimal()
        and box <= node < page.nodes.ends[box]
        for box in around
    )
