"""Keeps blocks because of their neighbours: blocks between text that is certain, and the text under the last heading."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from tearsheet.body.selection import BodySelection
from tearsheet.page import Page
from tearsheet.page.places import place_of
from tearsheet.page.text_blocks import SENTENCE_ENDS

SURE: Final = 0.8
"""Lowest probability of the two kept blocks around a gap."""
LIKELY: Final = 0.4
"""Lowest probability of a block in such a gap that is kept. Source: half of such blocks on benchmark pages are text,
independent of the page's threshold."""
BOXED: Final = 0.2
"""The same for a block in a box whose class names a note or similar."""
GAP: Final = 3
"""Most blocks in a gap."""
HEADING: Final = 0.45
"""Lowest probability of a heading right after the body, with the same parent as its last block, that is kept with the
text under it. Source: on benchmark pages, all eight such headings whose text reaches `UNDER` belong to the body."""
UNDER: Final = 0.34
"""Lowest probability of the text under such a heading."""
BOXES: Final = frozenset(
    ("callout", "admonition", "note", "notice", "tip", "hint", "warning", "caution", "important", "infobox")
)
"""Words in the class of boxes that authors put into a text. Source: the markup of common editors."""
PANELS: Final = frozenset(("expand", "expander", "toggle", "accordion", "collapse", "collapsible", "spoiler"))
"""Words in the class of panels that open; their labels are text."""
SENTENCE: Final = 25
"""Fewest characters of a sentence."""
CLOSE: Final = 3
"""Number of elements, from that of the block upwards, that are checked for a box."""


def keep_neighbours(page: Page, selection: BodySelection) -> BodySelection:
    """Return ``selection`` with more blocks kept because of their neighbours, for the reason ``neighbour``.

    Only articles are changed.
    """
    if selection.kind != "article":
        return selection
    added = set(_under_last_heading(page, selection))
    kept, probabilities = selection.kept, selection.probabilities
    for left, right in pairwise(kept):
        if 1 < right - left <= GAP + 1 and min(probabilities[left], probabilities[right]) >= SURE:
            added.update(
                i for i in range(left + 1, right) if _is_vouched(page, selection, i, is_last=i + 1 == right)
            )
    if added:
        added.difference_update([text.block for text in page.hidden if text.is_whole])
    if not added:
        return selection
    reasons = tuple("neighbour" if i in added else reason for i, reason in enumerate(selection.reasons))
    return selection._replace(kept=tuple(sorted({*kept, *added})), reasons=reasons)


def _is_vouched(page: Page, selection: BodySelection, i: int, *, is_last: bool) -> bool:
    """Return whether the block at ``i``, in a gap between certain text, is to be kept; ``is_last``: it ends the gap."""
    block, probability = page.blocks[i], selection.probabilities[i]
    if probability < BOXED or not _may_be_kept(page, selection, i):
        return False
    if block.kind == "heading":
        return probability >= LIKELY and is_last
    if block.kind not in ("text", "quote", "item"):
        return (
            False  # lines and cells that are left out are mostly numbers of lines; captions are others' text
        )
    if block.text.endswith(SENTENCE_ENDS) and len(block.text) >= SENTENCE:
        return probability >= LIKELY or _is_in(page, block.node, BOXES)
    return probability >= LIKELY and (
        page.nodes.tags[block.node] == "address" or _is_in(page, block.node, PANELS)
    )


def _may_be_kept(page: Page, selection: BodySelection, i: int) -> bool:
    block = page.blocks[i]
    return selection.reasons[i] == "low-probability" and 2 * block.link_chars <= len(block.text)


def _is_in(page: Page, node: int, words: frozenset[str]) -> bool:
    """Return whether ``node`` or an element closely around it has one of ``words`` in its class or id."""
    for _ in range(CLOSE):
        if node < 0:
            return False
        if not words.isdisjoint(page.tokens(node)):
            return True
        node = page.nodes.parents[node]
    return False


def _under_last_heading(page: Page, selection: BodySelection) -> list[int]:
    """Return the heading right after the last kept block and the text under it if both are likely; otherwise nothing."""
    heading, text = selection.last + 1, selection.last + 2
    if not selection.kept or text >= len(page.blocks):
        return []
    if page.blocks[heading].kind != "heading" or page.blocks[text].kind == "heading":
        return []
    reasons, probabilities = selection.reasons, selection.probabilities
    if reasons[heading] not in ("empty-heading", "low-probability") or reasons[text] != "low-probability":
        return []
    if probabilities[heading] < HEADING or probabilities[text] < UNDER:
        return []
    places = {place_of(page.nodes, page.blocks[i].node) for i in (selection.last, heading, text)}
    return [heading, text] if len(places) == 1 else []
