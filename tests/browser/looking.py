"""What the browser tests hold of an open page, and how they get at what they need."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page


class Seen(NamedTuple):
    """An open page, and what it did."""

    page: Page
    deeds: list[str]
    """Requests beyond the file itself (by type), dialogs, messages on the console, errors, new windows: in order."""


Opened = Callable[..., Seen]


def needed(module: str) -> Any:
    """Import what a test needs; skip the test if it is not installed, but not where everything has to be tested."""
    return importlib.import_module(module) if os.environ.get("CI") else pytest.importorskip(module)
