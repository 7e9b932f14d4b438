"""Makes models of their parts: plain dicts to the innermost, checked at one go.

Where the compiled maker is at hand it makes what fits as it stands, at a third of the cost; all else, and everything
without it, is made by pydantic: the same models, the same errors.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pydantic import TypeAdapter

from tearsheet.article.model import Article, Evidence, KeyPoint, Section

Parts = dict[str, Any]
"""The fields of a model before it is made."""

_SECTIONS: Final[TypeAdapter[tuple[Section, ...]]] = TypeAdapter(tuple[Section, ...])
_KEY_POINTS: Final[TypeAdapter[tuple[KeyPoint, ...]]] = TypeAdapter(tuple[KeyPoint, ...])


def evidence_of_any(parts: Parts) -> Evidence:
    """Return the evidence that ``parts`` tell."""
    return Evidence.model_validate(parts)


def sections_of_any(parts: Sequence[Parts]) -> tuple[Section, ...]:
    """Return the sections that ``parts`` tell, in order."""
    return _SECTIONS.validate_python(parts)


def key_points_of_any(parts: Sequence[Parts]) -> tuple[KeyPoint, ...]:
    """Return the key points that ``parts`` tell, in order."""
    return _KEY_POINTS.validate_python(parts)


def article_of_any(parts: Parts) -> Article:
    """Return the article that ``parts``, which hold models, tell."""
    return Article(**parts)


try:
    from tearsheet._making import Unfit, model_of, models_of, shape_of
except ImportError:  # not compiled here, or for another pydantic: the same models from pydantic
    evidence_of, sections_of, key_points_of = evidence_of_any, sections_of_any, key_points_of_any
    article_of = article_of_any
else:
    _EVIDENCE_SHAPE: Final = shape_of(Evidence)
    _SECTION_SHAPE: Final = shape_of(Section)
    _KEY_POINT_SHAPE: Final = shape_of(KeyPoint)
    _ARTICLE_SHAPE: Final = shape_of(Article)

    def evidence_of(parts: Parts) -> Evidence:
        """Return the evidence that ``parts`` tell."""
        try:
            return model_of(_EVIDENCE_SHAPE, parts)
        except Unfit:
            return evidence_of_any(parts)

    def sections_of(parts: Sequence[Parts]) -> tuple[Section, ...]:
        """Return the sections that ``parts`` tell, in order."""
        try:
            return models_of(_SECTION_SHAPE, parts)
        except Unfit:
            return sections_of_any(parts)

    def key_points_of(parts: Sequence[Parts]) -> tuple[KeyPoint, ...]:
        """Return the key points that ``parts`` tell, in order."""
        try:
            return models_of(_KEY_POINT_SHAPE, parts)
        except Unfit:
            return key_points_of_any(parts)

    def article_of(parts: Parts) -> Article:
        """Return the article that ``parts``, which hold models, tell."""
        try:
            return model_of(_ARTICLE_SHAPE, parts)
        except Unfit:
            return article_of_any(parts)
