"""Drops pull quotes: sentences of the text that are shown a second time in large print."""

from __future__ import annotations

import re

from tearsheet.body.selection import BodySelection
from tearsheet.page import Page

NEAR = 8
"""Number of kept blocks before and after a quotation in which its text is searched for."""
MIN_SIGNS = 20
"""Fewest letters and digits of a pull quote; shorter texts may be repeated on purpose."""
CLOSE = 3
"""Most elements that may wrap a pull quote."""
PULL_WORDS = frozenset(("pullquote", "pullquotes", "pull"))
"""Words in the class of pull quotes. Source: WordPress and systems of newspapers."""

_SIGNS = re.compile(r"[\W_]+")


def drop_pull_quotes(page: Page, selection: BodySelection) -> BodySelection:
    """Return ``selection`` without quotations that repeat part of a kept block near them; their reason is ``duplicate``."""
    kept = selection.kept
    dropped = set()
    for k, i in enumerate(kept):
        block = page.blocks[i]
        if block.kind not in ("quote", "text", "heading") or not _may_pull(page, i):
            continue
        letters = _SIGNS.sub("", block.text.casefold())
        if len(letters) < MIN_SIGNS:
            continue
        around = (*kept[max(k - NEAR, 0) : k], *kept[k + 1 : k + 1 + NEAR])
        if any(
            len(page.blocks[j].text) > len(block.text)
            and letters in _SIGNS.sub("", page.blocks[j].text.casefold())
            for j in around
        ):
            dropped.add(i)
    if not dropped:
        return selection
    reasons = tuple("duplicate" if i in dropped else reason for i, reason in enumerate(selection.reasons))
    return selection._replace(kept=tuple(i for i in kept if i not in dropped), reasons=reasons)


def _may_pull(page: Page, i: int) -> bool:
    """Return whether the block at ``i`` is a quotation, or in an element whose class names a pull quote."""
    if page.blocks[i].kind == "quote":
        return True
    attrs, parents = page.nodes.attrs, page.nodes.parents
    node = page.blocks[i].node
    for _ in range(CLOSE):
        if node < 0:
            return False
        style = attrs[node].get("class")
        if style and "pull" in style.lower() and not PULL_WORDS.isdisjoint(page.tokens(node)):
            return True
        node = parents[node]
    return False
