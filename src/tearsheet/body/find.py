"""Finds the body: blocks → probabilities → the blocks that are kept."""

from __future__ import annotations

from typing import Final

from tearsheet.body.address import ARTICLE, is_unknown, presumed, with_address
from tearsheet.body.comments import comment_blocks
from tearsheet.body.declared_parts import keep_declared_parts
from tearsheet.body.groups import block_groups
from tearsheet.body.hidden_blocks import drop_hidden
from tearsheet.body.long_texts import keep_long_text
from tearsheet.body.neighbours import keep_neighbours
from tearsheet.body.next_articles import drop_next_articles
from tearsheet.body.outliers import drop_outliers
from tearsheet.body.pull_quotes import drop_pull_quotes
from tearsheet.body.repair_headings import keep_heading_text, repair_headings
from tearsheet.body.score.kinds import KINDS
from tearsheet.body.score.score import Scores, score_page
from tearsheet.body.score.weights import load_weights
from tearsheet.body.select_blocks import LOWEST, Parts, decode
from tearsheet.body.selection import LISTINGS, BodySelection
from tearsheet.body.settle_code import settle_code
from tearsheet.page import Page

COMMENTED = 0.1
"""If a page that looks like a forum keeps more than this share of its text when it is read as an article, it is an
article with many comments. Source: reasoning; a real thread then keeps almost nothing, because its posts are comments."""
UNGROUPED: Final = frozenset(("forum", "product"))
"""Kinds of page whose tables and lists are more often layout than units of content."""


def find_body(page: Page, title: str | None) -> BodySelection:
    """Return the selection of the blocks that belong to the body; nothing is kept if the page has no blocks.

    Args:
        page: The page.
        title: Its title, if known. The block that shows it is the headline, which is not part of the body.
    """
    if not page.blocks:
        return BodySelection(-1, (), (), ())
    if not is_unknown(page):
        return select_body(page, score_page(page, title, load_weights()))
    selection = _find_unknown(page, title)
    return selection if selection.kind == "forum" else drop_outliers(page, selection)


def _find_unknown(page: Page, title: str | None) -> BodySelection:
    """Return the body of a page whose URL is not known."""
    weights = load_weights()
    address = presumed(page)
    selection = select_body(
        page, score_page(with_address(page, address) if address else page, title, weights)
    )
    if address or selection.kind != "forum":
        return selection
    article = select_body(page, score_page(with_address(page, ARTICLE), title, weights))
    return article if _size(page, article) > COMMENTED * _size(page, selection) else selection


def _size(page: Page, selection: BodySelection) -> int:
    return sum([len(page.blocks[i].text) for i in selection.kept])


def select_body(page: Page, scores: Scores) -> BodySelection:
    """Return the selection that follows from ``scores``.

    On an article, comment sections are not part of the body, unless they contain nearly all of the likely text. On other
    kinds of page, such as a forum, they often are.
    """
    best = scores.kinds.index(max(scores.kinds))
    likely = [i for i, probability in enumerate(scores.probabilities) if probability >= LOWEST]
    page.conceal(likely)
    is_article = KINDS[best] == "article"
    comments = comment_blocks(page, scores.comments, scores.probabilities) if is_article else ()
    groups = block_groups(page, likely) if KINDS[best] not in UNGROUPED else []
    if not is_article:
        groups = [
            group for group in groups if group.kind != "links"
        ]  # on other kinds of page, these are menus
    parts = Parts(comments, scores.hidden, _times(page), groups, KINDS[best] in LISTINGS)
    kept, reasons = decode(page.blocks, scores.probabilities, scores.levels, scores.headline, parts)
    kept, reasons = drop_hidden(page, kept, reasons)
    selection = BodySelection(
        scores.headline, kept, tuple(scores.probabilities), reasons, KINDS[best], scores.kinds[best]
    )
    selection = keep_long_text(page, drop_next_articles(page, selection), comments)
    selection = keep_declared_parts(page, selection)
    selection = repair_headings(page, keep_neighbours(page, selection))
    selection = drop_pull_quotes(page, settle_code(page, selection))
    return _drop_hidden_rest(page, keep_heading_text(page, selection))


def _drop_hidden_rest(page: Page, selection: BodySelection) -> BodySelection:
    """Return ``selection`` without the hidden blocks that later steps have added."""
    page.conceal(selection.kept)
    kept, reasons = drop_hidden(page, selection.kept, selection.reasons)
    return selection._replace(kept=kept, reasons=reasons)


def _times(page: Page) -> list[int]:
    """Return the blocks that consist of one ``time`` element, except cells and list items, which may be a schedule."""
    marked = page.by_tag("time")
    if not marked:
        return []
    nodes = page.nodes
    places: dict[int, list[int]] = {}
    for node in marked:
        for place in (node, nodes.parents[node]):
            places.setdefault(place, []).append(node)
    stamps: dict[int, set[str]] = {}
    found = []
    for i, block in enumerate(page.blocks):
        place = block.node
        if place in places and block.kind not in ("cell", "item", "heading"):
            if place not in stamps:
                stamps[place] = {nodes.text_of(node) for node in places[place]}
            if block.text in stamps[place]:
                found.append(i)
    return found
