"""Visible bylines: near the headline, or elsewhere if their class or first words mark them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tearsheet.article.model import Author, Source
from tearsheet.body.selection import BodySelection
from tearsheet.fields.byline_marks import (
    ALONE,
    BY_STOP,
    LONGEST_LEAD,
    LONGEST_LINE,
    PATH,
    STRONG,
    byline_lines,
    lines_with_signs,
)
from tearsheet.fields.byline_places import (
    WRITTEN,
    boxes,
    datelines,
    is_control,
    is_foreign,
    owners,
    signed_ends,
    signed_lines,
    without_controls,
)
from tearsheet.fields.class_tokens import Classes
from tearsheet.fields.site import SiteNames
from tearsheet.fields.unmarked_bylines import BY_WITHIN, PARTS, SENTENCE, unmarked_names
from tearsheet.page import Page, TextBlock
from tearsheet.page.text_blocks import BREAK, clean
from tearsheet.parsing.names import (
    JOINT,
    LONGEST_BYLINE,
    begins_like_by,
    is_by,
    is_full_name,
    is_pen_name,
    parse_names,
    strip_by,
)
from tearsheet.parsing.titles import fold
from tearsheet.parsing.urls import host_labels, host_of, path_of
from tearsheet.ranking.candidates import SourceRef
from tearsheet.vocab import load

_VOCAB = load("authors")
_NO_NAME = frozenset(_VOCAB["no_name"]).union(_VOCAB["no_name_alone"])
_BY_MARKED = frozenset(_VOCAB["by_marked"])
_LABEL_INSIDE = re.compile(
    r"(?:^|[\s|·,;\]】])(?:"
    + "|".join(map(re.escape, sorted(_VOCAB["label"] + _VOCAB["by_tight"], key=len, reverse=True)))
    + r")\s?[:：＝]\s?(.+)|^[\u4e00-\u9fff]{2,8}(?:记者|記者)\s(.+)|(?<=\d)\s(?:"
    + "|".join(_VOCAB["by_tight"])
    + r")\s(.+)",
    re.IGNORECASE,
)
"""A label for the author inside a line with several labels, or the word alone after a date."""

ABOVE, BELOW, NEXT = 6, 14, 6
"""Number of blocks above and below the headline that are searched for a byline, and below it for an unmarked byline.
Source: reasoning."""
AFTER = 2
"""Number of blocks after a short body that are searched; further down are comments. Source: reasoning."""
FARTHEST = 40
"""Greatest distance in blocks between headline and body for which all blocks between are searched. Source: reasoning."""
MAX_BLOCKS_ELSEWHERE = 4
"""Most blocks elsewhere on the page that are checked because class or text names an author. Source: reasoning."""
MOST_PIECES = 12
"""Most pieces of one line that are checked. Source: reasoning."""
OF_MANY = frozenset(("collection", "listing", "product", "service"))
"""Kinds of pages whose bylines belong to listed items. Source: one in forty of these development pages has an author."""
SURE_KIND = 0.6
"""Lowest probability of the kind of page for this to apply. Source: reasoning."""
CARD = 3
"""Most lines from one author's card (name, job, picture) to the next. Source: reasoning."""


class Byline(NamedTuple):
    """The authors named in one place of the page, in order."""

    authors: tuple[Author, ...]
    """Never empty."""
    raw: str
    """The text from which they were read."""
    source: Source
    """The kind of source."""
    signal: str
    """The signal of the source, which is also the name of the rule."""
    place: SourceRef
    """The exact position."""
    organisation: bool = False
    """True if the source declares that all of them are organisations."""


