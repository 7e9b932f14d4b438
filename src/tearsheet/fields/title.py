"""The headline."""

from __future__ import annotations

from tearsheet.candidates import Candidate, Place
from tearsheet.page import Page


def title_candidates(page: Page) -> tuple[Candidate[str], ...]:
    """Return candidates for the headline, best first; empty if the page has no title of any kind."""
    found: list[Candidate[str]] = []
    for node in page.by_tag("h1"):
        text = page.nodes.text_of(node)
        if text:
            found.append(Candidate(text, text, "html", "title.h1", Place(node)))
    for meta in page.metas:
        if meta.key == "og:title":
            found.append(
                Candidate(meta.content, meta.content, "opengraph", "title.og", Place(meta.node, "content"))
            )
    for node in page.by_tag("title")[:1]:
        text = page.nodes.text_of(node)
        if text:
            found.append(Candidate(text, text, "html", "title.title-tag", Place(node)))
    return tuple(found)
