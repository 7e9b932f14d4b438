"""Readers' comments and posts, with author, date, text and depth in the thread. Only computed on request."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, Final

from tearsheet.article.model import Comment
from tearsheet.page import Page, TextBlock
from tearsheet.parsing.dates import parse_date
from tearsheet.ranking.candidates import Candidate, SourceRef
from tearsheet.vocab import load

MOST: Final = 5_000
"""Most comments of one page that are returned."""
LONGEST_NAME: Final = 60
"""Longest name of an author in characters."""
LABEL: Final = 30
"""Longest linked line, in characters, that is an action such as 'Reply'."""
HEAD: Final = 3
"""Number of lines at the start of a comment that may contain its date."""
DEEPEST: Final = 100
"""Greatest depth of replies that are read in JSON-LD."""

_VOCABULARY: Final = load("comments")
_ITEM: Final = frozenset(_VOCABULARY["item"])
_POST: Final = frozenset(_VOCABULARY["post"])
_WITH: Final = frozenset(_VOCABULARY["with"])
"""Words that may occur in the class of a comment in addition to the word for comment."""
_AUTHOR: Final = frozenset(_VOCABULARY["author"])
_DATE: Final = frozenset(_VOCABULARY["date"])
_ACTION: Final = frozenset(_VOCABULARY["action"])
_NUMBERED: Final = re.compile(r"(?:li-|div-|js-)?(comment|reply|post|msg|message|answer)[-_]?\d+")
_SAYS: Final = re.compile(
    r"\s*(?:says?|said|wrote|schrieb|sagt|a écrit|dice|escribió|disse|:)\s*:?$", re.IGNORECASE
)
_PLACES: Final = frozenset(("div", "li", "article", "section", "tr", "td", "table", "dl", "dd"))
"""Elements that can contain a comment."""


def comment_candidates(
    page: Page, *, is_thread: bool, now: dt.datetime | None
) -> tuple[Candidate[tuple[Comment, ...]], ...]:
    """Return candidates for the comments, best first: those in the markup, then those in JSON-LD; empty if none.

    Args:
        page: The page.
        is_thread: Whether the page is a thread, so that its posts count as comments.
        now: The reference time for relative dates.
    """
    if page.is_text:
        return ()
    found = []
    shown = _shown(page, is_thread=is_thread, now=now)
    if shown:
        first, comments = shown
        found.append(
            Candidate(comments, comments[0].text[:LABEL], "html", "comments.markup", SourceRef(first))
        )
    declared = _declared(page, now)
    if declared:
        place, comments = declared
        found.append(Candidate(comments, comments[0].text[:LABEL], "json-ld", "comments.declared", place))
    found.sort(key=lambda candidate: -len(candidate.value))
    return tuple(found)


def _shown(page: Page, *, is_thread: bool, now: dt.datetime | None) -> tuple[int, tuple[Comment, ...]] | None:
    """Return the element of the first comment, and the comments in the markup; None if there are none."""
    items = [n for n in range(len(page.nodes.tags)) if _is_item(page, n, _POST if is_thread else _ITEM)]
    owner = _owners(page, items)
    blocks: dict[int, list[TextBlock]] = {}
    for block in page.blocks:
        item = owner[block.node]
        if item >= 0:
            blocks.setdefault(item, []).append(block)
    made = [(item, _comment(page, item, own, owner, now)) for item, own in blocks.items()]
    kept = sorted((item, made_of) for item, made_of in made if made_of is not None)
    if not kept or (len(kept) < 2 and is_thread):
        return None
    depths = _depths(page, [item for item, _ in kept], items)
    return kept[0][0], tuple(
        comment.model_copy(update={"depth": depths[item]}) for item, comment in kept[:MOST]
    )


def _is_item(page: Page, node: int, words: frozenset[str]) -> bool:
    """Return whether ``node`` is marked as a single comment, by its type, a numbered id, or its class."""
    attrs = page.nodes.attrs[node]
    if not attrs or page.nodes.tags[node] not in _PLACES:
        return False
    if attrs.get("itemtype", "").rpartition("/")[2] in ("Comment", "Answer", "DiscussionForumPosting"):
        return True
    numbered = _NUMBERED.fullmatch(attrs.get("id", "").lower())
    if numbered and numbered[1] in words:
        return True
    return any(
        not words.isdisjoint(parts := page.words_in(name + " "))
        and all(part in words or part in _WITH or part.isdecimal() for part in parts)
        for name in attrs.get("class", "").split()
    )


def _owners(page: Page, items: list[int]) -> list[int]:
    """Return for each node the innermost item that contains it; -1 if there is none."""
    marked = frozenset(items)
    owner: list[int] = []
    for node, parent in enumerate(page.nodes.parents):
        owner.append(node if node in marked else owner[parent] if parent >= 0 else -1)
    return owner


def _comment(
    page: Page, item: int, own: list[TextBlock], owner: list[int], now: dt.datetime | None
) -> Comment | None:
    """Return the comment in ``item``; None if it has no text."""
    author, author_node = _author(page, item, owner)
    date, date_node = _date(page, item, owner, now)
    if date is None:
        date, date_node = _written(own, now)
    aside = {node for node in (author_node, date_node) if node >= 0}
    lines = []
    for block in own:
        linked = 2 * block.link_chars > len(block.text) and len(block.text) <= LABEL
        if not linked and block.text != author and not _is_aside(page, block, item, aside):
            lines.append(block.text)
    text = "\n".join(lines)
    if not any(map(str.isalpha, text)) or (author is None and date is None):
        return None
    return Comment(author=author, date=date, text=text)


def _is_aside(page: Page, block: TextBlock, item: int, aside: set[int]) -> bool:
    """Return whether a block of a comment is part of its head or an action, not its text."""
    node = block.node
    while node > item:
        words = page.tokens(node)
        if node in aside or (not _ACTION.isdisjoint(words) and len(block.text) <= 2 * LABEL):
            return True
        node = page.nodes.parents[node]
    end = page.nodes.ends[block.node]
    return any(block.node <= place < end for place in aside) and len(block.text) <= 4 * LABEL


def _inside(page: Page, item: int, owner: list[int]) -> Iterator[int]:
    return (node for node in range(item + 1, page.nodes.ends[item]) if owner[node] == item)


def _author(page: Page, item: int, owner: list[int]) -> tuple[str | None, int]:
    for node in _inside(page, item, owner):
        attrs = page.nodes.attrs[node]
        named = attrs.get("itemprop") in ("author", "creator") or not _AUTHOR.isdisjoint(page.tokens(node))
        if named:
            text = _SAYS.sub("", page.nodes.text_of(node))
            links = [n for n in range(node + 1, page.nodes.ends[node]) if page.nodes.tags[n] == "a"]
            linked = next(filter(None, (page.nodes.text_of(link) for link in links)), None)
            text = linked or text
            if 0 < len(text) <= LONGEST_NAME and any(map(str.isalpha, text)):
                return text, node
    return None, -1


def _date(page: Page, item: int, owner: list[int], now: dt.datetime | None) -> tuple[Any, int]:
    for node in _inside(page, item, owner):
        attrs = page.nodes.attrs[node]
        value = attrs.get("datetime") or (
            attrs.get("content") if "date" in attrs.get("itemprop", "").lower() else None
        )
        if value is None and _DATE.isdisjoint(page.tokens(node)):
            continue
        written = value or attrs.get("title", "") + " " + page.nodes.text_of(node)
        parsed = parse_date(written[:200], now=now)
        if parsed is not None:
            return parsed.value, node
    return None, -1


def _written(own: list[TextBlock], now: dt.datetime | None) -> tuple[Any, int]:
    """Return the date in the first lines of a comment, and the element with it; None and -1 if there is none."""
    for block in own[:HEAD]:
        parsed = parse_date(block.text, now=now) if len(block.text) <= 4 * LABEL else None
        if parsed is not None:
            return parsed.value, block.node
    return None, -1


def _depths(page: Page, kept: list[int], items: list[int]) -> dict[int, int]:
    """Return the depth of each comment: the number of items around it that begin with another comment."""
    first: dict[int, int] = {}
    marked = frozenset(items)
    depths = {}
    for comment in kept:
        depth = 0
        for place in page.nodes.ancestors(comment):
            if place in marked:
                depth += first.setdefault(place, comment) != comment
        first.setdefault(comment, comment)
        depths[comment] = depth
    return depths


def _declared(page: Page, now: dt.datetime | None) -> tuple[SourceRef, tuple[Comment, ...]] | None:
    """Return the comments in the JSON-LD, with their replies; None if there are none."""
    for entity in page.jsonld.having("comment", "suggestedAnswer", "acceptedAnswer"):
        comments: list[Comment] = []
        stack: list[tuple[Any, int]] = [(entity.data, -1)]
        while stack and len(comments) < MOST:
            value, depth = stack.pop()
            text = value.get("text") or value.get("commentText")
            if depth >= 0 and isinstance(text, str) and text.strip():
                comments.append(_of_entity(value, text, depth, now))
            inner = [
                c
                for name in ("acceptedAnswer", "suggestedAnswer", "comment")
                for c in _listed(value.get(name))
            ]
            if depth < DEEPEST:
                stack.extend((c, depth + 1) for c in reversed(inner))
        if comments:
            return SourceRef(entity.node, pointer=entity.pointer), tuple(comments)
    return None


def _listed(value: Any) -> list[dict[str, Any]]:
    return [v for v in (value if isinstance(value, list) else [value]) if isinstance(v, dict)]


def _of_entity(value: dict[str, Any], text: str, depth: int, now: dt.datetime | None) -> Comment:
    author = value.get("author") or value.get("creator")
    name = author.get("name") if isinstance(author, dict) else author
    when = value.get("dateCreated") or value.get("datePublished")
    parsed = parse_date(when, now=now) if isinstance(when, str) else None
    return Comment(
        author=name if isinstance(name, str) and name else None,
        date=parsed.value if parsed else None,
        text="\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines()))),
        depth=depth,
    )
