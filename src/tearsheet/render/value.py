"""Renders the value of a field as one readable line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tearsheet.article.model import Article


def shown_value(article: Article, name: str) -> str:
    """Return the value of a field in a readable form; '' if there is none."""
    value = getattr(article, name)
    if value is None or value == ():
        return ""
    if name == "authors":
        return ", ".join(author.name for author in article.authors)
    if name == "breadcrumbs":
        return " › ".join(article.breadcrumbs)
    if name == "tags":
        return ", ".join(article.tags)
    if name == "view_count":
        return f"{article.view_count:,}"
    return str(value)
