"""`Page`: the read-only view of an input on which all extraction works."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from lxml import etree

from tearsheet.page.encoding import to_utf8
from tearsheet.page.formulas import has_formulas, with_formulas
from tearsheet.page.head_metadata import Meta, metas_by_key, nodes_by_word, read_metas
from tearsheet.page.hidden import HiddenText, Ways, find_hidden
from tearsheet.page.nodes import Nodes, Paths
from tearsheet.page.retouch import retouch
from tearsheet.page.stated_values import StatedValues
from tearsheet.page.text_blocks import Image, TextBlock, TextBlocks
from tearsheet.page.unkept_attributes import read_attributes
from tearsheet.page.unscripted import read_unscripted
from tearsheet.page.walk import OPAQUE
from tearsheet.page.words import split_words
from tearsheet.parsing.jsonld import Entity, JsonLd, read_scripts
from tearsheet.parsing.urls import absolute_url

try:
    from tearsheet.page._walk import flatten
except (ImportError, ValueError):  # not compiled, or compiled for another version of lxml
    from tearsheet.page.flatten import flatten

FEW_BLOCKS, FEW_CHARACTERS = 100, 1500
"""A page with fewer visible blocks and characters may be a shell that scripts fill."""
SCRIPTLESS = 3
"""Such a page is read as in a browser without scripts if that shows at least this many times as much: some software
puts the whole content into ``noscript``."""

T = TypeVar("T")


class Page:
    """A page or text, decoded and flattened.

    The columns are plain lists that other code must not change. The only exception is `conceal`, which the selection of
    the body calls before other code uses the blocks of the body. Derived views are computed on first use.
    """

    def __init__(  # noqa: PLR0913  # everything that the readers of HTML and of text pass, by name
        self,
        nodes: Nodes,
        cut: TextBlocks,
        *,
        url: str | None,
        source: str | None = None,
        scripts: dict[int, etree._Element] | None = None,
        labelled: Sequence[int] = (),
        text_facts: StatedValues | None = None,
        root: etree._Element | None = None,
    ) -> None:
        self.nodes = nodes
        """The element tree as columns. For text: an ``html`` node, a ``body`` node, and one node per block or list."""
        self.blocks: list[TextBlock] = cut.blocks
        """The visible text, in document order."""
        self.pieces: list[tuple[int, str]] = cut.pieces
        """Pieces of text that blocks refer to, as (innermost element, text as in the source); empty for text."""
        self.images: list[Image] = cut.images
        """Pictures and other media, in document order."""
        self.url: str | None = url if url is None else to_utf8(url).decode()  # without lone surrogates
        """The URL given by the caller, if any."""
        self.source = source
        """The text given to ``parse_text``; None for HTML."""
        self.is_text: bool = source is not None
        """True when the page was made from text whose markup is lost."""
        self.text_facts = text_facts
        """The values that the lines of a text state, and which lines are its body; None for HTML."""
        self.hidden: Sequence[HiddenText] = ()
        """The texts that `conceal` found, in order."""
        self._checked: set[int] = set()  # the blocks that `conceal` has checked
        self._by_tag = cut.by_tag
        self._scripts = scripts or {}
        self._labelled = labelled
        self.root = root
        """The tree that the page was read from, which nothing changes; None for text."""
        self._paths = Paths(nodes)
        self._tokens: dict[str, tuple[str, ...]] = {}
        self._node_tokens: dict[int, tuple[str, ...]] = {}
        self._memos: dict[Callable[[Page], Any], Any] = {}

    @classmethod
    def from_tree(cls, root: etree._Element, *, url: str | None = None) -> Page:
        """Return the page for an lxml tree, which is not changed."""
        walked, cut = flatten(root)
        seen = (
            sum([len(block.text) for block in cut.blocks]) if len(cut.blocks) < FEW_BLOCKS else FEW_CHARACTERS
        )
        if seen < FEW_CHARACTERS and "noscript" in walked.nodes.tags:
            plain, plain_cut = flatten(root, OPAQUE - {"noscript"})
            if sum([len(block.text) for block in plain_cut.blocks]) > SCRIPTLESS * seen:
                walked, cut = plain, plain_cut
        if has_formulas(walked.nodes, cut):
            root = with_formulas(root)
            walked, cut = flatten(root, OPAQUE - {"math"})
        retouch(walked.nodes, cut)
        return cls(walked.nodes, cut, url=url, scripts=walked.scripts, labelled=walked.labelled, root=root)

    def conceal(self, blocks: Sequence[int]) -> None:
        """Find the hidden text in those ``blocks``; text hidden inside a shown block is removed from it.

        Only the blocks that may be part of the body are checked, each once.
        """
        unchecked = [i for i in blocks if i not in self._checked]
        if self.is_text or not unchecked:
            return
        self._checked.update(unchecked)
        cut = TextBlocks(self.blocks, self.pieces, self.images, self._by_tag)
        found = find_hidden(self._ways_of_hiding, cut, unchecked)
        self.hidden = sorted((*self.hidden, *found), key=lambda text: text.block)

    @cached_property
    def _ways_of_hiding(self) -> Ways:
        sheets = [self._scripts[node].text or "" for node in self.by_tag("style") if node in self._scripts]
        return Ways(self.nodes, sheets, self._unkept_attributes)

    def _unkept_attributes(self, names: Sequence[str]) -> Mapping[int, Mapping[str, str]]:
        return {} if self.root is None else read_attributes(self.root, self.nodes, names)

    def by_tag(self, tag: str) -> list[int]:
        """Return the nodes with ``tag`` (one of `text_blocks.INDEXED`) in document order; empty if there are none."""
        return self._by_tag.get(tag, [])

    def tokens(self, node: int) -> tuple[str, ...]:
        """Return the words in the ``class`` and ``id`` of ``node``, lower case, in order; empty if it has none.

        ``postTitle entry-header_v2`` gives ``post title entry header v 2``.
        """
        found = self._node_tokens.get(node)
        if found is None:
            attrs = self.nodes.attrs[node]
            if not attrs:
                return ()
            found = self._node_tokens[node] = self.words_in(f"{attrs.get('class', '')} {attrs.get('id', '')}")
        return found

    def words_in(self, names: str) -> tuple[str, ...]:
        """Return the words in ``names``, a class and an id with a space between; each is split once a page."""
        found = self._tokens.get(names)
        if found is None:
            found = self._tokens[names] = split_words(names)
        return found

    def memo(self, work: Callable[[Page], T]) -> T:
        """Return ``work(self)``, computed on first use and cached, so that several fields can share it.

        Args:
            work: A function of the page alone. Its result must not be changed, but may cache what it computes.
        """
        memos = self._memos
        if work not in memos:
            memos[work] = work(self)
        found: T = memos[work]
        return found

    @cached_property
    def _attributed(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """Nodes by the words of their ``itemprop``, and by the words of their ``rel``."""
        attrs = self.nodes.attrs
        return nodes_by_word(attrs, self._labelled, "itemprop"), nodes_by_word(attrs, self._labelled, "rel")

    def itemprops(self, name: str) -> list[int]:
        """Return the nodes whose ``itemprop`` has the word ``name`` (lower case), in document order."""
        return self._attributed[0].get(name, [])

    def rels(self, name: str) -> list[int]:
        """Return the nodes whose ``rel`` has the word ``name`` (lower case), in document order."""
        return self._attributed[1].get(name, [])

    @cached_property
    def metas(self) -> tuple[Meta, ...]:
        """The ``meta`` elements with key and content, in document order."""
        return read_metas(self.nodes.attrs, self.by_tag("meta"))

    @cached_property
    def _metas_by_key(self) -> dict[str, list[Meta]]:
        return metas_by_key(self.metas)

    def metas_of(self, key: str) -> list[Meta]:
        """Return the ``meta`` elements with ``key`` (lower case), in document order; empty if there are none."""
        return self._metas_by_key.get(key, [])

    @cached_property
    def jsonld(self) -> JsonLd:
        """All JSON-LD of the page, parsed leniently; empty if there is none."""
        return read_scripts(
            (node, element.text or "")
            for node, element in self._scripts.items()
            if "ld+json" in (self.nodes.attrs[node].get("type") or "").lower()
        )

    @cached_property
    def main_entity(self) -> Entity | None:
        """The JSON-LD object that the page is about (`JsonLd.main` for the page's URL); None if there is none."""
        return self.jsonld.main(self.url)

    def symbol_names(self, node: int) -> tuple[list[str], list[str]]:
        """Return the titles inside the ``svg`` at ``node`` and the links of its ``use`` elements, in order.

        The inside of an ``svg`` is not part of the page's nodes: it is read from the tree on request.
        """
        titles: list[str] = []
        links: list[str] = []
        if self.root is None:
            return titles, links
        for element in self.root.getroottree().xpath(self.xpath(node)):
            for child in element.iter():
                name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
                if name == "title":
                    titles.append(child.text or "")
                elif name == "use":
                    links += [value for key, value in child.items() if key.endswith("href")]
        return titles, links

    @cached_property
    def unscripted_images(self) -> dict[int, Mapping[str, str]]:
        """Attributes of the pictures that only browsers without scripts show, by the ``noscript`` that contains them."""
        nodes = self.by_tag("noscript")
        if not nodes or self.root is None:
            return {}
        pictures = zip(nodes, read_unscripted(self.root), strict=False)
        return {node: attrs for node, attrs in pictures if attrs}

    @cached_property
    def base_url(self) -> str | None:
        """The URL against which relative links are resolved: ``<base href>``, else the page's; None if unknown."""
        for node in self.by_tag("base"):
            href = (self.nodes.attrs[node].get("href") or "").strip()
            if href:
                return self.resolve_against(self.url, href)
        return self.url

    @staticmethod
    def resolve_against(base: str | None, href: str) -> str | None:
        """Return ``href`` as an absolute http(s) URL; None if it is not one."""
        return absolute_url(base, href)

    def absolute(self, href: str) -> str | None:
        """Return ``href`` as an absolute http(s) URL; None if it is not one or cannot be resolved."""
        return self.resolve_against(self.base_url, href)

    def xpath(self, node: int) -> str:
        """Return the XPath of ``node``, such as ``/html/body/div[2]/p[1]``."""
        return self._paths.of(node)
