"""Why each block of a page was kept or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tearsheet.article.model import Locator, Model
from tearsheet.body.find import find_body
from tearsheet.body.scorer.paths import (
    HIDDEN,
    ROLE_FLAGS,
    TAG_FLAGS,
    TOKEN_FLAGS,
    Climber,
    Lexicon,
)
from tearsheet.fields.title import title_candidates
from tearsheet.page import Page
from tearsheet.page.nodes import Paths
from tearsheet.page.read import read_tree
from tearsheet.plaintext.body import find_text_body
from tearsheet.ranking.choose import choose

if TYPE_CHECKING:
    from tearsheet.page.read import Source
    from tearsheet.sites import SiteHits

HINTS: Final = (
    ("hidden", HIDDEN),
    ("comments", TOKEN_FLAGS["comment"]),
    ("consent", TOKEN_FLAGS["cookie"] | TAG_FLAGS["dialog"]),
    ("navigation", TAG_FLAGS["nav"] | ROLE_FLAGS["menu"]),
    ("footer", TAG_FLAGS["footer"]),
    ("aside", TAG_FLAGS["aside"] | TOKEN_FLAGS["sidebar"]),
    ("form", TAG_FLAGS["form"]),
    ("related", TOKEN_FLAGS["related"]),
    ("share", TOKEN_FLAGS["share"]),
    ("byline", TOKEN_FLAGS["byline"]),
    ("caption", TOKEN_FLAGS["caption"] | TAG_FLAGS["figure"]),
    ("labels", TOKEN_FLAGS["tags"]),
    ("header", TAG_FLAGS["header"]),
)
"""Parts of a page by what their elements say, the most telling first."""
LINKED: Final = 0.6
"""Share of a block's characters inside links from which it is said to be links."""


class LeafReport(Model):
    """One block of a page's visible text, and what became of it."""

    text: str
    """The text as it would stand in the article."""
    locator: Locator
    """Its element; for text the range of characters."""
    chance: float
    """Chance from 0 to 1 that it belongs to the body."""
    kept: bool
    """True if it is part of the body."""
    reason: str
    """Why: ``chance`` (kept); ``headline`` (it shows the title); ``duplicate`` (of an earlier kept block);
    ``empty-heading`` (nothing kept stands under it); ``comments`` (of readers, on an article); ``dateline`` (date, author
    or counts below the headline); ``hidden`` (a copy or an address that the markup hides); ``low-chance``; for headings kept by what is around them ``sibling-heading``,
    ``list-heading`` and ``split-heading``. Other codes may be added."""
    part: str | None = None
    """For a block with too low a chance, the part of the page that it stands in by its elements and their class and
    id: ``comments``, ``navigation``, ``related``, ``links``, … None if they do not say."""


def explain(source: Source, *, url: str | None = None) -> tuple[LeafReport, ...]:
    """Return a report for each block of visible text on a page, in document order.

    Args:
        source: The page, as `tearsheet.parse` takes it.
        url: The page's URL.

    Returns:
        The reports; empty if the page shows no text. A page that `parse` refuses is explained all the same.

    Raises:
        InputError: The input cannot be read as a page.
    """
    return explain_page(Page.from_tree(read_tree(source), url=url))


def explain_page(page: Page, site_hits: SiteHits | None = None) -> tuple[LeafReport, ...]:
    """Return the reports for a page that was read before; ``site_hits`` is what a rule for its site found on it."""
    title = choose(page, title_candidates(page))[0]
    layout = find_text_body(page) if page.is_text else find_body(page, title)
    if site_hits is not None:
        layout = site_hits.applied(page, layout)
    climber = Climber(page, Lexicon({}), layout.headline)
    kept = frozenset(layout.kept)
    paths = Paths(page.nodes, page.nodes.steps())
    reports = []
    for i, leaf in enumerate(page.leaves):
        part = None
        if layout.reasons[i] == "low-chance":
            climber.climb(leaf.node)
            linked = leaf.link_chars > LINKED * len(leaf.text)
            part = _part(climber.flags[leaf.node]) or ("links" if linked else None)
        place = Locator(span=(leaf.start, leaf.stop)) if page.is_text else Locator(xpath=paths.of(leaf.node))
        reports.append(
            LeafReport(
                text=leaf.text,
                locator=place,
                chance=round(layout.chances[i], 4),
                kept=i in kept,
                reason=layout.reasons[i],
                part=part,
            )
        )
    return tuple(reports)


def _part(flags: int) -> str | None:
    return next((name for name, bits in HINTS if flags & bits), None)
