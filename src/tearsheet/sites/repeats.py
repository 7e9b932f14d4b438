"""Lines that several articles of a site share: boilerplate that no single page gives away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from hashlib import blake2s
from typing import TYPE_CHECKING, Final, NamedTuple

from tearsheet.page import Page

if TYPE_CHECKING:
    from tearsheet.extract import Extraction

FEW_PAGES: Final = 5
"""From fewer pages the fingerprints of all their lines are kept, to know them again on the next page."""
MAX_SHARED: Final = 0.5
"""An article that shares more of its lines with another is the same one under another URL, and says nothing."""
MAX_LINES: Final = 400
"""Boilerplate lines that a rule holds, the most frequent first."""
MIN_CHARS: Final = 4
"""Shorter lines, such as numbers and list marks, repeat by themselves."""
NEVER: Final = frozenset({"code", "cell", "heading"})
"""Kinds of block that repeat from article to article on their own account."""


class Repeats(NamedTuple):
    """What pages of one site share."""

    lines: tuple[str, ...]
    """Lines in the body of at least two articles, the most frequent first."""
    seen: tuple[str, ...]
    """Fingerprints of all body lines where the pages are few; empty where they are not."""


def folded(text: str) -> str:
    """Return a line as it is compared: white space and case do not count.

    >>> folded("Read  more ")
    'read more'
    """
    return " ".join(text.split()).casefold()


def fingerprint(text: str) -> str:
    """Return the fingerprint of a line: 16 hexadecimal digits."""
    return blake2s(folded(text).encode("utf-8", "replace"), digest_size=8).hexdigest()


def repeats_of(extractions: Sequence[Extraction]) -> Repeats:
    """Return what the articles share; nothing to know again if none has a body."""
    bodies = [_lines(e) for e in extractions]
    counts: Counter[str] = Counter()
    kept: list[dict[str, str]] = []
    for body in bodies:
        if any(len(body.keys() & other.keys()) > MAX_SHARED * max(1, min(len(body), len(other))) for other in kept):
            continue
        kept.append(body)
        counts.update(body.keys())
    texts = {key: text for body in reversed(kept) for key, text in body.items()}
    lines = [texts[key] for key, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if n > 1]
    few = [fingerprint(text) for body in kept for text in body.values()] if len(kept) < FEW_PAGES else []
    return Repeats(tuple(lines[:MAX_LINES]), tuple(sorted(set(few))))


def _lines(extraction: Extraction) -> dict[str, str]:
    if extraction.selection is None:
        return {}
    blocks = [extraction.page.leaves[i] for i in extraction.selection.kept]
    return {folded(b.text): b.text for b in blocks if b.kind not in NEVER and len(b.text) >= MIN_CHARS}


def repeated_blocks(
    page: Page, kept: Sequence[int], lines: Collection[str], seen: Collection[str]
) -> frozenset[int]:
    """Return the kept blocks that repeat what the site shows on other pages, and the headings above nothing else.

    Args:
        page: The page.
        kept: Indices of its kept blocks, in order.
        lines: Boilerplate lines, folded.
        seen: Fingerprints of lines of other pages.

    Returns:
        Their indices; empty where most of the body repeats: such a page is a copy of one that was learned from.
    """
    blocks = page.leaves
    dropped = {
        i
        for i in kept
        if blocks[i].kind not in NEVER
        and len(blocks[i].text) >= MIN_CHARS
        and (folded(blocks[i].text) in lines or (seen and fingerprint(blocks[i].text) in seen))
    }
    if len(dropped) > MAX_SHARED * len(kept):
        return frozenset()
    for place in range(len(kept) - 1, -1, -1):
        following = kept[place + 1] if place + 1 < len(kept) else -1
        if blocks[kept[place]].kind == "heading" and following in dropped and _alone(kept, place, dropped, page):
            dropped.add(kept[place])
    return frozenset(dropped)


def _alone(kept: Sequence[int], place: int, dropped: Collection[int], page: Page) -> bool:
    """Return whether all up to the next heading is dropped."""
    for index in kept[place + 1 :]:
        if page.leaves[index].kind == "heading":
            return True
        if index not in dropped:
            return False
    return True
