"""Reads a folder of pages and expectations, and scores each page."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from tearsheet.api import extract_page, parse_text
from tearsheet.article.model import Article
from tearsheet.errors import ArticleError
from tearsheet.evaluation.measures import MEASURES, Score
from tearsheet.evaluation.report import Result, summarise

EXPECTED: Final = ".expected.json"
"""Suffix of the file with the expected values of a page: an object with some of `MEASURES` (and ``url``)."""

CORRECTIONS: Final = ".corrections.json"
"""Ending of the file in which a person marked blocks of a page as body or not (``tearsheet inspect`` writes it)."""

UNSCORED: Final = frozenset(Article.model_fields) | {"url", "page", "paragraphs", "markdown", "html"}
"""Names beside `MEASURES` that an expectation may list: the page's address, and what other tools compare."""

TEXTS: Final = (".txt", ".md")


class EvaluationError(ArticleError):
    """The folder cannot be evaluated."""

    code = "evaluation"

    def __init__(self, path: str, problem: str) -> None:
        self.path = path
        """The file or folder."""
        self.problem = problem
        """What is wrong with it."""
        super().__init__(f"{path}: {problem}")


def evaluate_folder(folder: Path, *, now: dt.datetime | None = None) -> Result:
    """Return the scores of the pages in ``folder`` and below.

    A page ``NAME.html`` (``.htm``, ``.txt``, ``.md``) counts if there is a ``NAME.expected.json`` or
    ``NAME.corrections.json`` beside it. Pages are read in order of their names.

    Raises:
        EvaluationError: There is nothing to evaluate, or a file of expected values is not a JSON object or has an
            unknown name.
    """
    pages = [(page, expected) for page in pages_in(folder) if (expected := expected_of(page))]
    if not pages:
        raise EvaluationError(str(folder), f"no page has a *{EXPECTED} or *{CORRECTIONS} beside it")
    scores: list[tuple[str, str, Score]] = []
    refused: dict[str, str] = {}
    for page, expected in pages:
        name = page.relative_to(folder).as_posix()
        try:
            found = _read(page, expected, now)
        except ArticleError as error:
            refused[name] = error.code
            found = _dumped(Article()) | {"kind": None, "error": error.code}
        scores.extend((name, field, MEASURES[field](found, value)) for field, value in _measured(expected))
    return summarise(scores, len(pages), refused)


def pages_in(folder: Path) -> Iterator[Path]:
    """Yield the pages in ``folder`` and below, in order of their names; nothing if there are none."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".html", ".htm", *TEXTS} and path.is_file():
            yield path


def expected_of(page: Path) -> dict[str, Any]:
    """Return the expected values of ``page``; empty if there is no file with them."""
    expected: dict[str, Any] = {}
    for ending in (EXPECTED, CORRECTIONS):
        path = page.with_name(page.stem + ending)
        if not path.is_file():
            continue
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise EvaluationError(str(path), str(error)) from error
        if not isinstance(data, dict):
            raise EvaluationError(str(path), "not an object")
        for name in data:
            _check_name(name, path)
        expected.update(data)
    return expected


def _check_name(name: str, path: Path) -> None:
    known = MEASURES.keys() | UNSCORED
    if name not in known:
        near = get_close_matches(name, sorted(known), n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"the fields are {', '.join(MEASURES)}"
        raise EvaluationError(str(path), f"no such field: {name!r}; {hint}")


def _measured(expected: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for field, value in expected.items():
        if field in MEASURES:
            yield field, "\n".join(value) if field == "text" and isinstance(value, list) else value
    if "outline" in expected:
        yield "levels", expected["outline"]


def _read(page: Path, expected: Mapping[str, Any], now: dt.datetime | None) -> dict[str, Any]:
    url = expected.get("url")
    if page.suffix in TEXTS:
        return _dumped(parse_text(page.read_text(encoding="utf-8"), url=url, now=now))
    extraction = extract_page(page, url=url, now=now)
    found = _dumped(extraction.article)
    if "blocks" in expected and extraction.selection is not None:
        blocks, xpath = extraction.page.blocks, extraction.page.xpath
        found["kept_blocks"] = frozenset(xpath(blocks[i].node) for i in extraction.selection.kept)
    return found


def _dumped(article: Article) -> dict[str, Any]:
    dumped = article.model_dump(mode="json")
    return {**dumped, "text": article.text, "kept_blocks": frozenset(), "error": None}
