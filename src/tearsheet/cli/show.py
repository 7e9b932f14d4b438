"""``tearsheet show``: one article, printed for people."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tearsheet.cli.exits import FAILED
from tearsheet.cli.options import fail
from tearsheet.cli.safe import plain, plain_json
from tearsheet.cli.site import rules_of
from tearsheet.parsing.wordcount import count_words
from tearsheet.render.value import shown_value

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text
    from rich.tree import Tree

    from tearsheet.article.model import Article, Evidence
    from tearsheet.sites import SiteRules

FIELDS = (
    "kind",
    "site",
    "date",
    "date_modified",
    "authors",
    "category",
    "breadcrumbs",
    "view_count",
    "language",
    "tags",
    "canonical_url",
    "image",
)
"""Fields of the table, in the order in which a reader asks for them; title, subtitle and summary stand above it."""


def command(  # noqa: PLR0913  # one parameter for each option
    page: Annotated[
        str, typer.Argument(help="The page (also compressed); .txt and .md are text; - is standard input.")
    ],
    *,
    url: Annotated[str | None, typer.Option(help="The page's URL.")] = None,
    sites: Annotated[Path | None, typer.Option(help="Site rules: a TOML file, or a folder of them.")] = None,
    text: Annotated[bool, typer.Option("--text", help="Read the input as text without markup.")] = False,
    body: Annotated[bool, typer.Option("--body", help="Also show the text of the sections.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the article as JSON.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the article as Markdown.")] = False,
) -> None:
    """Show one article: its fields and where each was found, its outline, its key points.

    Exit codes: 0 shown; 1 the page is not an article or cannot be read; 2 wrong usage.
    """
    from tearsheet.errors import ArticleError

    if as_json and markdown:
        fail("--json and --markdown cannot be used together")
    try:
        article = _read(page, url=url, text=text, rules=rules_of(sites))
    except ArticleError as error:
        typer.echo(f"tearsheet: {plain(page)}: {plain(str(error))} [{error.code}]", err=True)
        raise typer.Exit(FAILED) from None
    if as_json:
        typer.echo(plain_json(article.model_dump_json(indent=2)))
    elif markdown:
        typer.echo(plain(article.to_markdown()), nl=False)
    else:
        from rich.console import Console

        render(article, Console(highlight=False), body=body)


def _read(page: str, *, url: str | None, text: bool, rules: SiteRules | None) -> Article:
    from tearsheet.batch.records import Limits
    from tearsheet.batch.sources.files import page_of_file
    from tearsheet.batch.work import SiteReader, load, read_article

    if page == "-":
        from tearsheet.batch.records import RawPage

        raw = RawPage("-", body=sys.stdin.buffer.read())
    else:
        if not Path(page).exists():
            from tearsheet.batch.sources.choose import why_missing

            fail(f"{page}: {why_missing(page)}")
        raw = page_of_file(page)
        if raw.fault is not None:
            raise raw.fault
    raw = load(raw._replace(markup=raw.markup and not text), Limits().size)
    read = SiteReader(rules) if rules else read_article
    return read(raw._replace(url=url or raw.url), raw.body or b"", None)


def render(article: Article, console: Console, *, body: bool = False) -> None:
    """Print the article for people, without control characters from the page."""
    from rich.padding import Padding

    for part in _parts(article, body=body):
        console.print(Padding(part, (0, 0, 1, 0)))


def _parts(article: Article, *, body: bool) -> Iterator[RenderableType]:
    from rich.console import Group
    from rich.text import Text

    head = [Text(plain(article.title or "(no title)"), style="bold")]
    if article.subtitle:
        head.append(Text(plain(article.subtitle), style="italic"))
    if article.summary and article.summary != article.subtitle:
        head.append(Text(plain(article.summary), style="dim"))
    yield Group(*head)
    yield _fields(article)
    words = count_words(article.text)
    if any(section.heading is not None for section in article.sections):
        yield _outline(article, words)
    else:
        yield Text(f"{words:,} words, no headings", style="dim")
    if article.key_points:
        yield Group(*_key_points(article))
    if body:
        yield Text(plain(article.text))


def _fields(article: Article) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column("field", no_wrap=True)
    table.add_column("value", overflow="fold", ratio=3)
    table.add_column("found in", style="dim", overflow="fold", ratio=2)
    for name in ("title", *FIELDS):
        value = "(above)" if name == "title" and article.title else shown_value(article, name)
        evidence = article.evidence.get(name)
        style = "" if value else "dim"
        table.add_row(
            Text(name, style=style), Text(plain(value or "–"), style=style), Text(plain(_where(evidence)))
        )
    return table


def _where(evidence: Evidence | None) -> str:
    """Return where a field was found: source, rule, place and the raw string; or why it was not."""
    if evidence is None:
        return ""
    if evidence.source is None:
        return evidence.reason or ""
    parts = [f"{evidence.source} · {evidence.rule}"]
    locator = evidence.locator
    if locator is not None:
        place = locator.xpath or ""
        place += f"/@{locator.attribute}" if locator.attribute else ""
        place += f" {locator.pointer}" if locator.pointer else ""
        place += f" characters {locator.span[0]}–{locator.span[1]}" if locator.span else ""
        parts.append(place.strip())
    if evidence.score is not None:
        parts.append(f"probability {evidence.score:.2f}")
    lost = len(evidence.rejected)
    if lost:
        parts.append(f"{lost} other candidate{'s' if lost > 1 else ''}")
    return "\n".join(part for part in (" · ".join(parts[:1]), " · ".join(parts[1:])) if part)


def _outline(article: Article, words: int) -> Tree:
    from rich.text import Text
    from rich.tree import Tree

    root = Tree(Text(f"Outline ({words:,} words)", style="bold"), guide_style="dim")
    branches: dict[int, Tree] = {}
    for index, section in enumerate(article.sections):
        heading = section.heading
        label = Text("(lead)", style="dim") if heading is None else Text(plain(heading))
        label.append(f"  {_blocks(len(section.blocks))}", style="dim")
        parent = branches.get(section.parent, root) if section.parent is not None else root
        branches[index] = parent.add(label)
    return root


def _blocks(count: int) -> str:
    return f"{count} block{'' if count == 1 else 's'}"


def _key_points(article: Article) -> Iterator[Text]:
    from rich.text import Text

    yield Text("Key points", style="bold")
    group: str | None = None
    for point in article.key_points:
        if point.group is not None and point.group != group:
            yield Text(plain(point.group), style="italic")
        group = point.group
        line = Text("  • ")
        if point.label:
            line.append(plain(point.label), style="bold")
            line.append(": ")
        line.append(plain(point.text))
        yield line
