"""Code blocks: those that are not preformatted, and the language of code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import dedent

from tearsheet.page import Page, TextBlock
from tearsheet.page.code import PREFORMATTED, class_names, code_text, counts_lines
from tearsheet.page.code_boxes import MONOSPACED, PRE_STYLE, is_code_line, reads_as_code
from tearsheet.page.text_blocks import FARTHEST, HOLDERS
from tearsheet.structure.drafts import BlockDraft, CodeDraft, MarkDraft, ParagraphDraft
from tearsheet.structure.inline_formats import FORMAT_OF_TAG
from tearsheet.vocab import load

CLOSE = 4
"""How many elements around code are asked for its language."""
MIN_LINES = 3
"""Fewest paragraphs that are lines of one piece of code."""
GENERIC = frozenset(load("code")["generic"])
"""Classes of code that name no language."""
NAMES = frozenset(load("code")["languages"])
"""Names of languages that can be a whole class."""

_PREFIXED = re.compile(
    r"(?:language|lang|highlight-source|highlight-text|highlight|sourcecode|brush|code)[-:]([\w+#.-]+)"
)
_BRUSH = re.compile(r"\bbrush:\s*([\w+#.-]+)")


def lone_code(page: Page, block: TextBlock, marks: Sequence[MarkDraft]) -> int:
    """Return the element of code that is all of a block: of several lines, or a block of its own; -1 if there is none."""
    if not any(mark.type == "code" for mark in marks):
        return _styled_code(page, block) if "\n" in block.text else -1
    if not _is_all_code(block.text, marks):
        return -1
    nodes = page.nodes
    shown = [owner for owner, text in page.pieces[block.start : block.stop] if not text.isspace() and text]
    first, last = (_outermost_code(page, owner, block.node) for owner in (shown[0], shown[-1]))
    if first < 0 or last < 0:
        return -1
    root = first if first == last else block.node
    if "\n" in block.text:
        return root if nodes.tags[block.node] != "dt" else -1
    attrs = nodes.attrs[root]
    is_line = first == last and nodes.tags[root] == "code" and (" " in block.text or is_code_line(block.text))
    if is_line and (nodes.tags[block.node] not in HOLDERS or "block" in class_names(attrs)):
        return root
    return root if PRE_STYLE.search(attrs.get("style", "")) and "\n" in code_text(nodes, root) else -1


def _styled_code(page: Page, block: TextBlock) -> int:
    """Return the element with a typeface for code that holds all lines of a block, if they read as code; else -1."""
    nodes = page.nodes
    owners = [owner for owner, text in page.pieces[block.start : block.stop] if text and not text.isspace()]
    node, last = (owners[0], max(owners)) if owners else (-1, -1)
    for _ in range(CLOSE):
        if node < block.node:
            break
        style = nodes.attrs[node].get("style")
        if style is not None and last < nodes.ends[node] and MONOSPACED.search(style):
            return node if reads_as_code(block.text) else -1
        node = nodes.parents[node]
    return -1


def code_after_text(page: Page, block: TextBlock, marks: Sequence[MarkDraft]) -> tuple[int, int]:
    """Return where in a block several lines of code begin that are the rest of it, and their element; -1 for none."""
    for mark in marks:
        if mark.type == "code" and "\n" in block.text[mark.start : mark.end]:
            is_rest = mark.end == len(block.text) and block.text[: mark.start].endswith("\n")
            node = _outermost_code(page, page.pieces[block.stop - 1][0], block.node)
            return (mark.start, node) if is_rest and node >= 0 else (-1, -1)
    return -1, -1


def _is_all_code(text: str, marks: Sequence[MarkDraft]) -> bool:
    """Return whether marks of code cover all of a text but the spaces between them."""
    at = 0
    for mark in marks:
        if mark.type == "code" and mark.end > at:
            if text[at : mark.start].strip():
                return False
            at = mark.end
    return not text[at:].strip()


def _outermost_code(page: Page, node: int, outside: int) -> int:
    """Return the outermost element of code that ``node`` is or is in, inside ``outside``; -1 if there is none."""
    found, nodes = -1, page.nodes
    for _ in range(FARTHEST):
        if node <= outside:
            break
        if FORMAT_OF_TAG.get(nodes.tags[node]) == "code":
            found = node
        node = nodes.parents[node]
    return found


def with_joined_lines(page: Page, blocks: Sequence[BlockDraft]) -> Sequence[BlockDraft]:
    """Return ``blocks`` with one piece of code in the place of paragraphs in a row that are a line of code each."""
    if page.is_text or sum([b.type == "paragraph" and _is_line(page, b) for b in blocks]) < MIN_LINES:
        return blocks  # as nearly always
    made: list[BlockDraft] = []
    run: list[ParagraphDraft] = []
    for block in blocks:
        if block.type == "paragraph" and _is_line(page, block) and _follows(page, run, block):
            run.append(block)
            continue
        _end_run(page, run, made)
        if block.type == "paragraph" and _is_line(page, block):
            run.append(block)
        else:
            made.append(block)
    _end_run(page, run, made)
    return made


def _is_line(page: Page, block: ParagraphDraft) -> bool:
    marks = block.marks
    if marks and marks[0].type == "code" and not marks[0].start and _is_all_code(block.text, marks):
        return True
    nodes, node = page.nodes, page.blocks[block.sources[0]].node
    style = nodes.attrs[node].get("style", "")
    if node + 1 < nodes.ends[node] == nodes.ends[node + 1]:
        style += ";" + nodes.attrs[node + 1].get("style", "")  # of the only element in it
    return len(style) > 1 and MONOSPACED.search(style) is not None


def _follows(page: Page, run: Sequence[ParagraphDraft], block: ParagraphDraft) -> bool:
    """Return whether ``block`` is the element right after the last of ``run``, and like it."""
    if not run:
        return False
    nodes, blocks = page.nodes, page.blocks
    last, node = blocks[run[-1].sources[-1]].node, blocks[block.sources[0]].node
    return (
        nodes.ends[last] == node
        and nodes.tags[last] == nodes.tags[node]
        and nodes.parents[last] == nodes.parents[node]
    )


def _end_run(page: Page, run: list[ParagraphDraft], made: list[BlockDraft]) -> None:
    nodes, blocks = page.nodes, page.blocks
    lines = [code_text(nodes, blocks[line.sources[0]].node) for line in run] if len(run) >= MIN_LINES else []
    if len(lines) >= MIN_LINES and reads_as_code("\n".join(lines)):
        sources = tuple(i for line in run for i in line.sources)
        language = language_of(page, blocks[sources[0]].node)
        made.append(CodeDraft(sources, dedent("\n".join(lines)), language))
    else:
        made.extend(run)
    run.clear()


def text_of_code(page: Page, node: int, sources: Sequence[int]) -> str:
    """Return the code in the element at ``node`` if ``sources`` are all its blocks, else the text of these."""
    blocks = page.blocks
    text = ""
    if not page.is_text and _holds_only(page, node, sources):
        text = code_text(page.nodes, node)
        if PREFORMATTED.isdisjoint(page.nodes.tags[node : page.nodes.ends[node]]):
            text = dedent(text)  # spaces that only indent the markup
    return text or "\n".join([blocks[i].text for i in sources])


def _holds_only(page: Page, node: int, sources: Sequence[int]) -> bool:
    """Return whether the element at ``node`` holds no blocks but ``sources`` and line numbers.

    The search ends at the first other block, so that many pieces of code in one large element take linear time.
    """
    blocks, end, named = page.blocks, page.nodes.ends[node], frozenset(sources)
    low, high = sources[0], sources[-1]
    before = range(low - 1, -1, -1)
    after = range(high + 1, len(blocks))
    for places in (range(low, high + 1), before, after):
        for i in places:
            if not node <= blocks[i].node < end:
                break
            if i not in named and not counts_lines(blocks[i].text):
                return False
    return True


def language_of(page: Page, node: int) -> str | None:
    """Return the language that code declares: on itself, on its ``code``, or closely around it; None if it does not."""
    nodes = page.nodes
    inside = next((c for c in nodes.children(node) if nodes.tags[c] == "code"), node)
    places = [inside, node]
    around = nodes.parents[node]
    while (
        around >= 0
        and len(places) < CLOSE + 2
        and nodes.tags[around] not in ("body", "article", "main", "li")
    ):
        places.append(around)
        around = nodes.parents[around]
    for k, place in enumerate(places):
        attrs = nodes.attrs[place]
        given = (attrs.get("data-lang") or attrs.get("data-language") or "").strip().lower()
        if 0 < len(given) < 30 and given.isprintable() and given not in GENERIC:
            return given
        found = _in_class(attrs.get("class", ""), is_near=k < 3)
        if found:
            return found
    return None


def _in_class(given: str, *, is_near: bool) -> str | None:
    """Return the language that a class names; a name without a prefix counts only near the code."""
    brush = _BRUSH.search(given.lower())
    if brush:
        return brush[1]
    words = given.lower().split()
    for word in words:
        named = _PREFIXED.fullmatch(word.rstrip(";"))
        if (
            named
            and named[1] not in GENERIC
            and (named[1] in NAMES or word.startswith(("lang", "highlight-source")))
        ):
            return named[1]
    if is_near:
        return next((word for word in words if word in NAMES and len(words) < 6), None)
    return None
