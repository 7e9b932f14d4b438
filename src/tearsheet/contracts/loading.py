"""Reading contracts from TOML and YAML files, with what they extend."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tearsheet.contracts.contract import Contract
from tearsheet.contracts.errors import ContractError
from tearsheet.contracts.rule import Rule

BUILTIN_PREFIX = "tearsheet:"
"""How ``extends`` and the command line name the contracts that come with tearsheet: ``tearsheet:article``."""

MAX_DEPTH = 16
"""Longest chain of ``extends``: more is a circle or a mistake."""


def load(source: str | Path, *, custom: tuple[Rule, ...] = ()) -> Contract:
    """Return the contract in a file, ``.toml``, ``.yaml`` or ``.yml``, or the one named ``tearsheet:NAME``.

    ``extends`` names one file or several, relative to the file that names them; of several the later ones win over
    the earlier, and the file's own words over all. Rules are replaced by id as a whole; expressions by their id.
    ``match``, ``description`` and ``version`` are not inherited.

    Raises:
        ContractError: A file is missing or has faults, or ``extends`` goes in a circle.
    """
    data = _resolved(str(source), ())
    try:
        return Contract.model_validate({**data, "custom": custom})
    except ValidationError as error:
        raise _first_fault(str(source), error) from error


def loads(text: str, *, suffix: str = ".toml", custom: tuple[Rule, ...] = ()) -> Contract:
    """Return the contract in ``text``; relative files in ``extends`` are relative to the working directory.

    Raises:
        ContractError: As for `load`.
    """
    data = _merged(_parsed(text, suffix, None), Path(), ())
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


def _resolved(source: str, chain: tuple[str, ...]) -> dict[str, Any]:
    key = source if source.startswith(BUILTIN_PREFIX) else str(Path(source).resolve())
    if key in chain or len(chain) >= MAX_DEPTH:
        raise ContractError(source, "extends", f"goes in a circle: {' → '.join((*chain, key))}")
    if source.startswith(BUILTIN_PREFIX):
        name = source.removeprefix(BUILTIN_PREFIX)
        entry = files("tearsheet.contracts").joinpath("builtin", f"{name}.toml")
        if not name.isidentifier() or not entry.is_file():
            raise ContractError(source, None, f"no such contract; there are {', '.join(builtin_names())}")
        data = _parsed(entry.read_text(encoding="utf-8"), ".toml", source)
        return _merged(data, Path(), (*chain, key))
    path = Path(source)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ContractError(source, None, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ContractError(source, None, "is not UTF-8") from error
    return _merged(_parsed(text, path.suffix, source), path.parent, (*chain, key))


def _merged(data: dict[str, Any], folder: Path, chain: tuple[str, ...]) -> dict[str, Any]:
    """Return ``data`` with what it extends laid under it."""
    data.pop("$schema", None)  # for editors
    extends = data.pop("extends", ())
    extends = [extends] if isinstance(extends, str) else extends
    if not isinstance(extends, list | tuple) or not all(isinstance(name, str) for name in extends):
        raise ContractError(chain[-1] if chain else None, "extends", "is not a file name or a list of them")
    rules: dict[str, Any] = {}
    expressions: dict[str, Any] = {}
    for name in extends:
        base = _resolved(name if name.startswith(BUILTIN_PREFIX) else str(folder / name), chain)
        rules |= base.get("rules", {})
        expressions |= _by_id(base.get("expressions", []))
    own = data.get("rules", {})
    merged = {**data, "rules": {**rules, **own} if isinstance(own, Mapping) else own}
    own = data.get("expressions", [])
    if isinstance(own, list):
        merged["expressions"] = list((expressions | _by_id(own)).values()) if expressions else own
    return merged


def _by_id(expressions: list[Any]) -> dict[str, Any]:
    return {
        str(one.get("id", index)) if isinstance(one, dict) else str(index): one
        for index, one in enumerate(expressions)
    }


def _parsed(text: str, suffix: str, file: str | None) -> dict[str, Any]:
    try:
        data = _yaml(text, file) if suffix in {".yaml", ".yml"} else tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ContractError(file, None, f"is not TOML: {error}") from error
    if not isinstance(data, dict):
        raise ContractError(file, None, "holds no table of settings")
    return data


def _yaml(text: str, file: str | None) -> Any:
    try:
        import yaml
    except ImportError as error:
        problem = "YAML contracts need PyYAML: pip install 'tearsheet[contracts]'"
        raise ContractError(file, None, problem) from error
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ContractError(file, None, f"is not YAML: {error}") from error


def _first_fault(file: str | None, error: ValidationError) -> ContractError:
    faults = error.errors(include_url=False, include_context=False)
    first = faults[0]
    where = ".".join(map(str, first["loc"])) or None
    message = first["msg"].removeprefix("Value error, ")
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return ContractError(file, where, f"{message}{more}")
