"""Output formats; the output's name determines the format."""

from __future__ import annotations

from pathlib import Path

from tearsheet.batch.columns import CSV_COLUMNS
from tearsheet.batch.errors import SourceError
from tearsheet.batch.stream import STDOUT
from tearsheet.batch.work import article_lines, full_article_lines
from tearsheet.batch.writers import csv, markdown, parquet, tables
from tearsheet.batch.writers.base import Format
from tearsheet.batch.writers.jsonl import finish_gzip, finish_plain, finish_zstd
from tearsheet.extras import require

__all__ = ["FORMATS", "Format", "format_of"]

FORMATS = {
    each.name: each
    for each in (
        Format("jsonl", article_lines, finish_plain, streams=True),
        Format("jsonl.gz", article_lines, finish_gzip),
        Format("jsonl.zst", article_lines, finish_zstd),
        Format("csv", csv.encode, csv.finish, CSV_COLUMNS, streams=True, head=csv.head),
        Format("parquet", parquet.encode, parquet.finish),
        Format("sqlite", full_article_lines, tables.finish_sqlite),
        Format("duckdb", full_article_lines, tables.finish_duckdb),
        Format("markdown", full_article_lines, markdown.finish, is_folder=True),
    )
}
"""All formats by name."""

SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonl.gz": "jsonl.gz",
    ".ndjson.gz": "jsonl.gz",
    ".jsonl.zst": "jsonl.zst",
    ".ndjson.zst": "jsonl.zst",
    ".csv": "csv",
    ".parquet": "parquet",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
    ".duckdb": "duckdb",
}
"""Formats by the end of the output's name; a name without any end is a folder of Markdown."""
NEEDS = {
    "parquet": ("pyarrow", "batch"),
    "duckdb": ("duckdb", "duckdb"),
    "jsonl.zst": ("zstandard", "batch"),
}
"""Modules that formats need, each with the extra that brings it."""


def format_of(output: Path, name: str | None) -> Format:
    """Return the format called ``name``, or the one that the output's name determines.

    Raises:
        SourceError: There is no such format, or the name determines none.
        MissingExtra: The library that writes it is not installed.
    """
    if name is None and output == STDOUT:
        name = "jsonl"
    if name is None:
        name = next((form for suffix, form in SUFFIXES.items() if output.name.lower().endswith(suffix)), None)
        if name is None and (not output.suffix or output.is_dir()):
            name = "markdown"
        if name is None:
            raise SourceError(
                str(output),
                f"the name must end in one of {', '.join(SUFFIXES)}; a name without an extension is a folder",
            )
    if name not in FORMATS:
        raise SourceError(name, f"no such format; the formats are {', '.join(FORMATS)}")
    module, extra = NEEDS.get(name, (None, None))
    if module is not None and extra is not None:
        require(module, extra)
    return FORMATS[name]
