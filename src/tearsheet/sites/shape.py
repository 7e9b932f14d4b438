"""The parts that the bodies of a site's articles have, which change on all pages at once with a new template."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from tearsheet.article.model import Article
from tearsheet.sites.samples import Sample

BLOCKS: Final = {"lists": "list", "tables": "table", "quotes": "quote", "figures": "figure", "code": "code"}
"""Parts of a body, with the type of block."""


def _has_block(article: Article, kind: str) -> bool:
    return any(block.type == kind for section in article.sections for block in section.blocks)


_PARTS: Final[dict[str, Callable[[Article], bool]]] = {
    "headings": lambda article: any(section.heading for section in article.sections),
    **{name: lambda article, kind=kind: _has_block(article, kind) for name, kind in BLOCKS.items()},  # type: ignore[misc]  # the default binds the kind
}


def shape_of(samples: Sequence[Sample]) -> dict[str, float]:
    """Return for each part of a body the share of pages that have it, from 0 to 1; parts of no page are left out."""
    articles = [s.extraction.article for s in samples]
    counts = {part: sum(has(article) for article in articles) for part, has in _PARTS.items()}
    return {part: round(n / len(articles), 3) for part, n in counts.items() if n}
