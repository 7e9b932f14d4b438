"""Inspects a folder of pages: a page each, and an index over them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote

from tearsheet.batch.records import Limits, RawPage
from tearsheet.batch.sources.files import is_page, page_of_file, walk
from tearsheet.batch.work import decoded_content, with_content
from tearsheet.contracts.findings import RANK
from tearsheet.errors import ArticleError
from tearsheet.evaluation.folder import CORRECTIONS
from tearsheet.extract import FIELDS
from tearsheet.inspection.inspecting import Inspection, inspect, inspect_text
from tearsheet.page.encoding import decode
from tearsheet.parsing.wordcount import count_words

if TYPE_CHECKING:
    from tearsheet.contracts import Checker

PAGES: Final = "pages"
"""Folder beside the index with the pages."""

WANTED: Final = ("title", "date", "authors", "category", "view_count")
"""The fields that the index reports as missing: those that pipelines need most."""


class Entry(NamedTuple):
    """The entry of one page in the index."""

    name: str
    """Path below the folder, with forward slashes."""
    href: str | None
    """Relative address of its inspection; None if it could not be read as a page."""
    refused: str | None = None
    """Why it is not an article or cannot be read; None if it is an article."""
    kind: str = ""
    title: str = ""
    date: str = ""
    sections: int = 0
    """Sections with a heading."""
    words: int = 0
    points: int = 0
    """Key points."""
    missing: tuple[str, ...] = ()
    """Those of `WANTED` that were not found; empty for a page that was refused."""
    findings: tuple[str, ...] = ()
    """Ids of the contract's rules that it breaks, each once, in order."""
    severities: tuple[str, ...] = ()
    """For each of these the most severe of its findings: ``error``, ``warning`` or ``note``."""


class Corrections(NamedTuple):
    """What a person has said about a page."""

    blocks: dict[str, bool]
    """By the XPath of a block whether it belongs to the body."""
    fields: dict[str, Any]
    """The right values of fields, by name."""


NONE: Final = Corrections({}, {})


def read_file(
    path: str, name: str, *, url: str | None = None, text: bool = False, now: dt.datetime | None = None
) -> Inspection:
    """Return the inspection of a file (also compressed), with the corrections stored beside it.

    Args:
        path: The file. A name that ends in ``.txt`` or ``.md`` means text without markup.
        name: Name of the page.
        url: Its URL; by default the content of ``FILE.url`` beside it.
        text: Whether to read it as text without markup, whatever its name.
        now: The reference time for dates.

    Raises:
        ArticleError: It cannot be read as a page.
        OSError: The system cannot read the file.
    """
    raw = page_of_file(path)
    if raw.fault is not None:
        raise raw.fault
    return read_raw(
        raw._replace(markup=raw.markup and not text, url=url), name, now, judged_beside(Path(path))
    )


def read_raw(raw: RawPage, name: str, now: dt.datetime | None, judged: Corrections) -> Inspection:
    """Return the inspection of an input; its own URL takes precedence over one in a file beside it."""
    loaded = with_content(raw, Limits().size)
    url, body = raw.url or loaded.url, decoded_content(loaded)
    if not loaded.markup:
        text = body if isinstance(body, str) else decode(body).utf8.decode()
        return inspect_text(text, url=url, now=now, name=name)
    return inspect(body, url=url, now=now, name=name).model_copy(
        update={"judged": judged.blocks, "corrected": judged.fields}
    )


def judged_beside(page: Path) -> Corrections:
    """Return the corrections saved beside ``page``; empty if there are none.

    A file with any other content is ignored; tearsheet never writes to it.
    """
    path = page.with_name(page.stem + CORRECTIONS)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        blocks = {str(block["xpath"]): bool(block["keep"]) for block in data.get("blocks", ())}
        return Corrections(blocks, {name: data[name] for name in data.keys() & FIELDS})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return NONE


def inspect_folder(
    folder: Path, output: Path, *, now: dt.datetime | None = None, checker: Checker | None = None
) -> Iterator[Entry]:
    """Write an inspection for each page in ``folder`` and below, and then an ``index.html`` of all pages.

    Args:
        folder: The pages.
        output: The folder to write to; created if missing. Files of earlier calls are overwritten.
        now: The reference time for dates.
        checker: A contract to check the articles against.

    Yields:
        The index entry of each page, in order of their names. A page is written when the one after it is known, because
        it links to it, and the index when the iterator is exhausted.

    Raises:
        OSError: A file cannot be written.
    """
    from tearsheet.inspection.index import render_index

    output.mkdir(parents=True, exist_ok=True)
    entries = []
    waiting: _Written | None = None
    own = frozenset((str(output.resolve()),))
    for path, _, fault in walk(str(folder), own):
        if fault is None and not is_page(path):
            continue
        name = Path(path).relative_to(folder).as_posix()
        found = fault if fault is not None else _inspected(path, name, now, checker)
        if isinstance(found, Inspection):
            entries.append(entry_of(found, quote(f"{PAGES}/{name}.html")))
            follows = _Written(found, output, waiting)
            if waiting is not None:
                waiting.write(follows)
            waiting = follows
        else:
            entries.append(Entry(name, None, refused=str(found)))
        yield entries[-1]
    if waiting is not None:
        waiting.write(None)
    (output / "index.html").write_text(render_index(folder.resolve().name, entries), encoding="utf-8")


class _Written:
    """The file of a page, which is written when the page after it is known."""

    def __init__(self, inspection: Inspection, output: Path, before: _Written | None) -> None:
        self.name = inspection.name
        self._inspection = inspection
        self._output = output
        self._before = None if before is None else before.name

    def write(self, after: _Written | None) -> None:
        """Write the file with links to the pages around it and to the index."""
        up = "../" * (self.name.count("/") + 1)
        links = {"Index": f"{up}index.html"}
        if self._before is not None:
            links["← Previous"] = quote(f"{up}{PAGES}/{self._before}.html")
        if after is not None:
            links["Next →"] = quote(f"{up}{PAGES}/{after.name}.html")
        target = self._output / PAGES / f"{self.name}.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(self._inspection.html_with(links), encoding="utf-8")


def _inspected(path: str, name: str, now: dt.datetime | None, checker: Checker | None) -> Inspection | str:
    """Return the inspection of a page, or why it cannot be read."""
    try:
        inspection = read_file(path, name, now=now)
    except ArticleError as error:
        return f"{error} [{error.code}]"
    except OSError as error:
        return error.strerror or str(error)
    if checker is not None and inspection.refused is None:
        inspection = inspection.model_copy(update={"findings": checker.check(inspection.article)})
    return inspection


def entry_of(inspection: Inspection, href: str) -> Entry:
    """Return the index entry of an inspected page."""
    article = inspection.article
    if inspection.refused is not None:
        return Entry(inspection.name, href, refused=inspection.refused, title=article.title or "")
    severity: dict[str, str] = {}
    for finding in sorted(inspection.findings, key=lambda finding: -RANK[finding.severity]):
        severity.setdefault(finding.rule, finding.severity)
    return Entry(
        inspection.name,
        href,
        kind=article.kind,
        title=article.title or "",
        date=article.date.isoformat()[:10] if article.date else "",
        sections=len(article.outline()),
        words=count_words(article.text),
        points=len(article.key_points),
        missing=tuple(name for name in WANTED if getattr(article, name) in (None, ())),
        findings=tuple(severity),
        severities=tuple(severity.values()),
    )
