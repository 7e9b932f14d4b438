# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, infer_types=True, binding=False
"""Features of the texts of blocks, and the block that shows the title."""

from __future__ import annotations

from tearsheet.body.score.ancestors import AncestorFeatures, Element, LookTotals
from tearsheet.body.score.codes import (
    COMMENTS,
    END_CODES,
    KIND_CODES,
    LONG,
    OPENING,
    PRICE,
    SHORT,
    SHORTEST_INSIDE,
    START_CODES,
    WIDE,
)
from tearsheet.native.numbers import Numbers
from tearsheet.page import Page

NO_ELEMENT = Element()
NO_TOTALS = LookTotals()


class Block:
    """The features of one block, from its text and its element."""

    def __init__(self) -> None:
        self.element: Element = NO_ELEMENT
        self.group: LookTotals = NO_TOTALS
        """Totals over the blocks whose element and parent look the same."""
        self.kind = self.level = 0
        """Code of the kind, see `KIND_CODES`; rank of a heading by its tag, 1 to 6, otherwise 0."""
        self.same_text = self.same_opening = 0
        """Index of the first block with the same text; of the first one with the same opening."""
        self.repeats = self.openings = 0
        """Number of blocks with the same text, and with the same opening; only counted in the first one."""
        self.owner = 0
        """Number of elements with blocks of their own before its element."""
        self.words = 0
        self.is_question = self.is_price = self.is_long = self.is_comment = False
        self.size = self.link = self.stops = self.long = 0.0
        """Characters, those of wide scripts counting as two; share of characters in links; full stops; size without
        links if it is running text, otherwise 0."""
        self.mass = self.weight = self.kept = 0.0  # set before the second pass


def read_texts(page: Page, ancestors: AncestorFeatures, rows: Numbers, stride: int) -> list[Block]:
    """Return the blocks of ``page``, and write the first `TEXT_WIDTH` columns of their rows.

    Args:
        page: The page.
        ancestors: The features of its elements.
        rows: The array for the rows.
        stride: Distance from the start of one row to the start of the next.
    """
    texts: dict[str, int] = {}
    openings: dict[str, int] = {}
    blocks: list[Block] = []
    out = rows.data.as_floats
    at = 0
    shown_blocks = page.blocks
    for i, shown in enumerate(shown_blocks):
        node, kind, text, _, _, link_chars, bold_chars, cut = shown
        element = ancestors.element_at(node)
        block = Block()
        block.element = element
        blocks.append(block)
        block.kind = KIND_CODES[kind]
        block.level = _rank_of(element) if block.kind == 1 else 0
        _read_text(text, link_chars, bold_chars, block, out, at)
        block.is_comment = element.flags & COMMENTS != 0
        block.same_text = texts.setdefault(text, i)
        block.same_opening = openings.setdefault(text if len(text) <= OPENING else text[:OPENING], i)
        first = blocks[block.same_text]
        first.repeats += 1
        first = blocks[block.same_opening]
        parent = element.parent
        out[at + 18] = first.openings
        first.openings += 1
        out[at + 19] = block.kind
        out[at + 20] = block.level
        out[at + 21] = element.look.code
        out[at + 22] = element.look.code if parent is None else parent.look.code
        out[at + 23] = 1.0 if cut else 0.0
        at += stride
    at = 0
    for block in blocks:
        first = blocks[block.same_text]
        out[at + 16] = first.repeats
        first = blocks[block.same_opening]
        out[at + 17] = first.openings
        at += stride
    return blocks


