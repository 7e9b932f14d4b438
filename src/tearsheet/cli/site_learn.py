"""``tearsheet site learn`` and ``tearsheet site check``: learn rules from pages, and check rules against pages."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from tearsheet.cli.exits import FAILED
from tearsheet.cli.options import check_output, fail, fail_for, write_output
from tearsheet.cli.safe import plain

if TYPE_CHECKING:
    from tearsheet.batch.site_pages import SitePages
    from tearsheet.page.read import Source
    from tearsheet.sites import LearnedSite, SiteRule, SiteRules

LINE_SECONDS: Final = 5.0
"""Time between two lines of progress."""
TESTED: Final = ("title", "date", "authors", "category", "breadcrumbs", "tags", "view_count")
"""Fields that a kept page is tested for."""


def learn_rules(pages: SitePages, output: Path, *, now: dt.datetime | None, overwrite: bool) -> None:
    """Learn from pages and write the rules.

    Raises:
        typer.Exit: There is nothing to learn from, or nowhere to write.
    """
    from tearsheet.errors import ArticleError
    from tearsheet.sites import learn_sites

    single = output.suffix == ".toml"
    if single:
        check_output(output, overwrite=overwrite)
    try:
        sites = learn_sites(pages, now=now)
    except ArticleError as error:
        fail_for(error)
    _say_left_out(pages)
    if not sites:
        fail("nothing to learn from: no article with a known URL", FAILED)
    if single and len(sites) > 1:
        hosts = ", ".join(site.rule.name for site in sites[:5]) + (", …" if len(sites) > 5 else "")
        fail(f"{output}: the pages are from {len(sites)} hosts ({hosts}), so -o must be a folder")
    files = [output] if single else [output / f"{_file_name(site.rule.name)}.toml" for site in sites]
    for file, site in zip(files, sites, strict=True):
        _write(file, site, now, overwrite=overwrite)


def _file_name(host: str) -> str:
    """Return a host as a file's name, the same on every system."""
    return "".join(c if c.isalnum() or c in ".-" else "_" for c in host).lstrip(".")


def _write(file: Path, site: LearnedSite, now: dt.datetime | None, *, overwrite: bool) -> None:
    """Write a rule, with the pages that are its tests beside it."""
    from tearsheet.sites import to_toml

    check_output(file, overwrite=overwrite)
    rule, contents = _with_tests(file.stem, site, now)
    for path, content in contents.items():
        write_output(file.parent / path, content, overwrite=overwrite)
    write_output(file, to_toml(rule, site.notes), overwrite=overwrite)
    learned = rule.learned
    assert learned is not None
    fields = ", ".join(f"{name} {share:.0%}" for name, share in learned.held.items()) or "no fields"
    lines = len(rule.boilerplate) + len(rule.everywhere)
    typer.echo(plain(f"{file}: {learned.pages} pages; {fields}; repeated lines: {lines}"))


def _with_tests(
    stem: str, site: LearnedSite, now: dt.datetime | None
) -> tuple[SiteRule, dict[str, str | bytes]]:
    """Return the rule with its examples as tests, and the files of these by their paths relative to the rule."""
    from tearsheet.api import parse
    from tearsheet.sites import SiteRules
    from tearsheet.sites.rule import SiteTest

    contents: dict[str, str | bytes] = {}
    tests = []
    for number, (source, url) in enumerate(site.examples, 1):
        page = f"{stem}.tests/{number}.html"
        content = _stored(source)
        article = parse(content, url=url, now=now, sites=SiteRules([site.rule]), fields=TESTED)
        found = article.model_dump(mode="json", include=set(TESTED))
        contents[page] = content
        contents[f"{stem}.tests/{number}.json"] = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
        tests.append(SiteTest(page=page, expected=f"{stem}.tests/{number}.json", url=url))
    return site.rule.model_copy(update={"tests": tuple(tests)}), contents


def _stored(source: Source) -> bytes:
    """Return a page as it is stored: text that is already decoded gets a byte order mark, which overrides its declaration."""
    if isinstance(source, bytes):
        return source
    assert isinstance(source, str)
    return source.encode("utf-8-sig", "replace")


def check_rules(rules: SiteRules, pages: SitePages, *, now: dt.datetime | None) -> bool:
    """Report which parts of the rules no longer work on the pages, and return whether there are any.

    Raises:
        typer.Exit: No page belongs to a site with a learned rule.
    """
    from tearsheet.errors import ArticleError
    from tearsheet.sites import check

    given = []
    try:
        for content, url in pages:
            rule = rules.rule_for(url, now)
            if rule is not None and rule.learned is not None:
                given.append((content, url))
    except ArticleError as error:
        fail_for(error)
    _say_left_out(pages)
    if not given:
        fail("none of the pages belongs to a site with a learned rule")
    drifts = check(rules, given, now=now)
    for drift in drifts:
        selectors = ", ".join(s.css for s in drift.proposed if s.css)
        said = (
            f"found on {drift.found:.0%} of the pages, {drift.learned:.0%} when learned; "
            f"{'rare' if drift.found else 'missing'} since {drift.since}"
        )
        now_at = f"; now at {selectors}" if selectors else ""
        typer.echo(plain(f"{drift.rule}: {drift.field}: {said}{now_at}"))
    broken = f"{len(drifts)} {'field' if len(drifts) == 1 else 'fields'} moved or missing"
    typer.echo(f"{len(given)} pages; {broken if drifts else 'all rules work'}")
    return bool(drifts)


def pages_of(sources: Sequence[str], columns: tuple[str, str], *, quiet: bool) -> SitePages:
    """Return the pages of some sources; reports progress unless ``quiet``.

    Args:
        sources: Files, folders and patterns.
        columns: The names of the columns with the page and with its URL.
        quiet: Whether to print nothing.
    """
    from tearsheet.batch import Columns
    from tearsheet.batch.site_pages import SitePages

    html, url = columns
    last = time.monotonic()

    def progress(done: int) -> None:
        nonlocal last
        if not quiet and time.monotonic() - last >= LINE_SECONDS:
            last = time.monotonic()
            typer.echo(f"{done:,} page{'' if done == 1 else 's'} read", err=True)

    return SitePages(sources, Columns(html=html, url=url), progress=progress)


def _say_left_out(pages: SitePages) -> None:
    for kind, count in sorted(pages.left_out.items()):
        typer.echo(f"skipped: {count} {kind}", err=True)
