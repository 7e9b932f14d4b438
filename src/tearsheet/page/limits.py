"""Limits on input. Larger input is refused immediately; everything within the limits takes linear time and memory.

Every limit is inclusive. Reasons: real articles are orders of magnitude below each limit; the limits bound the memory
that one page can take to a few gigabytes in the worst case.
"""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 64 * 1024 * 1024
"""Bytes of a page (or characters of decoded text). The largest article pages seen are about 10 MB."""

MAX_NODES: Final = 2_000_000
"""Elements of a page, estimated from the number of ``<`` before the parse."""

MAX_DEPTH: Final = 2_046
"""Depth of nesting; the root element is at depth 1. At 2,047 libxml2 stops and drops everything deeper, so a page that
reaches this depth has lost text; it is refused rather than read in part."""

MAX_ATTRIBUTES: Final = 5_000
"""Attributes of one element. libxml2 compares each with all previous ones: 100,000 on one element take nine seconds."""

MAX_ATTRIBUTE_CHARACTERS: Final = 10_000
"""Characters of one attribute's value that are read; longer values, mostly ``data:`` pictures, are cut."""
