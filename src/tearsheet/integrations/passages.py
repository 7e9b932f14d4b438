"""An article cut at its headings, for tools that store and find passages."""

from __future__ import annotations

from typing import NamedTuple

from tearsheet.article.model import Article, KeyPoint
from tearsheet.render.text import block_lines

BETWEEN = " > "
"""Separates the headings of a path in a string."""


class Passage(NamedTuple):
    """A section with text of its own."""

    section: int
    """Index in ``Article.sections``."""
    path: tuple[str, ...]
    """The headings above it, the topmost first, and its own; empty for the lead."""
    text: str
    """Its heading, if it has one, and the lines of its blocks; never only the heading."""
    key_points: tuple[KeyPoint, ...]
    """The article's key points in this section, in order."""


def passages(article: Article) -> tuple[Passage, ...]:
    """Return the article's sections with text of their own, in order; empty if there are none."""
    paths: list[tuple[str, ...]] = []
    found = []
    for index, section in enumerate(article.sections):
        above = () if section.parent is None else paths[section.parent]
        paths.append(above if section.heading is None else (*above, section.heading))
        lines = [line for block in section.blocks for line in block_lines(block) if line]
        if lines:
            points = tuple(point for point in article.key_points if point.section == index)
            text = "\n".join([section.heading, *lines] if section.heading else lines)
            found.append(Passage(index, paths[index], text, points))
    return tuple(found)


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
        "key_points": "\n".join(f"{p.label}: {p.text}" if p.label else p.text for p in passage.key_points),
    }
    return {"section": passage.section, **{k: v for k, v in values.items() if v is not None and v != ""}}
