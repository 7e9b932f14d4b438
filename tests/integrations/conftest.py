"""What the tests of the plug-ins share."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def need() -> Callable[[str], Any]:
    """Import what a test needs; skip the test if it is not installed, but not where everything has to be tested."""

    def load(module: str) -> Any:
        return importlib.import_module(module) if os.environ.get("CI") else pytest.importorskip(module)

    return load


@pytest.fixture(scope="session")
def fixtures() -> Path:
    return Path(__file__).parents[2] / "fixtures"
