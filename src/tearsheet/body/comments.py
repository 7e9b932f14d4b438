"""Comment sections: elements whose class or id marks their content as written by readers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tearsheet.body.score.codes import COMMENTS, TOKEN_FLAGS
from tearsheet.page import Page

TOKENS: Final = frozenset(word for word, flag in TOKEN_FLAGS.items() if flag == COMMENTS)
"""Words in the class or id of comment sections. Source: the markup of common comment systems."""
MAIN_SHARE: Final = 0.8
"""Least share of the likely text for a comment section to be the main content in spite of its class: a class such as
``comments-open`` on the article, or a thread. Source: measured; at 0.6, comments on short posts pass for the post."""
MOST_PARTS: Final = 8
"""Most nested comment sections around a block that are checked. Keeps hostile nesting linear."""
LIKELY: Final = 0.5
"""Probability above which a block counts as likely text."""


def comment_blocks(page: Page, flagged: Sequence[int], probabilities: Sequence[float]) -> list[int]:
    """Return the ``flagged`` blocks that are in a comment section, unless that section is the main content.

    Args:
        page: The page.
        flagged: Indices of the blocks in elements named like comment sections, in order.
        probabilities: The probability of each block of the page.
    """
    if not flagged:
        return []
    parts = _Parts(page)
    sizes: dict[int, float] = {}
    for i in flagged:
        if probabilities[i] > LIKELY:
            for part in parts.around(page.blocks[i].node):
                sizes[part] = sizes.get(part, 0) + len(page.blocks[i].text)
    likely = sum(
        [
            len(block.text)
            for block, probability in zip(page.blocks, probabilities, strict=True)
            if probability > LIKELY
        ]
    )
    main = {part for part, size in sizes.items() if size >= MAIN_SHARE * likely}
    return (
        [i for i in flagged if not main.issuperset(parts.around(page.blocks[i].node))] if main else [*flagged]
    )


class _Parts:
    """Finds the comment sections around a node; each node is checked once."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._known: dict[int, tuple[int, ...]] = {-1: ()}

    def around(self, node: int) -> tuple[int, ...]:
        """Return the comment sections that ``node`` is or is in, outermost first; at most `MOST_PARTS`."""
        page, known = self._page, self._known
        path = []
        while node not in known:
            path.append(node)
            node = page.nodes.parents[node]
        found = known[node]
        for below in reversed(path):
            if len(found) < MOST_PARTS and not TOKENS.isdisjoint(page.tokens(below)):
                found = (*found, below)
            known[below] = found
        return found
