"""``tearsheet schema``: the schema of the output."""

from __future__ import annotations

import json
from typing import Annotated

import typer


def command(
    *,
    arrow: Annotated[
        bool,
        typer.Option("--arrow", metavar="", help="Print the Arrow schema of the Parquet output instead."),
    ] = False,
) -> None:
    """Print the JSON Schema of an article."""
    if arrow:
        from tearsheet.batch.arrow import ARTICLES

        typer.echo(ARTICLES.to_string(truncate_metadata=False))
        return
    from tearsheet.article.model import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
