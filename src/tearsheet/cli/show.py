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

    from tearsheet.article.model import Article, Evidence, Locator
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
"""Fields of the table, in order of interest to a reader; title, subtitle and summary are above it."""


def command(  # noqa: PLR0913  # one parameter for each option
    page: Annotated[
        str, typer.Argument(help="The page (also compressed); .txt and .md are text; - is standard input.")
    ],
    *,
    url: Annotated[str | None, typer.Option(help="The page's URL.")] = None,
    sites: Annotated[Path | None, typer.Option(help="Site rules: a TOML file, or a folder of them.")] = None,
    text: Annotated[
        bool, typer.Option("--text", metavar="", help="Read the input as text without markup.")
    ] = False,
    body: Annotated[
        bool, typer.Option("--body", metavar="", help="Also show the text of the sections.")
    ] = False,
    evidence: Annotated[
        bool,
        typer.Option(
            "--evidence",
            "-e",
            metavar="",
            help="Show where each value was found, and the rejected candidates.",
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="Print the article as JSON.")] = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", metavar="", help="Print the article as Markdown.")
    ] = False,
) -> None:
    """Show one article: its fields and where each was found, its outline and its key points.

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

        render(article, Console(highlight=False), body=body, evidence=evidence)


def _read(page: str, *, url: str | None, text: bool, rules: SiteRules | None) -> Article:
    from tearsheet.batch.records import Limits
    from tearsheet.batch.sources.files import page_of_file
    from tearsheet.batch.work import SiteReader, read_article, with_content

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
    raw = with_content(raw._replace(markup=raw.markup and not text), Limits().size)
    read = SiteReader(rules) if rules else read_article
    return read(raw._replace(url=url or raw.url), raw.body or b"", None)


def render(article: Article, console: Console, *, body: bool = False, evidence: bool = False) -> None:
    """Print the article for people, without control characters from the page."""
    from rich.padding import Padding

    for part in _parts(article, console.width, body=body, evidence=evidence):
        console.print(Padding(part, (0, 0, 1, 0)))
    console.print(_summary(article, console.width))


def _parts(article: Article, width: int, *, body: bool, evidence: bool) -> Iterator[RenderableType]:
    from rich.console import Group
    from rich.text import Text

    head = [Text(plain(article.title or "(no title)"), style="bold")]
    if article.subtitle:
        head.append(Text(plain(article.subtitle), style="italic"))
    if article.summary and article.summary != article.subtitle:
        head.append(Text(plain(article.summary), style="dim"))
    yield Group(*head)
    yield Group(*(_evidence(article) if evidence else _fields(article, width)))
    if any(section.heading is not None for section in article.sections):
        yield _outline(article)
    if article.key_points:
        yield Group(*_key_points(article))
    if body:
        yield Text(plain(article.text))


def _summary(article: Article, width: int) -> Text:
    """Return the last line: the title again, which may have scrolled away, and how much there is."""
    from rich.text import Text

    counts = [(count_words(article.text), "word"), (len(article.sections), "section")]
    if article.key_points:
        counts.append((len(article.key_points), "key point"))
    said = " · ".join(f"{number:,} {noun}{'' if number == 1 else 's'}" for number, noun in counts)
    line = Text(plain(article.title or "(no title)"), style="bold")
    line.truncate(max(20, width - len(said) - 3), overflow="ellipsis")
    return line.append(f" · {said}", style="not bold dim")


def _fields(article: Article, width: int) -> Iterator[Text]:
    """Yield one line for each field that has a value; `_evidence` has the details."""
    rows = [("field", "value", "found in", "prob.")]
    lacking: dict[str, list[str]] = {}
    for name in ("title", *FIELDS):
        evidence = article.evidence.get(name)
        value = shown_value(article, name)
        if value:
            sure = "" if evidence is None or evidence.score is None else f"{evidence.score:.0%}"
            rows.append((name, plain(value), plain(_found_in(name, evidence)), sure))
        else:
            lacking.setdefault((evidence and evidence.reason) or "no value", []).append(name)
    yield from _lines(rows, width)
    for reason, names in lacking.items():
        yield _text(f"{reason}: {', '.join(names)}", "dim")


def _lines(rows: list[tuple[str, str, str, str]], width: int) -> Iterator[Text]:
    """Yield rows as lines of at most ``width`` columns, the second cell cut where there is too little room."""
    name, _, found, sure = (max(len(row[i]) for row in rows) for i in range(4))
    room = max(20, width - name - found - sure - 6)
    for i, row in enumerate(rows):
        value = _text(row[1], "" if i else "dim")
        value.truncate(room, overflow="ellipsis", pad=True)
        yield (
            _text(f"{row[0]:{name}}  ", "" if i else "dim")
            .append(value)
            .append(f"  {row[2]:{found}}  {row[3]:>{sure}}", style="dim")
        )


def _text(text: str, style: str) -> Text:
    from rich.text import Text

    return Text(text, style=style)


def _found_in(name: str, evidence: Evidence | None) -> str:
    """Return the source and the rule of a field, without what the rule's name repeats; or why there is no value."""
    if evidence is None:
        return ""
    if evidence.source is None or evidence.rule is None:
        return evidence.reason or ""
    rule = evidence.rule.removeprefix(f"{name.replace('_', '-')}.")
    return rule if rule.startswith(evidence.source) else f"{evidence.source} · {rule}"


def _evidence(article: Article) -> Iterator[Text]:
    """Yield for each field its value, where it was found, and the rejected candidates."""
    from rich.text import Text

    for name in ("title", *FIELDS):
        evidence = article.evidence.get(name)
        value = shown_value(article, name)
        yield Text.assemble((f"{name:15}", "bold"), plain(value or "–"))
        if evidence is None:
            continue
        said = evidence.reason or f"{evidence.source} · {evidence.rule}"
        said += "" if evidence.score is None else f" · probability {evidence.score:.2f}"
        yield Text(f"    {said}", style="dim")
        if evidence.locator is not None:
            yield Text(f"    {plain(_place(evidence.locator))}", style="dim")
        for lost in evidence.rejected:
            yield Text(f"    not {plain(lost.value)}: {lost.reason} ({lost.rule})", style="dim")


def _place(locator: Locator) -> str:
    place = locator.xpath or ""
    place += f"/@{locator.attribute}" if locator.attribute else ""
    place += f" {locator.pointer}" if locator.pointer else ""
    place += f" characters {locator.span[0]}–{locator.span[1]}" if locator.span else ""
    return place.strip()


def _outline(article: Article) -> Tree:
    from rich.text import Text
    from rich.tree import Tree

    root = Tree(Text("Outline", style="bold"), guide_style="dim")
    branches: dict[int, Tree] = {}
    for index, section in enumerate(article.sections):
        heading = section.heading
        unnamed = "(continued)" if index else "(lead)"
        label = Text(unnamed, style="dim") if heading is None else Text(plain(heading))
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
