"""Leaf blocks: the page's visible text in document order, cut where a browser would start a new line box.

A leaf is a maximal run of inline content inside one block-level element. Two ``<br>`` in a row cut a run; one is
a line break inside it.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from tearsheet.page.nodes import Nodes

INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "output",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "picture",
        "source",
        "svg",
        "math",
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "object",
        "embed",
        "canvas",
        "select",
        "input",
        "textarea",
        "map",
        "area",
        "meta",
        "link",
    ]
)
"""Elements that do not end the line they stand in (HTML: phrasing content)."""

KIND_OF_TAG = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), "code"),
    **dict.fromkeys(("blockquote",), "quote"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
}
"""What a leaf is, by its nearest ancestor in this table; ``text`` if there is none."""

BOLD = frozenset(("b", "strong"))
MEDIA = frozenset(("img", "video", "audio", "iframe", "embed", "object", "amp-img"))
INDEXED = frozenset(
    [
        "html",
        "base",
        "meta",
        "link",
        "title",
        "script",
        "time",
        "address",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "img",
        "article",
        "main",
        "nav",
        "aside",
        "header",
        "footer",
        "table",
    ]
)
"""Tags that `Page.by_tag` lists."""

_INVISIBLE = dict.fromkeys((173, 8203, 8288, 65279, 0))


class Leaf(NamedTuple):
    """One leaf block."""

    node: int
    """Index of the block-level element that holds the run."""
    kind: str
    """``heading``, ``item``, ``cell``, ``code``, ``quote``, ``caption`` or ``text``."""
    text: str
    """Visible text: NFC, white space collapsed, ``\\n`` for ``<br>``; in code as in the source. Never empty."""
    start: int
    """HTML: index of the run's first piece in `Page.pieces`. Text: offset of its first character in the source."""
    stop: int
    """Index after the last piece, or offset after the last character."""
    link_chars: int
    """Characters (as in the source) that stand inside links."""
    bold_chars: int
    """Characters (as in the source) that stand inside ``b`` or ``strong``."""
    cut: bool
    """True when the run began after a double ``<br>`` and not at an element's edge."""


class Image(NamedTuple):
    """A picture or other embedded medium."""

    node: int
    """Index of its element."""
    leaf: int
    """Index of the leaf that it stands in or before; the number of leaves if it stands after the last."""


class Leaves(NamedTuple):
    """What the cutting gives."""

    leaves: list[Leaf]
    pieces: list[tuple[int, str]]
    """Text in document order: (innermost element that holds it, text as in the source; ``\\n`` for a ``<br>``)."""
    images: list[Image]
    by_tag: dict[str, list[int]]


def clean(text: str) -> str:
    """Collapse white space and drop characters that show nothing; the result is in NFC.

    >>> clean("  A\\u00a0 soft\\u00adhyphen\\n")
    'A softhyphen'
    """
    if not text.isascii():
        text = text.translate(_INVISIBLE)
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


class _Cutter:
    """Collects pieces until a boundary turns them into a leaf."""

    __slots__ = ("bold", "cut", "first", "leaves", "link", "pieces", "seen")

    def __init__(self) -> None:
        self.leaves: list[Leaf] = []
        self.pieces: list[tuple[int, str]] = []
        self.first = 0
        self.link = 0
        self.bold = 0
        self.seen = False  # some visible text since the last cut
        self.cut = False

    def add(self, owner: int, text: str, in_link: int, in_bold: int) -> None:
        self.pieces.append((owner, text))
        if not text.isspace():
            self.seen = True
            if in_link:
                self.link += len(text)
            if in_bold:
                self.bold += len(text)

    def flush(self, container: int, kind: str, *, cut: bool = False) -> None:
        if self.seen:
            text = self._text(kind)
            if text:
                self.leaves.append(
                    Leaf(container, kind, text, self.first, len(self.pieces), self.link, self.bold, self.cut)
                )
        self.first = len(self.pieces)
        self.link = self.bold = 0
        self.seen = False
        self.cut = cut

    def _text(self, kind: str) -> str:
        joined = "".join([p[1] for p in self.pieces[self.first :]])
        if kind == "code":
            return joined.translate(_INVISIBLE).replace(BREAK, "\n").strip("\r\n").rstrip()
        if BREAK in joined:
            lines = [clean(line) for line in joined.split(BREAK)]
            return "\n".join(line for line in lines if line)
        return clean(joined)

    def line_break(self, owner: int, container: int, kind: str) -> None:
        """Take a ``<br>``: the second in a row cuts the run."""
        for i in range(len(self.pieces) - 1, self.first - 1, -1):
            piece = self.pieces[i][1]
            if piece == BREAK:
                if kind != "code":
                    self.flush(container, kind, cut=True)
                    return
                break
            if not piece.isspace():
                break
        self.pieces.append((owner, BREAK))


BREAK = "\x1e"
"""Stands for a ``<br>`` in pieces: a character that HTML cannot hold (U+001E, record separator)."""


def cut_leaves(nodes: Nodes) -> Leaves:
    """Cut the visible text of ``nodes`` into leaves. Linear time, no recursion."""
    tags, parents, ends, texts, tails = nodes.tags, nodes.parents, nodes.ends, nodes.texts, nodes.tails
    cutter = _Cutter()
    images: list[Image] = []
    by_tag: dict[str, list[int]] = {}
    open_: list[int] = []
    containers: list[tuple[int, str]] = [(0, "text")]
    in_link = in_bold = 0

    def close(node: int) -> None:
        nonlocal in_link, in_bold
        tag = tags[node]
        if tag == "a":
            in_link -= 1
        elif tag in BOLD:
            in_bold -= 1
        elif tag not in INLINE and tag != "br":
            cutter.flush(*containers.pop())
        tail = tails[node]
        if tail:
            cutter.add(parents[node], tail, in_link, in_bold)

    body = _first_body(nodes)
    for node in range(len(tags)):
        while open_ and ends[open_[-1]] <= node:
            close(open_.pop())
        tag = tags[node]
        if tag in INDEXED:
            by_tag.setdefault(tag, []).append(node)
        if node < body:
            continue
        open_.append(node)
        if tag == "a":
            in_link += 1
        elif tag in BOLD:
            in_bold += 1
        elif tag == "br":
            cutter.line_break(parents[node], *containers[-1])
        elif tag not in INLINE:
            cutter.flush(*containers[-1])
            containers.append((node, KIND_OF_TAG.get(tag) or containers[-1][1]))
        if tag in MEDIA:
            images.append(Image(node, len(cutter.leaves)))
        text = texts[node]
        if text:
            cutter.add(node, text, in_link, in_bold)
    while open_:
        close(open_.pop())
    cutter.flush(0, "text")
    return Leaves(cutter.leaves, cutter.pieces, images, by_tag)


def _first_body(nodes: Nodes) -> int:
    """Index of the first node that is shown: the body, or else the first after the head, or the root."""
    for node in nodes.children(0):
        if nodes.tags[node] in ("body", "frameset"):
            return node
    for node in nodes.children(0):
        if nodes.tags[node] == "head":
            return nodes.ends[node]
    return 0
