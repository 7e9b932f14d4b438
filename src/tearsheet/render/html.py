"""Renders an article as an HTML fragment, from escaped text only: no markup of the page can get into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from tearsheet.render.inline import safe_address, steps

if TYPE_CHECKING:
    from tearsheet.article.model import Article, Block, Embed, ListItem, Mark, Table

ELEMENT_OF_MARK = {"strong": "strong", "emphasis": "em", "code": "code", "math": "code", "note": "sup"}
"""The element for each mark except links."""


def to_html(article: Article) -> str:
    """Return the article as ``<article>…</article>``: title, subtitle and sections, with one block per line.

    The title is ``h1``, a section's heading ``h2`` at level 1, and so on (below ``h6`` with ``aria-level``). Elements
    are article, h1 to h6, p, br, a, strong, em, sup, code, pre, blockquote, footer, cite, ul, ol, li, table and its
    parts, figure, img and figcaption; addresses are http, https, mailto, or relative where the page's URL was not
    known.
    """
    language = f' lang="{escape(article.language)}"' if article.language else ""
    lines = [f"<article{language}>"]
    if article.title:
        lines.append(f"<h1>{_lines(article.title)}</h1>")
    if article.subtitle:
        lines.append(f"<p>{_lines(article.subtitle)}</p>")
    for section in article.sections:
        if section.heading is not None:
            lines.append(_heading(section.heading, section.level + 1))
        lines.extend(block_html(block) for block in section.blocks)
    if article.notes:
        items = "".join(f"<li>[{escape(n.marker)}] {_lines(n.text)}</li>" for n in article.notes)
        lines.append(f"<footer><ul>{items}</ul></footer>")
    lines.append("</article>")
    return "\n".join(lines)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _heading(text: str, level: int) -> str:
    tag = f"h{min(level, 6)}"
    deep = f' aria-level="{level}"' if level > 6 else ""
    return f"<{tag}{deep}>{_lines(text)}</{tag}>"


def block_html(block: Block) -> str:  # noqa: PLR0911  # one return per type of block
    """Return one block of a section as HTML."""
    if block.type == "paragraph":
        return f"<p>{inline_html(block.text, block.marks)}</p>"
    if block.type == "quote":
        cite = f"<footer><cite>{_lines(block.cite)}</cite></footer>" if block.cite else ""
        return f"<blockquote><p>{inline_html(block.text, block.marks)}</p>{cite}</blockquote>"
    if block.type == "code":
        language = f' class="language-{escape(block.language)}"' if block.language else ""
        newline = (
            "\n" if block.text.startswith("\n") else ""
        )  # HTML parsers drop a line break at the start of a pre
        return f"<pre>{newline}<code{language}>{escape(block.text)}</code></pre>"
    if block.type == "list":
        return "".join(_list(block.items, ordered=block.ordered))
    if block.type == "table":
        return _table(block)
    if block.type == "math":
        return f'<pre><code class="language-math math-display">{escape(block.text)}</code></pre>'
    if block.type == "embed":
        return _embed(block)
    src = safe_address(block.src, picture=True)
    image = f'<img src="{escape(src)}" alt="{escape(block.alt or "")}">' if src else ""
    caption = f"<figcaption>{inline_html(block.caption, block.marks)}</figcaption>" if block.caption else ""
    return f"<figure>{image}{caption}</figure>"


def _embed(block: Embed) -> str:
    """Return the text of an embed and a link to it, so that nothing is loaded from other sites."""
    url = safe_address(block.url, picture=True)
    text = f"<p>{_lines(block.text)}</p>" if block.text else ""
    link = f'<footer><a href="{escape(url)}">{escape(block.provider or url)}</a></footer>' if url else ""
    return f"<blockquote>{text}{link}</blockquote>"


def inline_html(text: str, marks: Sequence[Mark]) -> str:
    """Return marked text as HTML; a line break becomes ``<br>``."""
    parts: list[str] = []
    for step in steps(text, marks):
        if step.mark is None:
            parts.append(_lines(text[step.start : step.stop]))
        elif step.mark.type == "link":
            href = escape(safe_address(step.mark.href) or "")
            parts.append(f'<a href="{href}">' if step.kind == "open" else "</a>")
        else:
            tag = ELEMENT_OF_MARK[step.mark.type]
            kind = ' class="language-math math-inline"' if step.mark.type == "math" else ""
            parts.append(f"<{tag}{kind}>" if step.kind == "open" else f"</{tag}>")
    return "".join(parts)


def _list(items: Sequence[ListItem], *, ordered: bool) -> Iterator[str]:
    """Yield the HTML of a list in parts; uses a stack for nested lists instead of recursion."""
    tag = "ol" if ordered else "ul"
    yield f"<{tag}>"
    stack: list[tuple[Iterator[ListItem], str]] = [(_numbered(items), f"</{tag}>")]
    due = [1]  # for each open list, the default number of its next item
    while stack:
        rest, closing = stack[-1]
        item = next(rest, None)
        if item is None:
            yield closing
            stack.pop()
            due.pop()
            if stack:
                yield "</li>"
            continue
        value = ""
        if item.number is not None:
            value = f' value="{item.number}"' if item.number != due[-1] else ""
            due[-1] = item.number + 1
        yield f"<li{value}>{inline_html(item.text, item.marks)}"
        if item.items:
            tag = "ol" if any(i.number is not None for i in item.items) else "ul"
            yield f"<{tag}>"
            stack.append((_numbered(item.items), f"</{tag}>"))
            due.append(1)
        else:
            yield "</li>"


def _numbered(items: Sequence[ListItem]) -> Iterator[ListItem]:
    return iter(items)


def _table(table: Table) -> str:
    rows = (table.header, *table.rows) if table.header else table.rows
    spans = _spans(rows, frozenset(table.repeated))
    parts = ["<table>"]
    if table.caption:
        parts.append(f"<caption>{_lines(table.caption)}</caption>")
    for i, row in enumerate(rows):
        tag = "th" if table.header and i == 0 else "td"
        cells = "".join(
            f"<{tag}{_span(spans[i, j])}>{_lines(cell)}</{tag}>"
            for j, cell in enumerate(row)
            if (i, j) in spans
        )
        line = f"<tr>{cells}</tr>"
        if table.header and i == 0:
            line = f"<thead>{line}</thead><tbody>"
        elif i == 0:
            line = f"<tbody>{line}"
        parts.append(line)
    parts.append("</tbody></table>" if rows else "</table>")
    return "".join(parts)


def _span(size: tuple[int, int]) -> str:
    rows, columns = size
    return (f' rowspan="{rows}"' if rows > 1 else "") + (f' colspan="{columns}"' if columns > 1 else "")


def _spans(
    rows: Sequence[Sequence[str]], repeated: frozenset[tuple[int, int]]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the spans (rows, columns) of each cell by position; cells covered by a span are left out."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    taken: set[tuple[int, int]] = set()
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            if (i, j) in taken:
                continue
            wide = 1
            while (
                (i, j + wide) in repeated
                and row[j + wide : j + wide + 1] == (cell,)
                and (i, j + wide) not in taken
            ):
                wide += 1
            high = 1
            while i + high < len(rows) and all(
                (i + high, k) in repeated and rows[i + high][k] == cell and (i + high, k) not in taken
                for k in range(j, j + wide)
            ):
                high += 1
            if (i, j) in repeated:
                wide = high = 1
            taken.update((i + a, j + b) for a in range(high) for b in range(wide))
            spans[i, j] = (high, wide)
    return spans
