"""Recognises elements whose class or id names an author, a category, a tag or a view counter.

Several fields need this for the elements around the same lines. Therefore all words are in one table, and each element
of a page is checked once.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from tearsheet.fields.token_flags import TokenFlags
from tearsheet.page import Page, TextBlock
from tearsheet.page.words import split_words
from tearsheet.vocab import load

_AUTHOR, _CATEGORY, _KICKER, _NO_LABEL, _TAG, _VIEWS, _OTHER, _EYE = (1 << bit for bit in range(8))
"""Meanings of a name: author; category; possibly a category; part without labels of the article; tag; views; counter of
something else; icon of an eye."""
_WRITER, _NO_AUTHOR, _SECTION, _SECTION_WITH, _VIEWED = (1 << bit for bit in range(8, 13))
"""Bits of words that only have a meaning in combination."""

_MOST_PIECES = 12
"""Most pieces of one line that are checked for an author. Source: reasoning."""
_MARK_CLIMB, _BLOCK_CLIMB = 4, 3
"""Number of elements that may mark an author: between a piece and its block, and from the block upwards.
Source: reasoning."""
_MOST_MARKED = 30
"""Most elements inside an element marked as author; a larger one is a part of the page. Source: reasoning."""
_LABEL_CLIMB = 4
"""Number of ancestors of a label that are checked for a class that identifies it."""
_MAX_LABEL_NODES = 40
"""Most elements inside an element marked as category; a larger one is a part of the page."""
_TAG_CLIMB = 3
"""Number of ancestors of a link that are checked for a class that makes it a tag."""
_VIEWS_CLIMB, _ICON_NODES, _COUNTER_NODES = 3, 6, 12
"""Number of elements around a number whose class may name views; most elements inside one that is searched for an icon;
most elements inside one. Source: reasoning."""


def _read_tables() -> tuple[dict[str, int], frozenset[tuple[str, ...]]]:
    """Return the bits of each word, and the phrases that name views."""
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
    """The meanings of the classes and ids of one page. It refers to the page's columns to avoid a reference cycle."""

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
        """Return the bits for the class and id of ``node``; 0 if they have no meaning here."""
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
        """Return the bits of the words in a class or id; cached."""
        bits = self._by_name.get(name)
        if bits is None:
            bits = self._by_name[name] = _BITS.of(name)
        return bits

    def author_in(self, block: TextBlock) -> int:
        """Return the innermost element in or around ``block`` whose class marks an author; -1 if there is none."""
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
        """Return 1 if an element around ``node`` is named as a category, 2 if possibly, otherwise 0.

        Elements that contain the node ``headline`` do not count.
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
        """Return whether ``node`` or an element around it is named as a tag."""
        for _ in range(_TAG_CLIMB):
            if node <= 0:
                break
            if self.of(node) & _TAG:
                return True
            node = self.parents[node]
        return False

    def is_eye(self, node: int) -> bool:
        """Return whether an icon shows an eye, or names views."""
        return bool(self.of(node) & (_EYE | _VIEWS))

    def counts_views(self, node: int) -> bool | None:
        """Return True if ``node``, an element around it or an icon in these names views, False if it names another counter.

        None if none of them names a counter.
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
                ):  # with several counters, it is not clear which icon belongs to which number
                    return (
                        not inside & _OTHER if not inside & (_EYE | _VIEWS) or not inside & _OTHER else None
                    )
            node = self.parents[node]
            if self.ends[node] - node > _COUNTER_NODES:
                break
        return None


def names_author(style: str) -> bool:
    """Return whether a class contains a word for author, alone or in a compound, in any usual case."""
    return "uthor" in style or "yline" in style or "utor" in style


def _speaks_of_views(words: tuple[str, ...]) -> bool:
    return any((word,) in _PHRASES for word in words) or any(pair in _PHRASES for pair in pairwise(words))
