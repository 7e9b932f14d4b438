"""Rules for fields in general: there, of a given form, from a given place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import Field, field_validator

from tearsheet.article.model import Article, Evidence, Source
from tearsheet.contracts.rule import Check, Pattern, Problem, Settings, cut, prepared_rule, rule
from tearsheet.contracts.view import View

FIELDS = frozenset(Article.model_fields) - {"schema_version", "kind", "evidence"}
"""Fields that may be missing."""


def known_fields(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return ``names`` unchanged.

    Raises:
        ValueError: One of them is not a field of Article that may be missing.
    """
    unknown = [name for name in names if name not in FIELDS]
    if unknown:
        raise ValueError(
            f"not a field of Article: {', '.join(unknown)}; the fields are {', '.join(sorted(FIELDS))}"
        )
    return names


class FieldsSettings(Settings):
    """Which fields."""

    fields: tuple[str, ...] = Field(min_length=1)
    """Names of fields of Article, such as ``title`` or ``date``."""

    _known = field_validator("fields")(known_fields)


class PatternSettings(FieldsSettings):
    """Which fields, and their form."""

    pattern: Pattern
    """Regular expression (Python's ``re``) that must match somewhere in the value's text; ``^`` and ``$`` anchor."""


class SourceSettings(FieldsSettings):
    """Which fields, and which sources their values must have."""

    sources: tuple[Source, ...] = Field(default=("json-ld", "microdata", "opengraph", "meta"), min_length=1)
    """Allowed sources; by default the structured ones, which a page declares for machines."""


class ScoreSettings(FieldsSettings):
    """Which fields, and how sure they must be."""

    min: float = Field(default=0.5, ge=0, le=1)
    """Lowest probability of being right, inclusive. Fields without a calibrated probability are not checked."""


@rule("field.required", FieldsSettings, severity="error")
def field_required(view: View, settings: FieldsSettings) -> Iterator[Problem]:
    """Each named field has a value.

    If a field that every article of a site had is now missing, the template has probably changed.
    The finding gives the reason from the evidence and the best rejected candidate.
    """
    for field in settings.fields:
        value = getattr(view.article, field)
        if value is None or value in ((), ""):
            yield Problem(field, f"no {field}{_why_missing(view.article.evidence.get(field))}")


def _why_missing(evidence: Evidence | None) -> str:
    if evidence is None or evidence.reason is None:
        return ""
    if not evidence.rejected:
        return f" ({evidence.reason})"
    best = evidence.rejected[0]
    return f" ({evidence.reason}: {cut(best.value, 40)!r} was rejected as {best.reason})"


def values_of(article: Article, field: str) -> Iterator[tuple[str, str]]:
    """Yield path and text of each value of a field: one for a plain field, several for a sequence, maybe none."""
    value: Any = getattr(article, field)
    if value is None:
        return
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            text = (
                item if isinstance(item, str) else getattr(item, "name", None) or getattr(item, "text", None)
            )
            if text is not None:
                yield f"{field}[{index}]", str(text)
    else:
        yield field, value.isoformat() if hasattr(value, "isoformat") else str(value)


@prepared_rule("field.pattern", PatternSettings)
def field_pattern(settings: PatternSettings) -> Check:
    """Each value of the named fields matches a regular expression; a missing one passes.

    For the conventions of a site: URLs under one path, titles of reviews that begin with 'Review:',
    authors written 'Surname, Name'.
    """
    pattern = re.compile(settings.pattern)

    def check(view: View) -> Iterable[Problem]:
        for field in settings.fields:
            for path, text in values_of(view.article, field):
                if not pattern.search(text):
                    yield Problem(path, f"{field} does not match {settings.pattern!r}", cut(text))

    return check


@rule("evidence.source", SourceSettings)
def evidence_source(view: View, settings: SourceSettings) -> Iterator[Problem]:
    """The values of the named fields come from the named sources; a missing value passes.

    A date in JSON-LD is declared by the publisher; one read from running text is a guess. If structured data
    disappear, values may stay plausible for a while, and only their source shows the change.
    """
    for field in settings.fields:
        evidence = view.article.evidence.get(field)
        if evidence is not None and evidence.source is not None and evidence.source not in settings.sources:
            yield Problem(
                field,
                f"{field} comes from {evidence.source}, not from {' or '.join(settings.sources)}",
                cut(evidence.raw or ""),
                f"found by the rule {evidence.rule}",
            )


@rule("evidence.score", ScoreSettings)
def evidence_score(view: View, settings: ScoreSettings) -> Iterator[Problem]:
    """The values of the named fields have at least this probability of being right; values without a probability pass.

    With calibrated probabilities, a pipeline can set doubtful values aside instead of trusting all values equally.
    """
    for field in settings.fields:
        evidence = view.article.evidence.get(field)
        if evidence is not None and evidence.score is not None and evidence.score < settings.min:
            yield Problem(
                field,
                f"{field} has a probability of {evidence.score:.2f}, below {settings.min}",
                evidence.score,
            )


@rule("evidence.present", FieldsSettings, severity="error")
def evidence_present(view: View, settings: FieldsSettings) -> Iterator[Problem]:
    """Each named field that has a value also has evidence.

    A value without evidence was not extracted, but set by a merge, a default or a person, and cannot be traced.
    """
    for field in settings.fields:
        value = getattr(view.article, field)
        evidence = view.article.evidence.get(field)
        if value not in (None, (), "") and (evidence is None or evidence.source is None):
            yield Problem(field, f"{field} has a value but no evidence")
