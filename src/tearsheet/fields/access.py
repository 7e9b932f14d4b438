"""Who can read the article: ``free``, ``metered``, ``teaser`` or ``closed``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from tearsheet.article.model import Access
from tearsheet.body.selection import BodySelection
from tearsheet.body.walls import folded, weighed
from tearsheet.page import Page
from tearsheet.parsing.wordcount import count_words
from tearsheet.ranking.candidates import Candidate, SourceRef
from tearsheet.vocab import load

BEHIND: Final = 12
"""Number of blocks after the body that are searched for a subscription box."""
BOX: Final = 400
"""Longest block of such a box in characters."""
WHOLE: Final = 1_500
"""Weighed characters from which a body may be a complete article."""
LONG: Final = 5_000
"""Weighed characters from which a box after the body is not taken as a sign that the article continues.
Source: reasoning."""
CLOSED: Final = 200
"""Weighed characters below which a body shows nothing of the article."""
PART: Final = 0.6
"""Share of the declared word count below which the body is only a part of the article."""

_VOCABULARY: Final = load("access")
_WORDS: Final = tuple(dict.fromkeys(word for words in _VOCABULARY["words"].values() for word in words))
_TIERS: Final[dict[str, Access]] = _VOCABULARY["tiers"]
_MARKS: Final = tuple(_VOCABULARY["marks"])
_CUT: Final = ("…", "...", "[…]", "[...]")
"""Endings of truncated texts."""


def access_candidates(page: Page, selection: BodySelection) -> tuple[Candidate[Access], ...]:
    """Return candidates for the access, best first; empty if the page gives no sign of it.

    A subscription box after the body comes first, because it shows that the text is truncated even if something else is
    declared; then ``isAccessibleForFree`` in JSON-LD; then the content tier in meta elements.
    """
    if page.is_text:
        return ()
    declared = [*_declared(page), *_tiers(page)]
    paid = any(value != "free" for value, *_ in declared)
    box = _box(page, selection, paid=paid)
    if box is None and not declared:
        return ()
    size = sum([weighed(page.blocks[i].text) for i in selection.kept])
    whole = _has_all_words(page, selection)
    part = not whole and (
        (box is not None and size < LONG)
        or (paid and (whole is False or _is_cut(page, selection) or size < WHOLE))
    )
    found: list[Candidate[Access]] = []
    if box is not None and part and (paid or size < WHOLE):
        value: Access = "closed" if size < CLOSED else "teaser"
        found.append(
            Candidate(value, page.blocks[box].text, "html", "access.box", SourceRef(page.blocks[box].node))
        )
    for value, raw, rule, place in declared:
        access = _by_text(value, size, part=part)
        found.append(Candidate(access, raw, "json-ld" if place.pointer else "meta", rule, place))
    return tuple(found)


def _by_text(declared: Access, size: int, *, part: bool) -> Access:
    """Return the access to an article that is declared as not free, judged by how much of it the page shows."""
    if declared == "free":
        return "free"
    if size < CLOSED:
        return "closed"
    return "teaser" if part else "metered"


_Stated = tuple[Access, str, str, SourceRef]


def _declared(page: Page) -> Iterator[_Stated]:
    """Yield the declarations in the JSON-LD of the page's own article."""
    main = page.main_entity
    for entity in (main,) if main is not None else ():
        value = entity.data.get("isAccessibleForFree")
        parts = [part.get("isAccessibleForFree") for part in _parts(entity.data)]
        declarations = [free for free in map(_as_bool, (value, *parts)) if free is not None]
        if not declarations:
            continue
        free, where = all(declarations), "isAccessibleForFree" if value is not None else "hasPart"
        value = value if value is not None else parts
        place = SourceRef(entity.node, pointer=f"{entity.pointer}/{where}")
        yield "free" if free else "metered", str(value), "access.declared", place


def _parts(data: dict[str, Any]) -> list[dict[str, Any]]:
    parts = data.get("hasPart")
    parts = parts if isinstance(parts, list) else [parts]
    return [part for part in parts if isinstance(part, dict)]


def _as_bool(value: Any) -> bool | None:
    """Return the truth value of a boolean, a word or a schema.org URL; None if it is not one.

    >>> _as_bool("http://schema.org/False"), _as_bool("true"), _as_bool(None)
    (False, True, None)
    """
    if isinstance(value, bool):
        return value
    word = str(value).rpartition("/")[2].strip().lower()
    return {"true": True, "false": False, "yes": True, "no": False}.get(word)


def _tiers(page: Page) -> Iterator[_Stated]:
    for key in _VOCABULARY["tier_keys"]:
        for meta in page.metas_of(key)[:1]:
            tier = _TIERS.get(meta.content.lower())
            if tier is not None:
                yield tier, meta.content, "access.tier", SourceRef(meta.node, attribute="content")


def _box(page: Page, selection: BodySelection, *, paid: bool) -> int | None:
    """Return the index of a block of the subscription box at the end of the body or after it; None if there is none."""
    if not selection.kept:
        first, last = 0, min(len(page.blocks), 4 * BEHIND)
    else:
        first, last = selection.kept[-2:][0], min(len(page.blocks), selection.last + 1 + BEHIND)
    texts = {
        i: folded(block.text)
        for i, block in enumerate(page.blocks[first:last], first)
        if len(block.text) <= BOX
    }
    together = "\n".join(texts.values())
    words = list(filter(together.__contains__, _WORDS))  # usually empty
    for i, text in texts.items() if words else ():
        if any(map(text.__contains__, words)) and (paid or _is_marked(page, page.blocks[i].node)):
            return i
    return None


def _is_marked(page: Page, node: int) -> bool:
    """Return whether ``node`` is in an element whose class or id names a paywall."""
    for place in (node, *page.nodes.ancestors(node)):
        names = " ".join(page.tokens(place))
        if names and any(mark in names for mark in _MARKS):
            return True
    return False


def _is_cut(page: Page, selection: BodySelection) -> bool:
    """Return whether the text ends with a sign of truncation."""
    return bool(selection.kept) and page.blocks[selection.last].text.endswith(_CUT)


def _has_all_words(page: Page, selection: BodySelection) -> bool | None:
    """Return whether the body has about as many words as the page declares; None if it declares no word count."""
    main = page.main_entity
    declared = main.data.get("wordCount") if main is not None else None
    if isinstance(declared, str) and declared.isdecimal() and len(declared) < 8:
        declared = int(declared)
    if isinstance(declared, bool) or not isinstance(declared, int) or declared <= 0:
        return None
    words = sum([count_words(page.blocks[i].text) for i in selection.kept])
    return words >= PART * declared
