"""Typed articles from raw pages: title, date, category, views, sections and key points, and the proof of each."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tearsheet.api import parse, parse_text
    from tearsheet.article.model import Article
    from tearsheet.batch import convert
    from tearsheet.block_reports import LeafReport, explain
    from tearsheet.contracts import validate
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
    from tearsheet.inspection import Inspection, inspect, inspect_text

__all__ = [
    "Article",
    "ArticleError",
    "EmptyInput",
    "InputError",
    "InputTooDeep",
    "InputTooLarge",
    "Inspection",
    "LeafReport",
    "NotAnArticle",
    "UndecodableInput",
    "UnsupportedInput",
    "convert",
    "explain",
    "inspect",
    "inspect_text",
    "parse",
    "parse_text",
    "validate",
]

_HOMES = {
    "Article": "tearsheet.article.model",
    "Inspection": "tearsheet.inspection",
    "LeafReport": "tearsheet.block_reports",
    "convert": "tearsheet.batch",
    "explain": "tearsheet.block_reports",
    "inspect": "tearsheet.inspection",
    "inspect_text": "tearsheet.inspection",
    "parse": "tearsheet.api",
    "parse_text": "tearsheet.api",
    "validate": "tearsheet.contracts",
}
"""Where the public names live; errors live in ``tearsheet.errors``."""


def __getattr__(name: str) -> object:
    """Import a public name when it is first used.

    ``import tearsheet`` alone costs next to nothing: test runs load the pytest plugin whether they use it or not,
    and the command line answers ``--help`` at once.
    """
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_HOMES.get(name, "tearsheet.errors")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names, those that were not used yet included."""
    return sorted({*globals(), *__all__})
