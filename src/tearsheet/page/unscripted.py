"""Pictures in ``noscript``, the fallback for pictures that scripts load lazily."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from tearsheet.page.walk import OPAQUE


def read_unscripted(root: etree._Element) -> Iterator[Mapping[str, str]]:
    """Yield for each ``noscript`` node, in document order, the attributes of its only picture; empty if it has none."""
    for element in root.iter("noscript"):
        if any(around.tag in OPAQUE for around in element.iterancestors()):
            continue
        pictures = list(element.iter("img"))
        yield {k.lower(): v for k, v in pictures[0].attrib.items()} if len(pictures) == 1 else {}
