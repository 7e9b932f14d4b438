"""Typed articles from raw pages: title, date, category, views, sections and key points, and the proof of each."""

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
    "parse",
    "parse_text",
]
