# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, infer_types=True, binding=False
"""Features of the elements above a block: computed once for each element and inherited by all below it."""

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


class Alike:
    """Totals over the blocks whose elements, or whose elements and their parents, have the same tag and class."""

    def __init__(self) -> None:
        self.size = self.long = self.linked = self.blocks = self.long_blocks = 0.0
        self.mass = self.weight = self.kept = 0.0  # of the second pass


class Look:
    """A tag with a class."""

    def __init__(self, number: int, tag: str) -> None:
        self.number = number
        self.tag = tag
        self.following: Look | None = None
        """The next with the same class."""
        self.flags = TAG_FLAGS.get(tag, 0)
        self.code = TAG_CODES.get(tag, 0)
        self.rank = int(tag[1:]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdecimal() else -1
        self.is_article = tag == "article"
        self.score = 0.0
        self.word_flags = 0
        self.alike = Alike()


NO_LOOK = Look(-1, "")


class Element:
    """An element that holds blocks: its own features and those it inherits; see `AncestorFeatures`."""

    def __init__(self) -> None:
        self.index = self.end = 0
        self.parent: Element | None = (
            None  # no reference down: where compiled, the collector knows nothing of them
        )
        self.look: Look = NO_LOOK
        self.depth = self.headline_depth = self.flags = 0
        self.article = -1
        """SourceRef of the nearest ``article`` around it in `AncestorFeatures.elements`; -1 if there is none."""
        self.own = self.total = self.least = self.most = self.below = self.below_least = 0.0
        """Scores of the words in class and id: its own, and on the way to it from the root and from the headline."""
        self.start = self.stop = 0  # elements with blocks of their own before it, and before what follows it
        self.text = self.linked = self.long = self.long_blocks = self.blocks = self.images = 0.0
        self.long_before = 0.0
        self.times = 1.0
        """Siblings like the nearest container that has any, itself included."""
        self.repeat_size = self.repeat_text = self.repeat_ahead = self.repeat_depth = self.repeat_rows = 0.0
        self.box = 0
        """Where the columns that it gives to all blocks below it begin."""


class AncestorFeatures:
    """Computes the features of elements on the way from blocks up to the root."""

    def __init__(self, page: Page, lexicon: Lexicon, headline: int) -> None:
        """Prepare for a page.

        Args:
            page: The page.
            lexicon: The known words.
            headline: Index of the block that shows the title; -1 if none does.
        """
        nodes = page.nodes
        self.names = NameReader(lexicon)
        self.tags, self.parents, self.ends, self.attrs = nodes.tags, nodes.parents, nodes.ends, nodes.attrs
        self.elements: list[Element] = []
        """In the order in which they were learned: each after its parent."""
        self.places = self.names.places
        """The places of the words met in class and id, see `Lexicon`."""
        self._by_index: list[Element | None] = [None] * len(nodes.tags)
        self._looks: dict[str, Look] = {}
        self._look_count = 0
        self.headline = page.blocks[headline].node if headline >= 0 else -1

    def element_at(self, node: int) -> Element:
        """Return the features of the element at ``node``, computing them and those of its ancestors if they are new."""
        by_index, parents = self._by_index, self.parents
        known = by_index[node]
        if known is not None:
            return known
        path = []
        while node >= 0 and by_index[node] is None:
            path.append(node)
            node = parents[node]
        element = self._learn(path.pop())
        while path:
            element = self._learn(path.pop())
        return element

    def flags_of(self, node: int) -> int:
        """Return the flags of the element at ``node`` and of all around it."""
        return self.element_at(node).flags

    def _learn(self, node: int) -> Element:
        """Learn of one element whose parent is known."""
        tag, attrs, index = self.tags[node], self.attrs[node], self.parents[node]
        flags, style, name = 0, "", ""
        if attrs:
            for key, value in attrs.items():
                if key == "class":
                    style = value
                elif key == "id":
                    name = value
                elif key != "href":  # the most frequent of all
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
        if not holds_headline and index > 0:  # a part that holds the headline or all is no side part
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
        """Return a tag with a class; its words are looked up when it is new."""
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
        """Add the features that an element inherits from its parent."""
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
    """Return the flags that an attribute other than class and id sets."""
    if name == "role":
        return ROLE_FLAGS.get(value, 0)
    if name == "hidden" or (name == "aria-hidden" and value == "true"):
        return HIDDEN
    if name == "style":
        return HIDDEN if "none" in value and "display" in value else 0
    if name == "itemprop":
        return ARTICLE_BODY if "articleBody" in value or value == "text" else 0
    return OTHER_SCOPE if name == "itemtype" and "Article" not in value else 0
