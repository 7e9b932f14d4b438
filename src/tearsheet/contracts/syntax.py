"""Read the TOML and YAML of contract files as plain tables, with limits that bound the cost of any file.

A contract consists of names, numbers and lists. Other features of YAML (its own dates, sets, binary data, recursive
nodes) are not supported; dates are text, which the settings accept.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

from tearsheet.contracts.errors import ContractError
from tearsheet.errors import MissingExtra

if TYPE_CHECKING:
    from yaml import SafeLoader

MAX_CHARACTERS = 256 * 1024
"""Longest contract file. One that uses every rule five times has a tenth of it. Source: reasoning."""
MAX_NESTING = 64
"""Deepest nest of YAML; a contract needs five levels."""
MAX_VALUES = 10_000
"""Most values of a YAML file; aliases count at their expanded size, which can grow exponentially."""
MAX_KEY_PARTS = 32
"""Most parts of a dotted TOML key, which cost the square of their number; a contract needs four."""

_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
_LONG_KEY = re.compile(rf"""(?<![\w"'-])(?:{_PART}\.[ \t]*+){{{MAX_KEY_PARTS}}}""")
_OPENINGS = re.compile(rf"(?:[\[{{][ \t]*+){{{MAX_NESTING + 1}}}")
"""So many openings in a row that PyYAML would take half a second to get to the bound."""


def table_in(text: str, suffix: str, file: str | None) -> dict[str, Any]:
    """Return the table of settings in ``text``; YAML if ``suffix`` is ``.yaml`` or ``.yml``, otherwise TOML.

    Raises:
        ContractError: It is invalid, exceeds a limit, or is not a table.
        MissingExtra: It is YAML, and PyYAML is not installed.
    """
    if len(text) > MAX_CHARACTERS:
        raise ContractError(file, None, f"is longer than {MAX_CHARACTERS} characters")
    data = _yaml(text, file) if suffix in {".yaml", ".yml"} else _toml(text, file)
    if not isinstance(data, dict):
        raise ContractError(file, None, "must be a table of settings")
    if not all(isinstance(name, str) for name in data):
        raise ContractError(file, None, "contains a key that is not text")
    return data


def _toml(text: str, file: str | None) -> Any:
    if _LONG_KEY.search(text):
        raise ContractError(file, None, f"is not valid TOML: a key has more than {MAX_KEY_PARTS} parts")
    try:
        return tomllib.loads(text)
    except ValueError as error:  # TOMLDecodeError, and what Python says of a number of thousands of digits
        raise ContractError(file, None, f"is not valid TOML: {error}") from error
    except RecursionError as error:
        raise ContractError(file, None, "is not valid TOML: too deeply nested") from error


def _yaml(text: str, file: str | None) -> Any:
    try:
        import yaml
    except ImportError as error:
        raise MissingExtra("yaml", "contracts") from error
    if _OPENINGS.search(text):
        raise ContractError(file, None, f"is not valid YAML: nested deeper than {MAX_NESTING} levels")
    try:
        return yaml.load(text, _loader())  # noqa: S506  # a SafeLoader that knows less
    except yaml.YAMLError as error:
        raise ContractError(file, None, f"is not valid YAML: {error}") from error
    except (
        ValueError,
        LookupError,
        OverflowError,
    ) as error:  # a value that its tag or its length makes no number
        raise ContractError(
            file, None, f"is not valid YAML: a value does not match its tag: {error}"
        ) from error


@cache
def _loader() -> type[SafeLoader]:
    """Return the class that reads YAML within bounds; made here, for PyYAML may be missing. Static, so it is kept."""
    import yaml

    class Loader(yaml.SafeLoader):
        """Reads plain settings. The depth is limited, which also limits the recursion of PyYAML's composer."""

        def __init__(self, stream: str) -> None:
            super().__init__(stream)
            self._depth = 0
            self._values = 0
            self._values_in: dict[str, int] = {}

        def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
            event = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs leave it untyped
            anchor: str | None = event.anchor
            is_alias = isinstance(event, yaml.AliasEvent)
            before = self._values
            self._depth += 1
            self._values += 1
            if is_alias and anchor is not None:
                if anchor in self.anchors and anchor not in self._values_in:
                    raise yaml.YAMLError(f"{anchor!r} contains itself")
                self._values += self._values_in.get(anchor, 0)
            if self._depth > MAX_NESTING:
                raise yaml.YAMLError(f"nested deeper than {MAX_NESTING} levels")
            if self._values > MAX_VALUES:
                raise yaml.YAMLError(f"more than {MAX_VALUES} values")
            node = super().compose_node(parent, index)
            if not is_alias and anchor is not None:
                self._values_in[anchor] = self._values - before
            self._depth -= 1
            return node

    plain = ("null", "bool", "int", "float", "str", "seq", "map")
    kept = {f"tag:yaml.org,2002:{name}" for name in plain}
    Loader.yaml_constructors = {
        tag: make for tag, make in yaml.SafeLoader.yaml_constructors.items() if tag is None or tag in kept
    }
    Loader.yaml_implicit_resolvers = {
        first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return Loader
