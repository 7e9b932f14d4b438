"""An article split at its headings, for tools that store and retrieve passages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tearsheet.article.chunks import Chunk
from tearsheet.article.model import Article, KeyPoint

BETWEEN = " > "
"""Separates the headings of a path in a string."""


class Passage(NamedTuple):
    """A section with content of its own, or a piece of one."""

    section: int
    """Index in ``Article.sections``."""
    path: tuple[str, ...]
    """The headings above it, the topmost first, and its own if it has one; empty if there are none."""
    text: str
    """Its heading, if it has one, and the lines of its blocks; also the headings directly before it that have no text of
    their own."""
    key_points: tuple[KeyPoint, ...]
    """The article's key points in it, in order."""
    id: str = ""
    """The id of the piece, as in `Chunk.id`; it depends on the text alone."""


def passages(article: Article, *, max_chars: int | None = None, overlap: int = 0) -> tuple[Passage, ...]:
    """Return the article's text in order, split at its headings; empty if it has none.

    The pieces are those of `Article.chunks`: together they hold all of the text.

    Args:
        article: The article.
        max_chars: Most characters of a piece; None to keep sections whole.
        overlap: Most characters that a piece repeats from the one before.
    """
    room = len(article.text) + overlap + 1 if max_chars is None else max_chars
    pieces = article.chunks(room, overlap=overlap)
    points: dict[int, list[KeyPoint]] = {}
    for point in article.key_points:
        points.setdefault(_place(point, pieces), []).append(point)
    return tuple(
        Passage(piece.section, piece.heading_path, piece.text, tuple(points.get(i, ())), piece.id)
        for i, piece in enumerate(pieces)
    )


def _place(point: KeyPoint, pieces: Sequence[Chunk]) -> int:
    """Return the piece of the point's section that shows it, the section's first if none does; -1 if it has none."""
    own = [i for i, piece in enumerate(pieces) if piece.section == point.section]
    return next((i for i in own if point.text in pieces[i].text), own[0] if own else -1)


def metadata(article: Article, passage: Passage) -> dict[str, str | int]:
    """Return the metadata of a passage: only strings and numbers, because most stores accept nothing else.

    The names are those of `Article`; fields without a value are left out. Authors and tags are joined with commas,
    ``heading_path`` with `BETWEEN`, ``key_points`` with line breaks. Dates are ISO 8601.
    """
    values: dict[str, str | int | None] = {
        "url": article.url or article.canonical_url,
        "title": article.title,
        "site": article.site,
        "language": article.language,
        "authors": ", ".join(author.name for author in article.authors),
        "date": article.date.isoformat() if article.date else None,
        "date_modified": article.date_modified.isoformat() if article.date_modified else None,
        "category": article.category,
        "tags": ", ".join(article.tags),
        "view_count": article.view_count,
        "heading_path": BETWEEN.join(passage.path),
        "chunk": passage.id,
        "key_points": "\n".join(f"{p.label}: {p.text}" if p.label else p.text for p in passage.key_points),
    }
    return {"section": passage.section, **{k: v for k, v in values.items() if v is not None and v != ""}}


class PassageReader:
    """The settings of the readers for LangChain and LlamaIndex.

    Args:
        now: The reference time for dates, as in `tearsheet.parse`.
        max_chars: Most characters of a piece; None to keep sections whole.
        overlap: Most characters that a document repeats from the one before.
    """

    def __init__(
        self, *, now: dt.datetime | None = None, max_chars: int | None = None, overlap: int = 0
    ) -> None:
        self.now, self.max_chars, self.overlap = now, max_chars, overlap

    def _passages(self, article: Article) -> Iterator[tuple[Passage, dict[str, str | int]]]:
        for passage in passages(article, max_chars=self.max_chars, overlap=self.overlap):
            yield passage, metadata(article, passage)
