"""Marks: links and emphasis of a leaf as ranges of its text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from tearsheet.page import Leaf, Page
from tearsheet.page.leaves import BREAK, INVISIBLE
from tearsheet.select import Parts

FORMAT_OF_TAG = {
    "a": "link",
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em"), "emphasis"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
}
"""The mark that an inline element makes. Source: the HTML standard."""

SCHEMES = ("http:", "https:", "mailto:")
"""Schemes that a link may have."""

_SCHEME = re.compile(r"[^/?#:]*:")
_HIDDEN = re.compile(f"[{re.escape(''.join(INVISIBLE))}]")
_URL_NOISE = dict.fromkeys(
    range(33)
)  # browsers drop tabs and line breaks in addresses, so they hide a scheme


class Inline:
    """Reads the marks of leaves; what was found about a node is kept, so that a page costs linear time."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._formats: dict[int, tuple[int, ...]] = {-1: ()}

    def marks(self, leaf: Leaf, by: int = 0) -> list[Parts]:
        """Return the parts of the marks of ``leaf`` in order of their start, outer before inner.

        They are ``by`` characters further right than in its own text; there may be none.
        """
        page = self._page
        if page.text_facts is not None:
            return self._text_marks(leaf, by)
        known = self._formats
        pieces = page.pieces[leaf.start : leaf.stop]
        formats = [known[owner] if owner in known else self._around(owner) for owner, _ in pieces]
        if not any(formats):
            return []
        ranges: dict[int, tuple[int, int]] = {}
        for spot, format_ in zip(_spots(leaf.text, pieces), formats, strict=True):
            if spot is not None:
                for node in format_:
                    ranges[node] = (ranges[node][0], spot[1]) if node in ranges else spot
        kinds, tags, attrs = FORMAT_OF_TAG, page.nodes.tags, page.nodes.attrs
        made: dict[tuple[str, int, int, str | None], None] = {}  # those that say the same are one
        for node, (start, stop) in ranges.items():
            kind, href = kinds[tags[node]], None
            if kind == "link":
                href = link_target(page, attrs[node].get("href"))
                if href is None:
                    continue
            made[kind, start, stop, href] = None
        return [
            {"type": kind, "start": start + by, "end": stop + by, "href": href}
            for kind, start, stop, href in made
        ]

    def joined(self, leaves: Sequence[Leaf]) -> tuple[str, list[Parts]]:
        """Return the text of ``leaves``, one a line, and the parts of its marks."""
        if len(leaves) == 1:
            return leaves[0].text, self.marks(leaves[0])
        marks: list[Parts] = []
        length = 0
        for leaf in leaves:
            marks.extend(self.marks(leaf, length))
            length += len(leaf.text) + 1
        return "\n".join([leaf.text for leaf in leaves]), marks

    def _text_marks(self, leaf: Leaf, by: int) -> list[Parts]:
        """Return the marks that Markdown sets in a text."""
        facts = self._page.text_facts
        made: list[Parts] = []
        for kind, start, stop, href in facts.marks.get(leaf.node, ()) if facts else ():
            target = link_target(self._page, href) if kind == "link" else None
            if kind != "link" or target is not None:
                made.append({"type": kind, "start": start + by, "end": stop + by, "href": target})
        return made

    def _around(self, node: int) -> tuple[int, ...]:
        """Return the formatting elements that ``node`` is or is in, outermost first."""
        formats, nodes = self._formats, self._page.nodes
        parents, tags = nodes.parents, nodes.tags
        path = []
        while (found := formats.get(node)) is None:
            path.append(node)
            node = parents[node]
        for below in reversed(path):
            if tags[below] in FORMAT_OF_TAG:
                found = (*found[-7:], below)  # deeper nesting says nothing more, and must not cost more
            formats[below] = found
        return found


def link_target(page: Page, href: str | None) -> str | None:
    """Return the address that a link leads to, absolute where the page's URL is known.

    None for an address within the page, one with another scheme than `SCHEMES`, and none at all.
    """
    href = (href or "").strip()
    if href[:8] == "https://" and len(href) > 8 and href.isascii() and href.isprintable() and " " not in href:
        return href  # nearly all that are absolute already
    bare = href.translate(_URL_NOISE)
    scheme = _SCHEME.match(bare)
    name = scheme[0].lower() if scheme else ""
    if not bare or bare.startswith("#") or name not in ("", *SCHEMES):
        return None
    if name == "mailto:":
        return bare
    if not name and page.base_url is None:
        return bare  # nothing to resolve it against
    return page.absolute(bare)


def _spots(text: str, pieces: Sequence[tuple[int, str]]) -> list[tuple[int, int] | None]:
    """Return where each of ``pieces`` stands in ``text``, the leaf's; None for those that show nothing.

    All are None if the text cannot be retraced (characters that only compose across pieces).
    """
    spots: list[tuple[int, int] | None] = []
    length, space, newline = 0, False, False
    for _, raw in pieces:
        if raw == BREAK:
            newline = True
            spots.append(None)
            continue
        piece, shown = raw, raw.strip()
        start = length + (length > 0 and (newline or space or raw[:1].isspace()))
        if not shown or not text.startswith(shown, start):  # else it shows as it stands, as nearly all do
            piece = raw if raw.isascii() else _visible(raw)
            shown = " ".join(piece.split())
            if not shown:
                space = space or bool(piece)
                spots.append(None)
                continue
            start = length + (length > 0 and (newline or space or piece[0].isspace()))
        length = start + len(shown)
        spots.append((start, length))
        space, newline = piece[-1].isspace(), False
    return spots if length == len(text) else [None] * len(spots)


def _visible(text: str) -> str:
    """Return ``text`` as leaves show it, but for its white space."""
    if _HIDDEN.search(text):
        text = _HIDDEN.sub("", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
