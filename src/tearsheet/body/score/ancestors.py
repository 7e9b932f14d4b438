# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, infer_types=True, binding=False
"""Features of the ancestors of blocks, computed once per element and inherited by its descendants."""

from __future__ import annotations

from tearsheet.body.score.codes import (
    ARTICLE_BODY,
    HIDDEN,
    OTHER_SCOPE,
    ROLE_FLAGS,
    TAG_CODES,
    TAG_FLAGS,
)
from tearsheet.body.score.lexicon import Lexicon, NameReader
from tearsheet.page import Page


class LookTotals:
    """Totals over the blocks that look alike: the same tag and class of the element, or of the element and its parent."""

    def __init__(self) -> None:
        self.size = self.long = self.linked = self.blocks = self.long_blocks = 0.0
        self.mass = self.weight = self.kept = 0.0  # set before the second pass


class Look:
    """A combination of tag and ``class`` attribute."""

    def __init__(self, number: int, tag: str) -> None:
        self.number = number
        self.tag = tag
        self.following: Look | None = None
        """The next look with the same class: looks with one class form a linked list."""
        self.flags = TAG_FLAGS.get(tag, 0)
        self.code = TAG_CODES.get(tag, 0)
        self.rank = int(tag[1:]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdecimal() else -1
        self.is_article = tag == "article"
        self.score = 0.0
        self.word_flags = 0
        self.totals = LookTotals()


NO_LOOK = Look(-1, "")


class Element:
    """Features of an element with blocks inside, its own and those inherited from its ancestors."""

    def __init__(self) -> None:
        self.index = self.end = 0
        self.parent: Element | None = None
        """The parent. There are no references to children: compiled, the class is invisible to the garbage collector."""
        self.look: Look = NO_LOOK
        self.depth = self.headline_depth = self.flags = 0
        self.article = -1
        """Index in `AncestorFeatures.elements` of the innermost ``article`` that it is or is in; -1 if there is none."""
        self.own = self.total = self.least = self.most = self.below = self.below_least = 0.0
        """Scores of the words in class and id: its own; sum, minimum and maximum over the path from the root; sum and
        minimum over the path from the last ancestor that contains the headline."""
        self.start = self.stop = 0
        """Number of elements with blocks of their own before this element, and before the end of it."""
        self.text = self.linked = self.long = self.long_blocks = self.blocks = self.images = 0.0
        self.long_before = 0.0
        self.repeat_count = 1.0
        """Number of similar siblings of the innermost container that has any, itself included."""
        self.repeat_size = self.repeat_text = self.repeat_ahead = self.repeat_depth = self.repeat_rows = 0.0
        self.box = 0
        """Offset of the columns that all blocks inside it share."""


class AncestorFeatures:
    """Computes the features of the ancestors of blocks."""

    def __init__(self, page: Page, lexicon: Lexicon, headline: int) -> None:
        """Prepare the features of a page.

        Args:
            page: The page.
            lexicon: The known words.
            headline: Index of the block that shows the title; -1 if none does.
        """
        nodes = page.nodes
        self.names = NameReader(lexicon)
        self.tags, self.parents, self.ends, self.attrs = nodes.tags, nodes.parents, nodes.ends, nodes.attrs
        self.elements: list[Element] = []
        """The elements computed so far; each comes after its parent."""
        self.places = self.names.places
        """Indices of the kind words found in classes and ids so far; see `Lexicon`."""
        self._by_index: list[Element | None] = [None] * len(nodes.tags)
        self._looks: dict[str, Look] = {}
        self._look_count = 0
        self.headline = page.blocks[headline].node if headline >= 0 else -1

    def element_at(self, node: int) -> Element:
        """Return the features of the element at ``node``; they and those of its ancestors are computed on first use."""
        by_index, parents = self._by_index, self.parents
        known = by_index[node]
        if known is not None:
            return known
        path = []
        while node >= 0 and by_index[node] is None:
            path.append(node)
            node = parents[node]
        element = self._add_element(path.pop())
        while path:
            element = self._add_element(path.pop())
        return element

    def flags_of(self, node: int) -> int:
        """Return the flags of the element at ``node`` and its ancestors."""
        return self.element_at(node).flags

    def _add_element(self, node: int) -> Element:
        """Compute the features of an element; those of its parent must exist."""
        tag, attrs, index = self.tags[node], self.attrs[node], self.parents[node]
        flags, style, name = 0, "", ""
        if attrs:
            for key, value in attrs.items():
                if key == "class":
                    style = value
                elif key == "id":
                    name = value
                elif key != "href":  # skipped early: the most frequent attribute
                    flags |= _stated(key, value)
        look = self._look_of(tag, style)
        parent = self._by_index[index] if index >= 0 else None
        element = Element()
        element.index, element.end, element.parent, element.look = node, self.ends[node], parent, look
        flags |= look.flags
        score, word_flags = look.score, look.word_flags
        if name:
            self.names.read(name)
            score += self.names.score
            word_flags |= self.names.flags
        element.own = max(-4.0, min(4.0, score))
        holds_headline = node <= self.headline < element.end
        if not holds_headline and index > 0:  # an ancestor of the headline, or the body, is not a side part
            flags |= word_flags
        element.flags = flags
        if parent is not None:
            self._inherit(element, parent, holds_headline)
        elif holds_headline:
            element.headline_depth = 1
        self._by_index[node] = element
        self.elements.append(element)
        return element

    def _look_of(self, tag: str, style: str) -> Look:
        """Return the look for a tag and a class; the words of the class are looked up on first use."""
        look = self._looks.get(style)
        while look is not None and look.tag != tag:
            look = look.following
        if look is not None:
            return look
        look = Look(self._look_count, tag)
        self._look_count += 1
        look.following = self._looks.get(style)
        self._looks[style] = look
        if style:
            self.names.read(style)
            look.score, look.word_flags = self.names.score, self.names.flags
        return look

    def _inherit(self, element: Element, parent: Element, holds_headline: bool) -> None:  # noqa: FBT001  # private
        """Set the features that an element inherits from its parent."""
        own = element.own
        element.depth = parent.depth + 1
        element.flags |= parent.flags
        element.article = len(self.elements) if element.look.is_article else parent.article
        element.total = parent.total + own
        element.least = min(parent.least, own)
        element.most = max(parent.most, own)
        if holds_headline:
            element.headline_depth = element.depth
        else:
            element.headline_depth = parent.headline_depth
            element.below = parent.below + own
            element.below_least = min(parent.below_least, own)


def _stated(name: str, value: str) -> int:
    """Return the flags for an attribute other than class and id."""
    if name == "role":
        return ROLE_FLAGS.get(value, 0)
    if name == "hidden" or (name == "aria-hidden" and value == "true"):
        return HIDDEN
    if name == "style":
        return HIDDEN if "none" in value and "display" in value else 0
    if name == "itemprop":
        return ARTICLE_BODY if "articleBody" in value or value == "text" else 0
    return OTHER_SCOPE if name == "itemtype" and "Article" not in value else 0
