"""Drops kept blocks far from the dominant text of the page, such as scraps of navigation, teasers and forms.

Only used for pages whose URL is not known, where the scorer keeps too much.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tearsheet.body.address import container_of
from tearsheet.body.selection import BodySelection
from tearsheet.page import Page

SURE: Final = 0.9
"""Lowest probability of a block that is certainly text, and is never dropped here."""
RUNNING: Final = 80
"""Fewest characters of a block of running text."""
LEAST: Final = 300
"""Fewest characters of certain running text on a page with a dominant text."""
DOMINANT: Final = 0.6
"""Least share of the certain running text that must be in the container of the dominant text."""
PASSED: Final = frozenset(("headline", "dateline", "hidden"))
"""Reasons of dropped blocks that do not separate other blocks from the text."""


def drop_outliers(page: Page, selection: BodySelection) -> BodySelection:
    """Return ``selection`` without the uncertain blocks that dropped blocks separate from the dominant text.

    Their reason is ``outlier``.
    """
    container, first, last = _dominant(page, selection)
    if container < 0:
        return selection
    before, after = range(first - 1, -1, -1), range(last + 1, len(page.blocks))
    dropped = {*_beyond(page, selection, before, container), *_beyond(page, selection, after, container)}
    if 0 <= selection.headline < first:  # what follows the headline may be a lead or key points
        dropped.difference_update(range(selection.headline + 1, first))
    if not dropped:
        return selection
    reasons = tuple("outlier" if i in dropped else reason for i, reason in enumerate(selection.reasons))
    return selection._replace(kept=tuple(i for i in selection.kept if i not in dropped), reasons=reasons)


def _dominant(page: Page, selection: BodySelection) -> tuple[int, int, int]:
    """Return the container of the dominant text, and the first and last certain block; -1 for each if there is none."""
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
    """Yield the uncertain kept blocks in ``way``, which leads away from the text, that come after a dropped block."""
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
