"""Articles of any text, for the laws that all renderers keep."""

from __future__ import annotations

from hypothesis import strategies as st

from tearsheet.article.model import (
    Article,
    Block,
    Code,
    Figure,
    List,
    ListItem,
    Mark,
    Paragraph,
    Quote,
    Section,
    Table,
)

MARKUP = "ab1 .*_`[]()<>#&|~!-+=:;/\\\"'>{}$^\n中é"
"""Characters that Markdown and HTML read as markup, and some that they do not."""

HREFS = (
    "https://example.org/a?b=1&copy;=2",
    "https://example.org/a_(b)<c>\"d'",
    "mailto:a@example.org",
    "/relative path",
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
)


def _lines(text: str) -> str:
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)


one_line = st.text(MARKUP.replace("\n", ""), max_size=30).map(_lines)
lines = st.one_of(
    st.text(MARKUP, max_size=40).map(_lines),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "# no heading",
            "1. no item",
            "- no item",
            "a | b\n--- | ---",
            "&lt;b&gt;",
            "```",
        ]
    ),
)


@st.composite
def marks(draw: st.DrawFn, text: str) -> tuple[Mark, ...]:
    """Marks as pages give them and as they should not be: overlapping, empty, beyond the text."""
    found = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text) + 1))
        end = draw(st.integers(start, len(text) + 2))
        kind = draw(st.sampled_from(["link", "strong", "emphasis", "code"]))
        href = draw(st.sampled_from(HREFS)) if kind == "link" else None
        found.append(Mark(type=kind, start=start, end=end, href=href))
    return tuple(found)


@st.composite
def items(draw: st.DrawFn, depth: int = 0) -> ListItem:
    text = draw(lines)
    nested = draw(st.lists(items(depth + 1), max_size=2)) if depth < 3 else []
    number = draw(st.none() | st.integers(-2, 2_000_000_000))
    return ListItem(text=text, marks=draw(marks(text)), number=number, items=tuple(nested))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 3))
    row = st.tuples(*[lines] * width)
    rows = draw(st.lists(row, min_size=1, max_size=3))
    header = draw(st.one_of(st.just(()), row))
    return Table(header=header, rows=tuple(rows), caption=draw(st.none() | lines))


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    text = draw(lines)
    kind = draw(st.sampled_from(["paragraph", "quote", "code", "list", "table", "figure"]))
    if kind == "paragraph":
        return Paragraph(text=text, marks=draw(marks(text)))
    if kind == "quote":
        return Quote(text=text, marks=draw(marks(text)), cite=draw(st.none() | one_line))
    if kind == "code":
        return Code(text=draw(st.text(MARKUP, max_size=40)).strip("\n"), language=draw(st.none() | one_line))
    if kind == "list":
        return List(items=tuple(draw(st.lists(items(), min_size=1, max_size=3))))
    if kind == "table":
        return draw(tables())
    return Figure(
        src=draw(st.none() | st.sampled_from(HREFS)),
        alt=draw(st.none() | one_line),
        caption=draw(st.none() | lines),
    )


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """An article of one to three sections."""
    sections = [
        Section(heading=None, level=0, blocks=tuple(draw(st.lists(blocks(), min_size=1, max_size=4))))
    ]
    for _ in range(draw(st.integers(0, 2))):
        made = tuple(draw(st.lists(blocks(), max_size=2)))
        sections.append(Section(heading=draw(one_line), level=draw(st.integers(1, 8)), blocks=made))
    return Article(
        title=draw(st.none() | one_line),
        subtitle=draw(st.none() | lines),
        language=draw(st.sampled_from([None, "en", '"><script>'])),
        sections=tuple(sections),
    )
