"""What elements call the text in them by class and id: an author, a category, a tag, a counter of views.

Several fields ask it of the elements around the same lines. The words of a name are looked up once, in one table
for all of them, and each element is checked once a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from tearsheet.fields.token_flags import TokenFlags
from tearsheet.page import Page, TextBlock
from tearsheet.page.words import split_words
from tearsheet.vocab import load

_AUTHOR, _CATEGORY, _KICKER, _NO_LABEL, _TAG, _VIEWS, _OTHER, _EYE = (1 << bit for bit in range(8))
"""What a name says: it marks an author; it calls itself a category; it may; it is a part that no label of the article
is in; it calls itself a tag; it names views; it names other things than views; it is the icon of an eye."""
_WRITER, _NO_AUTHOR, _SECTION, _SECTION_WITH, _VIEWED = (1 << bit for bit in range(8, 13))
"""Bits of single words that have a meaning together."""

_MOST_PIECES = 12
"""Pieces of one line that are checked for an author. Source: reasoning."""
_MARK_CLIMB, _BLOCK_CLIMB = 4, 3
"""Elements inside a line's block, and from the block on, that may mark an author. Source: reasoning."""
_MOST_MARKED = 30
"""Most elements in a block that is marked as author; with more it is a part of the page. Source: reasoning."""
_LABEL_CLIMB = 4
"""How many ancestors of a label are checked for a class that identifies it."""
_MAX_LABEL_NODES = 40
"""Most elements in what a class token calls a category; with more it is a part of the page."""
_TAG_CLIMB = 3
"""How many ancestors of a link are checked for a class that makes it a tag."""
_VIEWS_CLIMB, _ICON_NODES, _COUNTER_NODES = 3, 6, 12
"""Elements around a number whose class may name views, and the most elements in one that is looked into for an
icon, and in one at all. Source: reasoning."""


def _read_tables() -> tuple[dict[str, int], frozenset[tuple[str, ...]]]:
    """Return what each word says, as bits, and the phrases that name views."""
    authors, category, counts = load("authors"), load("category"), load("counts")
    phrases = frozenset(tuple(phrase) for phrase in counts["class_phrases"])
    bits: dict[str, int] = {}
    for bit, words in (
        (_WRITER, authors["class"]),
        (_NO_AUTHOR, authors["not_class"]),
        (_CATEGORY, category["class"]),
        (_KICKER, category["class_with_link"]),
        (_SECTION, ("section",)),
        (_SECTION_WITH, category["section_with"]),
        (_NO_LABEL, category["not_in"]),
        (_TAG, load("tags")["class"]),
        (_VIEWED, {phrase[0] for phrase in phrases}),
        (_OTHER, counts["class_refused"]),
        (_EYE, ("eye",)),
    ):
        for word in words:
            bits[word] = bits.get(word, 0) | bit
    return bits, phrases


_TABLE, _PHRASES = _read_tables()
_BITS = TokenFlags(_TABLE)


