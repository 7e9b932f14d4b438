"""Lines shared by several articles of a site: boilerplate that cannot be recognised on a single page."""

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
"""If there are fewer pages, the fingerprints of all their lines are kept, to recognise them on further pages."""
MAX_SHARED: Final = 0.5
"""An article that shares a greater part of its lines with another is the same article under another URL, and ignored."""
MAX_LINES: Final = 400
"""Most boilerplate lines in a rule; the most frequent are kept."""
MIN_CHARS: Final = 60
"""Shortest line in characters; shorter ones (verdicts, labels, list marks) repeat without being boilerplate."""
MAX_PROBABILITY: Final = 0.8
"""A repeated line with a higher probability belongs to the article, because its author has repeated a phrase."""
KINDS: Final = frozenset({"text", "quote"})
"""Kinds of blocks that are boilerplate if they repeat; items, cells, code and headings often repeat in articles."""


MANY_PAGES: Final = 4
"""Fewest articles from which lines on all pages of a site are known."""
EVERYWHERE: Final = 0.6
"""Share of the articles from which a line belongs to the site, independent of its probability."""


class Repeats(NamedTuple):
    """Lines that pages of one site share."""

    lines: tuple[str, ...]
    """Lines of at least two articles, but not of most, the most frequent first."""
    everywhere: tuple[str, ...]
    """Lines of most articles; empty if there are fewer than `MANY_PAGES`."""
    seen: tuple[str, ...]
    """Fingerprints of all lines, if there are fewer than `FEW_PAGES` pages; otherwise empty."""


def folded(text: str) -> str:
    """Return a line in the form used for comparison, which ignores white space and case.

    >>> folded("Read  more ")
    'read more'
    """
    return " ".join(text.split()).casefold()


def fingerprint(text: str) -> str:
    """Return the fingerprint of a line: 16 hexadecimal digits."""
    return blake2s(folded(text).encode("utf-8", "replace"), digest_size=8).hexdigest()


def repeats_of(extractions: Sequence[Extraction]) -> Repeats:
    """Return the lines that the articles share; empty if none has a body."""
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
        selection: Its body; nothing is found unless the page is an article.
        lines: Boilerplate lines, folded.
        everywhere: Lines of most pages, folded.
        seen: Fingerprints of lines of other pages.

    Returns:
        Their indices; empty if most of the body repeats, because the page is then a copy of a learned page.
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
