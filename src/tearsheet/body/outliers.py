"""Leaves out kept blocks that are far from the text that dominates the page: scraps of navigation, teasers, forms.

Only for pages whose address is unknown: the scorer keeps too much of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tearsheet.body.address import container_of
from tearsheet.body.selection import BodySelection
from tearsheet.page import Page

SURE: Final = 0.9
"""Probability from which a block is surely text, and is never left out here."""
RUNNING: Final = 80
"""Characters from which such a block is running text."""
LEAST: Final = 300
"""Characters of sure running text on a page that it can dominate."""
DOMINANT: Final = 0.6
"""Share of that text that is in one container for it to dominate."""
PASSED: Final = frozenset(("headline", "dateline", "hidden"))
"""Reasons of blocks between the text and its first line that part nothing."""


def drop_outliers(page: Page, selection: BodySelection) -> BodySelection:
    """Return ``selection`` without the unsure blocks that others which are left out part from the text that dominates.

    Their reason is ``outlier``.
    """
    container, first, last = _dominant(page, selection)
    if container < 0:
        return selection
    before, after = range(first - 1, -1, -1), range(last + 1, len(page.blocks))
    dropped = {*_beyond(page, selection, before, container), *_beyond(page, selection, after, container)}
    if 0 <= selection.headline < first:  # key points and leads come right below the headline
        dropped.difference_update(range(selection.headline + 1, first))
    if not dropped:
        return selection
    reasons = tuple("outlier" if i in dropped else reason for i, reason in enumerate(selection.reasons))
    return selection._replace(kept=tuple(i for i in selection.kept if i not in dropped), reasons=reasons)


def _dominant(page: Page, selection: BodySelection) -> tuple[int, int, int]:
    """Return the container of the text that dominates, and its first and last sure block; -1 each if none does."""
    sure = [
        i
        for i in selection.kept
        if selection.probabilities[i] >= SURE
        and len(page.blocks[i].text) >= RUNNING
        and page.blocks[i].kind != "heading"
    ]
    sizes: dict[int, int] = {}
    for i in sure:
        container = container_of(page, page.blocks[i].node)
        sizes[container] = sizes.get(container, 0) + len(page.blocks[i].text)
    best = max(sizes, key=sizes.__getitem__, default=-1)
    total = sum(sizes.values())
    if total < LEAST or sizes[best] < DOMINANT * total:
        return -1, -1, -1
    return best, sure[0], sure[-1]


def _beyond(page: Page, selection: BodySelection, way: Iterable[int], container: int) -> Iterable[int]:
    """Yield the unsure kept blocks on the ``way`` out from the text that come after one that is left out."""
    kept = set(selection.kept)
    is_beyond = False
    for i in way:
        if i not in kept:
            is_beyond = is_beyond or selection.reasons[i] not in PASSED
        elif (
            is_beyond
            and selection.probabilities[i] < SURE
            and container_of(page, page.blocks[i].node) != container
        ):
            yield i
