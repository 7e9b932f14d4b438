"""The commands and their options."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from tearsheet.cli import contract, convert, evaluate, inspect, schema, show, site, validate
from tearsheet.cli.exits import INTERRUPTED, STOPPED, USAGE
from tearsheet.cli.options import fail

app: typer.Typer = typer.Typer(
    name="tearsheet",
    help="Extract typed articles from raw pages: title, dates, sections, key points, and where each was found.",
    no_args_is_help=True,
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


CONFIGURED: Final = ("convert", "validate")
"""Commands that take options from a file."""


@app.callback()
def _root(
    context: typer.Context,
    *,
    config: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="File with options of convert and validate; default: tearsheet.toml, or tool.tearsheet in pyproject.toml, in the current folder.",
        ),
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show the log on standard error.")] = False,
    version: Annotated[  # noqa: ARG001  # handled by its callback
        bool,
        typer.Option(
            "--version",
            "-V",
            callback=_version,
            is_eager=True,
            metavar="",
            help="Show versions and whether tearsheet is compiled, and exit.",
        ),
    ] = False,
) -> None:
    """Handle the options before a command."""
    if verbose:
        _show_log()
    if context.invoked_subcommand in CONFIGURED:
        context.default_map = _options(context, config)


def _show_log() -> None:
    import logging

    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("tearsheet").setLevel(logging.INFO)


def _options(context: typer.Context, file: Path | None) -> dict[str, dict[str, object]]:
    """Return the options that a file gives by command; without a file, none.

    Raises:
        typer.Exit: The file cannot be used.
    """
    from tearsheet.cli.config import ConfigError, find, read

    found = file or find(Path())
    if found is None:
        return {}
    commands = context.command.commands  # type: ignore[attr-defined]  # a group's
    known = {name: [parameter.name for parameter in commands[name].params] for name in CONFIGURED}
    try:
        return read(found, known)
    except ConfigError as error:
        fail(str(error))


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
