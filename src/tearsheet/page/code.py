"""Code as it shows: its lines and indentation, without line numbers and controls."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Mapping
from textwrap import dedent

from tearsheet.page.nodes import Nodes
from tearsheet.page.text_blocks import INLINE, visible
from tearsheet.vocab import load

PREFORMATTED = frozenset(("pre", "listing", "xmp", "plaintext"))
"""Elements that hold preformatted text. Source: the HTML standard, with its obsolete elements."""
NUMBER_CLASSES = frozenset(load("code")["numbers"])
"""Classes, without hyphens and underscores, of what holds the numbers of lines."""
LINE_CLASSES = frozenset(load("code")["lines"])
"""Classes of what holds one line."""
CONTROL_CLASSES = frozenset(load("code")["controls"])
"""Classes of controls over code."""
_SPEAKING = CONTROL_CLASSES | NUMBER_CLASSES | LINE_CLASSES
CONTROLS = frozenset(("button", "select", "textarea"))
LINE_MAKERS = frozenset(("br", "li", "p"))
"""Elements that make lines where line breaks of the source do not show."""
HEADER_CHARACTERS = 40
"""Longest text of a bar with a button at the top of code: its language, its file."""
MOST_IN_HEADER = 16
"""Elements of such a bar up to which it is one."""
MIN_NUMBERS = 3
"""Fewest numbers of lines that are recognised by what they are, without a class."""
NUMBERED_CELLS = 4
"""Cells of a table that are checked for line numbers."""

_NOT_NAMES = re.compile(r"[-_]+")
_FIRST_BREAK = re.compile(r"^[ \t]*[\r\n][ \t\r\n]*")
_SOURCE_BREAK = re.compile(r"(?<![ \t])[ \t]*[\r\n][ \t\r\n]*")
_NUMBERS = re.compile(r"[0-9\s]*")
_DISPLAY_BLOCK = re.compile(r"display\s*:\s*(?:block|table-row|flex|grid)")


def class_names(attrs: Mapping[str, str]) -> frozenset[str]:
    """Return the classes of an element in lower case, without hyphens and underscores."""
    given = attrs.get("class")
    return frozenset(_NOT_NAMES.sub("", given).lower().split()) if given else frozenset()


def code_root(nodes: Nodes, node: int) -> int:
    """Return the outermost element of code that ``node`` is or is in: preformatted text or a table of lines; else -1."""
    found = -1
    tags = nodes.tags
    while node >= 0:
        if tags[node] in PREFORMATTED or (tags[node] == "table" and is_code_table(nodes, node)):
            found = node
        node = nodes.parents[node]
    return found


def is_code_table(nodes: Nodes, table: int) -> bool:
    """Return whether ``table`` holds lines of code, each beside its number, and no block."""
    cells = 0
    for node in range(table + 1, nodes.ends[table]):
        if nodes.tags[node] in PREFORMATTED:
            return False
        if nodes.tags[node] == "td":
            if not NUMBER_CLASSES.isdisjoint(class_names(nodes.attrs[node])):
                return True
            cells += 1
            if cells == NUMBERED_CELLS:
                return False
    return False


def is_numbers(nodes: Nodes, node: int) -> bool:
    """Return whether the element at ``node`` holds numbers of lines and nothing else."""
    return not NUMBER_CLASSES.isdisjoint(class_names(nodes.attrs[node])) and _only_numbers(
        nodes.text_of(node)
    )


def _only_numbers(text: str) -> bool:
    return _NUMBERS.fullmatch(text) is not None


def counts_lines(text: str) -> bool:
    r"""Return whether ``text`` is numbers in a row, one a line.

    >>> counts_lines("7\n8\n9"), counts_lines("7\n7"), counts_lines("1")
    (True, False, True)
    """
    numbers = text.split()
    if not all(n.isascii() and n.isdecimal() and len(n) < 7 for n in numbers):
        return False
    return all(int(b) == int(a) + 1 for a, b in itertools.pairwise(numbers)) and bool(numbers)


class _Writer:
    """Writes the lines of one piece of code."""

    def __init__(self, *, flows: bool) -> None:
        self.parts: list[str] = []
        self.due = False  # a line has ended that no line break has followed
        self._flows = flows  # line breaks of the source are spaces

    def text(self, text: str | None) -> None:
        """Take text; a line break right after a line's element is that line's end."""
        if not text:
            return
        if self._flows:
            is_new = self.due or not self.parts or self.parts[-1].endswith("\n")
            text = _SOURCE_BREAK.sub(" ", _FIRST_BREAK.sub("", text) if is_new else text)
            if not text:
                return
        if self.due and not text.startswith(("\n", "\r")):
            self.parts.append("\n")
        self.due = False
        self.parts.append(text)

    def is_at_begin(self) -> bool:
        """Return whether the line is empty so far."""
        for part in reversed(self.parts):
            line = part.rpartition("\n")[2]
            if self.due or (line and not line.isspace()):
                return self.due
            if line != part:
                break
        return True

    def line_break(self) -> None:
        self.due = False
        self.parts.append("\n")

    def open(self) -> int:
        """Begin an element that holds a line; return where it begins."""
        if self.due or (self.parts and not self.parts[-1].endswith("\n")):
            self.parts.append("\n")
        self.due = False
        return len(self.parts)

    def close(self, begin: int) -> None:
        """End an element that holds a line and began at ``begin``: a line break at its end is the line's own."""
        if len(self.parts) > begin and self.parts[-1].endswith("\n"):
            self.parts[-1] = self.parts[-1][:-1]
        self.due = True


