"""Headings: their rank, and lines that are headings without heading markup."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from tearsheet.page import Page, TextBlock
from tearsheet.structure.grouping import BlockGroup
from tearsheet.vocab import load

MAX_HEADING_CHARACTERS = 200
"""Longest heading in characters; a longer one is a paragraph in large print."""
MAX_FIRST_CHARACTERS = 100
"""Longest heading, in characters, at the start of the body; a longer one is the standfirst."""
MAX_LINE_CHARACTERS = 100
"""Longest line in characters that is a heading by its look. Reasoning: a longer one is a sentence."""
MAX_COLON_CHARACTERS = 25
"""Longest such line that may end in a colon (``Key takeaways:``); a longer one introduces what follows."""
MIN_COMPANY_CHARACTERS = 40
"""Fewest characters of the paragraphs around such a line. Reasoning: among short lines, it is just one of them."""
MIN_REPEATS = 2
"""Fewest lines with the same class for that class to be one of headings."""

MAX_LABELS = 3
"""Number of occurrences from which the same line is a label, not a heading."""
MAX_LINK_CHARACTERS = 40
"""Longest such line that may be a link. Reasoning: it may name an item that is described; a longer one leads elsewhere."""

NOTES = frozenset(load("boxes")["notes"])
"""Words in the class of short lines that are notes, not headings. Source: reasoning."""

_QUOTES = "\"'”’»“‘«"
_END = (".", ",", ";", ":", "!", "…", "。", "，", "；", "：", "！", "、", "؛", "،", "।", "۔")
_SENTENCES = re.compile(r"\w{3}[.!?…][\"'”’»)]?\s")
_SIGNS = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"([0-9]{1,3})[.):]\s*\S")
_ANCHOR = re.compile(r"^[#¶§]\s*|\s*[#¶§]$")
"""Signs of permalinks that sites add to headings."""


def heading_text(page: Page, blocks: Sequence[TextBlock]) -> str:
    """Return the text of a heading in one line, without a permalink sign."""
    text = " ".join(block.text for block in blocks).replace("\n", " ")
    if text[0] in "#¶§" or text[-1] in "#¶§":
        for block in (blocks[0], blocks[-1]):
            pieces = [
                (owner, piece.strip())
                for owner, piece in page.pieces[block.start : block.stop]
                if piece.strip()
            ]
            if any(p in ("#", "¶", "§") and _in_link(page, owner) for owner, p in (pieces[:1] + pieces[-1:])):
                return _ANCHOR.sub("", text, count=1) or text
    return text


def _in_link(page: Page, node: int) -> bool:
    tags, parents = page.nodes.tags, page.nodes.parents
    return tags[node] == "a" or (parents[node] >= 0 and tags[parents[node]] == "a")


def heading_rank(page: Page, node: int) -> int:
    """Return the rank of a heading element, from 1: its ``aria-level``, or else that of its tag; 2 if it has neither.

    Source: WAI-ARIA 1.2, where the default level of a heading is 2.
    """
    level = page.nodes.attrs[node].get("aria-level", "").strip()
    if level.isascii() and level.isdecimal() and 0 < len(level) < 3:
        return max(int(level), 1)
    tag = page.nodes.tags[node]
    return int(tag[1]) if tag[0] == "h" and tag[1:].isdecimal() else 2


class Head(NamedTuple):
    """A heading of the body."""

    text: str
    """Its text, in one line."""
    level: int
    """Its level, from 1."""


def read_outline(page: Page, groups: Sequence[BlockGroup], titles: Collection[str]) -> dict[int, Head | None]:
    """Return the headings by their position in ``groups``; None for those that only repeat one of ``titles``.

    ``titles`` are in the form returned by `sign`. Levels are the ranks of heading elements without unused ones: if the
    body has h2, h3 and h6, they are 1, 2 and 3. A single h1 above several h2 has the same level as these. A heading
    without heading markup is one level below the heading element before it, or has the level of the line whose numbering
    it continues.
    """
    found: dict[int, Head | None] = {}
    ranks: list[tuple[int, str, int]] = []
    by_looks = lines_that_head(page, groups)
    initials = {title[:1] for title in titles}
    for k, group in enumerate(groups):
        if group.kind != "heading" and k not in by_looks:
            continue
        text = heading_text(page, [page.blocks[i] for i in group.blocks])
        if (not text[0].isalnum() or text[0].casefold()[0] in initials) and sign(text) in titles:
            found[k] = None
        elif len(text) <= (MAX_HEADING_CHARACTERS if k else MAX_FIRST_CHARACTERS):
            ranks.append((k, text, heading_rank(page, group.node) if group.kind == "heading" else 0))
    used = [rank for _, _, rank in ranks if rank]
    if used.count(1) == 1 and used.count(2) > 1:
        ranks = [(k, text, 2 if rank == 1 else rank) for k, text, rank in ranks]
        used.remove(1)
    level_of = {rank: level for level, rank in enumerate(sorted(set(used)), 1)}
    above, last = 0, Head("", 0)  # level of the last heading element; last heading of any kind
    for k, text, rank in ranks:
        level = above = level_of[rank] if rank else above
        if not rank:
            level = last.level if _goes_on(last.text, text) else above + 1
        found[k] = last = Head(text, level)
    return found


def sign(text: str) -> str:
    """Return the letters and digits of a heading; headings with equal results count as equal.

    >>> sign("What’s new?") == sign("What's New")
    True
    """
    return _SIGNS.sub("", text.casefold())


def _goes_on(before: str, text: str) -> bool:
    """Return whether the number of ``text`` follows that of ``before``."""
    one, two = _NUMBERED.match(before), _NUMBERED.match(text)
    return one is not None and two is not None and int(two[1]) == int(one[1]) + 1


def lines_that_head(page: Page, groups: Sequence[BlockGroup]) -> set[int]:
    """Return the positions in ``groups`` of the paragraphs that are headings.

    These are short lines that do not end like a sentence and are followed by a longer text. They are bold, or the summary
    of a ``details`` element, or have a class of which all lines are short and followed by text with another class.
    Source: counted on pages whose outlines were labelled by hand.
    """
    nodes, blocks = page.nodes, page.blocks
    tags, attrs = nodes.tags, nodes.attrs
    found: set[int] = set()
    classes: dict[tuple[str, str], list[int]] = {}
    for k, group in enumerate(groups):
        if group.kind != "paragraph":
            continue
        node = group.node
        block = blocks[group.blocks[0]]
        if (10 * block.bold_chars >= 9 * len(block.text) and _is_bold_line(blocks, groups, k)) or (
            tags[node] == "summary" and _has_details(page, groups, k)
        ):
            found.add(k)
        name = attrs[node].get("class")
        if name:
            classes.setdefault((tags[node], name), []).append(k)
    for positions in classes.values():
        if len(positions) >= MIN_REPEATS and _is_heading_style(page, groups, positions):
            found.update(positions)
    if len(found) >= MAX_LABELS:
        found = _without_labels(blocks, groups, found)
    if len(found) == 1 and _is_only_bold(page, groups, *found):
        found.clear()
    return found


def _is_only_bold(page: Page, groups: Sequence[BlockGroup], k: int) -> bool:
    """Return whether the only such line of the page, at ``k``, is more likely emphasis, a name or a place than a heading.

    On a page with heading elements, only a number, a colon or a ``details`` element make it one. Source: counted on
    pages whose headings are known.
    """
    if "heading" not in [group.kind for group in groups]:
        return k == 0
    text = page.blocks[groups[k].blocks[0]].text
    is_marked = text.endswith(":") or _NUMBERED.match(text) is not None
    return not is_marked and page.nodes.tags[groups[k].node] != "summary"


def _without_labels(
    blocks: Sequence[TextBlock], groups: Sequence[BlockGroup], positions: set[int]
) -> set[int]:
    """Return ``positions`` without repeated lines, which are labels, such as those of panels that open."""
    times = Counter([blocks[groups[k].blocks[0]].text for k in positions])
    return {k for k in positions if times[blocks[groups[k].blocks[0]].text] < MAX_LABELS}


def _looks_like_heading(block: TextBlock) -> bool:
    """Return whether ``block`` is a single short line that does not end like a sentence."""
    text = block.text
    if (
        block.kind != "text"
        or not 2 < len(text) <= MAX_LINE_CHARACTERS
        or "\n" in text
        or text[0] in "([-–—•*"
    ):
        return False
    if 2 * block.link_chars >= len(text) > MAX_LINK_CHARACTERS:
        return False
    if text.endswith(":"):
        return len(text) <= MAX_COLON_CHARACTERS
    ended = text.rstrip(_QUOTES).endswith(_END) and not _NUMBERED.match(text)
    return not ended and not _SENTENCES.search(text) and any(c.isalpha() for c in text)


def _is_bold_line(blocks: Sequence[TextBlock], groups: Sequence[BlockGroup], k: int) -> bool:
    """Return whether the bold line at ``k`` is the heading of what follows."""
    block = blocks[groups[k].blocks[0]]
    if k + 1 >= len(groups) or not _looks_like_heading(block):
        return False
    following = blocks[groups[k + 1].blocks[0]]
    if groups[k + 1].kind == "heading" or _is_bold(following):
        return False
    if k and groups[k - 1].kind == "paragraph" and _is_scrap(blocks[groups[k - 1].blocks[0]]):
        return False
    return groups[k + 1].kind != "paragraph" or (
        len(following.text) >= max(MIN_COMPANY_CHARACTERS, len(block.text))
    )


def _is_bold(block: TextBlock) -> bool:
    return block.kind == "text" and 10 * block.bold_chars >= 9 * len(block.text)


def _is_scrap(block: TextBlock) -> bool:
    return len(block.text) < MIN_COMPANY_CHARACTERS


def _has_details(page: Page, groups: Sequence[BlockGroup], k: int) -> bool:
    """Return whether the ``details`` element of the summary at ``k`` has kept content."""
    if k + 1 >= len(groups):
        return False
    nodes = page.nodes
    following = page.blocks[groups[k + 1].blocks[0]].node
    details = nodes.parents[groups[k].node]
    return details < following < nodes.ends[details]


def _is_heading_style(page: Page, groups: Sequence[BlockGroup], positions: Sequence[int]) -> bool:
    """Return whether the lines of one class, at ``positions``, all precede text and begin with different words."""
    blocks = page.blocks
    if not all(_heads(blocks, groups, k) for k in positions):
        return False
    if not NOTES.isdisjoint(page.tokens(groups[positions[0]].node)):
        return False
    return len({blocks[groups[k].blocks[0]].text.split(maxsplit=1)[0] for k in positions}) > 1


def _heads(blocks: Sequence[TextBlock], groups: Sequence[BlockGroup], k: int) -> bool:
    """Return whether the line at ``k`` is short and between texts."""
    if k + 1 >= len(groups) or not _looks_like_heading(blocks[groups[k].blocks[0]]):
        return False
    following = blocks[groups[k + 1].blocks[0]]
    if groups[k + 1].kind == "paragraph" and len(following.text) < 2 * MIN_COMPANY_CHARACTERS:
        return False
    return groups[k + 1].kind in ("paragraph", "list") and not (
        k and groups[k - 1].kind == "paragraph" and _is_scrap(blocks[groups[k - 1].blocks[0]])
    )
