"""Builds sections and blocks out of the kept leaves."""

from __future__ import annotations

from tearsheet.article.model import Section
from tearsheet.body.selection import Layout
from tearsheet.making import Parts, sections_of
from tearsheet.page import Leaf, Page
from tearsheet.structure.figures import Picture, pictures
from tearsheet.structure.grouping import Run, read_runs
from tearsheet.structure.headings import Head, read_outline, sign
from tearsheet.structure.lists import Lists
from tearsheet.structure.spans import Inline
from tearsheet.structure.tables import build_table


def build_sections(page: Page, layout: Layout, title: str | None = None) -> tuple[Section, ...]:
    """Return the sections that the kept leaves form, in document order; empty if nothing is kept.

    Every kept leaf comes out once and in order, but for headings that only repeat ``title`` (or the headline).
    For their levels see `headings.read_outline`.
    """
    if not layout.kept:
        return ()
    runs = read_runs(page, layout.kept)
    headline = page.leaves[layout.headline].text if layout.headline >= 0 else ""
    outline = read_outline(page, runs, {sign(text) for text in {title or "", headline}} - {""})
    builder = _Builder(page, layout)
    for k, run in enumerate(runs):
        builder.add_pictures_before(run.leaves[0])
        if k not in outline:
            builder.add(run)
        elif (head := outline[k]) is not None:
            builder.open(head)
    builder.add_pictures_before(None)
    return builder.finished()


class _Builder:
    """Takes runs in order and makes the parts of blocks and sections of them."""

    def __init__(self, page: Page, layout: Layout) -> None:
        self._page = page
        self._leaves = page.leaves
        self._inline = Inline(page)
        self._lists = Lists(page, self._inline)
        self._pictures = pictures(page, layout)[::-1]  # the next one is the last
        self._sections: list[Parts] = []
        self._blocks: list[Parts] = []
        self._open: list[tuple[int, int]] = []  # (level, index) of the sections that are open
        self._head: Head | None = None  # of the section that grows; None for the lead
        self._figure = -1  # the figure element of the last block; -1 if it is of none

    def open(self, head: Head) -> None:
        """Close the section that grows and begin one under ``head``."""
        self._close()
        self._head = head

    def add(self, run: Run) -> None:
        """Add the block that ``run`` makes."""
        if run.kind == "paragraph":
            self._add_paragraph(self._leaves[run.leaves[0]])
            return
        leaves = [self._leaves[i] for i in run.leaves]
        if run.kind == "list":
            self._add(self._lists.build(run.node, zip(leaves, run.paths, strict=True)))
        elif run.kind == "table":
            self._add_table(run, leaves)
        elif run.kind == "code":
            text = "\n".join([leaf.text for leaf in leaves])
            self._add({"type": "code", "text": text, "language": language_of(self._page, run.node)})
        elif run.kind == "quote":
            self._add_quote(run, leaves)
        elif run.kind == "caption":
            self._add_caption(run, leaves)
        else:  # a heading that is too long to be one
            for leaf in leaves:
                self._add_paragraph(leaf)

    def add_pictures_before(self, leaf: int | None) -> None:
        """Add the pictures that stand before a leaf; all that are left if it is None."""
        while self._pictures and (leaf is None or self._pictures[-1].position < leaf):
            self._add_picture(self._pictures.pop())

    def finished(self) -> tuple[Section, ...]:
        """Close the last section and return all."""
        self._close()
        return sections_of(self._sections)

    def _add(self, block: Parts, figure: int = -1) -> None:
        self._blocks.append(block)
        self._figure = figure

    def _close(self) -> None:
        if self._head is not None:
            text, level = self._head
            while self._open and self._open[-1][0] >= level:
                self._open.pop()
            parent = self._open[-1][1] if self._open else None
            self._open.append((level, len(self._sections)))
            section = {"heading": text, "level": level, "parent": parent, "blocks": self._blocks}
            self._sections.append(section)
        elif self._blocks:
            self._sections.append({"heading": None, "level": 0, "blocks": self._blocks})
        self._blocks = []
        self._figure = -1

    def _add_paragraph(self, leaf: Leaf) -> None:
        self._blocks.append({"type": "paragraph", "text": leaf.text, "marks": self._inline.marks(leaf)})
        self._figure = -1

    def _add_table(self, run: Run, leaves: list[Leaf]) -> None:
        cells = [next((box.node for box in reversed(p) if box.kind == "cell"), -1) for p in run.paths]
        table = build_table(self._page, run.node, zip(leaves, cells, strict=True))
        if table is not None:
            self._add(table)
            return
        for leaf in leaves:
            self._add_paragraph(leaf)

    def _add_quote(self, run: Run, leaves: list[Leaf]) -> None:
        cite = None
        following = run.leaves[-1] + 1
        if len(leaves) > 1 and is_attribution(self._page, leaves[-1]):
            cite = leaves.pop().text
        elif following < len(self._leaves):  # the attribution may not be kept: it is no running text
            leaf = self._leaves[following]
            inside = run.node <= leaf.node < self._page.nodes.ends[run.node]
            cite = leaf.text if inside and is_attribution(self._page, leaf) else None
        text, marks = self._inline.joined(leaves)
        figure = next((box.node for box in run.paths[0] if box.kind == "figure"), -1)
        self._add({"type": "quote", "text": text, "marks": marks, "cite": _named(cite)}, figure)

    def _add_picture(self, picture: Picture) -> None:
        last = self._last_in(picture.figure)
        if last is not None and last["type"] == "figure" and "src" not in last:  # its caption stands above it
            last.update(picture.block, caption=last["caption"])
        else:
            self._add(picture.block, picture.figure)

    def _last_in(self, figure: int) -> Parts | None:
        """Return the last block if it is of the figure element ``figure``; None otherwise, and for no figure (-1)."""
        return self._blocks[-1] if self._blocks and 0 <= figure == self._figure else None

    def _add_caption(self, run: Run, leaves: list[Leaf]) -> None:
        figure = next((box.node for box in reversed(run.paths[0]) if box.kind == "figure"), -1)
        text = "\n".join([leaf.text for leaf in leaves])
        last = self._last_in(figure)
        if last is not None and last["type"] == "figure" and last["caption"] is None:
            last["caption"] = text
        elif last is not None and last["type"] == "quote" and last["cite"] is None:
            last["cite"] = _named(text)
        else:
            self._add({"type": "figure", "caption": text}, figure)


