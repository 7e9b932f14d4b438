"""Renders an article as CommonMark, with tables as in GitHub's flavour. No text of the page can become markup."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from tearsheet.render.inline import safe_address, steps

if TYPE_CHECKING:
    from tearsheet.article.model import Article, Block, Code, Embed, Figure, List, ListItem, Mark, Table

_ANYWHERE = re.compile(r"[\\`*\[\]<&~|]|(?<![^\W_])_|_(?![^\W_])")
"""Characters that can be markup in any position; an underscore between letters cannot."""
_AT_START = re.compile(r"[#+=>:-]|[0-9]{1,9}(?=[.)])")
"""Text that can be markup at the start of a line."""
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_LANGUAGE = re.compile(r"[^\w+#.-]+")
_DOLLAR = re.compile(r"(?<!\\)\$")
_NO_LABEL = re.compile(r"[^\w.-]+")
_DELIMITER = {"strong": "**", "emphasis": "*"}


def to_markdown(article: Article, *, front_matter: bool = False) -> str:
    """Return the article as Markdown, ending in a line break: title, subtitle, then the sections.

    The title is a heading of level 1, a section's heading one below its level (6 at most). ``front_matter`` puts
    the fields above as YAML between ``---`` lines, with every value in JSON notation.
    """
    parts = [_front_matter(article)] if front_matter else []
    if article.title:
        parts.append(f"# {_heading(article.title)}")
    if article.subtitle:
        parts.append(_paragraph(article.subtitle, ()))
    turn = 0  # consecutive lists alternate between markers, or they would become one list
    previous = ""
    for section in article.sections:
        if section.heading is not None:
            parts.append(f"{'#' * min(section.level + 1, 6)} {_heading(section.heading)}")
            previous = ""
        for block in section.blocks:
            turn = turn + 1 if block.type == previous == "list" else 0
            previous = block.type
            parts.append(_block(block, turn))
    parts.extend(f"[^{_label(note.id)}]: {_paragraph(note.text, ())}" for note in article.notes)
    return "\n\n".join(part for part in parts if part) + "\n"


def _front_matter(article: Article) -> str:
    dumped = article.model_dump(mode="json")
    names = (
        "title",
        "subtitle",
        "url",
        "site",
        "language",
        "date",
        "date_modified",
        "category",
        "tags",
        "view_count",
    )
    fields = {name: dumped[name] for name in names}
    fields["authors"] = [author.name for author in article.authors]
    lines = [f"{k}: {json.dumps(v, ensure_ascii=False)}" for k, v in fields.items() if v not in (None, [])]
    return "\n".join(("---", *lines, "---"))


def _block(block: Block, turn: int) -> str:  # noqa: PLR0911  # one return per type of block
    if block.type == "paragraph":
        return _paragraph(block.text, block.marks)
    if block.type == "quote":
        lines = _paragraph(block.text, block.marks).split("\n")
        if block.cite:
            lines += ["", *_paragraph(f"— {block.cite}", ()).split("\n")]
        return "\n".join(f"> {line}".rstrip() for line in lines)
    if block.type == "code":
        return _code(block)
    if block.type == "list":
        return _list(block, turn)
    if block.type == "table":
        return _table(block)
    if block.type == "math":
        return f"$$\n{_tex(block.text)}\n$$"
    if block.type == "embed":
        return _embed(block)
    return _figure(block)


def escape(text: str) -> str:
    r"""Return one line of ``text`` with everything escaped that could be inline markup.

    >>> print(escape("2 * 3 * 4 in snake_case <b>"))
    2 \* 3 \* 4 in snake_case \<b>
    """
    return _ANYWHERE.sub(lambda m: "\\" + m[0], text)


def _at_start(line: str) -> str:
    r"""Return a line with everything escaped that could be markup at its start.

    >>> _at_start("# 1"), _at_start("2024. A year"), _at_start("10 years")
    ('\\# 1', '2024\\. A year', '10 years')
    """
    found = _AT_START.match(line)
    if found is None:
        return line
    if found[0][0] in "0123456789":
        return f"{found[0]}\\{line[found.end() :]}"
    return "\\" + line


def _heading(text: str) -> str:
    return escape(" ".join(text.split())).replace("#", "\\#")


def _paragraph(text: str, marks: Sequence[Mark]) -> str:
    """Return text with marks; line breaks become hard line breaks."""
    lines = _inline(_BREAKS.sub(_same_length, text), marks).split("\n")
    return "\\\n".join(_at_start(line.strip()) for line in lines if line.strip())


def _same_length(found: re.Match[str]) -> str:
    """Return a line feed for a line break, padded with spaces so that later offsets do not change."""
    return "\n".ljust(len(found[0]))


def _inline(text: str, marks: Sequence[Mark]) -> str:
    parts: list[str] = []
    dropped: set[int] = set()  # ids of marks that Markdown cannot represent at their position
    raw: Mark | None = None  # the open code or formula, in which nothing is escaped
    closed = coded = -1  # length of parts after the last closing delimiter, and after the last code span
    for step in steps(text, marks):
        mark = step.mark
        if raw is not None:
            if mark is raw:
                parts.append(_raw_span(mark, text[mark.start : mark.end]))
                raw, coded = None, len(parts)
        elif mark is None:
            parts.append(escape(text[step.start : step.stop]))
        elif mark.type in ("code", "math", "note"):
            if step.kind == "close" or (mark.type == "code" and coded == len(parts)):
                continue  # the backticks of adjacent code spans would merge
            raw = mark
        elif mark.type == "link":
            _link(parts, mark, opens=step.kind == "open")
        elif step.kind == "open" and (closed == len(parts) or not _can_stand(text, mark)):
            dropped.add(id(mark))
        elif id(mark) not in dropped:
            parts.append(_DELIMITER[mark.type])
            closed = len(parts) if step.kind == "close" else closed
    return "".join(parts)


def _raw_span(mark: Mark, text: str) -> str:
    """Return code, a formula or a note reference; their text is not escaped, but cannot terminate them."""
    if mark.type == "math":
        return f"${_tex(text)}$"
    return _code_span(text) if mark.type == "code" else f"[^{_label(mark.note or text)}]"


def _tex(text: str) -> str:
    """Return a formula in one line, without anything that could terminate it or begin HTML."""
    return _DOLLAR.sub(r"\\$", " ".join(text.split())).replace("<", r"\lt ").rstrip("\\") or " "


def _label(note: str) -> str:
    """Return the label of a note, which consists of letters, digits, underscores, dots and hyphens.

    >>> _label("cite_note-a b]1")
    'cite_note-a-b-1'
    """
    return _NO_LABEL.sub("-", note)


def _link(parts: list[str], mark: Mark, *, opens: bool) -> None:
    """Append the start or end of a link; an exclamation mark before it is escaped, as it would make it an image."""
    if not opens:
        parts.append(f"]({_destination(mark.href)})")
        return
    if parts and parts[-1].endswith("!"):
        parts[-1] = parts[-1][:-1] + "\\!"
    parts.append("[")


def _can_stand(text: str, mark: Mark) -> bool:
    """Return whether asterisks around ``mark`` open and close emphasis (CommonMark: flanking delimiter runs)."""
    inner = text[mark.start : mark.end]
    if not inner or inner != inner.strip() or "\n" in inner:
        return False
    before, after = text[mark.start - 1 : mark.start] if mark.start else "", text[mark.end : mark.end + 1]
    return (not _is_sign(inner[0]) or _is_apart(before)) and (not _is_sign(inner[-1]) or _is_apart(after))


def _is_sign(character: str) -> bool:
    """Return whether ``character`` is punctuation in CommonMark."""
    return unicodedata.category(character)[0] in "PS"


def _is_apart(character: str) -> bool:
    return not character or character.isspace() or _is_sign(character)


def _code_span(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        return " "
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _destination(address: str | None, *, picture: bool = False) -> str:
    """Return a URL as the destination of a link; '' if it is not safe."""
    safe = safe_address(address, picture=picture) or ""
    return (
        quote(safe, safe="/:?#@!$&'*+,;=%~-._[]")
        .replace("&", "&amp;")
        .replace("[", "%5B")
        .replace("]", "%5D")
    )


def _code(block: Code) -> str:
    text = block.text.replace("\r\n", "\n").replace("\r", "\n")
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{_LANGUAGE.sub('', block.language or '')}\n{text}\n{fence}"


def _list(block: List, turn: int) -> str:
    """Return a list; nested lists are indented below their item. No recursion.

    An item without text shares its line with the first nested item; an item with neither is left out.
    """
    lines: list[str] = []
    stack: list[tuple[ListItem, str]] = [(item, "") for item in reversed(block.items)]
    shared = ""  # markers of items without text that precede this one on its line
    while stack:
        item, indent = stack.pop()
        sign = "-*"[turn % 2]
        if item.number is not None and 0 <= item.number <= 999_999_999:
            sign = f"{item.number}{'.)'[turn % 2]}"
        inner = indent + " " * (len(sign) + 1)
        text = _paragraph(item.text, item.marks)
        if text:
            first, *rest = text.split("\n")
            lines.append(f"{shared or indent}{sign} {first}")
            lines.extend(inner + line for line in rest)
            shared = ""
        elif item.items:
            shared = f"{shared or indent}{sign} "
        stack.extend((nested, inner) for nested in reversed(item.items))
    return "\n".join(lines)


def _table(table: Table) -> str:
    width = max((len(row) for row in (table.header, *table.rows)), default=0)
    if not width:
        return ""
    repeated = frozenset(table.repeated)
    rows = [table.header or ("",) * width, *table.rows]
    shift = 0 if table.header else 1  # a table without a header gets an empty one, which Markdown requires
    lines = []
    for i, row in enumerate(rows):
        shown = [
            "" if (i - shift, j) in repeated else escape(" ".join(cell.split())) for j, cell in enumerate(row)
        ]
        lines.append(f"| {' | '.join([*shown, *[''] * (width - len(row))])} |")
    lines.insert(1, f"|{' --- |' * width}")
    caption = [_paragraph(table.caption, ()), ""] if table.caption else []
    return "\n".join([*caption, *lines])


def _embed(block: Embed) -> str:
    lines = _paragraph(block.text, ()).split("\n") if block.text else []
    target = _destination(block.url, picture=True)
    if target:
        lines += [*([""] if lines else []), f"[{escape(block.provider or target)}]({target})"]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _figure(block: Figure) -> str:
    src = _destination(block.src, picture=True)
    image = f"![{escape(' '.join((block.alt or '').split()))}]({src})" if src else ""
    return "\n\n".join(part for part in (image, _paragraph(block.caption or "", block.marks)) if part)
