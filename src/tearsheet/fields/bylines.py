"""Bylines that readers see: near the headline, or elsewhere where a class or strong words say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from tearsheet.body.layout import Layout
from tearsheet.candidates import Place
from tearsheet.fields.site import SiteNames
from tearsheet.models import Author, Source
from tearsheet.page import Leaf, Page
from tearsheet.page.leaves import BREAK, clean
from tearsheet.parsing.names import (
    JOINT,
    LONGEST_BYLINE,
    begins_like_by,
    is_by,
    is_full_name,
    parse_names,
    strip_by,
)
from tearsheet.parsing.titles import fold
from tearsheet.parsing.urls import host_labels, host_of, path_of
from tearsheet.vocab import load

_VOCAB = load("authors")
_CLASS = frozenset(_VOCAB["class"])
_NOT_CLASS = frozenset(_VOCAB["not_class"])
_PATH = frozenset(_VOCAB["path"])
_ALONE = frozenset(("by", "von", "par", "por"))
_STRONG: tuple[str, ...] = (
    *_VOCAB["strong"],
    *(word for word in _VOCAB["by"] if " " in word),
    *(word + colon for word in _VOCAB["label"] for colon in (":", " :", "：")),
)
_STRONG_FIRST = frozenset(word[:2] for word in (*_STRONG, *_ALONE))
_STRONG_BY = {first: tuple(w for w in _STRONG if w[:2] == first) for first in _STRONG_FIRST}
_HEAD = min(len(word) for word in _STRONG if word.isascii())
_STRONG_HEADS = frozenset(
    (
        *(word[:_HEAD] for word in _STRONG),
        *(word + "".join(end) for word in _ALONE for n in range(_HEAD) for end in product(" :", repeat=n)),
    )
)
"""What a line may begin with that `_begins_strongly` holds for, one in ASCII: its first `_HEAD` characters."""
_NO_NAME = frozenset(_VOCAB["no_name"])
_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d[./]\d{1,2}(?!\d)")
_BY_INSIDE = re.compile(r"\s(?:by|von|par|por|di|door|av|af)\s+(?=[^\W\d_])")
_PARTS = re.compile(r"\s*[|•·»\x01]\s*|\s[-–—]\s")

ABOVE, BELOW, NEXT = 6, 14, 6
"""Leaves above and below the headline in which a byline is looked for, and below it one without any mark. Source:
reasoning."""
MOST_LEAVES_ELSEWHERE = 4
"""Leaves elsewhere on the page that are looked at because class or text names an author. Source: reasoning."""
LONGEST_LEAD = 24
"""Characters in which a leaf says that it is a byline. Source: reasoning."""
MOST_PIECES = 12
"""Pieces of one line that are looked at. Source: reasoning."""
LONGEST_LINE = 100
"""Characters of an unmarked line that may be a byline. Source: reasoning."""
MOST_BEFORE_BY = 40
"""Characters that may stand before 'by' in a byline: a date, 'A column'. Source: reasoning."""
_BY_STOP = MOST_BEFORE_BY + 8


class Byline(NamedTuple):
    """Authors that one source names, in order, with where they stand."""

    authors: tuple[Author, ...]
    """Never empty."""
    raw: str
    """The text that they were read from."""
    source: Source
    """Where it stands."""
    signal: str
    """What speaks for them; also the rule's name."""
    place: Place
    """The way back to it."""
    organisation: bool = False
    """True when the source says that all of them are organisations."""


def visible_bylines(page: Page, layout: Layout, site: SiteNames) -> Iterator[Byline]:
    """Yield the bylines in the visible text: those near the headline and their author links; else those elsewhere."""
    leaves = page.leaves
    top = layout.headline if layout.headline >= 0 else layout.first
    window = range(max(0, top - ABOVE), min(len(leaves), top + BELOW)) if top >= 0 else range(0)
    unmarked = layout.headline + NEXT if layout.headline >= 0 else -1
    linked: list[Author] = []
    first = last = -1
    shown = False
    for i in window:
        if i == layout.headline or len(leaves[i].text) > LONGEST_BYLINE:
            continue
        for byline in _read_line(page, i, "above" if i < top else "next" if i <= unmarked else "near"):
            shown = shown or not byline.signal.startswith("line")
            yield byline
        authors, node = _links(page, leaves[i], site)
        if authors and (last < 0 or i - last <= 2):
            linked.extend(authors)
            first, last = first if first >= 0 else node, i
    if linked:
        text = ", ".join(a.name for a in linked)
        yield Byline(tuple(linked), text, "html", "author-link", Place(first))
    if not shown and not linked:
        yield from _elsewhere(page, window)


