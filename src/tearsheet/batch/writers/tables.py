"""SQLite and DuckDB: the tables ``articles``, ``sections``, ``blocks`` and ``key_points``.

The columns of ``articles`` are made from the model: numbers and text as such, days and moments as ISO 8601, all else
as JSON. ``articles.id`` counts from 1 in the order of the inputs; the other tables refer to it as ``article``, and
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
from tearsheet.batch.errors import OutputError
from tearsheet.batch.state import RunState
from tearsheet.batch.writers.spool import articles_of
from tearsheet.render.text import block_lines

BATCH = 512
"""Articles whose rows are in memory at a time."""
OWN_TABLES = frozenset({"sections", "key_points"})
"""Members of the model that are tables of their own."""


class Table(NamedTuple):
    """A table: its columns with their SQL types, and its key."""

    columns: dict[str, str]
    key: tuple[str, ...]

    def create(self, name: str) -> str:
        """Return the statement that makes the table."""
        columns = ", ".join(f'"{column}" {kind}' for column, kind in self.columns.items())
        return f'CREATE TABLE "{name}" ({columns}, PRIMARY KEY ({", ".join(self.key)}))'


def _article_columns() -> dict[str, str]:
    columns = {"id": "INTEGER", "input": "TEXT NOT NULL"}
    for name, info in Article.model_fields.items():
        if name not in OWN_TABLES:
            kinds = {info.annotation, *get_args(info.annotation)} - {type(None)}
            columns[name] = "INTEGER" if any(_is_integer(kind) for kind in kinds) else "TEXT"
    return columns


def _is_integer(kind: Any) -> bool:
    return kind is int or (get_args(kind)[:1] == (int,) and hasattr(kind, "__metadata__"))


TABLES: Final = {
    "articles": Table(_article_columns(), ("id",)),
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
"""The tables by name, each after those that it refers to."""

Rows = dict[str, list[tuple[Any, ...]]]


def finish_sqlite(state: RunState, output: Path) -> None:
    """Write the run's articles as an SQLite database.

    Raises:
        OutputError: The disk does not take it.
    """
    fresh = output.with_name(f"{output.name}.tmp")
    fresh.unlink(missing_ok=True)
    try:
        database = sqlite3.connect(fresh, isolation_level=None)
        try:
            # The file is new and published whole: a journal would only cost time.
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("BEGIN")
            for name, table in TABLES.items():
                database.execute(table.create(name))
            for rows in _batches(state):
                for name, values in rows.items():
                    marks = ", ".join("?" * len(TABLES[name].columns))
                    database.executemany(f'INSERT INTO "{name}" VALUES ({marks})', values)  # noqa: S608  # our names
            database.execute("COMMIT")
        finally:
            database.close()
        fresh.replace(output)
    except (OSError, sqlite3.OperationalError) as error:
        fresh.unlink(missing_ok=True)
        raise OutputError(output, str(error)) from error


def finish_duckdb(state: RunState, output: Path) -> None:
    """Write the run's articles as a DuckDB database.

    Raises:
        OutputError: The disk does not take it.
    """
    import duckdb
    import pyarrow as pa

    fresh = output.with_name(f"{output.name}.tmp")
    fresh.unlink(missing_ok=True)
    types = {"INTEGER": pa.int64(), "TEXT": pa.string(), "TEXT NOT NULL": pa.string()}
    try:
        with duckdb.connect(str(fresh)) as database:
            for name, table in TABLES.items():
                database.execute(table.create(name).replace("INTEGER", "BIGINT"))
            for rows in _batches(state):
                for name, values in rows.items():
                    columns = list(zip(*values, strict=True)) or [() for _ in TABLES[name].columns]
                    kinds = [types[kind] for kind in TABLES[name].columns.values()]
                    arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
                    database.register("fresh", pa.table(arrays, names=list(TABLES[name].columns)))
                    database.execute(f'INSERT INTO "{name}" SELECT * FROM fresh')  # noqa: S608  # our names
                    database.unregister("fresh")
        fresh.replace(output)
    except (OSError, duckdb.IOException) as error:
        fresh.unlink(missing_ok=True)
        raise OutputError(output, str(error)) from error


def _batches(state: RunState) -> Iterator[Rows]:
    numbered = enumerate(articles_of(state), start=1)
    while batch := list(itertools.islice(numbered, BATCH)):
        rows: Rows = {name: [] for name in TABLES}
        for number, (name, article) in batch:
            _add(rows, number, name, article)
        yield rows


def _add(rows: Rows, number: int, name: str, article: Article) -> None:
    """Add the rows of one article."""
    members = article.model_dump(mode="json", exclude=set(OWN_TABLES))
    rows["articles"].append((number, name, *(_cell(members[column]) for column in list(_COLUMNS))))
    for at, section in enumerate(article.sections):
        rows["sections"].append((number, at, section.heading, section.level, section.parent))
        for place, block in enumerate(section.blocks):
            text = "\n".join(line for line in block_lines(block) if line)
            rows["blocks"].append(
                (number, at, place, block.type, text, block.model_dump_json(exclude={"type"}))
            )
    for at, point in enumerate(article.key_points):
        rows["key_points"].append((number, at, point.group, point.label, point.text, point.section))


_COLUMNS: Final = tuple(TABLES["articles"].columns)[2:]


def _cell(value: Any) -> str | int | None:
    if value is None or isinstance(value, (str, int)):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
