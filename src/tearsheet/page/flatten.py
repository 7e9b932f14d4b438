"""From the tree to columns and blocks, in Python alone: what `tearsheet.page._walk` does at one go."""

from __future__ import annotations

from lxml import etree

from tearsheet.page.block_splitter import split_blocks
from tearsheet.page.text_blocks import TextBlocks
from tearsheet.page.walk import OPAQUE, WalkResult, walk


def flatten(root: etree._Element, opaque: frozenset[str] = OPAQUE) -> tuple[WalkResult, TextBlocks]:
    """Return the columns of the tree under ``root``, which is only read, and its blocks.

    Args:
        root: The root element.
        opaque: Elements whose inside is left out.

    Raises:
        InputTooDeep: Elements nest deeper than `limits.MAX_DEPTH`.
    """
    walked = walk(root, opaque)
    return walked, split_blocks(walked.nodes)
