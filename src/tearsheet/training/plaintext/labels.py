"""Roles of a text's blocks: where each block is found on the page that the text was made from, and what it is there."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from tearsheet.article.model import Article, ListItem
from tearsheet.body.find import find_body
from tearsheet.fields.title import title_candidates
from tearsheet.page import Page
from tearsheet.parsing.titles import fold
from tearsheet.plaintext.block import Block
from tearsheet.plaintext.roles import ROLES
from tearsheet.ranking.choose import choose

WINDOW = 4000
"""Folded characters behind the last match that are searched for a block."""
SURE = 15
"""Fewest folded characters of a block that is searched for on the whole page."""
HEADER = 14
"""Most blocks before and behind the headline that may be meta lines."""
AWAY = 0.3
"""Weight of a block that the page does not show."""
(BEFORE, TITLE, META, TEASER, HEADING, PARAGRAPH, ITEM, CELL, AFTER, ASIDE) = range(len(ROLES))


class Marked(NamedTuple):
    """A page's visible text with the role of each block."""

    text: str
    """Folded text of all blocks in a row."""
    starts: list[int]
    roles: list[int]
    levels: dict[str, int]
    """Level of each heading, by its folded text."""
    values: dict[str, Any]
    """What the page says in its fields, with the gold answer over it."""


def mark_page(page: Page, article: Article, gold: dict[str, Any]) -> Marked:
    """Return the roles of a page's blocks, from what the library finds in its markup and from the gold answer."""
    selection = find_body(page, choose(page, title_candidates(page))[0])
    values = _values(article, gold)
    title = fold(values["title"] or "")
    headings, items = _outline(article, gold), _items(article)
    kept = set(selection.kept)
    first, last = selection.first, selection.last
    said = _said(values)
    teasers = [k for k in (fold(article.summary or ""), fold(article.subtitle or "")) if len(k) > 20]
    keys = [fold(block.text) for block in page.blocks]
    marked = {keys[i] for i in kept if page.blocks[i].kind == "heading"}
    roles = []
    for i, block in enumerate(page.blocks):
        key = keys[i]
        if key and key == title and i <= max(first, selection.headline) + 1:
            role = TITLE
        elif i in kept:
            role = (
                HEADING
                if key in headings and (block.kind == "heading" or key not in marked)
                else ITEM
                if key in items
                else CELL
                if block.kind in ("cell", "caption", "code")
                else PARAGRAPH
            )
        elif i > last:
            role = AFTER
        else:
            role = BEFORE if i < first else ASIDE
        if role in (BEFORE, ASIDE) and first - HEADER <= i <= first + HEADER and len(block.text) <= 400:
            if any(key.startswith(t[:60]) for t in teasers):
                role = TEASER
            elif any(s in key for s in said) and len(block.text) <= 160:
                role = META
        roles.append(role)
    starts = [0, *accumulate(map(len, keys))]
    return Marked("".join(keys), starts, roles, headings, values)


def mark_made(blocks: Sequence[Sequence[str]], gold: dict[str, Any]) -> Marked:
    """Return the roles of the pieces of a text that was made for training."""
    keys = [fold(text) for _, text in blocks]
    values = {
        "title": gold.get("title"),
        "date": gold.get("date"),
        "authors": gold.get("authors", []),
        "category": gold.get("category", []),
        "breadcrumbs": gold.get("breadcrumbs", []),
        "view_count": gold.get("view_count"),
        "site": gold.get("site"),
    }
    levels = {fold(o["heading"]): o["level"] for o in gold["outline"]}
    return Marked(
        "".join(keys),
        [0, *accumulate(map(len, keys))],
        [ROLES.index(role) for role, _ in blocks],
        levels,
        values,
    )


def label_blocks(blocks: Sequence[Block], marked: Marked) -> tuple[list[int], list[float]]:
    """Return role and weight of each block; a block that the page does not show is outside, at less weight."""
    found: list[int] = []
    weights: list[float] = []
    at = 0
    title = fold(marked.values["title"] or "")
    for block in blocks:
        key = fold(block.text)
        place = _place(marked, key, at)
        if place < 0:
            found.append(-1)
            weights.append(AWAY if key else 0.05)
            continue
        at = place + len(key)
        found.append(_role(marked, place, len(key)))
        weights.append(1.0)
    body = [i for i, r in enumerate(found) if r in (HEADING, PARAGRAPH, ITEM)]
    first, last = (body[0], body[-1]) if body else (len(found), len(found))
    out = [BEFORE if i < first else AFTER if i > last else ASIDE if r < 0 else r for i, r in enumerate(found)]
    out = [r if r >= 0 else o for r, o in zip(found, out, strict=True)]
    for i, block in enumerate(blocks[: first + 1]):
        if title and fold(block.text) == title:
            out[i], weights[i] = TITLE, 1.0
    if title and TITLE not in out:
        for i, block in enumerate(blocks[: min(first, 3)]):
            if title in fold(block.text):
                out[i], weights[i] = TITLE, 1.0
                break
    return out, weights


def _place(marked: Marked, key: str, at: int) -> int:
    if not key:
        return -1
    place = marked.text.find(key, at, at + WINDOW + len(key))
    while place >= 0 and len(key) < SURE and marked.starts[bisect_right(marked.starts, place) - 1] != place:
        place = marked.text.find(key, place + 1, at + WINDOW + len(key))
    if place < 0 and len(key) >= SURE:
        place = marked.text.find(key)
    return place


def _role(marked: Marked, place: int, size: int) -> int:
    """The role that most of the characters of a range have."""
    block = bisect_right(marked.starts, place) - 1
    count: Counter[int] = Counter()
    while block < len(marked.roles) and marked.starts[block] < place + size:
        count[marked.roles[block]] += min(place + size, marked.starts[block + 1]) - max(
            place, marked.starts[block]
        )
        block += 1
    return count.most_common(1)[0][0]


def _values(article: Article, gold: dict[str, Any]) -> dict[str, Any]:
    authors = gold.get("authors") or [a.name for a in article.authors]
    return {
        "title": gold.get("title") or article.title,
        "date": gold.get("date") or (article.date.isoformat()[:10] if article.date else None),
        "authors": authors,
        "category": gold.get("category") or ([article.category] if article.category else []),
        "breadcrumbs": gold.get("breadcrumbs") or list(article.breadcrumbs),
        "view_count": gold.get("view_count", article.view_count),
        "site": article.site,
    }


def _said(values: dict[str, Any]) -> list[str]:
    """Folded strings that make a line beside the headline a meta line."""
    said = [fold(a) for a in values["authors"]]
    if values["date"]:
        year, _, _ = values["date"][:10].split("-")
        said += [year]
    if values["view_count"] is not None:
        said.append(str(values["view_count"]))
    return [s for s in said if len(s) > 2]


def _outline(article: Article, gold: dict[str, Any]) -> dict[str, int]:
    if gold.get("outline") is not None:
        return {fold(o["heading"]): o["level"] for o in gold["outline"]}
    return {fold(s.heading): s.level for s in article.sections if s.heading}


def _items(article: Article) -> set[str]:
    return {
        fold(item.text)
        for section in article.sections
        for block in section.blocks
        if block.type == "list"
        for item in _all_items(block.items)
    }


def _all_items(items: Sequence[ListItem]) -> Iterator[ListItem]:
    stack = list(items)
    while stack:
        item = stack.pop()
        yield item
        stack.extend(item.items)
