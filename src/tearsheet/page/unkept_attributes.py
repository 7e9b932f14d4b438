"""Attributes that the walk does not keep, read from the tree for the few pages that need them."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from tearsheet.page.nodes import Nodes


def read_attributes(root: etree._Element, nodes: Nodes, names: Iterable[str]) -> dict[int, dict[str, str]]:
    """Return the attributes ``names`` (lower case) of all nodes that have one of them.

    Args:
        root: The tree that ``nodes`` were made from.
        nodes: The columns.
        names: Names of attributes.
    """
    found: dict[int, dict[str, str]] = {}
    node_of = {root: 0}
    for name in sorted(names):
        for element in root.xpath("descendant-or-self::*[@*[name()=$name]]", name=name):
            node = _node_of(element, nodes, node_of)
            if node >= 0:
                found.setdefault(node, {})[name] = element.get(name) or ""
    return found


def _node_of(element: etree._Element, nodes: Nodes, known: dict[etree._Element, int]) -> int:
    """Return the node of ``element``, -1 if it is inside an opaque one. The children of each parent are read once."""
    path = []
    around: etree._Element | None = element
    while around is not None and around not in known:
        path.append(around)
        around = around.getparent()
    for below in reversed(path):
        parent = below.getparent()
        if parent is None or known[parent] < 0:
            known[below] = -1
            continue
        children = [child for child in parent if isinstance(child.tag, str)]
        held = list(nodes.children(known[parent]))
        if len(held) == len(children):
            known.update(zip(children, held, strict=True))
        known.setdefault(below, -1)
    return known[element]
