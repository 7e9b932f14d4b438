"""``tearsheet convert``: many pages in, one dataset out."""

from __future__ import annotations

import datetime as dt
import signal
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tearsheet.cli.account import DEFAULT_LIMIT, RejectLimit, account, failure, kept, reject_limit
from tearsheet.cli.exits import FAILED, INTERRUPTED, STOPPED, TERMINATED
from tearsheet.cli.options import AllowEmpty, Overwrite, fail, say
from tearsheet.cli.safe import plain
from tearsheet.cli.site import rules_of
from tearsheet.cli.warm import start_forkserver

if TYPE_CHECKING:
    from tearsheet.batch import RunSummary
    from tearsheet.cli.progress import Reporter
    from tearsheet.contracts.findings import Severity
    from tearsheet.contracts.quarantine import ContractCheck

_RUN = "Limits for one page"
_COLUMNS = "Columns of JSON Lines and Parquet"
_CONTRACT = "Contract"
_OUTPUT = "Columns of the output"


class _Terminated(BaseException):
    """SIGTERM came."""


def command(  # noqa: PLR0913  # one parameter for each option
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Files, folders and patterns, also in object stores (s3://…): pages, .zip, .tar, .warc, .jsonl, "
            ".parquet (also compressed), or output of convert, including rejects; - is standard input (a page, or a "
            "list of paths).",
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            help="File or folder to write; its name determines the format; - is standard output.",
        ),
    ],
    *,
    format: Annotated[  # noqa: A002  # the option's natural name
        str | None, typer.Option(help="Format of the output, if its name does not determine it.")
    ] = None,
    overwrite: Overwrite = False,
    workers: Annotated[
        int | None,
        typer.Option("--workers", "-j", min=0, help="Worker processes.", show_default="one per processor"),
    ] = None,
    max_rejects: Annotated[
        str,
        typer.Option(
            metavar="N|N%",
            help="Number or share of inputs that may be rejected or quarantined before the exit code is 1.",
        ),
    ] = DEFAULT_LIMIT,
    allow_empty: AllowEmpty = False,
    keep_rejects: Annotated[
        bool,
        typer.Option(
            "--keep-rejects",
            metavar="",
            help="Store rejected pages in the rejects file, to retry them later.",
        ),
    ] = False,
    restart: Annotated[
        bool,
        typer.Option(
            "--restart", metavar="", help="Discard an unfinished run of this output instead of resuming it."
        ),
    ] = False,
    now: Annotated[
        dt.datetime | None,
        typer.Option(help="Reference time for dates (UTC): resolves relative dates, rejects future ones."),
    ] = None,
    sites: Annotated[Path | None, typer.Option(help="Site rules: a TOML file, or a folder of them.")] = None,
    learn_sites: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="First learn site rules from these pages, and keep them in this folder for later runs.",
        ),
    ] = None,
    report: Annotated[str | None, typer.Option(help="Write an HTML report about the run.")] = None,
    fields: Annotated[
        str | None,
        typer.Option(metavar="A,B", help="Write only these columns.", rich_help_panel=_OUTPUT),
    ] = None,
    no_evidence: Annotated[
        bool,
        typer.Option("--no-evidence", metavar="", help="Leave the evidence out.", rich_help_panel=_OUTPUT),
    ] = False,
    fingerprint: Annotated[
        bool,
        typer.Option(
            "--fingerprint",
            metavar="",
            help="Add a fingerprint of the text, to find near-duplicates.",
            rich_help_panel=_OUTPUT,
        ),
    ] = False,
    contract: Annotated[
        str | None, typer.Option(help="Contract to check articles against.", rich_help_panel=_CONTRACT)
    ] = None,
    quarantine: Annotated[
        str | None,
        typer.Option(
            help="JSON Lines file for articles that violate it, with their findings.",
            rich_help_panel=_CONTRACT,
        ),
    ] = None,
    fail_on: Annotated[
        Literal["error", "warning", "note"],
        typer.Option(help="Lowest severity that sends an article to quarantine.", rich_help_panel=_CONTRACT),
    ] = "error",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", metavar="", help="Print only errors.")] = False,
    time_limit: Annotated[
        float, typer.Option(min=0.01, help="Time in seconds.", rich_help_panel=_RUN)
    ] = 30.0,
    memory_limit: Annotated[int, typer.Option(min=16, help="Memory in MiB.", rich_help_panel=_RUN)] = 1024,
    size_limit: Annotated[
        float, typer.Option(min=0.001, help="Decompressed size in MiB.", rich_help_panel=_RUN)
    ] = 64,
    html_column: Annotated[str, typer.Option(help="The page.", rich_help_panel=_COLUMNS)] = "html",
    text_column: Annotated[
        str | None,
        typer.Option(help="Text without markup, instead of a page.", rich_help_panel=_COLUMNS),
    ] = None,
    url_column: Annotated[str, typer.Option(help="The URL.", rich_help_panel=_COLUMNS)] = "url",
    id_column: Annotated[
        str | None,
        typer.Option(help="Name of the input.", show_default="file and row", rich_help_panel=_COLUMNS),
    ] = None,
) -> None:
    """Convert pages into one dataset. Every input ends up in the output or in the rejects.

    Existing output is replaced only with --overwrite. If a run was stopped, the same command resumes it.

    Exit codes: 0 done; 1 too many rejects (--max-rejects), or no article at all;
    2 nothing done: wrong usage, or the output exists;
    3 stopped by the system, for example by a full disk (can be resumed);
    130, 143 stopped by Ctrl-C or SIGTERM (can be resumed).
    """
    if workers != 0:
        start_forkserver()
    from tearsheet.batch import Columns, Limits, convert
    from tearsheet.batch.records import MIB

    try:
        limit = reject_limit(max_rejects)
    except ValueError as error:
        fail(f"--max-rejects: {error}")
    moment = now.replace(tzinfo=dt.UTC) if now else None
    rules = rules_of(sites)
    check = _check(contract, quarantine, fail_on, moment)

    def run(reporter: Reporter) -> RunSummary:
        return convert(
            sources,
            output,
            workers=workers,
            format=format,
            limits=Limits(seconds=time_limit, memory=memory_limit * MIB, size=int(size_limit * MIB)),
            columns=Columns(html=html_column, text=text_column, url=url_column, id=id_column),
            now=moment,
            sites=rules,
            learn_sites=learn_sites,
            fields=[name.strip() for name in fields.split(",")] if fields is not None else None,
            evidence=not no_evidence,
            fingerprint=fingerprint,
            keep_rejects=keep_rejects,
            overwrite=overwrite,
            allow_empty=allow_empty,
            restart=restart,
            report=report,
            check=check,
            quarantine=quarantine,
            progress=None if quiet else reporter,
        )

    _end(_summary_of(run, output, quiet=quiet), limit, allow_empty=allow_empty, quiet=quiet)


