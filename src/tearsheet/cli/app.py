"""The commands and their options."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from tearsheet.cli import contract, convert, evaluate, inspect, schema, show, site, validate
from tearsheet.cli.exits import INTERRUPTED, STOPPED, USAGE

app: typer.Typer = typer.Typer(
    name="tearsheet",
    help="Extract typed articles from raw pages: title, dates, sections, key points, and where each was found.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("convert")(convert.command)
app.command("show")(show.command)
app.command("inspect")(inspect.command)
app.command("schema")(schema.command)
app.command("validate")(validate.command)
app.add_typer(contract.app)
app.command("eval")(evaluate.command)
app.add_typer(site.app)


def _version(value: bool) -> None:  # noqa: FBT001  # the shape of a typer callback
    if value:
        from tearsheet.about import build_info

        typer.echo(str(build_info()))
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[  # handled by its callback
        bool,
        typer.Option(
            "--version",
            "-V",
            callback=_version,
            is_eager=True,
            metavar="",
            help="Show the versions and whether tearsheet is compiled, and exit.",
        ),
    ] = False,
) -> None:
    """Handle the options before a command."""


def main() -> None:
    """Run the command line; the process ends with one of the codes in `tearsheet.cli.exits`."""
    from tearsheet.errors import MissingExtra

    try:
        app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except MissingExtra as missing:
        sys.stderr.write(f"tearsheet: {missing}\n")
        sys.exit(USAGE)
    except BrokenPipeError:
        # The reader of our output is gone: end without a message or traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(INTERRUPTED)
    except OSError as error:
        # From standard output: errors of files are `tearsheet.batch.errors.OutputError`.
        sys.stderr.write(f"tearsheet: {error.strerror or error}\n")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(STOPPED)
