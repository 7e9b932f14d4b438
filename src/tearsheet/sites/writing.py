"""Writes a site rule as TOML that a person can read, edit and load again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from tearsheet.sites.rule import Selector, SiteRule

WIDTH = 100
"""Longest line in characters; a longer list is written with one entry per line."""


def to_toml(rule: SiteRule, notes: Mapping[str, Sequence[str]] | None = None) -> str:
    """Return the rule as a TOML document that `load_rule` reads back as the same rule; it ends with a newline.

    Args:
        rule: The rule.
        notes: For a field, a comment on each of its selectors.
    """
    notes = notes or {}
    lines = [f"name = {_text(rule.name)}"]
    regions = {"body": rule.body, "drop": rule.drop}
    repeats = {"boilerplate": rule.boilerplate, "everywhere": rule.everywhere, "seen": rule.seen}
    lines += [f"{part} = {_selectors(selectors)}" for part, selectors in regions.items() if selectors]
    lines += [f"{part} = {_list([_text(v) for v in values])}" for part, values in repeats.items() if values]
    lines += ["", "[match]", f"url = {_list([_text(u) for u in rule.match.url])}"]
    for day in ("valid_from", "valid_until"):
        if (value := getattr(rule.match, day)) is not None:
            lines.append(f"{day} = {value.isoformat()}")
    if rule.fields:
        lines += ["", "[fields]"]
        for name, selectors in rule.fields.items():
            lines += [
                f"# {_comment(s.css, note)}" for s, note in zip(selectors, notes.get(name, ()), strict=False)
            ]
            lines.append(f"{name} = {_selectors(selectors)}")
    if rule.defaults:
        lines += ["", "[defaults]", *_table(rule.defaults)]
    if rule.learned is not None:
        lines += ["", "[learned]", f"pages = {rule.learned.pages}"]
        for part in ("held", "shape"):
            if shares := getattr(rule.learned, part):
                lines += ["", f"[learned.{part}]", *(f"{_key(k)} = {share}" for k, share in shares.items())]
    for test in rule.tests:
        lines += ["", "[[tests]]", *_table({"page": test.page, "expected": test.expected, "url": test.url})]
    return "\n".join(lines) + "\n"


def _comment(selector: str | None, note: str) -> str:
    return "".join(c if c.isprintable() else " " for c in f"{selector}: {note}")


def _key(name: str) -> str:
    return name if name.isidentifier() and name.isascii() else _text(name)


def _table(values: Mapping[Any, str]) -> list[str]:
    return [f"{name} = {_text(value)}" for name, value in values.items()]


def _text(value: str) -> str:
    # A JSON string is a TOML string, except that TOML also requires DEL to be escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(values: Sequence[str]) -> str:
    line = f"[{', '.join(values)}]"
    return line if len(line) <= WIDTH else "[\n" + "".join(f"    {v},\n" for v in values) + "]"


def _selectors(selectors: Sequence[Selector]) -> str:
    return _list([_selector(s) for s in selectors])


def _selector(selector: Selector) -> str:
    if selector.css is not None and selector.attribute is None:
        return _text(selector.css)
    named = {"css": selector.css, "xpath": selector.xpath, "attribute": selector.attribute}
    return "{ " + ", ".join(f"{k} = {_text(v)}" for k, v in named.items() if v is not None) + " }"
