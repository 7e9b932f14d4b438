"""Builds drafts of sections and blocks out of the kept page blocks."""

from __future__ import annotations

from collections.abc import Sequence

from tearsheet.page import Page, TextBlock
from tearsheet.structure.boxes import ends_of_boxes
from tearsheet.structure.bulleted import joined, listed, part_of
from tearsheet.structure.code import (
    code_after_text,
    language_of,
    lone_code,
    text_of_code,
    with_joined_lines,
)
from tearsheet.structure.drafts import (
    BlockDraft,
    CodeDraft,
    EmbedDraft,
    FigureDraft,
    ListDraft,
    MarkDraft,
    MathDraft,
    ParagraphDraft,
    QuoteDraft,
    SectionDraft,
    Sources,
    TableDraft,
)
from tearsheet.structure.embeds import posted
from tearsheet.structure.figures import Picture, pictures
from tearsheet.structure.grouping import BlockGroup, group_blocks
from tearsheet.structure.headings import Head, read_outline, sign
from tearsheet.structure.lists import Lists
from tearsheet.structure.spans import Inline
from tearsheet.structure.tables import build_table


def build_sections(
    page: Page, kept: Sequence[int], *, headline: int = -1, title: str | None = None
) -> tuple[SectionDraft, ...]:
    """Return the sections that the page blocks ``kept`` form, in document order; empty if nothing is kept.

    Every kept block comes out once and in order, except headings that only repeat ``title`` or the block at index
    ``headline`` (-1 for none). For the levels of headings see `headings.read_outline`.
    """
    if not kept:
        return ()
    found = pictures(page, kept, headline)
    taken = {i for picture in found for i in picture.taken}
    if taken:
        if taken.issuperset(kept):
            return ()
        kept = [i for i in kept if i not in taken]
    groups = group_blocks(page, kept)
    shown = page.blocks[headline].text if headline >= 0 else ""
    outline = read_outline(page, groups, {sign(text) for text in (title or "", shown)} - {""})
    builder = _Builder(page, found, headline if headline >= 0 else kept[0])
    heads = {k for k, head in outline.items() if head is not None}
    resumed = ends_of_boxes(page, groups, heads)
    boxes = set(resumed.values())
    for k, group in enumerate(groups):
        builder.add_pictures_before(group.blocks[0])
        if k in resumed:
            builder.resume(resumed[k])
        if k not in outline:
            builder.add(group)
        elif (head := outline[k]) is not None:
            builder.open(head, tuple(group.blocks), box=k if k in boxes else -1)
    builder.add_pictures_before(None)
    return builder.finished()


