"""The columns of an output: the fields of `Article`, and columns computed from them for sorting and counting."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection
from typing import Any, Final, get_args, get_origin

from tearsheet.article.model import Article
from tearsheet.batch.errors import SourceError
from tearsheet.batch.fingerprint import fingerprint

INPUT: Final = "input"
"""The name of the input; every output has it first."""
DERIVED: Final = ("published_at", "published_on", "words", "text")
"""Columns that are computed from the article, in their order; every output has them by default."""
FINGERPRINT: Final = "fingerprint"
"""An optional column: see `tearsheet.batch.fingerprint`."""
CONFIDENCE: Final = "confidence"
"""An optional column: the lower of the probabilities that title and body are right; null where neither has one."""
COMPUTED: Final = (*DERIVED, CONFIDENCE, FINGERPRINT)
"""All columns that are computed from the article."""
COLUMNS: Final = (INPUT, *Article.model_fields, *DERIVED)
"""The default columns of an output, in order."""
CHOICES: Final = (*COLUMNS, CONFIDENCE, FINGERPRINT)
"""All columns that an output can have, in order."""
CSV_COLUMNS: Final = (
    "input", "url", "canonical_url", "site", "language", "kind", "title", "subtitle", "summary", "authors",
    "date", "published_at", "published_on", "date_modified", "category", "breadcrumbs", "tags", "view_count",
    "image", "words", "text",
)  # fmt: skip
"""The default columns of a CSV file: those that are not nested."""


def _is_structure(annotation: Any) -> bool:
    return any(get_origin(each) in (tuple, dict) for each in (annotation, *get_args(annotation)))


JSON_FIELDS: Final = frozenset(
    name for name, info in Article.model_fields.items() if _is_structure(info.annotation)
)
"""Fields of `Article` that databases and CSV contain as JSON."""


def chosen_columns(
    fields: Collection[str] | None, *, evidence: bool, fingerprint: bool, default: tuple[str, ...] = COLUMNS
) -> tuple[str, ...]:
    """Return the columns of an output, in its order.

    Args:
        fields: Their names; None for those of ``default``.
        evidence: Whether the evidence is included, if ``fields`` is None.
        fingerprint: Whether the text's fingerprint is added.
        default: The default columns of the output.

    Raises:
        SourceError: There is no such column.
    """
    wrong = [name for name in fields or () if name not in CHOICES]
    if wrong:
        raise SourceError(wrong[0], f"no such column; the columns are {', '.join(CHOICES)}")
    names = [name for name in default if evidence or name != "evidence"] if fields is None else list(fields)
    if fingerprint:
        names.append(FINGERPRINT)
    return tuple(dict.fromkeys((INPUT, *names)))


def _confidence(article: Article) -> float | None:
    evidence = (article.evidence.get(name) for name in ("title", "sections"))
    return min((e.score for e in evidence if e is not None and e.score is not None), default=None)


_VALUES: Final[dict[str, Callable[[Article, str, int], Any]]] = {
    "published_at": lambda article, _text, _words: article.published_at,
    "published_on": lambda article, _text, _words: article.published_on,
    "words": lambda _article, _text, words: words,
    "text": lambda _article, text, _words: text,
    CONFIDENCE: lambda article, _text, _words: _confidence(article),
    FINGERPRINT: lambda _article, text, _words: fingerprint(text),
}


def derived(name: str, article: Article, text: str, words: int) -> dt.datetime | dt.date | float | str | None:
    """Return the value of a computed column.

    Args:
        name: The column, one of `COMPUTED`.
        article: The article.
        text: Its text, if it is already known.
        words: Its words, counted before.
    """
    value: dt.datetime | dt.date | float | str | None = _VALUES[name](article, text, words)
    return value


def derived_json(name: str, article: Article, text: str, words: int) -> float | str | None:
    """Return the same as JSON has it: moments in ISO 8601 in UTC with ``Z``, days in ISO 8601."""
    value = derived(name, article, text, words)
    if isinstance(value, dt.datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, dt.date) else value


def article_of_row(row: str | bytes | dict[str, Any]) -> Article:
    """Return the article in a row that a run wrote; its other columns are left out.

    Raises:
        pydantic.ValidationError: It is not an article of this version.
        ValueError: It is not JSON.
    """
    record = json.loads(row) if isinstance(row, (str, bytes)) else row
    return Article.model_validate({name: value for name, value in record.items() if name not in _EXTRA})


_EXTRA: Final = frozenset({INPUT, *COMPUTED})
