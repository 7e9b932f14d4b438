"""The commands and their options."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from tearsheet.cli import contract, convert, evaluate, inspect, schema, show, site, validate
from tearsheet.cli.exits import INTERRUPTED, STOPPED, USAGE

app = typer.Typer(
    name="tearsheet",
    help="Typed articles from raw pages: title, date, sections, key points, and the proof of each.",
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
            help="Show the versions in use and whether tearsheet runs compiled, and exit.",
        ),
    ] = False,
) -> None:
    """Take the options that stand before a command."""


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
        # The reader of our output has gone: nothing is left to say, and no traceback either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(INTERRUPTED)
    except OSError as error:
        # Of standard output: files report their errors as `tearsheet.batch.errors.OutputError`.
        sys.stderr.write(f"tearsheet: {error.strerror or error}\n")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(STOPPED)