def visible_bylines(page: Page, selection: BodySelection, site: SiteNames) -> Iterator[Byline]:
    """Yield the bylines in the visible text: near the headline, or else elsewhere; none on pages of a kind `OF_MANY`."""
    if selection.kind in OF_MANY and (selection.kind_probability or 0) >= SURE_KIND:
        return
    window = _window(page, selection)
    headline = page.blocks[selection.headline].node if selection.headline >= 0 else -1
    near = list(_near(page, selection, site, window, headline))
    yield from near
    for signal, lines in (
        ("dateline", datelines),
        ("dateline", signed_ends),
        ("signed", signed_lines),
        ("box", boxes),
    ):
        for block, names in lines(page, selection):
            bare = signal == "signed" and block.text == names[0]
            yield _byline(page, block, names, "signed-bare" if bare else signal)
    if all(byline.signal.startswith("line") for byline in near):
        for block, names in owners(page, site):
            yield _byline(page, block, names, "owner")
        yield from _elsewhere(page, window, headline)


def _window(page: Page, selection: BodySelection) -> range:
    """Return the blocks near the headline, down to the start of the body."""
    top = selection.headline if selection.headline >= 0 else selection.first
    if top < 0:
        return range(0)
    below = max(top + BELOW, min(selection.first, top + FARTHEST) + 1)
    return range(max(0, top - ABOVE), min(len(page.blocks), below))


def _near(
    page: Page, selection: BodySelection, site: SiteNames, window: range, headline: int
) -> Iterator[Byline]:
    """Yield the bylines near the headline: single lines, adjacent author cards, and links to authors' pages."""
    blocks = page.blocks
    top = selection.headline if selection.headline >= 0 else selection.first
    may_be_bare = selection.headline >= 0 and (page.is_text or selection.kind in WRITTEN)
    unmarked = min(selection.headline + NEXT, selection.last + AFTER) if may_be_bare else -1
    linked: list[Author] = []
    cards: list[tuple[int, Byline]] = []
    first = last = -1
    for i, marked, may_name_author, has_author_link in byline_lines(
        page, window.start, window.stop, selection.headline, unmarked
    ):
        if i > top and is_foreign(page, max(marked, blocks[i].node), headline):
            continue
        if may_name_author:
            where = "above" if i < top else "next" if i <= unmarked else "near"
            found = _read_line(page, i, marked, where)
            yield from found
            cards += [(i, byline) for byline in found if byline.signal.startswith("class")]
        authors, node = _links(page, blocks[i], site) if has_author_link else ([], -1)
        if authors and (last < 0 or i - last <= 2):
            linked.extend(authors)
            first, last = first if first >= 0 else node, i
    yield from _joined(page, _side_by_side(cards))
    if linked:
        text = ", ".join(a.name for a in linked)
        yield Byline(tuple(linked), text, "html", "author-link", SourceRef(first))


def _side_by_side(cards: list[tuple[int, Byline]]) -> list[Byline]:
    """Return the first cards that are at most `CARD` lines apart."""
    found: list[Byline] = []
    last = -1
    for line, byline in cards:
        if found and line - last > CARD:
            break
        found.append(byline)
        last = line
    return found


def _joined(page: Page, cards: list[Byline]) -> Iterator[Byline]:
    """Yield the authors of several adjacent cards as one byline."""
    names = {author.name for byline in cards for author in byline.authors}
    if len(names) > 1 and len({_parent_class(page, byline) for byline in cards}) == 1:
        authors = tuple(author for byline in cards for author in byline.authors)
        yield Byline(authors, ", ".join(b.raw for b in cards), "html", "class-cards", cards[0].place)


def _parent_class(page: Page, byline: Byline) -> str:
    return page.nodes.attrs[byline.place.node].get("class", "") if byline.place.node >= 0 else ""


def _elsewhere(page: Page, window: range, headline: int) -> Iterator[Byline]:
    blocks = page.blocks
    marked, strong = lines_with_signs(page)
    led_in = {i + 1 for i in strong if len(blocks[i].text) <= LONGEST_LEAD and _leads_in(blocks[i].text)}
    found = sorted(i for i in {*marked, *strong, *led_in} if i not in window and i < len(blocks))
    for i in found[:MAX_BLOCKS_ELSEWHERE]:
        text = blocks[i].text
        if len(text) > LONGEST_BYLINE or is_foreign(page, blocks[i].node, headline):
            continue
        if i in led_in:
            yield from _named(page, blocks[i], text, "by-far")
        else:
            node = -1 if page.is_text else page.memo(Classes).author_in(blocks[i])
            yield from _read_line(page, i, node, "far")


