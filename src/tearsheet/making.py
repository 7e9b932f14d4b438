"""Makes models of their parts: plain dicts down to the innermost, validated by pydantic in one call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pydantic import TypeAdapter

from tearsheet.article.model import Article, Evidence, KeyPoint, Section

Parts = dict[str, Any]
"""The fields of a model before it is made."""

_SECTIONS: Final[TypeAdapter[tuple[Section, ...]]] = TypeAdapter(tuple[Section, ...])
_KEY_POINTS: Final[TypeAdapter[tuple[KeyPoint, ...]]] = TypeAdapter(tuple[KeyPoint, ...])


def evidence_of(parts: Parts) -> Evidence:
    """Return the evidence made of ``parts``."""
    return Evidence.model_validate(parts)


def sections_of(parts: Sequence[Parts]) -> tuple[Section, ...]:
    """Return the sections made of ``parts``, in order."""
    return _SECTIONS.validate_python(parts)


def key_points_of(parts: Sequence[Parts]) -> tuple[KeyPoint, ...]:
    """Return the key points made of ``parts``, in order."""
    return _KEY_POINTS.validate_python(parts)


def article_of(parts: Parts) -> Article:
    """Return the article made of ``parts``, which hold models."""
    return Article(**parts)
