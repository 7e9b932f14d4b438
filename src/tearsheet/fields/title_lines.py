"""Headlines without an ``h1``: lines above the text that are styled as a headline, or that the title repeats.

Old and hand-made pages show their headline in bold, in a lower heading, or in an element with such a class. These lines
are only searched for if no ``h1`` has the text of the page's title.
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
"""Signals that have another weight if no first heading agrees with the title, with the names used in that case."""

_ARROW = frozenset(load("breadcrumbs")["separators"]["strong"])
"""Separators of breadcrumbs: a line with one is not a headline that the title repeats."""

LONG = 140
"""Fewest characters of a paragraph of running text. Source: reasoning."""
TOGETHER = 12
"""Number of lines in a window; the window with the most running text is taken as the body. Source: reasoning."""
ABOVE = 25
"""Number of lines above the body that are checked. Source: reasoning."""
DEEPEST = 1500
"""Number of lines that are searched for the body. Source: reasoning."""
NEXT = 4
"""Most lines between a headline and its text: subtitle, byline, date, picture caption. Source: reasoning."""
SHORTEST, LONGEST = 6, 160
"""Shortest and longest headline in characters. Source: reasoning."""
MOST_LINES = 10
"""Most lines that are scored. Source: reasoning."""
SHORTEST_WORD = 12
"""Fewest characters of a heading without spaces that may be a headline. Source: reasoning."""
FEWEST_WORDS = 3
"""Fewest words of a line that is not marked as a headline, or that the title repeats. Source: reasoning."""


def from_lines(page: Page, pool: Pool) -> None:
    """Add the lines that look like a headline to ``pool``, unless a first heading agrees with a declared title."""
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
    """Return whether a heading has many words of a declared title, not just the name of a section or site."""
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
    """Return the index of the long line at which the most running text begins; -1 if no line is long."""
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
    """Yield the signals of a line: its element, its class, bold type, or that a declared title contains it."""
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