def code_text(nodes: Nodes, root: int) -> str:
    """Return the code in the element at ``root`` without leading and trailing blank lines. Linear, no recursion.

    Line breaks of the source count unless elements make the lines of what is not preformatted.
    """
    inside = set(nodes.tags[root : nodes.ends[root]])
    flows = PREFORMATTED.isdisjoint(inside) and not LINE_MAKERS.isdisjoint(inside)
    numbers = _bare_numbers(nodes, root)
    text = _written(nodes, root, numbers, flows=flows) if numbers else None
    if text is not None and text.count("\n") + 1 == len(numbers):
        return dedent(text)
    return _written(nodes, root, (), flows=flows) or ""


def _written(nodes: Nodes, root: int, numbers: Collection[int], *, flows: bool) -> str | None:
    """Return the code in the element at ``root`` without controls and without ``numbers``.

    None if not each of the numbers begins a line.
    """
    tails, end = nodes.tails, nodes.ends[root]
    writer = _Writer(flows=flows)
    writer.text(nodes.texts[root])
    open_: list[tuple[int, int]] = []  # (element, where its line begins; -1 if it holds no line)
    node = root + 1
    looks = _Looks(nodes, end)
    while node < end or open_:
        if open_ and (node >= end or node >= nodes.ends[open_[-1][0]]):
            closed, begin = open_.pop()
            if begin >= 0:
                writer.close(begin)
            writer.text(tails[closed])
        elif node in numbers or looks.is_no_code(node):
            if node in numbers and not writer.is_at_begin():
                return None
            writer.text(tails[node])
            node = nodes.ends[node]
        else:
            if nodes.tags[node] == "br":
                writer.line_break()
            open_.append((node, writer.open() if looks.holds_line(node) else -1))
            writer.text(nodes.texts[node])
            node += 1
    text = visible("".join(writer.parts)).replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    return _trimmed(text)


def _bare_numbers(nodes: Nodes, root: int) -> frozenset[int]:
    """Return the elements in ``root`` that hold nothing but a number each, if they count up by one; else none."""
    found: list[int] = []
    for node in range(root + 1, nodes.ends[root]):
        text = nodes.texts[node]
        if text is None or not text[:1].isdecimal() or nodes.ends[node] > node + 1:
            continue
        if not (text.isascii() and text.isdecimal() and len(text) < 6):
            continue
        if not (nodes.tails[node] or " ")[0].isspace():
            continue  # a value of a row
        if not found or int(text) == int(nodes.texts[found[-1]] or 0) + 1:
            found.append(node)
    return frozenset(found) if len(found) >= MIN_NUMBERS else frozenset()


def _trimmed(text: str) -> str:
    """Return ``text`` without blank lines at its ends."""
    lines = text.split("\n")
    first, stop = 0, len(lines)
    while first < stop and not lines[first].strip():
        first += 1
    while stop > first and not lines[stop - 1].strip():
        stop -= 1
    return "\n".join(lines[first:stop]).rstrip()


class _Looks:
    """What the classes of the elements in one piece of code say; highlighters give a few of them to thousands."""

    def __init__(self, nodes: Nodes, end: int) -> None:
        self._nodes = nodes
        self._end = end
        self._known: dict[str, frozenset[str]] = {}

    def _names(self, attrs: Mapping[str, str]) -> frozenset[str]:
        given = attrs["class"]
        names = self._known.get(given)
        if names is None:
            names = self._known[given] = class_names(attrs) & _SPEAKING
        return names

    def is_no_code(self, node: int) -> bool:
        """Return whether the element at ``node`` is a control, or numbers of lines."""
        attrs = self._nodes.attrs[node]
        tag = self._nodes.tags[node]
        if tag in CONTROLS or (tag not in INLINE and self._is_header(node)):
            return True
        names = self._names(attrs) if "class" in attrs else None
        if not names:
            return False
        if not CONTROL_CLASSES.isdisjoint(names):
            return True
        return not NUMBER_CLASSES.isdisjoint(names) and _only_numbers(self._nodes.text_of(node))

    def _is_header(self, node: int) -> bool:
        """Return whether the element at ``node`` is a bar over code: a button, and at most a label beside it."""
        nodes, end = self._nodes, self._nodes.ends[node]
        if end - node > MOST_IN_HEADER or "button" not in nodes.tags[node:end]:
            return False
        has_code_below = end < self._end or (nodes.tails[node] or "").strip() != ""
        return has_code_below and len(nodes.text_of(node)) <= HEADER_CHARACTERS

    def holds_line(self, node: int) -> bool:
        """Return whether the element at ``node`` is shown as a line of its own."""
        tag, attrs = self._nodes.tags[node], self._nodes.attrs[node]
        if tag not in INLINE:
            return tag not in ("br", "td", "th", "tbody", "thead", "table")
        if "style" in attrs and _DISPLAY_BLOCK.search(attrs["style"]):
            return True
        return "class" in attrs and not LINE_CLASSES.isdisjoint(self._names(attrs))
