"""Contract files to be fuzzed: how a case is written to files, and sound ones to start from.

The first byte of a case, a digit, says whether the rest is YAML (even) or TOML (odd), and whether it is loaded
itself (below 4) or extended by a sound contract.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import yaml
from containers import folder

CONTRACTS = Path(__file__).parents[2] / "src" / "tearsheet" / "contracts"

WHOLE = """
name: recipes
version: "2"
description: What the kitchen expects.
extends: tearsheet:article
match: {url: ["https://kitchen.example/*", "*/recipes/?*"]}
rules:
  title.length: {min: 5, max: 120, severity: error}
  field.required: &required {fields: [title, date, authors], max_share: 0.1}
  date.window: warning
  text.words: [{min: 50}, {max: 20000, hint: "an archive, not an article"}]
expressions:
  - {id: recipe.has-steps, select: "$.sections[?@.heading == 'Method'].blocks[?@.type == 'list']", min: 1}
  - {id: recipe.no-script, select: "$..text[?search(@, '<script')]", max: 0, severity: error}
"""

FRAGMENTS = (
    "2024-99-99",
    "2024-02-30T99:99:99+99:99",
    "!!int x",
    "!!float ''",
    "!!timestamp never",
    "!!binary ยง",
    "!!python/object/apply:os.system [true]",
    "!!set {a, b}",
    "!!omap [a: 1]",
    "&a [*a, *a]",
    "&b {rules: *b}",
    "? [a, {b: c}]\n: d",
    "{1: 2, null: 3, true: 4, 1.5: x}",
    "9" * 5000,
    "1:" * 200 + "1",
    "0x" + "f" * 5000,
    ".inf",
    "[" * 3000,
    "{a: " * 1500,
    "- " * 2000,
    "a.b." * 2000 + "c = 1",
    "x = " + "[" * 3000,
    "x = " + "{a=" * 1500,
    "(" * 800 + ")" * 800,
    "$" + "[?@" * 300,
    "$" + "..*" * 12,
    "extends: a\\0b",
    "extends: ../../../etc/hostname",
    "extends: [tearsheet:article, 'tearsheet:../x', 'tearsheet:']",
    "\ud7ff\ue000\ufffe\u0085\u2028",
    "\x00",
    '{"extends": "\\u0000"}',
    "*" * 400,
    "[!" * 200,
)
"""Pieces that have broken readers of settings: false dates, endless numbers, circles, nests, keys of any kind."""


def seeds() -> list[bytes]:
    """Return the contract that comes with tearsheet, one with each rule's example, one with all parts; pieces."""
    builtin = (CONTRACTS / "builtin" / "article.toml").read_text(encoding="utf-8")
    made = [*(f"{way}{builtin}" for way in "15"), *(f"{way}{WHOLE}" for way in "04")]
    for contract in (yaml.safe_load(WHOLE), tomllib.loads(builtin), *_of_examples()):
        made += [
            f"0{yaml.safe_dump(contract)}",
            f"2{json.dumps(contract, default=str)}",
            f"4{yaml.safe_dump(contract)}",
        ]
    made += [f"{way}{piece}" for way in (f"0{WHOLE}", "0", "1", "5") for piece in FRAGMENTS]
    return [text.encode("utf-8", "surrogatepass") for text in made]


def _of_examples() -> list[dict[str, Any]]:
    """Return a contract for each file of examples: its rules with the settings that the examples give."""
    contracts = []
    for path in sorted((CONTRACTS / "examples").glob("*.toml")):
        examples = tomllib.loads(path.read_text(encoding="utf-8"))["example"]
        rules = {one["rule"]: one.get("settings", True) for one in examples}
        contracts.append({"name": path.stem, "rules": rules})
    return contracts


def write(raw: bytes) -> Path:
    """Write a case to its file or files, and return the one to load."""
    way = raw[0] % 8
    suffix = ".toml" if way % 2 else ".yaml"
    path = Path(folder().name) / f"case{suffix}"
    path.write_bytes(raw[1:])
    if way < 4:
        return path
    outer = path.with_name("outer.toml")
    outer.write_text(
        f'name = "outer"\nextends = "{path.name}"\nrules."title.length" = {{ max = 90 }}\n', encoding="utf-8"
    )
    return outer
