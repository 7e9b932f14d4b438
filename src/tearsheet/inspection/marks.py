"""Which marks the page carries: each place of a value, and the blocks or rows of markup that it points to."""

from __future__ import annotations

from html import escape
from typing import Final, NamedTuple

from tearsheet.article.model import Locator
from tearsheet.inspection.places import Places

LONGEST: Final = 300
"""Characters of a raw value that are shown; JSON-LD can contain a whole body."""


class Row(NamedTuple):
    """A value in the page's markup that is not visible."""

    xpath: str
    part: str
    """The attribute, as ``@content``, or the JSON pointer; '' for the element's text."""
    raw: str


class Marks:
    """Gathers the places that the article's side points to, while it is made."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self.rows: dict[Row, list[str]] = {}
        """Rows of markup in the order of their first use, each with the fields whose value it gives."""
        self.fields: dict[int, list[str]] = {}
        """For a block the fields whose value it shows."""

    def at(self, locator: Locator | None, raw: str | None, field: str | None = None) -> str:
        """Return the attributes that point to a place; '' if the value is not on the page.

        Args:
            locator: The place.
            raw: The original string at that place.
            field: The field that has its value from there; None for a rejected candidate.
        """
        blocks = self._places.of(locator, raw)
        ids = [f"b{i}" for i in blocks]
        if (
            locator is not None
            and locator.xpath is not None
            and (locator.attribute or locator.pointer or not blocks)
        ):
            ids.append(self._row(locator, raw or "", field))
        if field is not None:
            for block in blocks:
                self.fields.setdefault(block, []).append(field)
        return pointing(ids, raw)

    def _row(self, locator: Locator, raw: str, field: str | None) -> str:
        part = f"@{locator.attribute}" if locator.attribute else locator.pointer or ""
        row = Row(locator.xpath or "", part, shortened(raw))
        fields = self.rows.setdefault(row, [])
        if field is not None:
            fields.append(field)
        return f"m{list(self.rows).index(row)}"


def pointing(ids: list[str], raw: str | None = None) -> str:
    """Return the attributes that make an element point to others by their ids; '' without ids."""
    if not ids:
        return ""
    text = f' data-raw="{escape(raw)}"' if raw and len(raw) <= LONGEST else ""
    return f' data-at="{" ".join(ids)}"{text}'


def shortened(text: str) -> str:
    """Return ``text``, cut if it is longer than `LONGEST`."""
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
