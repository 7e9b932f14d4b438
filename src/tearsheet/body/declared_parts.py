"""Keeps the ingredients and steps of a recipe if the page both shows them and declares them as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from tearsheet.body.selection import LISTINGS, BodySelection
from tearsheet.page import Page, TextBlock

PARTS: Final = ("recipeIngredient", "recipeInstructions")
"""Properties of a recipe that contain its text. Source: schema.org."""
WITHIN: Final = ("itemListElement", "text")
"""Properties of a step or a group of steps that contain text."""
MOST: Final = 400
"""Most declared texts that are read."""
MOST_CHARACTERS: Final = 20_000
"""Most characters of all declared texts that are read: every block is searched for in them."""
LONG_ENOUGH: Final = 12
"""Fewest letters of a block that matches only a part of a declared text."""
FEWEST: Final = 2
"""Fewest matching blocks: a single match may be a coincidence."""


def keep_declared_parts(page: Page, selection: BodySelection) -> BodySelection:
    """Return ``selection`` with the blocks that show declared ingredients and steps kept, for the reason ``declared``."""
    if selection.kind in LISTINGS:
        return selection
    declared = {_letters(text) for text in _declared(page)} - {""}
    if not declared:
        return selection
    whole = "\n".join(sorted(declared))
    seen = {_letters(page.blocks[i].text) for i in selection.kept}
    added = []
    for i, block in enumerate(page.blocks):
        if selection.reasons[i] != "low-probability" or not _may_be_part(block):
            continue
        letters = _letters(block.text)
        is_declared = letters in declared or (len(letters) >= LONG_ENOUGH and letters in whole)
        if is_declared and letters not in seen:
            seen.add(letters)
            added.append(i)
    if len(added) < FEWEST:
        return selection
    reasons = list(selection.reasons)
    for i in added:
        reasons[i] = "declared"
    return selection._replace(kept=tuple(sorted({*selection.kept, *added})), reasons=tuple(reasons))


def _may_be_part(block: TextBlock) -> bool:
    return block.kind not in ("heading", "caption", "code") and 2 * block.link_chars <= len(block.text)


def _letters(text: str) -> str:
    return "".join([c for c in text.casefold() if c.isalnum()])


def _declared(page: Page) -> Iterator[str]:
    """Yield the texts that the recipes of a page declare, in any order."""
    waiting: list[Any] = [entity.data.get(name) for entity in page.jsonld.having(*PARTS) for name in PARTS]
    count = size = 0
    while waiting and count < MOST:
        value = waiting.pop()
        if isinstance(value, str):
            count += 1
            size += len(value)
            if size > MOST_CHARACTERS:
                return
            yield value
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            waiting.extend(value.get(name) for name in WITHIN)
