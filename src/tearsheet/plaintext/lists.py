"""Lists whose bullets are lost: lines behind an introducing colon, and runs of lines that lead with labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tearsheet.parsing.labels import split_label
from tearsheet.plaintext.block import Block
from tearsheet.plaintext.lines import ends_sentence

MIN_INTRODUCED = 2
"""Fewest lines behind a colon that make a list."""
MIN_LABELLED = 3
"""Fewest labelled lines that make a list when nothing introduces them."""
MAX_BARE = 120
"""Longest unlabelled item, in characters. Reasoning: an item without a full stop is about a line."""
MIN_BARE = 2
"""Fewest headings without a colon that show how the headings of a text look."""
MAX_LABEL_WORDS = 8
_QUOTES = '"“„«‚‘「『'


def mark_items(blocks: Sequence[Block], body: Sequence[bool]) -> list[Block]:
    """Return the blocks with those text blocks turned into items that are a list without its bullets.

    ``body`` says for each block whether it belongs to the body; the others are left alone.
    """
    out = list(blocks)
    i = 0
    while i < len(blocks):
        introduced = i > 0 and body[i - 1] and blocks[i - 1].text.endswith((":", "："))
        stop = _run(blocks, body, i, introduced=introduced)
        for k in range(i, stop):
            out[k] = blocks[k]._replace(kind="item")
        i = max(stop, i + 1)
    return out


def without_labels(blocks: Sequence[Block], heads: Sequence[int]) -> list[Block]:
    """Return the blocks with those of the headings at ``heads`` turned back into text that are labels of lists.

    These end in a colon, come once, and have a list right below, in a text most of whose headings have no colon. What
    follows such a list belongs to the section that the list is in.
    """
    out = list(blocks)
    colons = [i for i in heads if blocks[i].text.endswith((":", "："))]
    if len(heads) - len(colons) < max(MIN_BARE, len(colons)):
        return out
    times = Counter(blocks[i].text for i in colons)
    for i in colons:
        below = blocks[i + 1].kind if i + 1 < len(blocks) else ""
        if below == "item" and not blocks[i].level and times[blocks[i].text] == 1:
            out[i] = blocks[i]._replace(kind="text")
    return out


def _run(blocks: Sequence[Block], body: Sequence[bool], start: int, *, introduced: bool) -> int:
    """Index after the list that begins at ``start``; ``start`` itself if none does."""
    stop = start
    labels: list[str] = []
    while stop < len(blocks) and body[stop] and blocks[stop].kind == "text":
        label = _label(blocks[stop].text)
        if label is None:
            break
        labels.append(label)
        stop += 1
    if len(labels) >= (MIN_INTRODUCED if introduced else MIN_LABELLED) and len(set(labels)) == len(labels):
        return stop
    if not introduced:
        return start
    stop = start
    while stop < len(blocks) and body[stop] and _is_bare(blocks[stop]):
        stop += 1
    return stop if stop - start >= MIN_INTRODUCED else start


def _label(text: str) -> str | None:
    """The label that a line leads with; None if it has none, names a speaker, or only introduces."""
    found = split_label(text)
    if found is None or len(found[0]) < 2 or len(found[0].split()) > MAX_LABEL_WORDS:
        return None
    return None if found[1][0] in _QUOTES or " | " in text else found[0].casefold()


def _is_bare(block: Block) -> bool:
    return block.kind == "text" and len(block.text) <= MAX_BARE and not ends_sentence(block.text)