def _named(attribution: str | None) -> str | None:
    """Return who is quoted, without the dash before the name."""
    return (attribution or "").lstrip("-–—―~ ") or None


def is_attribution(page: Page, leaf: Leaf) -> bool:
    """Tell whether the last leaf of a quotation says who is quoted."""
    nodes = page.nodes
    if nodes.tags[leaf.node] in ("footer", "cite", "figcaption", "small"):
        return True
    if leaf.text[0] in "–—―" and len(leaf.text) < 160:
        return True
    shown = [owner for owner, piece in page.pieces[leaf.start : leaf.stop] if any(c.isalnum() for c in piece)]
    return bool(shown) and all(_in_cite(page, owner, leaf.node) for owner in shown)


def _in_cite(page: Page, node: int, outside: int) -> bool:
    tags, parents = page.nodes.tags, page.nodes.parents
    while node > outside:
        if tags[node] == "cite":
            return True
        node = parents[node]
    return False


def language_of(page: Page, node: int) -> str | None:
    """Return the language that a ``pre`` declares, on itself, its parent or its ``code``; None if it does not."""
    nodes = page.nodes
    inside = next((c for c in nodes.children(node) if nodes.tags[c] == "code"), node)
    for place in (inside, node, nodes.parents[node]):
        if place < 0:
            continue
        attrs = nodes.attrs[place]
        given = attrs.get("data-lang") or attrs.get("data-language")
        if given and given.strip().isprintable() and len(given) < 30:
            return given.strip().lower()
        for word in attrs.get("class", "").split():
            for prefix in ("language-", "lang-", "highlight-source-", "brush:"):
                if word.lower().startswith(prefix) and len(word) > len(prefix):
                    return word[len(prefix) :].strip(";").lower()
    return None