class _Builder:
    """Takes groups in order and makes blocks and sections of them."""

    def __init__(self, page: Page, found: list[Picture], before: int) -> None:
        self._page = page
        self._page_blocks = page.blocks
        self._inline = Inline(page)
        self._lists = Lists(page, self._inline)
        self._pictures = found[::-1]  # the next one is the last
        self._sections: list[SectionDraft] = []
        self._blocks: list[BlockDraft] = []
        self._open: list[tuple[int, int]] = []  # (level, index) of the sections that are open
        self._head: Head | None = None  # of the section that grows; None for the lead
        self._head_sources: Sources = ()
        self._interrupted: dict[int, list[tuple[int, int]]] = {}  # by box: the sections open before it
        self._resumed: tuple[int, int] | None = None  # the one that goes on after it, if it has a heading
        self._figure = -1  # the figure element of the last block; -1 if it is of none
        self._list = (-1, ListDraft((), False, ()))  # the last list, with its element
        self._last = before  # the page block that pictures come after

    def open(self, head: Head, sources: Sources, *, box: int) -> None:
        """Close the section that grows and begin one under ``head``, which the page blocks ``sources`` show.

        Args:
            head: The heading.
            sources: Its page blocks.
            box: A number for the box that it is the heading of, in the text of the section that is closed; -1 if it is in
                none.
        """
        self._close()
        if box >= 0:
            self._interrupted[box] = [*self._open]
        self._head = head
        self._head_sources = sources
        self._last = sources[-1]

    def resume(self, box: int) -> None:
        """Close the section that grows, and go on with the one that ``box`` has interrupted."""
        self._close()
        self._open = [*self._interrupted[box]]
        self._head = None
        self._head_sources = ()
        self._resumed = self._open[-1] if self._open else None

    def add(self, group: BlockGroup) -> None:
        """Add the block that ``group`` makes."""
        sources = tuple(group.blocks)
        self._last = sources[-1]
        if group.kind == "list":
            self._add_list(group, sources)
        elif group.kind == "table":
            self._add_table(group, sources)
        elif group.kind == "code":
            text = text_of_code(self._page, group.node, sources)
            self._add(CodeDraft(sources, text, language_of(self._page, group.node)))
        elif group.kind == "quote":
            self._add_quote(group, sources)
        elif group.kind == "caption":
            self._add_caption(group, sources)
        else:  # paragraphs, and headings that are too long to be any
            self._add_paragraphs(sources)

    def add_pictures_before(self, block: int | None) -> None:
        """Add the pictures before the page block at ``block``; all remaining ones if it is None."""
        while self._pictures and (block is None or self._pictures[-1].position < block):
            self._add_picture(self._pictures.pop())

    def finished(self) -> tuple[SectionDraft, ...]:
        """Close the last section and return all."""
        self._close()
        return tuple(self._sections)

    def _add(self, block: BlockDraft, figure: int = -1) -> None:
        self._blocks.append(block)
        self._figure = figure

    def _close(self) -> None:
        self._blocks = list(listed(self._page, with_joined_lines(self._page, self._blocks)))
        if self._head is not None:
            text, level = self._head
            while self._open and self._open[-1][0] >= level:
                self._open.pop()
            parent = self._open[-1][1] if self._open else None
            self._open.append((level, len(self._sections)))
            self._sections.append(SectionDraft(self._head_sources, text, level, parent, self._blocks))
        elif self._blocks:
            level, parent = self._resumed or (0, None)
            self._sections.append(SectionDraft((), None, level, parent, self._blocks))
        self._blocks = []
        self._figure = -1

    def _add_paragraphs(self, sources: Sources) -> None:
        for i in sources:
            block = self._page_blocks[i]
            marks = self._inline.marks(block)
            if marks and _is_formula(block.text, marks):
                self._blocks.append(MathDraft((i,), block.text))
            else:
                self._blocks += self._with_code(i, ParagraphDraft((i,), block.text, marks))
        self._figure = -1

    def _with_code(self, i: int, paragraph: ParagraphDraft) -> list[BlockDraft]:
        """Return the paragraph that the page block ``i`` makes, or the code that it is or ends in."""
        page, block, marks = self._page, self._page_blocks[i], paragraph.marks
        if page.is_text or (not marks and "\n" not in block.text):
            return [paragraph]
        at, node = 0, lone_code(page, block, marks)
        if node < 0:
            at, node = code_after_text(page, block, marks)
        text = text_of_code(page, node, (i,)) if node >= 0 else ""
        if text.split() != block.text[at:].split():
            return [paragraph]
        code = CodeDraft((i,), text, language_of(page, node))
        return [part_of(paragraph, 0, at - 1), code] if at else [code]

    def _add_list(self, group: BlockGroup, sources: Sources) -> None:
        block = self._lists.build(group.node, sources, group.paths)
        last = self._blocks[-1] if self._blocks else None
        if (
            isinstance(last, ListDraft)
            and last is self._list[1]
            and joined(self._page, self._list, group.node, block)
        ):
            self._list = (group.node, last)
            return
        self._list = (group.node, block)
        self._add(block)

    def _add_table(self, group: BlockGroup, sources: Sources) -> None:
        cells = [
            next((container.node for container in reversed(p) if container.kind == "cell"), -1)
            for p in group.paths
        ]
        table = build_table(self._page, group.node, sources, cells)
        if table is not None:
            figure = _figure_around(group)
            last = self._last_in(figure)
            if isinstance(last, FigureDraft) and last.src is None and table.caption is None:
                self._blocks.pop()
                table.caption, table.sources = last.caption, (*last.sources, *table.sources)
            elif table.caption is None and figure >= 0:
                self._take_caption(table, figure)
            self._add(table, figure)
        else:
            self._add_paragraphs(sources)

    def _take_caption(self, table: TableDraft, figure: int) -> None:
        """Give a table the caption of its figure although that is not kept."""
        blocks = self._page_blocks
        for i in (table.sources[-1] + 1, table.sources[0] - 1):
            if not 0 <= i < len(blocks) or blocks[i].kind != "caption":
                continue
            if figure < blocks[i].node < self._page.nodes.ends[figure]:
                table.caption = blocks[i].text
                table.sources = tuple(sorted((*table.sources, i)))
                return

    def _add_quote(self, group: BlockGroup, sources: Sources) -> None:
        blocks = [self._page_blocks[i] for i in sources]
        if len(blocks) == 1:
            made = self._with_code(sources[0], ParagraphDraft(sources, *self._inline.joined(blocks)))
            if made[0].type == "code":
                self._add(made[0])
                return
        cite = None
        following = sources[-1] + 1
        if len(blocks) > 1 and is_attribution(self._page, blocks[-1]):
            cite = blocks.pop().text
        elif following < len(self._page_blocks):  # the attribution may not be kept: it is not running text
            block = self._page_blocks[following]
            inside = group.node <= block.node < self._page.nodes.ends[group.node]
            if inside and is_attribution(self._page, block):
                cite = block.text
                sources = (*sources, following)
        text, marks = self._inline.joined(blocks)
        figure = _figure_around(group)
        quote = QuoteDraft(sources, text, marks, _named(cite))
        self._add(posted(self._page, group.node, quote) or quote, figure)

    def _add_picture(self, picture: Picture) -> None:
        """Add a picture; without a caption of its own it is located by the page block before it."""
        block, last = picture.block, self._last_in(picture.figure)
        if isinstance(block, EmbedDraft):
            block.sources = (self._last,)
            self._add(block)
            return
        if isinstance(last, FigureDraft) and last.src is None:  # its caption comes before it
            last.src, last.alt = block.src, block.alt
            return
        if block.sources:
            _, block.marks = self._inline.joined([self._page_blocks[i] for i in block.sources])
        block.sources = block.sources or (self._last,)
        self._add(block, picture.figure)

    def _last_in(self, figure: int) -> BlockDraft | None:
        """Return the last block if it is of the figure element ``figure``; None otherwise, and for no figure (-1)."""
        return self._blocks[-1] if self._blocks and 0 <= figure == self._figure else None

    def _add_caption(self, group: BlockGroup, sources: Sources) -> None:
        figure = _figure_around(group)
        text, marks = self._inline.joined([self._page_blocks[i] for i in sources])
        last = self._last_in(figure)
        if isinstance(last, FigureDraft) and last.caption is None:
            last.caption, last.marks, last.sources = text, marks, sources
        elif isinstance(last, TableDraft):
            if not set(sources) <= set(last.sources):
                last.caption = text if last.caption is None else f"{last.caption}\n{text}"
                last.sources = (*last.sources, *sources)
        elif isinstance(last, QuoteDraft) and last.cite is None:
            last.cite = _named(text)
            last.sources = (*last.sources, *sources)
        else:
            self._add(FigureDraft(sources, caption=text, marks=marks), figure)


