"""Splits the visible text of a page into blocks.

A block is a maximal run of inline content inside one block-level element. Two consecutive ``<br>`` end a run; a single
one is a line break within it. In the compiled form, `tearsheet.page._walk` does this during the walk.
"""

from __future__ import annotations

from collections.abc import Sequence

from tearsheet.page.nodes import Nodes
from tearsheet.page.text_blocks import (
    BLOCKS,
    BREAK,
    HEAD_HOLDS,
    HOLDERS,
    INDEXED,
    INLINE,
    KIND_OF_TAG,
    MEDIA,
    MOST_INSIDE,
    Image,
    TextBlock,
    TextBlocks,
    are_parted,
    clean,
    visible,
)

TRAITS = ("block", "link", "bold", "break", "indexed", "media", "unknown")
"""Names of the bits in the traits of a tag, lowest bit first."""
_BLOCK, _LINK, _BOLD, _BREAK, _INDEXED, _MEDIA, _UNKNOWN = (1 << bit for bit in range(len(TRAITS)))


def _traits(tag: str) -> int:
    if tag == "br":
        traits = _BREAK
    elif tag == "a":
        traits = _LINK
    elif tag in ("b", "strong"):
        traits = _BOLD
    elif tag in INLINE:
        traits = 0
    else:
        traits = _BLOCK if tag in BLOCKS or tag in INDEXED or tag in MEDIA else _UNKNOWN
    return traits | (_INDEXED if tag in INDEXED else 0) | (_MEDIA if tag in MEDIA else 0)


TRAITS_OF = {tag: _traits(tag) for tag in ("br", *INLINE, *BLOCKS, *INDEXED, *MEDIA)}
"""Traits of the known tags."""
UNLISTED = _UNKNOWN
"""Traits of all other tags: block-level, unless `BlockSplitter.is_in_line` finds that they are inline."""


