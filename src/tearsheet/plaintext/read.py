"""Text whose markup is lost: lines to blocks, blocks to roles, roles to the same page columns that HTML gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from tearsheet.native.forest import ForestEvaluator
from tearsheet.page import Page
from tearsheet.parsing.inline_lists import split_inline_list
from tearsheet.plaintext.block import Block
from tearsheet.plaintext.blocks import read_blocks
from tearsheet.plaintext.build import Outline, build_page, is_outlined
from tearsheet.plaintext.code_lines import mark_code
from tearsheet.plaintext.header_footer import Frame, find_frame, read_header
from tearsheet.plaintext.heading_lines import chosen_headings
from tearsheet.plaintext.leftovers import without_leftovers
from tearsheet.plaintext.levels import read_levels
from tearsheet.plaintext.lines import dialect_of, line_joint, split_lines, weight
from tearsheet.plaintext.lists import mark_items, without_labels
from tearsheet.plaintext.meta_line import Part
from tearsheet.plaintext.roles import BODY, BODY_ROLES, read_roles
from tearsheet.plaintext.shape import is_running, keys_of, meta_parts, shape_of
from tearsheet.plaintext.stated import state
from tearsheet.plaintext.title_lines import Lines
from tearsheet.plaintext.value import Around

MIN_COLUMN = 2
"""Fewest columns by which running text is indented where headings are not."""
INDENTED_SHARE = 0.7
"""Least share of the running text that begins at one column in such a text."""
MIN_ALIKE = 2
"""Fewest points before the last one that show how long a point is."""
_SENTENCE_END = re.compile(r"[.!?。！？][\"'”’»)\]]*\s+(?=\S)")
MIN_ITEM = 0.5
"""Least probability of a list item for a line without a bullet."""
MIN_BELOW = 40
"""Fewest characters below the last heading of a body: above less than this it is a signature or a sign-off."""


def read_text(text: str, *, url: str | None = None) -> Page:
    """Return the page that ``text`` holds: headings, paragraphs, lists, quotes, code and tables as nodes.

    `TextBlock.start` and `TextBlock.stop` are character offsets into ``text``; `Page.text_facts` has what its lines
    state and why each block belongs to the body or not.
    """
    around, frame = read_around(without_leftovers(text), url)
    blocks, reasons, headline = _body_blocks(around, frame)
    return build_page(Outline(text, blocks, reasons, headline, state(around, frame)), url)


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of ``text`` whose roles are to be read: all that show something, code put together."""
    lines = split_lines(text)
    blocks = read_blocks(text, lines, dialect_of(lines, line_joint(text)))
    shown = [i for i, block in enumerate(blocks) if block.kind != "rule"]
    top = read_header([blocks[i] for i in shown])[1]
    blocks = mark_code(blocks, text, shown[top - 1] + 1 if top else 0, len(blocks), frozenset())
    return [b for b in blocks if b.kind != "rule"]


def read_around(text: str, url: str | None = None) -> tuple[Around, Frame]:
    """Return the blocks of ``text`` with all that is read of them, and its frame."""
    blocks = blocks_of(text)
    parts = [meta_parts(block) for block in blocks]
    shapes = [shape_of(block, found) for block, found in zip(blocks, parts, strict=True)]
    keys = keys_of(blocks)
    return around_of(text, parts, Lines(blocks, shapes, keys, read_roles(blocks, shapes, keys), url))


def around_of(
    text: str, parts: Sequence[tuple[Part, ...]], lines: Lines, titles: ForestEvaluator | None = None
) -> tuple[Around, Frame]:
    """Return what `read_around` does, for ``lines`` whose roles were read before, with ``titles`` as model of titles."""
    blocks, shapes, keys, reading, url = lines
    frame = find_frame(lines, titles)
    place = (frame.title, frame.headline, frame.first, frame.last, url)
    return Around(text, blocks, shapes, parts, keys, reading, *place), frame


def _body_blocks(around: Around, frame: Frame) -> tuple[list[Block], list[str], int]:
    """Give the blocks of the body their kind; return all blocks, why each is in the body or not, and the title's."""
    closing = _closing(around.blocks, frame.reasons)
    headings = chosen_headings(around, frame.reasons)
    marked = {**_outdented(around, frame), **_counted(around, frame)}
    spread: list[Block] = []
    reasons: list[str] = []
    heads: list[tuple[int, int]] = []
    headline = -1
    for i, block in enumerate(around.blocks):
        reason = frame.reasons[i]
        if i == frame.headline:
            headline = len(spread)
        parts = [block]
        if i in marked and i < closing:
            parts = [block._replace(kind="heading", level=marked[i])]
        elif reason == "body":
            introduced = bool(spread) and spread[-1].text.endswith((":", "："))
            parts = _body_block(around, i, introduced=introduced, heading=i in headings and i < closing)
        if parts[0].kind == "heading" and reason == "body":
            heads.append((i, len(spread)))
        spread.extend(parts)
        reasons.extend([reason] * len(parts))
    marked_items = mark_items(spread, [reason == "body" for reason in reasons])
    blocks = without_labels(marked_items, [place for _, place in heads])
    heads = [(i, place) for i, place in heads if blocks[place].kind == "heading"]
    if not any(blocks[place].level or is_outlined(blocks[place].text) for _, place in heads):
        levels = read_levels(around.shapes, [i for i, _ in heads])
        for (_, place), level in zip(heads, levels, strict=True):
            blocks[place] = blocks[place]._replace(level=level + 1)
    return blocks, reasons, headline


