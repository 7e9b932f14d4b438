"""Optional parts: libraries that come with an extra of tearsheet."""

from __future__ import annotations

import importlib.util

from tearsheet.errors import MissingExtra


def require(module: str, extra: str) -> None:
    """Make sure that a library is installed, without importing it.

    Raises:
        MissingExtra: It is not.
    """
    if importlib.util.find_spec(module) is None:
        raise MissingExtra(module, extra)