class Classes:
    """The class tokens of the elements of one page. It holds columns of the page, not the page, which holds it."""

    def __init__(self, page: Page) -> None:
        nodes = page.nodes
        self.tags = nodes.tags
        self.parents = nodes.parents
        self.ends = nodes.ends
        self.attrs = nodes.attrs
        self.pieces = page.pieces
        self._known = [-1] * len(nodes.tags)
        self._by_name: dict[str, int] = {}

    def of(self, node: int) -> int:
        """Return what ``node`` calls itself, as bits; 0 if nothing that matters here."""
        bits = self._known[node]
        if bits < 0:
            attrs = self.attrs[node]
            bits = self._known[node] = self._bits_of_attrs(attrs) if attrs else 0
        return bits

    def _bits_of_attrs(self, attrs: Mapping[str, str]) -> int:
        style = attrs.get("class", "")
        name = attrs.get("id", "")
        bits = self._bits_of(style) if style else 0
        if name:
            bits |= self._bits_of(name)
        if not bits & _NO_AUTHOR and (bits & _WRITER or names_author(style)):
            bits |= _AUTHOR
        if bits & _SECTION and bits & _SECTION_WITH:
            bits |= _CATEGORY
        if bits & _VIEWED and _speaks_of_views(split_words(f"{style} {name}")):
            bits |= _VIEWS
        return bits

    def _bits_of(self, name: str) -> int:
        """Return the bits of the words in a class or id; each is split once a page."""
        bits = self._by_name.get(name)
        if bits is None:
            bits = self._by_name[name] = _BITS.of(name)
        return bits

    def author_in(self, block: TextBlock) -> int:
        """Return the element in or around ``block`` whose class marks an author, innermost first; -1 if none does."""
        holder, start, stop = block.node, block.start, block.stop
        of, parents = self.of, self.parents
        tried = holder
        for owner, _ in self.pieces[start : min(stop, start + _MOST_PIECES)]:
            if owner == tried:
                continue
            node = tried = owner
            steps = 0
            while node > holder and steps < _MARK_CLIMB:
                if of(node) & _AUTHOR:
                    return node
                node = parents[node]
                steps += 1
        node = holder
        for _ in range(_BLOCK_CLIMB):
            if node < 0:
                break
            if of(node) & _AUTHOR:
                return node if self.ends[node] - node < _MOST_MARKED else -1
            node = parents[node]
        return -1

    def label_around(self, node: int, headline: int) -> int:
        """Return 1 when an element around ``node`` calls itself a category, 2 when it may, 0 when none does.

        Elements that contain ``headline``, a node, are no evidence.
        """
        best = 0
        for _ in range(_LABEL_CLIMB):
            end = self.ends[node]
            if node <= 0 or node <= headline < end or end - node > _MAX_LABEL_NODES:
                break
            bits = self.of(node)
            if bits & _CATEGORY:
                return 1
            if bits & _KICKER:
                best = 2
            node = self.parents[node]
        return best

    def is_outside(self, node: int, headline: int) -> bool:
        """Return whether ``node`` is in a menu or another part that is not the head of the article."""
        for _ in range(_LABEL_CLIMB + 2):
            if node <= 0 or node <= headline < self.ends[node]:
                break
            if self.tags[node] in ("nav", "aside", "footer") or self.of(node) & _NO_LABEL:
                return True
            node = self.parents[node]
        return False

    def is_tagged(self, node: int) -> bool:
        """Return whether ``node`` or an element around it calls itself a tag."""
        for _ in range(_TAG_CLIMB):
            if node <= 0:
                break
            if self.of(node) & _TAG:
                return True
            node = self.parents[node]
        return False

    def is_eye(self, node: int) -> bool:
        """Return whether an icon is that of an eye, or names views."""
        return bool(self.of(node) & (_EYE | _VIEWS))

    def counts_views(self, node: int) -> bool | None:
        """Return whether a class of ``node``, of the elements around it or of an icon in them names views.

        False where one names other counts, None where none names any.
        """
        for step in range(_VIEWS_CLIMB):
            if node <= 0:
                break
            bits = self.of(node)
            if bits & (_OTHER | _VIEWS):
                return not bits & _OTHER
            size = self.ends[node] - node
            if step < _VIEWS_CLIMB - 1 and size <= _ICON_NODES:
                inside = 0
                for child in range(node + 1, node + size):
                    inside |= self.of(child)
                if inside & (
                    _EYE | _VIEWS | _OTHER
                ):  # the icons of several counters do not say which is whose
                    return (
                        not inside & _OTHER if not inside & (_EYE | _VIEWS) or not inside & _OTHER else None
                    )
            node = self.parents[node]
            if self.ends[node] - node > _COUNTER_NODES:
                break
        return None


def names_author(style: str) -> bool:
    """Return whether a class holds a word for author, alone or in a compound, in any usual case."""
    return "uthor" in style or "yline" in style or "utor" in style


def _speaks_of_views(words: tuple[str, ...]) -> bool:
    return any((word,) in _PHRASES for word in words) or any(pair in _PHRASES for pair in pairwise(words))
