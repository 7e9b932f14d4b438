"""``tearsheet validate``: check articles against a contract."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tearsheet.cli.exits import FAILED, OK
from tearsheet.cli.options import AllowEmpty, Overwrite, check_output, fail, say, write_output

if TYPE_CHECKING:
    from tearsheet.contracts import Checker, Contract, Report, Severity
    from tearsheet.contracts.reading import Read

Format = Literal["text", "json", "junit", "sarif", "github"]
FailOn = Literal["error", "warning", "note", "never"]


def command(  # noqa: PLR0913  # one parameter for each option
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Output of convert or of show --json, or pages in any form that convert reads.",
        ),
    ],
    *,
    contract: Annotated[
        str,
        typer.Option(
            "--contract",
            "-c",
            help="Contract file (.toml or .yaml), or the name of a built-in contract.",
        ),
    ] = "tearsheet:article",
    format: Annotated[Format, typer.Option("--format", "-f", help="Format of the report.")] = "text",  # noqa: A002  # the option's natural name
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the report to this file.")
    ] = None,
    fail_on: Annotated[FailOn, typer.Option(help="Lowest severity that makes the exit code 1.")] = "error",
    previous: Annotated[
        str | None, typer.Option(help="Articles of the previous run, for rules that compare the two.")
    ] = None,
    now: Annotated[
        dt.datetime | None, typer.Option(help="Reference time for dates (UTC).", show_default="current time")
    ] = None,
    keep: Annotated[
        int, typer.Option(min=0, help="Maximum number of findings to report per rule; all are counted.")
    ] = 1000,
    overwrite: Overwrite = False,
    allow_empty: AllowEmpty = False,
) -> None:
    """Check articles against a contract and report violations.

    Exit codes: 0 no findings at or above --fail-on;
    1 findings at or above it, inputs that gave no article, or no article at all;
    2 wrong usage, an invalid contract, or an output that exists. With --fail-on never: 0 or 2.
    """
    from tearsheet.batch.errors import RunError
    from tearsheet.contracts import Checker, ContractError, load
    from tearsheet.contracts.reading import read_articles

    moment = moment_of(now)
    check_output(output, overwrite=overwrite)
    try:
        loaded = load(contract)
        views = _views(previous, moment) if previous else {}
        checker = Checker(loaded, now=moment, has_previous=previous is not None, keep=keep)
        _check(checker, read_articles(sources, now=moment), views)
    except (ContractError, RunError) as error:
        fail(str(error))
    report = checker.report()
    write(report, format, fail_on, output, overwrite=overwrite)
    idle = _is_idle(loaded, report) and not allow_empty and fail_on != "never"
    raise typer.Exit(FAILED if idle else exit_code(report, fail_on))


def _check(checker: Checker, reads: Iterable[Read], views: dict[str, int]) -> None:
    for read in reads:
        if read.article is None:
            checker.unread(read.origin.name or "", read.reason or "", read.code or "unread")
        else:
            key = read.article.canonical_url or read.article.url or ""
            checker.check(read.article, origin=read.origin, previous_views=views.get(key))


def _views(previous: str, now: dt.datetime) -> dict[str, int]:
    """Return view counts of the previous run by canonical URL, or by URL if there is none."""
    from tearsheet.contracts.reading import read_articles

    views: dict[str, int] = {}
    for read in read_articles([previous], now=now):
        article = read.article
        if article is not None and article.view_count is not None:
            views[article.canonical_url or article.url or ""] = article.view_count
    views.pop("", None)
    return views


def _is_idle(contract: Contract, report: Report) -> bool:
    """Return whether there was nothing at all to check, and report it on standard error."""
    if report.articles:
        return False
    if report.unmatched:
        say(
            f"nothing was checked: the contract {contract.name} applies to none of the {report.unmatched} articles"
        )
        return False
    say("nothing was checked: there are no articles")
    return True


def moment_of(now: dt.datetime | None) -> dt.datetime:
    """Return the time given by an option, in UTC; the current time if none was given."""
    if now is None:
        return dt.datetime.now(dt.UTC)
    return now.replace(tzinfo=dt.UTC) if now.tzinfo is None else now


def write(
    report: Report,
    format: Format,  # noqa: A002  # the option's natural name
    fail_on: FailOn,
    output: Path | None,
    *,
    overwrite: bool,
) -> None:
    """Write a report to a file or to standard output, in colour on a terminal.

    The report always shows what fails; ``never`` only affects the exit code.
    """
    from rich.console import Console

    from tearsheet.contracts.formats import FORMATS
    from tearsheet.contracts.formats.text import render

    severity = threshold(fail_on)
    if output is not None:
        write_output(output, FORMATS[format](report, severity), overwrite=overwrite)
    elif format == "text":
        Console(highlight=False).print(render(report, severity))
    else:
        typer.echo(FORMATS[format](report, severity), nl=False)


def threshold(fail_on: FailOn) -> Severity:
    """Return the lowest severity that fails; ``error`` for ``never``."""
    return "error" if fail_on == "never" else fail_on


def exit_code(report: Report, fail_on: FailOn) -> int:
    """Return 1 if there are findings at or above ``fail_on`` or unreadable inputs, else 0; always 0 for ``never``."""
    fails = fail_on != "never" and (report.at_or_over(fail_on) or report.unread)
    return FAILED if fails else OK
