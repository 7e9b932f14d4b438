"""The subtitle: the dek or standfirst below the headline."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tearsheet.article.model import Source
from tearsheet.body.selection import BodySelection
from tearsheet.page import Page, TextBlock
from tearsheet.parsing.names import strip_by
from tearsheet.parsing.titles import fold
from tearsheet.ranking.candidates import Candidate, SourceRef
from tearsheet.ranking.scoring import scored
from tearsheet.vocab import load

_VOCAB = load("subtitle")
_CLASS = frozenset(_VOCAB["class"])
_NOT_CLASS = frozenset(_VOCAB["not_class"])

BELOW = 6
"""Number of blocks below the headline that are searched. Source: reasoning."""
SHORTEST, LONGEST = 15, 500
"""Shortest and longest subtitle in characters. Source: reasoning."""


def subtitle_candidates(
    page: Page, selection: BodySelection, title: str | None, summary: str | None
) -> tuple[Candidate[str], ...]:
    """Return candidates for the subtitle, best first; empty if nothing below the headline looks like one.

    Text that is marked by microdata (``alternativeHeadline``), by its class, or as a second heading in the headline's own
    header comes before a line with the words of the page's description. Rejected: lines that repeat the title
    (``title``), name the author (``byline``), or are too short or too long (``length``).
    """
    if selection.headline < 0:
        return ()
    found: list[Candidate[str]] = []
    described = fold(summary) if summary else ""
    for index in range(selection.headline + 1, min(len(page.blocks), selection.headline + 1 + BELOW)):
        block = page.blocks[index]
        rule = _rule(page, selection, index, described)
        if rule is not None:
            place = SourceRef(block.node, span=(block.start, block.stop) if page.is_text else None)
            source: Source = "text" if page.is_text else "html"
            found.append(Candidate(block.text, block.text, source, rule, place, _refusal(block, title)))
    found.sort(key=lambda c: _ORDER.index(c.rule))
    return scored("subtitle", (*_from_itemprop(page, title), *found), key=fold)


LARGEST_HEADER = 80
"""Most elements in a headline's own header; one with more is the header of the whole page. Source: reasoning."""

_ORDER = ("subtitle.class", "subtitle.heading", "subtitle.description")
"""The rules for lines, best first."""


def _rule(page: Page, selection: BodySelection, index: int, described: str) -> str | None:
    block = page.blocks[index]
    if not page.is_text and _is_marked(page, block.node):
        return "subtitle.class"
    if index == selection.headline + 1 and block.kind == "heading" and _share_header(page, selection, block):
        return "subtitle.heading"
    if (
        described
        and index not in selection.kept
        and len(described) > SHORTEST
        and fold(block.text) == described
    ):
        return "subtitle.description"
    return None


def _share_header(page: Page, selection: BodySelection, block: TextBlock) -> bool:
    """Return whether a heading is in the same ``hgroup`` or ``header`` as the headline."""
    nodes = page.nodes
    headline = page.blocks[selection.headline].node
    for above in nodes.ancestors(block.node):
        if nodes.tags[above] in ("hgroup", "header"):
            return above < headline < nodes.ends[above] and nodes.ends[above] - above < LARGEST_HEADER
    return False


def _is_marked(page: Page, node: int) -> bool:
    """Return whether the class of ``node``, its parent or its grandparent is that of a subtitle."""
    for _ in range(3):
        tokens = page.tokens(node)
        if tokens:
            if not _NOT_CLASS.isdisjoint(tokens):
                return False
            if not _CLASS.isdisjoint(tokens) or ("sub" in tokens and _pairs(tokens)):
                return True
        node = page.nodes.parents[node]
        if node < 0:
            return False
    return False


def _pairs(tokens: tuple[str, ...]) -> bool:
    """Return whether two adjacent ``tokens`` form a word for subtitle, such as ``sub`` ``title``."""
    return any(a == "sub" and b in ("title", "headline", "heading", "head") for a, b in pairwise(tokens))


def _refusal(block: TextBlock, title: str | None) -> str | None:
    if title is not None and fold(block.text) == fold(title):
        return "title"
    if len(block.text) < 60 and strip_by(block.text) is not None:
        return "byline"
    return None if SHORTEST <= len(block.text) <= LONGEST else "length"


def _from_itemprop(page: Page, title: str | None) -> Iterator[Candidate[str]]:
    nodes = page.nodes
    for node in page.itemprops("alternativeheadline")[:1]:
        raw = nodes.attrs[node].get("content") or nodes.text_of(node)
        text = " ".join(raw.split())
        if SHORTEST <= len(text) <= LONGEST:
            same = title is not None and fold(text) == fold(title)
            yield Candidate(
                text, raw, "microdata", "subtitle.itemprop", SourceRef(node), "title" if same else None
            )
