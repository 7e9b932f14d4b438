"""Articles in SQLite and DuckDB databases that a run wrote."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Any, Final

from tearsheet.article.model import Article
from tearsheet.batch.columns import JSON_FIELDS
from tearsheet.batch.errors import CorruptInput, MissingMarkup
from tearsheet.batch.records import RawPage
from tearsheet.batch.sources.files import shown
from tearsheet.batch.sources.rows import is_article

BATCH: Final = 256
"""Rows that are fetched at a time."""
_SECTIONS: Final = "SELECT article, section, heading, level, parent FROM sections ORDER BY article, section"
_BLOCKS: Final = "SELECT article, section, type, data FROM blocks ORDER BY article, section, block"
_POINTS: Final = 'SELECT article, "group", label, text, section FROM key_points ORDER BY article, point'


class DatabaseSource:
    """The articles of a database, in their order."""

    def __init__(self, path: str, kind: str) -> None:
        self._path = path
        self._kind = kind

    def pages(self) -> Iterator[RawPage]:
        """Yield the articles; if the file contains none or cannot be read, ends with one faulty input."""
        name = shown(self._path)
        try:
            with _opened(self._path, self._kind) as database:
                names = [
                    column[0] for column in database.execute("SELECT * FROM articles LIMIT 0").description
                ]
                if not is_article(frozenset({*names, "sections"})):
                    yield RawPage(
                        name, fault=MissingMarkup("its table of articles was not written by convert")
                    )
                    return
                for number, record in enumerate(_records(database, names), start=1):
                    own_name = record.pop("input", None)
                    yield RawPage(str(own_name or f"{name}#{number}"), body=json.dumps(record), article=True)
        except Exception as error:
            if not _is_of_database(error):
                raise
            yield RawPage(name, fault=CorruptInput(self._kind, str(error)))

    def count(self) -> int | None:
        """Return the number of articles."""
        try:
            with _opened(self._path, self._kind) as database:
                return int(database.execute("SELECT count(*) FROM articles").fetchone()[0])
        except Exception as error:
            if not _is_of_database(error):
                raise
            return 1

    def fraction(self) -> None:
        """Return None: the count says all."""


def _is_of_database(error: Exception) -> bool:
    """Return whether an error is about the file's content: duckdb's errors are known only where it is installed."""
    return isinstance(error, (sqlite3.Error, ValueError, KeyError)) or type(error).__module__.endswith(
        "duckdb"
    )


def _opened(path: str, kind: str) -> AbstractContextManager[Any]:
    if kind == "sqlite":
        return closing(sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True))
    import duckdb

    return closing(duckdb.connect(path, read_only=True))


def _rows(database: Any, query: str) -> Iterator[tuple[Any, ...]]:
    cursor = database.cursor()
    cursor.execute(query)
    while rows := cursor.fetchmany(BATCH):
        yield from rows


class _Groups:
    """Rows in groups by their first columns, taken in order."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._groups = itertools.groupby(rows, key=lambda row: row[0])
        self._next = next(self._groups, None)

    def of(self, article: int) -> list[tuple[Any, ...]]:
        """Return the rows of an article; articles must be requested in order."""
        while self._next is not None and self._next[0] < article:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != article:
            return []
        rows = list(self._next[1])
        self._next = next(self._groups, None)
        return rows


def _records(database: Any, names: list[str]) -> Iterator[dict[str, Any]]:
    """Yield each article's JSON, with ``input``."""
    sections, blocks, points = (_Groups(_rows(database, query)) for query in (_SECTIONS, _BLOCKS, _POINTS))
    # Computed columns are not read: older versions of DuckDB need pytz to read a timestamp.
    known = [name for name in ("input", *Article.model_fields) if name in names]
    columns = ", ".join(f'"{name}"' for name in ("id", *known))
    for number, *values in _rows(database, f"SELECT {columns} FROM articles ORDER BY id"):  # noqa: S608  # our names
        record = {name: _value(name, value) for name, value in zip(known, values, strict=True)}
        found = [
            {"heading": heading, "level": level, "parent": parent, "blocks": []}
            for _, _, heading, level, parent in sections.of(number)
        ]
        for _, section, kind, data in blocks.of(number):
            found[section]["blocks"].append({"type": kind, **json.loads(data)})
        record["sections"] = found
        record["key_points"] = [
            {"group": group, "label": label, "text": text, "section": section}
            for _, group, label, text, section in points.of(number)
        ]
        yield record


def _value(name: str, value: Any) -> Any:
    return json.loads(value) if name in JSON_FIELDS and value is not None else value
