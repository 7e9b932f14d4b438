"""Options that several commands have, and the way in which commands end."""

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
    typer.Option("--overwrite", help="Replace files that are there already, once the new ones are complete."),
]
AllowEmpty = Annotated[bool, typer.Option("--allow-empty", help="No input, or no article, is no failure.")]


def say(message: str) -> None:
    """Say something on standard error."""
    typer.echo(f"tearsheet: {plain(message)}", err=True)


def fail(message: str, code: int = USAGE) -> NoReturn:
    """Say on standard error why the command cannot go on, and end it.

    Raises:
        typer.Exit: Always.
    """
    say(message)
    raise typer.Exit(code)


def check_output(output: Path | None, *, overwrite: bool) -> None:
    """End the command before any work is done if its output cannot be written.

    Raises:
        typer.Exit: Something is there already, or the system does not let it be written.
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
        typer.Exit: Something is there already, or the system does not take it.
    """
    from tearsheet.batch.errors import RunError
    from tearsheet.batch.outputs import write_file

    try:
        write_file(output, content, overwrite=overwrite)
    except RunError as error:
        fail_for(error)


def fail_for(error: ArticleError) -> NoReturn:
    """End the command on account of an error: wrong use, unless the system does not take the output.

    Raises:
        typer.Exit: Always.
    """
    from tearsheet.batch.errors import OutputError

    fail(str(error), STOPPED if isinstance(error, OutputError) else USAGE)
