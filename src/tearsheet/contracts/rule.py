"""The definition of a rule: an id, typed settings, a default severity, and a function from an article's view to problems.

The decorators return a `Rule` and register nothing. A rule is used if a registry lists it (`registry.BUILTIN`, the
entry point group ``tearsheet.rules``) or if it is passed to a contract (``Contract(custom=(my_rule,))``).
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import AfterValidator, Field

from tearsheet.article.model import Model
from tearsheet.contracts.findings import Severity, Value
from tearsheet.contracts.view import View

RULE_ID = re.compile(r"[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+")
"""Shape of a rule's id: lower-case words joined by hyphens, at least two parts joined by dots."""

PATTERN_CHARACTERS = 2000
"""Longest pattern or query in a contract, in characters: some cost the square of their length to compile."""


def regular_expression(pattern: str) -> str:
    """Return ``pattern`` unchanged.

    Raises:
        ValueError: It is not a regular expression.
    """
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return pattern


Pattern = Annotated[str, Field(max_length=PATTERN_CHARACTERS), AfterValidator(regular_expression)]
"""A regular expression of Python's ``re``."""

Need = Literal["now", "previous"]
"""What some rules need beside the article: the present moment, the last run's view count."""


class Settings(Model):
    """Settings that every rule has; a rule's own settings are a subclass."""

    severity: Severity | None = None
    """Severity of its findings; the default severity of the rule if not set."""
    max_share: float | None = Field(default=None, ge=0, le=1)
    """For many articles: the share of them, 0 to 1, that may fail before the findings count."""
    hint: str | None = None
    """Shown with each finding instead of the rule's own hint."""


class Problem(NamedTuple):
    """The result of a rule's function: a finding without the contract's severity and the locator."""

    path: str
    """Path in the Article, such as ``sections[2].heading``; empty for the article as a whole."""
    message: str
    """What is wrong: one sentence without a full stop."""
    value: Value = None
    """The value at that place; None if there is none."""
    hint: str | None = None
    """What to look at or do; None if the message says all."""


S = TypeVar("S", bound=Settings)


class RunCounts(NamedTuple):
    """The counts of a run, for rules about a whole run."""

    articles: int
    """Articles that the contract applies to."""
    rejects: Mapping[str, int]
    """Inputs that gave no article, by code."""


Check = Callable[[View], Iterable[Problem]]
"""A rule with its settings bound: yields the problems of one article, in order of place; empty if there are none."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule."""

    id: str
    """Stable id, such as ``title.length``."""
    severity: Severity
    """Default severity."""
    settings: type[Settings]
    """The class of its settings."""
    prepare: Callable[[Any], Check]
    """Binds settings, once per use; may build tables and, for rules about a run, keep state."""
    needs: Need | None
    """What it needs besides the article. Without this the rule is not checked, and the report says so."""
    what: str
    """What it requires, in one sentence (the first paragraph of its function's docstring)."""
    why: str
    """Why that matters (the rest of the docstring)."""
    over_run: bool = False
    """Whether its check compares the articles of a run; such a rule does not apply to a single article."""
    at_end: Callable[[RunCounts, Any], Iterable[Problem]] | None = None
    """Checks the run as a whole, at its end, from its counts and the settings; None for rules about articles."""


def rule(
    rule_id: str,
    settings: type[S],
    *,
    severity: Severity = "warning",
    needs: Need | None = None,
) -> Callable[[Callable[[View, S], Iterable[Problem]]], Rule]:
    """Make a `Rule` from a function that takes an article's view and settings and yields problems.

    The first paragraph of the docstring says what the rule requires; the rest says why.

    Raises:
        ValueError: The id is not of the form ``family.name``, or the function has no docstring of two paragraphs.
    """

    def decorate(function: Callable[[View, S], Iterable[Problem]]) -> Rule:
        def prepare(bound: S) -> Check:
            return lambda view: function(view, bound)

        return Rule(rule_id, severity, settings, prepare, needs, *_docs(rule_id, function))

    return decorate


def prepared_rule(
    rule_id: str,
    settings: type[S],
    *,
    severity: Severity = "warning",
    needs: Need | None = None,
    over_run: bool = False,
) -> Callable[[Callable[[S], Check]], Rule]:
    """Make a `Rule` from a function that takes settings and returns the check.

    The function is called once per use in a run, so it may build tables; with ``over_run`` it may also keep state
    during the run.

    Raises:
        ValueError: As for `rule`.
    """

    def decorate(function: Callable[[S], Check]) -> Rule:
        return Rule(rule_id, severity, settings, function, needs, *_docs(rule_id, function), over_run)

    return decorate


def run_rule(
    rule_id: str, settings: type[S], *, severity: Severity = "error"
) -> Callable[[Callable[[RunCounts, S], Iterable[Problem]]], Rule]:
    """Make a `Rule` from a function that takes a run's counts and settings and yields problems.

    It is called once, at the end of the run.

    Raises:
        ValueError: As for `rule`.
    """

    def decorate(function: Callable[[RunCounts, S], Iterable[Problem]]) -> Rule:
        what, why = _docs(rule_id, function)
        return Rule(
            rule_id,
            severity,
            settings,
            lambda _: lambda _: (),
            None,
            what,
            why,
            over_run=True,
            at_end=function,
        )

    return decorate


def _docs(rule_id: str, function: Callable[..., Any]) -> tuple[str, str]:
    """Return what a rule requires and why, from its function's docstring."""
    if not RULE_ID.fullmatch(rule_id):
        raise ValueError(
            f"{rule_id!r} is not a rule id: use family.name in lower case, with hyphens between words"
        )
    what, _, why = (inspect.getdoc(function) or "").partition("\n\n")
    if not (what and why):
        raise ValueError(
            f"rule {rule_id} needs a docstring: a sentence that says what it requires, an empty line, and why"
        )
    return " ".join(what.split()).rstrip("."), " ".join(why.split())


def cut(text: str, limit: int = 200) -> str:
    """Return ``text``, at most ``limit`` characters of it, ending in ``…`` if it was longer.

    >>> cut("a longer text", 9)
    'a longer…'
    """
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
