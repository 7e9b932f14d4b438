"""``tearsheet contract``: learn a contract, compare two runs, list the rules, print the schema."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tearsheet.cli.exits import USAGE
from tearsheet.cli.options import Overwrite, check_output, fail, write_output
from tearsheet.cli.validate import FailOn, Format, exit_code, moment_of, write

if TYPE_CHECKING:
    from tearsheet.article.model import Article

app: typer.Typer = typer.Typer(
    name="contract",
    help="Learn and check contracts, compare two runs, and list the rules.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)


@app.command("learn")
def learn(  # noqa: PLR0913  # one parameter for each option
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE", help="A sample of at least a few dozen converted articles or pages."
        ),
    ],
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File to write the contract to; default: standard output."),
    ] = None,
    name: Annotated[str, typer.Option(help="Name of the contract.")] = "learnt",
    batch: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Number of articles in the runs that the contract will validate.",
            show_default="size of the sample",
        ),
    ] = None,
    now: Annotated[
        dt.datetime | None, typer.Option(help="Reference time for dates (UTC).", show_default="current time")
    ] = None,
    overwrite: Overwrite = False,
) -> None:
    """Learn a contract from a sample of articles. Comments in it give the figures behind each rule.

    Exit codes: 0 written; 2 wrong usage, no article in the sample, or an output that exists.
    """
    from tearsheet.contracts.learn import Sample

    check_output(output, overwrite=overwrite)
    moment = moment_of(now)
    sample = Sample(now=moment, batch=batch)
    for article in _articles(sources, moment):
        sample.add(article)
    if not sample.articles:
        fail("the sample contains no articles")
    text = sample.toml(name)
    if output is None:
        typer.echo(text, nl=False)
    else:
        write_output(output, text, overwrite=overwrite)
        typer.echo(f"{output}: learned from {sample.articles:,} articles", err=True)


@app.command("diff")
def diff(  # noqa: PLR0913  # one parameter for each option
    run_a: Annotated[str, typer.Argument(help="The earlier run: converted articles or pages.")],
    run_b: Annotated[str, typer.Argument(help="The later run.")],
    *,
    format: Annotated[Format, typer.Option("--format", "-f", help="Format of the report.")] = "text",  # noqa: A002  # the option's natural name
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the report to this file.")
    ] = None,
    fail_on: Annotated[FailOn, typer.Option(help="Lowest severity that makes the exit code 1.")] = "error",
    overwrite: Overwrite = False,
) -> None:
    """Compare two runs: report significant changes in field coverage, distributions and values.

    Exit codes: 0 no changes at or above --fail-on; 1 changes at or above it; 2 wrong usage.
    """
    from tearsheet.contracts.diff import compare
    from tearsheet.contracts.profile import profile_of

    check_output(output, overwrite=overwrite)
    moment = moment_of(None)
    before, after = (profile_of(_articles([run], moment)) for run in (run_a, run_b))
    for run, profile in ((run_a, before), (run_b, after)):
        if not profile.articles:
            fail(f"{run}: contains no articles")
    report = compare(before, after, names=(run_a, run_b))
    write(report, format, fail_on, output, overwrite=overwrite)
    raise typer.Exit(exit_code(report, fail_on))


@app.command("check")
def check(
    contract: Annotated[str, typer.Argument(help="Contract file, or the name of a built-in contract.")],
) -> None:
    """Check that a contract is well-formed, and list its rules.

    Exit codes: 0 well-formed; 2 not well-formed.
    """
    from tearsheet.cli.safe import plain
    from tearsheet.contracts import ContractError, load

    try:
        loaded = load(contract)
    except ContractError as error:
        fail(str(error))
    version = f" {loaded.version}" if loaded.version else ""
    typer.echo(plain(f"{loaded.name}{version}: {sum(1 for _ in loaded.uses())} rules"))
    for use in loaded.uses():
        about = f" ({use.about})" if use.about else ""
        typer.echo(plain(f"{use.severity:8} {use.rule.id}{about}"))


@app.command("rules")
def rules(
    rule: Annotated[str | None, typer.Argument(help="Id of one rule; default: all rules.")] = None,
    *,
    markdown: Annotated[
        bool, typer.Option("--markdown", metavar="", help="Print the reference as Markdown.")
    ] = False,
) -> None:
    """List the rules, or describe one: what it requires, why, settings, examples.

    Exit codes: 0 printed; 2 no such rule.
    """
    from tearsheet.contracts.reference import one_rule, reference, rule_lines
    from tearsheet.contracts.registry import BY_ID

    if markdown:
        typer.echo(reference(), nl=False)
    elif rule is None:
        for line in rule_lines():
            typer.echo(line)
    elif rule in BY_ID:
        typer.echo(one_rule(BY_ID[rule]), nl=False)
    else:
        typer.echo(f"tearsheet: no such rule: {rule!r}; tearsheet contract rules lists all rules", err=True)
        raise typer.Exit(USAGE)


@app.command("schema")
def schema() -> None:
    """Print the JSON Schema of contract files, for editors."""
    from tearsheet.contracts.schema import contract_schema

    typer.echo(json.dumps(contract_schema(), ensure_ascii=False, indent=2))


def _articles(sources: list[str], now: dt.datetime) -> Iterator[Article]:
    """Yield the articles of the sources; report inputs without one on standard error."""
    from tearsheet.batch.errors import RunError
    from tearsheet.cli.safe import plain
    from tearsheet.contracts.reading import read_articles

    try:
        for read in read_articles(sources, now=now):
            if read.article is not None:
                yield read.article
            else:
                typer.echo(plain(f"tearsheet: {read.origin.name}: {read.reason}"), err=True)
    except RunError as error:
        fail(str(error))
