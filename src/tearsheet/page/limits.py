"""Limits on input. Larger input is refused at once; everything within the limits takes linear time and memory.

Every limit is inclusive. Real articles stay orders of magnitude below them; in the worst case, a page within the limits
takes a few gigabytes of memory.
"""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 64 * 1024 * 1024
"""Bytes of a page (or characters of decoded text). The largest article pages seen are about 10 MB."""

MAX_NODES: Final = 2_000_000
"""Elements of a page, estimated from the number of ``<`` before the parse."""

MAX_DEPTH: Final = 2_046
"""Depth of nesting; the root element has depth 1. libxml2 drops everything from depth 2,047 on, so a page that reaches
it has lost text and is refused."""

MAX_ATTRIBUTES: Final = 5_000
"""Attributes of one element. libxml2 takes quadratic time for them: nine seconds for 100,000 on one element."""

MAX_ATTRIBUTE_CHARACTERS: Final = 10_000
"""Characters of an attribute's value; longer values (mostly ``data:`` images) are truncated."""
