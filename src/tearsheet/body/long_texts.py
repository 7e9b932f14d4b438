"""Keeps the rest of long texts, where the probability of blocks falls with the distance from the headline.

The scorer was trained on shorter articles: after thousands of words it expects other content.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from tearsheet.body.selection import BodySelection
from tearsheet.body.walls import weighed
from tearsheet.page import Page
from tearsheet.page.places import Look, look_of, place_of

KINDS: Final = frozenset(("article", "documentation"))
"""Kinds of page that consist of a single text."""
LONG: Final = 20_000
"""Fewest weighed characters of a long text in one element. Source: on pages concatenated from several articles, the
share of kept text falls from this length on."""
TRUSTED: Final = 10_000
"""Weighed characters at the start of a long text for which the scorer is reliable."""
DOMINANT: Final = 0.6
"""Least share of the kept text that must be in one element."""
TEXTUAL: Final = 0.5
"""Share of the blocks with the same look that must be kept, at the start of the text, for that look to count as text."""
LOST: Final = 0.05
"""Share of a long text left out above which the rest is kept; a smaller part consists of notes and promotions."""
HEADING: Final = "heading"
"""Stands for the tag in the look of all headings. A single kept heading is enough: the scorer is least sure of these."""


def keep_long_text(page: Page, selection: BodySelection, comments: Collection[int]) -> BodySelection:
    """Return ``selection`` with the rest of a long text kept, for the reason ``long-text``.

    The rest consists of the blocks in the element with most of the kept text that look like the kept blocks at its start.

    Args:
        page: The page.
        selection: The selection so far.
        comments: Indices of the blocks in comment sections.
    """
    if selection.kind not in KINDS or sum([len(block.text) for block in page.blocks]) < LONG // 3:
        return selection
    place = _place_of_most(page, selection)
    members = _members(page, selection, place) if place >= 0 else []
    sizes = [weighed(page.blocks[i].text) for i in members]
    if sum(sizes) < LONG:
        return selection
    page.conceal(members)
    added = _rest(page, selection, members, sizes, comments)
    if sum([len(page.blocks[i].text) for i in added]) < LOST * sum(
        [len(page.blocks[i].text) for i in members]
    ):
        return selection
    reasons = tuple("long-text" if i in added else reason for i, reason in enumerate(selection.reasons))
    return selection._replace(kept=tuple(sorted(added.union(selection.kept))), reasons=reasons)


def _rest(
    page: Page, selection: BodySelection, members: list[int], sizes: list[int], comments: Collection[int]
) -> set[int]:
    """Return the ``members`` after the start that are not kept but look like the kept ones at the start."""
    kept, looks, start, size = set(selection.kept), _Looks(), 0, 0
    while size < TRUSTED:
        looks.add(_look(page, members[start]), is_kept=members[start] in kept)
        size += sizes[start]
        start += 1
    left_out = {*comments, *(text.block for text in page.hidden if text.is_whole)}
    added = {
        i
        for i in members[start:]
        if i not in left_out
        and selection.reasons[i] in ("low-probability", "empty-heading")
        and looks.is_text(_look(page, i))
        and any(c.isalnum() for c in page.blocks[i].text)
    }
    return added.difference(_last_headings(page, members, added | kept))


class _Looks:
    """Counts the blocks with each look, and those of them that are kept."""

    def __init__(self) -> None:
        self._counts: dict[Look, list[int]] = {}

    def add(self, look: Look, *, is_kept: bool) -> None:
        """Count a block."""
        counts = self._counts.setdefault(look, [0, 0])
        counts[0] += 1
        counts[1] += is_kept

    def is_text(self, look: Look) -> bool:
        """Return whether blocks of this look are text."""
        count, kept = self._counts.get(look, (0, 0))
        if look[0] == HEADING:
            return kept > 0 or (not count and look[1] is None)
        return count > 0 and kept >= TEXTUAL * count


def _look(page: Page, i: int) -> Look:
    """Return the look of a block: its tag and class; all headings have the same tag here."""
    tag, name = look_of(page.nodes, page.blocks[i].node)
    return (HEADING if page.blocks[i].kind == "heading" else tag, name)


def _place_of_most(page: Page, selection: BodySelection) -> int:
    """Return the element that contains most of the kept text; -1 if none does."""
    sizes: dict[int, int] = {}
    for i in selection.kept:
        place = place_of(page.nodes, page.blocks[i].node)
        sizes[place] = sizes.get(place, 0) + len(page.blocks[i].text)
    best = max(sizes, key=sizes.__getitem__, default=-1)
    return best if best >= 0 and sizes[best] >= DOMINANT * sum(sizes.values()) else -1


def _members(page: Page, selection: BodySelection, place: int) -> list[int]:
    """Return the blocks in ``place`` from the first kept block on, except links."""
    blocks, end = page.blocks, page.nodes.ends[place]
    return [
        i
        for i in range(selection.first, len(blocks))
        if place < blocks[i].node < end
        and 2 * blocks[i].link_chars <= len(blocks[i].text)
        and place_of(page.nodes, blocks[i].node) == place
    ]


def _last_headings(page: Page, members: list[int], kept: Collection[int]) -> list[int]:
    """Return the ``members`` that are headings with no other kept block after them."""
    found: list[int] = []
    for i in reversed(members):
        if i in kept and page.blocks[i].kind != "heading":
            break
        found.append(i)
    return found
