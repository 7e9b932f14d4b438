"""The body in the page's data: JSON-LD ``articleBody``, or the state from which a script would fill the page.

It is only used if the page itself shows little: unlike visible text, declared text rarely has structure.
"""

from __future__ import annotations

import html
import re
from typing import Final

from tearsheet.body.selection import BodySelection
from tearsheet.body.state_article import SHELL, find_state_article
from tearsheet.body.state_markup import LEAST, is_html
from tearsheet.errors import InputError
from tearsheet.page import Page
from tearsheet.page.read import read_fragment
from tearsheet.plaintext.read import read_text
from tearsheet.ranking.candidates import Candidate, SourceRef
from tearsheet.structure.drafts import ParagraphDraft, SectionDraft
from tearsheet.structure.sections import build_sections

ENOUGH: Final = 400
"""Fewest characters of a declared body."""
MORE: Final = 3
"""Least ratio of its length to that of the visible text."""
SHOWN: Final = 60
"""Fewest visible characters for the visible text to be used on a page with many texts."""
MANY_TEXTS: Final = frozenset(("listing", "collection", "service", "product"))
"""Kinds of pages with many texts, none of which is the main one."""
FULLER: Final = 2
"""Least ratio of a text in the data of an application to the visible text."""
_MARKDOWN: Final = re.compile(
    r"^(?:#{1,6} |[-*+] |\d{1,3}\. |> |```)|\*\*[^*\n]{1,200}\*\*|\]\(https?:", re.MULTILINE
)
"""Syntax of Markdown; text without it is read line by line."""

Declared = Candidate[tuple[SectionDraft, ...]]


def declared_body(page: Page, selection: BodySelection) -> Declared | None:
    """Return the body that the page's data declares if the page itself shows hardly any text; None otherwise."""
    if page.is_text:
        return None
    shown = sum([len(page.blocks[i].text) for i in selection.kept])
    if shown >= SHELL:
        return None
    declared = _from_jsonld(page, max(ENOUGH, MORE * shown)) if shown < ENOUGH else None
    if declared or (shown >= SHOWN and selection.kind in MANY_TEXTS):
        return declared if declared is not None and declared.value else None
    state = _from_state(page, shown)
    return state if state is not None and state.value else None


def _from_jsonld(page: Page, least: int) -> Declared | None:
    for entity in page.jsonld.having("articleBody"):
        body = entity.data.get("articleBody")
        if isinstance(body, str) and len(body) >= least:
            place = SourceRef(entity.node, pointer=f"{entity.pointer}/articleBody")
            return Candidate(_sections(body), body[:ENOUGH], "json-ld", "sections.article-body", place)
    return None


def _from_state(page: Page, shown: int) -> Declared | None:
    """Return the text in the data of an application if it is longer than the visible text; see `FULLER`."""
    state = page.memo(find_state_article)
    if state is None or state.size < max(LEAST, FULLER * shown):
        return None
    sections = _sections(state.markup)
    if (
        sum([len(getattr(block, "text", "")) for section in sections for block in section.blocks])
        < FULLER * shown
    ):
        return None  # it only has more markup, not more text
    place = SourceRef(state.node, attribute=state.attribute, pointer=state.pointer)
    return Candidate(sections, state.markup[:ENOUGH], "script", "sections.app-state", place)


def _sections(body: str) -> tuple[SectionDraft, ...]:
    """Return the sections of a declared body, parsed as a fragment if it has markup, otherwise one paragraph per line.

    Their sources do not refer to the page that declares them. Empty if the markup cannot be parsed.
    """
    text = html.unescape(body) if "&lt;" in body else body
    if is_html(text):
        try:
            fragment = Page.from_tree(read_fragment(f"<article>{text}</article>"))
        except InputError:  # over a limit on size or depth
            return ()
        return build_sections(fragment, range(len(fragment.blocks)))
    if _MARKDOWN.search(text):
        page = read_text(text)
        return build_sections(page, range(len(page.blocks)))
    lines = [" ".join(html.unescape(line).split()) for line in text.splitlines()]
    return (SectionDraft((), None, 0, None, [ParagraphDraft((), line) for line in lines if line]),)
