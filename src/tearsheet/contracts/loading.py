"""Reading contracts from TOML and YAML files, including those that they extend."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tearsheet.contracts.contract import Contract
from tearsheet.contracts.errors import ContractError
from tearsheet.contracts.rule import Rule
from tearsheet.contracts.syntax import MAX_CHARACTERS, table_in

BUILTIN_PREFIX = "tearsheet:"
"""How ``extends`` and the command line name the contracts that come with tearsheet: ``tearsheet:article``."""

MAX_DEPTH = 16
"""Longest chain of ``extends``: more is a circle or a mistake."""
MAX_FILES = 100
"""Most files that one contract may extend, straight or by others."""


def load(source: str | Path, *, custom: tuple[Rule, ...] = ()) -> Contract:
    """Return the contract in a file, ``.toml``, ``.yaml`` or ``.yml``, or the one named ``tearsheet:NAME``.

    ``extends`` names one or several files, relative to the contract. Later ones take precedence over earlier ones,
    and the contract itself over all. Rules and expressions are replaced as a whole, by their ids. ``match``,
    ``description`` and ``version`` are not inherited.

    Raises:
        ContractError: A file is missing or invalid, or ``extends`` is circular.
    """
    data = _Files().resolved(str(source), ())
    try:
        return Contract.model_validate({**data, "custom": custom})
    except ValidationError as error:
        raise _first_fault(str(source), error) from error


def loads(text: str, *, suffix: str = ".toml", custom: tuple[Rule, ...] = ()) -> Contract:
    """Return the contract in ``text``; relative files in ``extends`` are relative to the working directory.

    Raises:
        ContractError: As for `load`.
    """
    data = _Files().merged(table_in(text, suffix, None), Path(), ())
    try:
        return Contract.model_validate({**data, "custom": custom})
    except ValidationError as error:
        raise _first_fault(None, error) from error


def builtin_names() -> tuple[str, ...]:
    """Return the names of the contracts that come with tearsheet, sorted, such as ``tearsheet:article``."""
    names = [entry.name for entry in files("tearsheet.contracts").joinpath("builtin").iterdir()]
    return tuple(
        sorted(BUILTIN_PREFIX + name.removesuffix(".toml") for name in names if name.endswith(".toml"))
    )


class _Files:
    """The files of one loading, each read once, however many others extend it."""

    def __init__(self) -> None:
        self._merged: dict[str, dict[str, Any]] = {}

    def resolved(self, source: str, chain: tuple[str, ...]) -> dict[str, Any]:
        """Return the content of a file or built-in contract, merged with those that it extends."""
        builtin = source.startswith(BUILTIN_PREFIX)
        key = source if builtin else _real_path(source)
        if key in chain or len(chain) >= MAX_DEPTH:
            raise ContractError(source, "extends", f"is circular or too long: {' → '.join((*chain, key))}")
        if key not in self._merged:
            if len(self._merged) >= MAX_FILES:
                raise ContractError(source, "extends", f"extends more than {MAX_FILES} files")
            text, suffix, folder = _builtin(source) if builtin else _file(source)
            self._merged[key] = self.merged(table_in(text, suffix, source), folder, (*chain, key))
        return self._merged[key]

    def merged(self, data: dict[str, Any], folder: Path, chain: tuple[str, ...]) -> dict[str, Any]:
        """Return ``data`` merged with the contracts that it extends."""
        file = chain[-1] if chain else None
        data.pop("$schema", None)  # for editors
        extends = data.pop("extends", ())
        extends = [extends] if isinstance(extends, str) else extends
        if not isinstance(extends, list | tuple) or not all(isinstance(name, str) for name in extends):
            raise ContractError(file, "extends", "must be a file name or a list of file names")
        own_rules, own_expressions = data.get("rules", {}), data.get("expressions", [])
        if not isinstance(own_rules, Mapping):
            raise ContractError(file, "rules", "must be a table of rules")
        if not isinstance(own_expressions, list):
            raise ContractError(file, "expressions", "must be a list of expressions")
        rules: dict[str, Any] = {}
        expressions: dict[str, Any] = {}
        for name in extends:
            base = self.resolved(name if name.startswith(BUILTIN_PREFIX) else str(folder / name), chain)
            rules |= base["rules"]
            expressions |= _by_id(base["expressions"])
        merged = list((expressions | _by_id(own_expressions)).values()) if expressions else own_expressions
        return {**data, "rules": {**rules, **own_rules}, "expressions": merged}


def _real_path(source: str) -> str:
    try:
        return str(Path(source).resolve())
    except ValueError as error:  # a NUL in it
        raise ContractError(source, None, f"cannot be read: {error}") from error


def _builtin(source: str) -> tuple[str, str, Path]:
    """Return text, suffix and folder of a contract that comes with tearsheet."""
    name = source.removeprefix(BUILTIN_PREFIX)
    entry = files("tearsheet.contracts").joinpath("builtin", f"{name}.toml")
    if not name.isidentifier() or not entry.is_file():
        raise ContractError(
            source, None, f"no such contract; the built-in contracts are {', '.join(builtin_names())}"
        )
    return entry.read_text(encoding="utf-8"), ".toml", Path()


def _file(source: str) -> tuple[str, str, Path]:
    """Return text, suffix and folder of a file; no more of it is read than a contract may have."""
    path = Path(source)
    try:
        with path.open(encoding="utf-8") as file:
            return file.read(MAX_CHARACTERS + 1), path.suffix, path.parent
    except OSError as error:
        raise ContractError(source, None, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ContractError(source, None, "is not UTF-8") from error


def _by_id(expressions: list[Any]) -> dict[str, Any]:
    return {
        str(one.get("id", index)) if isinstance(one, dict) else str(index): one
        for index, one in enumerate(expressions)
    }


def _first_fault(file: str | None, error: ValidationError) -> ContractError:
    faults = error.errors(include_url=False, include_context=False)
    first = faults[0]
    where = ".".join(map(str, first["loc"])) or None
    message = first["msg"].removeprefix("Value error, ")
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return ContractError(file, where, f"{message}{more}")
