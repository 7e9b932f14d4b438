"""Typed articles from raw pages: title, date, category, views, sections and key points, and the proof of each."""

from typing import TYPE_CHECKING

from tearsheet.api import parse, parse_text
from tearsheet.errors import (
    ArticleError,
    EmptyInput,
    InputError,
    InputTooDeep,
    InputTooLarge,
    NotAnArticle,
    UndecodableInput,
    UnsupportedInput,
)
from tearsheet.models import Article

if TYPE_CHECKING:
    from tearsheet.batch import convert

__all__ = [
    "Article",
    "ArticleError",
    "EmptyInput",
    "InputError",
    "InputTooDeep",
    "InputTooLarge",
    "NotAnArticle",
    "UndecodableInput",
    "UnsupportedInput",
    "convert",
    "parse",
    "parse_text",
]


def __getattr__(name: str) -> object:
    """Import what only batch users need when it is first used."""
    if name == "convert":
        from tearsheet.batch import convert

        return convert
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
