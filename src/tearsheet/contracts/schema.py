"""The JSON Schema of contract files, from which editors complete and check them."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from tearsheet.contracts.contract import FORMAT, Match
from tearsheet.contracts.registry import BUILTIN
from tearsheet.contracts.rule import RULE_ID, Rule
from tearsheet.contracts.rules.expression import Expression

SEVERITIES = ["error", "warning", "note"]
"""In the order in which they are offered."""


def contract_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a contract file, TOML or YAML, with the rules that come with tearsheet.

    Rules of other packages are allowed with any settings. The order of keys is fixed.
    """
    rules = {rule.id: _rule(rule) for rule in BUILTIN}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"tearsheet/contract-{FORMAT}",
        "title": "tearsheet contract",
        "description": "Rules that articles must satisfy, each with settings and severity.",
        "type": "object",
        "additionalProperties": False,
        "required": ["name"],
        "properties": {
            "$schema": {"type": "string", "description": "Location of this schema, for editors."},
            "format": {
                "const": FORMAT,
                "default": FORMAT,
                "description": "Version of the contract's format.",
            },
            "name": {
                "type": "string",
                "minLength": 1,
                "description": "Name of the contract, shown in reports.",
            },
            "version": {"type": "string", "description": "Version of the contract."},
            "description": {"type": "string", "description": "A description for readers."},
            "extends": {
                "description": "Contracts that this one extends: files relative to it, or tearsheet:NAME. Rules of "
                "later ones replace those of earlier ones; rules of this contract take precedence over all.",
                "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
            },
            "match": _match(),
            "rules": {
                "type": "object",
                "description": "For each rule by id: true, false, a severity, a table of settings, or several tables.",
                "properties": rules,
                "patternProperties": {f"^{RULE_ID.pattern}$": {}},
                "additionalProperties": False,
            },
            "expressions": {
                "type": "array",
                "description": "Rules without code.",
                "items": _model(Expression),
            },
        },
        "$defs": {
            "switch": {
                "description": "On with the default severity, off, or on with this severity.",
                "enum": [True, False, *SEVERITIES, "off"],
            },
            "off": {
                "description": "Off. The rule needs settings, so it cannot be switched on with true.",
                "enum": [False, "off"],
            },
            **{rule.id: _settings(rule) for rule in BUILTIN},
        },
    }


def _match() -> dict[str, Any]:
    schema = _model(Match)
    url = schema["properties"]["url"]
    schema["properties"]["url"] = {
        "description": url.pop("description", ""),
        "anyOf": [{"type": "string"}, url],
    }
    return schema


def _rule(rule: Rule) -> dict[str, Any]:
    settings = {"$ref": f"#/$defs/{rule.id}"}
    return {
        "description": f"{rule.what}. Default severity: {rule.severity}.",
        "anyOf": [
            {"$ref": f"#/$defs/{'switch' if _has_defaults(rule) else 'off'}"},
            settings,
            {"type": "array", "items": settings, "minItems": 1, "description": "Several uses of the rule."},
        ],
    }


def _has_defaults(rule: Rule) -> bool:
    try:
        rule.settings()
    except ValidationError:
        return False
    return True


def _settings(rule: Rule) -> dict[str, Any]:
    settings = _model(rule.settings)
    settings["properties"]["severity"]["default"] = rule.severity
    return settings


def _model(model: Any) -> dict[str, Any]:
    """Return a model's schema without titles and without null, which TOML cannot write."""
    schema: dict[str, Any] = model.model_json_schema()
    if "$defs" in schema:
        raise AssertionError(f"{model.__name__} refers to other models")
    return _plain(schema)


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    plain = {
        key: value for key, value in schema.items() if key not in {"title", "default"} or _says(key, value)
    }
    if "properties" in plain:
        plain["properties"] = {name: _plain(value) for name, value in plain["properties"].items()}
    if "anyOf" in plain:
        kinds = [kind for kind in plain["anyOf"] if kind != {"type": "null"}]
        if len(kinds) == 1:
            del plain["anyOf"]
            plain = {**kinds[0], **plain}
    return plain


def _says(key: str, value: Any) -> bool:
    return key == "default" and value is not None
