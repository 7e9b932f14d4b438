"""Headlines without a heading: lines over the text that are set as one, or that the title repeats.

Old pages and hand-made ones set their headline in bold, in a lower heading or in an element whose class says so. Such
lines are searched for only if no ``h1`` has the text of the page's title.
"""

from __future__ import annotations

from collections.abc import Iterator

from tearsheet.fields.title_pool import Found, Pool
from tearsheet.page import Page, TextBlock
from tearsheet.parsing.names import strip_by
from tearsheet.parsing.titles import fold
from tearsheet.ranking.candidates import SourceRef
from tearsheet.vocab import load

_VOCAB = load("title")
_HEADLINE = frozenset(_VOCAB["headline"]) - {"entry"}
_HEADLINE_PART: tuple[str, ...] = tuple(_VOCAB["headline_part"])
_SHARED = frozenset(("og", "json-ld", "twitter"))
_DECLARED = _SHARED | {"title-tag"}
_LONE = {"title-tag": "lone-tag", "title-tag-cut": "lone-cut", "h1": "lone-h1"}
"""Signals that mean something else where no first heading agrees with the title, and their names there."""

_ARROW = frozenset(load("breadcrumbs")["separators"]["strong"])
"""Signs between the elements of breadcrumbs: a line with one is not a headline that the title repeats."""

LONG = 140
"""Characters of a paragraph of running text. Source: reasoning."""
TOGETHER = 12
"""Lines of one text: the longest such stretch is taken for the body. Source: reasoning."""
ABOVE = 25
"""Lines above the body that are checked. Source: reasoning."""
DEEPEST = 1500
"""Lines in which the body is searched for. Source: reasoning."""
NEXT = 4
"""Lines between a headline and its text: subtitle, byline, date, picture caption. Source: reasoning."""
SHORTEST, LONGEST = 6, 160
"""Characters of such a headline. Source: reasoning."""
MOST_LINES = 10
"""Lines that are weighed. Source: reasoning."""
SHORTEST_WORD = 12
"""Characters of a heading of one word that may be a headline: scripts without spaces. Source: reasoning."""
FEWEST_WORDS = 3
"""Words of a line that nothing marks as a headline, and of one that the title repeats. Source: reasoning."""


def from_lines(page: Page, pool: Pool) -> None:
    """Take the lines that read as a headline, unless a first heading agrees with what the page declares."""
    declared = [found for found in pool.found.values() if not _DECLARED.isdisjoint(found.signals)]
    if any("h1" in found.signals and _agrees(found, declared) for found in pool.found.values()):
        return
    for block, signals in list(_lines(page, [found.key for found in declared]))[-MOST_LINES:]:
        found = pool.add(block.text, "html", "line", SourceRef(block.node))
        if found is not None:
            found.signals.update(signals)
    if all(found.signals.isdisjoint(_SHARED) for found in declared):
        for found in pool.found.values():
            found.signals = {_LONE.get(signal, signal) for signal in found.signals}


def _agrees(found: Found, declared: list[Found]) -> bool:
    """Return whether a heading has many words of a declared title, and not only the name of a section or site."""
    key = found.key
    if len(found.words) < 2 and len(key) < SHORTEST_WORD:
        return False
    for other in declared:
        if other.key in key:
            return True
        if key in other.key:
            outermost = other.key.startswith(key) or other.key.endswith(key)
            return not outermost or len(key) * 5 >= len(other.key) * 2
        if len(found.words & other.words) * 3 >= len(found.words | other.words):
            return True
    return False


def _lines(page: Page, declared: list[str]) -> Iterator[tuple[TextBlock, set[str]]]:
    blocks = page.blocks
    body = _body(blocks)
    for index in range(max(0, body - ABOVE), body):
        block = blocks[index]
        if SHORTEST <= len(block.text) <= LONGEST:
            signals = set(_looks(page, block, declared))
            if body - index <= NEXT:
                if (
                    block.link_chars == 0
                    and len(block.text.split()) >= FEWEST_WORDS
                    and block.text[-1] not in ".:。"
                ):
                    signals.add("line-plain")
                if signals:
                    signals.add("line-next")
            if signals and strip_by(block.text) is None:
                yield block, signals


def _body(blocks: list[TextBlock]) -> int:
    """Return the index of the long line that begins the most running text; -1 if no line is long."""
    sizes = [len(block.text) if _is_long(block) else 0 for block in blocks[:DEEPEST]]
    best = most = -1
    total = sum(sizes[: TOGETHER - 1])
    for i, size in enumerate(sizes):
        total += sizes[i + TOGETHER - 1] if i + TOGETHER <= len(sizes) else 0
        if size and total > most:
            best, most = i, total
        total -= size
    return best


def _is_long(block: TextBlock) -> bool:
    return len(block.text) >= LONG and block.link_chars * 3 < len(block.text)


def _looks(page: Page, block: TextBlock, declared: list[str]) -> Iterator[str]:
    """Yield the signals of a line: its element, its class, its bold type, or that a declared title holds it."""
    tag = page.nodes.tags[block.node]
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        yield "line-heading"
    if block.link_chars * 2 < len(block.text):
        tokens = page.tokens(block.node)
        if not _HEADLINE.isdisjoint(tokens) or any(map(" ".join(tokens).__contains__, _HEADLINE_PART)):
            yield "line-class"
        if block.bold_chars * 10 >= len(block.text) * 9:
            yield "line-bold"
    key = fold(block.text)
    if _ARROW.isdisjoint(block.text.split()) and any(key in other for other in declared):
        yield "line-declared" if len(block.text.split()) >= FEWEST_WORDS else "line-declared-short"
