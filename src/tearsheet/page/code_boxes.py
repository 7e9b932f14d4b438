"""Code that is not preformatted: the elements that hold it, by class, by name, by style, and by how their text reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tearsheet.page.code import class_names, code_text
from tearsheet.page.text_blocks import BLOCKS
from tearsheet.vocab import load

if TYPE_CHECKING:
    from tearsheet.page.page import Page

EDITORS: Final = frozenset(load("code")["editors"])
"""Classes of elements that hold code and nothing else."""
BOXES: Final = frozenset(load("code")["boxes"])
"""Classes of elements that often hold code."""
LINES: Final = frozenset(("div", "br", "ol", "li"))
"""Elements that can hold a line of code, or end it."""
CELLS: Final = frozenset(("td", "th", "li", "dd", "dt"))
"""Elements whose place among others says more than their style."""
CODE_SHARE: Final = 0.5
"""Share of lines from which a text reads as code. Reasoning: closing brackets and plain calls are among the others."""
MOST_READ: Final = 4
"""How often each element of a page may be read, on average."""
MOST_LINES: Final = 400
"""Lines that are read to decide on it."""

MONOSPACED: Final = re.compile(
    r"font(?:-family)?\s{0,9}:[^;:]{0,99}\b(?:mono(?:space)?|courier|consolas|menlo|monaco)\b", re.IGNORECASE
)
"""A style with a typeface for code."""
PRE_STYLE: Final = re.compile(r"white-space\s{0,9}:\s{0,9}(?:pre(?!-line)|break-spaces)", re.IGNORECASE)
"""A style that shows line breaks and spaces as they are in the source."""
_UNWRAPPED = re.compile(r"white-space\s{0,9}:\s{0,9}pre(?!-)", re.IGNORECASE)
"""The same without wrapping, as for code; editors give prose styles that wrap."""
_CODE_LINE = re.compile(
    r"[{}=<>\\_]|;\s*$|\$\s?[A-Za-z_{(]|\w\(|::|->|[A-Za-z_]\w*[./][A-Za-z_]|\w:$|--\w|^\s*(?:#|//|/\*|\*|--)|^\s{2,}\S",
    re.ASCII,
)
"""What lines of programs have and prose seldom has."""


def is_code_line(text: str) -> bool:
    """Return whether a line has signs of code."""
    return _CODE_LINE.search(text[:300]) is not None


def reads_as_code(text: str) -> bool:
    r"""Return whether the lines of ``text`` read as code: several, and most with signs of it.

    >>> reads_as_code("if x > 3:\n    run(x)"), reads_as_code("The sea is calm tonight,\nthe tide is full.")
    (True, False)
    """
    lines = [line for line in text.split("\n", MOST_LINES) if line.strip()][:MOST_LINES]
    signs = sum(map(is_code_line, lines))
    return len(lines) > 1 and signs >= CODE_SHARE * len(lines)


def _is_styled(style: str) -> bool:
    return MONOSPACED.search(style) is not None or _UNWRAPPED.search(style) is not None


class CodeBoxes:
    """Finds the elements that hold code and are not preformatted; each element is looked at once."""

    def __init__(self, page: Page) -> None:
        self._nodes = page.nodes
        self._known: dict[int, int] = {-1: -1}
        self._named: dict[str, bool] = {}
        self.budget = MOST_READ * len(page.nodes.tags)
        """Elements that may still be read; the limit keeps nested candidates linear."""

    def around(self, node: int) -> int:
        """Return the outermost such element that ``node`` is or is in; -1 if there is none."""
        known, parents = self._known, self._nodes.parents
        path = []
        while node not in known:
            path.append(node)
            node = parents[node]
        root, nodes = known[node], self._nodes
        for below in reversed(path):
            if root < 0:
                attrs = nodes.attrs[below]
                if "style" in attrs or self._may_be(attrs.get("class", "")) or "-" in nodes.tags[below]:
                    root = below if self._is_box(below) else -1
            known[below] = root
        return root

    def _is_box(self, node: int) -> bool:
        attrs, tag = self._nodes.attrs[node], self._nodes.tags[node]
        if tag in ("body", "html", "pre"):
            return False
        if "-" in tag:
            return "code" in tag.split("-") and self._holds_lines(node) and self._reads_as_code(node)
        names = class_names(attrs)
        if not EDITORS.isdisjoint(names):
            return not self._holds_table(node)
        is_named = not BOXES.isdisjoint(names)
        if not is_named and not (tag in BLOCKS and tag not in CELLS and _is_styled(attrs.get("style", ""))):
            return False
        return self._holds_lines(node) and self._reads_as_code(node)

    def _may_be(self, names: str) -> bool:
        """Return whether one of the classes ``names`` is that of code."""
        known = self._named.get(names)
        if known is None:
            each = class_names({"class": names})
            known = self._named[names] = not (EDITORS.isdisjoint(each) and BOXES.isdisjoint(each))
        return known

    def _holds_table(self, node: int) -> bool:
        """Return whether tables are in ``node``: `page.code.is_code_table` decides on those."""
        return "table" in self._nodes.tags[node : self._nodes.ends[node]]

    def _holds_lines(self, node: int) -> bool:
        """Return whether no other blocks than those for lines are in ``node``."""
        end = self._nodes.ends[node]
        self.budget -= end - node
        if self.budget < 0:
            return False
        inside = set(self._nodes.tags[node + 1 : end])
        return BLOCKS.isdisjoint(inside - LINES) and "img" not in inside

    def _reads_as_code(self, node: int) -> bool:
        return reads_as_code(code_text(self._nodes, node))


def code_boxes(page: Page) -> CodeBoxes:
    """Return the finder of code of ``page``, for `Page.memo`."""
    return CodeBoxes(page)
