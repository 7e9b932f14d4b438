"""``tearsheet site``: learn, test and check rules for single sites."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tearsheet.cli.exits import FAILED
from tearsheet.cli.options import Overwrite, fail
from tearsheet.cli.safe import plain

if TYPE_CHECKING:
    from tearsheet.sites import SiteRules

app: typer.Typer = typer.Typer(
    name="site", help="Learn, test and check rules for single sites.", no_args_is_help=True
)


@app.command("test")
def run(
    files: Annotated[list[Path], typer.Argument(help="The rules' TOML files.", exists=True, dir_okay=False)],
    *,
    now: Annotated[
        dt.datetime | None,
        typer.Option(help="Reference time for dates and validity.", formats=["%Y-%m-%d"]),
    ] = None,
) -> None:
    """Run the tests in site rules: compare each page with its expected values.

    Exit codes: 0 all as expected; 1 something differs; 2 a rule is invalid or has no test.
    """
    from tearsheet.evaluation.site_tests import run_tests
    from tearsheet.sites.rule import SiteRuleError

    different = False
    for file in files:
        try:
            pages, differences = run_tests(file, now=now)
        except (SiteRuleError, OSError) as error:
            fail(str(error))
        if not pages:
            fail(f"{file} has no test")
        for d in differences:
            typer.echo(f"{plain(d.page)}: {d.field}: expected {plain(d.expected)}, found {plain(d.found)}")
        wrong = len({d.page for d in differences})
        typer.echo(f"{plain(str(file))}: {pages - wrong} of {pages} pages as expected")
        different = different or bool(differences)
    if different:
        raise typer.Exit(FAILED)


Pages = Annotated[
    list[str],
    typer.Argument(
        metavar="PAGE",
        help="Pages with their URLs, in any form that convert reads: files, folders, archives, WARC, tables.",
    ),
]
Now = Annotated[dt.datetime | None, typer.Option(help="Reference time for dates.", formats=["%Y-%m-%d"])]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", metavar="", help="No progress; only errors.")]
UrlColumn = Annotated[str, typer.Option(help="Column with the URL.")]
HtmlColumn = Annotated[str, typer.Option(help="Column with the page.")]


@app.command("learn")
def learn(  # noqa: PLR0913  # one parameter for each option
    pages: Pages,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", help="Rule file (.toml) to write; for pages from several hosts, a folder."
        ),
    ],
    *,
    overwrite: Overwrite = False,
    now: Now = None,
    url_column: UrlColumn = "url",
    html_column: HtmlColumn = "html",
    quiet: Quiet = False,
) -> None:
    """Learn a rule for each site from its pages: where fields are, and which lines repeat.

    Two pages of each site are stored as tests, in a folder beside the rule with the rule's name.

    Exit codes: 0 done; 1 no page to learn from; 2 wrong usage, or the output exists; 3 the output cannot be written.
    """
    from tearsheet.cli.site_learn import learn_rules, pages_of

    given = pages_of(pages, (html_column, url_column), quiet=quiet)
    learn_rules(given, output, now=now, overwrite=overwrite)


@app.command("check")
def check(  # noqa: PLR0913  # one parameter for each option
    rules: Annotated[
        Path, typer.Argument(help="A learned rule's .toml file, or a folder of them.", exists=True)
    ],
    pages: Pages,
    *,
    now: Now = None,
    url_column: UrlColumn = "url",
    html_column: HtmlColumn = "html",
    quiet: Quiet = False,
) -> None:
    """Check learned rules against newer pages, oldest first: report fields that have moved, and where to.

    Exit codes: 0 all rules still work; 1 some do not; 2 wrong usage, or no page belongs to a site with a learned rule.
    """
    from tearsheet.cli.site_learn import check_rules, pages_of

    known = rules_of(rules)
    assert known is not None
    given = pages_of(pages, (html_column, url_column), quiet=quiet)
    if check_rules(known, given, now=now):
        raise typer.Exit(FAILED)


def rules_of(path: Path | None) -> SiteRules | None:
    """Return the rules in the file or folder that ``--sites`` names; None without one.

    Raises:
        typer.Exit: A rule cannot be used, or there is none.
    """
    if path is None:
        return None
    from tearsheet.sites import SiteRuleError, load_rules

    try:
        rules = load_rules(path)
    except (SiteRuleError, OSError) as error:
        fail(str(error))
    if not rules:
        fail(f"{path}: contains no .toml file")
    return rules
