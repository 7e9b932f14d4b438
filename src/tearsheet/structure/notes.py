"""Notes: the footnotes and endnotes to which marks in the body refer."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from tearsheet.article.model import Evidence, Note
from tearsheet.page import Page
from tearsheet.structure.drafts import ItemDraft, MarkDraft, SectionDraft

MAX_NOTES = 2000
"""Most notes of an article. Reasoning: more than in the longest papers."""
MAX_BLOCKS = 60
"""Most page blocks of a note; a larger target is a part of the page."""
CLOSE = 3
"""Number of ancestors of an empty target in which its note may be: ``<li><a id=n1></a>text</li>``."""

_LEAD = re.compile(r"^[\[(]?(?:[0-9]{1,3}|[a-z]|[*†‡§¶]{1,3})[\])]?[.:]?\s+(?=\S)")
_EDGES = "[]() "


def notes(page: Page, sections: Sequence[SectionDraft]) -> tuple[tuple[Note, ...], Evidence]:
    """Return the notes to which the marks in ``sections`` refer, in the order of the marks, and their evidence."""
    wanted: dict[str, str] = {}
    for text, mark in _marked(sections):
        if mark.note is not None and len(wanted) < MAX_NOTES:
            wanted.setdefault(mark.note, text[mark.start : mark.end].strip(_EDGES))
    if not wanted:
        return (), Evidence(reason="no-candidate")
    places = _places(page, wanted)
    order = sorted((block.node, i) for i, block in enumerate(page.blocks))
    found = []
    for name, marker in wanted.items():
        text = _text(page, order, places[name], marker) if name in places else ""
        if text:
            found.append(Note(id=name, marker=marker, text=text))
    if not found:
        return (), Evidence(reason="no-candidate")
    return tuple(found), Evidence(source="html", rule="notes.marks")


def _places(page: Page, names: Iterable[str]) -> dict[str, int]:
    """Return the elements with one of these ``names`` as their id, or as the name of an anchor, by name."""
    wanted = frozenset(names)
    found: dict[str, int] = {}
    for node, attrs in enumerate(page.nodes.attrs):
        if attrs:
            name = attrs.get("id") or (attrs.get("name") if page.nodes.tags[node] == "a" else None)
            if name in wanted:
                found.setdefault(name or "", node)
    return found


def _text(page: Page, order: Sequence[tuple[int, int]], node: int, marker: str) -> str:
    """Return the text of the note at ``node``, or of an element closely around it; '' if there is none.

    ``order`` has (element, index) of each block, sorted.
    """
    ends, parents = page.nodes.ends, page.nodes.parents
    for _ in range(CLOSE):
        if node < 0:
            return ""
        low, high = bisect_left(order, (node, -1)), bisect_left(order, (ends[node], -1))
        if high - low > MAX_BLOCKS:
            return ""
        text = "\n".join([page.blocks[i].text for i in sorted(i for _, i in order[low:high])])
        lead = _LEAD.match(text)
        if lead is not None and lead[0].strip(_EDGES + ".:") == marker:
            text = text[lead.end() :]
        if any(c.isalpha() for c in text):
            return text
        node = parents[node]
    return ""


def _marked(sections: Iterable[SectionDraft]) -> Iterator[tuple[str, MarkDraft]]:
    """Yield the text and each mark of all blocks."""
    for section in sections:
        for block in section.blocks:
            if block.type in ("paragraph", "quote"):
                for mark in block.marks:
                    yield block.text, mark
            elif block.type == "list":
                yield from _marked_items(block.items)


def _marked_items(items: Sequence[ItemDraft]) -> Iterator[tuple[str, MarkDraft]]:
    stack: list[ItemDraft] = list(reversed(items))
    while stack:
        item = stack.pop()
        for mark in item.marks:
            yield item.text, mark
        stack.extend(reversed(item.items))
