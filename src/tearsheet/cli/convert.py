"""``tearsheet convert``: many pages in, one dataset out."""

from __future__ import annotations

import datetime as dt
import signal
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tearsheet.cli.exits import INTERRUPTED, REJECTED, STOPPED, TERMINATED, USAGE
from tearsheet.cli.site import rules_of

if TYPE_CHECKING:
    from tearsheet.batch import RunSummary
    from tearsheet.contracts.findings import Severity
    from tearsheet.contracts.quarantine import ContractCheck

_RUN = "What one page may cost"
_COLUMNS = "Columns of JSON Lines and Parquet"
_CONTRACT = "Contract"


class _Terminated(BaseException):
    """SIGTERM came."""


def command(  # noqa: PLR0913  # one parameter for each option
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Files, folders and patterns; .zip, .tar, .warc, .jsonl and .parquet, packed or not; "
            "- for standard input (one page, or a list of paths).",
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Where the articles go; its name says the format.")
    ],
    *,
    format: Annotated[  # noqa: A002  # the option's natural name
        str | None, typer.Option(help="Format of the output, if its name does not say it.")
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", "-j", min=0, help="Worker processes; default: one for each processor."),
    ] = None,
    keep_rejects: Annotated[
        bool, typer.Option("--keep-rejects", help="Keep the bytes of rejected pages in the rejects file.")
    ] = False,
    restart: Annotated[
        bool,
        typer.Option("--restart", help="Discard an unfinished run of this output instead of taking it up."),
    ] = False,
    now: Annotated[
        dt.datetime | None,
        typer.Option(
            help="The moment to judge dates by (UTC): relative dates need it, later dates are refused."
        ),
    ] = None,
    sites: Annotated[
        Path | None, typer.Option(help="Rules for single sites: a TOML file, or a folder of them.")
    ] = None,
    report: Annotated[Path | None, typer.Option(help="Write an HTML page about the run.")] = None,
    contract: Annotated[
        str | None, typer.Option(help="Contract that articles must keep.", rich_help_panel=_CONTRACT)
    ] = None,
    quarantine: Annotated[
        Path | None,
        typer.Option(
            help="JSON Lines file for articles that break it, with their findings; the others go on.",
            rich_help_panel=_CONTRACT,
        ),
    ] = None,
    fail_on: Annotated[
        Literal["error", "warning", "note"],
        typer.Option(help="Mildest severity that sends an article to quarantine.", rich_help_panel=_CONTRACT),
    ] = "error",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress; only errors.")] = False,
    time_limit: Annotated[
        float, typer.Option(min=0.01, help="Seconds for one page.", rich_help_panel=_RUN)
    ] = 30.0,
    memory_limit: Annotated[int, typer.Option(min=16, help="MiB for one page.", rich_help_panel=_RUN)] = 1024,
    size_limit: Annotated[
        float, typer.Option(min=0.001, help="MiB that a page may have, unpacked.", rich_help_panel=_RUN)
    ] = 64,
    html_column: Annotated[str, typer.Option(help="Holds the page.", rich_help_panel=_COLUMNS)] = "html",
    text_column: Annotated[
        str | None, typer.Option(help="Holds text without markup; read instead.", rich_help_panel=_COLUMNS)
    ] = None,
    url_column: Annotated[str, typer.Option(help="Holds the URL.", rich_help_panel=_COLUMNS)] = "url",
    id_column: Annotated[
        str | None, typer.Option(help="Names the input; default: the row.", rich_help_panel=_COLUMNS)
    ] = None,
) -> None:
    """Convert pages into one dataset. Every input ends up in the output or in the rejects.

    A run that was stopped, by whatever, goes on when the same command is given again.

    Exit codes: 0 all converted; 1 some pages rejected; 2 wrong use;
    3 stopped by the system (a full disk, say), can be taken up;
    130 stopped by Ctrl-C, can be taken up.
    """
    from rich.console import Console

    from tearsheet.about import build_info
    from tearsheet.batch import Columns, Limits, convert
    from tearsheet.batch.errors import OutputError, RunError
    from tearsheet.batch.records import MIB
    from tearsheet.cli.progress import Reporter

    console = Console(stderr=True, highlight=False)
    signal.signal(signal.SIGTERM, _terminate)
    try:
        with Reporter(console, quiet=quiet) as reporter:
            summary = convert(
                sources,
                output,
                workers=workers,
                format=format,
                limits=Limits(seconds=time_limit, memory=memory_limit * MIB, size=int(size_limit * MIB)),
                columns=Columns(html=html_column, text=text_column, url=url_column, id=id_column),
                now=now.replace(tzinfo=dt.UTC) if now else None,
                sites=rules_of(sites),
                keep_rejects=keep_rejects,
                restart=restart,
                report=report,
                check=_check(contract, quarantine, fail_on, now),
                quarantine=quarantine,
                progress=None if quiet else reporter,
            )
    except OutputError as error:
        typer.echo(f"tearsheet: {error}; what is done is kept: the same command goes on from there", err=True)
        raise typer.Exit(STOPPED) from None
    except RunError as error:
        typer.echo(f"tearsheet: {error}", err=True)
        raise typer.Exit(USAGE) from None
    except KeyboardInterrupt:
        typer.echo("tearsheet: interrupted; the same command goes on from there", err=True)
        raise typer.Exit(INTERRUPTED) from None
    except _Terminated:
        typer.echo("tearsheet: terminated; the same command goes on from there", err=True)
        raise typer.Exit(TERMINATED) from None
    if not quiet:
        typer.echo(last_line(summary), err=True)
        if (build := build_info()).plain:
            typer.echo(
                f"slower than it could be: this installation is {build.form} (tearsheet --version)", err=True
            )
    if summary.rejected or summary.quarantined:
        raise typer.Exit(REJECTED)


def _check(
    contract: str | None, quarantine: Path | None, fail_on: Severity, now: dt.datetime | None
) -> ContractCheck | None:
    """Return the check that a contract is; None without one.

    Raises:
        typer.Exit: Only one of contract and quarantine is given, or the contract has faults.
    """
    if contract is None and quarantine is None:
        return None
    from tearsheet.contracts import ContractError
    from tearsheet.contracts.quarantine import ContractCheck

    if contract is None or quarantine is None:
        typer.echo("tearsheet: --contract and --quarantine belong together", err=True)
        raise typer.Exit(USAGE)
    try:
        moment = now.replace(tzinfo=dt.UTC) if now else None
        return ContractCheck.of(contract, fail_on=fail_on, now=moment)
    except ContractError as error:
        typer.echo(f"tearsheet: {error}", err=True)
        raise typer.Exit(USAGE) from None


def last_line(summary: RunSummary) -> str:
    """Return the account of a run as text; its numbers add up."""
    parts = [
        f"{summary.articles:,} articles in {summary.output}",
        f"{summary.rejected:,} rejects in {summary.rejects}",
    ]
    if summary.quarantine is not None:
        parts.append(f"{summary.quarantined:,} in quarantine in {summary.quarantine}")
    codes = ", ".join(f"{code} {count:,}" for code, count in summary.codes.items())
    earlier = f", {summary.resumed:,} of them done before" if summary.resumed else ""
    return (
        f"{summary.inputs:,} inputs = {' + '.join(parts)}"
        + (f"\nrejects: {codes}" if codes else "")
        + "".join(f"\nleft out: {count:,} {reason}" for reason, count in summary.left_out.items())
        + f"\n{summary.seconds:,.1f} s, {summary.rate:,.0f} pages/s, {summary.workers} workers{earlier}"
    )


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise _Terminated
