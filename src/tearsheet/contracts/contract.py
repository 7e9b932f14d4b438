"""The contract: which rules apply to which articles, with which severity, and which share may break them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import translate
from functools import cached_property
from typing import Annotated, Any, ClassVar, NamedTuple, Self

from pydantic import (
    ConfigDict,
    Field,
    SerializeAsAny,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from tearsheet.article.model import Article, Model
from tearsheet.contracts.findings import Severity
from tearsheet.contracts.registry import BY_ID, installed
from tearsheet.contracts.rule import PATTERN_CHARACTERS, Rule, Settings
from tearsheet.contracts.rules.expression import Expression
from tearsheet.contracts.strict import strict_model

FORMAT = "1"
"""Version of the file format, not of the contract."""


class Match(Model):
    """Which articles a contract is for."""

    url: tuple[Annotated[str, Field(max_length=PATTERN_CHARACTERS)], ...] = Field(min_length=1)
    """URL patterns; at least one must match the whole URL (given or canonical): ``*`` is any text, ``?`` any
    character."""

    @field_validator("url", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value


class Use(NamedTuple):
    """One use of a rule in a contract."""

    rule: Rule
    """The rule."""
    number: int
    """Which of the contract's uses of it, from 0."""
    settings: Settings
    """Its settings."""
    severity: Severity
    """From the settings, or the rule's default."""
    about: str | None
    """The settings that distinguish it from other uses of the rule; None if it is the only one."""


class Contract(Model):
    """Rules that articles must satisfy, each with settings and severity.

    Read from a file by `tearsheet.contracts.load`, or made in Python: ``Contract(name="news", rules={"title.length":
    {"max": 120}, "date.window": "error"})``. A rule may be given as True (its defaults), a severity, a table of
    settings, its typed settings, or a sequence of tables or settings, to use it several times.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(arbitrary_types_allowed=True)

    format: str = Field(default=FORMAT, pattern=f"^{FORMAT}$")
    """Version of the format that the contract is written in."""
    name: str = Field(min_length=1)
    """Name of the contract, shown in reports."""
    version: str | None = None
    """Version of the contract; None if it has none."""
    description: str | None = None
    """A description for readers; None if there is none."""
    match: Match | None = None
    """Which articles it applies to; None for all."""
    custom: tuple[Rule, ...] = Field(default=(), exclude=True, repr=False)
    """Rules in addition to the built-in ones and those of installed packages; empty if there are none."""
    rules: dict[str, tuple[SerializeAsAny[Settings], ...]] = Field(default_factory=dict)
    """For each rule, by id, the settings of its uses, in order."""
    expressions: tuple[Expression, ...] = ()
    """Rules that are JSONPath queries; empty if there are none."""

    @field_validator("rules", mode="before")
    @classmethod
    def _typed(cls, value: object, info: ValidationInfo) -> object:
        if not isinstance(value, Mapping) or not all(isinstance(rule_id, str) for rule_id in value):
            return value  # rejected by the validation below
        known = _Known(info.data.get("custom", ()))
        return {rule_id: uses for rule_id, given in value.items() if (uses := known.uses(rule_id, given))}

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        ids = [expression.id for expression in self.expressions]
        twice = {name for name in ids if ids.count(name) > 1} | {name for name in ids if name in BY_ID}
        if twice:
            raise ValueError(f"ids used twice: {', '.join(sorted(twice))}")
        return self

    @cached_property
    def _rule_of(self) -> dict[str, Rule]:
        known = _Known(self.custom)
        return {rule_id: known.rule(rule_id) for rule_id in self.rules}

    @cached_property
    def _url_patterns(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(translate(pattern)) for pattern in self.match.url) if self.match else ()

    def uses(self) -> Iterator[Use]:
        """Yield each use of a rule, in the contract's order, expressions last."""
        for rule_id, uses in self.rules.items():
            rule = self._rule_of[rule_id]
            for number, settings in enumerate(uses):
                about = _about(settings) if len(uses) > 1 else None
                yield Use(rule, number, settings, settings.severity or rule.severity, about)
        for expression in self.expressions:
            rule = expression.as_rule()
            yield Use(rule, 0, expression, expression.severity or rule.severity, None)

    def applies_to(self, article: Article) -> bool:
        """Return whether the contract's ``[match]`` covers the article; True if it has none.

        An article without a URL is covered, because whoever validates it has chosen the contract.
        """
        urls = [url for url in (article.url, article.canonical_url) if url]
        if not self._url_patterns or not urls:
            return True
        return any(pattern.match(url) for pattern in self._url_patterns for url in urls)

    def extended(self, **changes: Any) -> Contract:
        """Return a copy with ``changes``: rules are added or replaced by id (False drops one), other fields are replaced.

        Raises:
            pydantic.ValidationError: The result is not a valid contract.
        """
        rules = {**self.rules, **changes.pop("rules", {})}
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return Contract(**{**fields, **changes, "rules": rules})

    def model(self) -> type[Article]:
        """Return a subclass of `Article` that accepts only articles without errors under this contract.

        Fields that the contract requires (``field.required`` at severity ``error``) are not optional in it.
        """
        return strict_model(self)


class _Known:
    """The rules that a contract may name: built-in ones, given ones, and, if another is needed, installed ones."""

    def __init__(self, custom: tuple[Rule, ...]) -> None:
        self._rules = {**BY_ID, **{rule.id: rule for rule in custom}}
        self._complete = False

    def rule(self, rule_id: str) -> Rule:
        if rule_id not in self._rules and not self._complete:
            self._rules = {**{rule.id: rule for rule in installed()}, **self._rules}
            self._complete = True
        try:
            return self._rules[rule_id]
        except KeyError:
            raise ValueError(f"no such rule: {rule_id!r}{_nearest(rule_id, self._rules)}") from None

    def uses(self, rule_id: str, given: object) -> tuple[Settings, ...]:
        """Return the typed settings of a rule's uses; empty if the rule is switched off."""
        rule = self.rule(rule_id)
        if given is False or given == "off":
            return ()
        many = given if isinstance(given, list | tuple) else (given,)
        try:
            return tuple(_settings(rule, one) for one in many)
        except ValidationError as error:
            # StatedField with the rule's id: the path of the error inside the settings alone names no place.
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join((rule_id, *map(str, first["loc"])))
            raise ValueError(f"{where}: {first['msg'].removeprefix('Value error, ')}") from error


def _settings(rule: Rule, given: object) -> Settings:
    if given is True:
        return rule.settings()
    if isinstance(given, str):
        return rule.settings.model_validate({"severity": given})
    if isinstance(given, Settings) and not isinstance(given, rule.settings):
        raise ValueError(f"{rule.id} takes {rule.settings.__name__}, not {type(given).__name__}")  # noqa: TRY004  # pydantic reports ValueError
    return rule.settings.model_validate(given)


def _nearest(wrong: str, known: Mapping[str, Rule]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(wrong, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _about(settings: Settings) -> str:
    """Return the settings that were given, in brief."""
    given = settings.model_dump(mode="json", exclude_unset=True, exclude={"severity", "max_share", "hint"})
    return ", ".join(
        f"{name}={'/'.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in given.items()
    )
