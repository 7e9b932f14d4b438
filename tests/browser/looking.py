"""What the browser tests hold of an open page, and how they get at what they need."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Page


class Seen(NamedTuple):
    """An open page, and what it did."""

    page: Page
    deeds: list[str]
    """Requests beyond the file itself (by type), dialogs, messages on the console, errors, new windows: in order."""


Opened = Callable[..., Seen]
