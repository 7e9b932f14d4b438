"""Tree to columns and blocks in pure Python; `tearsheet.page._walk` is the compiled form."""

from __future__ import annotations

from lxml import etree

from tearsheet.page.block_splitter import split_blocks
from tearsheet.page.text_blocks import TextBlocks
from tearsheet.page.walk import OPAQUE, WalkResult, walk


def flatten(root: etree._Element, opaque: frozenset[str] = OPAQUE) -> tuple[WalkResult, TextBlocks]:
    """Return the columns of the tree under ``root``, which is not changed, and its blocks.

    Args:
        root: The root element.
        opaque: Elements whose content is left out.

    Raises:
        InputTooDeep: Elements are nested deeper than `limits.MAX_DEPTH`.
    """
    walked = walk(root, opaque)
    return walked, split_blocks(walked.nodes)
