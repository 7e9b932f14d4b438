"""Marks: links, emphasis and other inline markup as ranges of a page block's text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, TypeAlias

from tearsheet.page import Page, TextBlock
from tearsheet.structure.drafts import MarkDraft
from tearsheet.structure.inline_formats import FORMAT_OF_TAG, Formats, MarkType

SCHEMES = ("http:", "https:", "mailto:")
"""Allowed schemes of links."""

Kind: TypeAlias = MarkType | Literal["note"]
"""The types of marks."""

NOTE_MARKER = re.compile(
    r"(?:note |n\. ?|nb )?[0-9]{1,3}|[*†‡§]{1,3}|[\[(](?:note |n\. ?|nb )?(?:[0-9]{1,3}|[a-z]|[ivxlc]{2,6}|[*†‡§]{1,3})[\])]",
    re.IGNORECASE,
)
"""Forms of note marks."""

_SCHEME = re.compile(r"[^/?#:]*:")
_URL_NOISE = dict.fromkeys(
    range(33)
)  # browsers ignore tabs and line breaks in URLs, so these could hide a scheme


class Inline:
    """Reads the marks of the blocks of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._formats = Formats(page)

    def marks(self, block: TextBlock, by: int = 0) -> Sequence[MarkDraft]:
        """Return the marks of ``block`` in order of their start, outer before inner; empty if there are none.

        Their offsets are shifted by ``by`` characters.
        """
        page = self._page
        if page.text_facts is not None:
            return self._text_marks(block, by)
        ranges = self._formats.ranges(block)
        if not ranges:
            return ()
        kinds, tags, attrs = FORMAT_OF_TAG, page.nodes.tags, page.nodes.attrs
        made: dict[tuple[Kind, int, int, str | None, str | None], None] = {}  # equal marks are merged
        for node, (start, stop) in ranges.items():
            kind: Kind = kinds[tags[node]]
            href = note = None
            if kind == "link":
                href = link_target(page, attrs[node].get("href"))
                if href is None:
                    note = note_id(attrs[node].get("href", ""), block.text[start:stop])
                    if note is None:
                        continue
                    kind = "note"
            made[kind, start, stop, href, note] = None
        return [MarkDraft(kind, start + by, stop + by, href, note) for kind, start, stop, href, note in made]

    def joined(self, blocks: list[TextBlock]) -> tuple[str, Sequence[MarkDraft]]:
        """Return the text of ``blocks``, one per line, and its marks."""
        if len(blocks) == 1:
            return blocks[0].text, self.marks(blocks[0])
        marks: list[MarkDraft] = []
        length = 0
        for block in blocks:
            marks.extend(self.marks(block, length))
            length += len(block.text) + 1
        return "\n".join([block.text for block in blocks]), marks

    def _text_marks(self, block: TextBlock, by: int) -> list[MarkDraft]:
        """Return the marks from Markdown syntax in a text."""
        facts = self._page.text_facts
        made: list[MarkDraft] = []
        for kind, start, stop, href in facts.marks.get(block.node, ()) if facts else ():
            target = link_target(self._page, href) if kind == "link" else None
            if kind != "link" or target is not None:
                made.append(MarkDraft(kind, start + by, stop + by, target))
        return made


def note_id(href: str, shown: str) -> str | None:
    """Return the id of the note to which a link within the page leads; None if its text is not a note mark.

    >>> note_id("#fn1", "[1]"), note_id("#top", "Top")
    ('fn1', None)
    """
    address, sign, fragment = href.strip().partition("#")
    return fragment if sign and fragment and not address and NOTE_MARKER.fullmatch(shown) else None


def link_target(page: Page, href: str | None) -> str | None:
    """Return the target of a link, absolute if the page's URL is known.

    None if it is within the page, missing, or has a scheme that is not in `SCHEMES`.
    """
    address = (href or "").strip()
    if (
        address[:8] == "https://"
        and len(address) > 8
        and address.isascii()
        and address.isprintable()
        and " " not in address
    ):
        return address  # a shortcut for absolute URLs
    bare = address.translate(_URL_NOISE)
    scheme = _SCHEME.match(bare)
    name = scheme[0].lower() if scheme else ""
    if not bare or bare.startswith("#") or name not in ("", *SCHEMES):
        return None
    if name == "mailto:":
        return bare
    if not name and page.base_url is None:
        return bare  # there is no URL to resolve it against
    return page.absolute(bare)