def _read_text(  # noqa: PLR0913, PLR0917  # plain arguments: an object per block would cost time
    text: str, link_chars: int, bold_chars: int, block: Block, out: Numbers, at: int
) -> None:
    """Write the columns that depend on the text alone."""
    chars = size = len(text)
    if not text.isascii() and len(text.encode("utf-8", "replace")) - chars > WIDE * chars:
        size = 2 * chars
    _count(text, block, out, at)
    first, last = text[0], text[chars - 1]
    block.size = size
    block.link = min(link_chars / chars, 1.0)
    block.long = block.size * (1 - block.link) if block.size >= LONG and block.link < 0.5 else 0.0
    block.is_long = block.long > 0
    block.is_question = last in "?？"
    block.is_price = block.is_price and chars < PRICE
    out[at] = size
    out[at + 1] = block.words
    out[at + 2] = block.size / block.words
    out[at + 3] = block.link
    out[at + 4] = min(bold_chars / chars, 1.0)
    out[at + 7] = 100.0 * block.stops / size
    out[at + 8] = END_CODES.get(last, 0)
    out[at + 9] = (
        1
        if first.isupper()
        else 2
        if first.islower()
        else 3
        if first.isdigit()
        else START_CODES.get(first, 0)
    )
    out[at + 11] = 1.0 if not first.islower() and not text[chars // 2].islower() and text.isupper() else 0.0


def _count(text: str, block: Block, out: Numbers, at: int) -> None:  # noqa: C901  # one branch per character class
    """Count words and punctuation in a text; digits only if it is short."""
    words, stops, commas, digits, breaks = 1, 0, 0, 0, 0
    has_bar = has_copyright = has_colon = False
    for c in text:
        if c >= "a" and c <= "z":  # faster than a chained comparison in compiled code
            continue
        if c == " ":
            words += 1
        elif c in ".?!。":
            stops += 1
        elif c in ",、،":
            commas += 1
        elif c == "\n":
            breaks += 1
        elif c == ":":
            has_colon = True
        elif c in "|•·":
            has_bar = True
        elif c == "©":
            has_copyright = True
        elif c in "$€£¥₹":
            block.is_price = True
        elif c.isdigit():
            digits += 1
    block.words, block.stops = words, stops
    out[at + 5] = stops
    out[at + 6] = commas
    out[at + 10] = digits / len(text) if len(text) <= SHORT else 0.0
    out[at + 12] = breaks
    out[at + 13] = 1.0 if has_bar else 0.0
    out[at + 14] = 1.0 if has_copyright else 0.0
    out[at + 15] = 1.0 if has_colon else 0.0


def _rank_of(element: Element | None) -> int:
    """Return the rank of the innermost heading that an element is or is in, 1 to 6; 0 if there is none."""
    while element is not None:
        if element.look.rank >= 0:
            return element.look.rank
        element = element.parent
    return 0


def key_of(text: str) -> str:
    """Return the letters and digits of ``text``, case folded: texts with the same key look the same to a reader.

    >>> key_of("It’s a “Test”")
    'itsatest'
    """
    return "".join([c for c in text.casefold() if c.isalnum()])


def find_headline(page: Page, title: str | None) -> int:
    """Return the index of the block that shows ``title``; -1 if none does.

    If several do, an ``h1`` is preferred to other headings, a heading to other text, and the first one otherwise.
    """
    wanted = key_of(title) if title else ""
    length = len(title) if title else 0
    shortest, longest = 0.5 * length, 2.0 * length + 8
    tags = page.nodes.tags
    best, best_rank = -1, 9
    if wanted:
        shown_blocks, opening = page.blocks, wanted[0]
        for i, shown in enumerate(shown_blocks):
            text = shown[2]
            if not shortest <= len(text) <= longest:
                continue
            c = text[0]
            if c < "\x80" and c.isalnum() and c.lower() != opening:  # a cheap check before the text is folded
                continue
            node, kind = shown[0], shown[1]
            rank = 0 if tags[node] == "h1" else 1 if kind == "heading" else 2
            if rank < best_rank and key_of(text) == wanted:
                best, best_rank = i, rank
    return best if best >= 0 else _find_near_headline(page, wanted, longest)


def _find_near_headline(page: Page, wanted: str, longest: float) -> int:
    """Return the first heading that contains the title, or else the only heading in an ``h1``; -1 if there is none."""
    headings = [i for i, shown in enumerate(page.blocks) if shown.kind == "heading"]
    if len(wanted) >= SHORTEST_INSIDE:
        for i in headings:
            text = page.blocks[i].text
            if len(text) <= 2 * longest and wanted in key_of(text):
                return i
    ones = [i for i in headings if _in_h1(page, page.blocks[i].node)]
    return ones[0] if len(ones) == 1 else -1


def _in_h1(page: Page, node: int) -> bool:
    """Return whether an element, its parent or its grandparent is an ``h1``."""
    tags, parents = page.nodes.tags, page.nodes.parents
    for _ in range(3):
        if tags[node] == "h1":
            return True
        node = parents[node]
        if node < 0:
            break
    return False
