"""Typed articles from raw pages: title, date, category, views, sections and key points, with evidence for each."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tearsheet.about import BuildInfo, build_info
    from tearsheet.api import explain, parse, parse_text
    from tearsheet.article.model import Article
    from tearsheet.batch import convert
    from tearsheet.block_reports import BlockReport, LeafReport
    from tearsheet.contracts import validate
    from tearsheet.errors import (
        ArticleError,
        EmptyInput,
        InputError,
        InputTooDeep,
        InputTooLarge,
        MissingExtra,
        NoMarkup,
        NotAnArticle,
        UndecodableInput,
        UnsupportedInput,
    )
    from tearsheet.inspection import Inspection, inspect, inspect_text

__version__ = "0.1.0"

__all__ = [
    "Article",
    "ArticleError",
    "BlockReport",
    "BuildInfo",
    "EmptyInput",
    "InputError",
    "InputTooDeep",
    "InputTooLarge",
    "Inspection",
    "LeafReport",
    "MissingExtra",
    "NoMarkup",
    "NotAnArticle",
    "UndecodableInput",
    "UnsupportedInput",
    "__version__",
    "build_info",
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
    "BuildInfo": "tearsheet.about",
    "Inspection": "tearsheet.inspection",
    "BlockReport": "tearsheet.block_reports",
    "LeafReport": "tearsheet.block_reports",
    "build_info": "tearsheet.about",
    "convert": "tearsheet.batch",
    "explain": "tearsheet.api",
    "inspect": "tearsheet.inspection",
    "inspect_text": "tearsheet.inspection",
    "parse": "tearsheet.api",
    "parse_text": "tearsheet.api",
    "validate": "tearsheet.contracts",
}
"""Where the public names live; errors live in ``tearsheet.errors``."""


if not TYPE_CHECKING:  # type checkers know the names above, and no others

    def __getattr__(name: str) -> object:
        """Import a public name when it is first used.

        ``import tearsheet`` alone costs next to nothing: test runs load the pytest plugin whether they use it or not,
        and the command line answers ``--help`` at once.
        """
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        if name == "LeafReport":
            import warnings

            warnings.warn("tearsheet.LeafReport is renamed BlockReport", DeprecationWarning, stacklevel=2)
        value: object = getattr(import_module(_HOMES.get(name, "tearsheet.errors")), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    """Return the public names, those that were not used yet included."""
    return sorted({*globals(), *__all__})
