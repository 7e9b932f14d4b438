"""SQLite and DuckDB: the tables ``articles``, ``sections``, ``blocks`` and ``key_points``.

The columns of ``articles`` are made from the model: numbers and text as such, days and times as ISO 8601,
everything else as JSON; then the computed columns, with ``published_at`` and ``published_on`` as real types in
DuckDB. ``articles.id`` counts from 1 in the order of the inputs; the other tables refer to it as ``article``, and
to ``sections.section``, which counts from 0 in each article.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple, get_args

from tearsheet.article.model import Article
from tearsheet.batch.columns import CONFIDENCE, FINGERPRINT, JSON_FIELDS, derived_json
from tearsheet.batch.errors import OutputError
from tearsheet.batch.state import RunState
from tearsheet.batch.writers.spool import articles_of
from tearsheet.parsing.wordcount import count_words
from tearsheet.render.text import block_lines

BATCH = 512
"""Articles whose rows are in memory at a time."""
OWN_TABLES = frozenset({"sections", "key_points"})
"""Fields of the model that become separate tables."""


class Table(NamedTuple):
    """A table: its columns with their SQL types, and its key."""

    columns: dict[str, str]
    key: tuple[str, ...]

    def create(self, name: str) -> str:
        """Return the statement that makes the table."""
        columns = ", ".join(f'"{column}" {kind}' for column, kind in self.columns.items())
        return f'CREATE TABLE "{name}" ({columns}, PRIMARY KEY ({", ".join(self.key)}))'


def _sql_type(name: str) -> str:
    """Return the SQL type of a column of ``articles``."""
    if name in _DERIVED_TYPES:
        return _DERIVED_TYPES[name]
    annotation = Article.model_fields[name].annotation
    kinds = {annotation, *get_args(annotation)} - {type(None)}
    return "INTEGER" if any(_is_integer(kind) for kind in kinds) else "TEXT"


_DERIVED_TYPES: Final = {
    "input": "TEXT NOT NULL", "published_at": "TIMESTAMP", "published_on": "DATE", "words": "INTEGER",
    "text": "TEXT", CONFIDENCE: "REAL", FINGERPRINT: "TEXT",
}  # fmt: skip


def _is_integer(kind: Any) -> bool:
    return kind is int or (get_args(kind)[:1] == (int,) and hasattr(kind, "__metadata__"))


def tables_for(columns: tuple[str, ...]) -> dict[str, Table]:
    """Return the tables of a database with these columns by name, each after those that it refers to."""
    articles = {"id": "INTEGER"} | {name: _sql_type(name) for name in columns if name not in OWN_TABLES}
    tables = {"articles": Table(articles, ("id",))}
    if "sections" in columns:
        tables |= {name: _TABLES[name] for name in ("sections", "blocks")}
    if "key_points" in columns:
        tables["key_points"] = _TABLES["key_points"]
    return tables


_TABLES: Final = {
    "sections": Table(
        {
            "article": "INTEGER",
            "section": "INTEGER",
            "heading": "TEXT",
            "level": "INTEGER",
            "parent": "INTEGER",
        },
        ("article", "section"),
    ),
    "blocks": Table(
        {
            "article": "INTEGER",
            "section": "INTEGER",
            "block": "INTEGER",
            "type": "TEXT",
            "text": "TEXT",
            "data": "TEXT",
        },
        ("article", "section", "block"),
    ),
    "key_points": Table(
        {
            "article": "INTEGER",
            "point": "INTEGER",
            "group": "TEXT",
            "label": "TEXT",
            "text": "TEXT",
            "section": "INTEGER",
        },
        ("article", "point"),
    ),
}
"""The tables beside ``articles``."""

Rows = dict[str, list[tuple[Any, ...]]]


def finish_sqlite(state: RunState, fresh: Path, columns: tuple[str, ...]) -> None:
    """Write the run's articles as an SQLite database; moments and days are text in ISO 8601 there.

    Raises:
        OutputError: The disk does not take it.
    """
    tables = tables_for(columns)
    fresh.unlink(missing_ok=True)
    try:
        database = sqlite3.connect(fresh, isolation_level=None)
        try:
            # The file is new and published whole: a journal would only cost time.
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("BEGIN")
            for name, table in tables.items():
                database.execute(table.create(name))
            for rows in _batches(state, tables):
                for name, values in rows.items():
                    marks = ", ".join("?" * len(tables[name].columns))
                    database.executemany(f'INSERT INTO "{name}" VALUES ({marks})', values)  # noqa: S608  # our names
            database.execute("COMMIT")
        finally:
            database.close()
    except (OSError, sqlite3.OperationalError) as error:
        fresh.unlink(missing_ok=True)
        raise OutputError(fresh, str(error)) from error


def finish_duckdb(state: RunState, fresh: Path, columns: tuple[str, ...]) -> None:
    """Write the run's articles as a DuckDB database.

    Raises:
        OutputError: The disk does not take it.
    """
    import duckdb
    import pyarrow as pa

    tables = tables_for(columns)
    fresh.unlink(missing_ok=True)
    types = {kind: pa.string() for kind in ("TEXT", "TEXT NOT NULL", "TIMESTAMP", "DATE")} | {
        "INTEGER": pa.int64()
    }
    try:
        with duckdb.connect(str(fresh)) as database:
            for name, table in tables.items():
                statement = table.create(name).replace("INTEGER", "BIGINT")
                database.execute(statement.replace(" TIMESTAMP", " TIMESTAMP WITH TIME ZONE"))
            for rows in _batches(state, tables):
                for name, values in rows.items():
                    kinds = tables[name].columns
                    cells = list(zip(*values, strict=True)) or [() for _ in kinds]
                    arrays = [
                        pa.array(each, types[kind]) for each, kind in zip(cells, kinds.values(), strict=True)
                    ]
                    database.register("fresh", pa.table(arrays, names=list(kinds)))
                    database.execute(f'INSERT INTO "{name}" SELECT * FROM fresh')  # noqa: S608  # our names
                    database.unregister("fresh")
    except (OSError, duckdb.IOException) as error:
        fresh.unlink(missing_ok=True)
        raise OutputError(fresh, str(error)) from error


def _batches(state: RunState, tables: dict[str, Table]) -> Iterator[Rows]:
    numbered = enumerate(articles_of(state), start=1)
    while batch := list(itertools.islice(numbered, BATCH)):
        rows: Rows = {name: [] for name in tables}
        for number, (name, article) in batch:
            rows["articles"].append(tuple(_article_cells(number, name, article, tables["articles"])))
            if "sections" in tables:
                _add_sections(rows, number, article)
            if "key_points" in tables:
                rows["key_points"].extend(
                    (number, at, point.group, point.label, point.text, point.section)
                    for at, point in enumerate(article.key_points)
                )
        yield rows


def _article_cells(number: int, name: str, article: Article, table: Table) -> Iterator[Any]:
    text = article.text
    words = count_words(text)
    members = article.model_dump(mode="json", include=set(table.columns) & Article.model_fields.keys())
    for column in table.columns:
        if column == "id":
            yield number
        elif column == "input":
            yield name
        elif column in members:
            yield cell(members[column], as_json=column in JSON_FIELDS)
        else:
            yield derived_json(column, article, text, words)


def _add_sections(rows: Rows, number: int, article: Article) -> None:
    """Add the rows of an article's sections and blocks."""
    for at, section in enumerate(article.sections):
        rows["sections"].append((number, at, section.heading, section.level, section.parent))
        for place, block in enumerate(section.blocks):
            text = "\n".join(line for line in block_lines(block) if line)
            rows["blocks"].append(
                (number, at, place, block.type, text, block.model_dump_json(exclude={"type"}))
            )


def cell(value: Any, *, as_json: bool) -> str | int | None:
    """Return a field's value for a cell: unchanged, or as JSON."""
    if value is None or not as_json:
        plain: str | int | None = value
        return plain
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
