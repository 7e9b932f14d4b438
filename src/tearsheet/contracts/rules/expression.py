"""Rules without code: a JSONPath over the article's JSON, and how many nodes it may select."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Self

from pydantic import Field, field_validator, model_validator

from tearsheet.contracts.findings import Value
from tearsheet.contracts.rule import PATTERN_CHARACTERS, RULE_ID, Check, Problem, Rule, Settings, cut
from tearsheet.contracts.view import View
from tearsheet.errors import MissingExtra

STEP = re.compile(r"\['([^']*)'\]|\[(\d+)\]")
"""One step of a normalised path (RFC 9535, section 2.7) as an Article's JSON can give it."""


class Expression(Settings):
    """A rule made of a JSONPath query (RFC 9535) over the article's JSON."""

    id: str = Field(pattern=f"^{RULE_ID.pattern}$")
    """Its stable id, such as ``recipe.has-steps``: lower-case words and hyphens, at least two parts joined by
    dots."""
    select: str = Field(max_length=PATTERN_CHARACTERS)
    """The query, such as ``$.sections[?@.heading == 'Method'].blocks[?@.type == 'list']``."""
    min: int | None = Field(default=None, ge=0)
    """Minimum number of nodes that the query must select; None for no lower limit."""
    max: int | None = Field(default=None, ge=0)
    """Maximum number of nodes that it may select; with 0, each selected node is a finding; None for no upper limit."""
    message: str | None = None
    """Said in each finding; if not set, the query and the count are."""

    @field_validator("select")
    @classmethod
    def _compiles(cls, select: str) -> str:
        jsonpath = _library()
        try:
            jsonpath.compile(select)
        except (
            jsonpath.JSONPathError,
            OverflowError,
            RecursionError,
        ) as error:  # of numbers and nests without end
            raise ValueError(f"not a JSONPath query: {error}") from error
        return select

    @model_validator(mode="after")
    def _bounds_something(self) -> Self:
        if self.min is None and self.max is None:
            raise ValueError("set min, max or both")
        return self

    def as_rule(self) -> Rule:
        """Return the rule that the expression is."""
        return Rule(
            id=self.id,
            severity="warning",
            settings=Expression,
            prepare=_prepare,
            needs=None,
            what=self.message or f"{self.select} selects {_bounds(self)} nodes",
            why="The contract requires it.",
        )


def _library() -> Any:
    """Return the JSONPath library.

    Raises:
        MissingExtra: It is not installed.
    """
    try:
        import jsonpath
    except ImportError as error:
        raise MissingExtra("jsonpath", "contracts") from error
    return jsonpath


def _bounds(expression: Expression) -> str:
    if expression.max is None:
        return f"at least {expression.min}"
    if expression.min is None:
        return "no" if expression.max == 0 else f"at most {expression.max}"
    return (
        str(expression.min) if expression.min == expression.max else f"{expression.min} to {expression.max}"
    )


def _prepare(expression: Expression) -> Check:
    query = _library().compile(expression.select)

    def check(view: View) -> Iterable[Problem]:
        matches = list(query.finditer(view.json))
        if expression.max == 0:
            for match in matches:
                message = expression.message or f"{expression.select} selects it"
                yield Problem(path_of(match.path), message, scalar(match.obj))
        elif expression.max is not None and len(matches) > expression.max:
            path = path_of(matches[expression.max].path)
            yield Problem(path, _message(expression, len(matches)), len(matches))
        if expression.min is not None and len(matches) < expression.min:
            yield Problem("", _message(expression, len(matches)), len(matches))

    return check


def _message(expression: Expression, count: int) -> str:
    return expression.message or f"{expression.select} selects {count} nodes, not {_bounds(expression)}"


def path_of(normalised: str) -> str:
    """Return a normalised JSONPath as a path in the Article.

    >>> path_of("$['sections'][2]['heading']")
    'sections[2].heading'
    """
    parts = (f".{name}" if name else f"[{index}]" for name, index in STEP.findall(normalised))
    return "".join(parts).removeprefix(".")


def scalar(value: Any) -> Value:
    """Return a JSON scalar as it is (long text cut); None for an object or array."""
    if isinstance(value, str):
        return cut(value)
    return value if isinstance(value, int | float | bool) else None
