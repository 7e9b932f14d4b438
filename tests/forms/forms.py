"""The two forms of a compiled part: its plain Python source, and the module compiled from it or from its Cython twin."""

from __future__ import annotations

import importlib
import importlib.machinery
import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

import tearsheet

PACKAGE = Path(tearsheet.__file__).parent


def plain(name: str) -> ModuleType:
    """The module ``name`` (below the package) as its plain source says, whether or not it is compiled."""
    source = PACKAGE.joinpath(*name.split(".")).with_suffix(".py")
    loader = importlib.machinery.SourceFileLoader(f"{source.stem}_as_python", str(source))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def is_compiled(name: str) -> bool:
    """Return whether the module ``name`` (below the package) is a compiled one."""
    spec = importlib.util.find_spec(f"tearsheet.{name}")
    return spec is not None and isinstance(spec.loader, importlib.machinery.ExtensionFileLoader)


def compiled(name: str) -> ModuleType:
    """The compiled module ``name`` (below the package); where it was not compiled the test is skipped, but not in CI.

    There a missing compiled part is a failed build.
    """
    if not is_compiled(name) and "CI" not in os.environ:
        pytest.skip(f"{name} is not compiled here")
    assert is_compiled(name), f"{name} is not compiled"
    return importlib.import_module(f"tearsheet.{name}")