def _elsewhere(page: Page, window: range) -> Iterator[Byline]:
    leaves, attrs = page.leaves, page.nodes.attrs
    names = [attrs[leaf.node].get("class") for leaf in leaves]
    telling = {name for name in set(names) if _names_author(name)}  # the same few stand on most leaves
    marked = [i for i, name in enumerate(names) if name in telling] if telling else []
    heads = [leaf.text[:_HEAD] for leaf in leaves]
    possible = {head for head in set(heads) if head.lower() in _STRONG_HEADS or not head.isascii()}
    strong = [i for i, head in enumerate(heads) if head in possible and _begins_strongly(leaves[i].text)]
    led_in = {i + 1 for i in strong if len(leaves[i].text) <= LONGEST_LEAD and _leads_in(leaves[i].text)}
    found = sorted(i for i in {*marked, *strong, *led_in} if i not in window and i < len(leaves))
    for i in found[:MOST_LEAVES_ELSEWHERE]:
        text = leaves[i].text
        if len(text) > LONGEST_BYLINE:
            continue
        if i in led_in:
            yield from _named(page, leaves[i], text, "by-far")
        else:
            yield from _read_line(page, i, "far")


def _begins_strongly(text: str) -> bool:
    folded = text[:LONGEST_LEAD].casefold()
    return folded.startswith(_STRONG_BY.get(folded[:2], ())) or folded.rstrip(" :") in _ALONE


def _leads_in(text: str) -> bool:
    """Return whether a leaf far from the headline holds nothing but strong words of a byline."""
    folded = text.casefold()
    return folded.rstrip(" :") in _ALONE or (folded.startswith(_STRONG) and is_by(text))


def _read_line(page: Page, index: int, where: str) -> Iterator[Byline]:
    """Yield the names of one leaf: of the element in it that is marked as author, and of its text after 'By'."""
    leaf = page.leaves[index]
    marked = _marked(page, leaf)
    place = "near" if where == "next" else where
    if marked >= 0:
        yield from _named(page, leaf, _line(page, leaf, marked), f"class-{place}", marked)
    rest = _after_by(_line(page, leaf, leaf.node)) if _may_say_by(leaf) else None
    rest = rest or _labelled_piece(page, leaf)
    if rest:
        yield from _named(page, leaf, rest, f"by-{place}")
    elif index and is_by(page.leaves[index - 1].text):
        yield from _named(page, leaf, _line(page, leaf, leaf.node), f"by-{place}")
    elif where == "next" and len(leaf.text) <= LONGEST_LINE and leaf.kind == "text":
        yield from _unmarked(page, index, _line(page, leaf, leaf.node))


def _may_say_by(leaf: Leaf) -> bool:
    """Tell cheaply whether `_after_by` may find something in the line of ``leaf``; never False where it does.

    The line is the leaf's text with more between elements, so what stands in its first characters stands in those
    of the text; except in code, whose text is as in the source.
    """
    text = leaf.text
    return begins_like_by(text) or leaf.kind == "code" or _BY_INSIDE.search(text, 0, _BY_STOP) is not None


def _named(page: Page, leaf: Leaf, text: str, signal: str, node: int = -1) -> Iterator[Byline]:
    names = parse_names(text) if len(text) <= LONGEST_BYLINE else ()
    if names:
        yield _byline(page, leaf, names, signal, node)


def _byline(page: Page, leaf: Leaf, names: tuple[str, ...], signal: str, node: int = -1) -> Byline:
    authors = tuple(Author(name=n) for n in names)
    if page.is_text:
        return Byline(authors, leaf.text, "text", signal, Place(leaf.node, span=(leaf.start, leaf.stop)))
    return Byline(authors, leaf.text, "html", signal, Place(node if node >= 0 else leaf.node))


def _unmarked(page: Page, index: int, line: str) -> Iterator[Byline]:
    """Yield the names of a line under the headline that has no mark of a byline but reads as one."""
    leaf = page.leaves[index]
    by = _BY_INSIDE.search(line)
    if by is not None and by.start() <= MOST_BEFORE_BY:
        names = parse_names(line[by.end() :])
        if names and all(is_full_name(n) for n in names):
            yield _byline(page, leaf, names, "by-inside")
            return
    for rank, part in enumerate(_PARTS.split(line)[:4]):
        if part.isalpha() and part.isascii():
            continue  # one word is no full name
        names = parse_names(part)
        whole = len(part) <= sum(map(len, names)) + 6 * len(names)
        if names and whole and all(is_full_name(n) and not _is_furniture(n) for n in names):
            dated = any(map(_is_dated, page.leaves[max(0, index - 1) : index + 2]))
            yield _byline(page, leaf, names, "line-part" if rank else "line-dated" if dated else "line")
            return


def _is_furniture(name: str) -> bool:
    """Return whether a line that could be a name holds a word of menus and buttons."""
    return not _NO_NAME.isdisjoint(name.casefold().split())


