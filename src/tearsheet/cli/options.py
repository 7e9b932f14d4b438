"""Options that several commands share, and how commands end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from tearsheet.cli.exits import STOPPED, USAGE
from tearsheet.cli.safe import plain

if TYPE_CHECKING:
    from tearsheet.errors import ArticleError

Overwrite = Annotated[
    bool,
    typer.Option("--overwrite", metavar="", help="Replace existing output once the new output is complete."),
]
AllowEmpty = Annotated[
    bool, typer.Option("--allow-empty", metavar="", help="Do not fail if there are no inputs or no articles.")
]


def say(message: str) -> None:
    """Print a message on standard error."""
    typer.echo(f"tearsheet: {plain(message)}", err=True)


def fail(message: str, code: int = USAGE) -> NoReturn:
    """Print why the command cannot continue on standard error, and end it.

    Raises:
        typer.Exit: Always.
    """
    say(message)
    raise typer.Exit(code)


def check_output(output: Path | None, *, overwrite: bool) -> None:
    """End the command before any work is done if its output cannot be written.

    Raises:
        typer.Exit: The output exists, or cannot be written.
    """
    from tearsheet.batch.errors import RunError
    from tearsheet.batch.outputs import claim, is_stream

    if output is None or is_stream(output):
        return
    try:
        claim(output, overwrite=overwrite)
    except RunError as error:
        fail_for(error)


def write_output(output: Path, content: str | bytes, *, overwrite: bool) -> None:
    """Write the command's output to a file.

    Raises:
        typer.Exit: The file exists, or cannot be written.
    """
    from tearsheet.batch.errors import RunError
    from tearsheet.batch.outputs import write_file

    try:
        write_file(output, content, overwrite=overwrite)
    except RunError as error:
        fail_for(error)


def fail_for(error: ArticleError) -> NoReturn:
    """End the command because of an error: with `USAGE`, or with `STOPPED` if the output cannot be written.

    Raises:
        typer.Exit: Always.
    """
    from tearsheet.batch.errors import OutputError

    fail(str(error), STOPPED if isinstance(error, OutputError) else USAGE)