def _leads_in(text: str) -> bool:
    """Return whether a block consists only of words that make a line a byline anywhere on the page."""
    folded = text.casefold()
    return folded.rstrip(" :") in ALONE or (folded.startswith(STRONG) and is_by(text))


def _read_line(page: Page, index: int, marked: int, where: str) -> list[Byline]:
    """Return the bylines of one block: from the element marked as author, and from its text after 'By'."""
    block = page.blocks[index]
    place = "near" if where == "next" else where
    found: list[Byline] = []
    if marked >= 0:
        text = _after_by_marked(_all_marked(page, block, marked))
        found += _named(page, block, text, f"class-{place}", marked)
        if not found and is_pen_name(text):
            found.append(_byline(page, block, (text,), f"class-{place}", marked))
    rest = _after_by(_line(page, block, block.node)) if _may_say_by(block) else None
    rest = rest or _labelled_piece(page, block) or (_by_part(block.text) if where != "far" else None)
    if rest:
        found += _named(page, block, rest, f"by-{place}")
    elif index and is_by(page.blocks[index - 1].text):
        found += _named(page, block, _line(page, block, block.node), f"by-{place}")
    elif where == "next":
        line = _line(page, block, block.node)
        names, signal = unmarked_names(page, index, _after_by_marked(line) if marked >= 0 else line)
        if names and not any(len(b.authors) > len(names) for b in found):
            found.append(_byline(page, block, names, signal))
    return found


def _all_marked(page: Page, block: TextBlock, marked: int) -> str:
    """Return the text of a marked element and of the equally marked elements in the same line, joined as a list."""
    nodes = page.nodes
    style = nodes.attrs[marked].get("class")
    if marked <= block.node or not style:
        return _line(page, block, marked)
    above, tag = nodes.parents[marked], nodes.tags[marked]
    like = [
        node
        for node in dict.fromkeys(owner for owner, _ in page.pieces[block.start : block.stop])
        if nodes.parents[node] == above
        and nodes.tags[node] == tag
        and nodes.attrs[node].get("class") == style
    ]
    return ", ".join(_line(page, block, node) for node in like or (marked,))


def _after_by_marked(text: str) -> str:
    """Return the text of a marked element without a word that introduces bylines only in marked elements.

    Such a word with a capital is part of a surname: 'De Wit Jan'.
    """
    word, _, rest = text.partition(" ")
    return rest if word in _BY_MARKED and is_full_name(" ".join(rest.split()[:2])) else text


def _may_say_by(block: TextBlock) -> bool:
    """Return, by a cheap check without false negatives, whether `_after_by` may find something in the line of ``block``.

    The line is the block's text with additional marks between elements, so it starts with the same characters, except in
    code.
    """
    text = block.text
    return begins_like_by(text) or block.kind == "code" or BY_WITHIN.search(text, 0, BY_STOP) is not None


def _named(page: Page, block: TextBlock, text: str, signal: str, node: int = -1) -> list[Byline]:
    names = parse_names(text) if len(text) <= LONGEST_BYLINE else ()
    names = tuple(
        without_controls(name) for name in names if not _NO_NAME.issuperset(name.casefold().split())
    )
    return [_byline(page, block, names, signal, node)] if names else []


def _byline(page: Page, block: TextBlock, names: tuple[str, ...], signal: str, node: int = -1) -> Byline:
    authors = tuple(Author(name=n) for n in names)
    if page.is_text:
        return Byline(
            authors, block.text, "text", signal, SourceRef(block.node, span=(block.start, block.stop))
        )
    return Byline(authors, block.text, "html", signal, SourceRef(node if node >= 0 else block.node))