class BlockSplitter:
    """Collects pieces of text and turns them into a block at each boundary."""

    def __init__(self, nodes: Nodes) -> None:
        self.tags = nodes.tags
        self.parents = nodes.parents
        self.ends = nodes.ends
        self.texts = nodes.texts
        self.tails = nodes.tails
        self.attrs = nodes.attrs
        self.blocks: list[TextBlock] = []
        self.pieces: list[tuple[int, str]] = []
        self.images: list[Image] = []
        self.by_tag: dict[str, list[int]] = {}
        self.containers: list[int] = [0]
        self.kinds: list[str] = ["text"]
        self.first: int = 0  # first piece of the run
        self.link_chars: int = 0
        self.bold_chars: int = 0
        self.in_link: int = 0  # open links
        self.in_bold: int = 0
        self.has_text: bool = False  # whether the run has visible text
        self.cut: bool = False  # whether the run started after a double <br>
        self.breaks: int = 0  # number of single <br> in the run

    def run(self, body: int) -> None:
        """Process all nodes in document order; those before ``body`` are only indexed."""
        open_: list[int] = []
        open_ends: list[int] = []
        open_traits: list[int] = []
        for node in range(len(self.tags)):
            while open_ends and open_ends[-1] <= node:
                open_ends.pop()
                self.close(open_.pop(), open_traits.pop())
            tag = self.tags[node]
            traits = TRAITS_OF.get(tag, UNLISTED)
            if traits & _INDEXED:
                self.index(tag, node)
            if node >= body:
                if traits & _UNKNOWN:
                    traits = 0 if self.is_in_line(tag, node) else _BLOCK
                open_.append(node)
                open_ends.append(self.ends[node])
                open_traits.append(traits)
                self.open(tag, node, traits)
        while open_:
            self.close(open_.pop(), open_traits.pop())
        self.flush(cut=False)

    def index(self, tag: str, node: int) -> None:
        """Add ``node`` to the nodes with this ``tag``."""
        found = self.by_tag.get(tag)
        if found is None:
            self.by_tag[tag] = [node]
        else:
            found.append(node)

    def is_in_line(self, tag: str, node: int) -> bool:
        """Return whether an unknown element is inline: it contains no block and is next to text in the same line."""
        tail = self.tails[node]
        is_before_text = tail is not None and not tail.isspace()
        if tag == "button":
            if not (self.has_text and is_before_text):
                return False
        elif not (self.has_text or is_before_text or self.tags[self.containers[-1]] in HOLDERS):
            return False
        inside = self.tags[node + 1 : min(self.ends[node], node + 2 + MOST_INSIDE)]
        return len(inside) <= MOST_INSIDE and not any(TRAITS_OF.get(child, 0) & _BLOCK for child in inside)

    def open(self, tag: str, node: int, traits: int) -> None:
        """Open an element, and add the text before its first child."""
        if traits & _BLOCK:
            self.flush(cut=False)
            self.containers.append(node)
            self.kinds.append(KIND_OF_TAG.get(tag) or self.kinds[-1])
        elif traits & _LINK:
            self.in_link += 1
        elif traits & _BOLD:
            self.in_bold += 1
        elif traits & _BREAK:
            self.line_break(self.parents[node])
        if traits & _MEDIA:
            self.images.append(Image(node, len(self.blocks)))
        text = self.texts[node]
        if text is not None and (tag != "title" or self.tags[self.parents[node]] != "head"):
            self.add(node, text)

    def close(self, node: int, traits: int) -> None:
        """Close an element, and add the text after it."""
        if traits & _BLOCK:
            self.flush(cut=False)
            self.containers.pop()
            self.kinds.pop()
        elif traits & _LINK:
            self.in_link -= 1
        elif traits & _BOLD:
            self.in_bold -= 1
        tail = self.tails[node]
        if tail is not None:
            self.add(self.parents[node], tail)

    def add(self, owner: int, text: str) -> None:
        """Add a piece of text directly inside ``owner``."""
        is_code = self.kinds[-1] == "code"
        if text.isspace():
            if self.has_text or is_code:  # leading white space is only visible in code
                self.pieces.append((owner, text))
            return
        if self.has_text and not is_code:
            before = self.pieces[-1]
            if before[0] != owner and text[0].isalnum() and not before[1][-1].isspace():
                container = self.containers[-1]
                if are_parted(self.tags, self.parents, self.attrs, container, (before, (owner, text))):
                    self.pieces.append((container, " "))
        if not self.has_text and not self.breaks and not is_code:
            self.first = len(self.pieces)
        self.pieces.append((owner, text))
        self.has_text = True
        if self.in_link:
            self.link_chars += len(text)
        if self.in_bold:
            self.bold_chars += len(text)

    def line_break(self, owner: int) -> None:
        """Process a ``<br>``; the second of two consecutive ones ends the run."""
        kind = self.kinds[-1]
        if self.breaks and kind != "code":
            at = len(self.pieces) - 1
            while at >= self.first and self.pieces[at][1].isspace() and self.pieces[at][1] != BREAK:
                at -= 1
            if at >= self.first and self.pieces[at][1] == BREAK:
                self.flush(cut=True)
                return
        if self.has_text or kind == "code":
            self.pieces.append((owner, BREAK))
            self.breaks += 1

    def flush(self, *, cut: bool) -> None:
        """End the run; it becomes a block if it has visible text."""
        if self.has_text:
            text = self.text()
            if text:
                block = TextBlock(
                    self.containers[-1],
                    self.kinds[-1],
                    text,
                    self.first,
                    len(self.pieces),
                    self.link_chars,
                    self.bold_chars,
                    self.cut,
                )
                self.blocks.append(block)
            self.link_chars = self.bold_chars = 0
            self.has_text = False
        self.first = len(self.pieces)
        self.breaks = 0
        self.cut = cut

    def text(self) -> str:
        """Return the visible text of the run."""
        texts = [piece[1] for piece in self.pieces[self.first :]]
        return text_of_run(texts, self.kinds[-1], has_breaks=self.breaks > 0)


def text_of_run(texts: Sequence[str], kind: str, *, has_breaks: bool) -> str:
    """Return the visible text of a run with these pieces, for a block of this ``kind``; '' if nothing is visible."""
    joined = texts[0] if len(texts) == 1 else "".join(texts)
    if kind == "code":
        return visible(joined).replace(BREAK, "\n").strip("\r\n").rstrip()
    if has_breaks:
        lines = [clean(line) for line in joined.split(BREAK)]
        return "\n".join([line for line in lines if line])
    return clean(joined)


def split_blocks(nodes: Nodes) -> TextBlocks:
    """Split the visible text of ``nodes`` into blocks. Linear time, no recursion."""
    cutter = BlockSplitter(nodes)
    cutter.run(first_shown(nodes))
    return TextBlocks(cutter.blocks, cutter.pieces, cutter.images, cutter.by_tag)


def first_shown(nodes: Nodes) -> int:
    """Return the index of the first node that is shown: the body; else the first node after the head; else the root.

    If the body's start tag is omitted, libxml2 puts elements that HTML 4 does not know into the head. Therefore the first
    element that may not be in a head counts as the start of the body. Source: HTML, "optional tags" and the "in head"
    insertion mode.
    """
    body = 0
    for node in nodes.children(0):
        tag = nodes.tags[node]
        if tag in ("body", "frameset"):
            return node
        if tag == "head":
            for child in nodes.children(node):
                if nodes.tags[child] not in HEAD_HOLDS:
                    return child
            body = nodes.ends[node]
    return body
