"""The body as the page's data gives it: JSON-LD ``articleBody``, or the state that a script would fill the page from.

Only asked when the page itself shows next to nothing: what is shown is structured, what is declared seldom is.
"""

from __future__ import annotations

import html
import json
from typing import Any, Final

from tearsheet.body.selection import Layout
from tearsheet.errors import InputError
from tearsheet.page import Page
from tearsheet.page.read import read_fragment
from tearsheet.ranking.candidates import Candidate, Place
from tearsheet.structure.drafts import ParagraphDraft, SectionDraft
from tearsheet.structure.sections import build_sections

ENOUGH: Final = 400
"""Characters that a declared body must have."""
MORE: Final = 3
"""Times that it must be longer than what the page shows."""
STATE_KEYS: Final = ("articleBody", "bodyHtml", "body", "content", "html")
"""Names that the text of an article has in the state of common site frameworks."""
STATE_LIMIT: Final = 4_000_000
"""Characters of script state that are read at most."""

Declared = Candidate[tuple[SectionDraft, ...]]


def declared_body(page: Page, layout: Layout) -> Declared | None:
    """Return the body that the page's data declares, if it shows next to none itself; None otherwise."""
    if page.is_text:
        return None
    shown = sum([len(page.leaves[i].text) for i in layout.kept])
    if shown >= ENOUGH:
        return None
    least = max(ENOUGH, MORE * shown)
    found = _from_jsonld(page, least) or _from_state(page, least)
    return found if found is not None and found.value else None


def _from_jsonld(page: Page, least: int) -> Declared | None:
    for entity in page.jsonld.having("articleBody"):
        body = entity.data.get("articleBody")
        if isinstance(body, str) and len(body) >= least:
            place = Place(entity.node, pointer=f"{entity.pointer}/articleBody")
            return Candidate(_sections(body), body[:ENOUGH], "json-ld", "sections.article-body", place)
    return None


def _from_state(page: Page, least: int) -> Declared | None:
    """Return the longest marked-up text under a known name in the page's JSON scripts."""
    best, where = "", -1
    for node in page.by_tag("script"):
        if page.nodes.attrs[node].get("type") != "application/json":
            continue
        text = page.script_text(node)
        if not least <= len(text) <= STATE_LIMIT:
            continue
        try:
            found = _longest(json.loads(text))
        except (ValueError, RecursionError):  # json's own limit on nesting
            continue
        if len(found) > len(best):
            best, where = found, node
    if len(best) < least:
        return None
    return Candidate(_sections(best), best[:ENOUGH], "script", "sections.script-state", Place(where))


def _longest(data: Any) -> str:
    best = ""
    stack = [data]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack.extend(value)
        elif isinstance(value, dict):
            stack.extend(v for v in value.values() if isinstance(v, dict | list))
            for key in STATE_KEYS:
                text = value.get(key)
                if isinstance(text, str) and len(text) > len(best) and "</p>" in text:
                    best = text
    return best


def _sections(body: str) -> tuple[SectionDraft, ...]:
    """Return the sections of a declared body: read as a fragment if it is marked up, else one paragraph a line.

    Their sources lead nowhere on the page that declares them. Empty if the markup cannot be read.
    """
    text = html.unescape(body) if "&lt;" in body else body
    if "</" in text:
        try:
            fragment = Page.from_tree(read_fragment(f"<article>{text}</article>"))
        except InputError:  # over a limit on size or depth
            return ()
        return build_sections(fragment, range(len(fragment.leaves)))
    lines = [" ".join(html.unescape(line).split()) for line in text.splitlines()]
    return (SectionDraft((), None, 0, None, [ParagraphDraft((), line) for line in lines if line]),)