def _is_formula(text: str, marks: Sequence[MarkDraft]) -> bool:
    """Return whether a paragraph is one formula, apart from a stop after it."""
    return any(mark.type == "math" and not mark.start and len(text) - mark.end <= 1 for mark in marks)


def _figure_around(group: BlockGroup) -> int:
    """Return the innermost ``figure`` that a group is in; -1 if there is none."""
    return next((each.node for each in reversed(group.paths[0]) if each.kind == "figure"), -1)


def _named(attribution: str | None) -> str | None:
    """Return who is quoted, without the dash before the name."""
    return (attribution or "").lstrip("-–—―~ ") or None


def is_attribution(page: Page, block: TextBlock) -> bool:
    """Return whether the last page block of a quotation says who is quoted."""
    nodes = page.nodes
    if nodes.tags[block.node] in ("footer", "cite", "figcaption", "small"):
        return True
    if block.text[0] in "–—―" and len(block.text) < 160:
        return True
    shown = [
        owner for owner, piece in page.pieces[block.start : block.stop] if any(c.isalnum() for c in piece)
    ]
    return bool(shown) and all(_in_cite(page, owner, block.node) for owner in shown)


def _in_cite(page: Page, node: int, outside: int) -> bool:
    tags, parents = page.nodes.tags, page.nodes.parents
    while node > outside:
        if tags[node] == "cite":
            return True
        node = parents[node]
    return False
