"""CSV (RFC 4180) that a spreadsheet can open: its cells stay text, whatever they begin with.

It begins with a byte order mark, by which spreadsheets know UTF-8. A cell that a spreadsheet would take for a formula
gets an apostrophe before it (OWASP, CSV Injection).
"""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from tearsheet.article.model import Article
from tearsheet.batch.columns import COMPUTED, INPUT, JSON_FIELDS, derived_json
from tearsheet.batch.state import RunState, pieces_of
from tearsheet.batch.work import Outcome
from tearsheet.batch.writers.jsonl import write
from tearsheet.batch.writers.tables import cell

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters of a cell that a spreadsheet would read as a formula, or strip to find one."""
_BOM: Final = b"\xef\xbb\xbf"
_JOINED: Final[dict[str, Callable[[Article], str]]] = {
    "authors": lambda article: "; ".join(author.name for author in article.authors),
    "breadcrumbs": lambda article: " > ".join(article.breadcrumbs),
    "tags": lambda article: "; ".join(article.tags),
}
"""Lists of names, joined for people; other structures are JSON."""


def encode(outcomes: Sequence[Outcome], columns: tuple[str, ...]) -> bytes:
    """Return the articles among ``outcomes`` as rows."""
    return _lines([_cell(each, each.article, name) for name in columns] for each in outcomes if each.article)


def head(columns: tuple[str, ...]) -> bytes:
    """Return the byte order mark and the row of names."""
    return _BOM + _lines([columns])


def finish(state: RunState, fresh: Path, columns: tuple[str, ...]) -> None:
    """Write the run's articles as one CSV file.

    Raises:
        OutputError: The disk does not take it.
    """
    write(fresh, itertools.chain([head(columns)], pieces_of(state.path("articles"))))


def _lines(rows: Any) -> bytes:
    sink = io.StringIO(newline="")
    csv.writer(sink).writerows(rows)
    return sink.getvalue().encode("utf-8", "replace")


def _cell(each: Outcome, article: Article, name: str) -> str | float | None:
    if name == INPUT:
        return safe(each.page.name)
    if name in COMPUTED:
        value = derived_json(name, article, each.text, each.words)
    elif name in _JOINED:
        value = _JOINED[name](article)
    else:
        value = cell(article.model_dump(mode="json", include={name})[name], as_json=name in JSON_FIELDS)
    return safe(value) if isinstance(value, str) else value


def safe(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula.

    >>> safe("=1+1"), safe("a - b")
    ("'=1+1", 'a - b')
    """
    return f"'{text}" if text.startswith(FORMULA) else text
