"""Reads attributes that the walk does not keep from the tree, for the few pages that need them."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from tearsheet.page.nodes import Nodes


def read_attributes(root: etree._Element, nodes: Nodes, names: Iterable[str]) -> dict[int, dict[str, str]]:
    """Return the attributes with these names by node; nodes without any of them are left out.

    Args:
        root: The tree from which ``nodes`` were made.
        nodes: The columns.
        names: Names of attributes, lower case.
    """
    found: dict[int, dict[str, str]] = {}
    node_of = {root: 0}
    wanted = frozenset(names)
    for element in root.iter("*"):
        given = wanted.intersection(element.keys())
        node = _node_of(element, nodes, node_of) if given else -1
        if node >= 0:
            found[node] = {name: element.get(name) or "" for name in sorted(given)}
    return found


def _node_of(element: etree._Element, nodes: Nodes, node_of: dict[etree._Element, int]) -> int:
    """Return the node of ``element``; -1 if it is inside an opaque element. The children of each parent are read once."""
    missing = []
    ancestor: etree._Element | None = element
    while ancestor is not None and ancestor not in node_of:
        missing.append(ancestor)
        ancestor = ancestor.getparent()
    for below in reversed(missing):
        if below in node_of:
            continue
        parent = below.getparent()
        if parent is None or node_of[parent] < 0:
            node_of[below] = -1
            continue
        children = [child for child in parent if isinstance(child.tag, str)]
        child_nodes = list(nodes.children(node_of[parent]))
        if len(child_nodes) != len(children):
            child_nodes = [-1] * len(children)  # the parent is opaque
        node_of.update(zip(children, child_nodes, strict=True))
    return node_of[element]
