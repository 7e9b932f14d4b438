"""Code blocks: those that are not preformatted, and the language of code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tearsheet.page import Page, TextBlock
from tearsheet.page.code import code_text, counts_lines
from tearsheet.structure.drafts import MarkDraft
from tearsheet.vocab import load

CLOSE = 4
"""How many elements around code are asked for its language."""
GENERIC = frozenset(load("code")["generic"])
"""Classes of code that name no language."""
NAMES = frozenset(load("code")["languages"])
"""Names of languages that can be a whole class."""

_PREFIXED = re.compile(
    r"(?:language|lang|highlight-source|highlight-text|highlight|sourcecode|brush|code)[-:]([\w+#.-]+)"
)
_BRUSH = re.compile(r"\bbrush:\s*([\w+#.-]+)")
_PRE_STYLE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)")


def lone_code(page: Page, block: TextBlock, marks: Sequence[MarkDraft]) -> int:
    """Return the ``code`` element that is all of a block and has several lines; -1 if there is none."""
    if not any(m.type == "code" and not m.start and m.end == len(block.text) for m in marks):
        return -1
    nodes = page.nodes
    for node in range(block.node, min(block.node + CLOSE, nodes.ends[block.node])):
        if nodes.tags[node] == "code":
            styled = _PRE_STYLE.search(nodes.attrs[node].get("style", "")) is not None
            lines = "\n" in block.text or (styled and "\n" in code_text(nodes, node))
            return node if lines else -1
    return -1


def text_of_code(page: Page, node: int, sources: Sequence[int]) -> str:
    """Return the code in the element at ``node`` if ``sources`` are all its blocks, else the text of these."""
    blocks = page.blocks
    text = ""
    if not page.is_text:
        end = page.nodes.ends[node]
        low, high = sources[0], sources[-1] + 1
        while low and node <= blocks[low - 1].node < end:
            low -= 1
        while high < len(blocks) and node <= blocks[high].node < end:
            high += 1
        named = frozenset(sources)
        if all(i in named or counts_lines(blocks[i].text) for i in range(low, high)):
            text = code_text(page.nodes, node)
    return text or "\n".join([blocks[i].text for i in sources])


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
