"""Reads site rules from TOML files, folders of them, and installed packages."""

from __future__ import annotations

import tomllib
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tearsheet.sites.rule import SiteRule, SiteRuleError, SiteRules

ENTRY_POINTS = "tearsheet.sites"
"""Group under which a package offers rules: each entry point names a function that returns rules or a folder."""


def load_rule(path: Path) -> SiteRule:
    """Return the rule in a TOML file; its default name is that of the file.

    Raises:
        SiteRuleError: The file is not TOML, or not a rule.
        OSError: The file cannot be read.
    """
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:  # invalid TOML or UTF-8, a huge number, deep nesting
        raise SiteRuleError(str(path), str(error)) from error
    fields = data.get("fields")
    if isinstance(fields, dict):
        data["fields"] = {name: _several(value) for name, value in fields.items()}
    for name in ("body", "drop"):
        if name in data:
            data[name] = _several(data[name])
    try:
        return SiteRule.model_validate({"name": path.stem, **data})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise SiteRuleError(str(path), f"{place}: {first['msg']}") from error


def _several(value: Any) -> Any:
    """Return a list of selectors; a single selector, or a CSS selector as a string, is also allowed."""
    values = value if isinstance(value, list) else [value]
    return [{"css": v} if isinstance(v, str) else v for v in values]


def load_rules(path: Path) -> SiteRules:
    """Return the rules in a file, or in the ``.toml`` files of a folder (in order of their names, not below it)."""
    if path.is_dir():
        return SiteRules(load_rule(file) for file in sorted(path.glob("*.toml")))
    return SiteRules([load_rule(path)])


def installed_rules() -> SiteRules:
    """Return the rules that installed packages offer, in order of their entry points' names."""
    found: list[SiteRule] = []
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda p: p.name):
        offered = point.load()()
        found.extend(load_rules(offered) if isinstance(offered, Path) else offered)
    return SiteRules(found)
