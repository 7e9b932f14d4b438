"""Options of commands from a file: ``tearsheet.toml``, or the table ``tool.tearsheet`` of ``pyproject.toml``.

Options on the command line override it. Options that destroy (``--overwrite``, ``--restart``) and what a run is about
(sources, ``--output``) is given on the command line alone.
"""

from __future__ import annotations

import datetime as dt
import logging
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Final

log = logging.getLogger(__name__)

OWN: Final = "tearsheet.toml"
PROJECT: Final = "pyproject.toml"
NEVER: Final = frozenset({"sources", "output", "overwrite", "restart"})
"""Parameters of commands that no file sets."""
Options = dict[str, dict[str, Any]]


class ConfigError(Exception):
    """The file cannot be used."""

    def __init__(self, file: Path, problem: str) -> None:
        super().__init__(f"{file}: {problem}")


def find(folder: Path) -> Path | None:
    """Return the file of options in a folder, `OWN` before `PROJECT`; None if there is none."""
    return next((folder / name for name in (OWN, PROJECT) if (folder / name).is_file()), None)


def read(file: Path, known: Mapping[str, Collection[str]]) -> Options:
    """Return the options in a file by command, under the names of the commands' parameters.

    Args:
        file: The file; of a ``pyproject.toml`` its table ``tool.tearsheet``.
        known: The parameters of the commands that take options from a file.

    Raises:
        ConfigError: It cannot be read, or sets something that is not an option.
    """
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(file, str(error)) from error
    if file.name == PROJECT:
        tables = _table(file, _table(file, tables, "tool"), "tearsheet")
    options: Options = {}
    for command in tables:
        if command not in known:
            raise ConfigError(file, f"{command}: options can only be set for {' and '.join(known)}")
        table = _table(file, tables, command)
        options[command] = {
            _parameter(file, command, name, known[command]): _value(file, command, name, value)
            for name, value in table.items()
        }
    if options:
        log.info("options of %s from %s", ", ".join(options), file)
    return options


def _table(file: Path, tables: dict[str, Any], name: str) -> dict[str, Any]:
    table = tables.get(name, {})
    if not isinstance(table, dict):
        raise ConfigError(file, f"{name}: must be a table of options")
    return table


def _parameter(file: Path, command: str, name: str, known: Collection[str]) -> str:
    parameter = name.replace("-", "_")
    if parameter in NEVER:
        raise ConfigError(file, f"{command}.{name}: can only be given on the command line")
    if parameter not in known:
        options = sorted(each.replace("_", "-") for each in known if each not in NEVER)
        raise ConfigError(file, f"{command}.{name}: no such option; the options are {', '.join(options)}")
    return parameter


def _value(file: Path, command: str, name: str, value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ",".join(value)  # as --fields takes them
    if isinstance(value, dt.date):  # a datetime is one, too
        return value.isoformat()
    if not isinstance(value, (str, int, float)):
        raise ConfigError(file, f"{command}.{name}: not a valid value for an option")
    return value