def _line(page: Page, block: TextBlock, node: int) -> str:
    """Return the text of ``block`` inside ``node``, with `JOINT` where two elements touch without a space."""
    if page.is_text or block.stop - block.start == 1:
        return block.text
    end = page.nodes.ends[node]
    parts: list[str] = []
    before = -1
    for owner, text in page.pieces[block.start : block.stop]:
        if node <= block.node or node <= owner < end:
            if parts and parts[-1][-1:].isalnum() and text[:1].isalnum():
                parts.append(JOINT)
            parts.append(JOINT if text == " " and _is_touch(page, before, owner) else text)
            before = owner
    return clean("".join(parts).replace(BREAK, " | "))


def _is_touch(page: Page, before: int, owner: int) -> bool:
    """Return whether the space between ``before`` and the next piece was inserted between elements that touch."""
    parents = page.nodes.parents
    while before > owner and parents[before] != owner:
        before = parents[before]
    return before > owner and page.nodes.tails[before] is None


def _after_by(text: str) -> str | None:
    """Return the text after the word that introduces a byline, at the start of a line or after a date; None if none."""
    rest = strip_by(text)
    if rest is not None:
        return rest
    match = BY_WITHIN.search(text, 0, BY_STOP)
    if match is not None and any(c.isdigit() or c == "\n" for c in text[: match.start() + 1]):
        return text[match.end() :]
    return None


def _by_part(text: str) -> str | None:
    """Return the text after a word for 'by' that follows a separator in a short line; None if there is none."""
    if len(text) <= LONGEST_LINE:
        for part in PARTS.split(text)[1:4]:
            rest = strip_by(part)
            if rest:
                return rest
    return None


def _labelled_piece(page: Page, block: TextBlock) -> str | None:
    """Return the text after a label such as 'Author:' in a line or element of its own; None if there is none."""
    if len(block.text) <= LONGEST_LINE and (page.is_text or block.stop - block.start == 1):
        inside = _LABEL_INSIDE.search(block.text)
        if inside:
            return inside[1] or inside[2] or inside[3]
    if ":" not in block.text and "：" not in block.text:
        return None
    parts = block.text.split("\n")[1:]
    if not page.is_text:
        parts += [
            text for _, text in page.pieces[block.start + 1 : min(block.stop, block.start + MOST_PIECES)]
        ]
    for part in parts:
        if ":" in part or "：" in part:
            rest = strip_by(part.strip())
            if rest:
                return rest
    return None


def _links(page: Page, block: TextBlock, site: SiteNames) -> tuple[list[Author], int]:
    """Return the authors whose pages ``block`` links to, and the first such link; empty and -1 if there are none."""
    nodes = page.nodes
    authors: list[Author] = []
    first = -1
    length = len(block.text)
    sentence = block.text[-1] in ".。!?" and block.link_chars * 2 < length and length > SENTENCE
    if (length > LONGEST_LINE or sentence) and strip_by(block.text) is None:
        return authors, first  # in running text, such links lead to people mentioned in it
    tags, parents, holder = nodes.tags, nodes.parents, block.node
    seen: set[int] = set()
    for owner, _ in page.pieces[block.start : block.stop]:
        node = owner
        while node >= holder and tags[node] != "a":
            node = parents[node]
        if node < holder or node in seen:
            continue
        seen.add(node)
        href = nodes.attrs[node].get("href", "")
        if PATH.isdisjoint(href.lower().split("/")) or not _is_own(href, site):
            continue
        if not PATH.isdisjoint(path_of(href).lower().strip("/").split("/")[:-1]):
            names = tuple(n for n in parse_names(_line(page, block, node)) if not is_control(n))
            authors.extend(Author(name=n, url=page.absolute(href)) for n in names)
            if names and first < 0:
                first = node
    return authors, first


def _is_own(href: str, site: SiteNames) -> bool:
    """Return whether a link stays on the site, as far as its hosts are known."""
    if "//" not in href or not site.labels:
        return True
    return not frozenset(site.labels).isdisjoint(fold(label) for label in host_labels(host_of(href)))
