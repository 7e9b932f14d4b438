"""Lines that several articles of a site share: boilerplate that no single page gives away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from hashlib import blake2s
from typing import TYPE_CHECKING, Final, NamedTuple

from tearsheet.body.selection import BodySelection
from tearsheet.page import Page, TextBlock

if TYPE_CHECKING:
    from tearsheet.extract import Extraction

FEW_PAGES: Final = 5
"""From fewer pages the fingerprints of all their lines are kept, to know them again on the next page."""
MAX_SHARED: Final = 0.5
"""An article that shares more of its lines with another is the same one under another URL, and is no evidence."""
MAX_LINES: Final = 400
"""Most boilerplate lines in a rule; the most frequent are kept."""
MIN_CHARS: Final = 60
"""Shorter lines (verdicts, labels of specifications, list marks) repeat from article to article without being
boilerplate."""
MAX_PROBABILITY: Final = 0.8
"""A repeated line with a higher probability belongs to the article: its author has repeated a phrase."""
KINDS: Final = frozenset({"text", "quote"})
"""Kinds of block that are boilerplate when they repeat; items, cells, code and headings repeat by themselves."""


MANY_PAGES: Final = 4
"""From fewer articles nothing is known to be on all pages of a site."""
EVERYWHERE: Final = 0.6
"""A line on at least this share of the articles belongs to the site, whatever its probability."""


class Repeats(NamedTuple):
    """What pages of one site share."""

    lines: tuple[str, ...]
    """Lines on the pages of at least two articles and not on most, the most frequent first."""
    everywhere: tuple[str, ...]
    """Lines on most pages, where the articles are `MANY_PAGES` or more."""
    seen: tuple[str, ...]
    """Fingerprints of all lines where the pages are few; empty where they are not."""


def folded(text: str) -> str:
    """Return a line in the form that is compared: white space and case are ignored.

    >>> folded("Read  more ")
    'read more'
    """
    return " ".join(text.split()).casefold()


def fingerprint(text: str) -> str:
    """Return the fingerprint of a line: 16 hexadecimal digits."""
    return blake2s(folded(text).encode("utf-8", "replace"), digest_size=8).hexdigest()


def repeats_of(extractions: Sequence[Extraction]) -> Repeats:
    """Return what the articles share; empty if none has a body."""
    counts: Counter[str] = Counter()
    texts: dict[str, str] = {}
    bodies: list[set[str]] = []
    for extraction in extractions:
        if extraction.selection is None:
            continue
        blocks = extraction.page.blocks
        body = {folded(blocks[i].text) for i in extraction.selection.kept}
        if any(len(body & other) > MAX_SHARED * max(1, min(len(body), len(other))) for other in bodies):
            continue
        bodies.append(body)
        lines = {folded(b.text): b.text for b in blocks if _may_repeat(b)}
        counts.update(lines.keys())
        texts = lines | texts
    common = [texts[key] for key, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if n > 1]
    few = {fingerprint(text) for text in texts.values()} if len(bodies) < FEW_PAGES else set()
    least = max(MANY_PAGES, EVERYWHERE * len(bodies))
    everywhere = [text for text in common if counts[folded(text)] >= least]
    others = common[len(everywhere) : MAX_LINES]
    return Repeats(tuple(others), tuple(everywhere[:MAX_LINES]), tuple(sorted(few)))


def _may_repeat(block: TextBlock) -> bool:
    return block.kind in KINDS and len(block.text) >= MIN_CHARS


def repeated_blocks(
    page: Page,
    selection: BodySelection,
    lines: Collection[str],
    everywhere: Collection[str],
    seen: Collection[str],
) -> frozenset[int]:
    """Return the kept blocks that repeat text of the site's other pages.

    Args:
        page: The page.
        selection: Its body; only that of an article contains boilerplate that the scorer does not recognise.
        lines: Boilerplate lines, folded.
        everywhere: Boilerplate lines that are on most pages, folded.
        seen: Fingerprints of lines of other pages.

    Returns:
        Their indices; empty if most of the body repeats, because the page is then a copy of a page learned from.
    """
    if selection.kind != "article":
        return frozenset()
    blocks, probabilities = page.blocks, selection.probabilities
    repeated = {
        i
        for i in selection.kept
        if _may_repeat(blocks[i])
        and (folded(blocks[i].text) in lines or (seen and fingerprint(blocks[i].text) in seen))
    }
    if len(repeated) > MAX_SHARED * len(selection.kept):
        return frozenset()
    return frozenset(
        i for i in repeated if probabilities[i] < MAX_PROBABILITY or folded(blocks[i].text) in everywhere
    )
