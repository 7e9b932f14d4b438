"""Lists without list elements: paragraphs and lines that begin with a bullet, and lists split into several elements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tearsheet.page import Page
from tearsheet.page.text_blocks import SENTENCE_ENDS
from tearsheet.structure.drafts import BlockDraft, ItemDraft, ListDraft, MarkDraft, ParagraphDraft
from tearsheet.vocab import load

BULLETS = "•·∙◦▪▫‣⁃●○■□◆◇➤➢►▶✓✔✅☑➔➜→※\uf0b7\uf0a7\uf0d8"
"""Characters that are only used as bullets. Source: the bullets of word processors."""
DASHES = "-–—*"
"""Characters that are bullets if several lines begin with them; a single one may mark speech or a note."""
MIN_ITEMS, MIN_DASHED = 2, 3
"""Fewest consecutive items with a bullet, and with a dash."""

MIN_AMOUNTS = 3
"""Fewest lines of a list of amounts."""
AMOUNTS = 0.6
"""Least share of its lines that begin with an amount. Reasoning: salt and pepper have none."""
LONGEST_AMOUNT = 120
"""Longest of its lines in characters."""

MIN_PARTS, MOST_PARTS, LONGEST_PART = 4, 40, 60
"""Fewest and most parts of a line that is a list of amounts, and the most characters of each."""
_COMMA = re.compile(r",\s+(?![^()]*\))")

_AMOUNT = re.compile(r"[0-9¼-¾⅐-⅞][0-9¼-¾⅐-⅞ .,/–-]{0,12}[^\W\d_]")
_NO_AMOUNT = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d{5}")
"""A year, or a number with too many digits for an amount."""
_MONTHS = frozenset(word for words in load("locales")["months"].values() for word in words)
"""Words after a day, so that a line of days is not read as a list of amounts."""
_SIGNS = tuple(BULLETS + DASHES)
_LEAD = re.compile(rf"([{re.escape(BULLETS)}]|[{re.escape(DASHES)}](?=\s))\s*(?=\S)")
_WORD_LEAD = re.compile(r"([^\w\s]|o|[0-9]{1,3}[.)])\s+(?=\S)")
_WORD_LEVEL = re.compile(r"mso-list\s*:[^;:]*level([1-9])")
_KIX = re.compile(r"lst-kix_(\w+)-([0-9])(?![\w-])")


class _Line(NamedTuple):
    """A line that may be a list item."""

    paragraph: ParagraphDraft
    start: int
    """Offset of its text in the paragraph, after the bullet."""
    stop: int
    sign: str
    level: int


def listed(page: Page, blocks: Sequence[BlockDraft]) -> Sequence[BlockDraft]:
    """Return ``blocks`` with lists instead of consecutive paragraphs and lines that begin with bullets."""
    for block in blocks:
        if block.type == "paragraph" and _may_hold_items(page, block):
            break
    else:
        return blocks  # the usual case
    result: list[BlockDraft] = []
    run: list[_Line] = []
    for block in blocks:
        lines = _lines(page, block) if block.type == "paragraph" else []
        first = next((k for k, line in enumerate(lines) if line.sign), len(lines))
        if block.type == "paragraph" and first == len(lines) and _are_amounts(lines):
            _end(result, run)
            if _AMOUNT.match(block.text) is None:  # a line that introduces them
                result.append(part_of(block, 0, lines.pop(0).stop))
            result.append(_list_of(lines))
        elif block.type == "paragraph" and len(lines) == 1 and _are_amounts(parts := _parts(block)):
            _end(result, run)
            result.append(_list_of(parts))
        elif block.type != "paragraph" or first == len(lines) or not all(line.sign for line in lines[first:]):
            _end(result, run)
            result.append(block)
        elif first:
            _end(result, run)
            if len(lines) - first < MIN_ITEMS:
                result.append(block)
                continue
            result.append(part_of(block, 0, lines[first - 1].stop))
            run.extend(lines[first:])
        else:
            run.extend(lines)
    _end(result, run)
    return result


def _are_amounts(lines: Sequence[_Line]) -> bool:
    """Return whether most ``lines`` begin with an amount, as in lists of ingredients or materials."""
    texts = [line.paragraph.text[line.start : line.stop] for line in lines]
    if len(texts) < MIN_AMOUNTS or max(map(len, texts)) > LONGEST_AMOUNT or not all(texts):
        return False
    if any(text[-1] in ".!?" or _NO_AMOUNT.search(text) for text in texts):
        return False  # sentences, dates, postal codes
    return sum([_AMOUNT.match(text) is not None for text in texts]) >= AMOUNTS * len(texts)


def begins_with_amount(text: str) -> bool:
    """Return whether ``text`` begins by saying how much of something, and is no sentence."""
    is_amount = _AMOUNT.match(text) is not None and _NO_AMOUNT.search(text) is None
    return is_amount and not text.endswith(SENTENCE_ENDS)


def _parts(block: ParagraphDraft) -> list[_Line]:
    """Return the parts of a line that commas divide, if it begins with an amount and has several; else none."""
    text = block.text
    is_long = len(text) > MOST_PARTS * LONGEST_PART or text.count(",") > MOST_PARTS
    if (
        is_long
        or not begins_with_amount(text)
        or not _MONTHS.isdisjoint(text.lower().replace(",", " ").split())
    ):
        return []
    ends = [*_COMMA.finditer(text)]
    starts, stops = [0, *[m.end() for m in ends]], [*[m.start() for m in ends], len(text)]
    if len(starts) < MIN_PARTS or max(b - a for a, b in zip(starts, stops, strict=True)) > LONGEST_PART:
        return []
    return [_Line(block, a, b, "", 1) for a, b in zip(starts, stops, strict=True)]


def _may_hold_items(page: Page, block: ParagraphDraft) -> bool:
    text = block.text
    if text[:1].isdecimal() and text.count(", ") >= MIN_PARTS - 1:
        return True
    return text.startswith(_SIGNS) or "\n" in text or (text != "" and _word_level(page, block) > 0)


def _word_level(page: Page, block: ParagraphDraft) -> int:
    """Return the list level, from 1, that a word processor has given a paragraph; 0 if it is not a list item."""
    if page.is_text:
        return 0
    style = page.nodes.attrs[page.blocks[block.sources[0]].node].get("style", "")
    found = _WORD_LEVEL.search(style) if "mso-list" in style else None
    return int(found[1]) if found else 0


def _lines(page: Page, block: ParagraphDraft) -> list[_Line]:
    """Return the lines of a paragraph; those that are not items have an empty ``sign``."""
    level = _word_level(page, block)
    lines = []
    at = 0
    for line in block.text.split("\n"):
        lead = _LEAD.match(line) or (_WORD_LEAD.match(line) if level else None)
        sign = lead[1] if lead else ""
        lines.append(_Line(block, at + (lead.end() if lead else 0), at + len(line), sign, max(level, 1)))
        at += len(line) + 1
    return lines


def _end(result: list[BlockDraft], run: list[_Line]) -> None:
    """Add the list that the lines of ``run`` form, or their paragraphs if they are too few, and clear ``run``."""
    if not run:
        return
    sure = any(line.sign in BULLETS or line.sign[0].isalnum() for line in run)
    if len(run) >= (MIN_ITEMS if sure else MIN_DASHED):
        result.append(_list_of(run))
    else:
        kept = {id(line.paragraph): line.paragraph for line in run}
        result.extend(kept.values())
    run.clear()


def _list_of(run: Sequence[_Line]) -> ListDraft:
    root: list[ItemDraft] = []
    open_: list[tuple[int, list[ItemDraft]]] = [(run[0].level, root)]
    for line in run:
        while len(open_) > 1 and open_[-1][0] > line.level:
            open_.pop()
        if line.level > open_[-1][0] and open_[-1][1]:
            nested: list[ItemDraft] = []
            open_[-1][1][-1].items = nested
            open_.append((line.level, nested))
        cut = part_of(line.paragraph, line.start, line.stop)
        digits = line.sign.rstrip(".)")
        number = int(digits) if digits.isdecimal() else None
        open_[-1][1].append(ItemDraft(cut.sources, cut.text, cut.marks, None, number))
    sources = tuple(dict.fromkeys(i for line in run for i in line.paragraph.sources))
    return ListDraft(sources, root[0].number is not None, root)


def part_of(block: ParagraphDraft, start: int, stop: int) -> ParagraphDraft:
    """Return the part of a paragraph from ``start`` to ``stop`` (exclusive), with its marks."""
    marks = [
        MarkDraft(m.type, max(m.start, start) - start, min(m.end, stop) - start, m.href, m.note)
        for m in block.marks
        if m.start < stop and m.end > start
    ]
    return ParagraphDraft(block.sources, block.text[start:stop], marks)


def joined(page: Page, before: tuple[int, ListDraft], node: int, block: ListDraft) -> bool:
    """Add the items of ``block``, the list at ``node``, to the list ``before`` it if both are one list; return whether.

    Some editors make a separate list for each item (with the same class and continued numbers) or for each level.
    """
    nodes = page.nodes
    last_node, last = before
    if (
        nodes.ends[last_node] != node
        or nodes.tags[last_node] != nodes.tags[node]
        or last.ordered != block.ordered
    ):
        return False
    one, two = (nodes.attrs[n].get("class", "") for n in (last_node, node))
    levels = [_KIX.search(name) for name in (one, two)]
    if levels[0] and levels[1]:
        _put(last, block, int(levels[1][2]))
    elif one != two or not one or len(block.items) > 1 or (block.ordered and not _goes_on(last, block)):
        return False
    else:
        last.items = [*last.items, *block.items]
    last.sources = (*last.sources, *block.sources)
    return True


def _goes_on(last: ListDraft, block: ListDraft) -> bool:
    number, following = last.items[-1].number, block.items[0].number
    return number is not None and following == number + 1


def _put(last: ListDraft, block: ListDraft, level: int) -> None:
    """Add items at ``level``, from 0, to a list whose levels are consecutive list elements."""
    holder: ListDraft | ItemDraft = last
    for _ in range(level):
        if not holder.items:
            break
        holder = holder.items[-1]
    holder.items = [*holder.items, *block.items]
