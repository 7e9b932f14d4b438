"""Captions of pictures in boxes other than ``figure``: text in the same box whose class names a caption."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tearsheet.page import Image, Page
from tearsheet.vocab import load

CAPTION_WORDS = frozenset(load("pictures")["captions"])
"""Words in the class of captions and credits. Source: WordPress, Blogger, Drupal, systems of newspapers."""
BOXES = 6
"""Most elements that may wrap a picture, including the one that also contains its caption."""
BARRIERS = frozenset(("body", "figure", "article", "main"))
"""Elements that are neither the box of a picture nor inside one."""
MAX_CAPTION_BLOCKS = 4
"""Most blocks of one caption."""
MAX_CAPTION_CHARACTERS = 600
"""Longest block of a caption in characters; a longer one is text."""


class CaptionBox(NamedTuple):
    """A picture with its caption."""

    node: int
    """The element that contains both and no other text."""
    blocks: tuple[int, ...]
    """The blocks of the caption, in order; never empty."""


def caption_boxes(page: Page, images: Iterable[Image]) -> dict[int, CaptionBox]:
    """Return the caption boxes of ``images`` by the element of the picture; pictures without one are left out."""
    found = {}
    for image in images:
        box = _box(page, image)
        if box is not None:
            found[image.node] = box
    return found


def _box(page: Page, image: Image) -> CaptionBox | None:
    blocks = page.blocks
    tags, parents, ends = page.nodes.tags, page.nodes.parents, page.nodes.ends
    low = high = image.block
    lowest = max(low - MAX_CAPTION_BLOCKS, 1) - 1
    highest = min(high + MAX_CAPTION_BLOCKS + 1, len(blocks))
    node, box = image.node, None
    for _ in range(BOXES):
        node = parents[node]
        if node < 0 or tags[node] in BARRIERS:
            break
        end = ends[node]
        while low > lowest and node <= blocks[low - 1].node < end:
            low -= 1
            if not _is_caption(page, low, node):
                return box  # the usual case
        while high < highest and node <= blocks[high].node < end:
            high += 1
            if not _is_caption(page, high - 1, node):
                return box
        if low == high:
            continue
        if high - low > MAX_CAPTION_BLOCKS or not all(_is_caption(page, i, node) for i in range(low, high)):
            break
        box = CaptionBox(node, tuple(range(low, high)))
    return box


def _is_caption(page: Page, i: int, box: int) -> bool:
    """Return whether the class of an element between ``box`` and the first text of the block at ``i`` names a caption."""
    block = page.blocks[i]
    if block.kind in ("heading", "code") or len(block.text) > MAX_CAPTION_CHARACTERS:
        return False
    if block.kind == "caption":
        return True
    node = page.pieces[block.start][0]
    for _ in range(BOXES):
        if node <= box:
            break
        if not CAPTION_WORDS.isdisjoint(page.tokens(node)):
            return True
        node = page.nodes.parents[node]
    return _is_in_captioned(page, box) and block.kind in ("item", "text")


def _is_in_captioned(page: Page, box: int) -> bool:
    """Return whether the box has the class that WordPress gives to a picture with its caption."""
    words: Iterable[str] = page.tokens(box)
    return "caption" in words and "wp" in words
