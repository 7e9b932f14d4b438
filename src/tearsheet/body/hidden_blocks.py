"""Drops hidden blocks from the body, except those that scripts may show and those without which little would be left."""

from __future__ import annotations

from collections import Counter
from typing import Final

from tearsheet.page import Page

FEWEST_SHOWN: Final = 0.5
"""Share of the kept text that must be visible for hidden blocks to be dropped: if scripts fill the page, the hidden
part is the article."""
FEWEST_ALIKE: Final = 3
"""Fewest hidden elements with the same tag and class that count as panels which open, such as answers to questions."""
LASTING: Final = frozenset(("class", "clip", "position", "color", "fallback", "characters"))
"""Ways of hiding that scripts do not undo. Panels that open are hidden in other ways."""
FOLDED: Final = "size"
"""The way in which collapsed panels are hidden, but also single texts that readers are not meant to see."""


def drop_hidden(
    page: Page, kept: tuple[int, ...], reasons: tuple[str, ...]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return ``kept`` and ``reasons`` without the hidden blocks that no script will show.

    A block is dropped if its own element is hidden; if an ancestor is hidden, that may be a panel that opens. The reason
    of dropped blocks becomes ``hidden``.
    """
    whole = {text.block: text for text in page.hidden if text.is_whole and text.how != "pale"}
    if not whole or whole.keys().isdisjoint(kept):
        return kept, reasons
    sizes = [len(page.blocks[i].text) for i in kept]
    shown = sum([size for i, size in zip(kept, sizes, strict=True) if i not in whole])
    if shown < FEWEST_SHOWN * sum(sizes):
        return kept, reasons
    blocks = page.blocks
    looks = Counter([_look(page, whole[i].node) for i in kept if i in whole])
    dropped = set()
    for i in kept:
        if i not in whole:
            continue
        how, node = whole[i].how, whole[i].node
        is_own, is_single = node >= blocks[i].node, looks[_look(page, node)] < FEWEST_ALIKE
        if how in LASTING or (is_own and is_single) or (how == FOLDED and (is_own or is_single)):
            dropped.add(i)
    changed = list(reasons)
    for i in dropped:
        changed[i] = "hidden"
    return tuple([i for i in kept if i not in dropped]), tuple(changed)


def _look(page: Page, node: int) -> tuple[str, str]:
    """Return the tag and the class of ``node``."""
    return page.nodes.tags[node], page.nodes.attrs[node].get("class", "")
