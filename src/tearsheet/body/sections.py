"""Builds sections and blocks out of the kept leaves."""

from __future__ import annotations

from tearsheet.body.layout import Layout
from tearsheet.models import Block, Paragraph, Section
from tearsheet.page import Page


def build_sections(page: Page, layout: Layout) -> tuple[Section, ...]:
    """Return the sections that the kept leaves form, in document order; empty if nothing is kept."""
    sections: list[Section] = []
    heading: str | None = None
    blocks: list[Block] = []
    for i in layout.kept:
        leaf = page.leaves[i]
        if leaf.kind == "heading":
            if blocks or heading:
                sections.append(Section(heading=heading, level=1 if heading else 0, blocks=tuple(blocks)))
            heading, blocks = leaf.text, []
        else:
            blocks.append(Paragraph(text=leaf.text))
    if blocks or heading:
        sections.append(Section(heading=heading, level=1 if heading else 0, blocks=tuple(blocks)))
    return tuple(sections)
