"""The result of an evaluation: by field and by page, for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import NonNegativeInt

from tearsheet.article.model import Model
from tearsheet.evaluation.measures import MEASURES, Score


class FieldResult(Model):
    """One field over all pages that expect it."""

    field: str
    """Name of the measure."""
    pages: NonNegativeInt
    """Pages that expect the field."""
    precision: float
    """Hits over found, of all pages together (for ``text``: mean over pages)."""
    recall: float
    """Hits over expected, of all pages together (for ``text``: mean over pages)."""
    f1: float
    """Harmonic mean of the two (for ``text``: mean over pages)."""


class PageResult(Model):
    """One field of one page."""

    page: str
    """The page, by its name in the folder."""
    field: str
    """Name of the measure."""
    f1: float
    """How right it is, from 0 to 1."""


class Result(Model):
    """All of an evaluation."""

    pages: NonNegativeInt
    """Pages that were read."""
    refused: dict[str, str]
    """Pages that were refused, each with the error's code; they count as empty articles."""
    fields: tuple[FieldResult, ...]
    """The fields that any page expects, in the order of `MEASURES`."""
    worst: tuple[PageResult, ...]
    """Pages and fields that are not wholly right, worst first."""


def summarise(scores: Iterable[tuple[str, str, Score]], pages: int, refused: dict[str, str]) -> Result:
    """Return the result of scores given as (page, field, score)."""
    by_field: dict[str, list[tuple[str, Score]]] = {}
    for page, field, score in scores:
        by_field.setdefault(field, []).append((page, score))
    fields = tuple(_field(name, [s for _, s in by_field[name]]) for name in MEASURES if name in by_field)
    wrong = [
        PageResult(page=page, field=field, f1=round(score.f1, 4))
        for field, results in by_field.items()
        for page, score in results
        if score.f1 < 1
    ]
    worst = tuple(sorted(wrong, key=lambda r: (r.f1, r.page, r.field)))
    return Result(pages=pages, refused=refused, fields=fields, worst=worst)


def _field(name: str, scores: list[Score]) -> FieldResult:
    n = len(scores)
    if name == "text":
        means = (
            sum(s.precision for s in scores) / n,
            sum(s.recall for s in scores) / n,
            sum(s.f1 for s in scores) / n,
        )
    else:
        total = Score(
            sum(s.hits for s in scores), sum(s.found for s in scores), sum(s.expected for s in scores)
        )
        means = (total.precision, total.recall, total.f1)
    precision, recall, f1 = (round(m, 4) for m in means)
    return FieldResult(field=name, pages=n, precision=precision, recall=recall, f1=f1)
