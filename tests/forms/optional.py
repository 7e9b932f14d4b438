"""How tests get at what is optional."""

from __future__ import annotations

import importlib
import os
from typing import Any

import pytest


def need(module: str) -> Any:
    """Import what a test needs; skip the test if it is not installed, but fail in CI, where everything is tested."""
    return importlib.import_module(module) if os.environ.get("CI") else pytest.importorskip(module)
