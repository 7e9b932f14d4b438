"""From the tree to columns and leaves, in Python alone: what `tearsheet.page._walk` does at one go."""

from __future__ import annotations

from lxml import etree

from tearsheet.page.cut import cut_leaves
from tearsheet.page.leaves import Leaves
from tearsheet.page.walk import OPAQUE, Walked, walk


def flatten(root: etree._Element, opaque: frozenset[str] = OPAQUE) -> tuple[Walked, Leaves]:
    """Return the columns of the tree under ``root``, which is only read, and its leaves.

    Args:
        root: The root element.
        opaque: Elements whose inside is left out.

    Raises:
        InputTooDeep: Elements nest deeper than `limits.MAX_DEPTH`.
    """
    walked = walk(root, opaque)
    return walked, cut_leaves(walked.nodes)
