"""Renders an article as a small card for notebooks, from escaped text only."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from tearsheet.parsing.wordcount import count_words

if TYPE_CHECKING:
    from tearsheet.article.model import Article

LONGEST: Final = 300
"""Most characters of a value that are shown."""
FIELDS: Final = (
    "kind",
    "site",
    "date",
    "date_modified",
    "authors",
    "category",
    "breadcrumbs",
    "view_count",
    "tags",
)
POINTS: Final = 6
"""Most key points that are shown."""


def to_card(article: Article) -> str:
    """Return the article as HTML without links, pictures or scripts: title, fields found, outline, key points."""
    parts = [f"<strong>{_text(article.title or '(no title)')}</strong>"]
    if article.subtitle:
        parts.append(f"<div><em>{_text(article.subtitle)}</em></div>")
    rows = "".join(_row(article, name) for name in FIELDS if getattr(article, name) not in (None, ()))
    parts.append(f"<table>{rows}</table>")
    headings = "".join(
        f'<li style="margin-left:{(min(line.level, 6) - 1) * 1.2:.1f}em">{_text(line.heading)}</li>'
        for line in article.outline()
    )
    words = count_words(article.text)
    parts.append(f"<div>{words:,} words, {len(article.sections):,} sections</div>")
    if headings:
        parts.append(f"<ul>{headings}</ul>")
    if article.key_points:
        points = "".join(
            f"<li>{_text(f'{p.label}: {p.text}' if p.label else p.text)}</li>"
            for p in article.key_points[:POINTS]
        )
        more = len(article.key_points) - POINTS
        parts.append(
            f"<div>Key points</div><ul>{points}</ul>" + (f"<div>and {more:,} more</div>" if more > 0 else "")
        )
    return f'<div style="max-width:60em">{"".join(parts)}</div>'


def _row(article: Article, name: str) -> str:
    value = getattr(article, name)
    if name == "authors":
        value = ", ".join(author.name for author in value)
    elif isinstance(value, tuple):
        value = (" › " if name == "breadcrumbs" else ", ").join(value)
    return f'<tr><th style="text-align:left">{name}</th><td style="text-align:left">{_text(str(value))}</td></tr>'


def _text(text: str) -> str:
    return escape(text if len(text) <= LONGEST else text[:LONGEST] + "…")