def _summary_of(run: Callable[[Reporter], RunSummary], output: str, *, quiet: bool) -> RunSummary:
    """Run and return the summary; if the run is stopped, end the command with the exit code for the cause.

    Raises:
        typer.Exit: The run was stopped.
    """
    from rich.console import Console

    from tearsheet.batch.errors import OutputError, RunError, UploadError
    from tearsheet.cli.progress import Reporter
    from tearsheet.sites.rule import SiteRuleError

    signal.signal(signal.SIGTERM, _terminate)
    reporter = Reporter(Console(stderr=True, highlight=False), quiet=quiet)
    try:
        with reporter:
            return run(reporter)
    except UploadError as error:
        fail(str(error), STOPPED)
    except OutputError as error:
        fail(f"{error}; {_kept(output, reporter)}", STOPPED)
    except (RunError, SiteRuleError) as error:
        fail(str(error))
    except MemoryError:
        fail(f"out of memory; {_kept(output, reporter)}", STOPPED)
    except KeyboardInterrupt:
        fail(f"interrupted; {_kept(output, reporter)}", INTERRUPTED)
    except _Terminated:
        fail(f"terminated; {_kept(output, reporter)}", TERMINATED)


def _kept(output: str, reporter: Reporter) -> str:
    from tearsheet.batch.run import companion
    from tearsheet.batch.state import kept_inputs
    from tearsheet.batch.upload import Upload

    if output == "-":
        return "a run to standard output cannot be resumed"
    upload = Upload.of(output)
    local = upload.output if upload else Path(output)
    return kept(kept_inputs(companion(local, ".part")), reporter.total)


def _end(summary: RunSummary, limit: RejectLimit, *, allow_empty: bool, quiet: bool) -> None:
    """Print the summary of the run.

    Raises:
        typer.Exit: The run has failed.
    """
    from tearsheet.about import build_info

    if not quiet:
        for line in account(summary):
            typer.echo(plain(line), err=True)
        if (build := build_info()).plain:
            typer.echo(
                f"note: this installation is {build.form}, so it is slower (see tearsheet --version)",
                err=True,
            )
    why = failure(summary, limit, allow_empty=allow_empty)
    if why is not None:
        say(why)
        raise typer.Exit(FAILED)


def _check(
    contract: str | None, quarantine: str | None, fail_on: Severity, now: dt.datetime | None
) -> ContractCheck | None:
    """Return the check for a contract; None without one.

    Raises:
        typer.Exit: Only one of contract and quarantine is given, or the contract is invalid.
    """
    if contract is None and quarantine is None:
        return None
    from tearsheet.contracts import ContractError
    from tearsheet.contracts.quarantine import ContractCheck

    if contract is None or quarantine is None:
        fail("--contract and --quarantine must be used together")
    try:
        return ContractCheck.of(contract, fail_on=fail_on, now=now)
    except ContractError as error:
        fail(str(error))


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise _Terminated
