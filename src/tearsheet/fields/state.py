"""Title, date and authors from the data of an application, where they are next to the text of the article."""

from __future__ import annotations

import datetime as dt
from typing import Final, TypeVar

from tearsheet.article.model import Author
from tearsheet.body.state_article import StateArticle, StatedField, find_state_article, running_text
from tearsheet.body.walls import weighed
from tearsheet.page import Page
from tearsheet.parsing.dates import parse_date
from tearsheet.ranking.candidates import Candidate, SourceRef

SHELL: Final = 300
"""Weighed characters outside of links from which the visible page is sufficient."""

FALLBACK: Final = "title.title-tag"
"""Prefix of the rules for the ``title`` element, which in a shell often only names the application."""

T = TypeVar("T")


def _state(page: Page) -> StateArticle | None:
    """Return the article in the data of a page that shows hardly any text itself; None if there is none."""
    if page.is_text or page.memo(running_text) >= SHELL or not page.memo(_shows_little):
        return None
    return page.memo(find_state_article)


def _shows_little(page: Page) -> bool:
    shown = 0
    for block in page.blocks:
        if 2 * block.link_chars <= len(block.text):
            shown += weighed(block.text)
            if shown >= SHELL:
                return False
    return True


def with_state_title(page: Page, found: tuple[Candidate[str], ...]) -> tuple[Candidate[str], ...]:
    """Return the candidates for the title with that from the data, which comes first unless the page shows a title."""
    state = _state(page)
    if state is None or state.title is None:
        return found
    title = state.title.value
    if any(candidate.rejected is None and candidate.value == title for candidate in found[:1]):
        return found
    first = next((c for c in found if c.rejected is None), None)
    made = _candidate(state, state.title, title, "title.app-state")
    return (made, *found) if first is None or first.rule.startswith(FALLBACK) else (*found, made)


def with_state_date(
    page: Page, found: tuple[Candidate[dt.date | dt.datetime], ...]
) -> tuple[Candidate[dt.date | dt.datetime], ...]:
    """Return the candidates for the date, followed by that from the data."""
    state = _state(page)
    if state is None or state.date is None:
        return found
    date = parse_date(state.date.value)
    return found if date is None else (*found, _candidate(state, state.date, date.value, "date.app-state"))


def with_state_authors(
    page: Page, found: tuple[Candidate[tuple[Author, ...]], ...]
) -> tuple[Candidate[tuple[Author, ...]], ...]:
    """Return the candidates for the authors, followed by those from the data."""
    state = _state(page)
    if state is None or not state.authors:
        return found
    authors = tuple(Author(name=stated.value) for stated in state.authors)
    return (*found, _candidate(state, state.authors[0], authors, "authors.app-state"))


def _candidate(state: StateArticle, stated: StatedField, value: T, rule: str) -> Candidate[T]:
    place = SourceRef(state.node, attribute=state.attribute, pointer=stated.pointer)
    return Candidate(value, stated.value, "script", rule, place)
