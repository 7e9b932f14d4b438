"""``tearsheet inspect``: show how a page, or each page of a folder, was read."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tearsheet.cli.exits import FAILED
from tearsheet.cli.options import Overwrite, check_output, fail, write_output
from tearsheet.cli.safe import plain

if TYPE_CHECKING:
    from tearsheet.contracts import Checker
    from tearsheet.inspection import Inspection


def command(  # noqa: PLR0913  # one parameter for each option
    page: Annotated[
        Path,
        typer.Argument(
            help="The page (also compressed), or a folder of pages; - is standard input.", allow_dash=True
        ),
    ],
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="HTML file to write; for a folder of pages, a folder.")
    ],
    url: Annotated[str | None, typer.Option(help="The page's URL.")] = None,
    text: Annotated[
        bool, typer.Option("--text", metavar="", help="Read the input as text without markup.")
    ] = False,
    contract: Annotated[
        str | None,
        typer.Option(help="Also show the findings of this contract: a file, or tearsheet:article."),
    ] = None,
    now: Annotated[
        dt.datetime | None, typer.Option(help="Reference time for dates.", formats=["%Y-%m-%d"])
    ] = None,
    overwrite: Overwrite = False,
) -> None:
    """Write an HTML page that shows which blocks were kept and where each field of the article was found.

    For a folder: writes one such page for each page in it, and an index.html with search and filters.

    Exit codes: 0 written; 1 the page cannot be read, or the folder contains no pages;
    2 wrong usage, or an output that exists.
    """
    checker = None if contract is None else _checker(contract, now)
    try:
        if page.is_dir():
            if url is not None or text:
                fail("--url and --text apply to a single page, not to a folder")
            _folder(page, output, checker, now, overwrite=overwrite)
        else:
            check_output(output, overwrite=overwrite)
            html = _page(page, checker, url=url, text=text, now=now)
            write_output(output, html, overwrite=overwrite)
            typer.echo(f"{plain(str(output))}: open it in a browser", err=True)
    except OSError as error:
        fail(f"{error.filename or output}: {error.strerror}")


def _page(
    page: Path, checker: Checker | None, *, url: str | None, text: bool, now: dt.datetime | None
) -> str:
    from tearsheet.errors import ArticleError

    if str(page) != "-" and not page.exists():
        fail(f"{page}: no such file")
    try:
        inspection = _inspected(page, url=url, text=text, now=now)
    except ArticleError as error:
        typer.echo(f"tearsheet: {plain(str(page))}: {plain(str(error))} [{error.code}]", err=True)
        raise typer.Exit(FAILED) from None
    if checker is not None and inspection.refused is None:
        inspection = inspection.model_copy(update={"findings": checker.check(inspection.article)})
    return inspection.html


def _inspected(page: Path, *, url: str | None, text: bool, now: dt.datetime | None) -> Inspection:
    from tearsheet.inspection.folder import NONE, read_file, read_raw

    if str(page) == "-":
        from tearsheet.batch.records import RawPage

        raw = RawPage("-", body=sys.stdin.buffer.read(), url=url, markup=not text)
        return read_raw(raw, "page", now, NONE)
    return read_file(str(page), page.name, url=url, text=text, now=now)


def _folder(
    folder: Path, output: Path, checker: Checker | None, now: dt.datetime | None, *, overwrite: bool
) -> None:
    from rich.console import Console

    from tearsheet.inspection.folder import inspect_folder

    if output.is_file():
        fail(f"{output} is a file; for a folder of pages the output must be a folder")
    if output.is_dir() and any(output.iterdir()) and not overwrite:
        fail(f"{output}: the folder is not empty; --overwrite replaces files with the same names")
    pages = refused = 0
    with Console(stderr=True).status("") as status:
        for entry in inspect_folder(folder, output, now=now, checker=checker):
            pages += 1
            refused += entry.refused is not None
            status.update(f"{pages:,} pages")
    typer.echo(f"{plain(str(output / 'index.html'))}: {pages:,} pages, {refused:,} refused")
    if not pages:
        raise typer.Exit(FAILED)


def _checker(contract: str, now: dt.datetime | None) -> Checker:
    from tearsheet.contracts import Checker, ContractError, load

    try:
        return Checker(load(contract), now=now)
    except ContractError as error:
        fail(str(error))