def _body_block(around: Around, i: int, *, introduced: bool, heading: bool) -> list[Block]:
    block, reading = around.blocks[i], around.reading
    if heading:
        return [block._replace(kind="heading", level=0)]
    role = reading.roles[i]
    whole = 1.0
    if role not in BODY:  # put into the body later: the likeliest of its roles, and its share among them
        role = max(BODY_ROLES, key=lambda name: reading.of(i, name))
        whole = sum(reading.of(i, name) for name in BODY_ROLES)
    if block.kind == "text" and role == "item" and reading.of(i, "item") >= MIN_ITEM * whole:
        return [block._replace(kind="item")]
    return _spread(around.source, block, introduced=introduced)


def _outdented(around: Around, frame: Frame) -> dict[int, int]:
    """Return the headings of a text whose running text is indented, by index: their tag's number.

    Text browsers set headings farther to the left than the text, the higher the farther.
    """
    body = [i for i, reason in enumerate(frame.reasons) if reason == "body"]
    columns = Counter(
        around.blocks[i].indent
        for i in body
        if around.blocks[i].kind == "text" and is_running(around.shapes[i])
    )
    if not columns:
        return {}
    column, times = columns.most_common(1)[0]
    if column < MIN_COLUMN or times < INDENTED_SHARE * columns.total():
        return {}
    found = [
        i
        for i in body
        if around.blocks[i].kind == "text"
        and around.blocks[i].indent < column
        and not is_running(around.shapes[i])
        and around.shapes[i].end in (0, 2)
    ]
    ranks = sorted({around.blocks[i].indent for i in found})
    return {i: 2 + ranks.index(around.blocks[i].indent) for i in found}


def _counted(around: Around, frame: Frame) -> dict[int, int]:
    """Return the headings that count up from one with running text below each, by index; their tag is left open."""
    shapes = around.shapes
    body = [i for i, reason in enumerate(frame.reasons) if reason == "body"]
    behind = dict(pairwise(body))
    numbered = [
        i
        for i in body
        if shapes[i].number > 0
        and around.blocks[i].kind == "text"
        and shapes[i].end in (0, 2)
        and not is_running(shapes[i])
        and i in behind
        and is_running(shapes[behind[i]])
    ]
    chain = [i for k, i in enumerate(numbered) if shapes[i].number == k + 1]
    return dict.fromkeys(chain, 0) if len(chain) > 1 and len(chain) == len(numbered) else {}


def _closing(blocks: Sequence[Block], reasons: Sequence[str]) -> int:
    """Index from which on too little of the body follows for a heading."""
    left = 0.0
    for i in range(len(blocks) - 1, -1, -1):
        if reasons[i] == "body":
            left += weight(blocks[i].text)
        if left >= MIN_BELOW:
            return i
    return 0


def _spread(source: str, block: Block, *, introduced: bool) -> list[Block]:
    """Turn run-together bullets into items, under an item that introduces them if there is one."""
    text = source[block.start : block.stop]
    glued = block.kind == "text" and len(block.text) == len(text)
    found = split_inline_list(text, introduced=introduced) if glued else None
    if found is None:
        return [block]
    out: list[Block] = []

    def part(kind: str, start: int, stop: int, level: int = 0) -> None:
        raw = text[start:stop].strip()
        if raw:
            at = block.start + text.index(raw, start)
            out.append(Block(kind, " ".join(raw.split()), at, at + len(raw), level))

    part("text", 0, found.start)
    deep = 0
    if found.intro is not None:
        part("item", found.intro[0], found.intro[1] + 1)
        deep = 1
    last = found.points[-1]
    cut = source[max(0, block.start - 3) : block.start].rstrip(" \t")[-1:] not in ("", "\n", "\r")
    end = _list_end([point.text for point in found.points]) if cut else 0
    for point in found.points[:-1]:
        part("item", point.start, point.stop, deep)
    part("item", last.start, last.stop - end, deep)
    part("text", last.stop - end, last.stop)
    return out


def _list_end(points: Sequence[str]) -> int:
    """Return how many characters of the last of some points are the paragraph behind the list.

    Where each point before is one sentence, so is the last one.
    """
    if len(points) <= MIN_ALIKE or any(_SENTENCE_END.search(point) for point in points[:-1]):
        return 0
    found = _SENTENCE_END.search(points[-1])
    return len(points[-1]) - found.end() if found else 0
