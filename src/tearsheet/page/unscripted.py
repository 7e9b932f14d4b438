"""Pictures in ``noscript``: what browsers without scripts show where scripts load a picture late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from tearsheet.page.walk import OPAQUE


def read_unscripted(root: etree._Element) -> Iterator[Mapping[str, str]]:
    """Yield for each ``noscript`` that is a node, in document order, the attributes of its only picture; empty if none."""
    for element in root.iter("noscript"):
        if any(around.tag in OPAQUE for around in element.iterancestors()):
            continue
        pictures = list(element.iter("img"))
        yield {k.lower(): v for k, v in pictures[0].attrib.items()} if len(pictures) == 1 else {}
