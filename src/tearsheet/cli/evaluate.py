"""``tearsheet eval``: score tearsheet on your own pages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tearsheet.cli.exits import USAGE
from tearsheet.cli.safe import plain

if TYPE_CHECKING:
    from tearsheet.evaluation import Result


def command(
    folder: Annotated[Path, typer.Argument(help="The folder with pages.", exists=True, file_okay=False)],
    *,
    now: Annotated[
        dt.datetime | None, typer.Option(help="Reference time for dates.", formats=["%Y-%m-%d"])
    ] = None,
    worst: Annotated[int, typer.Option(min=0, help="Number of worst pages to list.")] = 10,
    as_json: Annotated[
        bool, typer.Option("--json", metavar="", help="Print the full result as JSON.")
    ] = False,
) -> None:
    """Score tearsheet on a folder of pages, each with a NAME.expected.json or NAME.corrections.json beside it.

    Exit codes: 0 scored; 2 there is nothing to score, or a file of expected values cannot be read.
    """
    from tearsheet.evaluation import EvaluationError, evaluate_folder

    try:
        result = evaluate_folder(folder, now=now)
    except EvaluationError as error:
        typer.echo(f"tearsheet: {plain(str(error))}", err=True)
        raise typer.Exit(USAGE) from None
    if as_json:
        typer.echo(result.model_dump_json(indent=2))
    else:
        _print(result, worst)


def _print(result: Result, worst: int) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    table = Table("field", box=None, pad_edge=False)
    for name in ("pages", "precision", "recall", "F1"):
        table.add_column(name, justify="right")
    for field in result.fields:
        figures = (f"{v:.3f}" for v in (field.precision, field.recall, field.f1))
        table.add_row(field.field, str(field.pages), *figures)
    console.print(f"{result.pages} pages, {len(result.refused)} refused")
    console.print(table)
    if result.worst and worst:
        console.print("\nworst:")
    for page in result.worst[:worst]:
        refused = f"  refused: {result.refused[page.page]}" if page.page in result.refused else ""
        console.print(f"  {page.f1:.3f}  {page.field:12} {plain(page.page)}{refused}", markup=False)
