"""The reference of the rules, made from their docstrings, settings and examples."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from tearsheet.contracts.examples import Example, examples
from tearsheet.contracts.registry import BUILTIN
from tearsheet.contracts.rule import Rule, Settings
from tearsheet.contracts.toml import value_of

FAMILIES = {
    "field": "Fields",
    "title": "Title",
    "summary": "Summary",
    "date": "Dates",
    "authors": "Authors",
    "category": "Category",
    "breadcrumbs": "Breadcrumbs",
    "tags": "Tags",
    "kind": "Kind of page",
    "language": "Language",
    "views": "Views",
    "url": "Addresses",
    "sections": "Sections",
    "headings": "Headings",
    "lead": "Lead",
    "body": "Body",
    "text": "Characters",
    "tables": "Tables",
    "lists": "Lists",
    "figures": "Figures",
    "key-points": "Key points",
    "evidence": "Evidence",
    "run": "The whole run",
}
"""Heading of each family of rules."""

INTRODUCTION = """\
# Rules

Each rule has a stable id, a default severity, and settings. Every rule also takes `severity` (`error`, `warning`,
`note`), `max_share` (for batches: the share of articles, 0 to 1, that may break it before its findings count) and
`hint` (printed with each finding instead of the rule's own). Contracts are explained in
[Validate with contracts](../how/contracts.md).

`tearsheet contract rules --markdown` generates this page; the tests run the examples.
"""


def rule_lines() -> Iterator[str]:
    """Yield a line for each rule: severity, id, what it requires."""
    width = max(len(rule.id) for rule in BUILTIN)
    for rule in BUILTIN:
        yield f"{rule.severity:8} {rule.id:{width}}  {rule.what}"


def reference() -> str:
    """Return the reference of all rules as Markdown."""
    parts = [INTRODUCTION]
    by_rule = {example.rule: example for example in examples()}
    for family, rules in groupby(BUILTIN, key=lambda rule: rule.id.partition(".")[0]):
        parts.append(f"## {FAMILIES[family]}\n")
        parts.extend(_markdown(rule, by_rule[rule.id]) for rule in rules)
    return "\n".join(parts)


def one_rule(rule: Rule) -> str:
    """Return everything about one rule as Markdown."""
    return _markdown(rule, next(example for example in examples() if example.rule == rule.id))


def _markdown(rule: Rule, example: Example) -> str:
    needs = {"now": " Needs `now`.", "previous": " Needs the previous run.", None: ""}[rule.needs]
    lines = [f"### {rule.id}", "", f"{rule.what}.", "", rule.why, "", f"Severity: `{rule.severity}`.{needs}"]
    settings = list(_settings(rule.settings))
    if settings:
        lines += ["", "| setting | type | default | |", "|---|---|---|---|", *settings]
    lines += ["", "```toml"]
    lines += [f'"{rule.id}" = {_inline(example.settings) if example.settings else "true"}', "```", ""]
    for earlier in example.before:
        lines += [f"After: `{_inline(earlier)}`", ""]
    lines += [f"Passes: `{_inline(example.passes)}`", ""]
    found = "; ".join(f"`{one.path}`: {one.message}" for one in example.findings(example.fails))
    lines += [f"Fails: `{_inline(example.fails)}`", "", f"→ {found}", ""]
    return "\n".join(lines)


def _settings(settings: type[Settings]) -> Iterator[str]:
    for name, field in settings.model_fields.items():
        if name not in Settings.model_fields:
            default = "" if field.is_required() else _default(field.default)
            text = " ".join((field.description or "").split()).replace("``", "`").replace("|", "\\|")
            yield f"| `{name}` | {_type(field.annotation)} | {default} | {text} |"


def _default(value: Any) -> str:
    if value is None:
        return "–"
    return f"`{_value(list(value) if isinstance(value, tuple) else value)}`"


def _type(annotation: Any) -> str:
    names = {"str": "text", "int": "integer", "float": "number", "bool": "true or false", "date": "day"}
    if get_origin(annotation) is Annotated:
        return _type(get_args(annotation)[0])
    if get_origin(annotation) is tuple:
        return f"list of {_type(get_args(annotation)[0])}"
    kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
    if kinds and all(isinstance(kind, str) for kind in kinds):
        return " or ".join(f"`{kind}`" for kind in kinds)
    if kinds:
        return " or ".join(map(_type, kinds))
    return names.get(getattr(annotation, "__name__", ""), "text")


def _inline(table: dict[str, Any]) -> str:
    return "{ " + ", ".join(f"{name} = {_value(value)}" for name, value in table.items()) + " }"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return _inline(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return value.isoformat() if hasattr(value, "isoformat") else value_of(value)
