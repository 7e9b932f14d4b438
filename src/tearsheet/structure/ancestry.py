"""Finds the containers of a page block: the ancestors that determine its type (list, item, table, cell, quote, code, …)."""

from __future__ import annotations

from tearsheet.page import Page
from tearsheet.page.code import is_code_table
from tearsheet.page.code_boxes import code_boxes
from tearsheet.structure.table_grid import is_data_table

KIND_OF_TAG = {
    **dict.fromkeys(("ul", "ol", "dl", "menu", "dir"), "list"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), "code"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "table": "table",
    "blockquote": "quote",
    "caption": "cell",
    "figure": "figure",
    "figcaption": "caption",
}
"""The kind of container for each element. Source: the HTML standard, with its obsolete elements."""

KIND_OF_ROLE = {"heading": "heading", "list": "list", "listitem": "item"}
"""The same for ``role``. Source: WAI-ARIA 1.2."""


MAX_CONTAINERS = 64
"""Most containers around one page block; deeper ones are ignored. Keeps hostile nesting linear."""


RANK = {"code": 6, "table": 5, "list": 4, "quote": 3, "caption": 2, "heading": 1}
"""Which container determines the type of a block that is in several: the one that carries the most structure."""


class Container:
    """An element that determines the type of the blocks in it."""

    __slots__ = ("kind", "node", "rank")

    def __init__(self, kind: str, node: int) -> None:
        self.kind: str = kind
        """``list``, ``item``, ``table``, ``cell`` (also a table's caption), ``code``, ``quote``, ``heading``,
        ``figure``, ``caption``, or ``selection`` for a layout table."""
        self.node: int = node
        """Index of the element."""
        self.rank: int = RANK.get(kind, 0)
        """Its `RANK`; 0 for a container that does not determine a type."""

    def __repr__(self) -> str:
        return f"Container({self.kind!r}, {self.node})"


Path = tuple[Container, ...]
"""The containers around a page block, outermost first."""


class Ancestry:
    """Finds the containers around nodes. Results are cached, so that all nodes together take linear time."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._tags = page.nodes.tags
        self._parents = page.nodes.parents
        self._attrs = page.nodes.attrs
        self._boxes = page.memo(code_boxes)
        self._known: dict[int, Path] = {-1: ()}

    def around(self, node: int) -> Path:
        """Return the containers that ``node`` is or is in, outermost first; empty if there are none."""
        known = self._known
        path = known.get(node)
        if path is not None:
            return path
        parents, tags, attrs = self._parents, self._tags, self._attrs
        below = []
        while path is None:
            below.append(node)
            node = parents[node]
            path = known.get(node)
        for inner in reversed(below):
            if tags[inner] in KIND_OF_TAG or "role" in attrs[inner]:
                path = self._inside(inner, path)
            elif self._boxes.around(inner) == inner:
                path = known[inner] = (*path, Container("code", inner))
            else:
                known[inner] = path
        return path

    def _inside(self, node: int, path: Path) -> Path:
        """Return the containers that ``node`` is or is in, where its parent is in those of ``path``."""
        kind = KIND_OF_TAG.get(self._tags[node])
        attrs = self._attrs[node]
        if kind is None and "role" in attrs:
            kind = KIND_OF_ROLE.get(attrs["role"])
        if kind is not None and len(path) < MAX_CONTAINERS:
            path = self._entered(kind, node, path)
        self._known[node] = path
        return path

    def _entered(self, kind: str, node: int, path: Path) -> Path:
        """Return ``path`` with the container at ``node`` added."""
        if kind == "table" and is_code_table(self._page.nodes, node):
            return (*path, Container("code", node))
        if kind == "table":
            return (*path, Container("table" if is_data_table(self._page, node) else "layout", node))
        if kind == "cell" and _innermost(path, ("table", "layout"), ()) != "table":
            return path
        if kind == "item" and not _innermost(path, ("list",), ("item", "table", "layout")):
            return (*path, Container("list", self._page.nodes.parents[node]), Container(kind, node))
        return (*path, Container(kind, node))


def _innermost(path: Path, wanted: tuple[str, ...], barriers: tuple[str, ...]) -> str | None:
    """Return the kind of the innermost ``wanted`` container; None if there is none, or a barrier is further inside."""
    for container in reversed(path):
        if container.kind in wanted:
            return container.kind
        if container.kind in barriers:
            return None
    return None