def _is_dated(leaf: Leaf) -> bool:
    """Return whether a short line holds a year or a day and month in digits."""
    return len(leaf.text) <= LONGEST_LINE and _DATE.search(leaf.text) is not None


def _line(page: Page, leaf: Leaf, node: int) -> str:
    """Return the text of ``leaf`` inside ``node``, with `JOINT` where two elements meet without a space."""
    if page.is_text or leaf.stop - leaf.start == 1:
        return leaf.text
    end = page.nodes.ends[node]
    parts: list[str] = []
    for owner, text in page.pieces[leaf.start : leaf.stop]:
        if node <= leaf.node or node <= owner < end:
            if parts and parts[-1][-1:].isalnum() and text[:1].isalnum():
                parts.append(JOINT)
            parts.append(text)
    return clean("".join(parts).replace(BREAK, " | "))


def _after_by(text: str) -> str | None:
    """Return what follows the word that introduces a byline, at the start of a line or after a date; None if nothing."""
    rest = strip_by(text)
    if rest is not None:
        return rest
    match = _BY_INSIDE.search(text, 0, _BY_STOP)
    if match is not None and any(c.isdigit() or c == "\n" for c in text[: match.start() + 1]):
        return text[match.end() :]
    return None


def _labelled_piece(page: Page, leaf: Leaf) -> str | None:
    """Return what follows a label such as 'Author:' in a line or an element of its own; None if nothing."""
    if ":" not in leaf.text and "：" not in leaf.text:
        return None
    parts = leaf.text.split("\n")[1:]
    if not page.is_text:
        parts += [text for _, text in page.pieces[leaf.start + 1 : min(leaf.stop, leaf.start + MOST_PIECES)]]
    for part in parts:
        if ":" in part or "：" in part:
            rest = strip_by(part.strip())
            if rest:
                return rest
    return None


def _marked(page: Page, leaf: Leaf) -> int:
    """Return the element in or around ``leaf`` whose class marks an author, innermost first; -1 if none does."""
    if page.is_text:
        return -1
    parents, block, all_attrs = page.nodes.parents, leaf.node, page.nodes.attrs
    known = page.once(_no_marks)
    tried = -1
    for owner, _ in page.pieces[leaf.start : min(leaf.stop, leaf.start + MOST_PIECES)]:
        if owner == tried:
            continue
        node, steps, tried = owner, 0, owner
        while node > block and steps < 4:
            if all_attrs[node] and (known[node] if node in known else _is_marked(page, node, known)):
                return node
            node, steps = parents[node], steps + 1
    node = block
    for _ in range(3):
        if node < 0:
            return -1
        if all_attrs[node] and (known[node] if node in known else _is_marked(page, node, known)):
            return node if page.nodes.ends[node] - node < 30 else -1
        node = parents[node]
    return -1


def _no_marks(page: Page) -> dict[int, bool]:  # noqa: ARG001  # what `Page.once` calls takes the page
    """Whether an element's class marks an author: neighbouring lines stand in the same elements."""
    return {}


def _is_marked(page: Page, node: int, known: dict[int, bool]) -> bool:
    marked = False
    tokens = page.tokens(node)
    if tokens and _NOT_CLASS.isdisjoint(tokens):
        marked = not _CLASS.isdisjoint(tokens) or _names_author(page.nodes.attrs[node].get("class"))
    known[node] = marked
    return marked


def _names_author(name: str | None) -> bool:
    """Return whether a class attribute holds a word for author, alone or in a compound, in any usual case."""
    return name is not None and ("uthor" in name or "yline" in name or "utor" in name)


def _links(page: Page, leaf: Leaf, site: SiteNames) -> tuple[list[Author], int]:
    """Return the authors whose pages ``leaf`` links to, and the first link; empty and -1 if none."""
    nodes = page.nodes
    authors: list[Author] = []
    first = -1
    if not leaf.link_chars:
        return authors, first
    tags, parents, block = nodes.tags, nodes.parents, leaf.node
    seen: set[int] = set()
    for owner, _ in page.pieces[leaf.start : leaf.stop]:
        node = owner
        while node >= block and tags[node] != "a":
            node = parents[node]
        if node < block or node in seen:
            continue
        seen.add(node)
        href = nodes.attrs[node].get("href", "")
        if _PATH.isdisjoint(href.lower().split("/")) or not _is_own(href, site):
            continue
        if not _PATH.isdisjoint(path_of(href).lower().strip("/").split("/")[:-1]):
            names = parse_names(_line(page, leaf, node))
            authors.extend(Author(name=n, url=page.absolute(href)) for n in names)
            if names and first < 0:
                first = node
    return authors, first


def _is_own(href: str, site: SiteNames) -> bool:
    """Return whether a link stays on the site, as far as its hosts are known."""
    if "//" not in href or not site.labels:
        return True
    return not frozenset(site.labels).isdisjoint(fold(label) for label in host_labels(host_of(href)))
